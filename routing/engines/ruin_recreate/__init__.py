"""Our own search: ruin and recreate over the whole problem, compiled.

Slack induction by string removals with an evaluator that knows every rule of the timetable;
bays alone are left to the mending pass. The compiled code is cached beside the source; the first
call on a machine compiles for a while, later ones do not.
"""

import dataclasses
import time

from routing.engines.best import Best
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.ruin_recreate.anneal import anneal, seed_numbers
from routing.engines.ruin_recreate.compiled import is_compiled
from routing.engines.ruin_recreate.state import copied, state_of, tours_of
from routing.engines.ruin_recreate.tables import tables_of
from routing.model import Budget, Problem, Tours

__all__ = ["is_compiled", "ruin_recreate", "warm_up"]

_CHUNK_S = 0.2
_TOLD_EVERY_S = 0.5
_RESERVED = 0.05
"""Share of the budget kept for mending what bays leave to do."""
_HOT, _COLD = 0.1, 0.001
"""First and last temperature as shares of the mean cost of a stop."""


def ruin_recreate(problem: Problem, budget: Budget) -> Tours:
    """Return the best tours found by ruin and recreate from the greedy plan."""
    began = time.monotonic()
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    if problem.vehicles and problem.parts and not budget.stopped():
        began += warm_up(problem, best.tours)
        found = _searched(problem, best, budget, began)
        best.offer(
            mend(problem, found, dataclasses.replace(budget, seconds=max(1.0, budget.seconds * _RESERVED)))
        )
    return best.tours


def warm_up(problem: Problem, tours: Tours) -> float:
    """Compile everything, or load it from the cache; return the seconds that it took.

    The first call on a machine takes up to a minute, which is no part of anybody's budget.
    """
    began = time.monotonic()
    tables = tables_of(problem)
    state = state_of(problem, tables, tours)
    anneal(tables, state, copied(state), 0, 1.0, 1.0)
    return time.monotonic() - began


def _searched(problem: Problem, best: Best, budget: Budget, began: float) -> Tours:
    tables = tables_of(problem)
    state = state_of(problem, tables, best.tours)
    top = copied(state)
    served = int((state.truck >= 0).sum())
    a_stop_vnd = max(1.0, int(state.total[6]) / max(1, served))
    seed_numbers(budget.seed)
    seconds = budget.seconds * (1 - _RESERVED)
    iterations, told_at = 20, began
    while (now := time.monotonic()) < began + seconds and not budget.stopped():
        hot = a_stop_vnd * _HOT * (_COLD / _HOT) ** ((now - began) / seconds)
        anneal(tables, state, top, iterations, hot, hot)
        then = time.monotonic()
        left_s = began + seconds - then
        iterations = max(1, int(iterations / max(1e-6, then - now) * min(_CHUNK_S, max(0.0, left_s))))
        if then - told_at > _TOLD_EVERY_S:
            told_at = then
            best.offer(tours_of(problem, tables, top.seq, top.size))
    return tours_of(problem, tables, top.seq, top.size)
