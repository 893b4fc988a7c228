"""JSON as values, strictly: no key stands twice, no number is lost, nothing is deeper or finer than sense."""

import json
import math
import re
from collections import Counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from routing.documents.faults import Faults, shown
from routing.model import InputError, IssueCode, Subject, Text
from routing.tables.files import decoded, issue

MOST_DEPTH: Final = 64
"""Lists and objects within each other: ours are ten deep at the most."""
MOST_CONTAINERS: Final = 2_000_000
"""Lists and objects of a document: an empty one takes 60 bytes of memory for two or three of text."""

_BLOCK: Final = 1 << 20
_TEXTS: Final = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_AGAIN: Final = Text("Xuất lại tệp từ OxyRoute", "Export the file from OxyRoute again")


class _NumberError(ValueError):
    """A number that no whole or floating number of ours can hold."""


def parse_json(data: bytes | str, *, file: str = "", finite: bool = True) -> Any:  # noqa: ANN401 - that is JSON
    """Return the values of a JSON text.

    Parameters
    ----------
    finite : bool
        Whether `NaN` and infinite numbers are refused here, rather than by the reader of the values.

    Raises
    ------
    InputError
        If it is no text, or no JSON or too deep (NOT_JSON), of too many parts (TOO_COMPLEX), or names a field
        twice (DUPLICATE_KEY, one issue for each such object).
    """
    text = decoded(data, file)
    faults = Faults(file)
    _refuse_complex(data if isinstance(data, bytes) else text.encode("utf-8", "replace"), file)
    value = _loaded(faults, text, finite=finite)
    faults.refuse()
    return value


def _loaded(faults: Faults, text: str, *, finite: bool) -> Any:  # noqa: ANN401
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            _twice(faults, pairs)
        return members

    number = _finite if finite else float
    try:
        return json.loads(text, object_pairs_hook=once, parse_float=number, parse_constant=number)
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno}"
        fault = Text(f"Không phải JSON (dòng:cột {where})", f"Not JSON: {error.msg} (line:column {where})")
    except (ValueError, RecursionError):
        fault = Text(
            "Có một số quá dài, hoặc không phải số của JSON", "A number is too long, or none that JSON knows"
        )
    raise InputError([issue(IssueCode.NOT_JSON, Subject(file=faults.file), fault, _AGAIN)])


def _twice(faults: Faults, pairs: list[tuple[str, Any]]) -> None:
    counted = Counter(key for key, _ in pairs)
    keys = sorted(key for key, count in counted.items() if count > 1)
    names = ", ".join(shown(key) for key in keys[:3]) + (f", … +{len(keys) - 3}" if len(keys) > 3 else "")  # noqa: PLR2004
    fault = Text(f"Trường {names} ghi hai lần", f"The field {names} stands twice in one object")
    faults.add(IssueCode.DUPLICATE_KEY, "", fault, Text("Giữ lại một", "Keep one of them"))


def _finite(text: str) -> float:
    value = float(text)
    if math.isfinite(value):
        return value
    raise _NumberError(text[:20])


def _refuse_complex(data: bytes, file: str) -> None:
    """Refuse a JSON text of which too much would be built, before any of it is."""
    depth, containers = _measured(data)
    if depth > MOST_DEPTH or containers > MOST_CONTAINERS:
        # Brackets within texts count for nothing, but are rare enough to be looked for only here.
        depth, containers = _measured(_TEXTS.sub(b"", data))
    if depth > MOST_DEPTH:
        fault = Text(f"JSON lồng quá {MOST_DEPTH} tầng", f"The JSON is nested deeper than {MOST_DEPTH}")
        raise InputError([issue(IssueCode.NOT_JSON, Subject(file=file), fault, _AGAIN)])
    if containers > MOST_CONTAINERS:
        fault = Text(
            f"JSON có hơn {MOST_CONTAINERS} danh sách và đối tượng",
            f"The JSON has more than {MOST_CONTAINERS} lists and objects",
        )
        raise InputError([issue(IssueCode.TOO_COMPLEX, Subject(file=file), fault, _AGAIN)])


def _measured(data: bytes) -> tuple[int, int]:
    """Return how deep a text's brackets go, and how many are opened."""
    depth = deepest = opened = 0
    for at in range(0, len(data), _BLOCK):
        signs = np.frombuffer(data, dtype=np.uint8, count=min(_BLOCK, len(data) - at), offset=at)
        opens = (signs == ord("[")) | (signs == ord("{"))
        closes = (signs == ord("]")) | (signs == ord("}"))
        deep = _depths(opens, closes)
        deepest = max(deepest, depth + int(deep.max(initial=0)))
        depth += int(deep[-1])
        opened += int(opens.sum())
    return deepest, opened


def _depths(opens: NDArray[np.bool_], closes: NDArray[np.bool_]) -> NDArray[np.int32]:
    return np.cumsum(opens.astype(np.int8) - closes.astype(np.int8), dtype=np.int32)
