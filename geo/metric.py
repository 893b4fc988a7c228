"""Lengths on the globe: WGS 84 degrees in, metres out."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Rings = tuple[tuple[tuple[float, float], ...], ...]
"""A polygon: closed lines of (longitude, latitude), the outer one first."""

EARTH_RADIUS_M: Final = 6_371_009.0
"""Mean radius of the Earth in metres, the value that osmnx uses."""


def haversine_m(lon_a: FloatArray, lat_a: FloatArray, lon_b: FloatArray, lat_b: FloatArray) -> FloatArray:
    """Return great-circle lengths in metres between points in degrees; arrays broadcast."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = np.radians(np.asarray(lon_b) - np.asarray(lon_a)) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))))


def mercator_xy(lon: FloatArray, lat: FloatArray) -> FloatArray:
    """Project degrees to Mercator's plane, metres at the equator.

    Around every place all directions are stretched alike (by 1 / cos lat). So the nearest on the plane is
    the nearest on the ground. Lengths themselves are taken by `haversine_m`.

    Returns
    -------
    float64 array, shape (n, 2)
        x east, y north.
    """
    y = np.arcsinh(np.tan(np.radians(lat)))
    return np.column_stack((np.radians(lon), y)) * EARTH_RADIUS_M
