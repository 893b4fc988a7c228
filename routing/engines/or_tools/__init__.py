"""The whole day in OR-Tools' routing library, started from the greedy plan.

What it leaves to the mending pass: loading bays (trucks queue), the exact place of breaks and the
exact loading time (see `eased`), and gaps in a depot's opening hours before the first loading.
"""

import dataclasses
import logging
import time

from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.or_tools.eased import eased
from routing.engines.or_tools.model import Model
from routing.engines.or_tools.nodes import Nodes
from routing.engines.or_tools.rules import RULES
from routing.engines.or_tools.search import search
from routing.engines.or_tools.weights import WeightOverflowError, weights_of
from routing.model import Budget, Problem, Tours
from routing.timetable import timetable

_log = logging.getLogger(__name__)
_RESERVED = 0.05
"""Share of the budget kept for mending what the model left out."""


def or_tools(problem: Problem, budget: Budget) -> Tours:
    """Return the better of the greedy plan and what OR-Tools makes of it in the time left."""
    until = time.monotonic() + budget.seconds * (1 - _RESERVED)
    best = greedy(problem, budget)
    budget.found(best)
    if not problem.vehicles or not problem.parts or budget.stopped():
        return best
    try:
        found = _searched(problem, best, budget, until)
    except WeightOverflowError as error:
        _log.warning("OR-Tools is left out: %s", error)
        return best
    found = mend(problem, found, budget)
    return min((best, found), key=lambda tours: timetable(problem, tours).objective)


def _searched(problem: Problem, best: Tours, budget: Budget, until: float) -> Tours:
    day = eased(problem, best)
    # Tours that just fit the true day need not fit the eased one: begin anew.
    first = greedy(day, dataclasses.replace(budget, start=()))
    model = Model.of(day, Nodes.of(day, first), weights_of(day))
    for rule in RULES:
        rule(model)
    return search(model, first, dataclasses.replace(budget, seconds=max(0.1, until - time.monotonic())))
