"""A map side by side as often as asked, joined at the seams: a made map, for growth alone."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.matrix.ground import seam
from geo.metric import haversine_m
from geo.roads import RoadGraph, Shapes

IntArray = NDArray[np.int64]


def tiled(graph: RoadGraph, tiles: tuple[int, int]) -> RoadGraph:
    """Return the roads `tiles` times, east and north; a link of a seam is as the first way free to all."""
    east, north = tiles
    if east * north == 1:
        return graph
    corner = [(x, y) for y in range(north) for x in range(east)]
    many = _copied(graph, np.array(corner) * [np.ptp(graph.node_lon), np.ptp(graph.node_lat)])
    lon, lat = graph.node_lon, graph.node_lat
    links = [seam(lon, lat, graph.nodes, i, i + 1) for i in range(len(corner)) if (i + 1) % east]
    links += [seam(lat, lon, graph.nodes, i, i + east) for i in range(len(corner) - east)]
    return _joined(many, np.concatenate(links))


def _copied(graph: RoadGraph, shift: NDArray[np.float64]) -> RoadGraph:
    count = len(shift)
    copy = np.arange(count)[:, np.newaxis]
    stretches, points = len(graph.shapes.start) - 1, len(graph.shapes.lon)
    return replace(
        graph,
        node_id=np.arange(count * graph.nodes).astype(np.str_),
        node_lon=(graph.node_lon + shift[:, :1]).ravel(),
        node_lat=(graph.node_lat + shift[:, 1:]).ravel(),
        tail=(graph.tail + copy * graph.nodes).ravel().astype(np.int32),
        head=(graph.head + copy * graph.nodes).ravel().astype(np.int32),
        length_m=np.tile(graph.length_m, count),
        way=np.tile(graph.way, count),
        shape=(graph.shape + copy * stretches).ravel().astype(np.int32),
        backward=np.tile(graph.backward, count),
        closed=np.tile(graph.closed, count),
        shapes=Shapes(
            start=np.append((graph.shapes.start[:-1] + copy * points).ravel(), count * points),
            lon=(graph.shapes.lon + shift[:, :1]).ravel(),
            lat=(graph.shapes.lat + shift[:, 1:]).ravel(),
        ),
    )


def _joined(graph: RoadGraph, links: IntArray) -> RoadGraph:
    """Return the roads with straight two-way roads between pairs of nodes."""
    count, stretches = len(links), len(graph.shapes.start) - 1
    both = np.concatenate((links, links[:, ::-1]))
    lon, lat = graph.node_lon, graph.node_lat
    tail, other = both.T
    start, ways = graph.shapes.start, graph.ways
    free = int(np.argmax(ways.hgv & np.isnan(ways.max_weight_t) & np.isnan(ways.max_height_m)))
    return replace(
        graph,
        tail=np.concatenate((graph.tail, tail)).astype(np.int32),
        head=np.concatenate((graph.head, other)).astype(np.int32),
        length_m=np.concatenate((graph.length_m, haversine_m(lon[tail], lat[tail], lon[other], lat[other]))),
        way=np.concatenate((graph.way, np.full(2 * count, free))).astype(np.int32),
        shape=np.concatenate((graph.shape, stretches + np.tile(np.arange(count), 2))).astype(np.int32),
        backward=np.concatenate((graph.backward, np.arange(2 * count) >= count)),
        closed=np.concatenate((graph.closed, np.zeros(2 * count, dtype=np.bool_))),
        shapes=Shapes(
            start=np.concatenate((start, start[-1] + 2 * np.arange(1, count + 1))),
            lon=np.concatenate((graph.shapes.lon, lon[links].ravel())),
            lat=np.concatenate((graph.shapes.lat, lat[links].ravel())),
        ),
    )
