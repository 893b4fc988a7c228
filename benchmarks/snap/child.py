"""Places snapped in a process of its own: JSON job on stdin, JSON result as the last line of stdout."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.effort import measured
from benchmarks.snap.tiles import tiled
from geo.roads import RoadGraph, read_roads, to_networkx
from geo.snapping.snap import snap_places
from geo.trucks.truck_profile import TruckProfile, read_speeds, travel_seconds
from routing.model import Location

Job = dict[str, Any]


def snap(job: Job) -> Job:
    """Snap places drawn evenly over the map; the graph is read before, in each engine's own form."""
    graph = tiled(read_roads(Path(job["roads"])), tuple(job["tiles"]))
    random = np.random.default_rng(job["seed"])
    lon = random.uniform(graph.node_lon.min(), graph.node_lon.max(), job["points"])
    lat = random.uniform(graph.node_lat.min(), graph.node_lat.max(), job["points"])
    distances_m, effort = _ENGINES[job["engine"]](graph, lon, lat)
    row = {"engine": job["engine"], "nodes": graph.nodes, "places": job["points"]}
    return row | {"mean_m": float(np.mean(distances_m)), **effort}


def _ours(graph: RoadGraph, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, Job]:
    seconds = travel_seconds(graph, TruckProfile(id="truck", speeds_kmh=read_speeds()))
    places = {str(i): Location(y, x) for i, (x, y) in enumerate(zip(lon.tolist(), lat.tolist(), strict=True))}
    with measured() as effort:
        report = snap_places(graph, places, profile_id="truck", seconds=seconds, limit_m=1e9)
    return np.array([snap.distance_m for snap in report.snaps]), effort


def _again(graph: RoadGraph, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, Job]:
    """As ours, on a map that some place was snapped to before: its tree is kept."""
    _ours(graph, lon[:1], lat[:1])
    return _ours(graph, lon, lat)


def _osmnx(name: str, graph: RoadGraph, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, Job]:
    """On a projected graph, as its documentation advises; projecting it is not counted."""
    import osmnx  # noqa: PLC0415 - a run loads its own library alone
    from pyproj import Transformer  # noqa: PLC0415

    drawn = osmnx.projection.project_graph(to_networkx(graph))
    with measured() as effort:
        x, y = Transformer.from_crs("epsg:4326", drawn.graph["crs"], always_xy=True).transform(lon, lat)
        _, metres = getattr(osmnx.distance, name)(drawn, x, y, return_dist=True)
    return np.asarray(metres), effort


_ENGINES: Final = {
    "ours": _ours,
    "again": _again,
    "edges": partial(_osmnx, "nearest_edges"),
    "nodes": partial(_osmnx, "nearest_nodes"),
}


if __name__ == "__main__":
    print(json.dumps(snap(json.load(sys.stdin))))
