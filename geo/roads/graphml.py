"""Roads from a GraphML file as osmnx writes it, simplified or not."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from shapely import LineString

from geo.roads.access import motor_access
from geo.roads.build import Points, WayRows, assemble
from geo.roads.graph import RoadGraph
from geo.roads.report import Tally
from geo.roads.road import road_of
from geo.roads.tags import BOTH, FORWARD, MOTOR_CLASSES
from geo.roads.timed import timed_rules
from routing.model import InputError, Issue, IssueCode, Text
from routing.tables import file_issue

if TYPE_CHECKING:
    import networkx as nx

SUFFIX: Final = ".graphml"


def read_graphml(path: Path, *, sha256: str) -> RoadGraph:
    """Return the road graph of a GraphML file whose bytes have the hash `sha256`.

    An edge that osmnx joined of several ways is a way of its own here, named by the first, so that closing
    a way closes it whole. Its length is what the file says.

    Raises
    ------
    InputError
        ROADS_BROKEN if it is no graph of osmnx, ROADS_NONE if it holds no motor road.
    """
    import osmnx  # noqa: PLC0415 - takes seconds to import, and few files need it

    try:
        graph = osmnx.load_graphml(path)
        points = _Points(graph)
        rows, tally = WayRows(), Tally()
        for road in _roads(graph):
            _add(rows, points, road, tally)
    except (SyntaxError, KeyError, ValueError, TypeError, AttributeError):  # whatever the library finds wrong
        raise InputError([_broken(path)]) from None
    if not rows.roads:
        raise InputError([_no_roads(path)])
    refs = np.array(rows.refs, dtype=np.int64)
    return assemble(rows, refs, points.table(), tally=tally, source=path.name, sha256=sha256)


class _Points:
    """The graph's nodes, and the bends of its edges as points that nobody else passes."""

    def __init__(self, graph: "nx.MultiDiGraph[Any]") -> None:
        self.number = {node: i for i, node in enumerate(graph)}
        self._names = [str(graph.nodes[node].get("osmid", node)) for node in graph]
        self._at = [(float(graph.nodes[node]["x"]), float(graph.nodes[node]["y"])) for node in graph]

    def bends(self, course: LineString | None) -> list[int]:
        """Add the points between the ends of an edge; return their numbers."""
        between = [] if course is None else list(course.coords)[1:-1]
        first = len(self._at)
        self._at += [(float(x), float(y)) for x, y in between]
        self._names += [""] * len(between)
        return list(range(first, first + len(between)))

    def table(self) -> Points:
        """Return all points by number."""
        at = np.array(self._at, dtype=np.float64).reshape(-1, 2)
        return Points(names=np.array(self._names, dtype=np.str_), lon=at[:, 0].copy(), lat=at[:, 1].copy())


class _Road(NamedTuple):
    """An edge, or two that are one road in both directions: its ends, and what is known of it."""

    start: Any
    end: Any
    tags: Mapping[str, Any]
    direction: int


def _roads(graph: "nx.MultiDiGraph[Any]") -> Iterator[_Road]:
    """Yield each road once."""
    twin: set[tuple[Any, ...]] = set()
    keys = {(u, v, *_key(tags)) for u, v, tags in graph.edges(data=True)}
    for u, v, tags in graph.edges(data=True):
        key = _key(tags)
        if (u, v, *key) in twin:
            continue
        both = u != v and (v, u, *key) in keys
        if both:
            twin.add((v, u, *key))
        yield _Road(u, v, tags, BOTH if both else FORWARD)


def _key(tags: Mapping[str, Any]) -> tuple[Any, ...]:
    ways = tags.get("osmid", "")
    named = tuple(sorted(map(str, ways))) if isinstance(ways, list) else (str(ways),)
    return named, round(float(tags["length"]), 1)


def _add(rows: WayRows, points: _Points, road: _Road, tally: Tally) -> None:
    tags = road.tags
    text = {key: _first(value) for key, value in tags.items()}
    highway = text.get("highway", "")
    tally.ways_read += 1
    if highway not in MOTOR_CLASSES:
        tally.ignored[highway] += 1
        return
    timed, standing = timed_rules(text, tally)
    if not motor_access(standing):
        tally.barred += 1
        return
    rows.add(
        road_of(
            text.get("osmid", ""),
            standing,
            _stated(tags),
            tally,
            highway=highway,
            direction=road.direction,
            length_m=float(tags["length"]),
            timed=timed,
        ),
        [points.number[road.start], *points.bends(tags.get("geometry")), points.number[road.end]],
    )


def _stated(tags: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each tag as often as the joined ways have it."""
    for key, values in tags.items():
        for text in values if isinstance(values, list) else [values]:
            yield key, str(text)


def _first(value: object) -> str:
    return str(value[0] if isinstance(value, list) and value else value)


def _broken(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_BROKEN,
        path,
        Text("Tệp không phải GraphML của osmnx", "The file is not a GraphML file of osmnx"),
        Text("Lưu lại bằng osmnx.save_graphml", "Save it again by osmnx.save_graphml"),
    )


def _no_roads(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_NONE,
        path,
        Text("Tệp không có đường cho xe cơ giới", "The file holds no road for motor vehicles"),
        Text("Tải mạng drive bằng osmnx", "Download the network `drive` by osmnx"),
    )
