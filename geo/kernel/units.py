"""Seconds and metres in whole units, so that sums along a path are exact in whatever order they are made.

The units are powers of two: their multiples are exact as floats too, and both algorithms
agree to the last bit. One integer, the *key*, holds both: seconds above, metres below, so that the
least key is the fastest path and of equally fast ones the shortest.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]
IntArray = NDArray[np.int64]

SECOND: Final = 1024
"""Units of time in a second."""
METRE: Final = 256
"""Units of length in a metre."""
LIMIT_S: Final = float(2**18)
"""A path that takes so long, three days at the wheel, is taken for none."""
SHIFT: Final = 33
"""Bits for the length: 33,554 km."""
MASK: Final = 2**SHIFT - 1
NO_WAY: Final = 2**61
"""The key of `LIMIT_S`. Two keys below it can be added without overflow."""


def in_units(seconds: FloatArray, metres: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return both rounded to whole units; seconds from `LIMIT_S` on become inf.

    No length is less than one unit, 4 mm: so no walk in a circle costs nothing, and a fastest path
    never meets a node twice.

    Raises
    ------
    ValueError
        If a time is negative or NaN, or a length negative or not finite.
    """
    if not (seconds >= 0).all() or not (np.isfinite(metres) & (metres >= 0)).all():
        raise ValueError("seconds must be 0 or more (or inf), metres 0 or more and finite")
    rounded: FloatArray = np.round(seconds * SECOND) / SECOND
    return np.where(rounded < LIMIT_S, rounded, np.inf), np.maximum(np.round(metres * METRE), 1) / METRE


def keys(seconds: FloatArray, metres: FloatArray) -> IntArray:
    """Return the keys of times and lengths that are whole units, `NO_WAY` for inf."""
    open_ = np.isfinite(seconds)
    time = np.where(open_, seconds * SECOND, 0).astype(np.int64)
    length = np.where(open_, metres * METRE, 0).astype(np.int64)
    return np.where(open_, (time << SHIFT) + length, NO_WAY)


def fit(seconds: FloatArray, metres: FloatArray) -> bool:
    """Say whether the length of no path below `LIMIT_S` can grow into the bits of its time.

    It can where something moves at over 128 m/s, or where there is no end of arcs of no time.
    """
    moves = np.isfinite(seconds) & (seconds > 0)
    fastest = (metres[moves] / seconds[moves]).max(initial=0.0)
    at_once = metres[seconds == 0].sum()
    return bool((fastest * LIMIT_S + at_once) * METRE < MASK)
