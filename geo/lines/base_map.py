"""The main roads as GeoJSON, thinned to what a page can load: the background of the board's map."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from shapely import LineString, MultiLineString, clip_by_rect, line_merge
from shapely.geometry.base import BaseGeometry

from geo.metric import EARTH_RADIUS_M
from geo.roads import MOTOR_CLASSES, RoadGraph

MAX_BYTES: Final = 1_500_000
DECIMALS: Final = 5
"""Decimals of a degree on the base map: 1 m."""

Bbox = tuple[float, float, float, float]
"""West, south, east, north in WGS 84 degrees."""

_Key = tuple[str, str, str, bool]


def roads_geojson(
    graph: RoadGraph,
    *,
    classes: Sequence[str] = MOTOR_CLASSES,
    bbox: Bbox | None = None,
    simplify_m: float = 10.0,
    max_bytes: int = MAX_BYTES,
) -> dict[str, Any]:
    """Return roads as a GeoJSON FeatureCollection, the most important classes first.

    Classes are added in order of importance until the next one would exceed `max_bytes`, so a
    village gets its lanes and a city its avenues. Closed roads are features of their own with
    `closed` true.

    Parameters
    ----------
    classes : sequence of str
        Highway classes to draw, with their links where named.
    bbox : tuple of float, optional
        West, south, east, north; the whole graph by default.
    simplify_m : float
        Tolerance of the simplification in metres.
    max_bytes : int
        Limit of the encoded size (UTF-8, no spaces).

    Returns
    -------
    dict
        With the classes that are drawn under `classes`.
    """
    groups = _groups(graph)
    features: list[dict[str, Any]] = []
    drawn, size = [], 100
    for highway in sorted(set(classes), key=_rank):
        keys = sorted(key for key in groups if key[0] == highway)
        more = [_feature(graph, key, groups[key], bbox, simplify_m) for key in keys]
        kept = [feature for feature in more if feature]
        size += sum(
            len(json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode()) + 1
            for feature in kept
        )
        if size > max_bytes:
            break
        features += kept
        drawn += [highway] if kept else []
    return {"type": "FeatureCollection", "classes": drawn, "features": features}


def _rank(highway: str) -> tuple[int, str]:
    order = MOTOR_CLASSES.index(highway) if highway in MOTOR_CLASSES else len(MOTOR_CLASSES)
    return order, highway


def _groups(graph: RoadGraph) -> dict[_Key, list[int]]:
    """Return one edge of each stretch of road by class, number, name and closure."""
    _, edges = np.unique(graph.shape, return_index=True)
    shut = np.zeros(len(graph.shapes.start), dtype=np.bool_)
    shut[graph.shape[graph.closed]] = True
    ways = graph.ways
    groups: dict[_Key, list[int]] = defaultdict(list)
    for edge in edges.tolist():
        way = graph.way[edge]
        key = (str(ways.highway[way]), str(ways.ref[way]), str(ways.name[way]), bool(shut[graph.shape[edge]]))
        groups[key].append(edge)
    return groups


def _feature(
    graph: RoadGraph, key: _Key, edges: Iterable[int], bbox: Bbox | None, simplify_m: float
) -> dict[str, Any] | None:
    merged = line_merge(MultiLineString([graph.shape_of(edge) for edge in edges]))
    line = merged.simplify(np.degrees(simplify_m / EARTH_RADIUS_M), preserve_topology=False)
    if bbox is not None:
        line = clip_by_rect(line, *bbox)
    courses = [_rounded(part) for part in _parts(line)]
    courses = [course for course in courses if len(course) > 1]
    if not courses:
        return None
    highway, ref, name, closed = key
    properties = {"class": highway, "ref": ref, "name": name, "closed": closed}
    return {
        "type": "Feature",
        "properties": {field: value for field, value in properties.items() if value},
        "geometry": {"type": "MultiLineString", "coordinates": courses},
    }


def _parts(line: BaseGeometry) -> list[LineString]:
    if isinstance(line, LineString):
        return [line]
    return [part for part in getattr(line, "geoms", ()) if isinstance(part, LineString)]


def _rounded(line: LineString) -> list[list[float]]:
    points = np.round(np.asarray(line.coords), DECIMALS)
    moves = np.ones(len(points), dtype=np.bool_)
    moves[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    kept: list[list[float]] = points[moves].tolist()
    return kept
