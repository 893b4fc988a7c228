"""A run sheet as JSON."""

from typing import Any

import rfc8785

from routing.documents.encode import encode
from routing.model import RunSheet


def json_value(sheet: RunSheet, *, revision: int = 0) -> dict[str, Any]:
    """Return a run sheet as JSON values; `revision` 0 marks a draft."""
    values: dict[str, Any] = {"revision": revision, **encode(sheet)}
    return values


def json_bytes(sheet: RunSheet, *, revision: int = 0) -> bytes:
    """Return a run sheet as canonical JSON."""
    return rfc8785.dumps(json_value(sheet, revision=revision))
