"""Plans and roads as GeoJSON: the only place that draws."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from geo.lines import base_map
from geo.lines.lines import LegLine, feature_collection, straight_lines, time_dependent_legs
from geo.lines.simplify import MOST_ZOOM, simplified
from routing.model import InputError, Leg, Plan, Problem, Route
from service.dispatch.maps.pauses import pause_features
from service.dispatch.roads.geography import MatrixSource, RoadGraph, locations, snap_limit_m
from service.dispatch.roads.road_rules import road_days, truck_of

__all__ = [
    "MOST_ZOOM",
    "DrawnPlan",
    "LineSource",
    "draw_plan",
    "driven_legs",
    "lines_geojson",
    "plan_geojson",
    "roads_geojson",
]

LineSource = RoadGraph | MatrixSource | None
"""What a plan is drawn by: roads, a server of lines, or nothing."""
_LOG: Final = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def roads_geojson(roads: RoadGraph) -> dict[str, Any]:
    """Return the main roads to draw; a graph never changes, and thinning a city's takes seconds."""
    return base_map.roads_geojson(roads)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlan:
    """A plan with the line of each leg that leads to another place, None where no road joins the two.

    It is not `lasting` where a server of lines was away: then all are straight, and the next to ask
    has them drawn anew.
    """

    problem: Problem
    plan: Plan
    lines: tuple[LegLine | None, ...]
    lasting: bool = True


def draw_plan(problem: Problem, plan: Plan, line_source: LineSource) -> DrawnPlan:
    """Draw every leg of a plan along the roads it drives; straight (and marked so) without a `line_source`.

    Where `line_source` is a server that fails, all lines are straight, too.
    """
    driven = [(route, leg) for route, _, leg in driven_legs(plan)]
    try:
        return DrawnPlan(problem=problem, plan=plan, lines=tuple(_drawn(problem, driven, line_source)))
    except InputError as error:
        if line_source is None or isinstance(line_source, RoadGraph):
            raise
        _LOG.warning("lines are drawn straight: %s", error)
        straight = tuple(_drawn(problem, driven, None))
        return DrawnPlan(problem=problem, plan=plan, lines=straight, lasting=False)


def lines_geojson(drawn: DrawnPlan, *, zoom: int | None = None) -> dict[str, Any]:
    """Return the legs as GeoJSON; with a zoom (0 to 20) no point moves by more than half a pixel there."""
    properties = [_leg_properties(drawn.problem, *driven) for driven in driven_legs(drawn.plan)]
    return feature_collection(drawn.lines if zoom is None else simplified(drawn.lines, zoom), properties)


def driven_legs(plan: Plan) -> list[tuple[Route, int, Leg]]:
    """Return every leg of a plan that leads to another place, with its route and its trip's number."""
    return [
        (route, trip, leg)
        for route in plan.routes
        for trip, leg in _legs(route)
        if leg.origin_id != leg.destination_id
    ]


def plan_geojson(drawn: DrawnPlan, *, zoom: int | None = None) -> dict[str, Any]:
    """Return a plan's legs, stops, pauses, unserved orders and depots as one FeatureCollection.

    A pause on the way is a point of the drawn line, by the share of the driving time before it. Without a
    line its geometry is null, as RFC 7946 has it for what has no known place.
    """
    problem, plan = drawn.problem, drawn.plan
    collection = lines_geojson(drawn, zoom=zoom)
    collection["features"] += [_stop_feature(problem, route, number) for route, number in _stops(plan)]
    collection["features"] += pause_features(problem, plan, _line_of(drawn))
    collection["features"] += [
        _point(problem, item.facility_id, {"kind": "unserved", "order_id": item.part_id})
        for item in plan.unserved
    ]
    collection["features"] += [_point(problem, depot.id, {"kind": "depot"}) for depot in problem.depots]
    return collection


def _line_of(drawn: DrawnPlan) -> dict[int, LegLine | None]:
    legs = (leg for _, _, leg in driven_legs(drawn.plan))
    return {id(leg): line for leg, line in zip(legs, drawn.lines, strict=True)}


def _legs(route: Route) -> list[tuple[int, Leg]]:
    legs: list[tuple[int, Leg]] = []
    for number, trip in enumerate(route.trips, start=1):
        legs += [(number, trip.leg)] if trip.leg else []
        legs += [(number, stop.leg) for stop in trip.stops]
    return [*legs, (len(route.trips), route.finish)]


