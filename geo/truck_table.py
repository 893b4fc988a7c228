"""Kinds of trucks in a table: mass, sizes and what else the roads ask of them."""

from pathlib import Path
from typing import Any, Final

from geo.cells import Row
from geo.tables import read_csv
from geo.truck_profile import (
    ESTIMATED_AXLE_LOAD_T,
    ESTIMATED_AXLES,
    ESTIMATED_GROSS_T,
    ESTIMATED_HEIGHT_M,
    ESTIMATED_LENGTH_M,
    ESTIMATED_MAXSPEED_FACTOR,
    ESTIMATED_SPEED_CAP_KMH,
    ESTIMATED_WIDTH_M,
)
from routing.model import IssueCode, Text, TruckKind, refuse_if

_SIZES: Final = {
    "gross_t": (ESTIMATED_GROSS_T, 0.5, 60.0),
    "axle_load_t": (ESTIMATED_AXLE_LOAD_T, 0.2, 30.0),
    "height_m": (ESTIMATED_HEIGHT_M, 1.0, 5.0),
    "width_m": (ESTIMATED_WIDTH_M, 1.0, 4.0),
    "length_m": (ESTIMATED_LENGTH_M, 2.0, 30.0),
    "speed_cap_kmh": (ESTIMATED_SPEED_CAP_KMH, 5.0, 150.0),
    "maxspeed_factor": (ESTIMATED_MAXSPEED_FACTOR, 0.2, 1.5),
}
"""Of each column: what counts where the cell is empty (an estimate), and what it must lie between."""
_MOST_AXLES: Final = 12


def read_trucks(path: Path) -> tuple[TruckKind, ...]:
    """Return the kinds of trucks of a CSV file with `id` and any of the columns of a `TruckKind`.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    rows = read_csv(path, required=("id",))
    seen: dict[str, int] = {}
    trucks = [_truck(row, seen) for row in rows]
    refuse_if(issue for row in rows for issue in row.issues)
    return tuple(trucks)


def _truck(row: Row, seen: dict[str, int]) -> TruckKind:
    key = row.required("id")
    if key and seen.setdefault(key, row.number) != row.number:
        row.fault(
            IssueCode.DUPLICATE_ID,
            Text(f"Loại xe “{key}” đã có ở dòng {seen[key]}", f"“{key}” stands in row {seen[key]} already"),
            Text("Giữ một dòng cho mỗi loại xe", "Keep one row for each kind of truck"),
            column="id",
        )
    sizes: dict[str, Any] = {
        name: row.real(name, default=usual, low=low, high=high) for name, (usual, low, high) in _SIZES.items()
    }
    axles = row.whole("axles", default=ESTIMATED_AXLES, high=_MOST_AXLES) or ESTIMATED_AXLES
    return TruckKind(
        id=key or "?",
        axles=axles,
        hgv=row.boolean("hgv", default=True),
        turns_about=row.boolean("turns_about", default=True),
        **sizes,
    )
