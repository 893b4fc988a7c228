"""Places: where oxygen is loaded and where it is needed."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from routing.model.cargo import Counts
from routing.model.clock import TimeWindow

DECIMALS: Final = 7
"""Of a degree; finer digits are noise, and would make the same place look like two."""


@dataclass(frozen=True, slots=True)
class Location:
    """A point on WGS 84, in degrees, rounded to 7 decimals (about a centimetre)."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "lat", round(float(self.lat), DECIMALS))
        object.__setattr__(self, "lon", round(float(self.lon), DECIMALS))


class FacilityClass(StrEnum):
    """What kind of health facility a place is."""

    HOSPITAL = "hospital"
    CENTRAL_OR_MILITARY = "hospital_central_or_military"
    DISTRICT_CENTRE = "district_health_centre"
    COMMUNE_STATION = "commune_station"
    CLINIC = "clinic"
    MATERNITY = "maternity"
    OTHER = "other"


class Standing(StrEnum):
    """How far a datum can be trusted; estimates and inventions are labelled where they are shown.

    `own` is people's own data, which need no label.
    """

    OWN = "own"
    SOURCED = "sourced"
    COMPUTED = "computed"
    ESTIMATE = "estimate"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A place that uses oxygen.

    `receiving` are the hours in which unloading may begin (hard; none means any time).
    A stop takes `unload_fixed_s` plus `unload_s_per_cylinder` for each full cylinder left.
    Only vehicles with all of `skills` may come. `parent_id` names the centre that supplies it.
    """

    id: str
    name: str
    location: Location
    name_en: str = ""
    kind: FacilityClass = FacilityClass.OTHER
    receiving: tuple[TimeWindow, ...] = ()
    unload_fixed_s: int = 0
    unload_s_per_cylinder: int = 0
    skills: frozenset[str] = field(default_factory=frozenset)
    parent_id: str = ""
    province: str = ""
    district: str = ""
    commune: str = ""
    standing: Standing = Standing.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Who runs depots and downloads their run sheets."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """A place that loads full cylinders and takes empties back.

    `open` are the hours in which a loading, or a truck's final return, may begin (none: any
    time). `stock` counts full cylinders per type (None: not limited; a type it does not name
    is out of stock). Loading takes `load_fixed_s` plus `load_s_per_cylinder` for each cylinder
    loaded; at most `bays` trucks load at the same time (None: not limited). A depot that is not
    `in_service` loads nothing, but its trucks may still start and end their day there.
    """

    id: str
    name: str
    location: Location
    name_en: str = ""
    supplier_id: str = ""
    open: tuple[TimeWindow, ...] = ()
    stock: Counts | None = None
    bays: int | None = None
    load_fixed_s: int = 0
    load_s_per_cylinder: int = 0
    in_service: bool = True
    standing: Standing = Standing.OWN
