"""Snapping: the nearest point of the part of the network that a truck can use, for each place."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.metric import FloatArray
from geo.roads import RoadGraph
from geo.roads.parts import Parts, parts_of
from geo.snapping.nearest import Nearest, nearest
from geo.snapping.snap_report import Side, Snap, SnapReport, SnapStatus
from routing.model import Location

SNAP_LIMIT_M: Final = 600.0
"""Default limit for OSM roads; a hand-made network of main roads needs more."""

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
_SIDES: Final = {1: Side.LEFT, 0: Side.ON, -1: Side.RIGHT}


def snap_places(
    graph: RoadGraph,
    places: Mapping[str, Location],
    *,
    profile_id: str,
    seconds: FloatArray,
    limit_m: float = SNAP_LIMIT_M,
) -> SnapReport:
    """Snap each place to the nearest point of a road of the largest strongly connected part.

    Parameters
    ----------
    profile_id : str
        Named in the report.
    seconds : float64 array, shape (edges,)
        Seconds of each edge for that profile, inf where it may not drive.
    limit_m : float
        Farther places are left out, and the report says so.

    Notes
    -----
    A place whose nearest road lies on an island (a part that cannot be left, or not be entered)
    goes to the main part if that is within the limit. A two-way road is met by both of its
    directions, on whichever side of it the place lies: the truck crosses, or turns in the yard.
    The carriageways of a divided road are one-way roads: the nearer one is met.
    """
    parts = parts_of(graph, seconds)
    lon = np.array([place.lon for place in places.values()], dtype=np.float64)
    lat = np.array([place.lat for place in places.values()], dtype=np.float64)
    met = _nearest(graph, lon, lat, parts.main)
    inside = met.metres <= limit_m
    out = np.flatnonzero(~inside)
    near = _nearest(graph, lon[out], lat[out], parts.usable)
    island = near.metres <= limit_m
    for field in fields(Nearest):
        getattr(met, field.name)[out[island]] = getattr(near, field.name)[island]
    status = np.where(inside, SnapStatus.OK, SnapStatus.TOO_FAR)
    status[out[island]] = SnapStatus.ISLAND
    return SnapReport(
        limit_m=limit_m, snaps=_snaps(graph, parts, met, places=tuple(places), status=status, of=profile_id)
    )


def _nearest(graph: RoadGraph, lon: FloatArray, lat: FloatArray, edges: BoolArray) -> Nearest:
    allowed = np.zeros(len(graph.shapes.start) - 1, dtype=np.bool_)
    allowed[graph.shape[edges]] = True
    named = np.zeros_like(allowed)
    named[graph.shape] = (graph.ways.name != "")[graph.way]
    return nearest(graph.shapes, lon, lat, allowed=allowed, better=named)


def _snaps(
    graph: RoadGraph,
    parts: Parts,
    met: Nearest,
    *,
    places: tuple[str, ...],
    status: NDArray[np.str_],
    of: str,
) -> tuple[Snap, ...]:
    forward, backward = _edges(graph, parts.usable, met.stretch)
    edge = np.maximum(forward, backward)
    node = _junctions(graph, met, forward, backward)
    label = {way: graph.ways.label(way) for way in np.unique(graph.way[edge[edge >= 0]]).tolist()}
    ok = status == SnapStatus.OK
    return tuple(
        Snap(
            place_id=place,
            profile_id=of,
            status=SnapStatus(status[i]),
            forward=int(forward[i]) if ok[i] else -1,
            backward=int(backward[i]) if ok[i] else -1,
            node=int(node[i]) if ok[i] else -1,
            share=float(met.share[i]),
            lon=float(met.lon[i]),
            lat=float(met.lat[i]),
            side=_SIDES[int(met.side[i])],
            distance_m=float(met.metres[i]),
            road=label[int(graph.way[edge[i]])] if edge[i] >= 0 else "",
            part_nodes=int(parts.nodes[edge[i]]) if edge[i] >= 0 else 0,
        )
        for i, place in enumerate(places)
    )


def _edges(graph: RoadGraph, usable: BoolArray, stretch: IntArray) -> tuple[IntArray, IntArray]:
    """Return the usable edge along each stretch and that against it, -1 for none."""
    edge_along = np.full((2, len(graph.shapes.start)), -1, dtype=np.int64)
    edges = np.flatnonzero(usable)
    edge_along[graph.backward[edges].astype(np.int64), graph.shape[edges]] = edges
    # No stretch, -1, falls on the spare place at the end.
    return edge_along[0, stretch], edge_along[1, stretch]


def _junctions(graph: RoadGraph, met: Nearest, forward: IntArray, backward: IntArray) -> IntArray:
    """Return the junction that a place meets, -1 where it meets a road between two."""
    begin = np.where(forward >= 0, graph.tail[forward], graph.head[backward])
    end = np.where(forward >= 0, graph.head[forward], graph.tail[backward])
    node = np.where(met.share == 0, begin, np.where(met.share == 1, end, -1))
    return np.where(met.stretch >= 0, node, -1)
