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
from routing.model import Budget, Problem, Tours

__all__ = ["with_pyvrp"]

_RESERVED = 0.04
"""Share of the budget kept for mending what the model left out."""


def with_pyvrp(problem: Problem, budget: Budget) -> Tours:
    """Return the best of the start and what PyVRP makes of it; an iteration is one of PyVRP's."""
    until = time.monotonic() + budget.seconds * (1 - _RESERVED)
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    if problem.vehicles and problem.parts and not budget.stopped():
        day = day_of(problem, best.tours)
        if day is not None:
            _search(problem, day, best, budget, until)
    return best.tours


def _search(problem: Problem, day: Day, best: Best, budget: Budget, until: float) -> None:
    # Mending is short work; what is left of the clock was spoken for by the search.
    mending = dataclasses.replace(budget, seconds=max(1.0, budget.seconds * _RESERVED))

    def offer(tours: Tours) -> None:
        best.offer(mend(problem, tours, mending))

    offer(search(day, solution_of(problem, day, best.tours), budget, until, offer))
