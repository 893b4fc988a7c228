"""The places that days are made for: their files, the area closed to trucks, and the hours it is closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.hanoi.files import shared_root
from routing.model import Location, TimeWindow, parse_windows
from service.dispatch.sample import SAMPLE_ROADS, sample_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An area that trucks may not enter at certain hours.

    The circle is an estimate. `small_t` is the payload up to which only the rush hours are
    closed; larger trucks need a permit.
    """

    centre: Location
    radius_m: float
    small_t: float
    rush: tuple[TimeWindow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a day happens.

    `roads_name` is how a problem names the roads, not by path. Every `hospital_every`-th site is
    an invented hospital at a junction (0: the files have hospitals). Sites order `times` what their
    class does elsewhere: where the ways are long, so that trucks have to reload there too. `effort`
    corrects the estimated work, measured once: stops along one valley share their way. A day with more than
    `orders_per_depot` for each depot of the files has more depots.
    """

    name: str
    facilities: Callable[[], tuple[Path, ...]]
    depots: Callable[[], Path]
    roads: Callable[[], Path]
    roads_name: str
    closed: Closed
    hospital_every: int = 0
    times: int = 1
    effort: float = 1.0
    orders_per_depot: int = 250

    def files(self) -> tuple[Path, ...]:
        """Return all files that the place is read from."""
        return (*self.facilities(), self.depots(), self.roads())


def _shared(*names: str) -> Callable[[], tuple[Path, ...]]:
    return lambda: tuple(shared_root() / "data" / name for name in names)


def _shared_file(name: str) -> Callable[[], Path]:
    return lambda: shared_root() / "data" / name


_HANOI: Final = Place(
    name="hanoi",
    facilities=_shared(
        "hanoi/hanoi_facilities_osm.geojson", "hanoi/hanoi_commune_stations_estimated.geojson"
    ),
    depots=_shared_file("hanoi/hanoi_depots_synthetic.geojson"),
    roads=_shared_file("hanoi/hanoi_roads.osm.gz"),
    roads_name="shared:hanoi_roads.osm.gz",
    closed=Closed(
        centre=Location(21.0285, 105.8542),
        radius_m=4_000,
        small_t=1.25,
        rush=parse_windows("06:00-09:00;16:30-19:30"),
    ),
)
_HCMC: Final = Place(
    name="hcmc",
    facilities=_shared("hcmc/hcmc_commune_stations_estimated.geojson"),
    depots=_shared_file("hcmc/hcmc_depots_synthetic.geojson"),
    roads=_shared_file("hcmc/hcmc_roads.osm.gz"),
    roads_name="shared:hcmc_roads.osm.gz",
    closed=Closed(
        centre=Location(10.7769, 106.7009),
        radius_m=5_000,
        small_t=2.5,
        rush=parse_windows("06:00-09:00;16:00-20:00"),
    ),
    hospital_every=6,
)
_QUANG_NAM: Final = Place(
    name="quang-nam",
    facilities=lambda: (sample_path("facilities.csv"),),
    depots=lambda: sample_path("depots.csv"),
    roads=lambda: sample_path("roads"),
    roads_name=SAMPLE_ROADS,
    closed=Closed(
        centre=Location(16.0605, 108.2220),
        radius_m=6_000,
        small_t=2.0,
        rush=parse_windows("06:00-08:00;16:30-18:30"),
    ),
    times=3,
    effort=0.72,
    orders_per_depot=120,
)

PLACES: Final[Mapping[str, Place]] = {place.name: place for place in (_HANOI, _HCMC, _QUANG_NAM)}
