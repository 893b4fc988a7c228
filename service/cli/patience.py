"""The server below the application: no client keeps it waiting, and it ends when it is told to."""

import asyncio
import os
import threading
from types import FrameType
from typing import Any, ClassVar, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.cli.terminal import INTERNAL

LONGEST_END_S: Final = 8.0
"""A server that is told to end has gone by then. A request that computes for hours cannot be ended otherwise;
the store survives it as it does a power cut, and workers whose server is gone end themselves."""


class PromptServer(uvicorn.Server):
    """A server that ends when it is told to, whatever its threads are at."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, and see to it that the end comes."""
        last_resort = threading.Timer(LONGEST_END_S, os._exit, args=(INTERNAL,))
        last_resort.daemon = True
        last_resort.start()
        super().handle_exit(sig, frame)


class _Patient(H11Protocol):
    """Closes a connection on which the head of a request does not come in time."""

    head_s: ClassVar[float] = 0.0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as in the parent
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._at_work():
            self._stop_waiting()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self._at_work():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _at_work(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self.head_s, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if not self._at_work():
            self.transport.close()


def patient(head_s: float) -> type[H11Protocol]:
    """Return uvicorn's protocol that waits so many seconds for the head of a request."""
    return type("Patient", (_Patient,), {"head_s": head_s})
