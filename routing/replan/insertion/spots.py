"""Insertion positions of a part with estimated costs, so that only a few need the timetable."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.arrays import FAR
from routing.engines.greedy.arrays import LATE_VND_PER_S, Parts, Roads
from routing.engines.greedy.gaps import gaps_of
from routing.engines.greedy.price import prices
from routing.engines.settled import pinned_trips
from routing.model import NOTHING, Depot, Order, Problem, Route, Tour, TourTrip, Vehicle, earliest_in

_EACH: Final = 3
"""Places of one trip that are worth timing: prices at sight are not exact."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Before stop number `position` of trip number `trip`, or a new trip there; both count from 0."""

    vehicle_id: str
    depot_id: str
    trip: int
    position: int
    new: bool

    @property
    def among(self) -> tuple[str, str, int, bool]:
        """What the spot is one of several places of: a trip, or a new one."""
        return self.vehicle_id, self.depot_id if self.new else "", self.trip, self.new

    def insert(self, tour: Tour | None, part_id: str) -> Tour:
        """Return `tour` (None: the truck is idle) with a part put here."""
        trips = list(tour.trips) if tour else []
        if self.new:
            trips.insert(self.trip, TourTrip(depot_id=self.depot_id, part_ids=(part_id,)))
        else:
            ids = trips[self.trip].part_ids
            ids = (*ids[: self.position], part_id, *ids[self.position :])
            trips[self.trip] = dataclasses.replace(trips[self.trip], part_ids=ids)
        return Tour(vehicle_id=self.vehicle_id, trips=tuple(trips))


def shortlist(problem: Problem, routes: Mapping[str, Route], part: Order) -> tuple[Spot, ...]:
    """Return the spots where `part` may fit, by estimated cost: a few of each trip.

    Trucks that are idle and equal in all but their name stand in for each other.
    """
    priced: dict[tuple[str, str, int, bool], list[tuple[int, Spot]]] = {}
    stocked = [depot.id for depot in problem.depots if _covers(routes, depot, part)]
    for price, spot in _priced(problem, routes, part):
        if spot.depot_id in stocked:
            priced.setdefault(spot.among, []).append((price, spot))
    best = (sorted(few, key=_by_price)[:_EACH] for few in priced.values())
    return tuple(spot for _, spot in sorted((pair for few in best for pair in few), key=_by_price))


def _by_price(pair: tuple[int, Spot]) -> int:
    return pair[0]


def _covers(routes: Mapping[str, Route], depot: Depot, part: Order) -> bool:
    if depot.stock is None:
        return True
    loads = (trip.loaded for r in routes.values() for trip in r.trips if trip.depot_id == depot.id)
    used = sum(loads, NOTHING)
    return all(used[key] + count <= depot.stock[key] for key, count in part.deliver.items())


def _priced(problem: Problem, routes: Mapping[str, Route], part: Order) -> Iterator[tuple[int, Spot]]:
    alone = _alone(Parts.of(problem), part.id)
    roads = {profile: Roads.of(problem, profile) for profile in {v.profile for v in problem.vehicles}}
    idle: set[Vehicle] = set()
    for vehicle in problem.vehicles:
        route = routes.get(vehicle.id)
        if not _may_take(problem, vehicle, part) or (route is None and vehicle.type_key in idle):
            continue
        if route is None:
            idle.add(vehicle.type_key)
        gaps = gaps_of(problem, vehicle, route)
        table = prices(alone, roads[vehicle.profile], vehicle.rates, gaps, idle=route is None)
        for place, price in zip(gaps.places, table[:, 0].tolist(), strict=True):
            if price < FAR:
                yield price, Spot(vehicle.id, place.depot_id, place.trip, place.position, place.new)
        if route:
            yield from _before_trips(problem, vehicle, route, part)


def _may_take(problem: Problem, vehicle: Vehicle, part: Order) -> bool:
    skilled = problem.skills_of(part) <= vehicle.skills
    return skilled and problem.may_serve(vehicle, part) and problem.carries(vehicle, part)


def _alone(parts: Parts, part_id: str) -> Parts:
    """Return the arrays of one part, which is to be served whatever its prize."""
    row = parts.row[part_id]
    values = {field.name: getattr(parts, field.name) for field in dataclasses.fields(parts)}
    rows = {key: value[row : row + 1] for key, value in values.items() if isinstance(value, np.ndarray)}
    rows["left_vnd"] = np.array([FAR], dtype=np.int64)
    return dataclasses.replace(parts, ids=(part_id,), row={part_id: 0}, **rows)


def _before_trips(
    problem: Problem, vehicle: Vehicle, route: Route, part: Order
) -> Iterator[tuple[int, Spot]]:
    """Yield a new trip before each trip that is not pinned; the one after the last is among the gaps."""
    if vehicle.max_trips is not None and len(route.trips) >= vehicle.max_trips:
        return
    depots = [depot for depot in problem.depots if problem.may_load(vehicle, depot)]
    for number in range(len(pinned_trips(problem, vehicle.id)), len(route.trips)):
        for depot in depots:
            price = _detour_vnd(problem, vehicle, route, number, depot, part)
            if price is not None:
                yield price, Spot(vehicle.id, depot.id, number, 0, new=True)


def _detour_vnd(  # noqa: PLR0917 - where, by whom and what
    problem: Problem, vehicle: Vehicle, route: Route, number: int, depot: Depot, part: Order
) -> int | None:
    """Return about what a new trip before trip `number` costs, None where it cannot be."""
    last = route.trips[number - 1].stops[-1] if number else None
    here = last.facility_id if last else vehicle.start_depot_id
    there = route.trips[number].depot_id
    legs = ((here, depot.id), (depot.id, part.facility_id), (part.facility_id, there))
    travel, profile = problem.travel, vehicle.profile
    times = [travel.time_s(profile, a, b) for a, b in (*legs, (here, there))]
    if any(time_s is None for time_s in times):
        return None
    to_depot_s, to_part_s, onward_s, before_s = (time_s or 0 for time_s in times)
    load_s = depot.load_fixed_s + depot.load_s_per_cylinder * part.deliver.total
    from_s = last.end_s if last else vehicle.shift.start_s
    arrive_s = max(from_s + to_depot_s, part.release_s or 0) + load_s + to_part_s
    begin_s = earliest_in(problem.windows_of(part), arrive_s)
    if begin_s is None:
        return None
    metres = [travel.distance_m(profile, a, b) or 0 for a, b in (*legs, (here, there))]
    more_s = to_depot_s + load_s + to_part_s + problem.unload_s(part) + onward_s - before_s
    rates = vehicle.rates
    price = (sum(metres[:-1]) - metres[-1]) * rates.per_km_vnd // 1000 + more_s * rates.per_hour_vnd // 3600
    late_s = 0 if part.due_s is None else max(0, begin_s - part.due_s)
    return price + late_s * LATE_VND_PER_S[part.urgency] + part.waited_vnd_s(begin_s) // 3600
