"""All that the use cases ask of `geo`: roads, snapping, travel matrices."""

from collections.abc import Callable, Iterable, Sequence

from geo.kernel import prepared as prepare_roads
from geo.restrictions.met import cut_off, met_places
from geo.roads import RoadGraph, download_roads, read_roads
from geo.snapping.snap import SNAP_LIMIT_M as DEFAULT_SNAP_LIMIT_M
from geo.snapping.snap_picture import snap_picture as drawn_snaps
from geo.snapping.snap_report import Snap, SnapReport, merged
from geo.sources import MatrixSource, source_named
from geo.travel.matrix import first_run_notice as roads_notice
from geo.travel.time_dependent import time_dependent_travel
from geo.trucks.truck_profile import TruckProfile
from routing.model import Depot, Facility, Location, Problem, RoadRecord, TravelMatrix, Vehicle
from service.dispatch.roads.road_rules import timed_profiles, truck_of

__all__ = [
    "DEFAULT_SNAP_LIMIT_M",
    "MatrixSource",
    "RoadGraph",
    "SnapReport",
    "TruckProfile",
    "download_roads",
    "locations",
    "prepare_roads",
    "read_roads",
    "roads_notice",
    "snap_limit_m",
    "snap_picture",
    "snap_report",
    "snaps_cut_off",
    "source_named",
    "travel_between",
    "travel_from",
    "travel_like",
]

Place = Facility | Depot


def locations(places: Iterable[Place]) -> dict[str, Location]:
    """Return where each place lies, by its id."""
    return {place.id: place.location for place in places}


def snap_limit_m(problem: Problem) -> float:
    """Return how far from a road the places of a problem were allowed to lie."""
    limit_m = problem.roads.snap_limit_m
    return DEFAULT_SNAP_LIMIT_M if limit_m is None else limit_m


def snap_report(
    graph: RoadGraph, places: Iterable[Place], profiles: Sequence[TruckProfile], *, limit_m: float
) -> SnapReport:
    """Return how every place, with or without orders, meets the road of each profile."""
    at = locations(places)
    return merged(met_places(graph, at, p, limit_m=limit_m) for p in profiles)


def snaps_cut_off(problem: Problem, graph: RoadGraph) -> dict[str, Snap]:
    """Return places that closures cut off from every truck, each with its nearest open road."""
    at, limit_m, rules = locations(problem.places), snap_limit_m(problem), problem.roads
    kinds = sorted({rules.profile(vehicle.profile).kind for vehicle in problem.vehicles})
    by_kind = [cut_off(graph, at, truck_of(rules, kind), limit_m=limit_m) for kind in kinds]
    everywhere = set(at).intersection(*by_kind) if by_kind else set()
    return {
        key: min((snaps[key] for snaps in by_kind), key=lambda snap: snap.distance_m)
        for key in sorted(everywhere)
    }


def snap_picture(
    graph: RoadGraph, places: Iterable[Place], profiles: Sequence[TruckProfile], report: SnapReport
) -> str:
    """Return a picture of roads, places and how they meet, as the text of an SVG."""
    return drawn_snaps(graph, locations(places), profiles, report)


def travel_between(
    graph: RoadGraph,
    places: Iterable[Place],
    vehicles: Iterable[Vehicle],
    rules: RoadRecord,
    *,
    date: str,
    limit_m: float,
    progress: Callable[[float], None] | None = None,
) -> TravelMatrix:
    """Return the travel matrix of places; one that does not meet the road is unreachable."""
    profiles = timed_profiles(graph, (vehicle.profile for vehicle in vehicles), rules, date)
    matrix, _ = time_dependent_travel(
        graph,
        locations(places),
        profiles,
        speed_profile=rules.speed_profile,
        snap_limit_m=limit_m,
        progress=progress,
    )
    return matrix


def travel_from(
    source: MatrixSource,
    places: Iterable[Place],
    profiles: Sequence[TruckProfile],
    *,
    limit_m: float,
    progress: Callable[[float], None] | None = None,
) -> tuple[TravelMatrix, SnapReport]:
    """Return the travel matrix of places as a server has it, and how they meet its roads."""
    return source.matrix(locations(places), profiles, snap_limit_m=limit_m, progress=progress)


def travel_like(problem: Problem, graph: RoadGraph) -> TravelMatrix:
    """Return the travel matrix of a problem computed anew on other roads, by the same settings.

    Where no truck drives there is nothing to compute, and the matrix stays as it is.
    """
    if not problem.vehicles:
        return problem.travel
    return travel_between(
        graph,
        problem.places,
        problem.vehicles,
        problem.roads,
        date=problem.date,
        limit_m=snap_limit_m(problem),
    )
