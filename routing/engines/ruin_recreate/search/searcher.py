"""Searches side by side: one thread each, since compiled code holds no lock."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from routing.engines.ruin_recreate.data.rng import seeded
from routing.engines.ruin_recreate.data.state import State, better, copy_state, empty_state
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import workspace_for
from routing.engines.ruin_recreate.search.anneal import anneal

_FIRST_ITERATIONS = 10
_NO_SEEDS = np.zeros(0, dtype=np.int64)
_ACCEPT_ALL = 1e300
"""A temperature at which everything is accepted."""


class Searcher:
    """One search with a thread and random numbers of its own.

    Attributes
    ----------
    state, top : State
        Where it is, and the best that it has seen since it was placed.
    rounds : int
        Steps that it has made.
    """

    def __init__(self, tables: Tables, *, seed: int) -> None:
        self.state, self.top = empty_state(tables), empty_state(tables)
        self.seeds = np.arange(tables.n)
        self._tables, self._kept = tables, empty_state(tables)
        self._workspace = workspace_for(tables, self.state)
        self._rng = seeded(seed)
        self._rate = 0.0
        self.rounds = 0
        self._thread = ThreadPoolExecutor(max_workers=1)

    def place(self, state: State) -> None:
        """Go on from another's state, with all trucks and parts."""
        copy_state(self.state, state)
        self.state.mine[:] = True
        self.seeds = np.arange(self._tables.n)
        self.settle()

    def settle(self) -> None:
        """Take the state as it is now for the place to go back to, and the best seen."""
        for other in (self._kept, self.top):
            other.mine[:] = self.state.mine
            copy_state(other, self.state)

    def fill(self) -> None:
        """Insert all that is absent."""
        whole = (self._tables, self.state, self._kept, self.top)
        anneal(*whole, _NO_SEEDS, self._workspace, self._rng, 1, _ACCEPT_ALL, _ACCEPT_ALL)
        self.settle()

    def start(
        self,
        start_temperature: float,
        end_temperature: float,
        *,
        seconds: float,
        iterations: int | None = None,
    ) -> Future[None]:
        """Begin a stretch of so many iterations, or of about so many seconds."""
        return self._thread.submit(self._stretch, start_temperature, end_temperature, seconds, iterations)

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown()

    def _stretch(
        self, start_temperature: float, end_temperature: float, seconds: float, iterations: int | None
    ) -> None:
        count = _FIRST_ITERATIONS if iterations is None else iterations
        if iterations is None and self._rate:
            count = max(1, int(self._rate * seconds))
        began = time.monotonic()
        anneal(
            self._tables,
            self.state,
            self._kept,
            self.top,
            self.seeds,
            self._workspace,
            self._rng,
            count,
            start_temperature,
            end_temperature,
        )
        self.rounds += count
        self._rate = count / max(1e-6, time.monotonic() - began)


def best_of(searchers: list[Searcher]) -> Searcher:
    """Return the searcher that has seen the best plan; the first among equals."""
    leader = searchers[0]
    for searcher in searchers[1:]:
        if better(searcher.top.total, leader.top.total):
            leader = searcher
    return leader
