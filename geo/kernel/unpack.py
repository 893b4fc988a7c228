"""The edges of a fastest path, unpacked from the links of a hierarchy, compiled."""

from typing import NamedTuple

import numpy as np

from geo.kernel.compiled import compiled, inner
from geo.kernel.units import NO_WAY, IndexArray, IntArray


class Links(NamedTuple):
    """What of a `Hierarchy` and a `Metric` unpacking reads."""

    start: IntArray
    above: IndexArray
    below: IndexArray
    parent: IndexArray
    lower_start: IntArray
    lower: IndexArray
    up: IntArray
    down: IntArray
    up_edge: IndexArray
    down_edge: IndexArray
    edge_key: IntArray


@compiled
def edges_of(links: Links, source: int, targets: IntArray) -> list[IntArray]:
    """Return the edges of the fastest path from a rank to each of others; -1 alone where there is none."""
    nodes = len(links.parent)
    there, back = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    there_by, back_by = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    _climb(links, links.up, source, there, there_by)
    paths = []
    for target in targets:
        _climb(links, links.down, target, back, back_by)
        top = _meeting(links.parent, source, target, there, back)
        if top < 0:
            paths.append(np.full(1, -1, np.int64))
        else:
            paths.append(_driven(links, top, there_by, back_by))
    return paths


@inner
def _climb(links: Links, key: IntArray, source: int, best: IntArray, by: IndexArray) -> None:
    """Find the keys from a node to its ancestors, and the link that each is reached by."""
    v = source
    while v >= 0:
        best[v], by[v] = NO_WAY, -1
        v = links.parent[v]
    best[source] = 0
    v = source
    while v >= 0:
        for link in range(links.start[v], links.start[v + 1]):
            w = links.above[link]
            if best[v] + key[link] < best[w]:
                best[w], by[w] = best[v] + key[link], link
        v = links.parent[v]


@inner
def _meeting(parent: IndexArray, source: int, target: int, there: IntArray, back: IntArray) -> int:
    """Return the common ancestor where both halves of the fastest path meet, -1 if there is no path."""
    v, w = source, target
    while v != w and v >= 0 and w >= 0:
        if v < w:
            v = parent[v]
        else:
            w = parent[w]
    top, least = -1, NO_WAY
    v = min(v, w)
    while v >= 0:
        if there[v] + back[v] < least:
            top, least = v, there[v] + back[v]
        v = parent[v]
    return top


@inner
def _driven(links: Links, top: int, there_by: IndexArray, back_by: IndexArray) -> IntArray:
    """Return the edges of the path over `top`, in driving order.

    What lies ahead is a pile, the next on top: twice a link, and one more where it leads down.
    """
    pile = np.empty(len(links.parent) + 2, np.int64)
    edges = np.empty(len(links.parent), np.int64)
    high, driven = 0, 0
    v = top
    while back_by[v] >= 0:
        pile[high] = 2 * back_by[v] + 1
        high += 1
        v = links.below[back_by[v]]
    pile[:high] = pile[:high][::-1].copy()
    v = top
    while there_by[v] >= 0:
        pile[high] = 2 * there_by[v]
        high += 1
        v = links.below[there_by[v]]
    while high:
        link, down = pile[high - 1] >> 1, pile[high - 1] & 1
        key = links.down[link] if down else links.up[link]
        edge = links.down_edge[link] if down else links.up_edge[link]
        if edge >= 0 and links.edge_key[edge] == key:
            edges[driven] = edge
            driven += 1
            high -= 1
        else:
            # The first half goes down to the middle, the second up from it.
            first, second = _halves(links, link, down, key)
            pile[high - 1], pile[high] = 2 * second, 2 * first + 1
            high += 1
    return edges[:driven].copy()


@inner
def _halves(links: Links, link: int, down: int, key: int) -> tuple[int, int]:
    """Return the links over a lower node that a link's key is the sum of."""
    low, high = links.below[link], links.above[link]
    for i in range(links.lower_start[low], links.lower_start[low + 1]):
        lower = links.lower[i]
        other = _link(links, links.below[lower], high)
        if other < 0:
            continue
        first, second = (other, lower) if down else (lower, other)
        if links.down[first] + links.up[second] == key:
            return first, second
    return -1, -1


@inner
def _link(links: Links, low: int, high: int) -> int:
    """Return the link between two ranks, -1 if there is none."""
    first, last = links.start[low], links.start[low + 1]
    while first < last:
        middle = (first + last) // 2
        if links.above[middle] < high:
            first = middle + 1
        else:
            last = middle
    return first if first < links.start[low + 1] and links.above[first] == high else -1
