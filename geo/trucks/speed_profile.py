"""Speed profiles: factors on the mean speed by road class and hour."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.roads import RoadGraph
from geo.timed_closures import DAY_S
from routing.model import IssueCode, SpeedFactor, Text
from routing.tables import CLOCK, NOTES, Column, Row, Table, read_sheet, real, refuse_sheets

FloatArray = NDArray[np.float64]
ANY_CLASS: Final = "*"
_LINK: Final = "_link"
ROAD_HOURS: Final = Table(
    name=Text("tốc độ theo giờ", "speed by the hour"),
    key="",
    columns=(
        Column(
            name="class",
            required=True,
            meaning=Text(
                "loại đường theo OSM; * là mọi loại khác", "class of road as in OSM; * for any other"
            ),
        ),
        Column(name="from", kind=CLOCK, required=True, meaning=Text("từ giờ", "since when")),
        Column(name="until", kind=CLOCK, required=True, meaning=Text("đến giờ", "until when")),
        Column(
            name="factor",
            kind=real(0.05, 3.0),
            required=True,
            meaning=Text("nhân vào tốc độ", "what the speed is multiplied by"),
        ),
        *NOTES,
    ),
)


def read_speed_profile(path: Path | None = None) -> tuple[SpeedFactor, ...]:
    """Return the factors of a CSV file; by default the estimates that ship with OxyRoute.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    if path is None:
        with as_file(files("data") / "reference" / "road_hours.csv") as shipped:
            return read_speed_profile(shipped)
    sheet = read_sheet(path, ROAD_HOURS)
    for row in sheet.rows:
        _judge_hours(row)
    refuse_sheets(sheet)
    return tuple(
        SpeedFactor(highway=row["class"], from_s=row["from"], until_s=row["until"], factor=row["factor"])
        for row in sheet.rows
    )


def changes_at(speed_profile: Sequence[SpeedFactor]) -> set[int]:
    """Return the seconds after midnight at which a factor changes."""
    return {edge % DAY_S for speed in speed_profile for edge in (speed.from_s, speed.until_s)}


def factors_at(graph: RoadGraph, speed_profile: Sequence[SpeedFactor], at_s: int) -> FloatArray:
    """Return by what the speed of each edge is multiplied at a second of the day: shape (edges,).

    A row of the class itself counts, else one of the class that it links to, else one for any class
    (`*`); of several rows the last.
    """
    now = {speed.highway: speed.factor for speed in speed_profile if speed.holds_at(at_s)}
    classes, row = np.unique(graph.ways.highway, return_inverse=True)
    factor = np.array([_factor(now, str(name)) for name in classes], dtype=np.float64)
    return np.asarray(factor[row][graph.way])


def _factor(now: dict[str, float], highway: str) -> float:
    names = (highway, highway.removesuffix(_LINK), ANY_CLASS)
    return next((now[name] for name in names if name in now), 1.0)


def _judge_hours(row: Row) -> None:
    if not (row.filled("from") and row.filled("until")):
        return
    if not row["from"] < row["until"] <= row["from"] + DAY_S:
        row.fault(
            IssueCode.BAD_WINDOWS,
            Text("until phải sau from, trong vòng 24 giờ", "until must come after from, within 24 hours"),
            Text("Qua nửa đêm thì ghi tiếp, như 30:00", "Count on past midnight, as in 30:00"),
            column="until",
        )
