"""A plan with one tour changed; all other trucks keep their bays and clocks."""

from collections.abc import Sequence
from dataclasses import replace

from routing.model import Plan, Problem, Route, Tour, Tours
from routing.timetable import Bays, Timed, time_tour


def appointed(problem: Problem, plan: Plan) -> Tours:
    """Return the plan's tours with a loading slot for every loading at a depot with bays.

    So they can be timed in any order: each loads when it does in the plan.
    """
    return tuple(_appointed(problem, route).tour for route in plan.routes)


def changed(problem: Problem, base: Sequence[Timed], tour: Tour) -> Timed:
    """Return the timing of a truck's changed tour beside the loadings of the other trucks.

    No loading slot binds the truck, since a longer loading may have to begin earlier; it gets new ones.
    """
    bays = Bays()
    for timing in base:
        if timing.route.vehicle_id != tour.vehicle_id:
            bays.reserve(timing.loadings)
    free = tuple(replace(trip, loading_slot_s=None) for trip in tour.trips)
    timed = time_tour(problem, replace(tour, trips=free), bays)
    return replace(timed, route=_appointed(problem, timed.route))


def with_changed(base: Sequence[Timed], timing: Timed) -> tuple[Timed, ...]:
    """Return the timings with one in the place of its truck's, or after all where it has none."""
    if all(other.route.vehicle_id != timing.route.vehicle_id for other in base):
        return (*base, timing)
    return tuple(timing if other.route.vehicle_id == timing.route.vehicle_id else other for other in base)


def _appointed(problem: Problem, route: Route) -> Route:
    bayed = {depot.id for depot in problem.depots if depot.bays is not None}
    trips = (
        replace(trip, loading_slot_s=trip.begin_s if trip.depot_id in bayed else trip.loading_slot_s)
        for trip in route.trips
    )
    return replace(route, trips=tuple(trips))
