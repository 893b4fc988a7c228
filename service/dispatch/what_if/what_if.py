"""What if a depot, a truck or a road is lost, or demand grows: a changed copy is planned and compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.documents import problem_sha256
from routing.extras import or_trouble
from routing.model import Change, Plan, PlanDelta, Problem, Stay, Text, Tours, Violation
from routing.solve import Solution, judge
from service.dispatch.plans.search import SILENT, Listener, Search
from service.dispatch.plans.solving import plan_day
from service.dispatch.roads.geography import RoadGraph
from service.dispatch.what_if.caused import Caused, Days, DaySearch, delta_of, planning, takes_away, today
from service.dispatch.what_if.changing import Changed, changed_day, refuse_no_change
from service.dispatch.what_if.cut_off import CutOff, cut_off_places, with_reasons
from service.dispatch.what_if.hits import Hits, hits_between
from service.dispatch.what_if.mode import Mode

_CUT_OFF: Final = Text("Tìm nơi bị chia cắt", "Finding the places that are cut off")
_HITS: Final = Text("Tìm các chặng bị ảnh hưởng", "Finding the legs that are hit")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The changed problem, its plan and what the change causes.

    Attributes
    ----------
    base : Plan
        The plan of the day as it is that `plan` is compared with.
    better : Plan or None
        Found on the way: a plan for the day as it is that beats the one in hand.
    saved_vnd : int
        By how much `better` costs less than the plan in hand.
    searched : bool
        False where the plan in hand holds as it is.
    cut_off : tuple of CutOff
        Places with orders, and depots, that closed roads cut off all day, allowed ones included.
    hits : Hits or None
        The legs of the plan in hand that closed roads hit, None where none are closed.
    """

    mode: Mode
    problem: Problem
    problem_sha256: str
    base: Plan
    plan: Plan
    violations: tuple[Violation, ...]
    seconds: float
    delta: PlanDelta
    better: Plan | None = None
    saved_vnd: int = 0
    searched: bool = True
    cut_off: tuple[CutOff, ...] = ()
    hits: Hits | None = None
    troubles: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Searches one of the two days."""

    search: Search
    listener: Listener

    def __call__(self, problem: Problem, *, start: Tours, stay: Stay | None) -> Solution:
        """Search one of the days with half of the seconds, or all of the iterations."""
        return plan_day(
            problem,
            self.search.half,
            start=start,
            problem_sha256=problem_sha256(problem),
            listener=self.listener,
            stay=stay,
            explained=False,
        )


def what_if(
    problem: Problem,
    changes: Sequence[Change],
    search: Search,
    *,
    roads: Callable[[], RoadGraph],
    base: Plan | None,
    mode: Mode = Mode.TODAY,
    listener: Listener = SILENT,
) -> WhatIf:
    """Plan a changed copy of the day and tell what the change causes; no argument is touched.

    Parameters
    ----------
    base : Plan or None
        The plan in hand; only `Mode.PLANNING` can do without.
    listener : Listener
        Hears of two days, one after the other.

    Raises
    ------
    InputError
        As `changed_problem`, and CHANGES_NOTHING.
    ValueError
        If there is no plan in hand to stay close to.
    """
    change = changed_day(problem, changes, roads=roads)
    refuse_no_change(problem, change)
    days = Days(
        base=problem,
        base_sha256=problem_sha256(problem),
        changed=change.problem,
        changed_sha256=problem_sha256(change.problem),
        takes=takes_away(changes) and not change.opens,
    )
    effort = Effort(search=search, listener=listener)
    caused = _caused(days, base, mode, effort, listener.began)
    solution = judge(days.changed, caused.tours, explained=True, problem_sha256=days.changed_sha256)
    parameters = {"engine": search.engine, "seed": str(search.seed), "what_if": str(mode)}
    plan = replace(solution.plan, parameters=parameters)
    troubles = list(solution.troubles)
    lost = or_trouble(troubles, _CUT_OFF, lambda: _cut_off(change)) or ()
    plan = with_reasons(plan, lost)
    hits = or_trouble(troubles, _HITS, lambda: _hits(problem, base or caused.reference, change))
    return WhatIf(
        mode=mode,
        problem=days.changed,
        problem_sha256=days.changed_sha256,
        base=caused.reference,
        plan=plan,
        violations=solution.violations,
        seconds=caused.seconds,
        delta=delta_of(caused, plan),
        better=caused.better,
        saved_vnd=base.objective.cost_vnd - caused.better.objective.cost_vnd if base and caused.better else 0,
        searched=caused.searched,
        cut_off=lost,
        hits=hits,
        troubles=tuple(troubles),
    )


def _caused(
    days: Days, base: Plan | None, mode: Mode, search: DaySearch, began: Callable[[Problem], None]
) -> Caused:
    if mode is Mode.PLANNING:
        return planning(days, base, search, began=began)
    if base is None:
        raise ValueError("give the plan in hand to stay close to")
    return today(days, base, search, began=began)


def _cut_off(change: Changed) -> tuple[CutOff, ...]:
    return cut_off_places(change.problem, change.closed) if change.closed else ()


def _hits(problem: Problem, base: Plan, change: Changed) -> Hits | None:
    return hits_between(problem, base, change.roads, change.closings) if change.roads else None
