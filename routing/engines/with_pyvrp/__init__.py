"""The part of the day that PyVRP can state, searched by its iterated local search.

Left to the repair (`mend`): breaks, depot stock, bays, driving hours, lateness, and the exact
loading time (see `day`). Wouda, Lan and Kool (2024), https://doi.org/10.1287/ijoc.2023.0055.
"""

import time

import pyvrp

from routing.engines.best import Best, feasible
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.with_pyvrp.course import Course
from routing.engines.with_pyvrp.covers import covers
from routing.engines.with_pyvrp.day import Day, day_of
from routing.engines.with_pyvrp.search import search
from routing.engines.with_pyvrp.tours import solution_of
from routing.engines.with_pyvrp.trucks import Reach
from routing.engines.within_stock import within_stock
from routing.model import Budget, Problem, Tours
from routing.timetable import time_tours

__all__ = ["covers", "with_pyvrp"]

_MENDING_S = 1.0


def with_pyvrp(problem: Problem, budget: Budget) -> Tours:
    """Return the best of the start and what PyVRP makes of it; an iteration is one of PyVRP's."""
    exact = covers(problem)
    course = Course(budget, began=time.monotonic(), exact=exact)
    best = Best(problem, budget)
    if budget.start:
        best.offer(budget.start)
    if exact and not course.over():
        # All is asked for, and PyVRP makes a first plan of its own: it seldom needs ours.
        day = day_of(problem, best.tours, {}, required=True)
        if day is not None:
            known = _serves_all(problem, best.tours)
            start = solution_of(problem, day, best.tours) if known else None
            _searched(problem, day, start, best, course)
    if not _serves_all(problem, best.tours):
        best.offer(greedy(problem, budget))
    reach: dict[str, int] = {}
    while not course.over():
        day, start = _day(problem, best.tours, reach)
        if day is None:
            break
        reach |= _reach(problem, _searched(problem, day, start, best, course))
    budget.counted(course.rounds)
    return best.tours


def _day(problem: Problem, tours: Tours, reach: Reach) -> tuple[Day | None, pyvrp.Solution | None]:
    """Return the day and where to begin: all is asked for where to PyVRP, too, a plan serves all."""
    if _serves_all(problem, tours):
        day = day_of(problem, tours, reach, required=True)
        start = None if day is None else solution_of(problem, day, tours)
        if start is not None and start.is_feasible():
            return day, start
    day = day_of(problem, tours, reach)
    return day, None if day is None else solution_of(problem, day, tours)


def _searched(problem: Problem, day: Day, start: pyvrp.Solution | None, best: Best, course: Course) -> Tours:
    mending = course.short(_MENDING_S)
    exact = day.required and covers(problem)

    def offer(tours: Tours) -> bool:
        sound = within_stock(problem, tours)
        best.offer(sound)  # As they are, they may leave out top-ups, which mending would put in.
        if not exact:
            best.offer(mend(problem, sound, mending))
        return not day.required and _serves_all(problem, best.tours)

    def sound(tours: Tours) -> bool:
        return feasible(problem, tours) and within_stock(problem, tours) == tours

    tours = search(day, start, course, offer, sound)
    offer(tours)
    return tours


def _serves_all(problem: Problem, tours: Tours) -> bool:
    """Say whether nothing is left out that is not optional."""
    served = {key for tour in tours for trip in tour.trips for key in trip.part_ids}
    return all(part.id in served for part in problem.parts if not part.optional)


def _reach(problem: Problem, tours: Tours) -> dict[str, int]:
    """Return how many metres trucks that drove too long could have driven in time."""
    reach = {}
    for timed in time_tours(problem, tours):
        limit_s = problem.vehicle_by_id[timed.route.vehicle_id].rules.max_driving_s
        if limit_s is not None and "driving_exceeded" in timed.broken:
            reach[timed.route.vehicle_id] = timed.route.length_m * limit_s // timed.route.driving_s
    return reach
