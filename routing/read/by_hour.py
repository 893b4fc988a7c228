"""Travel by time of day out of JSON."""

from typing import Any, Final

import numpy as np

from routing.model import Text, TextError, TravelByHour
from routing.read.faults import Faults, child, is_text
from routing.read.grid import read_grid

_SLICES: Final = ("start_s", "period", "free", "always")
_TABLES: Final = ("duration_s", "length_m")
_KEYS: Final = (*_SLICES, *_TABLES, "bans", "without")


def read_by_hour(faults: Faults, value: Any, path: str, size: int) -> TravelByHour | None:  # noqa: ANN401
    """Return `{"start_s": [...], "period": ..., "duration_s": [[[...]]], ..., "without": ""}`."""
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return None
    before = len(faults.issues)
    faults.keys(value, path, known=_KEYS, needed=_KEYS)
    if len(faults.issues) > before:
        return None
    slices = {name: _numbers(faults, value[name], child(path, name)) for name in _SLICES}
    tables = {name: _tables(faults, value[name], child(path, name), size) for name in _TABLES}
    bans, without = value["bans"], value["without"]
    if not isinstance(bans, list) or not all(map(is_text, bans)):
        faults.wrong_type(child(path, "bans"), bans, Text("một danh sách tên", "a list of names"))
    if not isinstance(without, str):
        faults.wrong_type(child(path, "without"), without, Text("một tên", "a name"))
    if len(faults.issues) > before:
        return None
    try:
        return TravelByHour(**slices, **tables, bans=tuple(bans), without=without)  # type: ignore[arg-type]
    except TextError as error:
        faults.bad_travel(path, error.text)
        return None


def _numbers(faults: Faults, value: Any, path: str) -> tuple[int, ...]:  # noqa: ANN401
    if isinstance(value, list) and value and all(type(number) is int for number in value):
        return tuple(value)
    faults.wrong_type(path, value, Text("một danh sách số nguyên", "a list of whole numbers"))
    return ()


def _tables(faults: Faults, value: Any, path: str, size: int) -> Any:  # noqa: ANN401 - an array
    if not isinstance(value, list) or not value:
        faults.wrong_type(path, value, Text("một danh sách bảng", "a list of tables"))
        return None
    return np.array([read_grid(faults, table, f"{path}[{i}]", size) for i, table in enumerate(value)])
