"""Solving a problem, in this process: what the command line does at once and a worker for the server."""

from collections.abc import Callable

from routing.engines import DEFAULT_ENGINE, ENGINES, first_run_notice, prepare
from routing.model import Budget, InputError, Issue, Problem, Subject, Text, Tours
from routing.solve import Solution, solve

__all__ = [
    "DEFAULT_ENGINE",
    "engine_names",
    "first_run_notice",
    "ignore",
    "never",
    "plan_day",
    "prepare",
    "require_engine",
]

Found = Callable[[Tours], None]
Stopped = Callable[[], bool]


def ignore(tours: Tours) -> None:
    """Take no note of better tours."""
    del tours


def never() -> bool:
    """Wish no early end."""
    return False


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
        If there is no engine of that name, or the budget is not positive.
    """
    require_engine(engine)
    budget = Budget(seconds=seconds, seed=seed, stopped=stopped, found=found)
    return solve(problem, engine=engine, budget=budget, problem_sha256=problem_sha256)


def require_engine(engine: str) -> None:
    """Raise InputError unless there is an engine of that name."""
    if engine in ENGINES:
        return
    listed = ", ".join(ENGINES)
    raise InputError(
        [
            Issue(
                code="UNKNOWN_ENGINE",
                subject=Subject(column="engine"),
                fault=Text(f"Không có bộ giải {engine!r}", f"There is no engine {engine!r}"),
                remedy=Text(f"Dùng một trong: {listed}", f"Use one of: {listed}"),
            )
        ]
    )
