"""From ways as lists of points to a `RoadGraph`: junctions found, points between them folded away."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.metric import FloatArray, haversine_m
from geo.roads.graph import Conditions, RoadGraph, Shapes, Ways
from geo.roads.report import RoadReport, Tally, ranked
from geo.roads.road import Road
from geo.roads.tags import BACKWARD, BOTH, FORWARD

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_LIMITS: Final = (
    "maxspeed_kmh",
    "maxspeed_hgv_kmh",
    "max_weight_t",
    "max_axle_t",
    "max_height_m",
    "max_width_m",
)
_FERRY_KMH: Final = (1.0, 70.0)


@dataclass(slots=True, kw_only=True)
class WayRows:
    """The ways of a file; `refs` holds their points' ids one way after another."""

    roads: list[Road] = field(default_factory=list)
    refs: "array[int]" = field(default_factory=lambda: array("q"))
    sizes: list[int] = field(default_factory=list)

    def add(self, road: Road, refs: Sequence[int]) -> None:
        """Append a way and the ids of its points."""
        self.roads.append(road)
        self.refs.extend(refs)
        self.sizes.append(len(refs))

    def column(self, name: str, kind: type[np.generic]) -> NDArray[Any]:
        """Return one attribute of every way."""
        place = Road._fields.index(name)
        return np.array([road[place] for road in self.roads], dtype=kind)

    def table(self, length_m: FloatArray) -> Ways:
        """Return the ways' attributes as arrays; `length_m` is how long each is in one direction."""
        grounds = sorted({road.ground for road in self.roads})
        number = {ground: i for i, ground in enumerate(grounds)}
        return Ways(
            **{name: self.column(name, np.str_) for name in ("id", "name", "ref", "highway")},
            **{name: self.column(name, np.bool_) for name in ("hgv", "goods")},
            **{name: self.column(name, np.float64) for name in _LIMITS},
            speed_kmh=_plausible(length_m * 3.6 / self.column("duration_s", np.float64)),
            ground=np.array([number[road.ground] for road in self.roads], dtype=np.int16),
            grounds=np.array(grounds, dtype=np.str_),
        )

    def conditions(self) -> Conditions:
        """Return the ways' timed rules."""
        rules = [(way, *rule) for way, road in enumerate(self.roads) for rule in road.timed]
        return Conditions(
            way=np.array([way for way, _, _ in rules], dtype=np.int32),
            key=np.array([key for _, key, _ in rules], dtype=np.str_),
            text=np.array([text for _, _, text in rules], dtype=np.str_),
        )


