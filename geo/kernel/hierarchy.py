"""A customizable contraction hierarchy: what a map's topology tells of its fastest paths.

Dibbelt, Strasser and Wagner, "Customizable Contraction Hierarchies", ACM JEA 21, 2016. It is made once
for a map, whatever the weights. It holds the nodes in an order of nested dissection, and the links
(shortcuts) that appear when nodes are contracted one by one.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.kernel.dissect import Streets, dissected
from geo.kernel.eliminate import closing, linked, pairs
from geo.kernel.units import FloatArray, IndexArray, IntArray

MOST_PAIRS: Final = 500
"""Pairs of links for each node, from which on the order is good for nothing; roads have 20 to 50."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hierarchy:
    """Nodes by rank and the links between them, each from a lower to a higher rank.

    Attributes
    ----------
    rank, node : int32 arrays, shape (nodes,)
        Rank of each node, and node of each rank. All that follows speaks of ranks.
    start : int64 array, shape (nodes + 1,)
        The links up from `v` are `start[v]:start[v + 1]`, by rising rank of the upper end.
    above, below : int32 arrays, shape (links,)
        Upper and lower end.
    parent : int32 array, shape (nodes,)
        The lowest upper end, -1 where there is none: upper ends are all ancestors in this tree.
    third : int32 array
        See `eliminate.closing`.
    slot : int32 array, shape (edges,)
        Twice the link that an edge of the map belongs to, and one more if the edge leads down; -1
        for a loop.
    lower_start, lower : int64 and int32 arrays, shapes (nodes + 1,) and (links,)
        The links down from `v` are `lower[lower_start[v]:lower_start[v + 1]]`, by rising lower end.
    """

    rank: IndexArray
    node: IndexArray
    start: IntArray
    above: IndexArray
    below: IndexArray
    parent: IndexArray
    third: IndexArray
    slot: IndexArray
    lower_start: IntArray
    lower: IndexArray

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.rank)


def hierarchy(
    *, nodes: int, tail: IndexArray, head: IndexArray, lon: FloatArray, lat: FloatArray
) -> Hierarchy | None:
    """Return the hierarchy of a map: all its edges, open or closed.

    None if small cuts do not divide it, for example if the positions of nodes are wrong.

    Parameters
    ----------
    tail, head : int32 arrays, shape (edges,)
    lon, lat : float64 arrays, shape (nodes,), degrees
        Where the nodes lie.
    """
    streets = _streets(nodes, tail, head, lon, lat)
    node = dissected(streets)
    rank = np.empty(nodes, dtype=np.int64)
    rank[node] = np.arange(nodes)
    most = MOST_PAIRS * nodes
    start, above, parent = linked(*_by_rank(streets, node, rank), most)
    if pairs(start) > most:
        return None
    below = np.repeat(np.arange(nodes, dtype=np.int32), np.diff(start))
    return Hierarchy(
        rank=rank.astype(np.int32),
        node=node.astype(np.int32),
        start=start,
        above=above,
        below=below,
        parent=parent,
        third=closing(start, above),
        slot=_slots(rank[tail], rank[head], below, above),
        lower_start=_starts(above, nodes),
        lower=np.argsort(above, kind="stable").astype(np.int32),
    )


def _streets(nodes: int, tail: IndexArray, head: IndexArray, lon: FloatArray, lat: FloatArray) -> Streets:
    ends = np.concatenate((tail, head)).astype(np.int64), np.concatenate((head, tail)).astype(np.int64)
    pair = np.unique((ends[0] * nodes + ends[1])[ends[0] != ends[1]])
    node, other = np.divmod(pair, max(1, nodes))
    return Streets(
        start=_starts(node, nodes),
        head=other,
        back=np.searchsorted(pair, other * nodes + node),
        x=lon * np.cos(np.radians(lat.mean())) if nodes else lon.astype(np.float64),
        y=lat.astype(np.float64),
    )


def _by_rank(streets: Streets, node: IntArray, rank: IntArray) -> tuple[IntArray, IntArray]:
    """Return the arcs of `streets` as starts and heads, all nodes being ranks."""
    tail = rank[np.repeat(np.arange(len(node)), np.diff(streets.start))]
    order = np.argsort(tail, kind="stable")
    return _starts(tail, len(node)), rank[streets.head[order]]


def _slots(tail: IntArray, head: IntArray, below: IndexArray, above: IndexArray) -> IndexArray:
    low, high, nodes = np.minimum(tail, head), np.maximum(tail, head), 1 + int(above.max(initial=0))
    pairs = below.astype(np.int64) * nodes + above
    link = np.searchsorted(pairs, low * nodes + high)
    slots: IndexArray = np.where(tail == head, -1, 2 * link + (tail > head)).astype(np.int32)
    return slots


def _starts(sorted_or_not: IntArray | IndexArray, nodes: int) -> IntArray:
    """Return where each node's entries begin once they are sorted, and the end of all."""
    counts = np.bincount(sorted_or_not, minlength=nodes)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts))).astype(np.int64)
