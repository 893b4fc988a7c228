"""All that the use cases ask of `geo`: roads, snapping, travel matrices."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from geo.facilities.rows import read_rows
from geo.kernel import prepared as prepare_roads
from geo.matrix import first_run_notice as roads_notice
from geo.matrix import travel_matrix
from geo.roads import RoadGraph, download_roads, read_roads
from geo.snap import SNAP_LIMIT_M as DEFAULT_SNAP_LIMIT_M
from geo.snap import snap_places
from geo.snap_report import SnapReport, merged
from geo.truck_profile import TruckProfile, read_speeds, travel_seconds
from routing.model import Depot, Facility, Problem, TravelMatrix

__all__ = [
    "DEFAULT_SNAP_LIMIT_M",
    "RoadGraph",
    "SnapReport",
    "download_roads",
    "place_rows",
    "prepare_roads",
    "read_roads",
    "roads_notice",
    "snap_report",
    "travel_between",
    "travel_like",
    "truck_profiles",
]

SNAP_LIMIT_SOURCE = "snap_limit_m"
"""The key of `Problem.sources` that keeps the limit, so that a matrix can be computed again."""

Place = Facility | Depot


def place_rows(path: Path) -> dict[str, int]:
    """Return the row of each id in a readable file of places."""
    return {row.text("id"): row.number for row in read_rows(path)}


def truck_profiles(names: Iterable[str]) -> tuple[TruckProfile, ...]:
    """Return a truck profile for each name, sorted; all drive by the table of speeds that ships."""
    speeds = read_speeds()
    return tuple(TruckProfile(id=name, speeds_kmh=speeds) for name in sorted(set(names)))


def snap_report(
    graph: RoadGraph, places: Iterable[Place], profiles: Sequence[TruckProfile], *, limit_m: float
) -> SnapReport:
    """Return how every place, with or without orders, meets the road of each profile."""
    at = {place.id: place.location for place in places}
    return merged(
        snap_places(graph, at, profile_id=p.id, seconds=travel_seconds(graph, p), limit_m=limit_m)
        for p in profiles
    )


def travel_between(
    graph: RoadGraph,
    places: Iterable[Place],
    profiles: Sequence[TruckProfile],
    *,
    limit_m: float,
    progress: Callable[[float], None] | None = None,
) -> TravelMatrix:
    """Return the travel matrix of places; one that does not meet the road is unreachable."""
    at = {place.id: place.location for place in places}
    matrix, _ = travel_matrix(graph, at, profiles, snap_limit_m=limit_m, progress=progress)
    return matrix


def travel_like(problem: Problem, graph: RoadGraph) -> TravelMatrix:
    """Return the travel matrix of a problem computed anew on other roads, by the same settings."""
    limit_m = float(problem.sources.get(SNAP_LIMIT_SOURCE, DEFAULT_SNAP_LIMIT_M))
    profiles = truck_profiles(vehicle.profile for vehicle in problem.vehicles)
    return travel_between(graph, problem.places, profiles, limit_m=limit_m)
