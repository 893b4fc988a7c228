"""Two thin layers around every request: limits on its body, and headers that keep browsers strict."""

import time
from typing import Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routing.model import Text
from service.errors import RequestError, problem

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_PROBLEM: Final = "/v1/problems"
_LARGE: Final = frozenset({"/v1/plans", "/v1/scenarios", "/v1/tours/check"})
LARGE_BYTES: Final = 4_000_000
"""Of what may carry a day's tours, locks or flooded areas."""
SMALL_BYTES: Final = 256_000
"""Of everything else: some ids and numbers."""
IDLE_S: Final = 20.0
"""Seconds that a body may stand still while it is sent."""


class SecurityHeaders:
    """Adds headers that an answer does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with headers on the way back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class BodyLimit:
    """Answers 413 to a body too large for its address, before more of it is read, and 408 to a slow one.

    Parameters
    ----------
    most : int
        Bytes of a problem; other addresses take `LARGE_BYTES` or `SMALL_BYTES` at the most.
    seconds : float
        In which a body must be there.
    """

    def __init__(self, app: ASGIApp, *, most: int, seconds: float) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse by the announced length at once, and by what really arrives while it does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, limit = scope["path"], self._limit(scope["path"])
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and (len(announced) > _DIGITS or int(announced) > limit):
            await problem(413, detail=_too_large(path, limit), limit_bytes=limit)(scope, receive, send)
            return
        await self._app(scope, self._counted(receive, path, limit), send)

    def _limit(self, path: str) -> int:
        if path == _PROBLEM:
            return self._most
        return min(self._most, LARGE_BYTES if path in _LARGE else SMALL_BYTES)

    def _counted(self, receive: Receive, path: str, limit: int) -> Receive:
        read, over, until = 0, False, time.monotonic() + self._seconds

        async def receive_counted() -> Message:
            nonlocal read, over
            if over:
                # What is waited for now is that the client goes, which may take as long as it likes.
                return await receive()
            try:
                with anyio.fail_after(max(0.0, min(IDLE_S, until - time.monotonic()))):
                    message = await receive()
            except TimeoutError:
                # FastAPI lets HTTP exceptions pass, and turns any other into a 400 of its own.
                raise RequestError(408, _TOO_SLOW) from None
            read += len(message.get("body", b""))
            if read > limit:
                raise RequestError(413, _too_large(path, limit))
            over = not message.get("more_body", False)
            return message

        return receive_counted


_DIGITS: Final = 15
_TOO_SLOW: Final = Text(
    "Thân yêu cầu đến quá chậm; hãy gửi lại khi mạng tốt hơn",
    "The body came too slowly; send it again over a better line",
)


def _too_large(path: str, limit: int) -> Text:
    # Only the limit of problems can be set, so only there is it worth a name.
    name = "OXYROUTE_MAX_BODY_BYTES, " if path == _PROBLEM else ""
    return Text(
        f"Thân yêu cầu lớn hơn giới hạn của {path[:100]}: {name}{limit} byte",
        f"The body is larger than the limit of {path[:100]}: {name}{limit} bytes",
    )
