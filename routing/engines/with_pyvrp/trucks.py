"""Trucks that are alike as one vehicle type."""

import dataclasses
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
import pyvrp
from pyvrp.constants import MAX_SIZE

from routing.engines.interchange import InterchangeKey, interchange_key
from routing.engines.relaxed import TYPICAL
from routing.engines.with_pyvrp.depots import open_window
from routing.engines.with_pyvrp.loads import Loads
from routing.engines.with_pyvrp.prices import Prices
from routing.model import Depot, Problem, Shift, TimeWindow, Tours, Vehicle
from routing.timetable import time_tours

UNLIMITED: Final = sys.maxsize
"""PyVRP's default: what is not limited at all is not looked at either."""
_FAST: Final = 30.0
"""Metres a second, where no plan says."""

DepotNumber = Callable[[Depot, int], int]
"""The number of PyVRP's depot for a depot at which loading takes so many seconds."""
Reach = Mapping[str, int]
"""How many metres a truck can drive in a day, by its id, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Trucks that differ in nothing but their names.

    A truck that may not load where its day begins is taken to begin at the nearest depot where
    it may, later and at the cost of the drive there.

    Attributes
    ----------
    home : Depot
        Where the first trip is loaded.
    others : tuple of Depot
        Where later trips may be loaded.
    typical : int
        Cylinders that most of its trips load; loading takes as long as for these.
    way_s, way_m : int
        The drive to where the first trip is loaded; 0 where the truck's day begins there.
    most_m : int
        How far it may drive in a day: PyVRP knows no limit on hours of driving.
    """

    vehicle: Vehicle
    vehicle_ids: tuple[str, ...]
    home: Depot
    end: Depot
    others: tuple[Depot, ...]
    typical: int
    leg_s: int
    leg_m: int
    most_m: int = UNLIMITED

    def type_of(
        self, number: DepotNumber, *, profile: int, prices: Prices, loads: Loads
    ) -> pyvrp.VehicleType:
        """Return the vehicle type; limits that cannot bind are left out, so that no search looks at them."""
        v = self.vehicle
        per_m, per_s = prices.per_metre(v.rates.per_km_vnd), prices.per_second(v.rates.per_hour_vnd)
        reloads = v.reloads
        early_s, late_s = _on_duty(v, self.leg_s)
        regular_s, overtime_s = self._duty(early_s, late_s)
        return pyvrp.VehicleType(
            num_available=len(self.vehicle_ids),
            tw_early=early_s,
            tw_late=late_s,
            shift_duration=regular_s,
            max_overtime=overtime_s,
            max_distance=self.most_m,
            capacity=list(loads.room(v)),
            start_depot=number(self.home, self._load_s(self.home)),
            end_depot=number(self.end, 0),
            fixed_cost=v.rates.fixed_vnd * prices.units + self.leg_m * per_m + self.leg_s * per_s,
            unit_distance_cost=per_m,
            unit_duration_cost=per_s,
            unit_overtime_cost=prices.per_second(v.rates.overtime_per_hour_vnd),
            profile=profile,
            reload_depots=[number(depot, self._load_s(depot)) for depot in self.others] if reloads else [],
            max_reloads=MAX_SIZE if v.max_trips is None else max(0, v.max_trips - 1),
        )

    def _load_s(self, depot: Depot) -> int:
        return depot.load_fixed_s + depot.load_s_per_cylinder * self.typical

    def _duty(self, early_s: int, late_s: int) -> tuple[int, int]:
        """Return the seconds of regular duty and of overtime, where they say more than early and late."""
        regular_s, overtime_s = _duty(self.vehicle.shift, self.vehicle.shift.start_s + self.leg_s)
        free = not overtime_s and regular_s >= late_s - early_s
        return (UNLIMITED, 0) if free else (regular_s, overtime_s)


