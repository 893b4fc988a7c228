"""Speed profiles: factors on the mean speed by road class and hour."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.cells import Row
from geo.roads import RoadGraph
from geo.tables import read_csv
from geo.timed_closures import DAY_S
from routing.model import IssueCode, SpeedFactor, Text, TextError, parse_clock, refuse_if

FloatArray = NDArray[np.float64]
ANY_CLASS: Final = "*"
_LINK: Final = "_link"
_COLUMNS: Final = ("class", "from", "until", "factor")


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
    rows = read_csv(path, required=_COLUMNS)
    speed_profile = [_speed_factor(row) for row in rows]
    refuse_if(issue for row in rows for issue in row.issues)
    return tuple(speed_profile)


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


def _speed_factor(row: Row) -> SpeedFactor:
    from_s, until_s = _clock(row, "from"), _clock(row, "until")
    if not row.issues and not from_s < until_s <= from_s + DAY_S:
        row.fault(
            IssueCode.BAD_WINDOWS,
            Text("until phải sau from, trong vòng 24 giờ", "until must come after from, within 24 hours"),
            Text("Qua nửa đêm thì ghi tiếp, như 30:00", "Count on past midnight, as in 30:00"),
            column="until",
        )
    row.required("factor")
    return SpeedFactor(
        highway=row.required("class"),
        from_s=from_s,
        until_s=until_s,
        factor=row.real("factor", default=1.0, low=0.05, high=3.0),
    )


def _clock(row: Row, column: str) -> int:
    value = row.required(column)
    try:
        return parse_clock(value) if value else 0
    except TextError as error:
        row.fault(
            IssueCode.BAD_CLOCK,
            Text(f"{column}: {error.text.vi}", f"{column}: {error.text.en}"),
            Text("Ghi như 06:30", "Write 06:30"),
            column=column,
        )
        return 0
