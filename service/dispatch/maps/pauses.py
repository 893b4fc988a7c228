"""Where drivers pause, as GeoJSON: at a place while they wait, or at a point of the leg."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from geo.lines.lines import LegLine
from routing.model import Break, Plan, Problem, Route


def pause_features(problem: Problem, plan: Plan, lines: Mapping[int, LegLine | None]) -> list[dict[str, Any]]:
    """Return a feature for each break and meal, by truck and time; `lines` by the leg's `id()`."""
    features: list[dict[str, Any]] = []
    for route in plan.routes:
        name = problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id
        truck = {"vehicle_id": route.vehicle_id, "vehicle_name": name}
        at = [*_waited(problem, route), *_on_the_way(problem, route, lines)]
        features += [_feature(pause, truck, point) for pause, point in sorted(at, key=lambda x: x[0].start_s)]
    return features


def _waited(problem: Problem, route: Route) -> Iterator[tuple[Break, list[float]]]:
    """Yield what is taken in a wait, with the place where the truck stands."""
    for trip in route.trips:
        yield from ((pause, _place(problem, trip.depot_id)) for pause in trip.rests)
    for stop in route.stops:
        yield from ((pause, _place(problem, stop.facility_id)) for pause in stop.rests)
    for leg in route.legs:
        yield from ((pause, _place(problem, leg.origin_id)) for pause in leg.rests)
    yield from ((pause, _place(problem, route.finish.destination_id)) for pause in route.rests)


def _on_the_way(
    problem: Problem, route: Route, lines: Mapping[int, LegLine | None]
) -> Iterator[tuple[Break, list[float] | None]]:
    for leg in route.legs:
        rested_s = 0
        for pause in leg.breaks:
            share = (pause.start_s - leg.depart_s - rested_s) / max(1, leg.travel_s)
            rested_s += pause.end_s - pause.start_s
            if leg.origin_id == leg.destination_id:
                yield pause, _place(problem, leg.origin_id)
            else:
                line = lines.get(id(leg))
                yield pause, None if line is None else _along(line, share)


def _along(line: LegLine, share: float) -> list[float]:
    """Return the point of a line at a share of its length, on the small plane around it."""
    points = np.asarray(line.points)
    scale = np.array([np.cos(np.radians(points[:, 1].mean())), 1.0])
    steps = np.hypot(*(np.diff(points, axis=0) * scale).T)
    done = np.concatenate([[0.0], np.cumsum(steps)])
    at = share * done[-1]
    return [float(np.interp(at, done, points[:, axis]).round(6)) for axis in (0, 1)]


def _place(problem: Problem, place_id: str) -> list[float]:
    place = problem.facility_by_id.get(place_id) or problem.depot_by_id[place_id]
    return [place.location.lon, place.location.lat]


def _feature(pause: Break, truck: dict[str, str], point: list[float] | None) -> dict[str, Any]:
    properties: dict[str, Any] = {"kind": "pause", **truck, "pause": pause.kind.value}
    properties |= {"start_s": pause.start_s, "end_s": pause.end_s}
    geometry = None if point is None else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
