"""The road graph: directed edges between junctions, as arrays that nobody can change."""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.metric import Rings
from geo.roads.report import RoadReport

FORMAT_VERSION: Final = "roads-4"
"""Part of every hash: raise it whenever the same file would give another graph."""

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]
BoolArray = NDArray[np.bool_]
TextArray = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """What is known of each way (row `i` of every array but `grounds` is way `i`).

    Attributes
    ----------
    id, name, ref, highway : text arrays
        `id` is OSM's way number or the link's own id, `ref` the road number (QL.1), `highway`
        the OSM class. Empty where unknown.
    maxspeed_kmh, maxspeed_hgv_kmh, max_weight_t, max_axle_t, max_height_m, max_width_m : float64 arrays
        Signed limits, the second for trucks alone; NaN where none is known.
    speed_kmh : float64 array
        What a ferry makes by its timetable, NaN elsewhere.
    hgv, goods : bool arrays
        False where trucks are forbidden, and where vans with goods are.
    ground : int16 array
        Row in `grounds`.
    grounds : text array
        Kinds of ground, as tags: `surface=gravel|smoothness=bad|incline=8`, empty where the map says nothing.
    """

    id: TextArray
    name: TextArray
    ref: TextArray
    highway: TextArray
    maxspeed_kmh: FloatArray
    maxspeed_hgv_kmh: FloatArray
    speed_kmh: FloatArray
    hgv: BoolArray
    goods: BoolArray
    max_weight_t: FloatArray
    max_axle_t: FloatArray
    max_height_m: FloatArray
    max_width_m: FloatArray
    ground: NDArray[np.int16]
    grounds: TextArray

    def __post_init__(self) -> None:
        _lock(self)

    def label(self, way: int) -> str:
        """Return the name of a way that a person knows: its name, else its number, else its id."""
        return str(self.name[way] or self.ref[way] or f"{self.highway[way]} {self.id[way]}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shapes:
    """The drawn course of each stretch of road between two junctions, in WGS 84 degrees.

    Shape `k` is the points `start[k]:start[k + 1]` of `lon` and `lat`, junctions included.
    """

    start: NDArray[np.int64]
    lon: FloatArray
    lat: FloatArray

    def __post_init__(self) -> None:
        _lock(self)

    @property
    def row(self) -> NDArray[np.int64]:
        """Return the shape that each point belongs to: shape (points,)."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


EVERYBODY, TRUCKS_ONLY, NOT_TRUCKS = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Turns:
    """Turns that are forbidden: row `i` is edges that may not be driven one right after another.

    Attributes
    ----------
    edges : int32 array, shape (turns, longest), sorted
        Two edges at a junction, more where a restriction goes over other ways; -1 behind the last.
    whom : int8 array, shape (turns,)
        `EVERYBODY`, `TRUCKS_ONLY` or `NOT_TRUCKS`.
    """

    edges: IndexArray
    whom: NDArray[np.int8]

    def __post_init__(self) -> None:
        _lock(self)

    def bind(self, *, hgv: bool) -> tuple[tuple[int, ...], ...]:
        """Return the turns that bind a truck, or a vehicle that is none."""
        mine = np.isin(self.whom, (EVERYBODY, TRUCKS_ONLY if hgv else NOT_TRUCKS))
        return tuple(tuple(edge for edge in row if edge >= 0) for row in self.edges[mine].tolist())


def no_turns() -> Turns:
    """Return the turns of a map that forbids none."""
    return Turns(edges=np.empty((0, 2), np.int32), whom=np.empty(0, np.int8))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """Limits of single edges, as by gantries: row `i` binds edge `edge[i]`; an edge may have several rows.

    Attributes
    ----------
    edge : int32 array
    hgv : bool array
        False where trucks cannot pass.
    max_height_m, max_width_m : float64 arrays
        NaN where anything passes.
    """

    edge: IndexArray
    hgv: BoolArray
    max_height_m: FloatArray
    max_width_m: FloatArray

    def __post_init__(self) -> None:
        _lock(self)


def no_limits() -> Limits:
    """Return the limits of a map without any."""
    none = np.empty(0, np.float64)
    return Limits(edge=np.empty(0, np.int32), hgv=none > 0, max_height_m=none, max_width_m=none.copy())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Conditions:
    """Rules that hold at times, as `:conditional` tags tell them: row `i` is of way `way[i]`.

    A way that has some on access has its standing access tags here too, as rules that always hold.

    Attributes
    ----------
    way : int32 array
        Row in `ways`.
    key, text : text arrays
        The tag; all that stand here can be parsed.
    """

    way: IndexArray
    key: TextArray
    text: TextArray

    def __post_init__(self) -> None:
        _lock(self)


def no_conditions() -> Conditions:
    """Return the conditions of a map without any."""
    none = np.empty(0, np.str_)
    return Conditions(way=np.empty(0, np.int32), key=none, text=none.copy())


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A record of what was closed: the kind (ways, edges, area), what was named, how many edges.

    `polygons` are those of an area: rings of (longitude, latitude), the outer one first.
    """

    kind: str
    what: tuple[str, ...]
    edges: int
    polygons: tuple[Rings, ...] = ()

    @property
    def areas(self) -> tuple[tuple[str, Rings], ...]:
        """The polygons, each with the name of the area."""
        return tuple((self.what[0], rings) for rings in self.polygons)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadGraph:
    """Junctions and the directed edges between them; an edge never spans two ways.

    Closing a road marks its edges in `closed` and removes nothing, so that edge numbers and
    whatever was prepared from the topology stay valid.

    Attributes
    ----------
    node_id : text array, shape (nodes,)
        The two sides of a barrier are two nodes with one id.
    node_lon, node_lat : float64 arrays, shape (nodes,), WGS 84 degrees
    tail, head : int32 arrays, shape (edges,)
        Nodes that an edge leaves and enters.
    length_m : float64 array, shape (edges,)
    way : int32 array, shape (edges,)
        Row in `ways`.
    shape : int32 array, shape (edges,)
        Row in `shapes`; both directions of a road share one.
    backward : bool array, shape (edges,)
        True where the edge runs against its shape.
    closed : bool array, shape (edges,)
    sha256 : str
        Hash of the graph as it stands, closed edges included.
    topology_sha256 : str
        Hash of the input's bytes and the format version: the graph with every road open.
    still_reachable : frozenset of str
        Places that a closure cuts off and that people say can be served from the nearest open road.
    """

    node_id: TextArray
    node_lon: FloatArray
    node_lat: FloatArray
    tail: IndexArray
    head: IndexArray
    length_m: FloatArray
    way: IndexArray
    shape: IndexArray
    backward: BoolArray
    closed: BoolArray
    ways: Ways
    shapes: Shapes
    sha256: str
    topology_sha256: str
    report: RoadReport
    turns: Turns = field(default_factory=no_turns)
    limits: Limits = field(default_factory=no_limits)
    conditions: Conditions = field(default_factory=no_conditions)
    closures: tuple[Closure, ...] = ()
    still_reachable: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _lock(self)

    @property
    def nodes(self) -> int:
        """Number of junctions."""
        return len(self.node_id)

    @property
    def edges(self) -> int:
        """Number of directed edges, closed ones included."""
        return len(self.tail)

    def shape_of(self, edge: int) -> FloatArray:
        """Return the points of an edge in driving direction: float64, shape (points, 2), lon lat."""
        start, end = self.shapes.start[self.shape[edge]], self.shapes.start[self.shape[edge] + 1]
        points = np.column_stack((self.shapes.lon[start:end], self.shapes.lat[start:end]))
        return points[::-1] if self.backward[edge] else points

    def course_of(self, edges: NDArray[np.int64]) -> tuple[FloatArray, NDArray[np.int64]]:
        """Return the points of edges driven one after another, and where each edge's end among them.

        Returns
        -------
        points : float64 array, shape (points, 2)
            Longitude and latitude; where two edges meet, their junction stands twice.
        ends : int64 array, shape (edges,)
        """
        first, last = self.shapes.start[self.shape[edges]], self.shapes.start[self.shape[edges] + 1]
        ends = np.cumsum(last - first)
        inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - (last - first), last - first)
        against = np.repeat(self.backward[edges], last - first)
        row = np.repeat(np.where(self.backward[edges], last - 1, first), last - first)
        row = row + np.where(against, -inside, inside)
        return np.column_stack((self.shapes.lon[row], self.shapes.lat[row])), ends


def content_hash(*parts: bytes) -> str:
    """Return the SHA-256 of the format version and `parts`, kept apart by their lengths."""
    digest = hashlib.sha256(FORMAT_VERSION.encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _lock(holder: Ways | Shapes | Turns | Limits | Conditions | RoadGraph) -> None:
    for item in fields(holder):
        value = getattr(holder, item.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
