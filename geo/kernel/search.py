"""One question, two algorithms: a hierarchy, or Dijkstra's where a hierarchy is not worth while."""

import functools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.kernel import many, plain
from geo.kernel.hierarchy import Hierarchy, hierarchy
from geo.kernel.metric import Metric, metric
from geo.kernel.plain import Arcs, arcs
from geo.kernel.turns import Turned
from geo.kernel.units import FloatArray, IndexArray, IntArray, fit, in_units


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turning:
    """A graph with copies of nodes, ready for search; it takes and returns nodes and edges of the map."""

    graph: Arcs | Metric
    turned: Turned

    @property
    def nodes(self) -> int:
        """Number of nodes of the map."""
        return int(self.turned.home.max(initial=-1)) + 1


Graph = Arcs | Metric | Turning
"""A graph ready for search."""
_LOG: Final = logging.getLogger(__name__)


def weighed(
    *,
    nodes: int,
    tail: IndexArray,
    head: IndexArray,
    seconds: FloatArray,
    metres: FloatArray,
    tree: Hierarchy | None = None,
    turned: Turned | None = None,
) -> Graph:
    """Return a graph ready for search; edges of infinite `seconds` are closed.

    Parameters
    ----------
    tree
        The hierarchy of the same nodes and edges; without one, or where something moves so fast that keys
        cannot hold it, the search is plain. With turns it is that of the nodes and steps of `turned`.
    turned
        The map's turns; one over an edge that is closed costs nothing more.

    Raises
    ------
    ValueError
        If a time is negative or NaN, or a length negative or not finite.
    """
    if turned is None:
        return _weighed(nodes, tail, head, (seconds, metres), tree)
    later = (seconds[turned.edge] + turned.extra_s, metres[turned.edge])
    return Turning(graph=_weighed(turned.nodes, turned.tail, turned.head, later, tree), turned=turned)


def _weighed(
    nodes: int,
    tail: IndexArray,
    head: IndexArray,
    weights: tuple[FloatArray, FloatArray],
    tree: Hierarchy | None,
) -> Arcs | Metric:
    seconds, metres = in_units(*weights)
    if tree is not None and fit(seconds, metres):
        return metric(tree, seconds=seconds, metres=metres)
    return arcs(nodes=nodes, tail=tail, head=head, seconds=seconds, metres=metres)


def shortest(
    graph: Graph,
    sources: Sequence[int] | IntArray,
    targets: Sequence[int] | IntArray,
    *,
    progress: Callable[[float], None] | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return seconds of the fastest path from each source to each target, and its metres.

    Where several paths take the same time, the metres are those of the shortest of them. Both are
    sums of whole units (`units`), and so the same to the last bit however they are found.

    Returns
    -------
    seconds, metres : float64 arrays, shape (sources, targets)
        inf where there is no path that takes less than `LIMIT_S`; 0 from a node to itself.

    Raises
    ------
    IndexError
        If a node is not one of the graph's.
    """
    origin, target = _checked(graph, sources), _checked(graph, targets)
    if isinstance(graph, Turning):
        return _shortest_of(graph, origin, target, progress)
    if isinstance(graph, Metric):
        return many.shortest(graph, origin, target, progress)
    return plain.shortest(graph, origin, target, progress)


def path(graph: Graph, source: int, targets: Sequence[int] | IntArray) -> list[IntArray | None]:
    """Return the edges of the fastest path from `source` to each target, None where there is none.

    Its edges sum up to exactly what `shortest` gives. Of paths equal in both time and length it is
    one, not always the same by a hierarchy and without.

    Raises
    ------
    IndexError
        If a node is not one of the graph's.
    """
    origin, target = int(_checked(graph, [source])[0]), _checked(graph, targets).tolist()
    if isinstance(graph, Turning):
        return _path_of(graph, origin, np.asarray(target, dtype=np.int64))
    if isinstance(graph, Metric):
        return many.path(graph, origin, target)
    return plain.path(graph, origin, target)


def _shortest_of(
    graph: Turning, sources: IntArray, targets: IntArray, progress: Callable[[float], None] | None
) -> tuple[FloatArray, FloatArray]:
    """Return the tables to the best copy of each target."""
    copies, ends = graph.turned.copies(targets)
    if isinstance(graph.graph, Metric):
        return many.shortest(graph.graph, sources, copies, progress, ends=ends)
    seconds, metres = plain.shortest(graph.graph, sources, copies, progress)
    if not len(targets):
        return seconds, metres
    count = np.diff(ends, prepend=0)
    least = np.minimum.reduceat(seconds, ends - count, axis=1)
    metres[seconds > np.repeat(least, count, axis=1)] = np.inf
    return least, np.minimum.reduceat(metres, ends - count, axis=1)


def _path_of(graph: Turning, source: int, targets: IntArray) -> list[IntArray | None]:
    copies, ends = graph.turned.copies(targets)
    seconds, metres = shortest(graph.graph, [source], copies)
    count = np.diff(ends, prepend=0)
    # Each target's copies by merit: the first of them is the best.
    merit = np.lexsort((metres[0], seconds[0], np.repeat(np.arange(len(targets)), count)))
    paths = path(graph.graph, source, copies[merit[ends - count]])
    return [None if steps is None else graph.turned.edge[steps] for steps in paths]


@functools.cache
def prepared() -> bool:
    """Compile or load all that a hierarchy needs, and say whether it works on this machine.

    It answers a question of four nodes. Where it cannot (numba does not suit the processor, a file of
    compiled code is damaged), this is logged once and the search stays plain.
    """
    tail, head = np.array([[0, 1, 2, 3, 0], [1, 2, 3, 0, 2]], dtype=np.int32)
    seconds, place = np.array([4.0, 3.0, 2.0, 1.0, 9.0]), np.array([0.0, 1.0, 1.0, 0.0])
    try:
        tree = hierarchy(nodes=4, tail=tail, head=head, lon=place, lat=place[[3, 0, 1, 2]])
        graph = _weighed(4, tail, head, (seconds, seconds), tree)
        if not isinstance(graph, Metric):
            return False
        seconds = many.shortest(graph, np.arange(4), np.arange(4), None)[0]
        driven = [None if edges is None else edges.tolist() for edges in many.path(graph, 0, [1, 2, 3])]
    except Exception:  # noqa: BLE001 - whatever a compiler fails by, roads are still to be had
        _LOG.warning("the compiled search does not work here; the plain one is used", exc_info=True)
        return False
    return bool(seconds[0].tolist() == [0, 4, 7, 9] and driven == [[0], [0, 1], [0, 1, 2]])


def _checked(graph: Graph, nodes: Sequence[int] | IntArray) -> IntArray:
    given = np.asarray(nodes, dtype=np.int64)
    if len(given) and not 0 <= given.min() <= given.max() < graph.nodes:
        raise IndexError(f"nodes must be from 0 to {graph.nodes - 1}")
    return given
