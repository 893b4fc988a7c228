"""What if a depot, a truck or a road is lost, or demand grows: a changed copy is planned and compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from routing.compare import compare
from routing.extras import or_told
from routing.model import (
    Change,
    Closing,
    InputError,
    Issue,
    Plan,
    PlanDelta,
    Problem,
    Text,
    Violation,
    ignore,
    never,
)
from routing.scenario import apply
from routing.write import problem_sha256
from service.dispatch.closing import close_roads, with_closed
from service.dispatch.gather import or_none
from service.dispatch.geography import RoadGraph, travel_like
from service.dispatch.hits import Hits, hits_between
from service.dispatch.road_source import need_own_roads
from service.dispatch.solving import Found, Stopped, plan_day

_HITS: Final = Text("Các chặng qua đường bị đóng", "The legs over closed roads")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The changed problem, its plan and how that differs from the base plan.

    `hits` are the legs of the base plan that closed roads hit, None where none are closed; `troubles`
    says which extras failed.
    """

    problem: Problem
    problem_sha256: str
    base: Plan
    plan: Plan
    violations: tuple[Violation, ...]
    seconds: float
    delta: PlanDelta
    hits: Hits | None = None
    troubles: tuple[Text, ...] = ()


def changed_problem(
    problem: Problem, changes: Sequence[Change], *, roads: Callable[[], RoadGraph]
) -> Problem:
    """Return `problem` with `changes` applied; `roads` is called only where a road is closed.

    Raises
    ------
    InputError
        With every depot, truck and road named that is not there, or if roads are not found, or
        if a road is closed and travel times come from a server (ROADS_OF_SERVER).
    """
    return _changed(problem, changes, roads=roads).problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """The changed problem; where roads are closed, those before, and what is."""

    problem: Problem
    roads: RoadGraph | None = None
    closings: tuple[Closing, ...] = ()


def _changed(problem: Problem, changes: Sequence[Change], *, roads: Callable[[], RoadGraph]) -> _Changed:
    closings = tuple(change for change in changes if isinstance(change, Closing))
    if not closings:
        return _Changed(problem=apply(problem, changes))
    issues: list[Issue] = []
    or_none(issues, lambda: need_own_roads(problem))
    found = or_none(issues, roads) if not issues else None
    # All are tried; those for some hours leave the graph as it is.
    tried = or_none(issues, lambda: close_roads(found, closings)) if found else None
    or_none(issues, lambda: apply(problem, [x for x in changes if not isinstance(x, Closing)]))
    if issues or found is None or tried is None:
        raise InputError(issues)
    closed = close_roads(found, [closing for closing in closings if not closing.hours])
    travel = travel_like(with_closed(problem, closings), closed)
    after = with_closed(apply(problem, changes, travel=travel), closings)
    return _Changed(problem=after, roads=found, closings=closings)


def what_if(
    problem: Problem,
    changes: Sequence[Change],
    *,
    roads: Callable[[], RoadGraph],
    base: Plan,
    engine: str,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    stopped: Stopped = never,
    found: Found = ignore,
    began: Callable[[Problem], None] = lambda _: None,
) -> WhatIf:
    """Plan a changed copy of the day and compare it with `base`; neither argument is touched.

    The search begins from what of `base` the change has left.
    `began` is told the changed problem before the search begins: `found` brings tours of it.
    """
    change = _changed(problem, changes, roads=roads)
    changed = change.problem
    began(changed)
    sha256 = problem_sha256(changed)
    solution = plan_day(
        changed,
        engine=engine,
        seconds=seconds,
        seed=seed,
        iterations=iterations,
        start=base.tours,
        problem_sha256=sha256,
        stopped=stopped,
        found=found,
    )
    troubles = list(solution.troubles)
    hits = or_told(troubles, _HITS, lambda: _hits(problem, base, change))
    return WhatIf(
        problem=changed,
        problem_sha256=sha256,
        base=base,
        plan=solution.plan,
        violations=solution.violations,
        seconds=solution.seconds,
        delta=compare(base, solution.plan),
        hits=hits,
        troubles=tuple(troubles),
    )


def _hits(problem: Problem, base: Plan, change: _Changed) -> Hits | None:
    return hits_between(problem, base, change.roads, change.closings) if change.roads else None
