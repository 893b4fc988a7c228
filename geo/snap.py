"""Places put on the road: the nearest junction of the part of the network that a truck can use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree, points

from geo.metric import FloatArray, haversine_m, plane_xy
from geo.roads import RoadGraph
from geo.snap_report import Snap, SnapReport, SnapStatus
from routing.model import Location

SNAP_LIMIT_M: Final = 600.0
"""Default limit for OSM roads; a hand-made network of main roads needs more."""

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nearest:
    node: IntArray
    metres: FloatArray


def snap_places(
    graph: RoadGraph,
    places: Mapping[str, Location],
    *,
    profile_id: str,
    seconds: FloatArray,
    limit_m: float = SNAP_LIMIT_M,
) -> SnapReport:
    """Snap each place to the nearest junction of the largest strongly connected part.

    Parameters
    ----------
    profile_id
        Named in the report.
    seconds
        Seconds of each edge for that profile, inf where it may not drive: float64, shape (edges,).
    limit_m
        Farther places are left out, and the report says so.

    Notes
    -----
    Nearest by an STRtree of junctions on a plane true at the middle latitude; the distance itself
    is the great circle. A place whose nearest road lies on an island (a part that cannot be left,
    or not be entered) goes to the main part if that is within the limit.
    """
    usable = np.isfinite(seconds)
    label, sizes = _parts(graph, usable)
    touched = np.zeros(graph.nodes, dtype=np.bool_)
    touched[graph.tail[usable]] = True
    touched[graph.head[usable]] = True
    # A network of one-way dead ends only has no part that a truck can drive around in.
    main = touched & (label == sizes.argmax()) & (sizes.max(initial=0) > 1)
    lon = np.array([place.lon for place in places.values()], dtype=np.float64)
    lat = np.array([place.lat for place in places.values()], dtype=np.float64)
    near, any_ = (_nearest(graph, np.flatnonzero(mask), lon, lat) for mask in (main, touched))
    inside = near.metres <= limit_m
    island = ~inside & (any_.metres <= limit_m)
    node = np.where(island, any_.node, near.node)
    metres = np.where(island, any_.metres, near.metres)
    names = _road_names(graph, usable, node)
    status = np.where(inside, SnapStatus.OK, np.where(island, SnapStatus.ISLAND, SnapStatus.TOO_FAR))
    snaps = (
        Snap(
            place_id=place,
            profile_id=profile_id,
            status=SnapStatus(status[i]),
            node=int(node[i]) if inside[i] else -1,
            distance_m=float(metres[i]),
            road=names.get(int(node[i]), ""),
            part_nodes=int(sizes[label[node[i]]]) if node[i] >= 0 else 0,
        )
        for i, place in enumerate(places)
    )
    return SnapReport(limit_m=limit_m, snaps=tuple(snaps))


def _parts(graph: RoadGraph, usable: BoolArray) -> tuple[IntArray, IntArray]:
    tail, head = graph.tail[usable], graph.head[usable]
    ones = np.ones(len(tail), dtype=np.int8)
    _, label = connected_components(
        coo_array((ones, (tail, head)), shape=(graph.nodes, graph.nodes)), connection="strong"
    )
    return label.astype(np.int64), np.bincount(label)


def _nearest(graph: RoadGraph, candidates: IntArray, lon: FloatArray, lat: FloatArray) -> _Nearest:
    if not len(candidates) or not len(lon):
        return _Nearest(node=np.full(len(lon), -1), metres=np.full(len(lon), np.inf))
    at_lat = float(graph.node_lat[candidates].mean())
    tree = STRtree(points(plane_xy(graph.node_lon[candidates], graph.node_lat[candidates], at_lat=at_lat)))
    node = candidates[tree.nearest(points(plane_xy(lon, lat, at_lat=at_lat)))]
    return _Nearest(node=node, metres=haversine_m(lon, lat, graph.node_lon[node], graph.node_lat[node]))


def _road_names(graph: RoadGraph, usable: BoolArray, nodes: IntArray) -> dict[int, str]:
    """Return the name of a road at each node, a named one if there is any."""
    wanted = np.zeros(graph.nodes + 1, dtype=np.bool_)
    wanted[nodes] = True  # -1, no node, falls on the spare place at the end
    found: dict[int, tuple[bool, str]] = {}
    for ends in (graph.tail, graph.head):
        for edge in np.flatnonzero(wanted[ends] & usable).tolist():
            way = int(graph.way[edge])
            label = (bool(graph.ways.name[way]), graph.ways.label(way))
            node = int(ends[edge])
            if node not in found or label[0] > found[node][0]:
                found[node] = label
    return {node: label for node, (_, label) in found.items()}
