"""Keys from many sources to many targets, sixteen sources at a time, compiled.

RPHAST (Delling, Goldberg and Werneck, "Faster Batched Shortest Paths in Road Networks", ATMOS 2011).
It goes up from the sources and down to the targets, over the ancestors in the elimination tree.
The sixteen lanes of a node lie side by side, and the processor works on several at once.
"""

from typing import Final, NamedTuple

import numpy as np

from geo.kernel.compiled import compiled, inner
from geo.kernel.units import MASK, METRE, NO_WAY, SECOND, SHIFT, FloatArray, IndexArray, IntArray

LANES: Final = 16


class Upward(NamedTuple):
    """The links that lead up: `Hierarchy.start`, `above`, `parent` and `Metric.up`."""

    start: IntArray
    above: IndexArray
    parent: IndexArray
    key: IntArray


class Downward(NamedTuple):
    """The open links that lead down to a set of targets, and the ancestors of these, row by row.

    Rows go by falling rank; the links into row `i` are `start[i]:start[i + 1]` of `row` (where they
    come from) and `key`. `row_of` is by rank, -1 elsewhere.
    """

    start: IntArray
    row: IndexArray
    key: IntArray
    row_of: IndexArray


@compiled
def ancestors(parent: IndexArray, ranks: IntArray) -> IntArray:
    """Return `ranks` and all above them in the tree, once each, rising."""
    seen = np.zeros(len(parent), np.bool_)
    above = np.empty(len(parent), np.int64)
    count = 0
    for rank in ranks:
        v = rank
        while v >= 0 and not seen[v]:
            seen[v], above[count] = True, v
            count += 1
            v = parent[v]
    return np.sort(above[:count])


@compiled
def downward(start: IntArray, above: IndexArray, down: IntArray, rows: IntArray) -> Downward:
    """Return the links down to `rows`, which are ranks, rising, with all their ancestors."""
    row_of = np.full(len(start) - 1, -1, np.int32)
    total = 0
    for i in range(len(rows)):
        row_of[rows[len(rows) - 1 - i]] = i
        total += start[rows[i] + 1] - start[rows[i]]
    first = np.zeros(len(rows) + 1, np.int64)
    row, key = np.empty(total, np.int32), np.empty(total, np.int64)
    count = 0
    for i in range(len(rows)):
        v = rows[len(rows) - 1 - i]
        for link in range(start[v], start[v + 1]):
            if down[link] < NO_WAY:
                row[count], key[count] = row_of[above[link]], down[link]
                count += 1
        first[i + 1] = count
    return Downward(first, row[:count], key[:count], row_of)


@compiled
def sweep(
    up: Upward,
    down: Downward,
    sources: IntArray,
    lines: IntArray,
    goals: IndexArray,
    ends: IntArray,
    seconds: FloatArray,
    metres: FloatArray,
) -> None:
    """Fill the `lines` of both tables that belong to `sources`, which are ranks.

    Of the rows `goals`, the best up to each of `ends`, from the one before on, makes one column.
    """
    nodes, rows = len(up.parent), len(down.start) - 1
    key = np.empty((rows, LANES), np.int64)
    near = np.empty((nodes, LANES), np.int64)
    place = np.full(nodes, -1, np.int32)
    climbed = np.empty(nodes, np.int64)
    lane = np.empty(LANES, np.int64)
    for first in range(0, len(sources), LANES):
        for k in range(LANES):
            lane[k] = sources[min(first + k, len(sources) - 1)]
        key[:] = NO_WAY
        _climb(up, down.row_of, lane, place, climbed, near, key)
        _descend(down, key)
        for k in range(min(LANES, len(sources) - first)):
            _unpack_lane(key, k, goals, ends, seconds[lines[first + k]], metres[lines[first + k]])


@inner
def _climb(
    up: Upward,
    row_of: IndexArray,
    lane: IntArray,
    place: IndexArray,
    climbed: IntArray,
    near: IntArray,
    key: IntArray,
) -> None:
    """Find the keys from the sources up to their ancestors, and write those of the rows to `key`."""
    count = _placed(up.parent, lane, place, climbed)
    near[:count] = NO_WAY
    for k in range(LANES):
        near[place[lane[k]], k] = 0
    for i in range(count):
        v = climbed[i]
        if row_of[v] >= 0:
            key[row_of[v]] = near[i]
        for link in range(up.start[v], up.start[v + 1]):
            step = up.key[link]
            if step < NO_WAY:
                j = place[up.above[link]]
                for k in range(LANES):
                    near[j, k] = min(near[j, k], near[i, k] + step)
    for i in range(count):
        place[climbed[i]] = -1


@inner
def _placed(parent: IndexArray, lane: IntArray, place: IndexArray, climbed: IntArray) -> int:
    """Write the sources and their ancestors to `climbed`, rising, and where each stands to `place`."""
    count = 0
    for source in lane:
        v = source
        while v >= 0 and place[v] < 0:
            place[v], climbed[count] = 0, v
            count += 1
            v = parent[v]
    climbed[:count].sort()
    for i in range(count):
        place[climbed[i]] = i
    return count


@inner
def _descend(down: Downward, key: IntArray) -> None:
    """Find the keys of all rows from those of the rows above; four links at a time save half the writing."""
    for i in range(len(down.start) - 1):
        link, end = down.start[i], down.start[i + 1]
        while link + 3 < end:
            a, b, c, d = down.row[link], down.row[link + 1], down.row[link + 2], down.row[link + 3]
            p, q, r, s = down.key[link], down.key[link + 1], down.key[link + 2], down.key[link + 3]
            for k in range(LANES):
                first, second = min(key[a, k] + p, key[b, k] + q), min(key[c, k] + r, key[d, k] + s)
                key[i, k] = min(key[i, k], min(first, second))  # noqa: PLW3301 - in pairs, for the processor
            link += 4
        while link < end:
            a, p = down.row[link], down.key[link]
            for k in range(LANES):
                key[i, k] = min(key[a, k] + p, key[i, k])
            link += 1


@inner
def _unpack_lane(
    key: IntArray, k: int, goals: IndexArray, ends: IntArray, seconds: FloatArray, metres: FloatArray
) -> None:
    """Take the keys of one lane apart."""
    goal = 0
    for t in range(len(ends)):
        best = NO_WAY
        while goal < ends[t]:
            best = min(best, key[goals[goal], k])
            goal += 1
        if best < NO_WAY:
            seconds[t], metres[t] = (best >> SHIFT) / SECOND, (best & MASK) / METRE
        else:
            seconds[t], metres[t] = np.inf, np.inf
