"""A plan with one tour changed, while all other trucks keep their bays and their clocks."""

from collections.abc import Sequence
from dataclasses import replace

from routing.model import Problem, Tour
from routing.timetable import Bays, Timed, time_tour


def changed(problem: Problem, base: Sequence[Timed], tour: Tour) -> Timed:
    """Return the timing of a truck's changed tour beside the loadings of the other trucks.

    The truck keeps no appointment of its own: a longer loading may have to begin earlier.
    """
    bays = Bays()
    for one in base:
        if one.route.vehicle_id != tour.vehicle_id:
            bays.reserve(one.loadings)
    free = tuple(replace(trip, appointment_s=None) for trip in tour.trips)
    return time_tour(problem, replace(tour, trips=free), bays)


def with_changed(base: Sequence[Timed], one: Timed) -> tuple[Timed, ...]:
    """Return the timings with one in the place of its truck's, or after all where it has none."""
    if all(other.route.vehicle_id != one.route.vehicle_id for other in base):
        return (*base, one)
    return tuple(one if other.route.vehicle_id == one.route.vehicle_id else other for other in base)
