"""Column generation: dual prices from the master, days from the pricing, and a proven bound every round."""

import math
import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from routing.bound.columns import LONGEST, Trips, cost_vnd, is_simple, served, trips_of
from routing.bound.days import Floats, Kind
from routing.bound.master import Master
from routing.bound.memory import Memory, memory_of
from routing.bound.pricing import Table, price, table_of, trace
from routing.bound.scale import Scale, scale_of

_BOX: Final = 3.0
"""How many times what a part is thought to be worth leaving it out costs in the master."""
_UNKNOWN_VND: Final = 1e7
"""The same where nothing is known of what parts are worth."""
_MOST_VND: Final = 1e11
"""Where the box is not widened any more."""
_OLD: Final = 0.7
"""Share of the best dual prices so far in the next ones (Wentges, 1997)."""
_A_ROUND: Final = 8
"""Days that each kind adds in a round at the most."""
_CLOSE: Final = 2e-4
"""The master and the bound are one when they differ by no more than this share."""


class Stage(NamedTuple):
    """How closely days are looked at: levels of load, steps, labels of a cell, parts remembered."""

    levels: int
    steps: int
    width: int
    near: int


class Priced(NamedTuple):
    """What pricing one kind found: a bound of every day's reduced cost, and days that have nearly it."""

    least: float
    days: tuple[Trips, ...]


class Progress(NamedTuple):
    """The best bound so far, the prices of the parts that prove it, and whether a stage has converged."""

    bound_vnd: float
    worth: Floats
    rounds: int
    converged: bool


class _Look:
    """One kind of truck as a stage sees it."""

    def __init__(self, kind: Kind, stage: Stage) -> None:
        self.kind, self.stage = kind, stage
        self.scale: Scale | None = scale_of(kind.day, levels=stage.levels, steps=stage.steps)
        self.memory: Memory = memory_of(kind.day, stage.near)

    def price(self, worth: Floats, below: float, tables: "_Tables") -> Priced:
        """Price the kind's days; those of less reduced cost than `below` are returned."""
        if self.scale is None:
            return Priced(-math.inf, ())
        day, n = self.kind.day, len(worth)
        table = tables.take(n, len(day.lead_s), self.scale.steps, self.stage)
        costs, at = np.empty(n), np.empty(n, dtype=np.int64)
        least = price(day, self.scale, self.memory, worth - self.scale.extra_vnd, table, costs, at)
        out = np.empty(LONGEST, dtype=np.int64)
        found = []
        for i in np.argsort(costs, kind="stable")[:_A_ROUND].tolist():
            if costs[i] < below:
                size = trace(self.scale, table, int(at[i]), out)
                found.append(trips_of(out[:size].tolist()))
        tables.give(table)
        return Priced(float(least), tuple(found))


class _Tables:
    """Tables that are used again, since filling fresh memory takes longer than the work itself."""

    def __init__(self) -> None:
        self._free: list[Table] = []

    def take(self, parts: int, depots: int, steps: int, stage: Stage) -> Table:
        shape = (parts, steps, stage.levels + 1, stage.width)
        for i, table in enumerate(self._free):
            if table.cost.shape == shape and len(table.dock_cost) == depots:
                return self._free.pop(i)
        return table_of(parts, depots, steps, stage.levels, stage.width)

    def give(self, table: Table) -> None:
        self._free.append(table)
        del self._free[:-4]


