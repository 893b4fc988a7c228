"""What a change causes, apart from what a search finds anyway: the two ways of asking what if.

*Today* stays close to the plan in hand. *Planning* searches the day as it is and the changed day freely,
from the same start, with the same effort and seed. In both, whatever the changed day's search finds
that holds for the day as it is, counts for that day, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from routing.compare import compare
from routing.model import (
    MOVED_AFTER_S,
    Change,
    Closing,
    DemandTimes,
    DepotDown,
    Objective,
    Plan,
    PlanDelta,
    Problem,
    Stay,
    StillReachable,
    Tours,
    VehicleDown,
    stay_with,
)
from routing.replan.start import known_tours
from routing.solve import Solution, judge
from service.dispatch.what_if.folding import components, swapped


class DaySearch(Protocol):
    """A search of fixed effort and seed."""

    def __call__(self, problem: Problem, *, start: Tours, stay: Stay | None) -> Solution:
        """Return a checked plan of `problem`, without reasons."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Caused:
    """What came out.

    Attributes
    ----------
    reference : Plan
        The plan of the day as it is that `tours` are held against.
    before : Objective
        The best that is known for the day as it is: nothing that a change takes away can beat it.
    tours : tuple of Tour
        For the changed day.
    better : Plan or None
        A plan for the day as it is that beats the plan in hand.
    searched : bool
        False where the plan in hand holds as it is.
    seconds : float
        Wall time of both searches.
    """

    reference: Plan
    before: Objective
    tours: Tours
    better: Plan | None = None
    searched: bool = True
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The day as it is and the changed one, and whether the change only takes away."""

    base: Problem
    base_sha256: str
    changed: Problem
    changed_sha256: str
    takes: bool

    def on_base(self, tours: Tours) -> Solution:
        """Time and judge what of some tours the day as it is knows."""
        return judge(self.base, known_tours(self.base, tours), problem_sha256=self.base_sha256)

    def on_changed(self, tours: Tours) -> Solution:
        """Time and judge what of some tours the changed day knows."""
        return judge(self.changed, known_tours(self.changed, tours), problem_sha256=self.changed_sha256)


def takes_away(changes: Sequence[Change]) -> bool:
    """Say whether changes only take away: then a plan that keeps the rules after them kept them before."""
    return all(
        isinstance(change, DepotDown | VehicleDown | Closing | StillReachable)
        or (isinstance(change, DemandTimes) and change.percent >= 100)  # noqa: PLR2004 - all of it
        for change in changes
    )


def today(days: Days, in_hand: Plan, search: DaySearch, *, began: Callable[[Problem], None]) -> Caused:
    """Return what a change causes to a plan in hand, of which nothing moves that need not."""
    kept = days.on_changed(in_hand.tours)
    if days.takes and not kept.violations and kept.plan.objective == in_hand.objective:
        return Caused(reference=in_hand, before=in_hand.objective, tours=kept.plan.tours, searched=False)
    stay = stay_with(in_hand)
    began(days.base)
    polished = search(days.base, start=in_hand.tours, stay=stay)
    worth_it = not polished.violations and _value(polished.plan, stay) < _value(in_hand, stay)
    reference = polished.plan if worth_it else in_hand
    began(days.changed)
    solution = search(days.changed, start=reference.tours, stay=stay)
    tours, more = _folded(days, reference, solution.plan, stay_with(reference))
    whole = _sound(days.on_base(tours))
    held = _sound(days.on_changed(reference.tours))
    beaten = whole if whole and whole.objective < reference.objective else None
    if held and _stays(days, reference, held, tours, beaten=beaten is not None):
        tours, before = held.tours, reference.objective
    else:
        before = beaten.objective if beaten else reference.objective
    best = min((plan for plan in (reference, more, whole) if plan), key=lambda plan: plan.objective)
    return Caused(
        reference=reference,
        before=before,
        tours=tours,
        better=best if best.objective < in_hand.objective else None,
        seconds=polished.seconds + solution.seconds,
    )


def _stays(days: Days, reference: Plan, held: Plan, tours: Tours, *, beaten: bool) -> bool:
    """Say whether a plan that still holds is the answer, and not other tours that were found.

    So it is where moving is not worth its price, and where the tours beat the plan without the change
    (`beaten`), which costs it nothing.
    """
    if beaten and held.objective <= reference.objective:
        return True
    near = stay_with(reference)
    return _value(held, near) <= _value(days.on_changed(tours).plan, near)


def planning(
    days: Days, in_hand: Plan | None, search: DaySearch, *, began: Callable[[Problem], None]
) -> Caused:
    """Return what a change causes where both days are searched freely from the same start."""
    start = in_hand.tours if in_hand else ()
    began(days.base)
    base = search(days.base, start=start, stay=None)
    began(days.changed)
    solution = search(days.changed, start=start, stay=None)
    reference, tours = base.plan, solution.plan.tours
    if in_hand and (base.violations or in_hand.objective < reference.objective):
        reference = in_hand
    whole = _sound(days.on_base(tours))
    if whole and whole.objective < reference.objective:
        reference = whole
    held = _sound(days.on_changed(reference.tours))
    if held and (solution.violations or held.objective <= solution.plan.objective):
        tours = held.tours
    return Caused(
        reference=reference,
        before=reference.objective,
        tours=tours,
        better=reference if in_hand and reference.objective < in_hand.objective else None,
        seconds=base.seconds + solution.seconds,
    )


def delta_of(caused: Caused, plan: Plan) -> PlanDelta:
    """Return how a plan of the changed day differs from what is known of the day as it is."""
    return replace(compare(caused.reference, plan, within_s=MOVED_AFTER_S), before=caused.before)


def _folded(days: Days, reference: Plan, plan: Plan, stay: Stay) -> tuple[Tours, Plan | None]:
    """Take back what moved without need; also return the better plan for the day as it is in that.

    Routes that exchange no stop with each other are looked at apart. What is as good without being
    moved goes back. So does what would better the day as it is: the search found that, and the change did
    not cause it.
    """
    tours, better = plan.tours, reference
    for trucks in components(reference.tours, tours):
        back = days.on_changed(swapped(tours, reference.tours, trucks))
        if back.violations:
            continue
        now = days.on_changed(tours).plan
        there = _sound(days.on_base(swapped(better.tours, tours, trucks)))
        noise = there is not None and there.objective < better.objective
        if noise and there and back.plan.objective.unserved <= now.objective.unserved:
            better = there
        elif _value(back.plan, stay) > _value(now, stay):
            continue
        tours = back.plan.tours
    return tours, better if better is not reference else None


def _value(plan: Plan, stay: Stay) -> Objective:
    """Return a plan's objective with the price of what moves."""
    moved_vnd = sum(
        stay.moved_vnd(stop.part_id, route.vehicle_id, stop.begin_s)
        for route in plan.routes
        for stop in route.stops
    )
    return replace(plan.objective, cost_vnd=plan.objective.cost_vnd + moved_vnd)


def _sound(solution: Solution) -> Plan | None:
    return None if solution.violations else solution.plan
