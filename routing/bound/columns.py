"""Days as columns of the master problem: what they cost, and whom they serve."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from routing.bound.days import Day, Floats, Kind
from routing.model import Plan, Problem

if TYPE_CHECKING:
    from routing.arrays import Ints

Trips = tuple[tuple[int, tuple[int, ...]], ...]
"""Of each trip the depot (as the kind numbers them) and the parts in order."""


def trips_of(entries: Sequence[int]) -> Trips:
    """Return the trips of a day written backwards: parts, and -1 - depot for loadings."""
    trips: list[tuple[int, list[int]]] = []
    for entry in reversed(entries):
        if entry < 0:
            trips.append((-1 - entry, []))
        else:
            trips[-1][1].append(entry)
    return tuple((depot, tuple(parts)) for depot, parts in trips)


def cost_vnd(day: Day, trips: Trips) -> float:
    """Return what a day costs at the least: driving and work, without waits and overtime."""
    total, before = day.fixed_vnd, -1
    for depot, parts in trips:
        total += float(day.lead_vnd[depot] if before < 0 else day.back_vnd[before, depot])
        total += float(day.load_s_per_cylinder[depot] * day.vnd_per_s * day.loads[list(parts), 4].sum())
        total += float(day.out_vnd[depot, parts[0]])
        total += sum(float(day.between_vnd[i, j]) for i, j in itertools.pairwise(parts))
        before = parts[-1]
    return total + float(day.home_vnd[before])


def served(trips: Trips) -> Mapping[int, int]:
    """Return how often a day serves each part."""
    return Counter(part for _, parts in trips for part in parts)


def is_simple(trips: Trips) -> bool:
    """Say whether a day serves no part twice."""
    return all(times == 1 for times in served(trips).values())


def days_of_plan(
    problem: Problem, plan: Plan, kinds: Sequence[Kind], rows: Mapping[str, int]
) -> Iterator[tuple[int, Trips]]:
    """Yield the kind and the trips of each route of a plan, as far as the relaxed day has them."""
    kind_of = {vehicle_id: k for k, kind in enumerate(kinds) for vehicle_id in kind.vehicle_ids}
    number = {depot.id: i for i, depot in enumerate(problem.depots)}
    for route in plan.routes:
        k = kind_of.get(route.vehicle_id)
        if k is None or not all(number[trip.depot_id] in kinds[k].depots for trip in route.trips):
            continue
        if all(stop.part_id in rows for stop in route.stops):
            yield (
                k,
                tuple(
                    (
                        kinds[k].depots.index(number[trip.depot_id]),
                        tuple(rows[stop.part_id] for stop in trip.stops),
                    )
                    for trip in route.trips
                ),
            )


def shares_of(days: Sequence[tuple[int, Trips]], kinds: Sequence[Kind], parts: int) -> Floats:
    """Return a first guess of what serving each part is worth: its share of its day's cost."""
    worth = np.zeros(parts)
    for k, trips in days:
        day = kinds[k].day
        here: Ints = np.array([part for _, parts_ in trips for part in parts_])
        weight = day.out_s[:, here].min(axis=0) / 600 + day.loads[here, 4] + 1
        worth[here] = cost_vnd(day, trips) * weight / weight.sum()
    return worth
