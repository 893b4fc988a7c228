"""The nearest point on the drawn line of any road, for many points at once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, linestrings, points

from geo.metric import FloatArray, haversine_m, mercator_xy
from geo.roads import Shapes

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

AT_END_M: Final = 0.002
"""A point that is nearer to the end of a stretch is the end: half a unit of the kernel's lengths."""

_STRIPS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """Where points meet the road, each array by point.

    Attributes
    ----------
    stretch : int64 array
        Row in `Shapes`, -1 where no stretch is allowed.
    share : float64 array
        Part of the stretch's drawn length that lies before the point, 0 and 1 exactly at its ends.
    lon, lat : float64 arrays, WGS 84 degrees
    metres : float64 array
        Great circle from the given point to that on the road, inf where there is none.
    side : int64 array
        1 where the given point lies left of the drawn direction, -1 right, 0 on the road.
    """

    stretch: IntArray
    share: FloatArray
    lon: FloatArray
    lat: FloatArray
    metres: FloatArray
    side: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Courses:
    """A map's stretches on Mercator's plane, and their points."""

    lines: NDArray[np.object_]
    xy: FloatArray


def nearest(
    shapes: Shapes, lon: FloatArray, lat: FloatArray, *, allowed: BoolArray, better: BoolArray
) -> Nearest:
    """Return where each point meets the nearest stretch that is allowed.

    Parameters
    ----------
    lon, lat : float64 arrays
        The points, in WGS 84 degrees.
    allowed : bool array
        By stretch, whether it may be met.
    better : bool array
        By stretch: of several that are equally near, as at a junction, one of these is taken.

    Notes
    -----
    The nearest is found on Mercator's plane, which stretches all directions alike, however long the
    country is. The distance itself is the great circle. What is made of a map's shapes is kept and
    serves every profile and closure. The tree is kept for what they allow.
    """
    courses, points_xy = _courses(shapes), mercator_xy(lon, lat)
    stretch = _stretches(shapes, points_xy, allowed, better)
    met = np.flatnonzero(stretch >= 0)
    projection = Nearest(
        stretch=stretch,
        share=np.zeros(len(stretch)),
        lon=np.full(len(stretch), np.nan),
        lat=np.full(len(stretch), np.nan),
        metres=np.full(len(stretch), np.inf),
        side=np.zeros(len(stretch), dtype=np.int64),
    )
    if len(met):
        _fill(projection, met, shapes, courses, points_xy)
        projection.metres[met] = haversine_m(lon[met], lat[met], projection.lon[met], projection.lat[met])
    return projection


@lru_cache(maxsize=4)
def _courses(shapes: Shapes) -> _Courses:
    xy = mercator_xy(shapes.lon, shapes.lat)
    return _Courses(lines=linestrings(xy, indices=shapes.row), xy=xy)


@lru_cache(maxsize=8)
def _tree(shapes: Shapes, allowed: bytes) -> tuple[STRtree, IntArray]:
    """Return a tree of the stretches that are allowed, packed as bits, and their numbers."""
    lines = _courses(shapes).lines
    kept = np.flatnonzero(np.unpackbits(np.frombuffer(allowed, dtype=np.uint8), count=len(lines)))
    return STRtree(lines[kept]), kept


def _stretches(shapes: Shapes, points_xy: FloatArray, allowed: BoolArray, better: BoolArray) -> IntArray:
    stretches = np.full(len(points_xy), -1, dtype=np.int64)
    if not len(points_xy) or not allowed.any():
        return stretches
    tree, kept = _tree(shapes, np.packbits(allowed).tobytes())
    # Neighbours one after another need the same parts of the tree, and find them at hand.
    strip = np.floor(_STRIPS * (points_xy[:, 1] - points_xy[:, 1].min()) / max(np.ptp(points_xy[:, 1]), 1.0))
    turn = np.lexsort((points_xy[:, 0], strip))
    point, row = tree.query_nearest(points(points_xy[turn]))
    point, stretch = turn[point], kept[row]
    order = np.lexsort((stretch, ~better[stretch], point))
    first = np.unique(point[order], return_index=True)[1]
    stretches[point[order[first]]] = stretch[order[first]]
    return stretches


def _fill(
    projection: Nearest, met: IntArray, shapes: Shapes, courses: _Courses, points_xy: FloatArray
) -> None:
    """Find the nearest of all segments of each point's stretch, and note what lies there."""
    start = shapes.start[projection.stretch[met]]
    count = shapes.start[projection.stretch[met] + 1] - start - 1
    begin = np.cumsum(count) - count
    who = np.repeat(np.arange(len(met)), count)
    segment = np.arange(len(who)) + np.repeat(start - begin, count)
    step = courses.xy[segment + 1] - courses.xy[segment]
    off = points_xy[met][who] - courses.xy[segment]
    square = step[:, 0] ** 2 + step[:, 1] ** 2
    ahead = off[:, 0] * step[:, 0] + off[:, 1] * step[:, 1]
    part = np.clip(ahead / np.where(square > 0, square, 1.0), 0.0, 1.0)
    gap = (off[:, 0] - part * step[:, 0]) ** 2 + (off[:, 1] - part * step[:, 1]) ** 2
    least = np.flatnonzero(gap == np.minimum.reduceat(gap, begin)[who])
    best = least[np.unique(who[least], return_index=True)[1]]
    nearest_segment, t = segment[best], part[best]
    projection.lon[met] = (1 - t) * shapes.lon[nearest_segment] + t * shapes.lon[nearest_segment + 1]
    projection.lat[met] = (1 - t) * shapes.lat[nearest_segment] + t * shapes.lat[nearest_segment + 1]
    metres = haversine_m(
        shapes.lon[segment], shapes.lat[segment], shapes.lon[segment + 1], shapes.lat[segment + 1]
    )
    before = np.cumsum(metres) - metres
    along = np.maximum(before[best] - before[begin] + t * metres[best], 0.0)
    projection.share[met] = _share(along, np.add.reduceat(metres, begin))
    projection.side[met] = np.sign(step[best, 0] * off[best, 1] - step[best, 1] * off[best, 0])


def _share(along: FloatArray, whole: FloatArray) -> FloatArray:
    share = np.clip(along / np.where(whole > 0, whole, 1.0), 0.0, 1.0)
    share[along < AT_END_M] = 0.0
    share[(whole - along < AT_END_M) & (along >= AT_END_M)] = 1.0
    return share
