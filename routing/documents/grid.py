"""Tables of whole numbers out of JSON: strict in every cell, without a Python step per cell."""

from typing import Any, Final

import numpy as np

from routing.documents.faults import Faults
from routing.model import MOST_TRAVEL, UNREACHABLE, IntMatrix, Text

MOST_CELL: Final = MOST_TRAVEL
_CELL: Final = Text(f"một số nguyên từ -1 đến {MOST_CELL}", f"a whole number from -1 to {MOST_CELL}")


def read_grid(faults: Faults, rows: Any, path: str, size: int) -> IntMatrix:  # noqa: ANN401
    """Return a list of `size` lists of `size` numbers as an array; zeros where it is none."""
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
    if set(map(type, row)) <= {int} and (not row or (min(row) >= UNREACHABLE and max(row) <= MOST_CELL)):
        return True
    # One issue a row: a table of fractions would fill a book.
    i = next(i for i, x in enumerate(row) if type(x) is not int or not UNREACHABLE <= x <= MOST_CELL)
    faults.wrong_type(f"{path}[{i}]", row[i], _CELL)
    return False
