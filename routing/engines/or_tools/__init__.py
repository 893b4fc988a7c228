"""The whole day in OR-Tools' routing library, started from the greedy plan.

The repair (`mend`) takes care of loading bays, of the exact place of breaks and of the exact loading time
(see `relaxed`). It also heeds gaps in a depot's opening hours before the first loading.
"""

import dataclasses
import logging
import time

from routing.engines.best import Best
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.or_tools.model import Model
from routing.engines.or_tools.nodes import Nodes
from routing.engines.or_tools.rules import RULES
from routing.engines.or_tools.search import search
from routing.engines.relaxed import relaxed
from routing.engines.weights import WeightOverflowError, weights_of
from routing.model import Budget, Problem, Tours

_log = logging.getLogger(__name__)
_RESERVED = 0.08
"""Share of the budget kept for mending what the model left out."""


def or_tools(problem: Problem, budget: Budget) -> Tours:
    """Return the best of the greedy plan and what OR-Tools makes of it in the time left."""
    until = time.monotonic() + budget.seconds * (1 - _RESERVED)
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    if not problem.vehicles or not problem.parts or budget.stopped():
        return best.tours
    try:
        tours = _searched(problem, best, budget, until)
    except WeightOverflowError as error:
        _log.warning("OR-Tools is left out: %s", error)
    else:
        best.offer(mend(problem, tours, budget))
    return best.tours


def _searched(problem: Problem, best: Best, budget: Budget, until: float) -> Tours:
    day = relaxed(problem, best.tours)
    # Without a large truck that cannot return, orders would be split into other parts than the day's.
    if not day.vehicles or day.part_by_id.keys() != problem.part_by_id.keys():
        return best.tours
    # Tours that just fit the true day need not fit the relaxed one: begin anew.
    first = greedy(day, dataclasses.replace(budget, start=()))
    model = Model.of(day, Nodes.of(day, first), weights_of(day))
    for rule in RULES:
        rule(model)
    seconds = max(0.1, until - time.monotonic())
    return search(model, first, dataclasses.replace(budget, seconds=seconds, on_better=best.offer))
