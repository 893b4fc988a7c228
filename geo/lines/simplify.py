"""Line simplification: as many points as a screen can show at a zoom."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from shapely import get_coordinates, linestrings, simplify

from geo.lines.lines import DECIMALS, LegLine
from geo.metric import EARTH_RADIUS_M, FloatArray

MOST_ZOOM: Final = 20
_PIXELS: Final = 0.5
_EQUATOR_M: Final = 40_075_016.69
_TILE_PX: Final = 256


def tolerance_m(zoom: int, lat: float) -> float:
    """Return the ground length of half a pixel in metres, at a zoom of web maps and a latitude.

    At zoom 0 the world is one tile of 256 pixels, and each step doubles it.
    """
    return float(_PIXELS * _EQUATOR_M * np.cos(np.radians(lat)) / (_TILE_PX * 2**zoom))


def simplified(lines: Sequence[LegLine | None], zoom: int) -> tuple[LegLine | None, ...]:
    """Return the lines with points left out that move them by half a pixel at most.

    First and last points stay as they are, and so do length, time and edges.

    Notes
    -----
    D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points required
    to represent a digitized line or its caricature", The Canadian Cartographer 10 (1973), by GEOS.
    """
    drawn = [line for line in lines if line is not None]
    if not drawn:
        return tuple(lines)
    points = iter(_thinned([line.points for line in drawn], zoom))
    return tuple(None if line is None else replace(line, points=next(points)) for line in lines)


def _thinned(courses: Sequence[FloatArray], zoom: int) -> list[FloatArray]:
    """Simplify all at once, on a plane of degrees of latitude that is true at the middle of them."""
    points = np.concatenate(courses)
    lat = float((points[:, 1].min() + points[:, 1].max()) / 2)
    plane = np.array([np.cos(np.radians(lat)), 1.0])
    row = np.repeat(np.arange(len(courses)), [len(course) for course in courses])
    degrees = np.degrees(tolerance_m(zoom, lat) / EARTH_RADIUS_M)
    thin = simplify(linestrings(points * plane, indices=row), degrees, preserve_topology=False)
    kept, of = get_coordinates(thin, return_index=True)
    # Dividing again may miss the point by the last bit; all points have so many decimals.
    kept = (kept / plane).round(DECIMALS)
    parts = np.split(kept, np.flatnonzero(np.diff(of)) + 1)
    return [_whole(part, course) for part, course in zip(parts, courses, strict=True)]


def _whole(part: FloatArray, course: FloatArray) -> FloatArray:
    return part if len(part) > 1 else course[[0, -1]]
