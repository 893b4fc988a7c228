"""What explaining asks of a trial of a change, and a limit on their number."""

from dataclasses import dataclass, field
from typing import Protocol

from routing.explain.excerpt import one_truck, truck_of
from routing.explain.options import Case
from routing.model import Change, InputError, LaterClosing, Problem, Together, Tours


class Trial(Protocol):
    """Applies changes and tries to plan: `InsertionTrial`, or in tests one that tries everything."""

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
    case : Case
        The order, its day and the plan.
    memory : dict
        Changed days by change, shared by the orders of one plan: a trial may keep what it computed
        for the same problem.
    lone : Problem
        The day with this order only.
    beside : Problem
        The day with this order and those that the plan serves. A change of this order alone is tried
        here: other unserved orders cannot matter, and without them trials are quick.
    whenever : Problem
        The day with every order that the plan leaves out received at any time.
    left : int
        How many times more `added` may be asked.
    failed : set
        Trials that failed; they are not repeated.
    days : dict
        The days of single trucks, as they stand and fresh.
    refused : bool
        Whether something was not tried for lack of trials.
    """

    trial: Trial
    case: Case
    memory: dict[Change, Problem | None]
    lone: Problem
    beside: Problem
    tours: Tours
    whenever: Problem
    left: int
    failed: set[Change | None] = field(default_factory=set)
    days: dict[tuple[str, bool], tuple[Problem, Tours] | None] = field(default_factory=dict)
    refused: bool = False

    def alone(self, problem: Problem) -> bool:
        """Say whether the part could be served alone under a relaxed problem."""
        return self.trial.alone(problem, self.case.part.id)

    def added(self, change: Change | None = None) -> bool:
        """Say whether the part fits into the plan after `change` (None: as it is)."""
        if change in self.failed:
            return False
        if not self.left:
            self.refused = True
            return False
        self.left -= 1
        good = self._confirmed(change)
        if not good:
            self.failed.add(change)
        return good

    def _confirmed(self, change: Change | None) -> bool:
        if change and self._in_vain(change):
            return False
        changed = self._remembered(change) if change else self.case.problem
        return changed is not None and self.trial.added(changed, self.tours, self.case.part.id)

    def _in_vain(self, change: Change) -> bool:
        """Say whether a quick look shows that the order does not fit even then.

        No later closing helps an order that fits at no time. Where the change is of one truck, it
        is enough to look at that one: the others could not take the order before.
        """
        if isinstance(change, LaterClosing):
            return not self.trial.added(self.whenever, self.tours, self.case.part.id)
        truck = truck_of(change)
        if truck is None:
            return False
        if truck not in self.days:
            self.days[truck] = one_truck(self.case, self.tours, truck[0], fresh=truck[1])
        day = self.days[truck]
        changed = self._changed(day[0], change) if day else None
        if day is None or changed is None:
            return False
        return not self.trial.added(changed, day[1], self.case.part.id)

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
            self.memory[change] = self._changed(self.case.problem, change)
        return self.memory[change]

    def _changed(self, problem: Problem, change: Change) -> Problem | None:
        try:
            changed = self.trial.apply(problem, change)
        except InputError:
            return None
        # A larger or abler truck may split orders differently, and then the tours name parts
        # that are no more: such a change cannot be judged in this plan's presence.
        return changed if changed.part_by_id.keys() == problem.part_by_id.keys() else None
