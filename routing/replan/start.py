"""Starting from a plan of another day: what still holds of it, made feasible."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from routing.engines.mend import mend
from routing.model import Budget, Problem, Tour, Tours, TourTrip, ignore

_SHARE: Final = 0.2
"""Share of an engine's time that filling gaps may take; what is then in no tour the engine places."""


def usable_start(problem: Problem, tours: Iterable[Tour], budget: Budget) -> Tours:
    """Return feasible tours close to `tours`, for any engine to begin from; `budget` is the engine's.

    Trucks, depots and orders that the problem does not have are left out. So are trips from a depot at
    which the truck may not load any more, and parts that are served a second time. Tours that then break
    a rule are repaired, and parts in no tour go where they fit.
    """
    mending = replace(budget, seconds=budget.seconds * _SHARE, start=(), on_better=ignore)
    return mend(problem, known_tours(problem, tours), mending)


def known_tours(problem: Problem, tours: Iterable[Tour]) -> Tours:
    """Return the tours without all that `problem` does not know, each truck and part once."""
    seen: set[str] = set()
    kept: dict[str, Tour] = {}
    for tour in tours:
        if tour.vehicle_id not in problem.vehicle_by_id or tour.vehicle_id in kept:
            continue
        trips = tuple(_standing(problem, tour, seen))
        if trips:
            kept[tour.vehicle_id] = Tour(vehicle_id=tour.vehicle_id, trips=trips)
    return tuple(kept.values())


def _standing(problem: Problem, tour: Tour, seen: set[str]) -> Iterator[TourTrip]:
    vehicle = problem.vehicle_by_id[tour.vehicle_id]
    for trip in tour.trips:
        depot = problem.depot_by_id.get(trip.depot_id)
        if depot is None or not problem.may_load(vehicle, depot):
            continue
        ids = tuple(_new(trip.part_ids, problem, seen))
        if ids:
            yield replace(trip, part_ids=ids)


def _new(part_ids: Iterable[str], problem: Problem, seen: set[str]) -> Iterator[str]:
    for key in part_ids:
        if key in problem.part_by_id and key not in seen:
            seen.add(key)
            yield key
