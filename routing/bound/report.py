"""What a bound proves, and about which plans."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from routing.model import Plan, Text


class Scope(StrEnum):
    """The plans that a bound of the cost is about."""

    ON_TIME = "on_time"
    """Plans that leave unserved, and are late, no more than is proven inevitable."""
    SERVING = "serving"
    """Plans that leave unserved no more than is proven inevitable, however late they are."""
    NONE = "none"
    """No plans: the plan leaves more unserved than is proven inevitable."""


SCOPE_TEXTS: Final = {
    Scope.ON_TIME: Text(
        "mọi kế hoạch giao hết những gì có thể giao và không trễ hơn mức không tránh được",
        "every plan that serves what can be served and is no later than is inevitable",
    ),
    Scope.SERVING: Text(
        "mọi kế hoạch giao hết những gì có thể giao, dù trễ bao nhiêu",
        "every plan that serves what can be served, however late",
    ),
    Scope.NONE: Text(
        "không có: kế hoạch để lại nhiều bình hơn mức đã chứng minh là không tránh được, "
        "nên chi phí không so được",
        "none: the plan leaves more unserved than is proven inevitable, so its cost is not comparable",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A proven lower bound of each level of the objective.

    Attributes
    ----------
    unserved : tuple of int
        Cylinders that every plan leaves unserved, by urgency.
    late_s : tuple of int
        Seconds by which every plan that leaves no more than that unserved is late, by urgency.
    cost_vnd : int or None
        No plan of `scope` costs less; None where the scope is NONE.
    converged : bool
        Whether the method has nothing more to give; otherwise more time may raise the bound.
    rounds : int
        Rounds of pricing done.
    seconds : float
        Wall time taken, without compiling on a machine's first run.
    """

    unserved: tuple[int, ...]
    late_s: tuple[int, ...]
    scope: Scope
    cost_vnd: int | None
    converged: bool
    rounds: int
    seconds: float

    @property
    def about(self) -> Text:
        """Which plans the bound of the cost is about."""
        return SCOPE_TEXTS[self.scope]

    def covers(self, plan: Plan) -> bool:
        """Say whether `plan` is one of those that the bound of the cost is about."""
        objective = plan.objective
        if self.cost_vnd is None or objective.unserved != self.unserved:
            return False
        return self.scope is not Scope.ON_TIME or objective.late_s == self.late_s

    def gap(self, plan: Plan) -> float | None:
        """Return by which share of the bound `plan` costs more at the most (0.05: 5 %).

        No plan that is as good in unserved cylinders and lateness is cheaper by more. None where the
        bound says nothing of this plan, or is 0 while the plan is not.
        """
        cost_vnd = plan.objective.cost_vnd
        if self.cost_vnd is None or not self.covers(plan):
            return None
        if self.cost_vnd <= 0:
            return 0.0 if cost_vnd <= 0 else None
        return cost_vnd / self.cost_vnd - 1
