"""The relaxed problem for other solvers: breaks and loading times that depend on no later choice.

How long to load and where a break falls depend on the whole route. For this OR-Tools would evaluate
nearly every move in full only to reject it, and PyVRP cannot state it at all. The timetable restores
the exact values.
"""

import dataclasses
from math import ceil

import numpy as np

from routing.model import UNREACHABLE, Depot, DriverRules, Problem, Tours, TravelMatrix, Vehicle, latest_in
from routing.model.travel import IntMatrix

TYPICAL = 0.75
"""Loadings take as long as this quantile of a first plan's: most trips then load in that time."""


def relaxed(problem: Problem, first: Tours) -> Problem:
    """Return the problem with breaks spread over driving and loading times made constant.

    Trucks that could never return while their end depot is open are left out.

    Parameters
    ----------
    first : tuple of Tour
        A first plan, which says how much a trip loads.
    """
    depots = tuple(_loading_constantly(depot, _typical_load(problem, first)) for depot in problem.depots)
    vehicles = tuple(vehicle for vehicle in problem.vehicles if can_return(problem, vehicle))
    return with_constant_travel(problem.excerpt(depots=depots, vehicles=vehicles))


def can_return(problem: Problem, vehicle: Vehicle) -> bool:
    """Say whether the end depot is open at some time of the truck's duty."""
    shift, end = vehicle.shift, problem.depot_by_id[vehicle.end_depot_id]
    latest_s = latest_in(end.open, shift.latest_s)
    return latest_s is not None and latest_s >= shift.start_s


def _typical_load(problem: Problem, first: Tours) -> int:
    trips = [trip for tour in first for trip in tour.trips]
    loads = [sum(problem.part_by_id[key].deliver.total for key in trip.part_ids) for trip in trips]
    return ceil(np.quantile(loads, TYPICAL)) if loads else 0


def _loading_constantly(depot: Depot, cylinders: int) -> Depot:
    load_s = depot.load_fixed_s + depot.load_s_per_cylinder * cylinders
    return dataclasses.replace(depot, load_fixed_s=load_s, load_s_per_cylinder=0)


def with_constant_travel(problem: Problem) -> Problem:
    """Return the problem with breaks spread over driving, and with the same travel times at any hour.

    Meals are left out, and the day is shorter by as many as a whole one holds.

    Legs keep to roads that are open all day and take as long as at the worst hour. Let a driver drive d
    seconds in all, and break for b after every m. That is at most d / m breaks. So a clock on which every
    leg takes 1 + b / m of its time is never ahead of the real one. Tours that keep the rules on it
    keep them, too, with breaks placed by the timetable.
    """
    sure = problem.travel.sure()
    if any(vehicle.rules.meals for vehicle in problem.vehicles):
        problem = problem.replace(vehicles=tuple(map(_without_meals, problem.vehicles)))
    if all(vehicle.rules.max_continuous_driving_s is None for vehicle in problem.vehicles):
        return problem if sure is problem.travel else problem.replace(travel=sure)
    seconds: dict[str, IntMatrix] = {}
    metres: dict[str, IntMatrix] = {}
    vehicles = []
    for vehicle in problem.vehicles:
        profile = _profile(vehicle)
        if profile not in seconds:
            seconds[profile] = _stretched(sure.duration_s[vehicle.profile], vehicle.rules)
            metres[profile] = sure.length_m[vehicle.profile]
        vehicles.append(dataclasses.replace(vehicle, profile=profile, rules=_no_breaks(vehicle.rules)))
    travel = TravelMatrix(place_ids=sure.place_ids, duration_s=seconds, length_m=metres)
    return problem.replace(vehicles=tuple(vehicles), travel=travel)


def _without_meals(vehicle: Vehicle) -> Vehicle:
    meals, shift = vehicle.rules.meals, vehicle.shift
    if meals is None:
        return vehicle
    most_s = shift.latest_s - shift.start_s
    most_s = most_s if shift.max_duration_s is None else min(most_s, shift.max_duration_s)
    number = sum(shift.start_s <= w.start_s and w.end_s < shift.latest_s for w in meals.windows)
    if meals.within_work_s is not None:
        number = max(number, (most_s + meals.length_s - 1) // (meals.within_work_s + meals.length_s))
    longest = dataclasses.replace(shift, max_duration_s=max(1, most_s - number * meals.length_s))
    return dataclasses.replace(vehicle, shift=longest, rules=dataclasses.replace(vehicle.rules, meals=None))


def _needed(rules: DriverRules) -> bool:
    limit_s, day_s = rules.max_continuous_driving_s, rules.max_driving_s
    return limit_s is not None and (day_s is None or day_s > limit_s) and rules.break_s > 0


def _profile(vehicle: Vehicle) -> str:
    rules = vehicle.rules
    if not _needed(rules):
        return vehicle.profile
    return f"{vehicle.profile} + {rules.break_s} s / {rules.max_continuous_driving_s} s"


def _no_breaks(rules: DriverRules) -> DriverRules:
    limit_s = rules.max_driving_s
    if limit_s is not None and _needed(rules) and rules.max_continuous_driving_s:
        limit_s = ceil(limit_s * (1 + rules.break_s / rules.max_continuous_driving_s))
    return dataclasses.replace(rules, max_continuous_driving_s=None, max_driving_s=limit_s)


def _stretched(seconds: IntMatrix, rules: DriverRules) -> IntMatrix:
    if not _needed(rules) or not rules.max_continuous_driving_s:
        return seconds
    longer = np.ceil(seconds * (1 + rules.break_s / rules.max_continuous_driving_s)).astype(np.int32)
    return np.where(seconds == UNREACHABLE, UNREACHABLE, longer).astype(np.int32)
