"""What explaining needs from above: a way to try a change, and a count of how often it did."""

from dataclasses import dataclass, field
from typing import Protocol

from routing.model import Change, InputError, LaterClosing, Problem, Together, Tours


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
    failed : set
        What was asked of `added` in vain; it is not asked again.
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
    failed: set[Change | None] = field(default_factory=set)
    refused: bool = False

    def alone(self, problem: Problem) -> bool:
        """Say whether the part could be served alone under a relaxed problem."""
        return self.trial.alone(problem, self.part_id)

    def added(self, change: Change | None = None) -> bool:
        """Say whether the part fits into the plan after `change` (None: as it is)."""
        if change in self.failed:
            return False
        if not self.left:
            self.refused = True
            return False
        self.left -= 1
        changed = self._remembered(change) if change else self.problem
        good = changed is not None and self.trial.added(changed, self.tours, self.part_id)
        if not good:
            self.failed.add(change)
        return good

    def lone_after(self, change: Change) -> Problem | None:
        """Return the day with this order only after `change`, None where that cannot be tried."""
        return self._changed(self.lone, change)

    def alone_after(self, change: Change) -> bool:
        """Say whether the part could be served alone after `change`."""
        changed = self.lone_after(change)
        return changed is not None and self.alone(changed)

    def _remembered(self, change: Change) -> Problem | None:
        # What is rarely the same for two orders is not worth remembering.
        if isinstance(change, LaterClosing | Together):
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
