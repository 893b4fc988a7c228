"""Trying things out for explanations: can this order be served, alone or beside the others?"""

from collections import Counter
from dataclasses import dataclass

from routing import scenario
from routing.check import check
from routing.engines import insertable
from routing.model import Change, Problem, Tours
from routing.timetable import timetable


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries with the insertion engine, the one timetable and the checker."""

    def alone(self, problem: Problem, part_id: str) -> bool:
        """Say whether the part could be served if it were the only one ordered."""
        return self.added(problem, (), part_id)

    def added(self, problem: Problem, tours: Tours, part_id: str) -> bool:
        """Say whether the part can be put into `tours`, all of them still served and valid."""
        if not _known(problem, tours, part_id):
            return False
        found = insertable(problem, tours, part_id)
        return found is not None and not check(problem, timetable(problem, found))

    def apply(self, problem: Problem, change: Change) -> Problem:
        """Return the changed problem; raise `InputError` where that would contradict itself."""
        return scenario.apply(problem, [change])


def _known(problem: Problem, tours: Tours, part_id: str) -> bool:
    """Say whether a changed problem still knows every part: a larger truck may undo a splitting."""
    ids = Counter(key for tour in tours for trip in tour.trips for key in trip.order_ids)
    return part_id in problem.part_by_id and all(key in problem.part_by_id for key in ids)
