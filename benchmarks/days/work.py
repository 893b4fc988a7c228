"""How many hours of trucks a day takes, estimated from its ground: what the fleet is sized by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.days.depots import LOAD_FIXED_S, LOAD_S_PER_CYLINDER
from benchmarks.days.ground import TRUCK, Ground
from routing.model import CylinderType, Facility, Load, Order

_TRIP_G = 1_900_000
"""What a trip carries on the average of the mix of trucks."""


def mass_g(orders: Sequence[Order], types: Sequence[CylinderType]) -> int:
    """Return the mass of all full cylinders."""
    table = {kind.id: kind for kind in types}
    return sum(Load(full=order.deliver).mass_g(table) for order in orders)


def work_s(
    ground: Ground, sites: Sequence[Facility], orders: Sequence[Order], types: Sequence[CylinderType]
) -> float:
    """Return the seconds of unloading, of hops between near sites, and of trips with their loading."""
    times = ground.travel.duration_s[TRUCK].astype(np.float64)
    size = len(sites)
    between, depots = times[:size, :size], times[:size, size:]
    trips = mass_g(orders, types) / _TRIP_G + 1
    unload = sum(
        site.unload_fixed_s + site.unload_s_per_cylinder * order.deliver.total
        for site, order in zip(sites, orders, strict=True)
    )
    load = trips * LOAD_FIXED_S + LOAD_S_PER_CYLINDER * sum(order.deliver.total for order in orders)
    return float(unload + load + size * _hop_s(between) + trips * 2 * depots.min(axis=1).mean())


def _hop_s(between: NDArray[np.float64]) -> float:
    """Return the mean time to the third nearest other site."""
    third = min(3, len(between) - 1)
    return float(np.partition(between, third, axis=1)[:, third].mean())
