"""The best feasible tours that an engine has found so far, told to whoever waits for them."""

from collections.abc import Iterable

from routing.model import Budget, Objective, Problem, Tour, Tours
from routing.timetable import Bays, time_tour, timetable


def feasible(problem: Problem, tours: Iterable[Tour]) -> bool:
    """Say whether tours, timed in their order, break no rule of a route; stock is not looked at."""
    bays = Bays()
    for tour in tours:
        timed = time_tour(problem, tour, bays)
        if timed.broken:
            return False
        for depot_id, begin_s, end_s in timed.loadings:
            bays.reserve(problem.depot_by_id[depot_id], begin_s, end_s)
    return True


class Best:
    """Keeps the best tours offered; each better set is passed on to `budget.found`."""

    def __init__(self, problem: Problem, budget: Budget) -> None:
        self.tours: Tours = ()
        self._objective: Objective | None = None
        self._problem, self._budget = problem, budget

    def offer(self, tours: Tours) -> None:
        """Take tours if they are feasible and better than all before."""
        if not feasible(self._problem, tours):
            return
        objective = timetable(self._problem, tours).objective
        if self._objective is None or objective < self._objective:
            self.tours, self._objective = tours, objective
            self._budget.found(tours)