def _plausible(speed_kmh: FloatArray) -> FloatArray:
    """Drop speeds that no ferry has: its way is cut off, or its `duration` is that of something else."""
    return np.where((speed_kmh >= _FERRY_KMH[0]) & (speed_kmh <= _FERRY_KMH[1]), speed_kmh, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points by number: names, as text or numbers, and WGS 84 degrees; NaN where the file lacks the point."""

    names: NDArray[np.str_] | IntArray
    lon: FloatArray
    lat: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretches:
    """Runs of points between two junctions, undirected; `start` has one entry more than there are runs."""

    points: IntArray
    start: IntArray
    way: IntArray
    length_m: FloatArray


def assemble(
    rows: WayRows,
    refs: IntArray,
    points: Points,
    *,
    tally: Tally,
    source: str,
    sha256: str,
    sizes: IntArray | None = None,
    nodes: IntArray | None = None,
) -> RoadGraph:
    """Return the graph of `rows`.

    Parameters
    ----------
    refs : int64 array
        The points of all ways, one way after another, as numbers into `points`.
    sizes : int64 array, optional
        How many points each way has, where that is not what `rows` says.
    nodes : int64 array, optional
        Numbers of points that are nodes even if one way alone passes.

    Notes
    -----
    A node of the graph is a point where a way ends or that is passed more than once (by two ways
    or twice by one). A way is cut at points that the file lacks: a straight line across the gap
    would be an invented road.
    """
    known = np.isfinite(points.lon)[refs]
    tally.missing_nodes += int((~known).sum())
    way = np.repeat(np.arange(len(rows.roads)), rows.sizes if sizes is None else sizes)
    stretches = _stretches(refs, known, way, points, nodes=nodes if nodes is not None else refs[:0])
    surveyed = rows.column("length_m", np.float64)[stretches.way]
    length = np.where(np.isnan(surveyed), stretches.length_m, surveyed)
    numbers = np.unique(
        np.concatenate((stretches.points[stretches.start[:-1]], stretches.points[stretches.start[1:] - 1]))
    )
    first = np.searchsorted(numbers, stretches.points[stretches.start[:-1]])
    last = np.searchsorted(numbers, stretches.points[stretches.start[1:] - 1])
    along_way = np.bincount(stretches.way, weights=length, minlength=len(rows.roads)).astype(np.float64)
    course = rows.column("direction", np.int64)[stretches.way]
    along = np.flatnonzero((course == FORWARD) | (course == BOTH))
    against = np.flatnonzero((course == BACKWARD) | (course == BOTH))
    shape = np.concatenate((along, against))
    tail = np.concatenate((first[along], last[against])).astype(np.int32)
    head = np.concatenate((last[along], first[against])).astype(np.int32)
    return RoadGraph(
        node_id=points.names[numbers].astype(np.str_),
        node_lon=points.lon[numbers],
        node_lat=points.lat[numbers],
        tail=tail,
        head=head,
        length_m=length[shape],
        way=stretches.way[shape].astype(np.int32),
        shape=shape.astype(np.int32),
        backward=np.arange(len(shape)) >= len(along),
        closed=np.zeros(len(shape), dtype=np.bool_),
        ways=rows.table(along_way),
        shapes=Shapes(
            start=stretches.start, lon=points.lon[stretches.points], lat=points.lat[stretches.points]
        ),
        conditions=rows.conditions(),
        sha256=sha256,
        topology_sha256=sha256,
        report=_report(rows, tally, source, nodes=len(numbers), tail=tail, head=head, length_m=length[shape]),
    )


def _stretches(
    refs: IntArray, known: BoolArray, way: IntArray, points: Points, *, nodes: IntArray
) -> _Stretches:
    at = np.flatnonzero((way[:-1] == way[1:]) & known[:-1] & known[1:] & (refs[:-1] != refs[1:]))
    a, b, of = refs[at], refs[at + 1], way[at]
    starts = _starts(a, b, of, count=len(points.lon), nodes=nodes)
    begin = np.flatnonzero(starts)
    run = np.cumsum(starts) - 1
    sizes = np.bincount(run, minlength=len(begin)) + 1
    offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    flat = np.empty(int(offsets[-1]), dtype=np.int64)
    flat[offsets[:-1]] = a[begin]
    flat[np.arange(len(at)) + run + 1] = b
    length = haversine_m(points.lon[a], points.lat[a], points.lon[b], points.lat[b])
    total = np.bincount(run, weights=length, minlength=len(begin)).astype(np.float64)
    return _Stretches(points=flat, start=offsets, way=of[begin], length_m=total)


def _starts(a: IntArray, b: IntArray, of: IntArray, *, count: int, nodes: IntArray) -> BoolArray:
    """Say which segments (from point `a` to point `b` of way `of`) begin a new stretch."""
    ends = np.ones(len(a), dtype=np.bool_)
    ends[1:] = (of[:-1] != of[1:]) | (b[:-1] != a[1:])
    # A point inside one way is the end of one segment and the start of the next: two passes.
    # More means that roads meet; the ends of ways are nodes however many pass them.
    junction = np.bincount(a, minlength=count) + np.bincount(b, minlength=count) > 2  # noqa: PLR2004
    junction[nodes] = True
    junction[a[ends]] = True
    junction[b[np.roll(ends, -1)]] = True
    return np.asarray(ends | junction[a])


def _report(
    rows: WayRows,
    tally: Tally,
    source: str,
    *,
    nodes: int,
    tail: NDArray[np.int32],
    head: NDArray[np.int32],
    length_m: FloatArray,
) -> RoadReport:
    components, largest = _components(tail, head, nodes)
    return RoadReport(
        source=source,
        ways_read=tally.ways_read,
        ways_kept=len(rows.roads),
        ferries=sum(road.highway == "ferry" for road in rows.roads),
        ignored_classes=ranked(tally.ignored),
        barred=tally.barred,
        reversible=tally.reversible,
        repeated=tally.repeated,
        deleted=tally.deleted,
        unreadable=tally.unreadable_tags(),
        timed=ranked(tally.timed),
        conditional=ranked(tally.conditional),
        unapplied=ranked(tally.unapplied),
        barriers=ranked(tally.barriers),
        barriers_unclear=ranked(tally.barriers_unclear),
        missing_nodes=tally.missing_nodes,
        nodes=nodes,
        edges=len(tail),
        length_km=float(length_m.sum()) / 1000,
        components=components,
        largest_component=largest,
    )


def _components(tail: NDArray[np.int32], head: NDArray[np.int32], nodes: int) -> tuple[int, int]:
    if not nodes:
        return 0, 0
    ones = np.ones(len(tail), dtype=np.int8)
    roads = coo_array((ones, (tail, head)), shape=(nodes, nodes))
    count, label = connected_components(roads, connection="strong")
    return int(count), int(np.bincount(label).max())
