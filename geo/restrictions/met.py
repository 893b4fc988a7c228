"""Snapping places to the open roads of a profile, and finding those that a closure cuts off."""

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from shapely import Polygon, covers, points

from geo.metric import FloatArray, Rings
from geo.roads import RoadGraph
from geo.snapping.snap import SNAP_LIMIT_M, snap_places
from geo.snapping.snap_report import Snap, SnapReport, SnapStatus
from geo.trucks.truck_profile import TruckProfile, travel_seconds
from routing.model import Location

ACROSS_M: Final = 50.0
"""Estimate: whose nearest open road is farther than that road would be by more is behind a closure.

So far crews carry cylinders by hand; a road beyond it is another street.
"""


def met_places(
    graph: RoadGraph,
    places: Mapping[str, Location],
    profile: TruckProfile,
    *,
    seconds: FloatArray | None = None,
    limit_m: float = SNAP_LIMIT_M,
) -> SnapReport:
    """Snap places to the open roads of a profile; those that a closure cuts off are left out.

    A place within a closed area is cut off. So is one whose nearest open road is more than `ACROSS_M`
    farther than its nearest road was: the truck would deliver across what is closed. Those in
    `graph.still_reachable` meet the nearest open road all the same, however far it is.

    Parameters
    ----------
    seconds
        Seconds of each edge for the profile, inf where it may not drive: `travel_seconds` unless given.
    """
    if seconds is None:
        seconds = travel_seconds(graph, profile)
    report = snap_places(graph, places, profile_id=profile.id, seconds=seconds, limit_m=limit_m)
    hit = _hit(graph, places, profile, report) if graph.closures else {}
    if not hit:
        return report
    lost = {key: places[key] for key in hit}
    dry = snap_places(graph, lost, profile_id=profile.id, seconds=seconds, limit_m=np.inf)
    after = {snap.place_id: _cut_off(snap, hit, graph.still_reachable) for snap in dry.snaps}
    return replace(report, snaps=tuple(after.get(snap.place_id, snap) for snap in report.snaps))


def cut_off(
    graph: RoadGraph, places: Mapping[str, Location], profile: TruckProfile, *, limit_m: float = SNAP_LIMIT_M
) -> dict[str, Snap]:
    """Return how far the nearest open road is from places that a closure cuts off, allowed ones included."""
    if not graph.closures:
        return {}
    strict = replace(graph, still_reachable=frozenset())
    snaps = met_places(strict, places, profile, limit_m=limit_m).snaps
    return {snap.place_id: snap for snap in snaps if snap.status is SnapStatus.CUT_OFF}


def _hit(
    graph: RoadGraph, places: Mapping[str, Location], profile: TruckProfile, report: SnapReport
) -> dict[str, str]:
    """Return the places that closures cut off, each with the area in which it lies."""
    opened = replace(graph, closed=np.zeros_like(graph.closed), closures=())
    whole_s = travel_seconds(opened, profile)
    before = snap_places(opened, places, profile_id=profile.id, seconds=whole_s, limit_m=report.limit_m)
    inside = places_inside((area for closure in graph.closures for area in closure.areas), places)
    return {
        now.place_id: inside.get(now.place_id, "")
        for now, was in zip(report.snaps, before.snaps, strict=True)
        if was.status is SnapStatus.OK and (now.place_id in inside or _across(now, was))
    }


def places_inside(areas: Iterable[tuple[str, Rings]], places: Mapping[str, Location]) -> dict[str, str]:
    """Return the names of the areas in which places lie, by place."""
    if not places:
        return {}
    at = points([(place.lon, place.lat) for place in places.values()])
    area_of: dict[str, str] = {}
    for name, rings in areas:
        covered = covers(Polygon(rings[0], rings[1:]), at)
        for key in itertools.compress(places, np.atleast_1d(covered).tolist()):
            area_of.setdefault(key, name)
    return area_of


def _across(now: Snap, was: Snap) -> bool:
    return now.status is not SnapStatus.OK or now.distance_m > was.distance_m + ACROSS_M


def _cut_off(snap: Snap, areas: Mapping[str, str], allowed: Collection[str]) -> Snap:
    if snap.place_id in allowed:
        return snap
    return replace(
        snap, status=SnapStatus.CUT_OFF, forward=-1, backward=-1, node=-1, area=areas[snap.place_id]
    )
