"""Random numbers whose whole state is an array, so that a search hangs on seed and iterations alone.

xorshift128+ (Vigna, "Further scramblings of Marsaglia's xorshift generators", 2017), seeded by splitmix64.
"""

import numpy as np
from numpy.typing import NDArray

from routing.engines.ruin_recreate.data.compiled import inner

Rng = NDArray[np.uint64]
"""The generator's state, shape (2,)."""

_MASK = (1 << 64) - 1


def seeded(seed: int) -> Rng:
    """Return a generator for `seed`; neighbouring seeds give unrelated numbers."""
    words = []
    state = seed & _MASK
    for _ in range(2):
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        word = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _MASK
        words.append(word ^ (word >> 31))
    return np.array(words, dtype=np.uint64)


@inner
def uniform(rng: Rng) -> float:
    """Return a number in [0, 1)."""
    a, b = rng[0], rng[1]
    rng[0] = b
    a ^= a << np.uint64(23)
    a ^= (a >> np.uint64(17)) ^ b ^ (b >> np.uint64(26))
    rng[1] = a
    return float((a + b) >> np.uint64(11)) * (1.0 / (1 << 53))


@inner
def below(rng: Rng, count: int) -> int:
    """Return a whole number in [0, count)."""
    return int(uniform(rng) * count)
