"""The best checked plan so far: the checker guards the door, whoever brings the tours."""

import logging
import time
from dataclasses import dataclass
from typing import Final

from routing.check import check
from routing.model import Budget, Objective, Plan, Problem, Tours
from routing.timetable import timetable

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """When a better plan was found, how good it is, and who found it."""

    at_s: float
    objective: Objective
    engine: str


class Keeper:
    """Keeps the best plan that breaks no rule, and the curve of its getting better.

    Each better set of tours is passed on to `budget.found`.
    """

    def __init__(self, problem: Problem, budget: Budget) -> None:
        self._problem, self._budget = problem, budget
        self._began = time.monotonic()
        self.tours: Tours = ()
        self.curve: list[Point] = []

    def spent_s(self) -> float:
        """Return the seconds since the beginning."""
        return time.monotonic() - self._began

    def offer(self, engine: str, tours: Tours) -> bool:
        """Take tours if they are better than all before and the checker finds no fault in them."""
        plan = self._timed(engine, tours)
        if plan is None or (self.curve and plan.objective >= self.curve[-1].objective):
            return False
        violations = check(self._problem, plan, problem_sha256="")
        if violations:
            _LOG.warning("%s brought a plan that breaks %s", engine, violations[0].code)
            return False
        self.tours = tours
        self.curve.append(Point(at_s=self.spent_s(), objective=plan.objective, engine=engine))
        self._budget.found(tours)
        return True

    def _timed(self, engine: str, tours: Tours) -> Plan | None:
        try:
            return timetable(self._problem, tours)
        except Exception as error:  # noqa: BLE001 - nonsense may raise anything
            _LOG.warning("%s brought what is no plan: %r", engine, error)
            return None
