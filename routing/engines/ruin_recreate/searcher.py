"""Searches side by side: one thread each, since compiled code holds no lock."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from routing.engines.ruin_recreate.anneal import anneal, seed_numbers
from routing.engines.ruin_recreate.state import State, better, copied
from routing.engines.ruin_recreate.tables import Tables

_FIRST_ITERATIONS = 20


class Searcher:
    """One search with a thread of its own, in which its random numbers live.

    Attributes
    ----------
    state, top : State
        Where it is, and the best that it has seen.
    """

    def __init__(self, tables: Tables, first: State, *, seed: int) -> None:
        self.state, self.top = copied(first), copied(first)
        self._tables = tables
        self._iterations = _FIRST_ITERATIONS
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._thread.submit(seed_numbers, seed % (1 << 32)).result()

    def start(self, hot: float, seconds: float) -> Future[None]:
        """Begin a stretch of about `seconds` at the temperature `hot` (VND)."""
        return self._thread.submit(self._stretch, hot, seconds)

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown()

    def adopt(self, other: State) -> None:
        """Go on from another's state."""
        self.state = copied(other)

    def _stretch(self, hot: float, seconds: float) -> None:
        began = time.monotonic()
        anneal(self._tables, self.state, self.top, self._iterations, hot, hot)
        rate = self._iterations / max(1e-6, time.monotonic() - began)
        self._iterations = max(1, int(rate * max(0.0, seconds)))


def search_on(searchers: list[Searcher], hot: float, seconds: float) -> None:
    """Let all search for a stretch, side by side."""
    for stretch in [searcher.start(hot, seconds) for searcher in searchers]:
        stretch.result()


def best_of(searchers: list[Searcher]) -> Searcher:
    """Return the searcher that has seen the best plan; the first among equals."""
    found = searchers[0]
    for searcher in searchers[1:]:
        if better(searcher.top.total, found.top.total):
            found = searcher
    return found


def meet(searchers: list[Searcher]) -> None:
    """Let all others go on from the best plan that any has seen."""
    leader = best_of(searchers)
    for searcher in searchers:
        if searcher is not leader:
            searcher.adopt(leader.top)
