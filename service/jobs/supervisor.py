"""The workers of a server: one process an operation, watched by one thread that waits for nobody."""

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from typing import Final, Protocol

from service.jobs.failures import OVERRAN
from service.jobs.process import WorkerProcess
from service.jobs.task import Failure, Message, NotBegun, Progress, Task

_LOG: Final = logging.getLogger("oxyroute.jobs")
_PERIOD_S: Final = 0.5
_GRACE_S: Final = 120.0
"""Beyond twice its budget, a worker may take this long (loading libraries, explaining) before it is ended."""

_ITERATIONS_S: Final = 3600.0
"""The budget that a search by iterations is taken to have."""

START_S: Final = 120.0
"""A worker that has not said a word by then (loading libraries on a busy machine) is ended."""

_STALLED_S: Final = 30.0
"""A heart that has not beaten for so long has stopped; a locked store holds it up for 10 s at most."""

_JOIN_S: Final = 2.0
_LONGEST_PAUSE_S: Final = 30.0


class Work(Protocol):
    """What a supervisor asks for and tells, always in its own thread."""

    def next_task(self, *, beside: int, sharing: int) -> Task | None:
        """Return what to begin beside so many tasks at work, `sharing` at most; None: nothing to do."""

    def heard(self, operation_id: str, message: Message) -> None:
        """Take what the worker of an operation says; anything but a `Progress` is its last word."""

    def reconcile(self, at_work: Collection[str]) -> Collection[str]:
        """Compare what is said to be running with what is, and return what is to end early."""


class Supervisor:
    """Runs tasks in up to `size` processes and passes on what they say.

    Parameters
    ----------
    start_s
        How long a worker may take until its first word.
    """

    def __init__(self, *, size: int, work: Work, start_s: float = START_S) -> None:
        self._size, self._work, self._start_s = size, work, start_s
        self._context = multiprocessing.get_context("spawn")
        self._workers: dict[str, WorkerProcess] = {}
        self._ending, self._bell = threading.Event(), threading.Event()
        self._beat_s = time.monotonic()
        self._pause_s, self._paused_until_s = 0.0, 0.0
        self._stumbled = ""
        self._thread = threading.Thread(target=self._loop, name="supervisor", daemon=True)

    @property
    def beats(self) -> bool:
        """Whether the thread is alive and has come round lately."""
        return self._thread.is_alive() and time.monotonic() - self._beat_s < _STALLED_S

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """Look for tasks and wishes now rather than at the next tick."""
        self._bell.set()

    def close(self) -> tuple[str, ...]:
        """End the thread and all workers, within seconds; return the operations that were cut off."""
        self._ending.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_JOIN_S)
        cut = tuple(self._workers)
        for worker in tuple(self._workers.values()):
            worker.end()
        return cut

    def _loop(self) -> None:
        while not self._ending.is_set():
            self._beat_s = time.monotonic()
            # One bad moment of one step or one operation must not silence the others.
            for operation_id in tuple(self._workers):
                self._guarded(partial(self._listen, operation_id))
            self._guarded(self._reconcile)
            self._guarded(self._begin_waiting)
            self._bell.wait(_PERIOD_S)
            self._bell.clear()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            if not self._ending.is_set():
                step()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next tick tries again
            # A full disk would fill the log, too: the same trouble is told once.
            if self._stumbled != (stumble := repr(error)):
                self._stumbled = stumble
                _LOG.exception("the supervisor stumbled")

    def _listen(self, operation_id: str) -> None:
        """Pass on what a worker said. Should the store refuse it now, the next tick tries again."""
        worker = self._workers[operation_id]
        while worker.messages:
            message = worker.messages[0]
            if isinstance(message, Progress) and len(worker.messages) > 1:
                worker.messages.popleft()  # Of news only the newest counts.
                continue
            self._work.heard(operation_id, message)
            worker.messages.popleft()
            if not isinstance(message, Progress):
                self._leave(operation_id, begun=not isinstance(message, NotBegun))
                return
        if ended := self._too_late(worker):
            self._work.heard(operation_id, ended)
            worker.end()
            self._leave(operation_id, begun=not isinstance(ended, NotBegun))

    def _leave(self, operation_id: str, *, begun: bool) -> None:
        """Forget a worker; where it could not be begun, wait longer each time before the next is."""
        del self._workers[operation_id]
        self._pause_s = 0.0 if begun else min(_LONGEST_PAUSE_S, 2 * self._pause_s or 1.0)
        self._paused_until_s = time.monotonic() + self._pause_s

    def _too_late(self, worker: WorkerProcess) -> Failure | NotBegun | None:
        spent_s, search = time.monotonic() - worker.begun_s, worker.task.search
        if not worker.awake:
            late = spent_s > self._start_s
            return NotBegun(reason=f"no word within {self._start_s:g} s") if late else None
        limit_s = search.seconds if search.iterations is None else _ITERATIONS_S
        return OVERRAN if spent_s > 2 * limit_s + _GRACE_S else None

    def _reconcile(self) -> None:
        for operation_id in self._work.reconcile(frozenset(self._workers)):
            self._workers[operation_id].stop()

    def _begin_waiting(self) -> None:
        while len(self._workers) < self._size and time.monotonic() >= self._paused_until_s:
            task = self._work.next_task(beside=len(self._workers), sharing=self._size)
            if task is None:
                return
            try:
                worker = WorkerProcess(task, context=self._context, news=self._bell.set)
            except Exception as error:  # noqa: BLE001 - not even a thread could be started
                self._work.heard(task.operation_id, NotBegun(reason=f"{type(error).__name__}: {error}"))
                return
            self._workers[task.operation_id] = worker
