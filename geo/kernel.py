"""Fastest ways through a graph of arrays: exact seconds, and the metres along the very same path.

This is the only module that knows how shortest paths are found. It sees numbers, no roads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]
IntArray = NDArray[np.int64]

CHUNK_CELLS: Final = 500_000
"""Sources × nodes that are held in memory at a time: small, to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """A directed graph ready for search: no loops, no closed arcs, one arc for each pair of nodes.

    Attributes
    ----------
    nodes : int
        Number of nodes.
    tail, head : int32 arrays, shape (arcs,), sorted by tail, then head
    seconds, metres : float64 arrays, shape (arcs,), finite
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

    Edges of infinite `seconds` are closed and left out, as are loops.
    """
    if np.isnan(seconds).any() or (seconds < 0).any() or not np.isfinite(metres).all():
        raise ValueError("seconds must be 0 or more (or inf), metres finite")
    open_ = np.flatnonzero(np.isfinite(seconds) & (tail != head))
    order = open_[np.lexsort((metres[open_], seconds[open_], head[open_], tail[open_]))]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
    kept = order[first]
    return Arcs(
        nodes=nodes,
        tail=tail[kept].astype(np.int32),
        head=head[kept].astype(np.int32),
        seconds=seconds[kept],
        metres=metres[kept],
        edge=kept,
    )


def shortest(
    graph: Arcs,
    sources: Sequence[int] | IntArray,
    targets: Sequence[int] | IntArray,
    *,
    progress: Callable[[float], None] | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return seconds of the fastest path from each source to each target, and its metres.

    Dijkstra's method (scipy), in chunks of sources so that memory stays bounded. Where several
    paths take the same time, the metres are those of one of them, the one that `path` returns.

    Returns
    -------
    seconds, metres : float64 arrays, shape (sources, targets)
        inf where there is no path; 0 from a node to itself.
    """
    origin, target = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    seconds = np.empty((len(origin), len(target)))
    metres = np.empty_like(seconds)
    step = max(1, CHUNK_CELLS // max(1, graph.nodes))
    for start in range(0, len(origin), step):
        rows = slice(start, start + step)
        time, before = _search(graph, origin[rows])
        seconds[rows] = time[:, target]
        metres[rows] = _along(graph, before, target)
        if progress:
            progress(min(1.0, (start + step) / len(origin)))
    metres[np.isinf(seconds)] = np.inf
    return seconds, metres


def path(graph: Arcs, source: int, targets: Sequence[int] | IntArray) -> list[IntArray | None]:
    """Return the edges of the fastest path from `source` to each target, None where there is none.

    It is the path whose metres `shortest` gives: both read the same tree.
    """
    time, before = _search(graph, np.array([source], dtype=np.int64))
    key = graph.tail.astype(np.int64) * graph.nodes + graph.head
    found: list[IntArray | None] = []
    for target in np.asarray(targets, dtype=np.int64).tolist():
        if np.isinf(time[0, target]):
            found.append(None)
            continue
        walk = [target]
        while walk[-1] != source:
            walk.append(int(before[0, walk[-1]]))
        nodes = np.array(walk[::-1], dtype=np.int64)
        found.append(graph.edge[np.searchsorted(key, nodes[:-1] * graph.nodes + nodes[1:])])
    return found


def _search(graph: Arcs, sources: IntArray) -> tuple[FloatArray, IndexArray]:
    starts = np.concatenate(([0], np.cumsum(np.bincount(graph.tail, minlength=graph.nodes))))
    matrix = csr_array((graph.seconds, graph.head, starts.astype(np.int32)), shape=(graph.nodes,) * 2)
    time, before = dijkstra(matrix, directed=True, indices=sources, return_predecessors=True)
    return time, before


def _along(graph: Arcs, before: IndexArray, targets: IntArray) -> FloatArray:
    """Return the metres from each row's root to `targets`, along its tree of predecessors.

    All pairs walk back to their roots together, one arc a round, and leave when they arrive.
    """
    rows, hits = np.nonzero(before[:, graph.head] == graph.tail)
    step = np.zeros(before.shape)
    step[rows, graph.head[hits]] = graph.metres[hits]
    offset = (np.arange(len(before)) * graph.nodes)[:, np.newaxis]
    parent = np.where(before < 0, -1, before + offset).ravel()
    at = (offset + targets).ravel()
    metres = np.zeros(len(at))
    walking = np.arange(len(at))
    while len(walking):
        metres[walking] += step.ravel()[at]
        at = parent[at]
        walking, at = walking[at >= 0], at[at >= 0]
    return metres.reshape(len(before), len(targets))
