"""The part of the day that PyVRP can state, searched by its iterated local search.

What it leaves to the mending pass: breaks, depot stock, bays, driving hours, lateness, and the exact
loading time (see `day`). Wouda, Lan and Kool (2024), https://doi.org/10.1287/ijoc.2023.0055.
"""

import dataclasses
import time

from routing.engines.best import Best, feasible
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.with_pyvrp.course import Course
from routing.engines.with_pyvrp.day import Day, day_of
from routing.engines.with_pyvrp.search import search
from routing.engines.with_pyvrp.tours import solution_of
from routing.engines.within_stock import within_stock
from routing.model import Budget, Problem, Tours
from routing.timetable import time_tours

__all__ = ["with_pyvrp"]

_MENDING_S = 1.0


def with_pyvrp(problem: Problem, budget: Budget) -> Tours:
    """Return the best of the start and what PyVRP makes of it; an iteration is one of PyVRP's."""
    course = Course(budget, began=time.monotonic())
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    reach: dict[str, int] = {}
    while not course.over():
        day = day_of(problem, best.tours, reach)
        if day is None:
            break
        reach |= _reach(problem, _searched(problem, day, best, budget, course))
    return best.tours


def _searched(problem: Problem, day: Day, best: Best, budget: Budget, course: Course) -> Tours:
    mending = dataclasses.replace(budget, seconds=_MENDING_S)

    def offer(tours: Tours) -> None:
        sound = within_stock(problem, tours)
        best.offer(sound)  # As they are, they may leave out top-ups, which mending would put in.
        best.offer(mend(problem, sound, mending))

    def sound(tours: Tours) -> bool:
        return feasible(problem, tours) and within_stock(problem, tours) == tours

    found = search(day, solution_of(problem, day, best.tours), course, offer, sound)
    offer(found)
    return found


def _reach(problem: Problem, tours: Tours) -> dict[str, int]:
    """Return how many metres trucks that drove too long could have driven in time."""
    reach = {}
    for timed in time_tours(problem, tours):
        limit_s = problem.vehicle_by_id[timed.route.vehicle_id].rules.max_driving_s
        if limit_s is not None and "driving_exceeded" in timed.broken:
            reach[timed.route.vehicle_id] = timed.route.length_m * limit_s // timed.route.driving_s
    return reach
