"""One worker's process, begun, fed and heard by a thread of its own: nobody else waits for it."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Final

from service.jobs.failures import died
from service.jobs.task import STOP, Failure, Message, NotBegun, Outcome, Task
from service.jobs.worker import run, step_aside

_TICK_S: Final = 0.25
_PATIENCE_S: Final = 2.0
"""How long a worker may take to end after its last word."""


class WorkerProcess:
    """A task in a process; what it says is in `messages`, and its last word is always there in the end.

    One thread of the server does everything that may block. That is starting the process, writing the task
    (larger than a pipe) to it, and reading half a message of one that has stopped. The writing end
    of nobody's reading end is kept, so a process that dies is heard whenever it dies.

    Parameters
    ----------
    news
        Called in that thread whenever there is something new in `messages`.
    """

    def __init__(self, task: Task, *, context: SpawnContext, news: Callable[[], None]) -> None:
        self.task = task
        self.messages: deque[Message] = deque()
        self.begun_s = time.monotonic()
        self.awake = False
        """Whether the process has said a word: it has its task."""
        self._context, self._news = context, news
        self._process: SpawnProcess | None = None
        self._stopping = threading.Event()
        self._ended = threading.Event()
        threading.Thread(target=self._mind, name=f"minds {task.operation_id}", daemon=True).start()

    def stop(self) -> None:
        """Ask for an early end that keeps the best; returns at once."""
        self._stopping.set()

    def end(self) -> None:
        """End the process and all that it has begun, now; returns at once."""
        self._ended.set()
        if self._process is not None:
            _kill(self._process)

    def _mind(self) -> None:
        try:
            process, pipe = self._begin()
        except Exception as error:  # noqa: BLE001 - no descriptors, no memory, no processes: all is told
            self._say(NotBegun(reason=f"{type(error).__name__}: {error}"))
            return
        with pipe:
            last = self._talk(pipe) or self._silence(process)
        self._say(last)
        process.join(timeout=0.0 if self._ended.is_set() else _PATIENCE_S)
        _kill(process)
        process.join(timeout=_PATIENCE_S)

    def _begin(self) -> tuple[SpawnProcess, Connection]:
        ours, theirs = self._context.Pipe()
        # The worker's end must be closed here, or its death would not be heard. No daemon: daemons
        # may have no children, and the portfolio is made of them. A worker whose server is gone
        # ends itself (`Watch`), and its children do the same.
        with theirs:
            try:
                process = self._context.Process(
                    target=run, args=(theirs,), name=self.task.operation_id, daemon=False
                )
                _start_aside(process)
            except BaseException:
                ours.close()
                raise
        self._process = process
        if self._ended.is_set():
            _kill(process)
        return process, ours

    def _talk(self, pipe: Connection) -> Outcome | Failure | None:
        """Hand over the task, pass on what comes, return the last word; None where there is none."""
        stop_sent = False
        try:
            pipe.send(self.task)
            while True:
                if self._stopping.is_set() and not stop_sent:
                    pipe.send(STOP)
                    stop_sent = True
                if not pipe.poll(_TICK_S):
                    if self._is_dead() and not pipe.poll():
                        return None
                    continue
                message: Message = pipe.recv()
                self.awake = True
                if isinstance(message, Outcome | Failure):
                    return message
                self._say(message)
        except Exception:  # noqa: BLE001 - a dead worker's pipe may hold anything
            return None

    def _is_dead(self) -> bool:
        """Look at the process itself: what it has begun may hold its pipe open a while longer."""
        return self._process is not None and not self._process.is_alive()

    def _silence(self, process: SpawnProcess) -> Failure | NotBegun:
        process.join(timeout=_PATIENCE_S)
        code = process.exitcode
        if not self.awake:
            return NotBegun(reason=f"exit code {code}")
        return died(code)

    def _say(self, message: Message) -> None:
        self.messages.append(message)
        self._news()


def _start_aside(process: SpawnProcess) -> None:
    """Start a process that has less weight from its first moment on, which goes into loading libraries.

    On Linux a thread has a weight of its own and hands it to what it begins. It could not take its
    own back afterwards, so a thread is made for this alone.
    """
    raised: list[Exception] = []

    def start() -> None:
        try:
            step_aside()
            process.start()
        except Exception as error:  # noqa: BLE001 - told to the thread that asked
            raised.append(error)

    if sys.platform != "linux":
        process.start()
        return
    starter = threading.Thread(target=start, name=f"starts {process.name}", daemon=True)
    starter.start()
    starter.join()
    if raised:
        raise raised[0]


def _kill(process: SpawnProcess) -> None:
    """Kill a process and its group; harmless where it is gone."""
    if process.pid is None:
        return
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.is_alive():
        with contextlib.suppress(OSError):
            process.kill()
