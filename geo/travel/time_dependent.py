"""Time-dependent travel: one table for each state of the roads, and the slices in which it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.kernel import in_units
from geo.metric import FloatArray
from geo.restrictions.met import met_places, places_inside
from geo.restrictions.slices import Slice, periods_of, slices_of
from geo.roads import RoadGraph
from geo.snapping.snap import SNAP_LIMIT_M
from geo.snapping.snap_report import Snap, SnapReport, merged
from geo.timed_closures import TimedClosure
from geo.travel.matrix import between, reach, refuse_profiles, share_of
from geo.trucks.speed_profile import factors_at
from geo.trucks.truck_profile import TruckProfile, travel_seconds
from routing.model import Location, SpeedFactor, TimeDependentTravel, TravelMatrix, rounded_up

TableKey = tuple[int, frozenset[int]]
"""A second of the day whose speeds hold, and the timed closures that hold then."""
_Pair = tuple[NDArray[Any], NDArray[Any]]
"""Whole seconds and metres between places."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimedProfile:
    """A profile with the timed closures that bind it.

    Attributes
    ----------
    profile : TruckProfile
    timed_closures : tuple of TimedClosure
    without : str
        The same profile without the bans that a permit lifts; "" if there is none.
    """

    profile: TruckProfile
    timed_closures: tuple[TimedClosure, ...] = ()
    without: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class RoadDay:
    """The roads of one profile through the day.

    Attributes
    ----------
    graph : RoadGraph
    of : TimedProfile
    speed_profile : sequence of SpeedFactor
    """

    graph: RoadGraph
    of: TimedProfile
    speed_profile: Sequence[SpeedFactor] = ()

    @cached_property
    def slices(self) -> tuple[Slice, ...]:
        """The slices of the day."""
        return slices_of(self.of.timed_closures, self.speed_profile)

    @cached_property
    def ever_closed(self) -> frozenset[int]:
        """The timed closures that hold in some slice."""
        return frozenset().union(*(slice_.closed for slice_ in self.slices))

    @property
    def is_plain(self) -> bool:
        """Whether every hour is like every other."""
        return len(self.slices) == 1

    def keys(self, slice_: Slice) -> tuple[TableKey, TableKey]:
        """Return the tables of a slice: over all roads open then, and over those open all day."""
        return (slice_.clock_s, slice_.closed), (slice_.clock_s, self.ever_closed)

    def seconds(self, key: TableKey) -> FloatArray:
        """Return the seconds of each edge, inf where it is closed: shape (edges,)."""
        clock_s, closed = key
        seconds = self._base / factors_at(self.graph, self.speed_profile, clock_s)
        for number in closed:
            seconds[self.of.timed_closures[number].edges] = np.inf
        return seconds

    @cached_property
    def _base(self) -> FloatArray:
        return travel_seconds(self.graph, self.of.profile)

    def met(self, places: Mapping[str, Location], *, snap_limit_m: float) -> dict[str, Snap]:
        """Return how places meet the road while nothing is closed, by their ids."""
        seconds, _ = in_units(self._base, self.graph.length_m)
        report = met_places(self.graph, places, self.of.profile, seconds=seconds, limit_m=snap_limit_m)
        return {snap.place_id: snap for snap in report.snaps}

    def keys_at(self, at_s: int) -> tuple[TableKey, TableKey]:
        """Return the tables at a second after the plan's midnight, see `keys`."""
        begun = [slice_ for slice_ in self.slices if slice_.start_s <= at_s]
        return self.keys(begun[-1] if begun else self.slices[0])


def time_dependent_travel(
    graph: RoadGraph,
    places: Mapping[str, Location],
    profiles: Sequence[TimedProfile],
    *,
    speed_profile: Sequence[SpeedFactor] = (),
    snap_limit_m: float = SNAP_LIMIT_M,
    progress: Callable[[float], None] | None = None,
) -> tuple[TravelMatrix, SnapReport]:
    """Return the travel matrix of profiles for which some roads are slower or closed for some hours.

    A place meets the road that is nearest while nothing is closed. While that road is closed, the place can
    be neither reached nor left. Of a profile for which every hour is alike there is one table:
    `geo.travel.matrix.between`, rounded up.

    Raises
    ------
    ValueError
        If there is no profile or two have the same id.
    InputError
        If a profile has no speed for a class of road.
    """
    refuse_profiles(truck.profile.id for truck in profiles)
    seconds, metres, reports = {}, {}, []
    by_hour: dict[str, TimeDependentTravel] = {}
    for done, truck in enumerate(profiles):
        day = RoadDay(graph=graph, of=truck, speed_profile=speed_profile)
        tell = share_of(progress, done=done / len(profiles), of=1 / len(profiles))
        tables, report = _tables(day, places, snap_limit_m, tell)
        reports.append(report)
        if not day.is_plain:
            by_hour[truck.profile.id] = _by_hour(day, tables)
            seconds[truck.profile.id] = by_hour[truck.profile.id].least_s
            metres[truck.profile.id] = by_hour[truck.profile.id].least_m
        else:
            ((seconds[truck.profile.id], metres[truck.profile.id]),) = tables.values()
    matrix = TravelMatrix(
        place_ids=tuple(places), duration_s=seconds, length_m=metres, time_dependent=by_hour
    )
    return matrix, merged(reports)


def _tables(
    day: RoadDay, places: Mapping[str, Location], limit_m: float, tell: Callable[[float], None] | None
) -> tuple[dict[TableKey, _Pair], SnapReport]:
    keys = list(dict.fromkeys(key for slice_ in day.slices for key in day.keys(slice_)))
    report: SnapReport | None = None
    tables = {}
    for done, key in enumerate(keys):
        ready = reach(
            day.graph,
            places,
            day.of.profile,
            snap_limit_m=limit_m,
            at_hour=day.seconds(key),
            met=report,
        )
        report = ready.report
        progress = share_of(tell, done=done / len(keys), of=1 / len(keys))
        time, length = between(ready, places, progress=progress)
        cut = _cut_off(day, places, key)
        for table in (time, length):
            table[cut], table[:, cut] = np.inf, np.inf
        tables[key] = (rounded_up(time), rounded_up(length))
    assert report is not None  # noqa: S101 - there is always a slice
    return tables, report


def _cut_off(day: RoadDay, places: Mapping[str, Location], key: TableKey) -> list[int]:
    """Return the numbers of places in areas that are closed then."""
    areas = [area for number in key[1] for area in day.of.timed_closures[number].areas]
    inside = places_inside(areas, places) if areas else {}
    return [i for i, place in enumerate(places) if place in inside]


def _by_hour(day: RoadDay, tables: Mapping[TableKey, _Pair]) -> TimeDependentTravel:
    number = {key: i for i, key in enumerate(tables)}
    pairs = [day.keys(slice_) for slice_ in day.slices]
    return TimeDependentTravel(
        start_s=tuple(slice_.start_s for slice_ in day.slices),
        period=periods_of(day.slices),
        free=tuple(number[free] for free, _ in pairs),
        always=tuple(number[always] for _, always in pairs),
        duration_s=np.array([time for time, _ in tables.values()]),
        length_m=np.array([length for _, length in tables.values()]),
        bans=tuple(day.of.timed_closures[i].name for i in sorted(day.ever_closed)),
        without=day.of.without,
    )
