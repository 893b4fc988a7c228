"""Making tours feasible: what breaks a rule leaves its tour and goes where it fits."""

from collections.abc import Iterator, Sequence

from routing.engines.greedy import fill
from routing.engines.greedy.board import Board
from routing.engines.within_stock import within_stock
from routing.model import Budget, Problem, Tour, Tours, TourTrip
from routing.timetable import Bays, Timed, time_tour


def mend(problem: Problem, tours: Sequence[Tour], budget: Budget) -> Tours:
    """Return feasible tours close to `tours`: each is timed in turn, and sheds stops until it fits.

    What a depot does not have in stock leaves first. Afterwards whatever is in no tour is inserted
    wherever the timetable finds it feasible.
    """
    bays, kept = Bays(), []
    for tour in within_stock(problem, tours):
        timed = time_tour(problem, tour, bays) if tour.trips else None
        while timed and timed.broken:
            tour, timed = _shed(problem, tour, bays)  # noqa: PLW2901 - the tour itself shrinks
        if timed:
            kept.append(tour)
            bays.reserve(timed.loadings)
    return fill(Board(problem, kept), budget)


def _shed(problem: Problem, tour: Tour, bays: Bays) -> tuple[Tour, Timed | None]:
    """Leave out the stop whose loss mends the tour, the least urgent such; else the least urgent."""
    options = sorted(_without_one(tour), key=lambda option: -problem.part_by_id[option[0]].urgency)
    for _, shorter in options:
        if not shorter.trips:
            return shorter, None
        timed = time_tour(problem, shorter, bays)
        if not timed.broken:
            return shorter, timed
    shorter = options[0][1]
    return shorter, time_tour(problem, shorter, bays)


def _without_one(tour: Tour) -> Iterator[tuple[str, Tour]]:
    """Yield each stop's part id with the tour that lacks it, the last stops first."""
    for t in range(len(tour.trips) - 1, -1, -1):
        trip = tour.trips[t]
        for i in range(len(trip.order_ids) - 1, -1, -1):
            ids = trip.order_ids[:i] + trip.order_ids[i + 1 :]
            changed = (TourTrip(depot_id=trip.depot_id, order_ids=ids),) if ids else ()
            trips = (*tour.trips[:t], *changed, *tour.trips[t + 1 :])
            yield trip.order_ids[i], Tour(vehicle_id=tour.vehicle_id, trips=trips)
