"""Solving a problem, in this process: what the command line does at once and a worker for the server."""

import os
import sys
from typing import Final

from routing.engines.apart import can_wait, compile_apart, compile_watched
from routing.model import Problem, Stay, Tours
from routing.portfolio import DEFAULT_ENGINE, ENGINES, engine_named, first_run_notice
from routing.solve import Solution, solve
from service.dispatch.plans.search import SILENT, Listener, Search

__all__ = [
    "DEFAULT_ENGINE",
    "MOST_CORES",
    "MOST_ITERATIONS",
    "can_wait",
    "compile_apart",
    "compile_watched",
    "engine_named",
    "engine_names",
    "first_run_notice",
    "plan_day",
    "usable_cores",
]

MOST_ITERATIONS: Final = 100_000_000
"""More would be a slip: they would take days."""

MOST_CORES: Final = 8
"""Each core more is another search of the same day, worth less than the one before."""


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def engine_names() -> tuple[str, ...]:
    """Return the engines that can be asked for."""
    return tuple(ENGINES)


def plan_day(
    problem: Problem,
    search: Search,
    *,
    start: Tours = (),
    problem_sha256: str,
    listener: Listener = SILENT,
    stay: Stay | None = None,
    explained: bool = True,
) -> Solution:
    """Return a checked plan for `problem`; the listener may end the search early, keeping the best.

    It begins from what is still usable of `start`, the tours of any plan, and keeps close to that of `stay`.

    Raises
    ------
    InputError
        If there is no engine of that name.
    """
    cores = min(MOST_CORES, usable_cores())
    return solve(
        problem,
        engine=search.engine,
        budget=search.budget(cores=cores, start=start, listener=listener),
        problem_sha256=problem_sha256,
        stay=stay,
        explained=explained,
    )
