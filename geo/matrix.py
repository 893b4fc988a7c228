"""From roads and places to a `TravelMatrix`: one row and column a place, one layer a profile."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.kernel import (
    Graph,
    Hierarchy,
    Turned,
    in_units,
    is_compiled,
    prepared,
    shortest,
    stored_hierarchy,
    turned,
    weighed,
)
from geo.metric import FloatArray
from geo.roads import EVERYBODY, NOT_TRUCKS, TRUCKS_ONLY, RoadGraph
from geo.snap import SNAP_LIMIT_M, snap_places
from geo.snap_report import SnapReport, merged
from geo.truck_profile import TruckProfile, travel_seconds
from routing.model import Location, Text, TravelMatrix

ACCESS_KMH: Final = 15.0
"""Estimate: speed between a place and its junction, in a yard or along an unmapped lane."""
SMALL: Final = 2000
"""On a graph of fewer nodes the plain search is done before compiled code is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A profile's searchable roads and where the places meet them.

    `seconds` (inf: barred) and `metres` are by edge, in the kernel's units, so that their sums are
    exactly what it finds; `node` and `access_m` are by place, -1 and inf for places left out.
    """

    graph: Graph
    seconds: FloatArray
    metres: FloatArray
    node: NDArray[np.int64]
    access_m: FloatArray
    report: SnapReport

    def access_s(self) -> FloatArray:
        """Seconds between each place and its junction."""
        return self.access_m * 3.6 / ACCESS_KMH


def reach(
    graph: RoadGraph,
    places: Mapping[str, Location],
    profile: TruckProfile,
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
) -> Reach:
    """Weigh the roads for a profile and snap the places to them."""
    seconds, metres = in_units(travel_seconds(graph, profile), graph.length_m)
    report = snap_places(graph, places, profile_id=profile.id, seconds=seconds, limit_m=snap_limit_m)
    turns = _turned(graph, profile)
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
        node=np.array([snap.node for snap in report.snaps], dtype=np.int64),
        access_m=np.array([snap.distance_m if snap.node >= 0 else np.inf for snap in report.snaps]),
        report=report,
    )


def travel_matrix(
    graph: RoadGraph,
    places: Mapping[str, Location],
    profiles: Sequence[TruckProfile],
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
    progress: Callable[[float], None] | None = None,
) -> tuple[TravelMatrix, SnapReport]:
    """Return time and length of the fastest way between all places, for each profile.

    The way between a place and its junction is driven too, at `ACCESS_KMH`. A place that is not
    snapped is unreachable from and to all others; two places at the very same point are 0 apart.

    Raises
    ------
    ValueError
        If there is no profile or two have the same id.
    InputError
        If a profile has no speed for a class of road.
    """
    if not profiles or len({profile.id for profile in profiles}) != len(profiles):
        raise ValueError("give one profile at least, each with an id of its own")
    same = _same_point(tuple(places.values()))
    seconds, metres, reports = {}, {}, []
    for done, profile in enumerate(profiles):
        ready = reach(graph, places, profile, snap_limit_m=snap_limit_m)
        tell = _share(progress, done=done, of=len(profiles))
        seconds[profile.id], metres[profile.id] = _between(ready, same, tell)
        reports.append(ready.report)
    return TravelMatrix.from_float(tuple(places), seconds=seconds, metres=metres), merged(reports)


def first_run_notice(nodes: int = SMALL) -> Text | None:
    """Return what to tell people before the first matrix of this machine, on a map of so many nodes."""
    if nodes < SMALL or is_compiled():
        return None
    return Text(
        "Lần chạy đầu tiên trên máy này: biên dịch phần tìm đường, chừng nửa phút",
        "First run on this machine: compiling the search for ways, for about half a minute",
    )


def _turned(graph: RoadGraph, profile: TruckProfile) -> Turned | None:
    """Return the copies of nodes at which the way that a truck came matters, None if there are none."""
    binds = np.isin(graph.turns.whom, (EVERYBODY, TRUCKS_ONLY if profile.hgv else NOT_TRUCKS))
    if not binds.any():
        return None
    pairs = zip(graph.turns.start[binds].tolist(), graph.turns.to[binds].tolist(), strict=True)
    return turned(nodes=graph.nodes, tail=graph.tail, head=graph.head, turns=dict.fromkeys(pairs, np.inf))


def _tree(graph: RoadGraph, turns: Turned | None, profile: TruckProfile) -> Hierarchy | None:
    if graph.nodes < SMALL or not prepared():
        return None
    roads: RoadGraph | Turned = turns or graph
    home = turns.home if turns else slice(None)
    name = graph.topology_sha256
    if turns:
        turned_for = f"{name}, turns of {'trucks' if profile.hgv else 'others'}"
        name = hashlib.sha256(turned_for.encode()).hexdigest()
    return stored_hierarchy(
        name,
        nodes=roads.nodes,
        tail=roads.tail,
        head=roads.head,
        lon=graph.node_lon[home],
        lat=graph.node_lat[home],
    )


def _between(
    ready: Reach, same: NDArray[np.bool_], progress: Callable[[float], None] | None
) -> tuple[FloatArray, FloatArray]:
    on_road = np.flatnonzero(ready.node >= 0)
    nodes, row = np.unique(ready.node[on_road], return_inverse=True)
    time, length = shortest(ready.graph, nodes, nodes, progress=progress)
    full_s = np.full((len(ready.node),) * 2, np.inf)
    full_m = np.full_like(full_s, np.inf)
    full_s[np.ix_(on_road, on_road)] = time[np.ix_(row, row)]
    full_m[np.ix_(on_road, on_road)] = length[np.ix_(row, row)]
    full_s += np.add.outer(ready.access_s(), ready.access_s())
    full_m += np.add.outer(ready.access_m, ready.access_m)
    lost = ready.node < 0
    stays = same & ~np.logical_or.outer(lost, lost) | np.eye(len(lost), dtype=np.bool_)
    full_s[stays], full_m[stays] = 0.0, 0.0
    return full_s, full_m


def _same_point(places: Sequence[Location]) -> NDArray[np.bool_]:
    at = np.array([(place.lon, place.lat) for place in places], dtype=np.float64).reshape(-1, 2)
    return np.asarray((at[:, np.newaxis] == at).all(axis=2))


def _share(progress: Callable[[float], None] | None, *, done: int, of: int) -> Callable[[float], None] | None:
    return (lambda share: progress((done + share) / of)) if progress else None
