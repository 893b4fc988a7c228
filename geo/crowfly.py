"""Travel as the crow flies, stretched: the fallback where there is no road file. An ESTIMATE."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from geo.metric import haversine_m
from routing.model import Location, TravelMatrix

DETOUR_FACTOR: Final = 1.4
"""Estimate: length by road over great circle; 1.2-1.6 is usual, mountains are worse."""
SPEED_KMH: Final = 30.0
"""Estimate: mean speed of a loaded truck over the whole way."""


def crowfly_matrix(
    places: Mapping[str, Location],
    *,
    profiles: Sequence[str],
    detour_factor: float = DETOUR_FACTOR,
    speed_kmh: float = SPEED_KMH,
) -> TravelMatrix:
    """Return great-circle lengths times `detour_factor`, driven at `speed_kmh`, the same for all profiles.

    Everything is reachable; rivers and closed roads are ignored. A plan made from this must be labelled an
    estimate.

    Raises
    ------
    ValueError
        If the factor is below 1, the speed not above 0, or there is no profile.
    """
    if not 1 <= detour_factor < np.inf or not 0 < speed_kmh < np.inf:
        raise ValueError("the detour factor must be 1 or more, the speed above 0")
    lon = np.array([place.lon for place in places.values()], dtype=np.float64)
    lat = np.array([place.lat for place in places.values()], dtype=np.float64)
    metres = haversine_m(lon[:, np.newaxis], lat[:, np.newaxis], lon, lat) * detour_factor
    seconds = metres * 3.6 / speed_kmh
    return TravelMatrix.from_float(
        tuple(places),
        seconds=dict.fromkeys(profiles, seconds),
        metres=dict.fromkeys(profiles, metres),
    )