def kinds_of(
    problem: Problem, vehicles: Sequence[Vehicle], first: Tours, prices: Prices, reach: Reach
) -> tuple[Kind, ...]:
    """Return the kinds of `vehicles` that can load somewhere; a truck with a pin is a kind of its own."""
    groups: dict[InterchangeKey, list[str]] = {}
    for vehicle in vehicles:
        groups.setdefault(interchange_key(problem, vehicle), []).append(vehicle.id)
    typical = _typical_loads(problem, first)
    speed = _speed(problem, first)
    kinds = []
    for (vehicle, _), ids in groups.items():
        limit_s = vehicle.rules.max_driving_s
        far_m = UNLIMITED if limit_s is None else int(limit_s * speed)
        kind = _kind(problem, vehicle, tuple(ids), typical=typical(vehicle), prices=prices)
        if kind is not None:
            most_m = min(far_m, *(reach.get(key, UNLIMITED) for key in ids))
            most_m = most_m if most_m == UNLIMITED else max(0, most_m - kind.leg_m)
            kinds.append(dataclasses.replace(kind, most_m=most_m))
    return tuple(kinds)


def _kind(
    problem: Problem,
    vehicle: Vehicle,
    ids: tuple[str, ...],
    *,
    typical: int,
    prices: Prices,
) -> Kind | None:
    end = problem.depot_by_id[vehicle.end_depot_id]
    # PyVRP refuses a truck whose duty meets none of the hours of the depots where it begins and ends.
    options = [
        option
        for option in _options(problem, vehicle, prices)
        if all(_meet(_on_duty(vehicle, option[1]), open_window(depot)) for depot in (option[3], end))
    ]
    if not options:
        return None
    _, leg_s, leg_m, home = min(options, key=lambda option: option[0])
    return Kind(
        vehicle=vehicle,
        vehicle_ids=ids,
        home=home,
        end=end,
        others=tuple(depot for depot in problem.depots if problem.may_load(vehicle, depot)),
        typical=typical,
        leg_s=leg_s,
        leg_m=leg_m,
    )


def _on_duty(vehicle: Vehicle, leg_s: int) -> tuple[int, int]:
    """Return when a truck's first loading may begin, and when its day must end; the first may be later."""
    return max(0, vehicle.shift.start_s + leg_s), vehicle.shift.latest_s


def _meet(duty: tuple[int, int], window: TimeWindow) -> bool:
    return max(duty[0], window.start_s) <= min(duty[1], window.end_s)


def _duty(shift: Shift, start_s: int) -> tuple[int, int]:
    """Return the seconds of regular duty and of overtime from a start on.

    PyVRP counts overtime by a route's duration, not by the clock: a late start has more.
    """
    regular_s = max(0, shift.end_s - start_s)
    if shift.max_duration_s is None:
        return regular_s, shift.max_overtime_s
    longest_s = max(0, shift.max_duration_s - (start_s - shift.start_s))
    regular_s = min(regular_s, longest_s)
    return regular_s, min(shift.max_overtime_s, longest_s - regular_s)


def _options(problem: Problem, vehicle: Vehicle, prices: Prices) -> Iterator[tuple[int, int, int, Depot]]:
    """Yield price, seconds and metres of the drive to each depot where the first trip may be loaded."""
    per_m, per_s = prices.per_metre(vehicle.rates.per_km_vnd), prices.per_second(vehicle.rates.per_hour_vnd)
    for depot in problem.depots:
        seconds = problem.travel.time_s(vehicle.profile, vehicle.start_depot_id, depot.id)
        metres = problem.travel.distance_m(vehicle.profile, vehicle.start_depot_id, depot.id)
        if seconds is not None and metres is not None and problem.may_load(vehicle, depot):
            yield metres * per_m + seconds * per_s, seconds, metres, depot


def _typical_loads(problem: Problem, first: Tours) -> Callable[[Vehicle], int]:
    """Return how many cylinders most trips of a truck load: of the first plan's trips on trucks its size."""
    loads: dict[tuple[int, int], list[int]] = {}
    for tour in first:
        vehicle = problem.vehicle_by_id[tour.vehicle_id]
        for trip in tour.trips:
            load = sum(problem.part_by_id[key].deliver.total for key in trip.part_ids)
            loads.setdefault((vehicle.payload_g, vehicle.slots), []).append(load)
    usual = [load for some in loads.values() for load in some]

    def typical(vehicle: Vehicle) -> int:
        known = loads.get((vehicle.payload_g, vehicle.slots), usual)
        return ceil(np.quantile(known, TYPICAL)) if known else 0

    return typical


def _speed(problem: Problem, first: Tours) -> float:
    """Return the metres a second of a first plan's middle route, breaks counted as driving."""
    routes = [timed.route for timed in time_tours(problem, first)]
    speeds = [route.length_m / route.driving_s for route in routes if route.driving_s]
    return float(np.median(speeds)) if speeds else _FAST
