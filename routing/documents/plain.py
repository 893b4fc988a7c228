"""JSON values that hold no other objects: texts, numbers, counts and windows."""

import math
from collections.abc import Callable
from typing import Any, Final

from routing.documents.faults import Faults, child, is_text
from routing.documents.matrix import read_travel
from routing.model import Counts, Text, TimeWindow, TravelMatrix

LARGEST: Final = 2**53 - 1
"""Beyond it JSON readers disagree about whole numbers, and RFC 8785 refuses them."""

_TEXT: Final = Text("một chuỗi chữ", "a text")
_WHOLE: Final = Text("một số nguyên", "a whole number")
_PAIR: Final = Text("hai số nguyên [đầu, cuối], tính bằng giây", "two whole numbers [start_s, end_s]")


def read_text(faults: Faults, value: Any, path: str) -> str:  # noqa: ANN401
    """Return a text; a half surrogate is none."""
    if is_text(value):
        return str(value)
    faults.wrong_type(path, value, _TEXT)
    return ""


def _is_whole(value: object) -> bool:
    # `type(...) is`, for a bool is an int to Python and not to people.
    return type(value) is int and abs(value) <= LARGEST


def _whole(faults: Faults, value: Any, path: str) -> int:  # noqa: ANN401
    if _is_whole(value):
        return int(value)
    faults.wrong_type(path, value, _WHOLE)
    return 0


def _bool(faults: Faults, value: Any, path: str) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        faults.wrong_type(path, value, Text("true hoặc false", "true or false"))
    return bool(value)


def _number(faults: Faults, value: Any, path: str) -> float:  # noqa: ANN401
    if _is_whole(value) or (type(value) is float and math.isfinite(value)):
        return float(value)
    faults.wrong_type(path, value, Text("một số", "a number"))
    return 0.0


def _counts(faults: Faults, value: Any, path: str) -> Counts:  # noqa: ANN401
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return Counts()
    return Counts({read_text(faults, k, path): _whole(faults, n, child(path, k)) for k, n in value.items()})


def _window(faults: Faults, value: Any, path: str) -> TimeWindow | None:  # noqa: ANN401
    if isinstance(value, list) and len(value) == 2 and all(map(_is_whole, value)):  # noqa: PLR2004
        return TimeWindow(*value)
    faults.wrong_type(path, value, _PAIR)
    return None


PLAIN: Final[dict[Any, Callable[[Faults, Any, str], Any]]] = {
    str: read_text,
    bool: _bool,
    int: _whole,
    float: _number,
    Counts: _counts,
    TimeWindow: _window,
    TravelMatrix: read_travel,
}
"""How each type without fields of its own is read."""
