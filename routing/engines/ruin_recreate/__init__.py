"""Our own search: ruin and recreate over the whole problem, compiled.

Slack induction by string removals with an evaluator that knows every rule of the timetable;
bays alone are left to the mending pass. The compiled code is cached beside the source; the first
call on a machine compiles for a while (`warm_up`), later ones do not.
"""

import dataclasses
import time

import numpy as np

from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.ruin_recreate.anneal import anneal, seed_numbers
from routing.engines.ruin_recreate.state import copied, state_of, tours_of
from routing.engines.ruin_recreate.tables import Tables, tables_of
from routing.model import Budget, Problem, Tours
from routing.timetable import timetable

_CHUNK_S = 0.2
_HOT, _COLD = 0.1, 0.001
"""First and last temperature as shares of the mean cost of a stop."""


def ruin_recreate(problem: Problem, budget: Budget) -> Tours:
    """Return the best tours found by ruin and recreate from the greedy plan."""
    began = time.monotonic()
    first = greedy(problem, budget)
    budget.found(first)
    if not problem.vehicles or not problem.parts or not problem.depots or budget.stopped():
        return first
    found = _searched(problem, first, budget, began)
    found = mend(problem, found, dataclasses.replace(budget, seconds=max(1.0, budget.seconds * 0.05)))
    return min((first, found), key=lambda tours: timetable(problem, tours).objective)


def _searched(problem: Problem, first: Tours, budget: Budget, began: float) -> Tours:
    tables = tables_of(problem)
    state = state_of(problem, tables, first)
    best = copied(state)
    served = int((state.truck >= 0).sum())
    a_stop_vnd = max(1.0, int(state.total[6]) / max(1, served))
    seed_numbers(budget.seed)
    iterations = 20
    while (share := (time.monotonic() - began) / budget.seconds) < 1 and not budget.stopped():
        chunk_began = time.monotonic()
        before = best.total.copy()
        hot = a_stop_vnd * _HOT * (_COLD / _HOT) ** share
        anneal(tables, state, best, iterations, hot, hot)
        if not np.array_equal(before, best.total):
            budget.found(tours_of(problem, tables, best.seq, best.size))
        rate = iterations / max(1e-6, time.monotonic() - chunk_began)
        left_s = budget.seconds - (time.monotonic() - began)
        iterations = max(1, int(rate * min(_CHUNK_S, max(0.0, left_s))))
    return tours_of(problem, tables, best.seq, best.size)


def warm_up(problem: Problem) -> None:
    """Compile everything (or load it from the cache) by searching `problem` for a moment."""
    tables: Tables = tables_of(problem)
    state = state_of(problem, tables, greedy(problem, Budget()))
    anneal(tables, state, copied(state), 1, 1.0, 1.0)
