"""Tours as PyVRP's routes, and its routes as tours."""

from collections.abc import Iterator

import pyvrp
from pyvrp import Activity, ActivityType

from routing.engines.with_pyvrp.day import Day
from routing.model import Problem, Route, Tour, Tours, TourTrip
from routing.timetable import time_tours


def tours_of(day: Day, solution: pyvrp.Solution) -> Tours:
    """Return a solution's routes as tours, trucks of a type in their order."""
    free = [iter(kind.vehicle_ids) for kind in day.kinds]
    tours = list(day.settled)
    for route in solution.routes():
        trips = tuple(_trips(day, route))
        if trips:
            tours.append(Tour(vehicle_id=next(free[route.vehicle_type()]), trips=trips))
    return tuple(tours)


def _trips(day: Day, route: pyvrp.Route) -> Iterator[TourTrip]:
    depot_id, ids = "", list[str]()
    for activity in route:
        if activity.is_client():
            ids.append(day.visits[activity.idx].part.id)
            continue
        if ids:
            yield TourTrip(depot_id=depot_id, part_ids=tuple(ids))
        depot_id, ids = day.depot_ids[activity.idx], []


def solution_of(problem: Problem, day: Day, tours: Tours) -> pyvrp.Solution:
    """Return tours as a solution, less what PyVRP's day does not know."""
    numbers: dict[str, list[int]] = {}
    for number, visit in enumerate(day.visits):
        numbers.setdefault(visit.part.id, []).append(number)
    type_of = {key: number for number, kind in enumerate(day.kinds) for key in kind.vehicle_ids}
    routes = []
    for timed in time_tours(problem, tours):
        kind = type_of.get(timed.route.vehicle_id)
        activities = [] if kind is None else _activities(day, timed.route, kind, numbers)
        if kind is not None and any(activity.is_client() for activity in activities):
            routes.append(pyvrp.Route(day.data, activities, kind))
    return pyvrp.Solution(day.data, routes)


def _activities(day: Day, route: Route, number: int, numbers: dict[str, list[int]]) -> list[Activity]:
    vehicle_type = day.data.vehicle_type(number)
    reload_of = {day.depot_ids[at]: at for at in vehicle_type.reload_depots}
    home = day.depot_ids[vehicle_type.start_depot]
    activities: list[Activity] = []
    # Loading first elsewhere than at home is a reload to PyVRP, of which a truck has one less than trips.
    left = vehicle_type.max_reloads
    for i, trip in enumerate(route.trips):
        if i or trip.depot_id != home:
            if trip.depot_id not in reload_of or not left:
                break
            left -= 1
            activities.append(Activity(ActivityType.DEPOT, reload_of[trip.depot_id]))
        for stop in trip.stops:
            known = numbers.get(stop.part_id, [])
            fitting = [n for n in known if _holds(day, n, stop.begin_s)] or known
            activities += [Activity(ActivityType.CLIENT, n) for n in fitting[:1]]
    return activities


def _holds(day: Day, number: int, at_s: int) -> bool:
    window = day.visits[number].window
    return window.start_s <= at_s <= window.end_s
