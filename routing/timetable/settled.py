"""Whether a tour keeps its truck's pin."""

from collections.abc import Iterator

from routing.model import Problem, Tour


def settled_faults(problem: Problem, tour: Tour) -> frozenset[str]:
    """Return the names of the rules about pins that a tour breaks (none: it keeps them)."""
    return frozenset(_faults(problem, tour))


def _faults(problem: Problem, tour: Tour) -> Iterator[str]:
    pin = problem.pin_by_vehicle.get(tour.vehicle_id)
    if pin:
        if tour.trips[: len(pin.trips)] != pin.trips:
            yield "pinned_trips_changed"
        if pin.closed and len(tour.trips) > len(pin.trips):
            yield "closed_to_more"
    if problem.pinned_to:
        ids = (key for trip in tour.trips for key in trip.part_ids)
        if any(problem.pinned_to.get(key, tour.vehicle_id) != tour.vehicle_id for key in ids):
            yield "pinned_elsewhere"
