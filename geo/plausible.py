"""Paths that cannot be: shorter than the straight line, or faster than any truck."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.metric import FloatArray, haversine_m
from routing.model import Location

FASTEST_KMH: Final = 150.0
"""No truck is faster, as no row of a table of speeds may be."""
_SLACK: Final = 0.97
_SLACK_M: Final = 50.0
"""What the shape of the Earth and rounded positions may take off a length."""
_SLACK_S: Final = 2.0


def at_least_m(straight_m: FloatArray) -> FloatArray:
    """Return the least length of a path between two points so far apart: same shape."""
    return np.maximum(0.0, _SLACK * straight_m - _SLACK_M)


def straight_m(places: Mapping[str, Location]) -> FloatArray:
    """Return the great-circle metres from each place to each: shape (places, places)."""
    at = np.array([(place.lon, place.lat) for place in places.values()], dtype=np.float64).reshape(-1, 2)
    lon, lat = at[:, 0], at[:, 1]
    return haversine_m(lon[:, np.newaxis], lat[:, np.newaxis], lon, lat)


def too_short(places: Mapping[str, Location], metres: FloatArray) -> NDArray[np.bool_]:
    """Say which paths are shorter than the straight line: shape (places, places)."""
    return np.asarray(metres < at_least_m(straight_m(places)))


def too_fast(places: Mapping[str, Location], seconds: FloatArray, metres: FloatArray) -> NDArray[np.bool_]:
    """Say which paths no truck drives in that time, inf being no path: shape (places, places)."""
    least_m = np.maximum(np.where(np.isfinite(metres), metres, 0.0), at_least_m(straight_m(places)))
    return np.asarray(least_m * 3.6 / FASTEST_KMH > seconds + _SLACK_S)
