"""Kinds of trucks in a table: mass, sizes and what else the roads ask of them."""

from pathlib import Path
from typing import Any, Final

from geo.trucks.truck_profile import (
    ESTIMATED_AXLE_LOAD_T,
    ESTIMATED_AXLES,
    ESTIMATED_GROSS_T,
    ESTIMATED_HEIGHT_M,
    ESTIMATED_LENGTH_M,
    ESTIMATED_MAXSPEED_FACTOR,
    ESTIMATED_SPEED_CAP_KMH,
    ESTIMATED_WIDTH_M,
)
from routing.model import Text, TruckKind
from routing.tables import FLAG, NOTES, Column, Row, Table, number, read_sheets, real, refuse_sheets, rows_of

_MOST_AXLES: Final = 12


def _size(name: str, usual: float, limits: tuple[float, float], meaning: Text) -> Column:
    """Return the column of a size: a blank cell is an estimate, that of a truck of 2.5 t payload."""
    unit = name.rpartition("_")[2] if name != "maxspeed_factor" else ""
    return Column(
        name=name, kind=real(*limits), unit={"kmh": "km/h"}.get(unit, unit), default=usual, meaning=meaning
    )


_SIZES: Final = (
    _size("gross_t", ESTIMATED_GROSS_T, (0.5, 60.0), Text("tổng khối lượng có hàng", "laden mass")),
    _size(
        "axle_load_t",
        ESTIMATED_AXLE_LOAD_T,
        (0.2, 30.0),
        Text("tải trục nặng nhất", "mass on its heaviest axle"),
    ),
    _size("height_m", ESTIMATED_HEIGHT_M, (1.0, 5.0), Text("chiều cao", "height")),
    _size("width_m", ESTIMATED_WIDTH_M, (1.0, 4.0), Text("chiều rộng", "width")),
    _size("length_m", ESTIMATED_LENGTH_M, (2.0, 30.0), Text("chiều dài", "length")),
    _size("speed_cap_kmh", ESTIMATED_SPEED_CAP_KMH, (5.0, 150.0), Text("tốc độ cao nhất", "highest speed")),
    _size(
        "maxspeed_factor",
        ESTIMATED_MAXSPEED_FACTOR,
        (0.2, 1.5),
        Text("phần của tốc độ ghi trên biển", "share of the signed limit"),
    ),
)
_SIZE_NAMES: Final = tuple(column.name for column in _SIZES)
TRUCKS: Final = Table(
    name=Text("loại xe", "kind of truck"),
    columns=(
        Column(
            name="id",
            required=True,
            meaning=Text("tên mà xe ghi ở cột profile", "what trucks name as profile"),
        ),
        *_SIZES,
        Column(
            name="axles",
            kind=number(most=_MOST_AXLES),
            default=ESTIMATED_AXLES,
            meaning=Text("số trục", "axles"),
        ),
        Column(
            name="hgv",
            kind=FLAG,
            default=True,
            meaning=Text("xe tải; false: xe van tới 3,5 tấn", "a truck; false: a van up to 3.5 t"),
        ),
        Column(
            name="turns_about",
            kind=FLAG,
            default=True,
            meaning=Text("quay đầu được ở ngã rẽ", "may turn about at junctions"),
        ),
        *NOTES,
    ),
)


def read_trucks(path: Path) -> tuple[TruckKind, ...]:
    """Return the kinds of trucks of a CSV file with `id` and any of the columns of a `TruckKind`.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    sheets = read_sheets([path], TRUCKS)
    refuse_sheets(*sheets)
    return tuple(_truck(row) for row in rows_of(sheets))


def _truck(row: Row) -> TruckKind:
    sizes: dict[str, Any] = {name: row[name] for name in ("id", "hgv", "turns_about", *_SIZE_NAMES)}
    return TruckKind(axles=row["axles"] or ESTIMATED_AXLES, **sizes)
