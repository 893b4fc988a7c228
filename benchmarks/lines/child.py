"""Legs drawn in a process of their own: JSON job on stdin, JSON result as the last line of stdout."""

import itertools
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.effort import measured
from geo.lines.lines import LegLine, feature_collection, leg_lines
from geo.lines.simplify import simplified
from geo.roads import RoadGraph, read_roads, to_networkx
from geo.travel.matrix import reach
from geo.trucks.truck_profile import TruckProfile, read_speeds, travel_seconds
from routing.model import Location

Job = dict[str, Any]
Legs = list[tuple[str, str]]
Draw = Callable[[Legs], Sequence[LegLine | None]]


def lines(job: Job) -> Job:
    """Draw a walk through junctions drawn by the seed, a leg from each to the next."""
    graph = read_roads(Path(job["roads"]))
    truck = TruckProfile(id="truck", speeds_kmh=read_speeds())
    places = _places(graph, truck, job["legs"] + 1, job["seed"])
    ids = list(places)
    legs = list(itertools.pairwise(ids))
    draw = ENGINES[job["engine"]](graph, places, truck, job["zoom"])
    draw(legs[:1])  # nobody is measured loading code
    with measured() as effort:
        drawn_lines = draw(legs)
    drawn = [line for line in drawn_lines if line is not None]
    return {
        "engine": job["engine"],
        "legs": len(drawn),
        "km": sum(line.length_m for line in drawn) / 1000,
        "points": sum(len(line.points) for line in drawn),
        "kb": len(json.dumps(feature_collection(drawn), separators=(",", ":"))) / 1000,
        **effort,
    }


def _places(graph: RoadGraph, truck: TruckProfile, count: int, seed: int) -> dict[str, Location]:
    """Return junctions of the part of the network in which the truck gets about."""
    everywhere = {
        str(node): Location(lat, lon)
        for node, (lat, lon) in enumerate(zip(graph.node_lat.tolist(), graph.node_lon.tolist(), strict=True))
    }
    ready = reach(graph, everywhere, truck, snap_limit_m=1.0)
    _, number, halves = np.unique(graph.node_id, return_inverse=True, return_counts=True)
    # At a barrier two nodes share their place: which of them is met is not the other engine's choice.
    main = np.flatnonzero((ready.access_m == 0.0) & (halves[number] == 1))
    chosen = np.random.default_rng(seed).choice(main, min(count, len(main)), replace=False)
    return {str(node): everywhere[str(node)] for node in chosen.tolist()}


def _ours(graph: RoadGraph, places: dict[str, Location], truck: TruckProfile, zoom: int) -> Draw:
    """From places to lines, weighing and snapping and all."""
    del zoom
    return lambda legs: leg_lines(graph, places, truck, legs)


def _thinned(graph: RoadGraph, places: dict[str, Location], truck: TruckProfile, zoom: int) -> Draw:
    return lambda legs: simplified(leg_lines(graph, places, truck, legs), zoom)


def _networkx(graph: RoadGraph, places: dict[str, Location], truck: TruckProfile, zoom: int) -> Draw:
    """Shortest path of each leg between its nodes, on a graph that is made and weighed before."""
    import networkx as nx  # noqa: PLC0415 - a run loads its own library alone

    del places, zoom
    seconds = travel_seconds(graph, truck)
    roads = to_networkx(graph)
    for _, _, data in roads.edges(data=True):
        data["seconds"] = float(seconds[data["edge"]])
    barred = [
        (u, v, key) for u, v, key, data in roads.edges(keys=True, data=True) if np.isinf(data["seconds"])
    ]
    roads.remove_edges_from(barred)

    def line(leg: tuple[str, str]) -> LegLine:
        nodes = nx.shortest_path(roads, int(leg[0]), int(leg[1]), weight="seconds")
        steps = [
            min(roads[u][v].values(), key=lambda data: data["seconds"]) for u, v in itertools.pairwise(nodes)
        ]
        return LegLine(
            from_id=leg[0],
            to_id=leg[1],
            length_m=sum(step["length"] for step in steps),
            duration_s=sum(step["seconds"] for step in steps),
            points=np.concatenate([np.asarray(step["geometry"].coords) for step in steps]).round(6),
        )

    return lambda legs: [line(leg) for leg in legs]


ENGINES: dict[str, Callable[[RoadGraph, dict[str, Location], TruckProfile, int], Draw]] = {
    "ours": _ours,
    "thinned": _thinned,
    "networkx": _networkx,
}


if __name__ == "__main__":
    print(json.dumps(lines(json.load(sys.stdin))))
