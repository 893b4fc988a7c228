"""Many tables of whole numbers as JSON: those that differ little are written as their differences."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_WORTH: Final = 0.4
"""A table is written by its differences if no larger a share of its cells differs."""


def tables_json(tables: NDArray[np.int32]) -> list[Any]:
    """Return tables, shape (tables, n, n), as JSON values.

    A table is its rows, or `{"like": k, "rows": {"i": [j, value, j, value, ...]}}`: as the table `k`
    before it but for cells `j` of rows `i`. `k` is the one from which the fewest cells differ.
    """
    values: list[Any] = []
    for number, table in enumerate(tables):
        differs = [table != other for other in tables[:number]]
        counts = [int(mask.sum()) for mask in differs]
        like = int(np.argmin(counts)) if counts else -1
        if like >= 0 and counts[like] <= _WORTH * table.size:
            values.append({"like": like, "rows": _rows(table, differs[like])})
        else:
            values.append(table.tolist())
    return values


def _rows(table: NDArray[np.int32], differs: NDArray[np.bool_]) -> dict[str, list[int]]:
    rows = {}
    for i in np.flatnonzero(differs.any(axis=1)).tolist():
        columns = np.flatnonzero(differs[i])
        rows[str(i)] = np.column_stack((columns, table[i, columns])).ravel().tolist()
    return rows
