"""Those that are measured: each builds its graph, takes weights, and gives a table."""

import itertools
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.matrix.ground import Ground
from geo.kernel import Hierarchy, Turned, about_turns, arcs, hierarchy, prepared, shortest, turned, weighed
from geo.kernel.units import SECOND

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Tables = tuple[FloatArray, FloatArray | None]
"""Seconds, and metres where the engine gives them."""

CHUNK_CELLS: Final = 500_000


class Search(Protocol):
    """A map with weights."""

    def __call__(self, sources: IntArray, targets: IntArray) -> Tables:
        """Return seconds and metres, shape (sources, targets)."""


Weigh = Callable[[FloatArray], Search]
Build = Callable[[Ground], Weigh]


def kernel(ground: Ground, *, turns: bool = False) -> Weigh:
    """Our hierarchy: time and length."""
    prepared()
    made = _turned(ground) if turns else None
    roads: Ground | Turned = made or ground
    home = made.home if made else slice(None)
    tree = hierarchy(
        nodes=roads.nodes, tail=roads.tail, head=roads.head, lon=ground.lon[home], lat=ground.lat[home]
    )
    return lambda seconds: _searched(ground, seconds, tree=tree, turned=made)


def exact(ground: Ground, *, turns: bool = False) -> Weigh:
    """Our plain search, the oracle: time, and the length of the shortest of equally fast ways."""
    made = _turned(ground) if turns else None
    return lambda seconds: _searched(ground, seconds, tree=None, turned=made)


def _turned(ground: Ground) -> Turned:
    turns = about_turns(ground.tail, ground.head)
    return turned(nodes=ground.nodes, tail=ground.tail, head=ground.head, turns=turns)


def _searched(
    ground: Ground, seconds: FloatArray, *, tree: Hierarchy | None, turned: Turned | None
) -> Search:
    graph = weighed(
        nodes=ground.nodes,
        tail=ground.tail,
        head=ground.head,
        seconds=seconds,
        metres=ground.metres,
        tree=tree,
        turned=turned,
    )
    return lambda sources, targets: shortest(graph, sources, targets)


def pyroutingkit(ground: Ground) -> Weigh:
    """RoutingKit's customizable hierarchy: time alone."""
    import pyroutingkit as kit  # noqa: PLC0415 - an extra

    topology = kit.CCHTopology()
    ends = (ground.tail.astype(np.uint32), ground.head.astype(np.uint32))
    topology.build(*ends, ground.lat.astype(np.float32), ground.lon.astype(np.float32), ground.nodes)

    def weigh(seconds: FloatArray) -> Search:
        metric = kit.CCHMetric(topology)
        open_ = np.isfinite(seconds)
        units = np.where(open_, np.where(open_, seconds, 0) * SECOND, kit.INF_WEIGHT)
        metric.customize(units.astype(np.uint32))

        def table(sources: IntArray, targets: IntArray) -> Tables:
            weights = metric.distances_many_to_many(sources.astype(np.uint32), targets.astype(np.uint32))
            return np.where(weights >= kit.INF_WEIGHT, np.inf, weights / SECOND), None

        return table

    return weigh


