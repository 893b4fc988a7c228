"""Kinds of trucks in a table: mass, sizes and what else the roads ask of them."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from geo.cells import Row
from geo.tables import read_csv, record_issue
from geo.truck_profile import (
    ESTIMATED_AXLE_LOAD_T,
    ESTIMATED_AXLES,
    ESTIMATED_GROSS_T,
    ESTIMATED_HEIGHT_M,
    ESTIMATED_LENGTH_M,
    ESTIMATED_MAXSPEED_FACTOR,
    ESTIMATED_SPEED_CAP_KMH,
    ESTIMATED_WIDTH_M,
    TruckProfile,
    read_speeds,
)
from routing.model import InputError, IssueCode, Text, refuse_if

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


def read_trucks(path: Path) -> tuple[TruckProfile, ...]:
    """Return the kinds of trucks of a CSV file with `id` and any of the columns of a `TruckProfile`.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    rows = read_csv(path, required=("id",))
    speeds, seen = read_speeds(), dict[str, int]()
    trucks = [_truck(row, speeds, seen) for row in rows]
    refuse_if(issue for row in rows for issue in row.issues)
    return tuple(trucks)


def trucks_text(trucks: Iterable[TruckProfile]) -> str:
    """Return kinds of trucks as JSON, for `parse_trucks`."""
    return json.dumps([_record(truck) for truck in trucks], ensure_ascii=False, separators=(",", ":"))


def parse_trucks(text: str) -> tuple[TruckProfile, ...]:
    """Return the kinds of trucks of a JSON text.

    Raises
    ------
    InputError
        BAD_TRUCKS if it is not what `trucks_text` writes.
    """
    speeds = read_speeds()
    try:
        return tuple(TruckProfile(speeds_kmh=speeds, **record) for record in json.loads(text))
    except (ValueError, TypeError):
        raise InputError(
            [record_issue(IssueCode.BAD_TRUCKS, "truck_profiles", Text("các loại xe", "kinds of trucks"))]
        ) from None


def _record(truck: TruckProfile) -> dict[str, Any]:
    return {name: getattr(truck, name) for name in ("id", "axles", "hgv", "turns_about", *_SIZES)}


def _truck(row: Row, speeds: Any, seen: dict[str, int]) -> TruckProfile:  # noqa: ANN401 - as read
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
    return replace(
        TruckProfile(id=key or "?", speeds_kmh=speeds),
        axles=axles,
        hgv=row.boolean("hgv", default=True),
        turns_about=row.boolean("turns_about", default=True),
        **sizes,
    )
