"""The only way to a plan: an engine decides, the timetable computes, the checker judges."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing import documents as write
from routing.check import check
from routing.effort import search_quality
from routing.engines.apart import can_wait
from routing.explain import explain
from routing.extras import or_trouble
from routing.model import Budget, Engine, Plan, Problem, Stay, Text, Tour, Violation
from routing.portfolio import DEFAULT_ENGINE, Point, Portfolio, Result, engine_named, prepare
from routing.replan.start import usable_start
from routing.timetable import timetable

_LEAST_S: Final = 0.1
"""What an engine gets, however long the start has taken."""
_EXPLAINING: Final = Text("Giải thích các đơn chưa giao", "Explaining the unserved orders")


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A plan with what the checker finds wrong with it (nothing, or it must not be published).

    `seconds` is the wall time that the engine took, without compiling on a machine's first run.
    `curve` says when the portfolio found better plans, and by which engine; empty for other engines.
    `troubles` says which extras failed: the plan is whole without them.
    """

    plan: Plan
    violations: tuple[Violation, ...]
    seconds: float
    curve: tuple[Point, ...] = ()
    troubles: tuple[Text, ...] = ()


def solve(
    problem: Problem,
    *,
    engine: str = DEFAULT_ENGINE,
    budget: Budget | None = None,
    explained: bool = True,
    problem_sha256: str = "",
    stay: Stay | None = None,
) -> Solution:
    """Plan a day with one engine.

    Parameters
    ----------
    engine : str
        A key of `routing.portfolio.ENGINES`.
    budget : Budget, optional
        Its `start` may be the tours of any plan, of another day or before a change. The engine begins
        from their usable part (`usable_start`), which takes a little of its time.
    explained : bool
        Whether unserved orders get their reasons and remedies, which takes time after the engine.
    problem_sha256 : str
        The problem's hash, where the caller knows it already.
    stay : Stay, optional
        A plan in hand to stay close to. It steers the search alone: the plan is one of `problem`
        as it is, and its cost is what is paid.

    Raises
    ------
    InputError
        If there is no such engine.
    """
    chosen = engine_named(engine)
    budget = budget or Budget()
    if not (isinstance(chosen, Portfolio) and budget.iterations is None and can_wait()):
        prepare(engine)  # The portfolio by the clock begins without it.
    began = time.monotonic()
    searched = problem.replace(stay=stay) if stay else problem
    result = _decided(engine, chosen, searched, _begun(searched, budget))
    seconds = time.monotonic() - began
    parameters = {
        "engine": engine,
        "seed": str(budget.seed),
        **_limit(budget),
        **_search_parameters(searched, result, seconds),
    }
    tours, curve = result.tours, result.curve
    solution = _judged(
        problem, tours, parameters, seconds=seconds, explained=explained, problem_sha256=problem_sha256
    )
    return replace(solution, curve=curve)


def _begun(problem: Problem, budget: Budget) -> Budget:
    """Return the budget with a usable start and the time that is then left."""
    if not budget.start:
        return budget
    began = time.monotonic()
    start = usable_start(problem, budget.start, budget)
    left_s = budget.seconds - (time.monotonic() - began)
    return replace(budget, start=start, seconds=max(_LEAST_S, left_s))


def _decided(name: str, engine: Engine, problem: Problem, budget: Budget) -> Result:
    """Return an engine's tours with facts on their making; of a single engine these are its rounds."""
    if isinstance(engine, Portfolio):
        return engine.search(problem, budget)
    rounds: list[int] = []
    tours = engine(problem, replace(budget, counted=rounds.append))
    return Result(
        tours=tours, curve=(), engines=(), searched=name != "greedy", rounds=sum(rounds) if rounds else None
    )


def _search_parameters(problem: Problem, result: Result, seconds: float) -> dict[str, str]:
    """Return the plan's parameters on how it was made."""
    quality = search_quality(
        problem, searched=result.searched, rounds=result.rounds, seconds=seconds, lost=result.lost
    )
    parameters = {"search_quality": quality}
    if result.engines:
        parameters["engines"] = ", ".join(result.engines)
    if result.lost:
        parameters["engines_lost"] = ", ".join(result.lost)
    if result.curve:
        parameters["found_by"] = result.curve[-1].engine
    return parameters


def _limit(budget: Budget) -> dict[str, str]:
    if budget.iterations is not None:
        return {"iterations": str(budget.iterations)}
    return {"seconds": f"{budget.seconds:g}"}


def judge(
    problem: Problem, tours: Sequence[Tour], *, explained: bool = False, problem_sha256: str = ""
) -> Solution:
    """Time and check manual tours; nothing of them is changed.

    Raises
    ------
    InputError
        If the tours name what the problem does not have.
    """
    return _judged(problem, tours, {"engine": "manual"}, explained=explained, problem_sha256=problem_sha256)


def _judged(
    problem: Problem,
    tours: Sequence[Tour],
    parameters: dict[str, str],
    *,
    seconds: float = 0.0,
    explained: bool,
    problem_sha256: str,
) -> Solution:
    sha256 = problem_sha256 or write.problem_sha256(problem)
    plan = timetable(problem, tours, problem_sha256=sha256, parameters=parameters)
    violations = check(problem, plan, problem_sha256=sha256)
    troubles: list[Text] = []
    if explained and plan.unserved and not violations:
        plan = or_trouble(troubles, _EXPLAINING, lambda: explain(problem, plan)) or plan
    return Solution(plan=plan, violations=violations, seconds=seconds, troubles=tuple(troubles))
