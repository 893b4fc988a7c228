"""Closing roads by way, area or edge, and the record of it that a problem carries along."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from shapely import Polygon

from geo.areas import Area, parse_areas, read_areas
from geo.closures import close_area, close_edges, close_ways
from geo.geojson import parse_document
from geo.roads import RoadGraph
from geo.timed_closures import TimedClosure, Windows, every_day
from routing.model import (
    DAY_S,
    AreaClosed,
    Closing,
    EdgesClosed,
    InputError,
    Issue,
    IssueCode,
    Problem,
    Scenario,
    StillReachable,
    Subject,
    Text,
    TextError,
    WaysClosed,
    parse_windows,
    refuse_if,
)
from routing.read import parse_scenario
from routing.write import scenario_json
from service.dispatch.gather import or_none

CLOSED_WAYS: Final = "closed_ways"
CLOSED_EDGES: Final = "closed_edges"
CLOSED_AREAS: Final = "closed_areas"
CLOSED_FOR_HOURS: Final = "closed_for_hours"
STILL_REACHABLE: Final = "still_reachable"


def areas_closed(source: Path | Mapping[str, Any], *, name: str = "close_area") -> tuple[AreaClosed, ...]:
    """Return the areas of a GeoJSON file, or of GeoJSON as it came, which issues then call `name`.

    Raises
    ------
    InputError
        As `parse_areas`.
    """
    areas = read_areas(source) if isinstance(source, Path) else parse_areas(source, file=name)
    return tuple(map(_change_of, areas))


def edge_named(text: str) -> tuple[str, str]:
    """Return the junctions of `FROM,TO`; InputError BAD_EDGE if the text is nothing of the kind."""
    ends = [end.strip() for end in text.split(",")]
    if len(ends) != 2 or not all(ends):  # noqa: PLR2004 - from and to
        raise InputError(
            [
                Issue(
                    code=IssueCode.BAD_EDGE,
                    subject=Subject(column="close_edge", id=text),
                    fault=Text(f"“{text}” không phải TỪ,TỚI", f"“{text}” is not FROM,TO"),
                    remedy=Text("Cho hai mã nút, cách nhau bằng dấu phẩy", "Give two ids of junctions"),
                )
            ]
        )
    return ends[0], ends[1]


def for_hours(closings: Iterable[Closing], hours: str) -> list[Closing]:
    """Return closings that hold for some hours of the day only, written `06:00-09:00;16:00-19:00`.

    Raises
    ------
    InputError
        BAD_HOURS if the hours cannot be read, or begin before midnight or end after the next.
    """
    try:
        windows = parse_windows(hours)
    except TextError as error:
        raise InputError([_bad_hours(error.text)]) from None
    if any(not 0 <= w.start_s < w.end_s <= DAY_S for w in windows):
        raise InputError([_bad_hours(Text("giờ phải trong một ngày", "hours must lie within the day"))])
    return [replace(closing, hours=windows) for closing in closings]


def _bad_hours(why: Text) -> Issue:
    return Issue(
        code=IssueCode.BAD_HOURS,
        subject=Subject(column="close_hours"),
        fault=Text(f"Không hiểu giờ đóng đường: {why.vi}", f"The hours cannot be used: {why.en}"),
        remedy=Text("Ghi như 06:00-09:00;16:00-19:00", "Write 06:00-09:00;16:00-19:00"),
    )


def timed_closures_of(graph: RoadGraph, closings: Iterable[Closing]) -> tuple[TimedClosure, ...]:
    """Return what closings with hours close, and when; those without are left to `close_roads`."""
    return tuple(_timed_closure(graph, closing) for closing in closings if closing.hours)


def _timed_closure(graph: RoadGraph, closing: Closing) -> TimedClosure:
    closed = close_roads(graph, [closing])
    return TimedClosure(
        name=_named(closing),
        edges=closed.closed & ~graph.closed,
        windows=closed_windows(closing),
        areas=closed.closures[-1].areas,
    )


def closed_windows(closing: Closing) -> Windows:
    """Return when something is closed that is closed for some hours: by the clock, on every day alike."""
    return every_day((window.start_s, window.end_s) for window in closing.hours)


def _named(closing: Closing) -> str:
    match closing:
        case WaysClosed():
            what = ", ".join(closing.way_ids)
        case EdgesClosed():
            what = ", ".join(" → ".join(pair) for pair in closing.pairs)
        case AreaClosed():
            what = closing.name
    return f"Đóng đường / closed: {what}"


def close_roads(graph: RoadGraph, closings: Iterable[Closing]) -> RoadGraph:
    """Return the roads with all of it closed, whatever the hours.

    Raises
    ------
    InputError
        With every way and edge that the roads do not have, and every impossible area.
    """
    issues: list[Issue] = []
    for change in closings:
        graph = or_none(issues, lambda g=graph, c=change: _closed(g, c)) or graph  # type: ignore[misc]
    refuse_if(issues)
    return graph


def closed_in(problem: Problem) -> tuple[Closing, ...]:
    """Return what a problem says is closed, all day or for some hours.

    Raises
    ------
    InputError
        If its record cannot be read.
    """
    sources = problem.sources
    all_day = _recorded(
        sources.get(CLOSED_WAYS, ""), sources.get(CLOSED_EDGES, ""), sources.get(CLOSED_AREAS, "")
    )
    return (*all_day, *closed_for_hours(problem))


def closed_for_hours(problem: Problem) -> tuple[Closing, ...]:
    """Return what a problem says is closed for some hours; InputError if its record cannot be read."""
    text = problem.sources.get(CLOSED_FOR_HOURS, "")
    changes = parse_scenario(text, file=f"sources.{CLOSED_FOR_HOURS}").changes if text else ()
    return tuple(change for change in changes if isinstance(change, Closing))


def as_closed(graph: RoadGraph, problem: Problem) -> RoadGraph:
    """Return the roads with those closed that the problem says are closed all day."""
    sources = problem.sources
    keys = sources.get(CLOSED_WAYS, ""), sources.get(CLOSED_EDGES, ""), sources.get(CLOSED_AREAS, "")
    return _like(graph, *keys, sources.get(STILL_REACHABLE, "")) if any(keys) else graph


def reachable_in(problem: Problem) -> frozenset[str]:
    """Return the places that people have said can be reached whatever is closed.

    Raises
    ------
    InputError
        If its record cannot be read.
    """
    return _reachable(problem.sources.get(STILL_REACHABLE, ""))


def _reachable(text: str) -> frozenset[str]:
    return frozenset(
        place_id
        for change in (parse_scenario(text, file=f"sources.{STILL_REACHABLE}").changes if text else ())
        if isinstance(change, StillReachable)
        for place_id in change.place_ids
    )


def with_closed(problem: Problem, closings: Iterable[Closing], *, still: Iterable[str] = ()) -> Problem:
    """Return `problem` saying that these are closed, and `still` reachable, beside what it already names."""
    ways: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    areas: set[AreaClosed] = set()
    timed: list[Closing] = []
    for change in (*closed_in(problem), *closings):
        if change.hours:
            timed += [] if change in timed else [change]
            continue
        match change:
            case WaysClosed():
                ways |= set(change.way_ids)
            case EdgesClosed():
                pairs |= set(change.pairs)
            case AreaClosed():
                areas.add(change)
    places = tuple(sorted(reachable_in(problem).union(still)))
    record = {
        CLOSED_WAYS: ";".join(sorted(ways)),
        CLOSED_EDGES: _compact(sorted(pairs)) if pairs else "",
        CLOSED_AREAS: _geojson(sorted(areas, key=lambda area: (area.name, area.polygon))) if areas else "",
        CLOSED_FOR_HOURS: _scenario(timed) if timed else "",
        STILL_REACHABLE: _scenario([StillReachable(place_ids=places)]) if places else "",
    }
    return problem.replace(sources={**problem.sources, **{key: text for key, text in record.items() if text}})


# A flood over a city takes tenths of a second, and every drawing of a plan asks for it.
@lru_cache(maxsize=8)
def _like(graph: RoadGraph, ways: str, edges: str, areas: str, still: str) -> RoadGraph:
    return close_roads(replace(graph, still_reachable=_reachable(still)), _recorded(ways, edges, areas))


def _closed(graph: RoadGraph, change: Closing) -> RoadGraph:
    match change:
        case WaysClosed():
            return close_ways(graph, change.way_ids)
        case EdgesClosed():
            return close_edges(graph, change.pairs)
        case AreaClosed():
            polygon = Polygon(change.polygon[0], change.polygon[1:]) if change.polygon else Polygon()
            return close_area(graph, polygon, name=change.name)


def _change_of(area: Area) -> AreaClosed:
    rings = (area.polygon.exterior, *area.polygon.interiors)
    return AreaClosed(
        name=area.name, polygon=tuple(tuple((x, y) for x, y, *_ in ring.coords) for ring in rings)
    )


def _recorded(ways: str, edges: str, areas: str) -> tuple[Closing, ...]:
    closings: list[Closing] = [WaysClosed(way_ids=tuple(ways.split(";")))] if ways else []
    closings += [EdgesClosed(pairs=_pairs(edges))] if edges else []
    file = f"sources.{CLOSED_AREAS}"
    if areas:
        closings += map(_change_of, parse_areas(parse_document(areas, Path(file)), file=file))
    return tuple(closings)


def _pairs(edges: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((str(start), str(end)) for start, end in json.loads(edges))
    except (ValueError, TypeError, RecursionError):
        raise InputError(
            [
                Issue(
                    code=IssueCode.BAD_EDGE,
                    subject=Subject(column=f"sources.{CLOSED_EDGES}"),
                    fault=Text("Không phải danh sách cặp nút", "It is no list of pairs of junctions"),
                    remedy=Text('Ghi dạng [["TỪ","TỚI"]]', 'Write it as [["FROM","TO"]]'),
                )
            ]
        ) from None


def _scenario(changes: Sequence[Closing | StillReachable]) -> str:
    return scenario_json(Scenario(name=Text("", ""), changes=tuple(changes))).decode()


def _geojson(areas: Sequence[AreaClosed]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"name": area.name},
            "geometry": {"type": "Polygon", "coordinates": area.polygon},
        }
        for area in areas
    ]
    return _compact({"type": "FeatureCollection", "features": features})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
