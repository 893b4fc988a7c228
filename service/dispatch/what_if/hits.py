"""Which legs of a plan a closure hits: truck, trip, from, to, and how much longer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.lines.hits import Hit
from geo.lines.hits import hits as hits_on
from routing.model import Closing, Issue, IssueCode, Leg, Plan, Problem, Route, Subject, Text
from service.dispatch.gather import or_none
from service.dispatch.maps.maps import driven_legs
from service.dispatch.roads.closing import close_roads, closed_windows
from service.dispatch.roads.geography import RoadGraph, locations, snap_limit_m
from service.dispatch.roads.road_rules import road_days

Driven = tuple[Route, int, Leg]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegHit:
    """A leg that drives over closed road.

    Attributes
    ----------
    longer_s, longer_m : int or None
        What its fastest path takes more, in the whole seconds and metres of the travel matrix; None
        where there is no path left.
    """

    vehicle_id: str
    vehicle_name: str
    trip: int
    from_id: str
    to_id: str
    depart_s: int
    longer_s: int | None
    longer_m: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How many edges are closed that were open, and the legs that they hit, in the order of the plan."""

    edges: int
    legs: tuple[LegHit, ...]


def hits_of(
    issues: list[Issue], problem: Problem, plan: Plan | None, roads: RoadGraph, closings: Sequence[Closing]
) -> Hits | None:
    """Return which legs of a plan are hit where more of its roads is closed.

    None if `issues` tell of any fault by then: those of `close_roads`, and NOTHING_CLOSED, are added.
    """
    or_none(issues, lambda: close_roads(roads, closings))
    if not closings and not issues:
        issues.append(_NOTHING)
    return None if issues or not plan else hits_between(problem, plan, roads, closings)


def hits_between(problem: Problem, plan: Plan, roads: RoadGraph, closings: Sequence[Closing]) -> Hits:
    """Return which legs of a plan, made for `roads`, drive over what is closed while it is."""
    closed = close_roads(roads, closings)
    all_day = close_roads(roads, [closing for closing in closings if not closing.hours])
    by_leg = _on(problem, plan, roads, all_day, driven_legs(plan))
    for closing in closings:
        if closing.hours:
            then = [entry for entry in driven_legs(plan) if _meets(entry[2], closed_windows(closing))]
            more = _on(problem, plan, roads, close_roads(roads, [closing]), then)
            by_leg = {**more, **by_leg}
    legs = tuple(by_leg[i] for i in sorted(by_leg))
    return Hits(edges=int((closed.closed & ~roads.closed).sum()), legs=legs)


def _meets(leg: Leg, windows: Sequence[tuple[int, int]]) -> bool:
    return any(leg.depart_s < end_s and start_s < leg.arrive_s for start_s, end_s in windows)


def _on(
    problem: Problem, plan: Plan, roads: RoadGraph, closed: RoadGraph, driven: Sequence[Driven]
) -> dict[int, LegHit]:
    """Return those of some legs that drive over what only `closed` has closed, by their place in the plan."""
    at, limit_m = locations(problem.places), snap_limit_m(problem)
    names = [problem.vehicle_by_id[route.vehicle_id].profile for route, _, _ in driven]
    place = {_key(*entry): i for i, entry in enumerate(driven_legs(plan))}
    by_leg: dict[int, LegHit] = {}
    for day in road_days(problem, roads, names):
        mine = [entry for entry, name in zip(driven, names, strict=True) if name == day.of.profile.id]
        hit = hits_on(day, closed, at, [leg for _, _, leg in mine], snap_limit_m=limit_m)
        by_leg |= {place[_key(*mine[i])]: _leg_hit(problem, *mine[i], leg_hit) for i, leg_hit in hit.items()}
    return by_leg


def _key(route: Route, trip: int, leg: Leg) -> tuple[str, int, Leg]:
    return route.vehicle_id, trip, leg


def _leg_hit(problem: Problem, route: Route, trip: int, leg: Leg, hit: Hit) -> LegHit:
    before, after = hit.before, hit.after
    return LegHit(
        vehicle_id=route.vehicle_id,
        vehicle_name=problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id,
        trip=trip,
        from_id=leg.origin_id,
        to_id=leg.destination_id,
        depart_s=leg.depart_s,
        # Each rounded up as the matrix does, so that the difference is that of two matrices.
        longer_s=math.ceil(after.duration_s) - math.ceil(before.duration_s) if after else None,
        longer_m=math.ceil(after.length_m) - math.ceil(before.length_m) if after else None,
    )


_NOTHING = Issue(
    code=IssueCode.NOTHING_CLOSED,
    subject=Subject(),
    fault=Text("Chưa nêu đường nào bị đóng", "No road is named as closed"),
    remedy=Text(
        "Thêm --close-way, --close-area hoặc --close-edge", "Add --close-way, --close-area or --close-edge"
    ),
)
