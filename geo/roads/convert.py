"""The graph as osmnx and networkx know it, made on demand for analyses that need them."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from geo.roads.graph import RoadGraph

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: RoadGraph) -> "nx.MultiDiGraph[int]":
    """Return the open roads as a MultiDiGraph in osmnx's convention.

    - Nodes are numbered as in `graph`, with `x`, `y` (WGS 84 degrees), `osmid` and `street_count`.
    - Edges have `osmid` (the way's id), `length` (metres), `highway`, `name`, `ref`, `oneway`, `reversed`,
      `edge` (the number in `graph`) and `geometry`.
    - The graph has `crs` and `simplified`.

    Ids are numbers where OSM's are, else text.
    """
    import networkx as nx  # noqa: PLC0415 - slow to import, and no plan needs it

    result: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs="epsg:4326", simplified=True, sha256=graph.sha256)
    open_ = np.flatnonzero(~graph.closed)
    _add_nodes(result, graph, open_)
    _add_edges(result, graph, open_)
    return result


def _add_nodes(result: "nx.MultiDiGraph[int]", graph: RoadGraph, open_: NDArray[np.int64]) -> None:
    _, first = np.unique(graph.shape[open_], return_index=True)
    streets = np.bincount(
        np.concatenate((graph.tail[open_[first]], graph.head[open_[first]])), minlength=graph.nodes
    )
    for node in range(graph.nodes):
        result.add_node(
            node,
            x=float(graph.node_lon[node]),
            y=float(graph.node_lat[node]),
            osmid=_number(str(graph.node_id[node])),
            street_count=int(streets[node]),
        )


def _add_edges(result: "nx.MultiDiGraph[int]", graph: RoadGraph, open_: NDArray[np.int64]) -> None:
    two_way = np.bincount(graph.shape, minlength=len(graph.shapes.start)) > 1
    for edge in open_:
        way = graph.way[edge]
        result.add_edge(
            int(graph.tail[edge]),
            int(graph.head[edge]),
            osmid=_number(str(graph.ways.id[way])),
            length=float(graph.length_m[edge]),
            highway=str(graph.ways.highway[way]),
            name=str(graph.ways.name[way]),
            ref=str(graph.ways.ref[way]),
            oneway=not two_way[graph.shape[edge]],
            reversed=bool(graph.backward[edge]),
            edge=int(edge),
            geometry=LineString(graph.shape_of(int(edge))),
        )


def _number(text: str) -> int | str:
    return int(text) if text.lstrip("-").isdigit() else text
