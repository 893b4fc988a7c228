"""Explaining each unserved order: its cause, then the nearest change that a trial confirms."""

from dataclasses import replace
from typing import Final

from routing.explain.causes import busy_for, cause_of, out_of_stock
from routing.explain.excerpt import at_any_time, with_orders
from routing.explain.grouped import ExplainedRow
from routing.explain.insertion_trial import InsertionTrial
from routing.explain.joint import Clock
from routing.explain.options import Case, stock_left
from routing.explain.proposal import least, singles, together
from routing.explain.reason import Cause, Reason
from routing.explain.remedies import proposals
from routing.explain.remedy_sure import sure_remedies
from routing.explain.remedy_text import remedy_text
from routing.explain.shortfall import summed_up
from routing.explain.trial import Trial, Tries
from routing.model import Change, Explanation, LaterClosing, MoreStock, Plan, Problem, Text, Unserved

TRIALS: Final = 400
"""How often in all a change may be tried in the plan, unless told otherwise."""
SECONDS: Final = 20.0
"""How long all of it may work, and the summing up as long again."""
FEWEST, MOST = 4, 20
"""Bounds on how often for one order."""
_FITS: Final = (Reason.NOT_PLACED, Reason.NOT_WORTH_IT, Reason.EMPTIES_STAY)
LAST: Final = 12
"""How often more for one order, where that failed, for what hardly ever fails."""


def explain(
    problem: Problem,
    plan: Plan,
    *,
    trial: Trial | None = None,
    trials: int = TRIALS,
    seconds: float = SECONDS,
) -> Plan:
    """Return `plan` with an `Explanation` for every unserved row, and a `Shortfall` that sums them up.

    A reason is computed from the problem, never an engine's opinion. A remedy is a change after
    which `trial.added` could put the order into the plan as it stands (`verified`): a single one
    if one is found, else several `Together`. Where nothing that was tried helps, there is none,
    and the reason says so. `shortfall.arrangement` serves most of the orders at once.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        A plan that names only known parts.
    trial : Trial, optional
        Applies changes and tries to plan; by insertion where none is given.
    trials : int
        How often `trial.added` may be called in all, shared out evenly. Each order may call it a few
        times in any case, and then for what is sure to help (a fresh truck).
    seconds : float
        Work of this thread, not of the clock. After so much, orders get their causes only. After as much
        again, nothing more is tried for all together, and the shortfall says `cut_short`. Days of usual
        size end long before, so the same plan gets the same explanations.
    """
    if not plan.unserved:
        return plan
    trial = trial or InsertionTrial()
    explainer = _Explainer(problem, plan, trial, trials, Clock(seconds))
    rows = [explainer.explained_row(row) for row in plan.unserved]
    clock = Clock(seconds)
    shortfall = summed_up(problem, plan, rows, trial=trial, stock_left=explainer.stock_left, clock=clock)
    shortfall = replace(shortfall, cut_short=shortfall.cut_short or explainer.clock.cut)
    return replace(plan, unserved=tuple(explained.row for explained in rows), shortfall=shortfall)


