"""The master problem: the cheapest mix of the days found so far, as a linear program kept warm."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import highspy
import numpy as np

from routing.bound.days import Floats

_FREE: Final = float(highspy.kHighsInf)


class Master:
    """Rows: each part is served at least once, or its price is paid; trucks and stock are limited.

    Its value proves nothing by itself; its dual prices are where to look for a good bound.
    """

    def __init__(self, prices_vnd: Floats, most: Sequence[float]) -> None:
        # The class below the library's own front, which greets on stdout whenever it is made.
        self._lp: Any = highspy._core._Highs()  # noqa: SLF001
        self._lp.setOptionValue("output_flag", False)
        self._lp.setOptionValue("threads", 1)
        none, nothing = np.empty(0, dtype=np.int32), np.empty(0)
        for _ in prices_vnd:
            self._lp.addRow(1.0, _FREE, 0, none, nothing)
        for limit in most:
            self._lp.addRow(-_FREE, float(limit), 0, none, nothing)
        for part, price_vnd in enumerate(prices_vnd):
            self.add(float(price_vnd), {part: 1})

    def add(self, cost_vnd: float, entries: Mapping[int, int]) -> None:
        """Add a column by its entries in rows: parts, kinds, stock."""
        rows = np.array(list(entries), dtype=np.int32)
        values = np.array(list(entries.values()), dtype=np.float64)
        self._lp.addCol(cost_vnd, 0.0, _FREE, len(rows), rows, values)

    def solve(self) -> tuple[float, Floats]:
        """Return the least cost and the dual price of each row."""
        self._lp.run()
        return float(self._lp.getObjectiveValue()), np.array(self._lp.getSolution().row_dual)
