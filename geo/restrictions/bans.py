"""Bans of trucks in cities: which payloads are barred from which area at which hours."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, line_interpolate_point, linestrings, prepare
from shapely import contains as holds

from geo.roads import RoadGraph
from geo.timed_closures import TimedClosure, over_days
from routing.model import BanArea, TruckBan


def hours_on(ban: TruckBan, day: dt.date) -> tuple[tuple[int, int], ...]:
    """Return the hours of a ban that begin on a day in which it binds."""
    date = day.isoformat()
    in_force = (not ban.first or ban.first <= date) and (not ban.last or date <= ban.last)
    return ban.closed if in_force and day.weekday() in ban.days else ()


def ban_closure(graph: RoadGraph, ban: TruckBan, date: str) -> TimedClosure:
    """Return what a ban closes on a plan's day and those beside it; the middle of a road decides."""
    windows = over_days(dt.date.fromisoformat(date), partial(hours_on, ban))
    return TimedClosure(name=ban.name, edges=_within(graph, ban.area), windows=windows)


# A day's closures are asked for to see which close any of its roads, and again to make its tables.
@lru_cache(maxsize=16)
def _within(graph: RoadGraph, area: BanArea) -> NDArray[np.bool_]:
    return edges_within(graph, MultiPolygon([(rings[0], rings[1:]) for rings in area.polygons]))


def edges_within(graph: RoadGraph, outline: object) -> NDArray[np.bool_]:
    """Return which edges have the middle of their course inside an outline (WGS 84): shape (edges,)."""
    if not isinstance(outline, Polygon | MultiPolygon):
        return np.zeros(graph.edges, dtype=np.bool_)
    shapes = graph.shapes
    courses = linestrings(np.column_stack((shapes.lon, shapes.lat)), indices=shapes.row)
    prepare(outline)
    inside = holds(outline, line_interpolate_point(courses, 0.5, normalized=True))
    return np.asarray(inside[graph.shape])


def bans_of(bans: Sequence[TruckBan], *, payload_kg: float, permits: Collection[str]) -> tuple[TruckBan, ...]:
    """Return the bans that bind a truck."""
    return tuple(ban for ban in bans if ban.binds(payload_kg, permits))
