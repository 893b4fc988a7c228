"""Closing roads by way, area or edge, and saying so in the record of a problem's roads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from shapely import Polygon

from geo.files.geojson import rings_of
from geo.restrictions.areas import Area, parse_areas, read_areas
from geo.restrictions.closures import bad_area, close_area, close_edges, close_ways
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
    Subject,
    Text,
    TextError,
    WaysClosed,
    parse_windows,
    refuse_if,
)
from service.dispatch.gather import or_none


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


def refuse_crossed_areas(problem: Problem) -> None:
    """Refuse closed areas that cross themselves, which numbers alone do not show.

    Raises
    ------
    InputError
        AREA_INVALID for each of them.
    """
    areas = (closing for closing in problem.roads.closures if isinstance(closing, AreaClosed))
    refuse_if(bad_area(area.name) for area in areas if not _polygon(area).is_valid)


def as_closed(graph: RoadGraph, problem: Problem) -> RoadGraph:
    """Return the roads with those closed that the problem says are closed all day."""
    roads = problem.roads
    all_day = tuple(closing for closing in roads.closures if not closing.hours)
    return _like(graph, all_day, roads.still_reachable) if all_day else graph


def with_closed(problem: Problem, closings: Iterable[Closing], *, still: Iterable[str] = ()) -> Problem:
    """Return `problem` saying that these are closed, and `still` reachable, beside what it already names."""
    roads = problem.roads
    return problem.replace(
        roads=replace(
            roads,
            closures=in_order((*roads.closures, *closings)),
            still_reachable=roads.still_reachable.union(still),
        )
    )


def in_order(closings: Iterable[Closing]) -> tuple[Closing, ...]:
    """Return closings in one order, however they came: those of the whole day first, by kind."""
    ways: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    areas: set[AreaClosed] = set()
    timed: list[Closing] = []
    for closing in closings:
        if closing.hours:
            timed += [] if closing in timed else [closing]
            continue
        match closing:
            case WaysClosed():
                ways |= set(closing.way_ids)
            case EdgesClosed():
                pairs |= set(closing.pairs)
            case AreaClosed():
                areas.add(closing)
    return (
        *([WaysClosed(way_ids=tuple(sorted(ways)))] if ways else ()),
        *([EdgesClosed(pairs=tuple(sorted(pairs)))] if pairs else ()),
        *sorted(areas, key=lambda area: (area.name, area.polygon)),
        *timed,
    )


# A flood over a city takes tenths of a second, and every drawing of a plan asks for it.
@lru_cache(maxsize=8)
def _like(graph: RoadGraph, closings: tuple[Closing, ...], still: frozenset[str]) -> RoadGraph:
    return close_roads(replace(graph, still_reachable=still), closings)


def _closed(graph: RoadGraph, change: Closing) -> RoadGraph:
    match change:
        case WaysClosed():
            return close_ways(graph, change.way_ids)
        case EdgesClosed():
            return close_edges(graph, change.pairs)
        case AreaClosed():
            return close_area(graph, _polygon(change), name=change.name)


def _polygon(area: AreaClosed) -> Polygon:
    return Polygon(area.polygon[0], area.polygon[1:]) if area.polygon else Polygon()


def _change_of(area: Area) -> AreaClosed:
    return AreaClosed(name=area.name, polygon=rings_of(area.polygon))
