"""What searches over arrays share: a number beyond all real ones, and windows padded to rectangles."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import TimeWindow

FAR: Final = 1 << 40
"""Beyond any second, metre, gram, count or VND, and far from overflow when added up."""

Ints = NDArray[np.int64]
ALWAYS: Final = (TimeWindow(-FAR, FAR),)
"""The windows of a row that is always open."""


def padded(rows: Sequence[Sequence[TimeWindow]]) -> tuple[Ints, Ints]:
    """Return when windows open and close, shape (rows, most windows of a row).

    Short rows are padded with windows that never open, so a row without any never opens.
    """
    width = max((len(row) for row in rows), default=0) or 1
    opens = np.full((len(rows), width), FAR, dtype=np.int64)
    closes = np.full((len(rows), width), -FAR, dtype=np.int64)
    for i, row in enumerate(rows):
        for w, window in enumerate(row):
            opens[i, w], closes[i, w] = window.start_s, window.end_s
    return opens, closes
