"""From roads and places to seconds and metres between them, for one profile and one state of the roads."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.kernel import (
    Graph,
    Hierarchy,
    Turned,
    about_turns,
    in_units,
    is_compiled,
    prepared,
    shortest,
    stored_hierarchy,
    turned,
    weighed,
)
from geo.kernel.search import Turning
from geo.metric import FloatArray
from geo.restrictions.met import met_places
from geo.roads import RoadGraph
from geo.snapping.ends import ComplexArray, Ends, Roadside, entries, exits, pairs, roadside
from geo.snapping.snap import SNAP_LIMIT_M
from geo.snapping.snap_report import SnapReport, SnapStatus
from geo.trucks.truck_profile import TruckProfile, travel_seconds
from routing.model import Location, Text

ACCESS_KMH: Final = 15.0
"""Estimate: speed between a place and its road, in a yard or along an unmapped lane."""
SMALL: Final = 2000
"""On a graph of fewer nodes the plain search is done before compiled code is loaded."""


_CELLS: Final = 2**22
"""Cells of a table from junctions to junctions that is held at a time: 64 MB."""

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A profile's searchable roads and where the places meet them.

    Attributes
    ----------
    graph : Graph
        Takes and returns nodes and edges of the map.
    seconds, metres : float64 arrays, shape (edges,)
        In the kernel's units, so that their sums are exactly what it finds; inf seconds: barred.
    side : Roadside
        Places on their stretches.
    exits, entries : Ends
        From places to nodes of `steps` and back; a place left out has none.
    access_m : float64 array, shape (places,)
        From place to road, inf for places left out.
    report : SnapReport
    """

    graph: Graph
    seconds: FloatArray
    metres: FloatArray
    side: Roadside
    exits: Ends
    entries: Ends
    access_m: FloatArray
    report: SnapReport

    @property
    def steps(self) -> Graph:
        """The graph that is searched: with copies of nodes where turns are forbidden, else `graph`."""
        return self.graph.graph if isinstance(self.graph, Turning) else self.graph

    @property
    def on_road(self) -> IntArray:
        """The places that meet the road."""
        return np.flatnonzero(np.isfinite(self.access_m))

    def access_s(self) -> FloatArray:
        """Seconds between each place and its road."""
        return self.access_m * 3.6 / ACCESS_KMH


def reach(
    graph: RoadGraph,
    places: Mapping[str, Location],
    profile: TruckProfile,
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
    at_hour: FloatArray | None = None,
    met: SnapReport | None = None,
) -> Reach:
    """Weigh the roads for a profile and snap the places to them.

    Parameters
    ----------
    at_hour : float64 array, shape (edges,), optional
        Seconds of each edge at some hour (inf: barred), if not the profile's own.
    met : SnapReport, optional
        How the places meet the road, where that is known already. A place stays where it is while
        its road is barred.
    """
    usual_s = travel_seconds(graph, profile) if at_hour is None or met is None else at_hour
    seconds, metres = in_units(usual_s, graph.length_m)
    report = met or met_places(graph, places, profile, seconds=seconds, limit_m=snap_limit_m)
    if at_hour is not None:
        seconds, _ = in_units(at_hour, graph.length_m)
    turns = _turned(graph, profile)
    side = roadside(report.snaps, seconds=seconds, metres=metres)
    on_road = (snap.distance_m if snap.status is SnapStatus.OK else np.inf for snap in report.snaps)
    return Reach(
        graph=weighed(
            nodes=graph.nodes,
            tail=graph.tail,
            head=graph.head,
            seconds=seconds,
            metres=metres,
            tree=_tree(graph, turns, profile),
            turned=turns,
        ),
        seconds=seconds,
        metres=metres,
        side=side,
        exits=exits(report.snaps, side, head=graph.head, turns=turns),
        entries=entries(report.snaps, side, tail=graph.tail, turns=turns),
        access_m=np.array(list(on_road), dtype=np.float64),
        report=report,
    )


def refuse_profiles(ids: Iterable[str]) -> None:
    """Raise `ValueError` if there is no profile or two have the same id."""
    listed = list(ids)
    if not listed or len(set(listed)) != len(listed):
        raise ValueError("give one profile at least, each with an id of its own")


def first_run_notice(nodes: int = SMALL) -> Text | None:
    """Return what to tell people before the first matrix of this machine, on a map of so many nodes."""
    if nodes < SMALL or is_compiled():
        return None
    return Text(
        "Chuẩn bị bộ tìm đường (chỉ lần đầu), chừng nửa phút",
        "Preparing the road search (first run only), for about half a minute",
    )


