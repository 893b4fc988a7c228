"""The worker processes of a portfolio, as the parent sees them: begun, listened to, always ended."""

import dataclasses
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Self

from routing.model import Budget, Engine, Problem, ignore, never, uncounted
from routing.portfolio.worker import STOP, Done, Failed, Improved, Message, work

METHOD: Final = "fork" if sys.platform == "linux" else "spawn"
_LOG: Final = logging.getLogger(__name__)
_PATIENCE_S: Final = 2.0
"""How long a worker that has said its last word, or was told to stop, may take to end."""


@dataclass(slots=True, kw_only=True)
class Worker:
    """One process; `last` is its last word, a `Failed` where it died without one."""

    name: str
    process: BaseProcess
    pipe: Connection
    last: Done | Failed | None = None


class Workers:
    """Begins workers and hears them; leaving the context ends all of them.

    On Linux workers are forked: they have the problem and all libraries at once. A worker logs and prints
    nothing, since another thread of the parent may have held those locks at that moment. Should one hang
    all the same, it is ended with the others.
    """

    def __init__(self, method: str = METHOD) -> None:
        self._context: Any = multiprocessing.get_context(method)
        self.begun: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.begun:
            _end(worker)

    def begin(self, name: str, engine: Engine, problem: Problem, budget: Budget) -> Worker:
        """Begin a worker; of `budget`, what can cross to another process is kept."""
        ours, theirs = self._context.Pipe()
        plain = dataclasses.replace(budget, stopped=never, on_better=ignore, counted=uncounted)
        inherited = [ours, *(worker.pipe for worker in self.begun if not worker.pipe.closed)]
        others = inherited if self._context.get_start_method() == "fork" else []
        process = self._context.Process(
            target=work, args=(engine, problem, plain, theirs, others, os.getpid()), name=name, daemon=True
        )
        process.start()
        # The worker's end must be closed here, or its death would not be heard.
        theirs.close()
        worker = Worker(name=name, process=process, pipe=ours)
        self.begun.append(worker)
        return worker

    @property
    def busy(self) -> list[Worker]:
        """The workers that have not said their last word."""
        return [worker for worker in self.begun if worker.last is None]

    def hear(self, timeout_s: float) -> Iterator[tuple[Worker, Message]]:
        """Wait for news and yield it; of several plans of one worker only the newest."""
        of_pipe = {worker.pipe: worker for worker in self.busy}
        for ready in wait(list(of_pipe), timeout=timeout_s):
            worker = next(worker for pipe, worker in of_pipe.items() if pipe is ready)
            yield worker, _newest(worker)

    def stop(self, *names: str) -> None:
        """Ask workers to end and keep their best: those of `names`, or all."""
        for worker in self.busy:
            if names and worker.name not in names:
                continue
            try:
                worker.pipe.send(STOP)
            except OSError:
                _LOG.info("%s was gone before it could be stopped", worker.name)


def _newest(worker: Worker) -> Message:
    try:
        message: Message = worker.pipe.recv()
        while isinstance(message, Improved) and worker.pipe.poll():
            message = worker.pipe.recv()
    except Exception as error:  # noqa: BLE001 - a dead worker's pipe may hold anything
        message = Failed(f"died: {error!r}")
    if isinstance(message, Done | Failed):
        worker.last = message
    if isinstance(message, Failed):
        _LOG.warning("%s failed: %s", worker.name, message.error)
    return message


def _end(worker: Worker) -> None:
    until = time.monotonic() + (_PATIENCE_S if worker.last is not None else 0.0)
    worker.process.join(timeout=max(0.0, until - time.monotonic()))
    if worker.process.is_alive():
        if worker.last is None:
            _LOG.warning("%s did not end in time and was ended", worker.name)
        worker.process.kill()
        worker.process.join()
    worker.process.close()
    worker.pipe.close()
