"""Reading what a damaged row holds: one value that cannot be read must not hide all others."""

import json
from typing import Any


def loads(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Return the JSON value of a column; an empty object where it is none."""
    try:
        return json.loads(text)
    except (ValueError, TypeError):
        return {}


def text_of(raw: bytes) -> str:
    """Return a column's text; what is no UTF-8 is shown as such and raises nothing."""
    return raw.decode("utf-8", errors="replace")
