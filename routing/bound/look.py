"""One kind of truck as a stage of the search sees it: its scale, and the pricing of its days."""

import math
from typing import Final, NamedTuple

import numpy as np

from routing.arrays import Ints
from routing.bound.coarse import end, trace_back
from routing.bound.columns import Trips, trips_of
from routing.bound.days import Floats, Kind
from routing.bound.memory import Memory, memory_of
from routing.bound.pricing import Table, price, table_of, trace
from routing.bound.reach import Reach, fill, reach_of
from routing.bound.scale import Scale, scale_of
from routing.bound.stock import Stock, by_depot, dearer

_LONGEST: Final = 1000
"""Entries of a traced day; none is nearly as long."""
_A_ROUND: Final = 12
"""Days that each kind adds in a round at the most."""


class Stage(NamedTuple):
    """How closely days are looked at: levels of load, steps, labels of a cell, parts remembered.

    Where no parts are remembered, going back and forth between two is all that is forbidden. A stage is
    left when master and bound differ by no more than the share `close`.
    """

    levels: int
    steps: int
    width: int
    near: int
    close: float = 2e-4


class Priced(NamedTuple):
    """What pricing one kind found: a bound of every day's reduced cost, and days that have nearly it."""

    least: float
    days: tuple[Trips, ...]


class Tables:
    """Tables of a stage that are used again: filling fresh memory takes longer than the work itself."""

    def __init__(self) -> None:
        self._free: dict[tuple[int, ...], list[Reach | Table]] = {}

    def take(self, parts: int, depots: int, steps: int, stage: Stage) -> Reach | Table:
        """Return a table for one pricing."""
        free = self._free.setdefault((parts, depots, steps), [])
        if free:
            return free.pop()
        if not stage.near:
            return reach_of(parts, depots, steps, stage.levels)
        return table_of(parts, depots, steps, stage.levels, stage.width)

    def give(self, parts: int, depots: int, steps: int, table: Reach | Table) -> None:
        """Take a table back."""
        self._free[parts, depots, steps].append(table)


class Look:
    """A kind's days at a stage."""

    def __init__(self, kind: Kind, stage: Stage, stock: Stock) -> None:
        self.kind, self.stage, self.stock = kind, stage, stock
        self.day = by_depot(kind.day) if len(stock.most) else kind.day
        self.scale: Scale | None = scale_of(self.day, levels=stage.levels, steps=stage.steps)
        self.memory: Memory = memory_of(self.day, stage.near)

    def price(self, prices: Floats, below: float, tables: Tables) -> Priced:
        """Price the kind's days; those of less reduced cost than `below` are returned.

        Parameters
        ----------
        prices : (n + s,) array
            What serving each part is worth, and the dual prices of stock.
        """
        if self.scale is None:
            return Priced(-math.inf, ())
        parts = len(self.kind.day.unload_s)
        worth = prices[:parts]
        if len(self.day.unload_s) > parts or len(self.stock.most):
            worth = (worth + dearer(self.stock, self.kind, prices[parts:])).ravel()
        shape = (len(worth), len(self.day.lead_s), self.scale.steps)
        table = tables.take(*shape, self.stage)
        costs, at = np.empty(len(worth)), np.empty(len(worth), dtype=np.int64)
        own = worth - self.scale.extra_vnd
        least = self._fill(self.scale, own, table, costs, at)
        some = [i for i in np.argsort(costs, kind="stable")[:_A_ROUND].tolist() if costs[i] < below]
        days = [self._trace(self.scale, own, table, i, int(at[i])) for i in some]
        tables.give(*shape, table)
        return Priced(least, tuple(day for day in days if day))

    def _fill(self, scale: Scale, own: Floats, table: Reach | Table, costs: Floats, at: Ints) -> float:
        day = self.day
        if isinstance(table, Reach):
            fill(day, scale, own, table)
            return float(end(day, scale, table, own, costs, at))
        return float(price(day, scale, self.memory, own, table, costs, at))

    def _trace(self, scale: Scale, own: Floats, table: Reach | Table, last: int, at: int) -> Trips:
        out = np.empty(_LONGEST, dtype=np.int64)
        if isinstance(table, Reach):
            size = trace_back(self.day, scale, table, own, last, at, out)
        else:
            size = trace(scale, table, at, out)
        parts = len(self.kind.day.unload_s)
        return trips_of([entry if entry < 0 else entry % parts for entry in out[:size].tolist()])
