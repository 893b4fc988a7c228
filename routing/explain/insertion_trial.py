"""The trials of an explanation, by insertion: is this order served if that changes."""

from collections import OrderedDict
from typing import Final

from routing import scenario
from routing.check import check
from routing.engines.greedy.board import Board
from routing.model import Change, Problem, Tours
from routing.timetable import timetable

_KEPT_BOARDS: Final = 64
"""Boards remembered: orders of one plan ask for the same changes."""


class InsertionTrial:
    """Tries with the insertion engine, the one timetable and the checker."""

    def __init__(self) -> None:
        self._boards: OrderedDict[tuple[int, Tours], Board] = OrderedDict()

    def alone(self, problem: Problem, part_id: str) -> bool:
        """Say whether the part could be served if it were the only one ordered."""
        return self.added(problem, (), part_id)

    def added(self, problem: Problem, tours: Tours, part_id: str) -> bool:
        """Say whether the part can be put into `tours`, all of them still served and valid."""
        if not _known(problem, tours, part_id):
            return False
        board = self._board(problem, tours)
        widened = board.with_part(board.parts.row[part_id])
        return widened is not None and not check(problem, timetable(problem, widened))

    def apply(self, problem: Problem, change: Change) -> Problem:
        """Return the changed problem; raise `InputError` where that would contradict itself."""
        return scenario.apply(problem, [change])

    def _board(self, problem: Problem, tours: Tours) -> Board:
        # The board holds its problem, so the identity in the key cannot be taken by another.
        key = (id(problem), tours)
        if key not in self._boards:
            self._boards[key] = Board(problem, tours)
        self._boards.move_to_end(key)
        while len(self._boards) > _KEPT_BOARDS:
            self._boards.popitem(last=False)
        return self._boards[key]


def _known(problem: Problem, tours: Tours, part_id: str) -> bool:
    """Say whether a changed problem still knows every part: a larger truck may undo a splitting."""
    ids = (key for tour in tours for trip in tour.trips for key in trip.part_ids)
    return part_id in problem.part_by_id and all(key in problem.part_by_id for key in ids)