def _drawn(
    problem: Problem, driven: list[tuple[Route, Leg]], line_source: LineSource
) -> list[LegLine | None]:
    legs = [leg for _, leg in driven]
    names = [problem.vehicle_by_id[route.vehicle_id].profile for route, _ in driven]
    pairs = [(leg.origin_id, leg.destination_id) for leg in legs]
    if line_source is None:
        return list(straight_lines(locations(problem.places), pairs))
    if isinstance(line_source, RoadGraph):
        drawn = _along(problem, names, legs, line_source)
    else:
        drawn = _by_server(problem, names, pairs, line_source)
    return _as_measured(problem, names, pairs, drawn) if problem.roads.server else drawn


def _along(
    problem: Problem, names: Sequence[str], legs: Sequence[Leg], roads: RoadGraph
) -> list[LegLine | None]:
    """Return lines along our own roads, each by those that were open at its hour."""
    at, limit_m = locations(problem.places), snap_limit_m(problem)
    drawn: list[LegLine | None] = [None] * len(legs)
    # Making roads ready for a profile takes most of the time, so it is done once for all its trucks.
    for day in road_days(problem, roads, names):
        mine = [i for i, name in enumerate(names) if name == day.of.profile.id]
        lines = time_dependent_legs(day, at, [legs[i] for i in mine], snap_limit_m=limit_m)
        for i, line in zip(mine, lines, strict=True):
            drawn[i] = line
    return drawn


def _by_server(
    problem: Problem, names: Sequence[str], pairs: Sequence[tuple[str, str]], source: MatrixSource
) -> list[LegLine | None]:
    """Return lines as a server has them."""
    line_of: dict[tuple[str, tuple[str, str]], LegLine | None] = {}
    at, limit_m = locations(problem.places), snap_limit_m(problem)
    for profile in (truck_of(problem.roads, name) for name in sorted(set(names))):
        mine = [pair for pair, name in zip(pairs, names, strict=True) if name == profile.id]
        lines = source.lines(at, profile, mine, snap_limit_m=limit_m)
        line_of |= {(profile.id, pair): line for pair, line in zip(mine, lines, strict=True)}
    return [line_of[name, pair] for name, pair in zip(names, pairs, strict=True)]


def _as_measured(
    problem: Problem,
    names: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    lines: Sequence[LegLine | None],
) -> list[LegLine | None]:
    """Return lines with the lengths of the problem, and a straight one where none was found."""
    at = locations(problem.places)
    measured: list[LegLine | None] = []
    for name, pair, line in zip(names, pairs, lines, strict=True):
        length_m = problem.travel.distance_m(name, *pair)
        duration_s = problem.travel.time_s(name, *pair)
        if line is None or length_m is None or duration_s is None:
            measured += straight_lines(at, [pair])
        else:
            measured.append(replace(line, length_m=float(length_m), duration_s=float(duration_s)))
    return measured


def _leg_properties(problem: Problem, route: Route, trip: int, leg: Leg) -> dict[str, Any]:
    name = problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id
    times = {"depart_s": leg.depart_s, "arrive_s": leg.arrive_s}
    return {"kind": "leg", "vehicle_id": route.vehicle_id, "vehicle_name": name, "trip": trip, **times}


def _stops(plan: Plan) -> list[tuple[Route, int]]:
    return [(route, i) for route in plan.routes for i, _ in enumerate(route.stops)]


def _stop_feature(problem: Problem, route: Route, number: int) -> dict[str, Any]:
    stop = tuple(route.stops)[number]
    properties = {
        "kind": "stop",
        "number": number + 1,
        "vehicle_id": route.vehicle_id,
        "order_id": stop.part_id,
        "arrive_s": stop.leg.arrive_s,
        "begin_s": stop.begin_s,
        "end_s": stop.end_s,
        "late_s": stop.late_s,
        "margin_s": stop.margin_s,
        "delivered": dict(stop.delivered.items()),
        "collected": dict(stop.collected.items()),
    }
    return _point(problem, stop.facility_id, properties)


def _point(problem: Problem, place_id: str, properties: dict[str, Any]) -> dict[str, Any]:
    place = problem.facility_by_id.get(place_id) or problem.depot_by_id[place_id]
    named = {"place_id": place.id, "name": place.name, "standing": place.standing.value}
    return {
        "type": "Feature",
        "properties": {**named, **properties},
        "geometry": {"type": "Point", "coordinates": [place.location.lon, place.location.lat]},
    }
