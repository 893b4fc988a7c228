"""Turns that are forbidden or take time: nodes are copied where it matters by which edge one came.

A node's copy remembers how much of some turn has been driven, as a state does in the automaton of Aho
and Corasick ("Efficient String Matching", CACM 18, 1975). Each beginning of a turn has a copy of the
node where it ends. Without turns nothing is added.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geo.kernel.units import FloatArray, IndexArray, IntArray

Turn = tuple[int, ...]
"""Edges that are driven one after another: two at a junction, more where a turn goes over other roads."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turned:
    """A map's graph with copies of nodes; its own nodes come first, and a path may begin at these.

    Attributes
    ----------
    nodes : int
        Number of nodes, copies included.
    tail, head : int32 arrays, shape (steps,)
        A step is an edge of the map, or a copy of one.
    edge : int64 array, shape (steps,)
        The edge of the map that each step drives.
    extra_s : float64 array, shape (steps,)
        Seconds that the turn into it takes.
    home : int64 array, shape (nodes,)
        The node of the map that each node is, or is a copy of.
    """

    nodes: int
    tail: IndexArray
    head: IndexArray
    edge: IntArray
    extra_s: FloatArray
    home: IntArray

    def copies(self, nodes: IntArray) -> tuple[IntArray, IntArray]:
        """Return all copies of nodes of the map, one node after another, and where each one's end."""
        order = np.argsort(self.home, kind="stable")
        first = np.searchsorted(self.home[order], nodes)
        count = np.searchsorted(self.home[order], nodes, side="right") - first
        ends = np.cumsum(count)
        inside = np.arange(count.sum()) - np.repeat(ends - count, count)
        return order[np.repeat(first, count) + inside], ends


def turned(*, nodes: int, tail: IndexArray, head: IndexArray, turns: Mapping[Turn, float]) -> Turned:
    """Return the graph of a map on which turns cost seconds, inf where they are forbidden.

    Raises
    ------
    ValueError
        If a turn is no path: fewer than two edges, or one that does not begin where the last ends.
    """
    for turn in turns:
        if len(turn) < 2 or any(head[a] != tail[b] for a, b in pairwise(turn)):  # noqa: PLR2004
            raise ValueError(f"not edges one after another: {turn}")
    begun = sorted({turn[:length] for turn in turns for length in range(1, len(turn))})
    copy = {begin: nodes + i for i, begin in enumerate(begun)}
    rows = list(_copied(copy, tail, head, turns))
    added = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    ends = np.array([begin[-1] for begin in begun], dtype=np.int64)
    heads = head.astype(np.int64)
    for (edge, *more), node in copy.items():
        if not more:
            heads[edge] = node
    return Turned(
        nodes=nodes + len(begun),
        tail=np.concatenate((tail, added[:, 0])).astype(np.int32),
        head=np.concatenate((heads, added[:, 1])).astype(np.int32),
        edge=np.concatenate((np.arange(len(tail)), added[:, 2])),
        extra_s=np.concatenate((np.zeros(len(tail)), [row[3] for row in rows])),
        home=np.concatenate((np.arange(nodes), head[ends])).astype(np.int64),
    )


def about_turns(tail: IndexArray, head: IndexArray) -> dict[Turn, float]:
    """Return turns back along the same road as forbidden, except in dead ends."""
    back: dict[tuple[int, int], list[int]] = defaultdict(list)
    ways_on: dict[int, set[int]] = defaultdict(set)
    for edge, ends in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        back[ends[1], ends[0]].append(edge)
        ways_on[ends[0]].add(ends[1])
    return {
        (inbound, other): np.inf
        for (one_head, one_tail), edges in back.items()
        if one_head != one_tail and ways_on[one_head] - {one_tail}
        for inbound in edges
        for other in back.get((one_tail, one_head), ())
    }


def _copied(
    copy: Mapping[Turn, int], tail: IndexArray, head: IndexArray, turns: Mapping[Turn, float]
) -> Iterator[tuple[int, int, int, float]]:
    """Yield the steps that leave each copy: its node, that reached, the edge, and seconds more."""
    order = np.argsort(tail, kind="stable")
    first = np.searchsorted(tail[order], np.arange(tail.max(initial=0) + 2)).tolist()
    leaving, heads = order.tolist(), head.tolist()
    for begin, node in copy.items():
        at = heads[begin[-1]]
        for edge in leaving[first[at] : first[at + 1]] if at + 1 < len(first) else ():
            driven = (*begin, edge)
            endings = [driven[i:] for i in range(len(driven))]
            extra = sum(turns.get(ending, 0.0) for ending in endings)
            if extra < np.inf:
                reached = next((copy[x] for x in endings if x in copy), heads[edge])
                yield node, reached, edge, extra
