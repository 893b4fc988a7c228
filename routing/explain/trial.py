"""What explaining needs from above: a way to try a change, and a count of how often it did."""

from dataclasses import dataclass
from typing import Protocol

from routing.model import Change, InputError, LaterClosing, Problem, Tours


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
    problem : Problem
        The day.
    memory : dict
        Changed days by change, shared by the orders of one plan: a trial may keep what it computed
        for the same problem.
    lone : Problem
        The day with this order only.
    beside : Problem
        The day with this order and those that the plan serves, on which a change of this order
        alone is tried: what else is unserved cannot matter, and without it trials are quick.
    left : int
        How many times more `added` may be asked.
    kept : int
        How many of them are kept for later.
    refused : bool
        Whether something was not tried for lack of trials.
    """

    trial: Trial
    problem: Problem
    memory: dict[Change, Problem | None]
    lone: Problem
    beside: Problem
    tours: Tours
    part_id: str
    left: int
    kept: int = 0
    refused: bool = False

    def alone(self, problem: Problem) -> bool:
        """Say whether the part could be served alone under a relaxed problem."""
        return self.trial.alone(problem, self.part_id)

    def added(self, change: Change | None = None) -> bool:
        """Say whether the part fits into the plan after `change` (None: as it is)."""
        if self.left <= self.kept:
            self.refused = True
            return False
        self.left -= 1
        changed = self._remembered(change) if change else self.problem
        return changed is not None and self.trial.added(changed, self.tours, self.part_id)

    def alone_after(self, change: Change) -> bool:
        """Say whether the part could be served alone after `change`."""
        changed = self._changed(self.lone, change)
        return changed is not None and self.trial.alone(changed, self.part_id)

    def _remembered(self, change: Change) -> Problem | None:
        if isinstance(change, LaterClosing):
            return self._changed(self.beside, change)
        if change not in self.memory:
            self.memory[change] = self._changed(self.problem, change)
        return self.memory[change]

    def _changed(self, problem: Problem, change: Change) -> Problem | None:
        try:
            changed = self.trial.apply(problem, change)
        except InputError:
            return None
        # A larger or abler truck may split orders differently, and then the tours name parts
        # that are no more: such a change cannot be judged in this plan's presence.
        return changed if changed.part_by_id.keys() == problem.part_by_id.keys() else None
