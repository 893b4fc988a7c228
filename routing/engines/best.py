"""An engine's incumbent: the best feasible tours so far, passed on to `Budget.on_better`."""

from collections.abc import Iterable, Sequence

from routing.engines.settled import forgotten, pinned_trips
from routing.model import Budget, Objective, Problem, Tour, Tours
from routing.timetable import Timed, objective_of, time_tours


def feasible(problem: Problem, tours: Sequence[Tour]) -> bool:
    """Say whether tours, timed in their order, break no rule of a route; stock is not looked at."""
    return _fair(problem, tours, time_tours(problem, tours))


def _fair(problem: Problem, tours: Iterable[Tour], timed: Iterable[Timed]) -> bool:
    """Say whether every tour keeps the rules; one of pinned trips alone may break them."""
    return all(
        not timing.broken or tour.trips == pinned_trips(problem, tour.vehicle_id)
        for tour, timing in zip(tours, timed, strict=True)
    )


class Best:
    """Keeps the best tours offered; each better set is passed on to `budget.on_better`."""

    def __init__(self, problem: Problem, budget: Budget) -> None:
        self.tours: Tours = ()
        self._objective: Objective | None = None
        self._problem, self._budget = problem, budget

    def offer(self, tours: Tours) -> None:
        """Take tours if they are feasible and better than all before."""
        timed = tuple(time_tours(self._problem, tours))
        if forgotten(self._problem, tours) or not _fair(self._problem, tours, timed):
            return
        objective = objective_of(self._problem, [timing.route for timing in timed])
        if self._objective is None or objective < self._objective:
            self.tours, self._objective = tours, objective
            self._budget.on_better(tours)
