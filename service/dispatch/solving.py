"""Solving a problem, in this process: what the command line does at once and a worker for the server."""

from collections.abc import Callable

from routing.engines import DEFAULT_ENGINE, ENGINES, engine_named, first_run_notice, prepare
from routing.model import Budget, Problem, Tours, ignore, never
from routing.solve import Solution, solve

__all__ = [
    "DEFAULT_ENGINE",
    "engine_named",
    "engine_names",
    "first_run_notice",
    "plan_day",
    "prepare",
]

Found = Callable[[Tours], None]
Stopped = Callable[[], bool]


def engine_names() -> tuple[str, ...]:
    """Return the engines that can be asked for."""
    return tuple(ENGINES)


def plan_day(
    problem: Problem,
    *,
    engine: str,
    seconds: float,
    seed: int,
    problem_sha256: str,
    stopped: Stopped = never,
    found: Found = ignore,
) -> Solution:
    """Return a checked plan for `problem`; `stopped` ends the search early, keeping the best.

    Raises
    ------
    InputError
        If there is no engine of that name.
    """
    budget = Budget(seconds=seconds, seed=seed, stopped=stopped, found=found)
    return solve(problem, engine=engine, budget=budget, problem_sha256=problem_sha256)
