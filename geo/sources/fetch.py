"""JSON over HTTP: tried again where that may help, refused with a code where not, secrets never shown."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, IncompleteRead
from typing import Any, Final
from urllib.request import HTTPErrorProcessor, Request, build_opener

from geo.sources.faults import odd_answer, refused, unreachable
from routing.model import InputError, Text

TIMEOUT_S: Final = 30.0
RETRIES: Final = 2
_MOST: Final = 64 * 2**20
"""Bytes of an answer; a table of 100 by 100 has 0.2 MB."""
_OK: Final = 200
_BAD_REQUEST: Final = range(400, 500)
_BROKEN: Final = 500
_REMEDY: Final = {
    401: Text("Ghi tên và mật khẩu vào địa chỉ", "Give name and password in the address"),
    403: Text("Kiểm tra quyền truy cập máy chủ", "Check whether the server lets you in"),
    404: Text("Kiểm tra địa chỉ và loại máy chủ", "Check the address and the kind of server"),
    429: Text(
        "Máy chủ quá tải: đợi, hoặc dùng máy chủ riêng",
        "It is asked too much: wait, or use a server of your own",
    ),
}
_BY_STATUS: Final = (401, 403, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The HTTP status, 200 or one of 400 to 499, and the JSON value that came with it."""

    status: int
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server's address and how patient one is with it.

    Attributes
    ----------
    url : str
        http or https, without credentials, query and final slash: it may be shown and stored.
    query, authorization : str
        Secrets that go with each request: what stands after the `?`, and the header.
    timeout_s : float
        How long the server may be silent.
    retries : int
        How often a request is made again after silence, a broken connection or a status of 500 and above.
    pause_s : float
        Waited before the first of them; before the second, twice that.
    """

    url: str
    query: str = field(default="", repr=False)
    authorization: str = field(default="", repr=False)
    timeout_s: float = TIMEOUT_S
    retries: int = RETRIES
    pause_s: float = 1.0

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise ValueError("only http and https are asked")

    def get(self, path: str) -> Answer:
        """Ask for a path (with its own query, if any); InputError as `post`."""
        return self._answer(path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Send JSON to a path.

        Raises
        ------
        InputError
            SOURCE_UNREACHABLE, SOURCE_REFUSED (a status that says all) or SOURCE_ANSWER (no JSON).
        """
        return self._answer(path, json.dumps(body).encode())

    def _answer(self, path: str, data: bytes | None) -> Answer:
        status, raw = self._sent(path, data)
        has_reason = status in _BAD_REQUEST and status not in _BY_STATUS
        if status != _OK and not has_reason:
            raise refused(self.url, f"HTTP {status}", _REMEDY.get(status))
        try:
            body = json.loads(raw)
        except (ValueError, RecursionError) as error:
            if has_reason:
                raise refused(self.url, f"HTTP {status}", _REMEDY.get(status)) from error
            raise odd_answer(self.url, Text("không phải JSON", "it is not JSON")) from error
        return Answer(status=status, body=body)

    def _sent(self, path: str, data: bytes | None) -> tuple[int, bytes]:
        """Return status and body of the first attempt that gets below 500."""
        why: InputError | None = None
        for attempt in range(self.retries + 1):
            time.sleep(self.pause_s * attempt)
            try:
                status, raw = self._once(path, data)
            except (OSError, HTTPException) as error:
                why = unreachable(self.url, _reason(error))
                continue
            if status < _BROKEN:
                return status, raw
            why = refused(self.url, f"HTTP {status}")
        raise why or unreachable(self.url, "")

    def _once(self, path: str, data: bytes | None) -> tuple[int, bytes]:
        joint = "&" if "?" in path else "?"
        address = self.url + path + (joint + self.query if self.query else "")
        headers = {"Accept": "application/json", "User-Agent": "oxyroute"}
        headers |= {"Content-Type": "application/json"} if data is not None else {}
        headers |= {"Authorization": self.authorization} if self.authorization else {}
        request = Request(address, data=data, headers=headers)  # noqa: S310 - http and https only, see above
        with build_opener(_AsAnswered).open(request, timeout=self.timeout_s) as reply:
            raw: bytes = reply.read(_MOST + 1)
            if len(raw) > _MOST:
                raise odd_answer(self.url, Text("dài quá 64 MB", "it is longer than 64 MB"))
            if reply.length:  # the rest never came
                raise IncompleteRead(raw, reply.length)
            return int(reply.status), raw


class _AsAnswered(HTTPErrorProcessor):
    """Takes every status as an answer: nothing is raised, and no redirection is handed the secrets."""

    def http_response(self, request: Request, response: Any) -> Any:  # noqa: ANN401, ARG002 - urllib's
        return response

    https_response = http_response


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    return f"{type(cause).__name__}: {cause}"
