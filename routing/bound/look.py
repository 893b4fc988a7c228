"""One kind of truck as a stage of the search sees it: its scale, and the pricing of its days."""

import math
from typing import Final, NamedTuple

import numpy as np

from routing.bound.coarse import end, trace_back
from routing.bound.columns import Trips, trips_of
from routing.bound.days import Floats, Kind
from routing.bound.labels import Labels, Words, labels_of, price, trace
from routing.bound.reach import Reach, fill, reach_of
from routing.bound.scale import Scale, scale_of

_LONGEST: Final = 1000
"""Entries of a traced day; none is nearly as long."""
_A_ROUND: Final = 12
"""Days that each kind adds in a round at the most."""


class Stage(NamedTuple):
    """How closely days are looked at: levels of load, steps, labels of a place and a step (0: no labels)."""

    levels: int
    steps: int
    width: int


class Priced(NamedTuple):
    """What pricing one kind found: a bound of every day's reduced cost, and days that have nearly it."""

    least: float
    days: tuple[Trips, ...]


class Rooms:
    """Room that is used again, since filling fresh memory takes longer than the work itself."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._reach: dict[tuple[int, ...], list[Reach]] = {}
        self._labels: dict[tuple[int, ...], list[Labels]] = {}

    def take(self, parts: int, depots: int, words: int, scale: Scale) -> tuple[Reach, Labels]:
        """Return room for one pricing."""
        some = self._reach.setdefault((parts, depots, scale.steps, scale.levels), [])
        reach = some.pop() if some else reach_of(parts, depots, scale.steps, scale.levels)
        more = self._labels.setdefault((parts + depots, words, scale.steps), [])
        labels = more.pop() if more else labels_of(self._most, parts + depots, words, scale.steps)
        return reach, labels

    def give(self, reach: Reach, labels: Labels) -> None:
        """Take room back."""
        steps, parts, levels = reach.first.shape
        depots = reach.dock_first.shape[1]
        self._reach[parts, depots, steps, levels - 1].append(reach)
        self._labels[parts + depots, labels.seen.shape[1], steps].append(labels)


class Look:
    """A kind's days at a stage."""

    def __init__(self, kind: Kind, stage: Stage) -> None:
        self.kind, self.stage = kind, stage
        self.scale: Scale | None = scale_of(kind.day, levels=stage.levels, steps=stage.steps)

    def price(self, worth: Floats, near: Words, below: float, rooms: Rooms) -> Priced:
        """Price the kind's days; those of less reduced cost than `below` (at most 0) are returned."""
        if self.scale is None:
            return Priced(-math.inf, ())
        day, n = self.kind.day, len(worth)
        reach, labels = rooms.take(n, len(day.lead_s), near.shape[1], self.scale)
        costs, at = np.empty(n), np.empty(n, dtype=np.int64)
        own = worth - self.scale.extra_vnd
        fill(day, self.scale, own, reach)
        out = np.empty(_LONGEST, dtype=np.int64)
        if self.stage.width:
            least = price(day, self.scale, reach, own, near, labels, below, self.stage.width, costs, at)
        else:
            least = end(day, self.scale, reach, own, costs, at)
        found = []
        for i in np.argsort(costs, kind="stable")[:_A_ROUND].tolist():
            if costs[i] >= below:
                break
            if self.stage.width:
                found.append(trips_of(out[: trace(labels, int(at[i]), n, out)].tolist()))
            elif size := trace_back(day, self.scale, reach, own, i, int(at[i]), out):
                found.append(trips_of(out[:size][::-1].tolist()))
        rooms.give(reach, labels)
        return Priced(float(least), tuple(found))
