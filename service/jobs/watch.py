"""Watching a solve from inside its process: reports twice a second, hears the wish to stop."""

import os
import threading
import time
from multiprocessing.connection import Connection
from typing import Final

from routing.documents import tours_json
from routing.documents.encode import encode
from routing.model import Objective, Problem, Tours
from routing.timetable import timetable
from service.jobs.task import STOP, Progress

PERIOD_S: Final = 0.5
LONGEST_CURVE: Final = 240


class Watch:
    """Lends an engine its `stopped` and `on_better`, and tells the server what they bring.

    A thread does the telling, so that the engine loses no time to it; where the server is gone
    (its end of the pipe closed), the thread ends the whole process.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._begin = time.monotonic()
        self._wish = threading.Event()
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._latest: Tours | None = None
        self._problem: Problem | None = None
        self._best: Objective | None = None
        self._tours = b""
        self._curve: list[tuple[float, int, int, int]] = []
        self._thread = threading.Thread(target=self._tell, name="watch", daemon=True)
        self._thread.start()

    def stopped(self) -> bool:
        """Whether the server wishes an end."""
        return self._wish.is_set()

    def of(self, problem: Problem) -> None:
        """Say which problem the tours belong to."""
        with self._lock:
            self._problem, self._latest, self._best, self._tours = problem, None, None, b""
            self._curve.clear()

    def on_better(self, tours: Tours) -> None:
        """Take note of better tours."""
        with self._lock:
            self._latest = tours

    def close(self) -> None:
        """End the thread; from now on the pipe is the caller's."""
        self._done.set()
        self._thread.join()

    def progress(self, best: Objective | None = None) -> Progress:
        """Return the state now, with `best` as the last word where it is given."""
        if best is not None:
            self._note(best)
        return Progress(
            elapsed_s=round(self._elapsed(), 2),
            best=encode(self._best) if self._best else None,
            curve=tuple(_thinned(self._curve)),
            tours=self._tours,
        )

    def _elapsed(self) -> float:
        return time.monotonic() - self._begin

    def _tell(self) -> None:
        try:
            while not self._done.is_set():
                self._take_latest()
                self._connection.send(self.progress())
                if self._connection.poll(PERIOD_S) and self._connection.recv() == STOP:
                    self._wish.set()
                    self._done.wait(PERIOD_S)
        except (EOFError, OSError):
            # The server died: nobody will ever take what this process finds.
            os._exit(1)

    def _take_latest(self) -> None:
        with self._lock:
            tours, self._latest, problem = self._latest, None, self._problem
        if tours is not None and problem is not None:
            objective = timetable(problem, tours).objective
            if problem is self._problem:
                self._note(objective, tours)

    def _note(self, objective: Objective, tours: Tours | None = None) -> None:
        if self._best is not None and objective >= self._best:
            return
        self._best = objective
        if tours is not None:
            self._tours = tours_json(tours)
        point = (sum(objective.unserved), sum(objective.late_s), objective.cost_vnd)
        self._curve.append((round(self._elapsed(), 2), *point))


def _thinned(
    curve: list[tuple[float, int, int, int]],
) -> list[tuple[float, int, int, int]]:
    step = -(-len(curve) // LONGEST_CURVE) or 1
    return curve[:1] + curve[1:-1:step] + curve[-1:] if len(curve) > LONGEST_CURVE else curve