def generate(
    kinds: Sequence[Kind],
    stage: Stage,
    prizes_vnd: Floats,
    days: dict[tuple[int, Trips], None],
    start: Progress,
    *,
    ended: Callable[[], bool],
) -> Progress:
    """Raise the bound until days of a stage have nothing more to give, or it is ended.

    Parameters
    ----------
    prizes_vnd : (n,) array
        What leaving a part out costs, inf where it must be served.
    days : dict
        Known days by kind, in order; those found are added.
    start : Progress
        What is proven already, and where to begin.

    Notes
    -----
    For any prices of parts, none above its prize: what all parts are worth, and for each truck the least
    reduced cost of a day, if negative, is a bound (Lagrangian relaxation of serving each part).
    """
    looks = [_Look(kind, stage) for kind in kinds]
    trucks = np.array([len(kind.vehicle_ids) for kind in kinds])
    dearest = max((cost_vnd(kinds[k].day, trips) for k, trips in days), default=0.0)
    # A box about the prices to begin with: prices far off find days of no use.
    known = bool(start.worth.any())
    dear = np.maximum(_BOX * start.worth, dearest / 10) if known else np.full(len(prizes_vnd), _UNKNOWN_VND)
    prices = np.minimum(prizes_vnd, dear)
    master = _master(kinds, prices, days)
    best, centre, rounds, old = start.bound_vnd, start.worth, start.rounds, _OLD
    tables, local, stalled = _Tables(), -math.inf, False
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as workers:
        while not ended():
            value, dual = master.solve()
            if stalled or value - local <= _CLOSE * max(value, 1.0):
                boxed = (dual[: len(prices)] >= prices * (1 - 1e-9)) & (prices < prizes_vnd)
                if not boxed.any() or prices.max() > _MOST_VND:
                    return Progress(best, centre, rounds, converged=True)
                prices = np.minimum(prizes_vnd, np.where(boxed, _BOX * prices + 1.0, prices))
                master, stalled = _master(kinds, prices, days), False
                continue
            worth = np.clip(old * centre + (1 - old) * dual[: len(prizes_vnd)], 0.0, prizes_vnd)
            below = dual[len(prizes_vnd) :]
            jobs = [
                workers.submit(_unless(ended, look), worth, float(nu) - 1.0, tables)
                for look, nu in zip(looks, below, strict=True)
            ]
            found = [job.result() for job in jobs]
            if any(one is None for one in found):
                break
            priced = [one for one in found if one is not None]
            bound_vnd = float(worth.sum() + (trucks * np.minimum(0.0, [one.least for one in priced])).sum())
            rounds += 1
            new = _take_in(master, kinds, days, priced, len(prizes_vnd))
            if bound_vnd > local:
                local, centre = bound_vnd, worth
            best = max(best, bound_vnd)
            stalled = not new and old == 0.0
            old = _OLD if new else 0.0
    return Progress(best, centre, rounds, converged=False)


def _master(kinds: Sequence[Kind], prices: Floats, days: Iterable[tuple[int, Trips]]) -> Master:
    master = Master(prices, [len(kind.vehicle_ids) for kind in kinds])
    for k, trips in days:
        master.add(cost_vnd(kinds[k].day, trips), {**served(trips), len(prices) + k: 1})
    return master


def _unless(ended: Callable[[], bool], look: _Look) -> Callable[[Floats, float, _Tables], Priced | None]:
    """Price unless it has been ended meanwhile: a round that is not whole proves nothing."""
    return lambda worth, below, tables: None if ended() else look.price(worth, below, tables)


def _take_in(
    master: Master,
    kinds: Sequence[Kind],
    days: dict[tuple[int, Trips], None],
    priced: Sequence[Priced],
    parts: int,
) -> int:
    """Add days that are not known yet; return how many there were."""
    new = 0
    for k, one in enumerate(priced):
        for trips in one.days:
            if (k, trips) not in days:
                days[k, trips] = None
                master.add(cost_vnd(kinds[k].day, trips), {**served(trips), parts + k: 1})
                new += 1
    return new


def simple_days(days: Sequence[tuple[int, Trips]]) -> dict[tuple[int, Trips], None]:
    """Return the days that serve no part twice: a closer look finds better than the others."""
    return {(k, trips): None for k, trips in days if is_simple(trips)}


def until(seconds: float, stopped: Callable[[], bool]) -> Callable[[], bool]:
    """Return what says whether the time is over or somebody wishes an end."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end or stopped()
