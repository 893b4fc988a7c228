"""Fastest paths by Dijkstra's algorithm (scipy): for small graphs, as a fallback and as an oracle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.kernel.units import LIMIT_S, FloatArray, IndexArray, IntArray, in_units

CHUNK_CELLS: Final = 500_000
"""Sources × nodes that are held in memory at a time: small, to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """A directed graph ready for search: no loops, no closed arcs, one arc for each pair of nodes.

    Attributes
    ----------
    nodes : int
        Number of nodes.
    tail, head : int32 arrays, shape (arcs,), sorted by tail, then head
    seconds, metres : float64 arrays, shape (arcs,), finite, in whole units
    edge : int64 array, shape (arcs,)
        Number of the edge that each arc came from.
    """

    nodes: int
    tail: IndexArray
    head: IndexArray
    seconds: FloatArray
    metres: FloatArray
    edge: IntArray


def arcs(*, nodes: int, tail: IndexArray, head: IndexArray, seconds: FloatArray, metres: FloatArray) -> Arcs:
    """Return the arcs of a graph: of parallel edges the fastest, of equally fast ones the shortest.

    Edges of infinite `seconds` are closed and left out, as are loops. Times and lengths are rounded
    to whole units (`units`).

    Raises
    ------
    ValueError
        If a time or a length cannot be one.
    """
    time, length = in_units(seconds, metres)
    open_ = np.flatnonzero(np.isfinite(time) & (tail != head))
    order = open_[np.lexsort((length[open_], time[open_], head[open_], tail[open_]))]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
    kept = order[first]
    return Arcs(
        nodes=nodes,
        tail=tail[kept].astype(np.int32),
        head=head[kept].astype(np.int32),
        seconds=time[kept],
        metres=length[kept],
        edge=kept,
    )


def shortest(
    graph: Arcs, sources: IntArray, targets: IntArray, progress: Callable[[float], None] | None
) -> tuple[FloatArray, FloatArray]:
    """See `geo.kernel.shortest`; in chunks of sources, so that memory stays bounded."""
    seconds = np.empty((len(sources), len(targets)))
    metres = np.empty_like(seconds)
    step = max(1, CHUNK_CELLS // max(1, graph.nodes))
    for start in range(0, len(sources), step):
        rows = slice(start, start + step)
        time, length, _ = _search(graph, sources[rows])
        seconds[rows], metres[rows] = time[:, targets], length[:, targets]
        if progress:
            progress(min(1.0, (start + step) / len(sources)))
    return seconds, metres


def path(graph: Arcs, source: int, targets: Sequence[int]) -> list[IntArray | None]:
    """See `geo.kernel.path`."""
    time, _, before = _search(graph, np.array([source], dtype=np.int64))
    key = graph.tail.astype(np.int64) * graph.nodes + graph.head
    paths: list[IntArray | None] = []
    for target in targets:
        if np.isinf(time[0, target]):
            paths.append(None)
            continue
        walk = [target]
        while walk[-1] != source:
            walk.append(int(before[0, walk[-1]]))
        nodes = np.array(walk[::-1], dtype=np.int64)
        paths.append(graph.edge[np.searchsorted(key, nodes[:-1] * graph.nodes + nodes[1:])])
    return paths


def _search(graph: Arcs, sources: IntArray) -> tuple[FloatArray, FloatArray, IndexArray]:
    """Return times, lengths and predecessors of all nodes, shape (sources, nodes).

    First the times; then, among the arcs that lie on some fastest path, the shortest path.
    """
    time = dijkstra(_matrix(graph, graph.seconds), directed=True, indices=sources)
    time[time >= LIMIT_S] = np.inf
    length = np.empty_like(time)
    before = np.empty(time.shape, dtype=np.int32)
    for row, source in enumerate(sources):
        reached = np.isfinite(time[row, graph.tail])
        tight = reached & (time[row, graph.tail] + graph.seconds == time[row, graph.head])
        matrix = _matrix(graph, graph.metres, tight)
        length[row], before[row] = dijkstra(matrix, directed=True, indices=source, return_predecessors=True)
    return time, length, before


def _matrix(graph: Arcs, weight: FloatArray, kept: NDArray[np.bool_] | None = None) -> csr_array:
    arcs_ = slice(None) if kept is None else kept
    starts = np.concatenate(([0], np.cumsum(np.bincount(graph.tail[arcs_], minlength=graph.nodes))))
    return csr_array((weight[arcs_], graph.head[arcs_], starts.astype(np.int32)), shape=(graph.nodes,) * 2)
