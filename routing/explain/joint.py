"""Changes tried together in the plan: which unserved orders they serve, and with how much more stock."""

import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from routing.arrays import FAR
from routing.check import check
from routing.engines.greedy import fill
from routing.engines.greedy.board import Board
from routing.explain.proposal import together
from routing.explain.stocked import unlimited
from routing.explain.trial import Trial
from routing.model import (
    Budget,
    Change,
    InputError,
    MoreStock,
    Problem,
    TextError,
    Together,
    Tours,
)
from routing.timetable import timetable

_SAMPLE: Final = 32
"""Of so many parts at most it is asked what one change does."""


class Clock:
    """Seconds of this thread's work, after which nothing more is begun; `cut` says that it was so."""

    def __init__(self, seconds: float) -> None:
        self._until = time.thread_time() + seconds
        self.cut = False

    def over(self) -> bool:
        """Say whether the time is over."""
        self.cut = self.cut or time.thread_time() > self._until
        return self.cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whom changes serve together.

    Attributes
    ----------
    served : frozenset of str
        Parts that found their place, all of the plan's own still served.
    able : frozenset of str
        Parts that may find one as long as no other of them is served.
    stock : tuple of MoreStock
        What the depots need for it besides, and `restocked` the parts that were loaded of it.
    tours : tuple of Tour
        How: the checker finds nothing wrong with them.
    """

    served: frozenset[str] = frozenset()
    able: frozenset[str] = frozenset()
    stock: tuple[MoreStock, ...] = ()
    restocked: frozenset[str] = frozenset()
    tours: Tours = ()


class Joint:
    """Tries sets of changes in one plan, each once, by regret insertion and the checker."""

    def __init__(
        self, problem: Problem, tours: Tours, trial: Trial, wanted: Collection[str], clock: Clock
    ) -> None:
        self.problem, self.tours, self.wanted, self.clock = problem, tours, tuple(wanted), clock
        self._trial = trial
        # Evenly, since orders come by place: what one truck more can do shows on a part of them.
        self.some = self.wanted[:: -(-len(self.wanted) // _SAMPLE) or 1]
        self._memory: dict[object, Outcome] = {}

    def outcome(self, changes: Iterable[Change], *, some: bool = False) -> Outcome:
        """Return whom the changes serve of all unserved parts, or of `some`.

        It is nobody where they cannot be tried, or time is over.
        """
        key = (tuple(changes), some)
        if key not in self._memory:
            if self.clock.over():
                return Outcome()
            self._memory[key] = self._tried(key[0], self.some if some else self.wanted)
        return self._memory[key]

    def _tried(self, changes: tuple[Change, ...], wanted: tuple[str, ...]) -> Outcome:
        changed = self._changed(changes)
        if changed is None:
            return Outcome()
        free = unlimited(changed)
        able = _able(free, self.tours, self.wanted)
        first = self._filled(changed, self.tours, wanted)
        limited = any(depot.stock is not None for depot in changed.depots)
        tours = self._filled(free, first, wanted) if limited else first
        stock = tuple(_overdrawn(changed, tours))
        if stock:
            changed = self._trial.apply(changed, together(*stock))
        if check(changed, timetable(changed, tours)):
            return Outcome()
        placed, before = _placed(tours), _placed(first)
        served = frozenset(self.wanted) & placed
        return Outcome(served=served, able=able | served, stock=stock, restocked=served - before, tours=tours)

    def _changed(self, changes: tuple[Change, ...]) -> Problem | None:
        if not changes:
            return self.problem
        try:
            changed = self._trial.apply(self.problem, Together(changes=changes))  # type: ignore[arg-type]
        except (InputError, TextError):
            return None
        # A truck that splits orders otherwise cannot be judged in this plan's presence.
        return changed if changed.part_by_id.keys() == self.problem.part_by_id.keys() else None

    def _filled(self, problem: Problem, tours: Tours, wanted: tuple[str, ...]) -> Tours:
        return fill(Board(problem, tours, wanted), Budget(iterations=1, stopped=self.clock.over))


def _able(problem: Problem, tours: Tours, wanted: Collection[str]) -> frozenset[str]:
    board = Board(problem, tours, wanted)
    if not len(board.best):
        return frozenset()
    cheapest = board.best.min(axis=0)
    return frozenset(key for key in wanted if cheapest[board.parts.row[key]] < FAR)


def _placed(tours: Tours) -> frozenset[str]:
    return frozenset(key for tour in tours for trip in tour.trips for key in trip.part_ids)


def _overdrawn(problem: Problem, tours: Tours) -> Iterable[MoreStock]:
    """Yield what the trips load beyond the depots' stock."""
    loaded: Counter[tuple[str, str]] = Counter()
    for trip in (trip for tour in tours for trip in tour.trips):
        for key in trip.part_ids:
            for type_id, count in problem.part_by_id[key].deliver.items():
                loaded[trip.depot_id, type_id] += count
    for (depot_id, type_id), count in sorted(loaded.items()):
        stock = problem.depot_by_id[depot_id].stock
        if stock is not None and count > stock[type_id]:
            yield MoreStock(depot_id=depot_id, type_id=type_id, count=count - stock[type_id])