def _turned(graph: RoadGraph, profile: TruckProfile) -> Turned | None:
    """Return the copies of nodes at which it matters by which edge a truck came, None if there are none."""
    turns = dict.fromkeys(graph.turns.bind(hgv=profile.hgv), np.inf)
    if not profile.turns_about:
        turns |= about_turns(graph.tail, graph.head)
    return turned(nodes=graph.nodes, tail=graph.tail, head=graph.head, turns=turns) if turns else None


def _tree(graph: RoadGraph, turns: Turned | None, profile: TruckProfile) -> Hierarchy | None:
    if graph.nodes < SMALL or not prepared():
        return None
    roads: RoadGraph | Turned = turns or graph
    home = turns.home if turns else slice(None)
    name = graph.topology_sha256
    if turns:
        turned_for = f"{name}, turns of {'trucks' if profile.hgv else 'others'}"
        turned_for += "" if profile.turns_about else ", none about"
        name = hashlib.sha256(turned_for.encode()).hexdigest()
    return stored_hierarchy(
        name,
        nodes=roads.nodes,
        tail=roads.tail,
        head=roads.head,
        lon=graph.node_lon[home],
        lat=graph.node_lat[home],
    )


def fastest(
    ready: Reach, sources: IntArray, targets: IntArray, *, progress: Callable[[float], None] | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return seconds and metres of the fastest path between the points where places meet the road.

    Parameters
    ----------
    sources, targets
        Places by number, all of them on the road.

    Returns
    -------
    seconds, metres : float64 arrays, shape (sources, targets)
        Without the path between place and road; inf where there is none.
    """
    cost = pairs(np.full((2, len(sources), len(targets)), np.inf))
    step = max(1, _CELLS // max(1, len(ready.entries.place)))
    for first in range(0, len(sources) if len(targets) else 0, step):
        rows = slice(first, first + step)
        part = len(sources[rows]) / len(sources)
        cost[rows] = _fastest(
            ready, sources[rows], targets, share_of(progress, done=first / len(sources), of=part)
        )
    return cost.real, cost.imag


def _fastest(
    ready: Reach, sources: IntArray, targets: IntArray, progress: Callable[[float], None] | None
) -> ComplexArray:
    (out, leaves), (into, enters) = ready.exits.of(sources), ready.entries.of(targets)
    start, row = np.unique(out.node, return_inverse=True)
    goal, column = np.unique(into.node, return_inverse=True)
    between = pairs(np.stack(shortest(ready.steps, start, goal, progress=progress)))
    arrive = np.minimum.reduceat(between[:, column] + into.cost, enters, axis=1)
    least = np.minimum.reduceat(arrive[row] + out.cost[:, np.newaxis], leaves, axis=0)
    for direction in range(2):
        np.minimum(least, ready.side.direct(direction, sources, targets), out=least)
    return np.asarray(least)


def between(
    ready: Reach, places: Mapping[str, Location], *, progress: Callable[[float], None] | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return seconds and metres between all places, not rounded yet; inf: no path.

    The path between a place and its road is driven too, at `ACCESS_KMH`. A truck may leave in
    either direction that the road allows, whichever it came from. A place that is not snapped is
    unreachable from and to all others; two places at the very same point are 0 apart.

    Returns
    -------
    seconds, metres : float64 arrays, shape (places, places)
    """
    on_road, same = ready.on_road, _same_point(tuple(places.values()))
    full_s = np.full((len(ready.access_m),) * 2, np.inf)
    full_m = np.full_like(full_s, np.inf)
    here = np.ix_(on_road, on_road)
    full_s[here], full_m[here] = fastest(ready, on_road, on_road, progress=progress)
    full_s += np.add.outer(ready.access_s(), ready.access_s())
    full_m += np.add.outer(ready.access_m, ready.access_m)
    lost = np.isinf(ready.access_m)
    stays = same & ~np.logical_or.outer(lost, lost) | np.eye(len(lost), dtype=np.bool_)
    full_s[stays], full_m[stays] = 0.0, 0.0
    return full_s, full_m


def _same_point(places: Sequence[Location]) -> NDArray[np.bool_]:
    at = np.array([(place.lon, place.lat) for place in places], dtype=np.float64).reshape(-1, 2)
    return np.asarray((at[:, np.newaxis] == at).all(axis=2))


def share_of(
    progress: Callable[[float], None] | None, *, done: float, of: float
) -> Callable[[float], None] | None:
    """Return the progress of a part of the work: it begins at share `done` and is `of` of the whole."""
    return (lambda share: progress(done + share * of)) if progress else None
