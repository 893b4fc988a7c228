"""Who may ask: only hosts that this server is known by, and for whatever writes only its own pages."""

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from routing.model import Text
from service.errors import problem

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE: Final = frozenset({"same-origin", "none"})
"""What a browser says of a request that our page, or a person, began (`Sec-Fetch-Site`)."""

_UNKNOWN_HOST: Final = Text(
    "Máy chủ này không mang tên {}; thêm tên đó vào OXYROUTE_HOSTS nếu đúng là máy này",
    "This server does not go by the name {}; add it to OXYROUTE_HOSTS if it should",
)
_FOREIGN: Final = Text(
    "Một trang web khác đã gửi yêu cầu này; chỉ trang của chính máy chủ này được ghi dữ liệu",
    "Another web page sent this request; only pages of this server itself may write",
)
_NOT_JSON: Final = Text(
    "Ở đây chỉ đọc JSON: gửi kèm Content-Type: application/json (UTF-8, không nén)",
    "Only JSON is read here: send Content-Type: application/json (UTF-8, not compressed)",
)


class KnownCallers:
    """Refuses what a foreign web page could send through the browser of somebody who may write.

    Parameters
    ----------
    hosts : iterable of str
        Names, beside those of loopback and the address that was connected to, by which this server is known.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host_name(host) for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked; answer 421, 403 or 415 to the rest."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host = headers.get("host", "")
            if not self._known(host_name(host), scope):
                shown = repr(host[:100])
                text = Text(_UNKNOWN_HOST.vi.format(shown), _UNKNOWN_HOST.en.format(shown))
                await problem(421, detail=text)(scope, receive, send)
                return
            if scope["method"] not in _READING:
                if not _own(headers, host):
                    await problem(403, detail=_FOREIGN)(scope, receive, send)
                    return
                if _has_body(headers) and not _is_json(headers):
                    await problem(415, detail=_NOT_JSON)(scope, receive, send)
                    return
        await self._app(scope, receive, send)

    def _known(self, name: str, scope: Scope) -> bool:
        # No browser leaves the host out, so where it is missing no page stands behind it.
        if not name or name in self._hosts or is_loopback(name):
            return True
        server = scope.get("server") or ("",)
        return name == host_name(str(server[0]))


def host_name(host: str) -> str:
    """Return the name in `name:port`, `[address]:port` or `name`, as it is compared."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    if name.count(":") == 1:
        name = name.partition(":")[0]
    return name.removesuffix(".")


def is_loopback(name: str) -> bool:
    """Say whether nobody but this machine is meant by a name or an address."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _own(headers: Headers, host: str) -> bool:
    """Say whether the page behind a request is ours; without a browser there is none."""
    if headers.get("sec-fetch-site", "none").lower() not in _OWN_SITE:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.strip().lower()


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0").strip() != "0"


def _is_json(headers: Headers) -> bool:
    kind, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    charset = next((p[8:].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    packed = headers.get("content-encoding", "identity").strip().lower() != "identity"
    return json and charset in {"utf-8", "utf8", "us-ascii"} and not packed
