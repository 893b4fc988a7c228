"""Sources by name: `osrm:http://host:5000`, `valhalla:http://host:8002`, perhaps with credentials."""

import base64
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from geo.sources.faults import MATRIX_FROM
from geo.sources.fetch import RETRIES, TIMEOUT_S, Server
from geo.sources.interface import MatrixSource
from geo.sources.osrm import OsrmSource
from geo.sources.valhalla import ValhallaSource
from routing.model import InputError, Issue, IssueCode, Subject, Text

KINDS: Final[Mapping[str, Callable[[Server], MatrixSource]]] = MappingProxyType(
    {
        "osrm": lambda server: OsrmSource(server=server),
        "valhalla": lambda server: ValhallaSource(server=server),
    }
)


def source_named(name: str, *, timeout_s: float = TIMEOUT_S, retries: int = RETRIES) -> MatrixSource:
    """Return the source of a name; nothing is asked of the server yet.

    A user and password before the host are sent as basic authorization, and what stands after a `?`
    with every request; neither is shown or recorded.

    Raises
    ------
    InputError
        SOURCE_NAME if the kind is unknown or the address no http or https address.
    """
    kind, _, address = name.strip().partition(":")
    make = KINDS.get(kind.lower())
    parts = _parts(address)
    if make is None or parts is None:
        raise InputError([_unknown()])
    return make(
        Server(
            url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}",
            query=parts.query,
            authorization=_basic(parts),
            timeout_s=timeout_s,
            retries=retries,
        )
    )


def _parts(address: str) -> SplitResult | None:
    if not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, half a bracket
        return None
    return parts if usable and parts.scheme in ("http", "https") else None


def _basic(parts: SplitResult) -> str:
    if parts.username is None:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return "Basic " + base64.b64encode(pair.encode()).decode("ascii")


def _unknown() -> Issue:
    # The name is not repeated: it may have a password in it.
    return Issue(
        code=IssueCode.SOURCE_NAME,
        subject=Subject(column=MATRIX_FROM),
        fault=Text("Không hiểu nguồn thời gian đi đường", "The source of travel times is not understood"),
        remedy=Text(
            "Ghi osrm:http://MÁY:5000 hoặc valhalla:http://MÁY:8002",
            "Write osrm:http://HOST:5000 or valhalla:http://HOST:8002",
        ),
    )
