"""The inside of a worker process: one engine at work, and a thread that listens to the parent."""

import dataclasses
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from routing.model import Budget, Engine, Problem, Tours

STOP: Final = "stop"
"""The one word that the parent says."""
_PERIOD_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Improved:
    """Tours that an engine has found on its way."""

    tours: Tours


@dataclass(frozen=True, slots=True)
class Done:
    """What an engine returned, and its rounds where it counts them; the last word of a worker."""

    tours: Tours
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """What an engine raised; the last word of a worker."""

    error: str


Message = Improved | Done | Failed


def work(  # noqa: PLR0917 - the entry of a process takes a plain tuple
    engine: Engine,
    problem: Problem,
    budget: Budget,
    ours: Connection,
    others: Sequence[Connection],
    parent: int,
) -> None:
    """Run an engine and tell the parent what it finds; the entry of a worker process.

    Parameters
    ----------
    ours : Connection
        This worker's end of its pipe.
    others : sequence of Connection
        Ends of pipes that a forked process has inherited: they are closed, or nobody would hear
        the parent's death.
    parent : int
        The parent's process id.
    """
    # Ctrl-C at a terminal reaches the whole group; the parent alone decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for pipe in others:
        pipe.close()
    line = _Line(ours, parent)
    result: Done | Failed
    try:
        tours = engine(
            problem,
            dataclasses.replace(budget, stopped=line.stopped, on_better=line.on_better, counted=line.counted),
        )
        result = Done(tours, line.rounds)
    except Exception as error:  # noqa: BLE001 - whatever an engine raises costs its own share only
        result = Failed(repr(error))
    line.close(result)


class _Line:
    """A worker's line to its parent. A thread does the talking, so that the engine loses no time to it.

    Where the parent is gone, the thread ends the whole process.
    """

    def __init__(self, pipe: Connection, parent: int) -> None:
        self._pipe, self._parent = pipe, parent
        self._wish, self._over = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._news: Tours | None = None
        self.rounds: int | None = None
        self._thread = threading.Thread(target=self._talk, name="line", daemon=True)
        self._thread.start()

    def stopped(self) -> bool:
        """Say whether the parent wishes an end."""
        return self._wish.is_set()

    def on_better(self, tours: Tours) -> None:
        """Take note of better tours."""
        with self._lock:
            self._news = tours

    def counted(self, rounds: int) -> None:
        """Take note of an engine's rounds."""
        self.rounds = (self.rounds or 0) + rounds

    def close(self, last: Done | Failed) -> None:
        """Say the last word."""
        self._over.set()
        self._thread.join()
        self._pipe.send(last)
        self._pipe.close()

    def _talk(self) -> None:
        try:
            while not self._over.is_set():
                with self._lock:
                    news, self._news = self._news, None
                if news is not None:
                    self._pipe.send(Improved(news))
                if self._wish.is_set():
                    self._over.wait(_PERIOD_S)
                elif self._pipe.poll(_PERIOD_S) and self._pipe.recv() == STOP:
                    self._wish.set()
                if os.getppid() != self._parent:
                    os._exit(1)
        except (EOFError, OSError):
            os._exit(1)
