"""Lines to draw: the legs of a route along the very path that the matrix measured."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.metric import FloatArray, haversine_m
from geo.roads import RoadGraph
from geo.snapping.snap import SNAP_LIMIT_M
from geo.snapping.snap_report import Snap, SnapReport
from geo.travel.drives import Drive, drives
from geo.travel.matrix import Reach, reach
from geo.travel.time_dependent import RoadDay, TableKey
from geo.trucks.truck_profile import TruckProfile
from routing.model import Leg, Location, rounded_up

BoolArray = NDArray[np.bool_]
DECIMALS: Final = 6
"""Decimals of a drawn degree: 0.1 m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LegLine:
    """The drawn path from one place to another.

    Attributes
    ----------
    length_m, duration_s : float
        As in the matrix, before it rounds up; the path between place and road is included.
    points : float64 array, shape (points, 2)
        Longitude and latitude, from place to place; both ends are joined to the road by a
        straight line.
    edges : tuple of int
        The edges of the graph that are driven, in order, the first and last mostly in part.
    straight : bool
        True for a line as the crow flies, which must be shown as such.
    """

    from_id: str
    to_id: str
    length_m: float
    duration_s: float
    points: FloatArray
    edges: tuple[int, ...] = ()
    straight: bool = False


def leg_lines(
    graph: RoadGraph,
    places: Mapping[str, Location],
    profile: TruckProfile,
    legs: Iterable[tuple[str, str]],
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
    at_hour: FloatArray | None = None,
    met: Mapping[str, Snap] | None = None,
) -> tuple[LegLine | None, ...]:
    """Return the line of each leg (from id, to id), None where no road joins the two.

    Graph, places, profile and limit must be those of the matrix; then lengths and times agree with
    it to its rounding. All legs share one search. `at_hour` is as in `reach`, and `met` how
    each place meets the road, where that is known already.

    Raises
    ------
    KeyError
        If a leg names an unknown place.
    """
    wanted = list(legs)
    used = {end: places[end] for leg in wanted for end in leg}
    snaps = SnapReport(limit_m=snap_limit_m, snaps=tuple(met[key] for key in used)) if met else None
    ready = reach(graph, used, profile, snap_limit_m=snap_limit_m, at_hour=at_hour, met=snaps)
    row = {place: i for i, place in enumerate(used)}
    on_road = np.isfinite(ready.access_m)
    line_of: dict[tuple[str, str], LegLine | None] = dict.fromkeys(wanted)
    driven = []
    for origin, end in line_of:
        if origin == end or (on_road[row[origin]] and used[origin] == used[end]):
            line_of[origin, end] = still_line(origin, end, used[end])
        elif on_road[row[origin]] and on_road[row[end]]:
            driven.append((origin, end))
    paths = drives(ready, [(row[origin], row[end]) for origin, end in driven])
    for leg, drive in zip(driven, paths, strict=True):
        if drive is not None:
            line_of[leg] = _drawn(graph, ready, used, (row[leg[0]], row[leg[1]]), drive)
    return tuple(line_of[leg] for leg in wanted)


def time_dependent_legs(
    day: RoadDay,
    places: Mapping[str, Location],
    legs: Sequence[Leg],
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
) -> tuple[LegLine | None, ...]:
    """Return the line of each timed leg along the roads that were open to it when it departed.

    A leg drives over the roads that are open then, or over those that are open all day. Its length says
    which.
    """
    line_of: dict[int, LegLine | None] = {}
    used = {end: places[end] for leg in legs for end in (leg.origin_id, leg.destination_id)}
    met = day.met(used, snap_limit_m=snap_limit_m)
    by_slice: dict[tuple[TableKey, TableKey], list[int]] = defaultdict(list)
    for i, leg in enumerate(legs):
        by_slice[day.keys_at(leg.depart_s)].append(i)
    for keys, rows in by_slice.items():
        left = rows
        for key in dict.fromkeys(keys):
            lines = leg_lines(
                day.graph,
                places,
                day.of.profile,
                [(legs[i].origin_id, legs[i].destination_id) for i in left],
                snap_limit_m=snap_limit_m,
                at_hour=None if day.is_plain else day.seconds(key),
                met=met,
            )
            line_of |= {i: line for i, line in zip(left, lines, strict=True) if line or i not in line_of}
            left = [i for i in left if not _is_of(line_of[i], legs[i])]
    return tuple(line_of[i] for i in range(len(legs)))


