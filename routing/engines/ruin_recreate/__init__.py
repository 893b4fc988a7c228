"""Our own search: ruin and recreate over the whole problem, compiled.

Slack induction by string removals with an evaluator that knows every rule of the timetable; bays
are kept by a calendar. Two searches run side by side (`team`).
The compiled code is kept in the user's cache directory (`compiled`); the first call on a machine
compiles for a while, later ones do not.
"""

import dataclasses
import time
from typing import Final

from routing.engines.best import Best
from routing.engines.mend import mend
from routing.engines.ruin_recreate.data.compiled import folder, is_compiled, share
from routing.engines.ruin_recreate.data.state import State, empty_state
from routing.engines.ruin_recreate.data.tables import Tables, tables_of
from routing.engines.ruin_recreate.data.workspace import Workspace, workspace_for
from routing.engines.ruin_recreate.search.ready import compile_search
from routing.engines.ruin_recreate.search.start import state_of, tours_of
from routing.engines.ruin_recreate.search.team import Team
from routing.model import Budget, Problem, Tours

__all__ = ["MOST_THREADS", "compile_search", "folder", "is_compiled", "laid_out", "ruin_recreate", "share"]

MOST_THREADS: Final = 2
"""Searches that work as one: a partition has two subsets."""
_ROUND_S: Final = 0.25
_FEWEST_ROUNDS, _MOST_ROUNDS = 20, 240
_ROUNDS: Final = 60
"""Rounds of a search by iterations."""
_TOLD_EVERY_S: Final = 0.5
_TELLING: Final = 30.0
"""Telling of a plan takes at most one part of so many: timing and checking a large one is work."""
_RESERVED: Final = 0.05
"""Share of the budget kept for mending, where bays may leave something to mend."""
_START_TEMPERATURE, _END_TEMPERATURE = 1.0, 0.01
"""First and last temperature as shares of `Team.temperature_scale_vnd`."""
_WARM_START_TEMPERATURE: Final = 0.1
"""The first temperature where a plan is given to start from: it is not to be melted down."""


def ruin_recreate(problem: Problem, budget: Budget) -> Tours:
    """Return the best tours found by ruin and recreate."""
    began = time.monotonic()
    best = Best(problem, budget)
    if not problem.vehicles or not problem.parts:
        return ()
    ready = time.monotonic()
    tables, first, _ = laid_out(problem, budget.start)
    began += time.monotonic() - ready if not is_compiled() else 0.0
    team = Team(tables, first, seed=budget.seed, workers=min(MOST_THREADS, budget.workers))
    try:
        team.fill()
        _offer(problem, team, best)
        _search(problem, team, budget, best, began)
        tours = _offer(problem, team, best)
        budget.counted(team.rounds)
    finally:
        team.close()
    if tours != best.tours:
        rest = dataclasses.replace(budget, seconds=max(1.0, budget.seconds * _RESERVED))
        best.offer(mend(problem, tours, rest))
    return best.tours


def laid_out(problem: Problem, tours: Tours) -> tuple[Tables, State, Workspace]:
    """Return a problem's tables, the state of `tours` and a workspace."""
    tables = tables_of(problem)
    workspace = workspace_for(tables, empty_state(tables))
    return tables, state_of(problem, tables, tours, workspace), workspace


def _search(problem: Problem, team: Team, budget: Budget, best: Best, began: float) -> None:
    """Search while the temperature falls with the time, or the iterations, that are left."""
    bays = any(depot.bays is not None for depot in problem.depots)
    seconds = budget.seconds * (1 - _RESERVED if bays else 1.0)
    rounds = min(_MOST_ROUNDS, max(_FEWEST_ROUNDS, int(seconds / _ROUND_S))) if seconds > 0 else 0
    if budget.iterations is not None:
        rounds = min(_ROUNDS, budget.iterations)
    temperature_scale_vnd = team.temperature_scale_vnd()
    start_share = _WARM_START_TEMPERATURE if budget.start else _START_TEMPERATURE
    tell_at = time.monotonic() + _TOLD_EVERY_S
    for number in range(rounds):
        share, step = number / rounds, 1 / rounds
        left_s, count = 0.0, None
        if budget.iterations is None:
            left_s = began + seconds - time.monotonic()
            share = 1 - left_s / seconds
            step = (1 - share) / (rounds - number)
            left_s /= rounds - number
        else:
            count = (number + 1) * budget.iterations // rounds - number * budget.iterations // rounds
        if left_s < 0 or budget.stopped():
            break
        start_temperature, end_temperature = (
            temperature_scale_vnd * start_share * (_END_TEMPERATURE / start_share) ** x
            for x in (share, share + step)
        )
        team.round(start_temperature, end_temperature, share=share, seconds=left_s, iterations=count)
        if time.monotonic() > tell_at:
            began_s = time.monotonic()
            _offer(problem, team, best)
            took_s = time.monotonic() - began_s
            tell_at = began_s + max(_TOLD_EVERY_S, _TELLING * took_s)


def _offer(problem: Problem, team: Team, best: Best) -> Tours:
    tours = tours_of(problem, team.tables, team.top)
    best.offer(tours)
    return tours
