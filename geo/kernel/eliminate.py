"""The links of a hierarchy, and which two of them a third one shortens, compiled."""

import numpy as np

from geo.kernel.compiled import compiled, inner
from geo.kernel.units import IndexArray, IntArray


@compiled
def linked(first: IntArray, neighbour: IntArray, most: int) -> tuple[IntArray, IndexArray, IndexArray]:
    """Return `start`, `above` and `parent` of a `Hierarchy` (all nodes are ranks here).

    If there are more than `most` pairs of links up from one node, the rest is left out.

    Taking away one node after another, lowest first, the higher neighbours of each are linked with
    each other. All links of a node but the first are links of its parent too, so that it is enough
    to hand them on to the parent.
    """
    nodes = len(first) - 1
    start = np.zeros(nodes + 1, np.int64)
    above = np.empty(4 * len(neighbour) + 16, np.int32)
    parent, child, next_child = np.full((3, nodes), -1, np.int32)
    seen = np.full(nodes, -1, np.int64)
    higher = np.empty(nodes, np.int32)
    seen_pairs = 0
    for v in range(nodes):
        count = _higher(first, neighbour, start, above, (child, next_child), seen, higher, v)
        if start[v] + count > len(above):
            wider = np.empty(2 * len(above) + count, np.int32)
            wider[: start[v]] = above[: start[v]]
            above = wider
        higher[:count].sort()
        above[start[v] : start[v] + count] = higher[:count]
        start[v + 1] = start[v] + count
        seen_pairs += count * (count - 1) // 2
        if seen_pairs > most:
            return start[: v + 2], above, parent
        if count:
            parent[v] = higher[0]
            next_child[v], child[higher[0]] = child[higher[0]], v
    return start, above[: start[nodes]].copy(), parent


@inner
def _higher(
    first: IntArray,
    neighbour: IntArray,
    start: IntArray,
    above: IndexArray,
    children: tuple[IndexArray, IndexArray],
    seen: IntArray,
    higher: IndexArray,
    v: int,
) -> int:
    """Write the higher neighbours of `v`, its own and those that its children hand on; return how many."""
    count = 0
    seen[v] = v
    for i in range(first[v], first[v + 1]):
        w = neighbour[i]
        if w > v and seen[w] != v:
            seen[w], higher[count] = v, w
            count += 1
    c = children[0][v]
    while c >= 0:
        for i in range(start[c], start[c + 1]):
            w = above[i]
            if seen[w] != v:
                seen[w], higher[count] = v, w
                count += 1
        c = children[1][c]
    return count


@compiled
def pairs(start: IntArray) -> int:
    """Return how many pairs of links up from one node there are, which is what weighing takes."""
    total = 0
    for v in range(len(start) - 1):
        links = start[v + 1] - start[v]
        total += links * (links - 1) // 2
    return total


@compiled
def closing(start: IntArray, above: IndexArray) -> IndexArray:
    """Return, for each pair of links up from one node, the link between their upper ends.

    In the order that `customise` needs: nodes by rising rank, pairs in lexicographic order.
    """
    third = np.empty(pairs(start), np.int32)
    at = 0
    for v in range(len(start) - 1):
        for low in range(start[v], start[v + 1]):
            link = start[above[low]]
            for high in range(low + 1, start[v + 1]):
                while above[link] != above[high]:
                    link += 1
                third[at] = link
                at += 1
    return third
