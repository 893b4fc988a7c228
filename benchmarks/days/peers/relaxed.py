"""What several peers need alike: prizes by urgency, matrices without gaps, and trucks cut into trips."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import UNREACHABLE, Depot, Order, Problem, Tour, TourTrip, Urgency, Vehicle

FAR: Final = 1_000_000
"""Seconds and metres where there is no road: longer than any day."""
TRIPS: Final = 3
"""Parts of a shift, each of them one trip, for peers that know no reloading."""
_TRIP_CYLINDERS: Final = 40
"""What is taken to be loaded on a trip, where loading can only take a constant time."""
_PRIZE_VND: Final = {
    Urgency.EMERGENCY: 100_000_000,
    Urgency.URGENT: 10_000_000,
    Urgency.ROUTINE: 1_000_000,
}

Matrix = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of a truck's shift in which it may make one trip, loaded at `depot`."""

    vehicle: Vehicle
    depot: Depot
    start_s: int
    end_s: int


def prize_vnd(part: Order) -> int:
    """Return what serving a part is worth: far more than any way to it, ten times more a class up.

    A part that may stay is worth what leaving it costs.
    """
    if part.optional:
        return part.left_vnd
    return _PRIZE_VND[part.urgency] * (part.cylinders + 2)


def without_gaps(matrix: NDArray[np.int32]) -> Matrix:
    """Return a matrix with `FAR` where there is no road."""
    return np.where(matrix == UNREACHABLE, FAR, matrix).astype(np.int64)


def load_s(depot: Depot) -> int:
    """Return a loading time that does not depend on what is loaded."""
    return depot.load_fixed_s + depot.load_s_per_cylinder * _TRIP_CYLINDERS


def slices(problem: Problem) -> list[Slice]:
    """Cut each shift into `TRIPS` parts of a trip each; a truck that may not load at home has none.

    The first begins when the truck can have been loaded, and each next one leaves time to load.
    """
    pieces = []
    for vehicle in problem.vehicles:
        depot = problem.depot_by_id[vehicle.start_depot_id]
        if not problem.may_load(vehicle, depot):
            continue
        # Overtime is a last resort: only the last part may use it.
        length_s = (vehicle.shift.end_s - vehicle.shift.start_s) // TRIPS
        for number in range(TRIPS if vehicle.max_trips is None else min(TRIPS, vehicle.max_trips)):
            start_s = vehicle.shift.start_s + number * length_s
            end_s = start_s + length_s if number < TRIPS - 1 else vehicle.shift.latest_s
            pieces.append(Slice(vehicle=vehicle, depot=depot, start_s=start_s + load_s(depot), end_s=end_s))
    return pieces


def joined(served: Iterable[tuple[Slice, list[str]]]) -> tuple[Tour, ...]:
    """Return the tours of trucks whose slices serve these parts, in the order of the slices."""
    trips: dict[str, list[TourTrip]] = {}
    for piece, part_ids in served:
        if part_ids:
            trip = TourTrip(depot_id=piece.depot.id, part_ids=tuple(part_ids))
            trips.setdefault(piece.vehicle.id, []).append(trip)
    return tuple(Tour(vehicle_id=key, trips=tuple(value)) for key, value in trips.items())


def sizes(problem: Problem, part: Order) -> tuple[list[int], list[int]]:
    """Return kilograms (rounded up) and slots, of the full cylinders and of the empty ones."""
    types = problem.type_by_id
    full_g = sum(n * types[key].full_g for key, n in part.deliver.items())
    empty_g = sum(n * types[key].tare_g for key, n in part.collect.items())
    slots = [
        sum(n * types[key].slots for key, n in counts.items()) for counts in (part.deliver, part.collect)
    ]
    return [-(-full_g // 1000), slots[0]], [-(-empty_g // 1000), slots[1]]


def capacity(vehicle: Vehicle) -> list[int]:
    """Return kilograms and slots of a truck."""
    return [vehicle.payload_g // 1000, vehicle.slots]
