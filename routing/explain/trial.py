"""What explaining needs from above: a way to try a change, and a count of how often it did."""

from dataclasses import dataclass
from typing import Protocol

from routing.model import Change, InputError, Problem, Tours


class Trial(Protocol):
    """Applies changes and tries to plan; the caller provides engine, timetable, checker, scenario."""

    def alone(self, problem: Problem, part_id: str) -> bool:
        """Say whether the part could be served if it were the only one ordered."""
        ...

    def added(self, problem: Problem, tours: Tours, part_id: str) -> bool:
        """Say whether the part can be put into `tours`, all of them still served and valid."""
        ...

    def apply(self, problem: Problem, change: Change) -> Problem:
        """Return the changed problem; raise `InputError` where that would contradict itself."""
        ...


@dataclass(slots=True, kw_only=True)
class Tries:
    """The trials of one explanation: bounded in number, and a change that cannot be tried fails.

    Attributes
    ----------
    left : int
        How many times more `added` may be asked.
    kept : int
        How many of them are kept for later.
    memory : dict
        Changed problems by change, shared by the orders of one plan.
    refused : bool
        Whether something was not tried for lack of trials.
    """

    trial: Trial
    problem: Problem
    tours: Tours
    part_id: str
    left: int
    memory: dict[Change, Problem | None]
    kept: int = 0
    refused: bool = False

    def alone(self, problem: Problem) -> bool:
        """Say whether the part could be served alone under a relaxed problem."""
        return self.part_id in problem.part_by_id and self.trial.alone(problem, self.part_id)

    def added(self, change: Change | None = None) -> bool:
        """Say whether the part fits into the plan after `change` (None: as it is)."""
        if self.left <= self.kept:
            self.refused = True
            return False
        self.left -= 1
        changed = self._changed(change) if change else self.problem
        return changed is not None and self.trial.added(changed, self.tours, self.part_id)

    def alone_after(self, change: Change) -> bool:
        """Say whether the part could be served alone after `change`."""
        changed = self._changed(change)
        return changed is not None and self.trial.alone(changed, self.part_id)

    def _changed(self, change: Change) -> Problem | None:
        if change not in self.memory:
            self.memory[change] = self._applied(change)
        return self.memory[change]

    def _applied(self, change: Change) -> Problem | None:
        try:
            changed = self.trial.apply(self.problem, change)
        except InputError:
            return None
        # A larger or abler truck may split other orders differently, and then the tours name
        # parts that are no more: such a change cannot be judged in this plan's presence.
        same = changed.part_by_id.keys() == self.problem.part_by_id.keys()
        return changed if same else None
