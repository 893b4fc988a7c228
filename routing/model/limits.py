"""How large numbers, counts and lists of a problem may be: one set for every door and every engine.

A figure beyond these is a slip of the keyboard or an attack. Engines add, multiply and scale what is
within them without leaving 64 bits; tests hold every engine to that at the edge.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from routing.model.clock import DAY_S

MOST_CYLINDERS: Final = 100_000
"""Of one order: many times what a province uses in a day."""
FARTHEST_S: Final = 30 * DAY_S
"""Of a release from the plan's midnight: it decides about one day."""
MOST_PARTS: Final = 5_000
"""Of all orders of a day: what engines lay out by pairs of parts still fits a machine."""
MOST_S: Final = 1_000_000_000
"""Of any second from the plan's midnight, on either side, and of any duration."""
MOST_WINDOWS: Final = 100
"""Of one place or order."""

MOST: Final[Mapping[str, int]] = MappingProxyType(
    {
        "tare_g": 10_000_000,
        "full_g": 10_000_000,
        "slots": 100_000,
        "gas_l": 10_000_000,
        "unload_fixed_s": DAY_S,
        "unload_s_per_cylinder": DAY_S,
        "load_fixed_s": DAY_S,
        "load_s_per_cylinder": DAY_S,
        "bays": 1_000,
        "stock": 10_000_000,
        "prize_vnd": 1_000_000_000,
        "empty_vnd": 100_000_000,
        "waiting_vnd_per_hour": 100_000_000,
        "truck_vnd": 1_000_000_000,
        "time_vnd": 1_000_000_000,
        "within_s": MOST_S,
        "payload_g": 100_000_000,
        "registered_g": 100_000_000,
        "max_trips": 1_000,
        "start_s": MOST_S,
        "end_s": MOST_S,
        "max_overtime_s": MOST_S,
        "max_duration_s": MOST_S,
        "max_driving_s": MOST_S,
        "max_continuous_driving_s": MOST_S,
        "break_s": DAY_S,
        "length_s": DAY_S,
        "within_work_s": MOST_S,
        "fixed_vnd": 1_000_000_000,
        "per_km_vnd": 1_000_000,
        "per_hour_vnd": 100_000_000,
        "overtime_per_hour_vnd": 100_000_000,
    }
)
"""The largest value of each number, by its field's name."""

MOST_OF_ROADS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "snap_limit_m": 1e9,
        "over_kg": 1e9,
        "up_to_kg": 1e9,
        "factor": 10.0,
        "gross_t": 1_000.0,
        "axle_load_t": 1_000.0,
        "height_m": 100.0,
        "width_m": 100.0,
        "length_m": 1_000.0,
        "axles": 1_000.0,
        "speed_cap_kmh": 1_000.0,
        "maxspeed_factor": 10.0,
    }
)
"""The largest value of each number of a `RoadRecord`, by its field's name."""

MOST_ITEMS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "cylinder_types": 1_000,
        "suppliers": 10_000,
        "facilities": 50_000,
        "depots": 1_000,
        "vehicles": 10_000,
        "orders": MOST_PARTS,
    }
)
"""The most items of each list of a problem."""


_SUMMED: Final = frozenset({"deliver", "collect"})
"""Counts whose sum is limited, by `MOST_CYLINDERS`, so that one slip is told once."""


def most_of(column: str) -> int | None:
    """Return the largest value of a column such as `shift.end_s`, `stock.40L` or `prices[0]`.

    None for the counts of an order, of which the sum is limited.

    Raises
    ------
    KeyError
        If the column has no limit: every number needs one.
    """
    owner, _, field = column.partition("[")[0].partition(".")
    if owner in _SUMMED:
        return None
    return MOST[field] if field in MOST else MOST[owner]
