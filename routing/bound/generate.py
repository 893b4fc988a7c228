"""Column generation: dual prices from the master, days from the pricing, and a proven bound every round."""

import math
import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from routing.bound.columns import Trips, cost_vnd, is_simple, served
from routing.bound.days import Floats, Kind
from routing.bound.look import Look, Priced, Stage, Tables
from routing.bound.master import Master
from routing.bound.stock import Stock, used

_BOX: Final = 3.0
"""How many times what a part is thought to be worth leaving it out costs in the master."""
_UNKNOWN_VND: Final = 1e7
"""The same where nothing is known of what parts are worth."""
_MOST_VND: Final = 1e11
"""Where the box is not widened any more."""
_OLD: Final = 0.7
"""Share of the best dual prices so far in the next ones (Wentges, 1997)."""
_LEAST_OLD: Final = 0.3


class Progress(NamedTuple):
    """The best bound so far, prices that prove nearly it, the known days, whether a stage has converged.

    `worth` holds what serving each part is worth, and behind that the dual prices of stock, 0 or less.
    """

    bound_vnd: float
    worth: Floats
    rounds: int
    days: tuple[tuple[int, Trips], ...]
    converged: bool


class _Master:
    """The master of a stage, and the days that are its columns."""

    def __init__(
        self, kinds: Sequence[Kind], stock: Stock, prices_vnd: Floats, days: Iterable[tuple[int, Trips]]
    ) -> None:
        self.prices_vnd, self.kinds, self.stock = prices_vnd, kinds, stock
        self.days: dict[tuple[int, Trips], None] = {}
        self._lp = Master(prices_vnd, [*(len(kind.vehicle_ids) for kind in kinds), *stock.most.tolist()])
        self.take(days)

    def take(self, days: Iterable[tuple[int, Trips]]) -> int:
        """Add the days that are not known yet; return how many there were."""
        before = len(self.days)
        for k, trips in days:
            if (k, trips) not in self.days:
                self.days[k, trips] = None
                parts, behind = len(self.prices_vnd), len(self.prices_vnd) + len(self.kinds)
                taken = used(self.stock, self.kinds[k], trips)
                entries = {**served(trips), parts + k: 1} | {behind + row: n for row, n in taken.items()}
                self._lp.add(cost_vnd(self.kinds[k].day, trips), entries)
        return len(self.days) - before

    def solve(self) -> tuple[float, Floats, Floats]:
        """Return the least cost and the dual prices: of parts and behind them of stock, and of trucks."""
        value, dual = self._lp.solve()
        parts, behind = len(self.prices_vnd), len(self.prices_vnd) + len(self.kinds)
        prices = np.concatenate((dual[:parts], np.minimum(0.0, dual[behind:])))
        return value, prices, np.minimum(0.0, dual[parts:behind])


def generate(
    kinds: Sequence[Kind],
    stock: Stock,
    stage: Stage,
    prizes_vnd: Floats,
    days: Sequence[tuple[int, Trips]],
    *,
    start: Progress,
    ended: Callable[[], bool],
) -> Progress:
    """Raise the bound until days of a stage have nothing more to give, or it is ended.

    Parameters
    ----------
    prizes_vnd : (n,) array
        What leaving a part out costs, inf where it must be served.
    days : sequence
        Known days by kind, to begin with.
    start : Progress
        What is proven already, and where to begin.

    Notes
    -----
    Lagrangian relaxation of serving each part and of keeping to each stock. Take any prices of parts, none
    above its prize, and of stock, none above 0. What all parts are worth, plus what all stock is worth,
    plus the least reduced cost of a day (if negative) for each truck, is a bound.
    """
    tables, looks = Tables(), [Look(kind, stage, stock) for kind in kinds]
    trucks = np.array([len(kind.vehicle_ids) for kind in kinds])
    dearest = max((cost_vnd(kinds[k].day, trips) for k, trips in days), default=0.0)
    # A box about the prices to begin with: prices far off find days of no use.
    parts = len(prizes_vnd)
    known = bool(start.worth.any())
    dear = (
        np.maximum(_BOX * start.worth[:parts], dearest / 10)
        if known
        else np.full(len(prizes_vnd), _UNKNOWN_VND)
    )
    master = _Master(kinds, stock, np.minimum(prizes_vnd, dear), days)
    best, rounds, old = start.bound_vnd, start.rounds, _OLD
    # Parts that are worth nothing prove 0: a better place to begin than prices that prove less.
    centre = start.worth if best > 0 else np.zeros(len(start.worth))
    lowest = np.concatenate((np.zeros(parts), np.full(len(stock.most), -np.inf)))
    highest = np.concatenate((prizes_vnd, np.zeros(len(stock.most))))
    local, stalled, plain = (-math.inf if best > 0 else 0.0), False, False
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as workers:
        while not ended():
            value, dual, nu = master.solve()
            if stalled or value - local <= stage.close * max(value, 1.0):
                prices = _wider(master.prices_vnd, dual[:parts], prizes_vnd)
                if prices is not None:
                    master = _Master(kinds, stock, prices, master.days)
                else:
                    return Progress(best, centre, rounds, tuple(master.days), converged=True)
                stalled = False
                continue
            share = 0.0 if plain else old
            worth = np.clip(share * centre + (1 - share) * dual, lowest, highest)
            jobs = [
                workers.submit(_unless(ended, look), worth, float(below), tables)
                for look, below in zip(looks, nu, strict=True)
            ]
            results = [job.result() for job in jobs]
            if any(result is None for result in results):
                break
            priced = [result for result in results if result is not None]
            bound_vnd = float(
                worth[:parts].sum()
                + (worth[parts:] * stock.most).sum()
                + (trucks * np.minimum(0.0, [result.least for result in priced])).sum()
            )
            rounds += 1
            new = master.take((k, trips) for k, result in enumerate(priced) for trips in result.days)
            if bound_vnd > local:
                local, centre = bound_vnd, worth
            better = bound_vnd >= local
            plain = not new
            old = max(_LEAST_OLD, old - (1 - old) / 2) if better or not new else old + (1 - old) / 3
            best = max(best, bound_vnd)
            stalled = not new and share == 0.0
    return Progress(best, centre, rounds, tuple(master.days), converged=False)


def _wider(prices_vnd: Floats, dual: Floats, prizes_vnd: Floats) -> Floats | None:
    """Return a wider box of prices where it binds; None where it does not."""
    boxed = (dual >= prices_vnd * (1 - 1e-9)) & (prices_vnd < prizes_vnd)
    if not boxed.any() or prices_vnd.max() > _MOST_VND:
        return None
    return np.minimum(prizes_vnd, np.where(boxed, _BOX * prices_vnd + 1.0, prices_vnd))


def _unless(ended: Callable[[], bool], look: Look) -> Callable[[Floats, float, Tables], Priced | None]:
    """Price unless it has been ended meanwhile: a round that is not whole proves nothing."""
    return lambda worth, below, tables: None if ended() else look.price(worth, below, tables)


def simple_days(days: Iterable[tuple[int, Trips]]) -> tuple[tuple[int, Trips], ...]:
    """Return the days that serve no part twice: a closer look finds better than the others."""
    return tuple((k, trips) for k, trips in days if is_simple(trips))


def until(seconds: float, stopped: Callable[[], bool]) -> Callable[[], bool]:
    """Return what says whether the time is over or somebody wishes an end."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end or stopped()