class _Explainer:
    """Explains the unserved parts of one plan, equal ones once."""

    def __init__(self, problem: Problem, plan: Plan, trial: Trial, trials: int, clock: Clock) -> None:
        self.problem, self.plan, self.trial = _without_prizes(problem), plan, trial
        self.prize_vnd = {part.id: part.prize_vnd for part in problem.parts}
        self.tours, self.stock_left = plan.tours, stock_left(problem, plan)
        self.known: dict[object, tuple[Cause, Explanation]] = {}
        self.memory: dict[Change, Problem | None] = {}
        self.served = {stop.order_id for stop in plan.stops}
        self.whenever = at_any_time(self.problem, {row.order_id for row in plan.unserved})
        self.each = max(FEWEST, min(MOST, trials // max(1, len(plan.unserved))))
        self.clock = clock

    def explained_row(self, row: Unserved) -> ExplainedRow:
        """Return the row with its explanation, and its cause."""
        cause, explanation = self(row.part_id)
        return ExplainedRow(row=replace(row, explanation=explanation), cause=cause)

    def __call__(self, part_id: str) -> tuple[Cause, Explanation]:
        case = Case(
            problem=self.problem,
            plan=self.plan,
            part=self.problem.part_by_id[part_id],
            stock_left=self.stock_left,
            prize_vnd=self.prize_vnd[part_id],
        )
        # Parts that ask for the same at the same place fare the same in every trial.
        part = case.part
        demand = (part.facility_id, part.deliver, part.collect, part.windows, part.skills, part.release_s)
        key = (demand, case.prize_vnd, self.problem.pinned_to.get(part_id))
        if key not in self.known:
            self.known[key] = self._explained(case)
        cause, explanation = self.known[key]
        return cause, self._renamed(explanation, part.order_id)

    def _renamed(self, known: Explanation, order_id: str) -> Explanation:
        if known.remedy is None:
            return known
        renamed = (
            replace(change, order_id=order_id) if isinstance(change, LaterClosing) else change
            for change in singles(known.remedy)
        )
        return replace(known, remedy=together(*renamed))

    def _explained(self, case: Case) -> tuple[Cause, Explanation]:
        tries = Tries(
            trial=self.trial,
            case=case,
            memory=self.memory,
            whenever=self.whenever,
            lone=with_orders(self.problem, {case.part.order_id}),
            beside=with_orders(self.problem, {case.part.order_id, *self.served}),
            tours=self.tours,
            left=self.each,
        )
        cause = cause_of(case, tries)
        if self.clock.over():
            tries.left = 0
        change = _nearest(case, cause, tries, last=0 if self.clock.cut else LAST)
        if cause.code is Reason.FLEET_BUSY:
            cause = busy_for(case, cause, change)
        if change is None:
            return cause, Explanation(code=cause.code, reason=_without_remedy(case, cause, tries))
        cause = _cause_of_that_depot(case, cause, change)
        return cause, Explanation(
            code=cause.code,
            reason=cause.text,
            remedy=change,
            remedy_text=remedy_text(self.problem, change),
            verified=True,
        )


def _cause_of_that_depot(case: Case, cause: Cause, change: Change) -> Cause:
    """Return the cause for the depot that the remedy restocks."""
    restocked = [single.depot_id for single in singles(change) if isinstance(single, MoreStock)]
    if cause.code is not Reason.NO_STOCK or not restocked:
        return cause
    if restocked[0] not in {option.depot.id for option in cause.options}:
        return cause
    return out_of_stock(case, cause.options, restocked[0])


def _without_prizes(problem: Problem) -> Problem:
    """Return the day with every order required, so that a trial also finds what does not pay."""
    if not any(order.optional for order in problem.orders):
        return problem
    return problem.replace(orders=tuple(replace(order, prize_vnd=None) for order in problem.orders))


def _nearest(case: Case, cause: Cause, tries: Tries, *, last: int) -> Change | None:
    """Return the first proposal that a trial in the plan confirms, in its smallest amount.

    What is sure to help, or nearly so, comes last and has trials of its own.
    """
    for proposal in proposals(case, cause):
        change = least(proposal, tries.added)
        if change is not None:
            return change
    if cause.code in _FITS:
        return None
    tries.left = last
    return next(filter(tries.added, sure_remedies(case, cause, tries)), None)


def _without_remedy(case: Case, cause: Cause, tries: Tries) -> Text:
    """Return the reason, and how far the tried changes would get."""
    if cause.code in _FITS:
        return cause.text
    tail = Text("chưa tìm được thay đổi nào đủ", "no change that was tried suffices")
    first = next(proposals(case, cause), None)
    if tries.refused:
        tail = Text("chưa thử hết các thay đổi", "not every change was tried")
    elif first and cause.code is not Reason.FLEET_BUSY:
        change = first.make(first.guess)
        if tries.alone_after(change):
            remedy = remedy_text(case.problem, change)
            tail = Text(
                f"“{remedy.vi}” chỉ đủ nếu không có đơn khác",
                f"“{remedy.en}” suffices only without other orders",
            )
    return Text(f"{cause.text.vi}; {tail.vi}", f"{cause.text.en}; {tail.en}")
