"""Our own search: ruin and recreate over the whole problem, compiled.

Slack induction by string removals with an evaluator that knows every rule of the timetable;
bays alone are left to the mending pass. Two searches run side by side and meet now and then.
The compiled code is kept in the user's cache directory (`compiled`); the first call on a machine
compiles for a while, later ones do not.
"""

import dataclasses
import time
from collections.abc import Callable

from routing.engines.best import Best
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.ruin_recreate.anneal import anneal
from routing.engines.ruin_recreate.compiled import is_compiled
from routing.engines.ruin_recreate.searcher import Searcher, best_of, meet, search_on
from routing.engines.ruin_recreate.state import State, copied, state_of, tours_of
from routing.engines.ruin_recreate.tables import Tables, tables_of
from routing.model import Budget, Problem, Tours

__all__ = ["is_compiled", "ruin_recreate", "warm_up"]

_CHUNK_S = 0.2
_TOLD_EVERY_S = 0.5
_SEARCHERS = 2
_SEEDS = 1_000_003
_MEETINGS = (0.3, 0.5, 0.7, 0.85)
"""Shares of the time at which the worse searcher goes on from the better one's best."""
_RESERVED = 0.05
"""Share of the budget kept for mending what bays leave to do."""
_HOT, _COLD = 0.1, 0.001
"""First and last temperature as shares of the mean cost of a stop."""


def ruin_recreate(problem: Problem, budget: Budget) -> Tours:
    """Return the best tours found by ruin and recreate from the greedy plan."""
    began = time.monotonic()
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    if problem.vehicles and problem.parts and _searches(problem) and not budget.stopped():
        found = _searched(problem, best, budget, began)
        best.offer(
            mend(problem, found, dataclasses.replace(budget, seconds=max(1.0, budget.seconds * _RESERVED)))
        )
    return best.tours


def _searches(problem: Problem) -> bool:
    """Say whether the search knows all of the day's rules; else the greedy plan is all there is."""
    limited = any(vehicle.shift.max_duration_s is not None for vehicle in problem.vehicles)
    special = any(order.release_s is not None or order.optional for order in problem.orders)
    return not (limited or special or problem.pins)


def warm_up(problem: Problem, tours: Tours) -> tuple[Tables, State]:
    """Return a problem's tables and the state of `tours`, with everything compiled or loaded.

    The first call on a machine takes up to a minute, which is no part of anybody's budget.
    """
    tables = tables_of(problem)
    state = state_of(problem, tables, tours)
    anneal(tables, state, copied(state), 0, 1.0, 1.0)
    return tables, state


def _searched(problem: Problem, best: Best, budget: Budget, began: float) -> Tours:
    ready = time.monotonic()
    tables, first = warm_up(problem, best.tours)
    began += time.monotonic() - ready
    served = int((first.truck >= 0).sum())
    a_stop_vnd = max(1.0, int(first.total[6]) / max(1, served))
    searchers = [Searcher(tables, first, seed=_SEEDS * budget.seed + i) for i in range(_SEARCHERS)]
    try:
        _cool(
            searchers,
            budget,
            began=began,
            a_stop_vnd=a_stop_vnd,
            tell=lambda: best.offer(_tours(problem, tables, searchers)),
        )
        return _tours(problem, tables, searchers)
    finally:
        for searcher in searchers:
            searcher.close()


def _cool(
    searchers: list[Searcher], budget: Budget, *, began: float, a_stop_vnd: float, tell: Callable[[], None]
) -> None:
    """Search while the temperature falls with the time that is left."""
    seconds = budget.seconds * (1 - _RESERVED)
    told_at, meetings = began, list(_MEETINGS)
    while (now := time.monotonic()) < began + seconds and not budget.stopped():
        share = (now - began) / seconds
        search_on(
            searchers, a_stop_vnd * _HOT * (_COLD / _HOT) ** share, min(_CHUNK_S, began + seconds - now)
        )
        if meetings and share > meetings[0]:
            meetings.pop(0)
            meet(searchers)
        if time.monotonic() - told_at > _TOLD_EVERY_S:
            told_at = time.monotonic()
            tell()


def _tours(problem: Problem, tables: Tables, searchers: list[Searcher]) -> Tours:
    top = best_of(searchers).top
    return tours_of(problem, tables, top.seq, top.size)
