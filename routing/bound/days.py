"""What a day of each kind of truck may be, as arrays: the relaxed rules that every bound rests on.

Whatever a real route does, these arrays allow at no higher cost. Breaks, limits on driving and on duty,
and loading bays are left out. The time of waiting passes but is not paid. Costs are not rounded up to
whole dongs, as they are in a plan.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from routing.arrays import FAR, Ints, padded
from routing.model import (
    UNREACHABLE,
    Order,
    Problem,
    TimeWindow,
    Vehicle,
    earliest_in,
    latest_in,
)

Floats = NDArray[np.float64]
Array = TypeVar("Array", Ints, Floats)

_STEP_S: Final = 900
"""Overtime is paid from the beginning of the step of this length in which it ends."""


class Day(NamedTuple):
    """A kind of truck: parts are numbered 0..n-1 and depots that it may load at 0..m-1.

    Seconds are `FAR` where no road leads. VND cover a leg's length, and the hours of the leg and of the
    work at its origin. So a route's cost is the sum over its legs and `fixed_vnd`.
    """

    between_s: Ints  # (n, n) driving
    between_vnd: Floats
    out_s: Ints  # (m, n) from depot to part
    out_vnd: Floats
    back_s: Ints  # (n, m) from part to the depot of the next loading
    back_vnd: Floats
    home_s: Ints  # (n,) from part to the end of the day
    home_vnd: Floats
    lead_s: Ints  # (m,) from the start of the day to the depot of the first loading
    lead_vnd: Floats
    opens: Ints  # (n, w)
    closes: Ints
    depot_opens: Ints  # (m, w)
    depot_closes: Ints
    unload_s: Ints  # (n,)
    earliest_s: Ints  # (n,) no unloading begins before
    loads: Ints  # (n, 5) grams out, grams back, slots out, slots back, fulls
    able: NDArray[np.bool_]  # (n,)
    limits: Ints  # (2,) payload in grams, slots
    load_fixed_s: Ints  # (m,)
    load_s_per_cylinder: Ints
    start_s: int
    ends: Ints  # (e,) steps in which the day may end, latest arrival of each
    ends_vnd: Floats
    fixed_vnd: float
    vnd_per_s: float
    max_trips: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Trucks that are the same in everything: their ids, the depots that they may load at, their day."""

    vehicle_ids: tuple[str, ...]
    depots: tuple[int, ...]
    day: Day


def kinds_of(problem: Problem, parts: Sequence[Order], closes_s: Sequence[int]) -> tuple[Kind, ...]:
    """Group trucks and tabulate their days over `parts`, whose unloading begins by `closes_s` (hard)."""
    same_type: dict[Vehicle, list[Vehicle]] = defaultdict(list)
    for vehicle in problem.vehicles:
        same_type[vehicle.type_key].append(vehicle)
    made = []
    for vehicle, those in same_type.items():
        depots = tuple(i for i, depot in enumerate(problem.depots) if problem.may_load(vehicle, depot))
        day = _day(problem, vehicle, parts, depots, closes_s) if depots and parts else None
        if day is not None and day.able.any() and len(day.ends):
            made.append(Kind(vehicle_ids=tuple(v.id for v in those), depots=depots, day=day))
    return tuple(made)


def windows_by(windows: Sequence[TimeWindow], by_s: int) -> tuple[TimeWindow, ...]:
    """Return the windows up to `by_s`; a place that is always open is open up to then."""
    if not windows:
        return (TimeWindow(-FAR, by_s),)
    return tuple(TimeWindow(w.start_s, min(w.end_s, by_s)) for w in windows if w.start_s <= by_s)


def fastest_s(problem: Problem, profile: str) -> Ints:
    """Return the least driving between places over any others, since a matrix may know detours that pay."""
    least = problem.travel.duration_s[profile].astype(np.int64)
    least[least == UNREACHABLE] = FAR
    for via in range(len(least)):
        np.minimum(least, least[:, via, None] + least[None, via, :], out=least)
    return np.minimum(least, FAR)


def earliest_begin_s(
    problem: Problem, vehicle: Vehicle, part: Order, fastest: Ints, windows: Sequence[TimeWindow]
) -> int | None:
    """Return the second before which `vehicle` cannot begin to unload `part`; None if it never can.

    No route is earlier: it loads the part at a depot, and drives there and on by no faster paths.
    """
    at = problem.travel.index
    begins_s = []
    for depot in problem.depots:
        if not problem.may_load(vehicle, depot):
            continue
        there_s = vehicle.shift.start_s + int(fastest[at[vehicle.start_depot_id], at[depot.id]])
        begin_s = earliest_in(depot.open, there_s)
        if begin_s is None:
            continue
        loaded_s = begin_s + depot.load_fixed_s + depot.load_s_per_cylinder * part.deliver.total
        at_s = earliest_in(windows, loaded_s + int(fastest[at[depot.id], at[part.facility_id]]))
        if at_s is not None and _home_in_time(problem, vehicle, part, fastest, at_s):
            begins_s.append(at_s)
    return min(begins_s, default=None)


def _home_in_time(problem: Problem, vehicle: Vehicle, part: Order, fastest: Ints, begin_s: int) -> bool:
    at = problem.travel.index
    way_s = int(fastest[at[part.facility_id], at[vehicle.end_depot_id]])
    end = earliest_in(
        problem.depot_by_id[vehicle.end_depot_id].open, begin_s + problem.unload_s(part) + way_s
    )
    return end is not None and end <= vehicle.shift.latest_s


