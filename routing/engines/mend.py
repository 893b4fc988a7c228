"""Repair: stops that break a rule leave their tour and go where they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from routing.engines.greedy import fill
from routing.engines.greedy.board import Board
from routing.engines.settled import pinned_trips, with_pins
from routing.engines.within_stock import within_stock
from routing.model import Budget, Problem, Tour, Tours
from routing.timetable import Bays, Timed, time_tour


def mend(problem: Problem, tours: Sequence[Tour], budget: Budget) -> Tours:
    """Return feasible tours close to `tours`: each is timed in turn, and sheds stops until it is feasible.

    Stops that overdraw a depot's stock leave first. Afterwards every part in no tour is inserted wherever
    the timetable finds it feasible.
    """
    bays, kept = Bays(), []
    for tour in within_stock(problem, with_pins(problem, tours)):
        mended, timed = _mended(problem, tour, bays)
        if timed:
            kept.append(mended)
            bays.reserve(timed.loadings)
    return fill(Board(problem, kept), budget)


def _mended(problem: Problem, tour: Tour, bays: Bays) -> tuple[Tour, Timed | None]:
    timed = time_tour(problem, tour, bays) if tour.trips else None
    while timed and timed.broken:
        options = list(_without_one(tour, len(pinned_trips(problem, tour.vehicle_id))))
        if not options:
            break  # What is left is pinned, and stays whatever it breaks.
        tour, timed = _shed(problem, options, bays)
    return tour, timed


def _shed(problem: Problem, options: list[tuple[str, Tour]], bays: Bays) -> tuple[Tour, Timed | None]:
    """Take the option that mends the tour, without an optional or the least urgent part; else the first."""

    def rank(option: tuple[str, Tour]) -> tuple[bool, int]:
        part = problem.part_by_id[option[0]]
        return not part.optional, -part.urgency

    options = sorted(options, key=rank)
    for _, shorter in options:
        if not shorter.trips:
            return shorter, None
        timed = time_tour(problem, shorter, bays)
        if not timed.broken:
            return shorter, timed
    shorter = options[0][1]
    return shorter, time_tour(problem, shorter, bays)


def _without_one(tour: Tour, pinned: int) -> Iterator[tuple[str, Tour]]:
    """Yield the part of each stop after the `pinned` trips with the tour that lacks it, the last first."""
    for t in range(len(tour.trips) - 1, pinned - 1, -1):
        trip = tour.trips[t]
        for i in range(len(trip.part_ids) - 1, -1, -1):
            ids = trip.part_ids[:i] + trip.part_ids[i + 1 :]
            changed = (replace(trip, part_ids=ids),) if ids else ()
            trips = (*tour.trips[:t], *changed, *tour.trips[t + 1 :])
            yield trip.part_ids[i], Tour(vehicle_id=tour.vehicle_id, trips=trips)
