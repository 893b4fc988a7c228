"""Two searches that work as one: on two subsets of the routes, or on the same plan where it is small."""

from typing import Final

import numpy as np

from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.state import State, better, copied, copy_state, empty_state, energy
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import workspace_for
from routing.engines.ruin_recreate.search.partition import merge, partition, restrict
from routing.engines.ruin_recreate.search.searcher import Searcher, best_of

_SEEDS: Final = 1_000_003
_FEWEST_ROUTES: Final = 6
"""Routes that a subset must have at least."""
_USUAL_STOPS: Final = 10.0
_CALM: Final = 0.6
"""Share of the time after which routes change so little that two subsets seldom want the same bay."""
_MEETINGS: Final = (0.3, 0.5, 0.7, 0.85)
"""Shares of the time at which the worse searcher goes on from the better one's best."""


class Team:
    """Searchers, the plan that they are at together, and the best that they have found.

    Attributes
    ----------
    whole, top : State
        Where the search is, and the best seen.
    """

    def __init__(self, tables: Tables, first: State, *, seed: int, workers: int) -> None:
        self.whole, self.top = copied(tables, first), copied(tables, first)
        self.searchers = [Searcher(tables, seed=_SEEDS * seed + i) for i in range(workers)]
        self.tables = tables
        self._aside, self._workspace = empty_state(tables), workspace_for(tables, first)
        self._random = np.random.default_rng(seed)
        self._partitioned = True
        self._met = 0

    @property
    def rounds(self) -> int:
        """Steps that all searchers have made."""
        return sum(searcher.rounds for searcher in self.searchers)

    def fill(self) -> None:
        """Insert what is absent where it costs least."""
        searcher = self.searchers[0]
        searcher.place(self.whole)
        searcher.fill()
        copy_state(self.whole, searcher.state)
        self._look_at(self.whole)

    def temperature_scale_vnd(self) -> float:
        """Return the scale of the temperature: the cost of a stop, more on long routes.

        On a long route many stops share the drive to and from the depot. One of them then costs little in
        the mean, beside what a detour to it does.
        """
        used = self.whole.size > 0
        cost = int(self.whole.total[6]) - int(self.tables.vehicle[used, c.V_FIXED].sum())
        stops = max(1, int((self.whole.truck >= 0).sum()))
        return float(max(1.0, cost / stops * (stops / max(1, int(used.sum())) / _USUAL_STOPS) ** 0.5))

    def round(
        self,
        start_temperature: float,
        end_temperature: float,
        *,
        share: float,
        seconds: float,
        iterations: int | None,
    ) -> None:
        """Search for a while; `share` says how much of the whole time is over.

        Parameters
        ----------
        start_temperature, end_temperature : float
            Temperatures at the beginning and at the end, in VND.
        iterations : int, optional
            Steps of each searcher, instead of about so many seconds.
        """
        early = self.whole.loadings.shape[1] and share < _CALM
        apart = self._partition() if len(self.searchers) > 1 and not early else False
        if not apart:
            self._gather(share)
        for stretch in [
            s.start(start_temperature, end_temperature, seconds=seconds, iterations=iterations)
            for s in self.searchers
        ]:
            stretch.result()
        if apart:
            one, other = self.searchers
            self._merge(one.top, other.top)
            self._look_at(self.whole)
            self._merge(one.state, other.state)
        else:
            leader = best_of(self.searchers)
            self._look_at(leader.top)
            copy_state(self.whole, leader.state)

    def close(self) -> None:
        """Let the threads end."""
        for searcher in self.searchers:
            searcher.close()

    def _partition(self) -> bool:
        """Give each searcher a subset of the routes; say whether both have enough of them."""
        subset, smaller = partition(self.tables, self.whole, self._random)
        if smaller < _FEWEST_ROUTES:
            return False
        for which, searcher in enumerate(self.searchers):
            searcher.place(self.whole)
            count = restrict(self.tables, searcher.state, subset, which, searcher.seeds)
            searcher.seeds = searcher.seeds[:count]
            searcher.settle()
        self._partitioned = True
        return True

    def _merge(self, one: State, other: State) -> None:
        """Merge two subsets.

        Where bays are limited both may have taken the same one. Then all routes are evaluated anew, and
        if one subset alone is better than what comes of both, the other's work is given up.
        """
        t, whole = self.tables, self.whole
        bays, spare = int(whole.loadings.shape[1] > 0), (self._workspace.spare_at, self._workspace.spare)
        good = merge(t, whole, one, other, bays, *spare)
        if not bays:
            return
        for alone in (one, other):
            merge(t, self._aside, alone, alone, 0, *spare)
            if not good or energy(self._aside.total) < energy(whole.total):
                copy_state(whole, self._aside)
                good = True

    def _gather(self, share: float) -> None:
        """Let all searchers work on the whole plan, and meet now and then."""
        if self._partitioned:
            for searcher in self.searchers:
                searcher.place(self.whole)
            self._partitioned = False
        elif self._met < len(_MEETINGS) and share > _MEETINGS[self._met]:
            self._met += 1
            for searcher in self.searchers:
                searcher.place(self.top)

    def _look_at(self, state: State) -> None:
        if better(state.total, self.top.total):
            copy_state(self.top, state)
