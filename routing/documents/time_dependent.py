"""Travel by time of day out of JSON."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from routing.documents.faults import Faults, child, is_text
from routing.documents.grid import MOST_CELL, read_grid
from routing.model import UNREACHABLE, IntMatrix, Text, TextError, TimeDependentTravel

_SLICES: Final = ("start_s", "period", "free", "always")
_TABLES: Final = ("duration_s", "length_m")
_KEYS: Final = (*_SLICES, *_TABLES, "bans", "without")


def read_time_dependent(faults: Faults, value: Any, path: str, size: int) -> TimeDependentTravel | None:  # noqa: ANN401
    """Return `{"start_s": [...], "period": ..., "duration_s": [[[...]]], ..., "without": ""}`."""
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return None
    before = faults.count
    faults.keys(value, path, known=_KEYS, needed=_KEYS)
    if faults.count > before:
        return None
    slices = {name: _numbers(faults, value[name], child(path, name)) for name in _SLICES}
    tables = {name: _tables(faults, value[name], child(path, name), size) for name in _TABLES}
    bans, without = value["bans"], value["without"]
    if not isinstance(bans, list) or not all(map(is_text, bans)):
        faults.wrong_type(child(path, "bans"), bans, Text("một danh sách tên", "a list of names"))
    if not isinstance(without, str):
        faults.wrong_type(child(path, "without"), without, Text("một tên", "a name"))
    if faults.count > before:
        return None
    try:
        return TimeDependentTravel(**slices, **tables, bans=tuple(bans), without=without)  # type: ignore[arg-type]
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
    tables: list[IntMatrix] = []
    for i, table in enumerate(value):
        here = f"{path}[{i}]"
        if isinstance(table, dict):
            tables.append(_changed(faults, table, here, tables, size))
        else:
            tables.append(read_grid(faults, table, here, size))
    return np.array(tables)


def _changed(
    faults: Faults, value: dict[str, Any], path: str, before: Sequence[IntMatrix], size: int
) -> IntMatrix:
    """Return a table that is given by its differences from an earlier one."""
    faults.keys(value, path, known=("like", "rows"), needed=("like", "rows"))
    like, rows = value.get("like"), value.get("rows")
    if type(like) is not int or not 0 <= like < len(before):
        faults.wrong_type(child(path, "like"), like, Text("số của một bảng ở trước", "a table before this"))
        return np.zeros((size, size), dtype=np.int32)
    table = before[like].copy()
    for key, cells in rows.items() if isinstance(rows, dict) else [("", rows)]:
        if not _is_row(key, cells, size):
            here = child(path, "rows") + f"[{key!r}]"
            faults.wrong_type(
                here, cells, Text("cột, giá trị, cột, giá trị…", "column, value, column, value…")
            )
            continue
        pairs = np.array(cells, dtype=np.int64).reshape(-1, 2)
        table[int(key), pairs[:, 0]] = pairs[:, 1]
    return table


def _is_row(key: str, cells: Any, size: int) -> bool:  # noqa: ANN401
    if not (key.isascii() and key.isdigit() and int(key) < size):
        return False
    if not isinstance(cells, list) or len(cells) % 2 or not set(map(type, cells)) <= {int}:
        return False
    columns, values = cells[::2], cells[1::2]
    good = not columns or (min(columns) >= 0 and max(columns) < size)
    return good and (not values or (min(values) >= UNREACHABLE and max(values) <= MOST_CELL))
