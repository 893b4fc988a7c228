"""Tables and paths by a weighed hierarchy, on all cores."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Final

import numpy as np

from geo.kernel.metric import Metric
from geo.kernel.sweep import LANES, Upward, ancestors, downward, sweep
from geo.kernel.units import FloatArray, IntArray
from geo.kernel.unpack import Links, edges_of

_SHARE: Final = 16 * LANES
"""Sources of one piece of work at the most."""


def shortest(
    graph: Metric,
    sources: IntArray,
    targets: IntArray,
    progress: Callable[[float], None] | None,
    *,
    ends: IntArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """See `geo.kernel.shortest`; with `ends`, a column is the best of the targets up to each of them."""
    ends = np.arange(1, len(targets) + 1) if ends is None else ends
    seconds, metres = np.empty((2, len(sources), len(ends)))
    if not len(sources) or not len(targets):
        return seconds, metres
    tree = graph.hierarchy
    up = Upward(tree.start, tree.above, tree.parent, graph.up)
    goals = tree.rank[targets].astype(np.int64)
    down = downward(tree.start, tree.above, graph.down, ancestors(tree.parent, goals))
    # Neighbours by rank have most of their ancestors in common, and so a piece of work.
    order = np.argsort(tree.rank[sources], kind="stable")
    ranks = tree.rank[sources[order]].astype(np.int64)
    rows = down.row_of[goals]

    def fill(piece: slice) -> int:
        sweep(up, down, ranks[piece], order[piece], rows, ends, seconds, metres)
        return len(ranks[piece])

    _shared(fill, len(ranks), progress)
    return seconds, metres


def _shared(fill: Callable[[slice], int], count: int, progress: Callable[[float], None] | None) -> None:
    workers = min(os.cpu_count() or 1, -(-count // LANES))
    share = min(_SHARE, -(-count // (workers * LANES)) * LANES)
    done = 0
    with ThreadPoolExecutor(max_workers=workers) as pool:
        pieces = [pool.submit(fill, slice(first, first + share)) for first in range(0, count, share)]
        for piece in as_completed(pieces):
            done += piece.result()
            if progress:
                progress(done / count)


def path(graph: Metric, source: int, targets: Sequence[int]) -> list[IntArray | None]:
    """See `geo.kernel.path`."""
    if not targets:
        return []
    tree = graph.hierarchy
    links = Links(
        start=tree.start,
        above=tree.above,
        below=tree.below,
        parent=tree.parent,
        lower_start=tree.lower_start,
        lower=tree.lower,
        up=graph.up,
        down=graph.down,
        up_edge=graph.up_edge,
        down_edge=graph.down_edge,
        edge_key=graph.edge_key,
    )
    paths = edges_of(links, int(tree.rank[source]), tree.rank[list(targets)].astype(np.int64))
    return [None if len(edges) == 1 and edges[0] < 0 else edges for edges in paths]
