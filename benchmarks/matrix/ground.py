"""The ground of the measurement: a map as arrays, tiled if asked, with weights and places."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.kernel import in_units
from geo.restrictions.closures import close_ways
from geo.roads import RoadGraph, read_roads
from geo.trucks.truck_profile import TruckProfile, read_speeds, travel_seconds

FloatArray = NDArray[np.float64]

WEIGHTS: Final = ("truck", "van", "closed")
"""A truck of 5 t, a van of 2.4 t that `hgv=no` does not bar, and the truck with `CLOSED` ways closed."""
TURNS: Final = "turns"
"""The truck, which may not turn about but at the end of a road: a copy of a node for nearly every edge."""
CLOSED: Final = 50
SEAM_MS: Final = 10.0
"""Speed along the links of a seam."""
SEAM_LINKS: Final = 1.0
"""Links of a seam for each square root of a tile's nodes."""
METRES_PER_DEGREE: Final = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A map, the seconds of each of `WEIGHTS` by edge (inf: barred), all in the kernel's units, and places.

    `places` are nodes of the truck's largest strongly connected part, so that all pairs have a way.
    """

    lon: FloatArray
    lat: FloatArray
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    metres: FloatArray
    truck: FloatArray
    van: FloatArray
    closed: FloatArray
    places: NDArray[np.int64]

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.lon)

    def seconds(self, weights: str) -> FloatArray:
        """Return the seconds of one of `WEIGHTS`, or of `TURNS`."""
        values: FloatArray = getattr(self, "truck" if weights == TURNS else weights)
        return values

    def write(self, path: Path) -> None:
        """Write the arrays to a file, so that no measured process reads a map."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})


def read_ground(path: Path) -> Ground:
    """Return what `Ground.write` wrote."""
    with np.load(path) as kept:
        return Ground(**{field.name: kept[field.name] for field in fields(Ground)})


def ground_of(roads: Path, *, tiles: tuple[int, int], places: int, seed: int) -> Ground:
    """Return the ground of a file of roads, side by side as often as `tiles` says, east and north."""
    graph = read_roads(roads)
    draw = np.random.default_rng(seed)
    speeds = read_speeds()
    truck = TruckProfile(id="truck", speeds_kmh=speeds)
    van = TruckProfile(id="van", speeds_kmh=speeds, gross_t=2.4, height_m=2.5, hgv=False)
    ways = draw.choice(len(graph.ways.id), min(CLOSED, len(graph.ways.id)), replace=False)
    seconds = [travel_seconds(graph, profile) for profile in (truck, van)]
    seconds.append(travel_seconds(close_ways(graph, graph.ways.id[ways]), truck))
    made = _tiled(graph, seconds, tiles)
    part = _largest_part(made.nodes, made.tail, made.head, made.truck)
    chosen = draw.choice(part, min(places, len(part)), replace=False)
    return Ground(**{field.name: getattr(made, field.name) for field in fields(Ground)} | {"places": chosen})


def _tiled(graph: RoadGraph, seconds: list[FloatArray], tiles: tuple[int, int]) -> Ground:
    east, north = tiles
    wide, high = np.ptp(graph.node_lon), np.ptp(graph.node_lat)
    corner = [(x * wide, y * high) for y in range(north) for x in range(east)]
    shift = np.arange(east * north) * graph.nodes
    lon = np.concatenate([graph.node_lon + dx for dx, _ in corner])
    lat = np.concatenate([graph.node_lat + dy for _, dy in corner])
    seams = [(graph.node_lon, graph.node_lat, i, i + 1) for i in range(len(corner)) if (i + 1) % east]
    seams += [(graph.node_lat, graph.node_lon, i, i + east) for i in range(len(corner) - east)]
    ends = [seam(across, along, graph.nodes, near, other) for across, along, near, other in seams]
    there = np.concatenate([*ends, *(pair[:, ::-1] for pair in ends), np.empty((0, 2), dtype=np.int64)])
    metres = _apart(lon, lat, there)
    count = len(corner)
    weighed = [
        in_units(np.concatenate((np.tile(s, count), metres / SEAM_MS)), np.ones(count * len(s) + len(metres)))
        for s in seconds
    ]
    _, lengths = in_units(weighed[0][0], np.concatenate((np.tile(graph.length_m, count), metres)))
    tail, head = (
        np.concatenate(((shift[:, np.newaxis] + ends_).ravel(), there[:, side])).astype(np.int32)
        for side, ends_ in enumerate((graph.tail, graph.head))
    )
    truck, van, closed = (s for s, _ in weighed)
    none = np.empty(0, dtype=np.int64)
    return Ground(
        lon=lon,
        lat=lat,
        tail=tail,
        head=head,
        metres=lengths,
        truck=truck,
        van=van,
        closed=closed,
        places=none,
    )


def seam(across: FloatArray, along: FloatArray, nodes: int, near: int, other: int) -> NDArray[np.int64]:
    """Return the links of a seam: nodes of the last tenth of a tile and of the first tenth of the next.

    Many, side by side: at the seams of a few links a hierarchy would have it too easy.
    """
    links = round(SEAM_LINKS * nodes**0.5)
    tenth = max(1, nodes // 10)
    rank = np.argsort(across, kind="stable")
    sides = []
    for strip in (rank[-tenth:], rank[:tenth]):
        strip_along = strip[np.argsort(along[strip], kind="stable")]
        sides.append(strip_along[np.linspace(0, len(strip) - 1, links).astype(np.int64)])
    return np.column_stack((sides[0] + near * nodes, sides[1] + other * nodes))


def _apart(lon: FloatArray, lat: FloatArray, pairs: NDArray[np.int64]) -> FloatArray:
    east = np.diff(lon[pairs], axis=1)[:, 0] * np.cos(np.radians(lat[pairs[:, 0]]))
    return np.hypot(east, np.diff(lat[pairs], axis=1)[:, 0]) * METRES_PER_DEGREE


def _largest_part(
    nodes: int, tail: NDArray[np.int32], head: NDArray[np.int32], seconds: FloatArray
) -> NDArray[np.int64]:
    open_ = np.isfinite(seconds)
    links = csr_array((np.ones(open_.sum()), (tail[open_], head[open_])), shape=(nodes, nodes))
    label = connected_components(links, connection="strong")[1]
    return np.flatnonzero(label == np.bincount(label).argmax())
