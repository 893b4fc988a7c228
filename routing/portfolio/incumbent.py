"""The incumbent: the best plan so far in which the checker finds no violation."""

import logging
import time
from dataclasses import dataclass
from typing import Final

from routing.check import check
from routing.model import Budget, Objective, Plan, Problem, Tour, Tours, ViolationCode
from routing.timetable import timetable

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """When a better plan was found, its objective, and the engine that found it."""

    at_s: float
    objective: Objective
    engine: str


class Incumbent:
    """The best plan that breaks no rule, and its objective over time.

    Each better set of tours is passed on to `budget.on_better`. Violations of pinned trips
    alone do not count, since nobody may change these.
    """

    def __init__(self, problem: Problem, budget: Budget) -> None:
        self._problem, self._budget = problem, budget
        self._began = time.monotonic()
        self.tours: Tours = ()
        self.curve: list[Point] = []
        self._known = _of_pins(problem)

    def spent_s(self) -> float:
        """Return the seconds since the beginning."""
        return time.monotonic() - self._began

    def offer(self, engine: str, tours: Tours) -> bool:
        """Take tours if they are better than all before and the checker finds no fault in them."""
        plan = self._timed(engine, tours)
        if plan is None or (self.curve and plan.objective >= self.curve[-1].objective):
            return False
        violations = check(self._problem, plan, problem_sha256="")
        faults = [
            violation.code
            for violation in violations
            if (violation.code, violation.vehicle_id) not in self._known
        ]
        if faults:
            _LOG.warning("%s brought a plan that breaks %s", engine, faults[0])
            return False
        self.tours = tours
        self.curve.append(Point(at_s=self.spent_s(), objective=plan.objective, engine=engine))
        self._budget.on_better(tours)
        return True

    def _timed(self, engine: str, tours: Tours) -> Plan | None:
        try:
            return timetable(self._problem, tours)
        except Exception as error:  # noqa: BLE001 - nonsense may raise anything
            _LOG.warning("%s brought what is no plan: %r", engine, error)
            return None


def _of_pins(problem: Problem) -> set[tuple[ViolationCode, str]]:
    """Return what pinned trips alone break, by rule and truck."""
    tours = tuple(Tour(vehicle_id=pin.vehicle_id, trips=pin.trips) for pin in problem.pins if pin.trips)
    if not tours:
        return set()
    violations = check(problem, timetable(problem, tours), problem_sha256="")
    return {(violation.code, violation.vehicle_id) for violation in violations}
