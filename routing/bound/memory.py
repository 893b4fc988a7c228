"""What a day remembers of the parts that it has served: one word of 64 bits, read by where the truck is.

Each part has a colour; at a place, a colour stands for the nearest of its parts. Moving on keeps the bits
that stand for the same part there. So up to 64 parts are remembered all, and of more the nearest: an
ng-route relaxation (Baldacci, Mingozzi and Roberti, 2011) whose memory never confuses two parts.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import Ints
from routing.bound.days import Day

COLOURS: Final = 64
Words = NDArray[np.uint64]


class Memory(NamedTuple):
    """Words by part (0..n-1)."""

    own: Words  # (n,) the bit of a part
    bars: Words  # (n, n) the bit that says at the first part that the second was served, 0: not remembered
    keep: Words  # (n, n) bits that mean the same at both
    keep_out: Words  # (m, n) from a loading to a part
    keep_back: Words  # (n, m) from a part to a loading
    bars_out: Words  # (m, n) the bit that says at a loading that the part was served


def memory_of(day: Day, near: int) -> Memory:
    """Give colours so that parts of one colour lie far apart; each place remembers the `near` nearest."""
    n, m = len(day.unload_s), len(day.lead_s)
    far_s = np.minimum(day.between_s + day.between_s.T, 1 << 30)
    dock_s = np.minimum(day.out_s + day.back_s.T, 1 << 30)
    colour = _colours(far_s)
    means = np.vstack([_meanings(far_s, colour, near), _meanings(dock_s, colour, near)])
    bit = np.uint64(1) << np.arange(COLOURS, dtype=np.uint64)
    same = means[:, None, :] == means[None, :, :]
    keep = (np.where(same, bit, np.uint64(0))).sum(axis=2, dtype=np.uint64)
    own = bit[colour]
    bars = np.where(means[:, colour] == np.arange(n), own, np.uint64(0))
    return Memory(
        own=own,
        bars=np.ascontiguousarray(bars[:n]),
        keep=np.ascontiguousarray(keep[:n, :n]),
        keep_out=np.ascontiguousarray(keep[n:, :n]).reshape(m, n),
        keep_back=np.ascontiguousarray(keep[:n, n:]).reshape(n, m),
        bars_out=np.ascontiguousarray(bars[n:]).reshape(m, n),
    )


def _colours(far_s: Ints) -> Ints:
    """Colour parts in turn, each unlike all others as long as colours last, then like the farthest."""
    n = len(far_s)
    colour = np.arange(n) % COLOURS
    for part in range(COLOURS, n):
        nearest = np.full(COLOURS, np.iinfo(np.int64).max)
        np.minimum.at(nearest, colour[:part], far_s[part, :part])
        colour[part] = int(nearest.argmax())
    return colour


def _meanings(far_s: Ints, colour: Ints, near: int) -> Ints:
    """Return the part that each colour stands for in each row, -1 for none: the nearest, itself at home."""
    means = np.full((len(far_s), COLOURS), -1, dtype=np.int64)
    for row, away in enumerate(far_s):
        for part in np.argsort(away, kind="stable")[:near][::-1]:
            means[row, colour[part]] = part
        if len(far_s) == len(colour):
            means[row, colour[row]] = row
    return means