def _is_of(line: LegLine | None, leg: Leg) -> bool:
    return line is not None and int(rounded_up(np.array(line.length_m))) == leg.length_m


def straight_lines(places: Mapping[str, Location], legs: Iterable[tuple[str, str]]) -> tuple[LegLine, ...]:
    """Return legs as straight lines of unknown length (NaN), for plans made without roads."""
    return tuple(
        LegLine(
            from_id=origin,
            to_id=end,
            length_m=np.nan,
            duration_s=np.nan,
            points=joined([point_of(places[origin]), point_of(places[end])]),
            straight=True,
        )
        for origin, end in legs
    )


def feature_collection(
    lines: Iterable[LegLine | None], properties: Sequence[Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Return the lines as a GeoJSON FeatureCollection (RFC 7946); legs without a road are left out.

    `properties`, one mapping for each line, are added to from, to, length_m, duration_s, straight.
    """
    drawn = list(lines)
    extra = properties if properties is not None else [{}] * len(drawn)
    features = [_feature(line, more) for line, more in zip(drawn, extra, strict=True) if line is not None]
    return {"type": "FeatureCollection", "features": features}


def _drawn(
    graph: RoadGraph, ready: Reach, places: Mapping[str, Location], leg: tuple[int, int], drive: Drive
) -> LegLine:
    access = list(leg)
    ends = [ready.report.snaps[i] for i in leg]
    first, last = (places[snap.place_id] for snap in ends)
    met = [np.array([[snap.lon, snap.lat]]) for snap in ends]
    return LegLine(
        from_id=ends[0].place_id,
        to_id=ends[1].place_id,
        length_m=float(drive.metres + ready.access_m[access].sum()),
        duration_s=float(drive.seconds + ready.access_s()[access].sum()),
        points=joined([point_of(first), met[0], _course(graph, drive), met[1], point_of(last)]),
        edges=drive.edges,
    )


def _course(graph: RoadGraph, drive: Drive) -> FloatArray:
    """Return the points of the edges driven, of the first and the last only those between the places."""
    edges = np.array(drive.edges, dtype=np.int64)
    points, ends = graph.course_of(edges)
    if not len(edges) or (drive.begin == 0 and drive.finish == 1):
        return points
    kept = np.ones(len(points), dtype=np.bool_)
    for edge, begin, finish in ((0, drive.begin, 1.0), (len(edges) - 1, 0.0, drive.finish)):
        part = slice(ends[edge - 1] if edge else 0, ends[edge])
        kept[part] &= _within(points[part], begin, finish)
    return points[kept]


def _within(points: FloatArray, begin: float, finish: float) -> BoolArray:
    """Say which points of a course lie between two shares of its drawn length."""
    along = np.append(0.0, haversine_m(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1]).cumsum())
    return np.asarray((along >= begin * along[-1]) & (along <= finish * along[-1]))


def still_line(origin: str, end: str, at: Location) -> LegLine:
    """Return the line of a leg between two places at the same point, without length."""
    points = np.concatenate((point_of(at), point_of(at)))
    return LegLine(from_id=origin, to_id=end, length_m=0.0, duration_s=0.0, points=points)


def point_of(place: Location) -> FloatArray:
    """Return a place as one point, longitude first: float64, shape (1, 2)."""
    return np.array([[place.lon, place.lat]])


def joined(parts: Sequence[FloatArray]) -> FloatArray:
    """Return the parts as one line without the points that repeat the one before."""
    points: FloatArray = np.concatenate(parts).round(DECIMALS)
    moves = np.ones(len(points), dtype=np.bool_)
    moves[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    kept: FloatArray = points[moves]
    return kept if len(kept) > 1 else np.concatenate((kept, kept))


def _feature(line: LegLine, more: Mapping[str, Any]) -> dict[str, Any]:
    measured = not line.straight
    return {
        "type": "Feature",
        "properties": {
            "from": line.from_id,
            "to": line.to_id,
            "length_m": line.length_m if measured else None,
            "duration_s": line.duration_s if measured else None,
            "straight": line.straight,
            **more,
        },
        "geometry": {"type": "LineString", "coordinates": line.points.tolist()},
    }