def _day(
    problem: Problem, vehicle: Vehicle, parts: Sequence[Order], depots: Sequence[int], closes_s: Sequence[int]
) -> Day:
    at = problem.travel.index
    fastest = fastest_s(problem, vehicle.profile)
    windows = [windows_by(problem.windows_of(p), by_s) for p, by_s in zip(parts, closes_s, strict=True)]
    earliest = [
        earliest_begin_s(problem, vehicle, part, fastest, hours)
        if hours and problem.skills_of(part) <= vehicle.skills and problem.carries(vehicle, part)
        else None
        for part, hours in zip(parts, windows, strict=True)
    ]
    able = np.array([begin_s is not None for begin_s in earliest])
    vnd_per_s, vnd_per_m = vehicle.rates.per_hour_vnd / 3600, vehicle.rates.per_km_vnd / 1000
    seconds = problem.travel.duration_s[vehicle.profile].astype(np.int64)
    metres = problem.travel.length_m[vehicle.profile]
    vnd = seconds * vnd_per_s + metres * vnd_per_m
    seconds[seconds == UNREACHABLE] = FAR
    rows = np.array([at[part.facility_id] for part in parts])
    load_rows = np.array([at[problem.depots[d].id] for d in depots])
    start, end = at[vehicle.start_depot_id], at[vehicle.end_depot_id]
    unload = np.array([problem.unload_s(part) for part in parts], dtype=np.int64)
    chosen = [problem.depots[d] for d in depots]
    opens, closes = padded(windows)
    depot_opens, depot_closes = padded([windows_by(depot.open, FAR) for depot in chosen])
    ends, ends_vnd = _ends(problem, vehicle)
    fixed_s = np.array([depot.load_fixed_s for depot in chosen], dtype=np.int64)
    return Day(
        between_s=_flat(seconds[np.ix_(rows, rows)]),
        between_vnd=_flat(vnd[np.ix_(rows, rows)] + unload[:, None] * vnd_per_s),
        out_s=_flat(seconds[np.ix_(load_rows, rows)]),
        out_vnd=_flat(vnd[np.ix_(load_rows, rows)] + fixed_s[:, None] * vnd_per_s),
        back_s=_flat(seconds[np.ix_(rows, load_rows)]),
        back_vnd=_flat(vnd[np.ix_(rows, load_rows)] + unload[:, None] * vnd_per_s),
        home_s=_flat(seconds[rows, end]),
        home_vnd=_flat(vnd[rows, end] + unload * vnd_per_s),
        lead_s=_flat(seconds[start, load_rows]),
        lead_vnd=_flat(vnd[start, load_rows]),
        opens=opens,
        closes=closes,
        depot_opens=depot_opens,
        depot_closes=depot_closes,
        unload_s=unload,
        earliest_s=np.array([FAR if s is None else s for s in earliest], dtype=np.int64),
        loads=_loads(problem, parts),
        able=able,
        limits=np.array([vehicle.payload_g, vehicle.slots], dtype=np.int64),
        load_fixed_s=fixed_s,
        load_s_per_cylinder=np.array([depot.load_s_per_cylinder for depot in chosen], dtype=np.int64),
        start_s=vehicle.shift.start_s,
        ends=ends,
        ends_vnd=ends_vnd,
        fixed_vnd=float(vehicle.rates.fixed_vnd),
        vnd_per_s=vnd_per_s,
        max_trips=len(parts) if vehicle.max_trips is None else min(vehicle.max_trips, len(parts)),
    )


def _flat(values: Array) -> Array:
    return np.ascontiguousarray(values)


def _loads(problem: Problem, parts: Sequence[Order]) -> Ints:
    types = problem.type_by_id
    rows = [
        (
            sum(n * types[key].full_g for key, n in part.deliver.items()),
            sum(n * types[key].tare_g for key, n in part.collect.items()),
            sum(n * types[key].slots for key, n in part.deliver.items()),
            sum(n * types[key].slots for key, n in part.collect.items()),
            part.deliver.total,
        )
        for part in parts
    ]
    return np.array(rows, dtype=np.int64)


def _ends(problem: Problem, vehicle: Vehicle) -> tuple[Ints, Floats]:
    """Return the latest arrivals of the steps in which a day may end, and the overtime that each costs.

    A day that ends within a step pays for overtime up to its end, so no less than up to the step's
    beginning. The truck's day ends when the end depot is open.
    """
    shift, rate = vehicle.shift, vehicle.rates.overtime_per_hour_vnd / 3600
    edges = [shift.end_s, *range(shift.end_s + _STEP_S, shift.latest_s, _STEP_S), shift.latest_s]
    ends: dict[int, float] = {}
    before_s = shift.end_s
    for edge_s in edges:
        end_s = latest_in(problem.depot_by_id[vehicle.end_depot_id].open, edge_s)
        if end_s is not None:
            # A later step that ends at the same second, for the depot is closed, costs no less.
            ends.setdefault(end_s, (before_s - shift.end_s) * rate)
        before_s = edge_s
    return np.array(list(ends), dtype=np.int64), np.array(list(ends.values()))
