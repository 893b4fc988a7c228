"""The travel matrix out of JSON: strict in every cell, without a Python step per cell."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from routing.model import UNREACHABLE, IntMatrix, Text, TextError, TravelMatrix
from routing.read.faults import Faults, child, is_text

_TABLES: Final = ("duration_s", "length_m")
_MOST: Final = int(np.iinfo(np.int32).max)
_CELL: Final = Text("một số nguyên từ -1 đến 2147483647", "a whole number from -1 to 2147483647")


def read_travel(faults: Faults, value: Any, path: str) -> TravelMatrix | None:  # noqa: ANN401
    """Return `{"place_ids": [...], "profiles": {name: {"duration_s": [[...]], "length_m": ...}}}`."""
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return None
    before = len(faults.issues)
    faults.keys(value, path, known=("place_ids", "profiles"), needed=("place_ids", "profiles"))
    ids = _place_ids(faults, value.get("place_ids", []), child(path, "place_ids"))
    profiles = _profiles(faults, value.get("profiles", {}), child(path, "profiles"), len(ids))
    if len(faults.issues) > before:
        return None
    try:
        return TravelMatrix(
            place_ids=tuple(ids),
            duration_s={key: tables["duration_s"] for key, tables in profiles.items()},
            length_m={key: tables["length_m"] for key, tables in profiles.items()},
        )
    except TextError as error:
        cause = error.text
        fault = Text(
            f"Bảng thời gian đi không hợp lệ: {cause.vi}", f"The travel matrix is not valid: {cause.en}"
        )
        again = Text("Tính lại bảng từ bản đồ đường", "Compute the matrix again from the road map")
        faults.add("BAD_TRAVEL", path, fault, again)
        return None


def _place_ids(faults: Faults, value: Any, path: str) -> Sequence[str]:  # noqa: ANN401
    if isinstance(value, list) and all(map(is_text, value)):
        return value
    faults.wrong_type(path, value, Text("một danh sách mã nơi", "a list of place ids"))
    return ()


def _profiles(faults: Faults, value: Any, path: str, size: int) -> dict[str, dict[str, IntMatrix]]:  # noqa: ANN401
    found: dict[str, dict[str, IntMatrix]] = {}
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return found
    for profile, tables in value.items():
        here = child(path, profile)
        if not isinstance(tables, dict):
            faults.not_object(here, tables)
            continue
        faults.keys(tables, here, known=_TABLES, needed=_TABLES)
        given = [name for name in _TABLES if name in tables]
        found[profile] = {name: _table(faults, tables[name], child(here, name), size) for name in given}
    return found


def _table(faults: Faults, rows: Any, path: str, size: int) -> IntMatrix:  # noqa: ANN401
    blank = np.zeros((size, size), dtype=np.int32)
    if not isinstance(rows, list) or len(rows) != size:
        faults.wrong_type(path, rows, Text(f"{size} dòng, mỗi nơi một dòng", f"{size} rows, one a place"))
        return blank
    good = [_good_row(faults, row, f"{path}[{i}]", size) for i, row in enumerate(rows)]
    return np.array(rows, dtype=np.int32).reshape(size, size) if all(good) else blank


def _good_row(faults: Faults, row: Any, path: str, size: int) -> bool:  # noqa: ANN401
    if not isinstance(row, list) or len(row) != size:
        faults.wrong_type(path, row, Text(f"{size} số, mỗi nơi một số", f"{size} numbers, one a place"))
        return False
    # The types of a row in one pass of C: numpy alone would take true for 1 and 1.5 for 1.
    if set(map(type, row)) <= {int} and (not row or (min(row) >= UNREACHABLE and max(row) <= _MOST)):
        return True
    # One issue a row: a table of fractions would fill a book.
    i = next(i for i, x in enumerate(row) if type(x) is not int or not UNREACHABLE <= x <= _MOST)
    faults.wrong_type(f"{path}[{i}]", row[i], _CELL)
    return False
