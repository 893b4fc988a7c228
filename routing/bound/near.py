"""Which parts a label remembers: at first those nearby, later those that days in use repeat.

A part that a label remembers cannot be served again (ng-routes, Baldacci, Mingozzi & Roberti, 2011); what
to remember is learned from the linear program (Roberti & Mingozzi, 2014).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from routing.bound.columns import Trips
from routing.bound.days import Ints, Kind
from routing.bound.labels import Words

_BITS: Final = 64


def near_of(kinds: Sequence[Kind], near: int) -> Words:
    """Return what each part remembers, shape (parts, words): the parts nearest by any truck, and itself."""
    away_s: Ints = np.min([np.minimum(kind.day.between_s, kind.day.between_s.T) for kind in kinds], axis=0)
    words = np.zeros((len(away_s), -(-len(away_s) // _BITS)), dtype=np.uint64)
    for i, row in enumerate(away_s):
        for j in (i, *np.argsort(row, kind="stable")[: near + 1].tolist()):
            _remember(words, i, j)
    return words


def _remember(near: Words, i: int, j: int) -> None:
    near[i, j // _BITS] |= np.uint64(1 << (j % _BITS))


def _is_near(near: Words, i: int, j: int) -> bool:
    return bool(int(near[i, j // _BITS]) >> (j % _BITS) & 1)


def gaps_of(trips: Trips) -> list[tuple[int, tuple[int, ...]]]:
    """Return the parts that a day repeats, each with the parts between two of its services."""
    order = [part for _, parts in trips for part in parts]
    last: dict[int, int] = {}
    found = []
    for at, part in enumerate(order):
        if part in last:
            found.append((part, tuple(order[last[part] + 1 : at])))
        last[part] = at
    return found


def is_allowed(near: Words, trips: Trips) -> bool:
    """Say whether what is remembered allows a day: each repeated part is forgotten in between."""
    return all(any(not _is_near(near, i, part) for i in between) for part, between in gaps_of(trips))


def learn(near: Words, trips: Trips) -> bool:
    """Remember what forbids a day's repetitions; say whether there were any."""
    gaps = gaps_of(trips)
    for part, between in gaps:
        for i in between:
            _remember(near, i, part)
    return bool(gaps)
