"""The workers of a server: one process an operation, watched by one thread."""

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Final

from service.jobs.task import STOP, Failure, Outcome, Progress, Task
from service.jobs.worker import run

_LOG: Final = logging.getLogger("oxyroute.jobs")
_PERIOD_S: Final = 0.5
_GRACE_S: Final = 120.0
"""Beyond twice its budget, a worker may take this long (loading libraries, explaining) before it is ended."""

_ITERATIONS_S: Final = 3600.0
"""The budget that a search by iterations is taken to have."""

Message = Progress | Outcome | Failure
Heard = Callable[[str, Message, bool], None]


@dataclass(slots=True, kw_only=True)
class _Worker:
    task: Task
    process: SpawnProcess
    pipe: Connection
    begun: float = field(default_factory=time.monotonic)
    stopping: bool = False
    last: Outcome | Failure | None = None

    @property
    def overran(self) -> bool:
        limit_s = self.task.seconds if self.task.iterations is None else _ITERATIONS_S
        return time.monotonic() - self.begun > 2 * limit_s + _GRACE_S


class Supervisor:
    """Runs tasks in up to `size` processes and passes on what they say.

    Parameters
    ----------
    next_task
        Called in the supervisor's thread whenever a process is free; None means nothing to do.
    heard
        Called in the same thread with operation id, message, and whether a stop was asked for. A
        worker's last message is its `Outcome` or a `Failure`, and there is always one.
    """

    def __init__(self, *, size: int, next_task: Callable[[], Task | None], heard: Heard) -> None:
        self._size = size
        self._next_task = next_task
        self._heard = heard
        self._context = multiprocessing.get_context("spawn")
        self._workers: dict[str, _Worker] = {}
        self._wishes: set[str] = set()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._bell_in, self._bell_out = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._loop, name="supervisor", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """Look for tasks now rather than at the next tick."""
        with self._lock:
            if not self._ending.is_set():
                self._bell_out.send_bytes(b"!")

    def stop(self, operation_id: str) -> None:
        """Ask the worker of an operation, now or as soon as it begins, to end and keep its best."""
        with self._lock:
            self._wishes.add(operation_id)
            worker = self._workers.get(operation_id)
            if worker is not None:
                _say_stop(worker)

    def close(self) -> tuple[str, ...]:
        """End the thread and all workers; return the operations that were cut off."""
        with self._lock:
            self._ending.set()
            self._bell_out.send_bytes(b"!")
        if self._thread.is_alive():
            self._thread.join()
        cut = tuple(self._workers)
        for worker in self._workers.values():
            _end(worker)
        self._workers.clear()
        return cut

    def _loop(self) -> None:
        while not self._ending.is_set():
            try:
                self._step()
            except Exception:  # noqa: BLE001
                # One bad moment of the store must not silence all workers to come.
                _LOG.exception("the supervisor stumbled")
                self._ending.wait(_PERIOD_S)

    def _step(self) -> None:
        while len(self._workers) < self._size and (task := self._next_task()):
            self._begin(task)
        pipes = [worker.pipe for worker in self._workers.values()]
        for ready in wait([self._bell_in, *pipes], timeout=_PERIOD_S):
            if ready is self._bell_in:
                self._bell_in.recv_bytes()
        for worker in tuple(self._workers.values()):
            self._listen(worker)

    def _begin(self, task: Task) -> None:
        ours, theirs = self._context.Pipe()
        # No daemon: daemons may have no children, and the portfolio is made of them. A worker whose
        # server is gone ends itself (`Watch`), and its children do the same.
        process = self._context.Process(target=run, args=(theirs, task), name=task.operation_id, daemon=False)
        process.start()
        # The worker's end must be closed here, or its death would not be heard.
        theirs.close()
        worker = _Worker(task=task, process=process, pipe=ours)
        with self._lock:
            self._workers[task.operation_id] = worker
            if task.operation_id in self._wishes:
                _say_stop(worker)

    def _listen(self, worker: _Worker) -> None:
        self._receive(worker)
        if worker.last is None and worker.overran:
            worker.last = _OVERRAN
        if worker.last is not None:
            # Should the store refuse it now, the worker stays listed and the next step tries again.
            self._heard(worker.task.operation_id, worker.last, worker.stopping)
            with self._lock:
                del self._workers[worker.task.operation_id]
                self._wishes.discard(worker.task.operation_id)
            _end(worker)

    def _receive(self, worker: _Worker) -> None:
        try:
            while worker.last is None and worker.pipe.poll():
                message = worker.pipe.recv()
                if isinstance(message, Progress):
                    self._heard(worker.task.operation_id, message, worker.stopping)
                else:
                    worker.last = message
        except (EOFError, OSError):
            worker.last = _died(worker)


_OVERRAN: Final = Failure(
    code="worker_overran",
    vi="Tiến trình giải không dừng đúng hạn nên bị ngắt",
    en="The worker did not end in time and was ended",
)


def _died(worker: _Worker) -> Failure:
    worker.process.join(timeout=5)
    code = worker.process.exitcode
    return Failure(
        code="worker_died",
        vi=f"Tiến trình giải đã chết giữa chừng (mã thoát {code}); hãy gửi lại yêu cầu",
        en=f"The worker died in the middle of its work (exit code {code}); ask again",
    )


def _say_stop(worker: _Worker) -> None:
    worker.stopping = True
    try:
        worker.pipe.send(STOP)
    except OSError:
        _LOG.info("worker of %s was gone before it could be stopped", worker.task.operation_id)


def _end(worker: _Worker) -> None:
    worker.process.join(timeout=2 if worker.last else 0)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join(timeout=5)
    worker.pipe.close()