def scipy(ground: Ground) -> Weigh:
    """Dijkstra's method in C, then the metres along its trees: of equally fast ways, those of any."""

    def weigh(seconds: FloatArray) -> Search:
        graph = arcs(
            nodes=ground.nodes, tail=ground.tail, head=ground.head, seconds=seconds, metres=ground.metres
        )
        matrix = csr_array((graph.seconds, (graph.tail, graph.head)), shape=(ground.nodes,) * 2)
        step = max(1, CHUNK_CELLS // ground.nodes)

        def table(sources: IntArray, targets: IntArray) -> Tables:
            parts = []
            for first in range(0, len(sources), step):
                chunk = sources[first : first + step]
                time, before = dijkstra(matrix, directed=True, indices=chunk, return_predecessors=True)
                parts.append(
                    (time[:, targets], _along(graph.tail, graph.head, graph.metres, before, targets))
                )
            seconds_, metres = (np.concatenate(part) for part in zip(*parts, strict=True))
            return seconds_, np.where(np.isinf(seconds_), np.inf, metres)

        return table

    return weigh


def _along(
    tail: NDArray[np.int32],
    head: NDArray[np.int32],
    metres: FloatArray,
    before: NDArray[np.int32],
    targets: IntArray,
) -> FloatArray:
    """Return the metres from each row's root to `targets`: all pairs walk back together, an arc a round."""
    rows, hits = np.nonzero(before[:, head] == tail)
    step = np.zeros(before.shape)
    step[rows, head[hits]] = metres[hits]
    offset = (np.arange(len(before)) * before.shape[1])[:, np.newaxis]
    parent = np.where(before < 0, -1, before + offset).ravel()
    at = (offset + targets).ravel()
    total = np.zeros(len(at))
    walking = np.arange(len(at))
    while len(walking):
        total[walking] += step.ravel()[at]
        at = parent[at]
        walking, at = walking[at >= 0], at[at >= 0]
    return total.reshape(len(before), len(targets))


def networkx(ground: Ground) -> Weigh:
    """Its `single_source_dijkstra_path_length`: time alone."""
    import networkx as nx  # noqa: PLC0415 - only in the process that measures it

    def weigh(seconds: FloatArray) -> Search:
        graph = _multi(ground, seconds)

        def table(sources: IntArray, targets: IntArray) -> Tables:
            seconds_between = np.full((len(sources), len(targets)), np.inf)
            for row, source in enumerate(sources.tolist()):
                reached = nx.single_source_dijkstra_path_length(graph, source, weight="seconds")
                seconds_between[row] = [reached.get(target, np.inf) for target in targets.tolist()]
            return seconds_between, None

        return table

    return weigh


def osmnx(ground: Ground) -> Weigh:
    """Its `routing.shortest_path`, pair by pair, and the sum of seconds and metres along the route."""
    from osmnx import routing  # noqa: PLC0415 - only in the process that measures it

    def weigh(seconds: FloatArray) -> Search:
        graph = _multi(ground, seconds)

        def table(sources: IntArray, targets: IntArray) -> Tables:
            pairs = [(s, t) for s in sources.tolist() for t in targets.tolist()]
            routes = routing.shortest_path(
                graph, *map(list, zip(*pairs, strict=True)), weight="seconds", cpus=1
            )
            sums = np.array([_summed(graph, route) for route in routes])
            return tuple(sums.T.reshape(2, len(sources), len(targets)))

        return table

    return weigh


def _multi(ground: Ground, seconds: FloatArray) -> Any:  # noqa: ANN401 - networkx has no types of its own
    import networkx as nx  # noqa: PLC0415

    graph = nx.MultiDiGraph(crs="epsg:4326")
    places = zip(ground.lon.tolist(), ground.lat.tolist(), strict=True)
    graph.add_nodes_from((node, {"x": x, "y": y}) for node, (x, y) in enumerate(places))
    open_ = np.isfinite(seconds)
    columns = (ground.tail[open_], ground.head[open_], seconds[open_], ground.metres[open_])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    graph.add_edges_from((a, b, {"seconds": s, "metres": m}) for a, b, s, m in rows)
    return graph


def _summed(graph: Any, route: list[int] | None) -> tuple[float, float]:  # noqa: ANN401
    if route is None:
        return np.inf, np.inf
    steps = itertools.pairwise(route)
    edges = [min(graph[a][b].values(), key=lambda e: (e["seconds"], e["metres"])) for a, b in steps]
    return sum(edge["seconds"] for edge in edges), sum(edge["metres"] for edge in edges)


ENGINES: Final[Mapping[str, Build]] = {
    "kernel": kernel,
    "pyroutingkit": pyroutingkit,
    "scipy": scipy,
    "networkx": networkx,
    "osmnx": osmnx,
}
MOST: Final[Mapping[str, tuple[int, int]]] = {"networkx": (10, 10_000_000), "osmnx": (4, 5)}
"""Sources and targets that are measured of slow engines; the time is then scaled to all."""
EVERY: Final[Mapping[str, str]] = {"networkx": "sources", "osmnx": "pairs"}
"""What the work of a slow engine grows with."""
