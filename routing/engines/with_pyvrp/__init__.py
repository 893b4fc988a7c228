"""The part of the day that PyVRP can state, searched by its iterated local search.

What it leaves to the mending pass: breaks, depot stock, bays, driving hours, lateness, and the exact
loading time (see `day`). Wouda, Lan and Kool (2024), https://doi.org/10.1287/ijoc.2023.0055.
"""

import dataclasses
import time

from routing.engines.best import Best
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.with_pyvrp.day import Day, day_of
from routing.engines.with_pyvrp.search import search
from routing.engines.with_pyvrp.tours import solution_of
from routing.engines.within_stock import within_stock
from routing.model import Budget, Problem, Tours
from routing.timetable import time_tours

__all__ = ["with_pyvrp"]

_RESERVED = 0.04
"""Share of the budget kept for mending what the model left out."""
_ROUNDS = 4
"""Searches one after the other: each begins from the best so far and knows what broke before."""


def with_pyvrp(problem: Problem, budget: Budget) -> Tours:
    """Return the best of the start and what PyVRP makes of it; an iteration is one of PyVRP's."""
    began = time.monotonic()
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    reach: dict[str, int] = {}
    for number in range(_ROUNDS):
        day = day_of(problem, best.tours, reach)
        if day is None or budget.stopped():
            break
        share = (number + 1) / _ROUNDS * (1 - _RESERVED)
        found = _searched(problem, day, best, _of_round(budget, number), until=began + budget.seconds * share)
        reach |= _reach(problem, found)
    return best.tours


def _of_round(budget: Budget, number: int) -> Budget:
    """Return a round's part of the iterations, and a seed of its own."""
    if budget.iterations is None:
        return dataclasses.replace(budget, seed=_ROUNDS * budget.seed + number)
    first, last = (budget.iterations * n // _ROUNDS for n in (number, number + 1))
    return dataclasses.replace(budget, seed=_ROUNDS * budget.seed + number, iterations=last - first)


def _searched(problem: Problem, day: Day, best: Best, budget: Budget, *, until: float) -> Tours:
    # Mending is short work; what is left of the clock was spoken for by the search.
    mending = dataclasses.replace(budget, seconds=max(1.0, budget.seconds * _RESERVED))

    def offer(tours: Tours) -> None:
        sound = within_stock(problem, tours)
        best.offer(sound)  # As they are, they may leave out top-ups, which mending would put in.
        best.offer(mend(problem, sound, mending))

    found = search(day, solution_of(problem, day, best.tours), budget, until, offer)
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
