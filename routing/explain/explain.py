"""Explaining each unserved order: its cause, then the nearest change that a trial confirms."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from routing.explain.causes import cause_of
from routing.explain.proposal import MOST_STEPS, Proposal
from routing.explain.reason import Cause, Reason
from routing.explain.remedies import proposals
from routing.explain.remedy_text import remedy_text
from routing.explain.trial import Trial, Tries
from routing.explain.ways import Case, stock_left
from routing.model import Change, Explanation, LaterClosing, Plan, Problem, Text, Tour, Tours, TourTrip

TRIALS: Final = 400
"""How often in all a change may be tried in the plan, unless told otherwise."""
FEWEST, MOST = 4, 20
"""Bounds on how often for one order."""


def explain(problem: Problem, plan: Plan, *, trial: Trial, trials: int = TRIALS) -> Plan:
    """Return `plan` with an `Explanation` for every unserved row.

    A reason is computed from the problem, never an engine's opinion. A remedy is a single change
    after which `trial.added` could put the order into the plan as it stands (`verified`). Where
    no single change that was tried does, there is none, and the reason says so.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        A plan that names only known parts.
    trial : Trial
        Applies changes and tries to plan; see there.
    trials : int
        How often `trial.added` may be asked in all; it is shared out evenly, and each order
        may ask a few times in any case.
    """
    explainer = _Explainer(problem, plan, trial, trials)
    return replace(plan, unserved=tuple(replace(u, explanation=explainer(u.part_id)) for u in plan.unserved))


class _Explainer:
    """Explains the unserved parts of one plan, equal ones once."""

    def __init__(self, problem: Problem, plan: Plan, trial: Trial, trials: int) -> None:
        self.problem, self.plan, self.trial = problem, plan, trial
        self.tours, self.stock_left = _tours_of(plan), stock_left(problem, plan)
        self.known: dict[object, Explanation] = {}
        self.memory: dict[Change, Problem | None] = {}
        self.served = {stop.order_id for stop in plan.stops}
        self.each = max(FEWEST, min(MOST, trials // max(1, len(plan.unserved))))

    def __call__(self, part_id: str) -> Explanation:
        case = Case(
            problem=self.problem,
            plan=self.plan,
            part=self.problem.part_by_id[part_id],
            stock_left=self.stock_left,
        )
        # Parts that ask for the same at the same place fare the same in every trial.
        part = case.part
        key = (part.facility_id, part.deliver, part.collect, part.windows, part.skills)
        if key not in self.known:
            self.known[key] = self._explained(case)
        return self._renamed(self.known[key], part.order_id)

    def _renamed(self, known: Explanation, order_id: str) -> Explanation:
        if isinstance(known.remedy, LaterClosing):
            return replace(known, remedy=replace(known.remedy, order_id=order_id))
        return known

    def _explained(self, case: Case) -> Explanation:
        tries = Tries(
            trial=self.trial,
            problem=self.problem,
            memory=self.memory,
            lone=_with_orders(self.problem, {case.part.order_id}),
            beside=_with_orders(self.problem, {case.part.order_id, *self.served}),
            tours=self.tours,
            part_id=case.part.id,
            left=self.each,
        )
        cause = cause_of(case, tries)
        change = _nearest(case, cause, tries)
        if change is None:
            return Explanation(code=cause.code, reason=_without_remedy(case, cause, tries))
        return Explanation(
            code=cause.code,
            reason=cause.text,
            remedy=change,
            remedy_text=remedy_text(self.problem, change),
            verified=True,
        )


def _with_orders(problem: Problem, order_ids: Collection[str]) -> Problem:
    """Return the day with these orders only, and no facility besides theirs."""
    orders = tuple(order for order in problem.orders if order.id in order_ids)
    used = {order.facility_id for order in orders}
    facilities = tuple(facility for facility in problem.facilities if facility.id in used)
    return problem.replace(orders=orders, facilities=facilities)


def _tours_of(plan: Plan) -> Tours:
    return tuple(
        Tour(
            vehicle_id=route.vehicle_id,
            trips=tuple(
                TourTrip(depot_id=trip.depot_id, order_ids=tuple(stop.part_id for stop in trip.stops))
                for trip in route.trips
            ),
        )
        for route in plan.routes
    )


def _nearest(case: Case, cause: Cause, tries: Tries) -> Change | None:
    """Return the first proposal that a trial in the plan confirms, in its smallest amount.

    The last proposal is the surest, so one trial is kept for it.
    """
    found = list(proposals(case, cause))
    for number, proposal in enumerate(found, start=1):
        tries.kept = 1 if number < len(found) else 0
        change = _least(proposal, tries)
        if change is not None:
            return change
    return None


def _least(proposal: Proposal, tries: Tries) -> Change | None:
    """Return the smallest amount that works, by bisection below a guess or up to the most."""
    low, high = proposal.floor, proposal.guess
    if not tries.added(proposal.make(high)):
        low, high = high, MOST_STEPS
        if not proposal.guess or low == high or not tries.added(proposal.make(high)):
            return None
    while high - low > 1 and tries.left > tries.kept:
        middle = (low + high) // 2
        low, high = (low, middle) if tries.added(proposal.make(middle)) else (middle, high)
    return proposal.make(high)


def _without_remedy(case: Case, cause: Cause, tries: Tries) -> Text:
    """Return the reason, and how far single changes get."""
    if cause.code is Reason.NOT_PLACED:
        return cause.text
    tail = Text("chưa tìm được một thay đổi đơn lẻ nào đủ", "no single change that was tried suffices")
    first = next(proposals(case, cause), None)
    if tries.refused:
        tail = Text("chưa thử hết các thay đổi", "not every change was tried")
    elif first and cause.code is not Reason.FLEET_BUSY:
        change = first.make(first.guess)
        if tries.alone_after(change):
            told = remedy_text(case.problem, change)
            tail = Text(
                f"“{told.vi}” chỉ đủ nếu không có đơn khác", f"“{told.en}” suffices only without other orders"
            )
    return Text(f"{cause.text.vi}; {tail.vi}", f"{cause.text.en}; {tail.en}")
