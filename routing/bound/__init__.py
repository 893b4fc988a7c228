"""A proven lower bound for a day's problem: how far from the best a plan can be at most."""

import math
import time
from collections.abc import Callable
from typing import Final

import numpy as np

from routing.arrays import FAR
from routing.bound.columns import days_of_plan, shares_of
from routing.bound.compiled import is_compiled
from routing.bound.days import Kind, kinds_of
from routing.bound.generate import Progress, generate, simple_days, until
from routing.bound.levels import Levels, closes_of, levels_of
from routing.bound.look import Stage
from routing.bound.ready import compile_pricing
from routing.bound.report import Bound, Scope
from routing.bound.stock import stock_of
from routing.model import Plan, Problem, never

__all__ = ["Bound", "Scope", "bound", "is_compiled"]

STAGES: Final = (
    Stage(12, 200, 1, 0, 0.01),
    Stage(48, 400, 1, 0, 0.005),
    Stage(48, 400, 1, 0),
    Stage(96, 800, 1, 0),
    Stage(48, 288, 8, 64),
    Stage(96, 720, 32, 64),
)
"""From coarse and quick to close: each begins with the prices and days of the one before."""


def bound(
    problem: Problem,
    plan: Plan | None = None,
    *,
    seconds: float = 10.0,
    stopped: Callable[[], bool] = never,
) -> Bound:
    """Prove how good plans of `problem` can be at the best.

    Parameters
    ----------
    plan : Plan or None
        A plan free of violations. The bound of the cost is then one that this plan may be held
        against, and its routes are where the search begins. Without it, it is about all plans that
        serve what can be served.
    seconds : float
        Wall time, not counting what a machine's first run compiles. Whenever it ends, what is
        proven by then is valid.
    stopped : callable
        Says whether somebody wishes an early end.
    """
    levels = levels_of(problem)
    scope = _scope(levels, plan)
    _warm_up(problem, levels)
    began = time.monotonic()
    progress = Progress(0.0, np.zeros(len(levels.parts)), 0, (), converged=not levels.parts)
    if scope is not Scope.NONE and levels.parts:
        progress = _climb(problem, levels, scope, plan, until(seconds, stopped))
    cost_vnd = None if scope is Scope.NONE else levels.idle_vnd + max(0, math.ceil(progress.bound_vnd - 1.0))
    return Bound(
        unserved=levels.unserved,
        late_s=levels.late_s,
        scope=scope,
        cost_vnd=cost_vnd,
        converged=progress.converged,
        rounds=progress.rounds,
        seconds=time.monotonic() - began,
    )


def _scope(levels: Levels, plan: Plan | None) -> Scope:
    if plan is None:
        return Scope.SERVING
    if plan.objective.unserved != levels.unserved:
        return Scope.NONE
    return Scope.ON_TIME if plan.objective.late_s == levels.late_s else Scope.SERVING


def _kinds(problem: Problem, levels: Levels, scope: Scope) -> tuple[Kind, ...]:
    on_time = scope is Scope.ON_TIME
    return kinds_of(problem, levels.parts, closes_of(levels.parts, levels.earliest_s, FAR, on_time=on_time))


def _climb(
    problem: Problem, levels: Levels, scope: Scope, plan: Plan | None, ended: Callable[[], bool]
) -> Progress:
    kinds = _kinds(problem, levels, scope)
    prizes_vnd = np.array([float(part.left_vnd) if part.optional else math.inf for part in levels.parts])
    rows = {part.id: i for i, part in enumerate(levels.parts)}
    known = tuple(days_of_plan(problem, plan, kinds, rows)) if plan else ()
    stock = stock_of(problem, levels.parts)
    worth = np.minimum(shares_of(known, kinds, len(rows)), prizes_vnd)
    worth = np.concatenate((worth, np.zeros(len(stock.most))))
    progress = Progress(0.0, worth, 0, known, converged=False)
    for stage in STAGES:
        progress = generate(kinds, stock, stage, prizes_vnd, progress.days, start=progress, ended=ended)
        if not progress.converged:
            break
        progress = progress._replace(days=simple_days(progress.days))
    return progress


def _warm_up(problem: Problem, levels: Levels) -> None:
    """Compile, or read what is compiled, before the time counts."""
    if levels.parts:
        compile_pricing(_kinds(problem, levels, Scope.SERVING)[0])
