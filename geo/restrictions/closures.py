"""Closed roads and flooded areas: each makes another `RoadGraph`, so matrix and drawn line agree."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, STRtree, linestrings

from geo.files.geojson import rings_of
from geo.metric import Rings
from geo.roads import Closure, RoadGraph
from geo.roads.graph import content_hash
from routing.model import InputError, Issue, IssueCode, Subject, Text, refuse_if

BoolArray = NDArray[np.bool_]


def close_ways(graph: RoadGraph, way_ids: Iterable[str]) -> RoadGraph:
    """Close whole ways, in both directions.

    Raises
    ------
    InputError
        WAY_UNKNOWN for each id that the graph does not have.
    """
    wanted = tuple(dict.fromkeys(str(way) for way in way_ids))
    known = set(graph.ways.id.tolist())
    refuse_if(
        _unknown(IssueCode.WAY_UNKNOWN, way, Text("đường", "way")) for way in wanted if way not in known
    )
    hit = np.isin(graph.ways.id, wanted)[graph.way] if wanted else np.zeros(graph.edges, dtype=np.bool_)
    return _closed(graph, hit, kind="ways", what=wanted)


def close_edges(graph: RoadGraph, edges: Iterable[int | tuple[str, str]]) -> RoadGraph:
    """Close single edges in one direction, by number or as a pair of node ids (from, to).

    Raises
    ------
    InputError
        EDGE_UNKNOWN for each number or pair that the graph does not have.
    """
    hit = np.zeros(graph.edges, dtype=np.bool_)
    issues, what = [], []
    for wanted in edges:
        name = f"{wanted[0]} → {wanted[1]}" if isinstance(wanted, tuple) else str(wanted)
        matching = _edges_of(graph, wanted)
        if not matching.any():
            issues.append(_unknown(IssueCode.EDGE_UNKNOWN, name, Text("cạnh", "edge")))
        hit |= matching
        what.append(name)
    refuse_if(issues)
    return _closed(graph, hit, kind="edges", what=tuple(what))


def close_area(graph: RoadGraph, polygon: Polygon | MultiPolygon, *, name: str = "") -> RoadGraph:
    """Close every edge whose course touches the polygon (WGS 84 degrees, x = longitude).

    An area that no road touches closes nothing; the record then says 0 edges.

    Raises
    ------
    InputError
        AREA_INVALID if the polygon is empty, crosses itself or is no polygon.
    """
    if not isinstance(polygon, Polygon | MultiPolygon) or polygon.is_empty or not polygon.is_valid:
        raise InputError([bad_area(name)])
    shapes = graph.shapes
    courses = linestrings(np.column_stack((shapes.lon, shapes.lat)), indices=shapes.row)
    touched = np.zeros(len(courses), dtype=np.bool_)
    touched[STRtree(courses).query(polygon, predicate="intersects")] = True
    parts = polygon.geoms if isinstance(polygon, MultiPolygon) else (polygon,)
    polygons = tuple(rings_of(part) for part in parts)
    return _closed(graph, touched[graph.shape], kind="area", what=(name or polygon.wkt,), polygons=polygons)


def _edges_of(graph: RoadGraph, wanted: int | tuple[str, str]) -> BoolArray:
    if isinstance(wanted, tuple):
        nodes = [np.flatnonzero(graph.node_id == str(end)) for end in wanted]
        return np.isin(graph.tail, nodes[0]) & np.isin(graph.head, nodes[1])
    return np.asarray(np.arange(graph.edges) == wanted)


def _closed(
    graph: RoadGraph, hit: BoolArray, *, kind: str, what: tuple[str, ...], polygons: tuple[Rings, ...] = ()
) -> RoadGraph:
    closed = graph.closed | hit
    # The hash follows from which edges are closed, not from how that was said or in what order.
    parts = (graph.topology_sha256.encode(), np.packbits(closed).tobytes())
    return replace(
        graph,
        closed=closed,
        sha256=content_hash(*parts) if closed.any() else graph.topology_sha256,
        closures=(
            *graph.closures,
            Closure(kind=kind, what=what, edges=int(hit.sum()), polygons=polygons),
        ),
    )


def _unknown(code: IssueCode, name: str, noun: Text) -> Issue:
    return Issue(
        code=code,
        subject=Subject(id=name),
        fault=Text(f"Bản đồ không có {noun.vi} “{name}”", f"The road map has no {noun.en} “{name}”"),
        remedy=Text("Kiểm tra mã trên bản đồ đang dùng", "Check the id against the map in use"),
    )


def bad_area(name: str) -> Issue:
    """Return the issue of an area that cannot be closed."""
    return Issue(
        code=IssueCode.AREA_INVALID,
        subject=Subject(id=name),
        fault=Text(
            "Vùng rỗng, tự cắt hoặc không phải đa giác", "The area is empty, crosses itself or is no polygon"
        ),
        remedy=Text("Vẽ lại vùng thành một đa giác kín", "Draw the area again as a closed polygon"),
    )
