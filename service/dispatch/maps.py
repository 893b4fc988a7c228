"""Plans and roads as GeoJSON: the only place that draws."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo import base_map
from geo.lines import LegLine, feature_collection, leg_lines, straight_lines
from geo.simplify import MOST_ZOOM, simplified
from routing.model import Leg, Plan, Problem, Route
from service.dispatch.geography import DEFAULT_SNAP_LIMIT_M, SNAP_LIMIT_SOURCE, RoadGraph, truck_profiles

__all__ = [
    "MOST_ZOOM",
    "DrawnPlan",
    "draw_plan",
    "driven_legs",
    "lines_geojson",
    "plan_geojson",
    "roads_geojson",
]


@lru_cache(maxsize=4)
def roads_geojson(roads: RoadGraph) -> dict[str, Any]:
    """Return the main roads to draw; a graph never changes, and thinning a city's takes seconds."""
    return base_map.roads_geojson(roads)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlan:
    """A plan with the line of each leg that leads to another place, None where no road joins the two."""

    problem: Problem
    plan: Plan
    lines: tuple[LegLine | None, ...]


def draw_plan(problem: Problem, plan: Plan, roads: RoadGraph | None) -> DrawnPlan:
    """Draw every leg of a plan along the roads it drives; straight (and marked so) without roads."""
    driven = [(route, leg) for route, _, leg in driven_legs(plan)]
    return DrawnPlan(problem=problem, plan=plan, lines=tuple(_drawn(problem, driven, roads)))


def lines_geojson(drawn: DrawnPlan, *, zoom: int | None = None) -> dict[str, Any]:
    """Return the legs as GeoJSON; with a zoom (0 to 20) no point moves by more than half a pixel there."""
    told = [_told(drawn.problem, *one) for one in driven_legs(drawn.plan)]
    return feature_collection(drawn.lines if zoom is None else simplified(drawn.lines, zoom), told)


def driven_legs(plan: Plan) -> list[tuple[Route, int, Leg]]:
    """Return every leg of a plan that leads to another place, with its route and its trip's number."""
    return [
        (route, trip, leg)
        for route in plan.routes
        for trip, leg in _legs(route)
        if leg.origin_id != leg.destination_id
    ]


def plan_geojson(drawn: DrawnPlan, *, zoom: int | None = None) -> dict[str, Any]:
    """Return a plan's legs, stops, unserved orders and depots as one FeatureCollection."""
    problem, plan = drawn.problem, drawn.plan
    found = lines_geojson(drawn, zoom=zoom)
    found["features"] += [_stop_feature(problem, route, number) for route, number in _stops(plan)]
    found["features"] += [
        _point(problem, item.facility_id, {"kind": "unserved", "order_id": item.part_id})
        for item in plan.unserved
    ]
    found["features"] += [_point(problem, depot.id, {"kind": "depot"}) for depot in problem.depots]
    return found


def _legs(route: Route) -> list[tuple[int, Leg]]:
    found: list[tuple[int, Leg]] = []
    for number, trip in enumerate(route.trips, start=1):
        found += [(number, trip.leg)] if trip.leg else []
        found += [(number, stop.leg) for stop in trip.stops]
    return [*found, (len(route.trips), route.finish)]


def _drawn(
    problem: Problem, driven: list[tuple[Route, Leg]], roads: RoadGraph | None
) -> list[LegLine | None]:
    at = {place.id: place.location for place in problem.places}
    pairs = [(leg.origin_id, leg.destination_id) for _, leg in driven]
    if roads is None:
        return list(straight_lines(at, pairs))
    limit_m = float(problem.sources.get(SNAP_LIMIT_SOURCE, DEFAULT_SNAP_LIMIT_M))
    names = [problem.vehicle_by_id[route.vehicle_id].profile for route, _ in driven]
    found: dict[tuple[str, tuple[str, str]], LegLine | None] = {}
    # Making roads ready for a profile takes most of the time, so it is done once for all its trucks.
    for profile in truck_profiles(names):
        mine = [pair for pair, name in zip(pairs, names, strict=True) if name == profile.id]
        lines = leg_lines(roads, at, profile, mine, snap_limit_m=limit_m)
        found |= {(profile.id, pair): line for pair, line in zip(mine, lines, strict=True)}
    return [found[name, pair] for name, pair in zip(names, pairs, strict=True)]


def _told(problem: Problem, route: Route, trip: int, leg: Leg) -> dict[str, Any]:
    name = problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id
    times = {"depart_s": leg.depart_s, "arrive_s": leg.arrive_s}
    return {"kind": "leg", "vehicle_id": route.vehicle_id, "vehicle_name": name, "trip": trip, **times}


def _stops(plan: Plan) -> list[tuple[Route, int]]:
    return [(route, i) for route in plan.routes for i, _ in enumerate(route.stops)]


def _stop_feature(problem: Problem, route: Route, number: int) -> dict[str, Any]:
    stop = tuple(route.stops)[number]
    told = {
        "kind": "stop",
        "number": number + 1,
        "vehicle_id": route.vehicle_id,
        "order_id": stop.part_id,
        "arrive_s": stop.leg.arrive_s,
        "begin_s": stop.begin_s,
        "end_s": stop.end_s,
        "late_s": stop.late_s,
        "delivered": dict(stop.delivered.items()),
        "collected": dict(stop.collected.items()),
    }
    return _point(problem, stop.facility_id, told)


def _point(problem: Problem, place_id: str, told: dict[str, Any]) -> dict[str, Any]:
    place = problem.facility_by_id.get(place_id) or problem.depot_by_id[place_id]
    named = {"place_id": place.id, "name": place.name, "standing": place.standing.value}
    return {
        "type": "Feature",
        "properties": {**named, **told},
        "geometry": {"type": "Point", "coordinates": [place.location.lon, place.location.lat]},
    }
