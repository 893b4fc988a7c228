"""Surface factors: how much slower trucks are on gravel, bad roads and slopes."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import IssueCode, Text
from routing.tables import (
    NOTES,
    CellError,
    Column,
    Row,
    Table,
    choice,
    out_of_range,
    read_number,
    read_sheet,
    real,
    refuse_sheets,
)

Factors = Mapping[tuple[str, str], float]
"""Share of the usual speed by kind (`surface`, `tracktype`, `smoothness`, `incline`) and value."""

_KINDS: Final = ("surface", "tracktype", "smoothness", "incline")
_STEEPEST: Final = 99
SURFACES: Final = Table(
    name=Text("loại mặt đường", "kind of surface"),
    key="",
    columns=(
        Column(
            name="kind",
            kind=choice(_KINDS),
            required=True,
            meaning=Text("thẻ bản đồ nói về mặt đường", "tag of the map that tells of the ground"),
        ),
        Column(
            name="value",
            required=True,
            meaning=Text("giá trị của thẻ; độ dốc tính bằng %", "value of the tag; an incline in per cent"),
        ),
        Column(
            name="factor",
            kind=real(0.05, 1.5),
            required=True,
            meaning=Text("phần của tốc độ thường", "share of the usual speed"),
        ),
        *NOTES,
    ),
)


@cache
def shipped_factors() -> Factors:
    """Return the estimates that ship with OxyRoute."""
    with as_file(files("data") / "reference" / "road_surfaces.csv") as path:
        return read_factors(path)


def read_factors(path: Path) -> Factors:
    """Return the factors of a CSV file with `kind`, `value` and `factor`; an incline's value is in per cent.

    Raises
    ------
    InputError
        If the file or a row cannot be used.
    """
    sheet = read_sheet(path, SURFACES)
    factors: dict[tuple[str, str], float] = {}
    for row in sheet.rows:
        if not (row.filled("kind") and row.filled("value")):
            continue
        key = row["kind"], row["value"]
        if key in factors:
            row.fault(
                IssueCode.DUPLICATE_ID,
                Text(f"{key[0]} = {key[1]} có hai lần", f"{key[0]} = {key[1]} stands twice"),
                Text("Giữ một dòng cho mỗi giá trị", "Keep one row for each value"),
                column="value",
            )
        if key[0] == "incline":
            _refuse_slope(row)
        factors[key] = row["factor"]
    refuse_sheets(sheet)
    return factors


def _refuse_slope(row: Row) -> None:
    """Note a slope that is no number of per cent."""
    cell = row["value"]
    try:
        if not 0 <= read_number(cell) <= _STEEPEST:
            raise out_of_range(cell, 0, _STEEPEST)
    except CellError as error:
        row.refuse(error, "value")


def ground_factors(grounds: NDArray[np.str_], factors: Factors) -> NDArray[np.float64]:
    """Return the share of the usual speed on each of `Ways.grounds`; 1 where the table has no such value.

    Surface, track type and smoothness tell the same thing, so the lowest of them counts; a slope comes on
    top, by the steepest row that it reaches.
    """
    return np.array([_factor(str(ground), factors) for ground in grounds], dtype=np.float64)


def _factor(ground: str, factors: Factors) -> float:
    matching, slope = [], 1.0
    for tag in ground.split("|"):
        kind, _, value = tag.partition("=")
        if kind == "incline":
            slope = _slope(float(value), factors)
            continue
        matching += [
            factors[kind, item] for item in map(str.strip, value.split(";")) if (kind, item) in factors
        ]
    return min(matching, default=1.0) * slope


def _slope(percent: float, factors: Factors) -> float:
    reached = [
        (float(value.replace(",", ".")), f) for (kind, value), f in factors.items() if kind == "incline"
    ]
    return max((row for row in reached if row[0] <= percent), default=(0.0, 1.0))[1]
