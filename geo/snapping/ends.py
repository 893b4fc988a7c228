"""Where drives begin and end: the stretches between the places on the road and the junctions around them.

Seconds and metres are the real and imaginary part of one complex number. numpy compares these by the
first part, then by the second. So the least is the fastest and, of equally fast ones, the shortest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.kernel import Turned
from geo.kernel.units import METRE, SECOND
from geo.metric import FloatArray
from geo.snapping.snap_report import Snap

ComplexArray = NDArray[np.complex128]
IndexArray = NDArray[np.int32]
IntArray = NDArray[np.int64]

_UNITS: Final = np.array([SECOND, METRE], dtype=np.float64).reshape(2, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ends:
    """Paths out of places to nodes, or from nodes into places, sorted by place.

    Attributes
    ----------
    place : int64 array, shape (ends,)
    node : int64 array, shape (ends,)
        In the graph that is searched, with its copies of nodes where turns are forbidden.
    cost : complex128 array, shape (ends,)
        Seconds and metres between place and node, in whole units of the kernel.
    edge : int64 array, shape (ends,)
        The edge that is driven in part, -1 where the place lies at the junction.
    """

    place: IntArray
    node: IntArray
    cost: ComplexArray
    edge: IntArray

    def of(self, places: IntArray) -> tuple["Ends", IntArray]:
        """Return the ends of some places, in their order, and where each place's begin."""
        first = np.searchsorted(self.place, places)
        count = np.searchsorted(self.place, places, side="right") - first
        begin = np.cumsum(count) - count
        rows = np.arange(count.sum()) + np.repeat(first - begin, count)
        return self._rows(rows), begin

    def _rows(self, rows: IntArray) -> "Ends":
        return Ends(place=self.place[rows], node=self.node[rows], cost=self.cost[rows], edge=self.edge[rows])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Roadside:
    """Places on their stretches; column 0 is the stretch's forward edge, column 1 the backward one.

    Attributes
    ----------
    edge : int64 array, shape (places, 2)
        -1 where there is none, and where the place is left out or lies at a junction.
    done, left : complex128 arrays, shape (places, 2)
        Cost from the edge's tail to the place, and from there to its head. Both are whole units and
        sum up to the whole edge: driving past a place costs what the edge does. Both are inf on an edge
        that is barred at the hour.
    share : float64 array, shape (places,)
        Part of the stretch that lies before the place, seen forward.
    """

    edge: IntArray
    done: ComplexArray
    left: ComplexArray
    share: FloatArray

    def direct(self, direction: int, sources: IntArray, targets: IntArray) -> ComplexArray:
        """Return the cost between places that lie one after another on one edge, else inf.

        Parameters
        ----------
        way
            0 for forward edges, 1 for backward ones.
        """
        cost = pairs(np.full((2, len(sources), len(targets)), np.inf))
        edges, order = self.edge[:, direction], self.share * (-1, 1)[direction]
        open_ = (edges >= 0) & np.isfinite(self.done[:, direction].real)
        same_edge = np.equal.outer(edges[sources], edges[targets]) & open_[sources][:, np.newaxis]
        row, column = np.nonzero(same_edge & np.greater_equal.outer(order[sources], order[targets]))
        cost[row, column] = self.done[targets[column], direction] - self.done[sources[row], direction]
        return cost


def pairs(parts: FloatArray) -> ComplexArray:
    """Return seconds and metres, shape (2, ...), as one array; sums of inf stay inf."""
    combined = np.empty(parts.shape[1:], dtype=np.complex128)
    combined.real, combined.imag = parts
    return combined


def roadside(snaps: Sequence[Snap], *, seconds: FloatArray, metres: FloatArray) -> Roadside:
    """Return where places lie on their edges; seconds and metres are by edge, in whole units."""
    edge = np.array([(snap.forward, snap.backward) for snap in snaps], dtype=np.int64).reshape(-1, 2)
    edge[np.array([snap.node >= 0 for snap in snaps], dtype=np.bool_)] = -1
    share = np.array([snap.share for snap in snaps], dtype=np.float64)
    barred = (edge >= 0) & np.isinf(seconds[edge])
    weights = np.where((edge >= 0) & ~barred, np.stack((seconds[edge], metres[edge])), 0.0)
    before = np.round(weights * share[:, np.newaxis] * _UNITS) / _UNITS
    # Seen backward, what lies before the place is what is left of the stretch forward.
    before[:, :, 1] = weights[:, :, 1] - before[:, :, 1]
    left = weights - before
    before[:, barred] = left[:, barred] = np.inf
    return Roadside(edge=edge, done=pairs(before), left=pairs(left), share=share)


def exits(snaps: Sequence[Snap], side: Roadside, *, head: IndexArray, turns: Turned | None) -> Ends:
    """Return the paths out of places; `head` is that of the map's edges.

    A truck that leaves along an edge may turn at its end as that edge may; one that leaves from a
    junction may take any road there.
    """
    place, direction = np.nonzero(side.edge >= 0)
    edge = side.edge[place, direction]
    # The first steps are the map's edges; their heads are copies where a turn begins.
    reached = (turns.head if turns else head)[edge]
    at = np.array([snap.node for snap in snaps], dtype=np.int64)
    return _sorted(
        place, reached, side.left[place, direction], edge, at=np.flatnonzero(at >= 0), nodes=at[at >= 0]
    )


def entries(snaps: Sequence[Snap], side: Roadside, *, tail: IndexArray, turns: Turned | None) -> Ends:
    """Return the paths into places: with turns, one for each copy of a node that an edge leaves."""
    place, direction = np.nonzero(side.edge >= 0)
    edge, cost = side.edge[place, direction], side.done[place, direction]
    node = np.array([snap.node for snap in snaps], dtype=np.int64)
    at = np.flatnonzero(node >= 0)
    if turns is None:
        return _sorted(place, tail[edge], cost, edge, at=at, nodes=node[at])
    step, row = turns_into(turns, edge)
    extra = pairs(np.stack((turns.extra_s[step], np.zeros(len(step)))))
    copies, ends = turns.copies(node[at])
    return _sorted(
        place[row],
        turns.tail[step],
        cost[row] + extra,
        edge[row],
        at=np.repeat(at, np.diff(ends, prepend=0)),
        nodes=copies,
    )


def turns_into(turns: Turned, edges: IntArray) -> tuple[IntArray, IntArray]:
    """Return all steps that drive each edge, and the row in `edges` that each of them drives."""
    order = np.argsort(turns.edge, kind="stable")
    first = np.searchsorted(turns.edge[order], edges)
    count = np.searchsorted(turns.edge[order], edges, side="right") - first
    row = np.repeat(np.arange(len(edges)), count)
    inside = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return order[first[row] + inside], row


def _sorted(
    place: IntArray,
    node: IntArray | IndexArray,
    cost: ComplexArray,
    edge: IntArray,
    *,
    at: IntArray,
    nodes: IntArray,
) -> Ends:
    """Return the ends along edges and those at junctions, `at` by place, together."""
    order = np.argsort(np.concatenate((place, at)), kind="stable")
    return Ends(
        place=np.concatenate((place, at))[order],
        node=np.concatenate((node, nodes)).astype(np.int64)[order],
        cost=np.concatenate((cost, np.zeros(len(at), dtype=np.complex128)))[order],
        edge=np.concatenate((edge, np.full(len(at), -1)))[order],
    )
