"""Bans of trucks in cities: which payloads are barred from which area at which hours."""

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, line_interpolate_point, linestrings, prepare
from shapely import contains as holds

from geo.cells import Row
from geo.geojson import rings_of
from geo.regions import Region, read_regions
from geo.roads import RoadGraph
from geo.tables import file_issue, read_csv
from geo.timed_closures import DAY_S, TimedClosure, over_days
from routing.model import BanArea, InputError, Issue, IssueCode, Text, TruckBan, refuse_if

AREAS_FILE: Final = "truck_ban_areas.geojson"
"""Where a table of bans has its areas: a file of this name in the same folder."""
_DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
_COLUMNS: Final = ("id", "name", "area", "closed")


def hours_on(ban: TruckBan, day: dt.date) -> tuple[tuple[int, int], ...]:
    """Return the hours of a ban that begin on a day in which it binds."""
    date = day.isoformat()
    in_force = (not ban.first or ban.first <= date) and (not ban.last or date <= ban.last)
    return ban.closed if in_force and day.weekday() in ban.days else ()


def read_bans(path: Path | None = None) -> tuple[TruckBan, ...]:
    """Return the bans of a CSV file whose areas lie beside it; by default those that ship with OxyRoute.

    Raises
    ------
    InputError
        With every fault of both files.
    """
    if path is None:
        with as_file(files("data") / "reference") as folder:
            return read_bans(folder / "truck_bans.csv")
    rows = read_csv(path, required=_COLUMNS)
    areas = {region.code: _area(region) for region in read_regions(path.parent / AREAS_FILE)}
    seen: dict[str, int] = {}
    bans = [_ban(row, areas, seen) for row in rows]
    refuse_if(issue for row in rows for issue in row.issues)
    if not bans:
        raise InputError([_none(path)])
    return tuple(ban for ban in bans if ban)


def ban_closure(graph: RoadGraph, ban: TruckBan, date: str) -> TimedClosure:
    """Return what a ban closes on a plan's day and those beside it; the middle of a road decides."""
    windows = over_days(dt.date.fromisoformat(date), partial(hours_on, ban))
    return TimedClosure(name=ban.name, edges=_within(graph, ban.area), windows=windows)


# A day's closures are asked for to see which close any of its roads, and again to make its tables.
@lru_cache(maxsize=16)
def _within(graph: RoadGraph, area: BanArea) -> NDArray[np.bool_]:
    return edges_within(graph, MultiPolygon([(rings[0], rings[1:]) for rings in area.polygons]))


def edges_within(graph: RoadGraph, outline: object) -> NDArray[np.bool_]:
    """Return which edges have the middle of their course inside an outline (WGS 84): shape (edges,)."""
    if not isinstance(outline, Polygon | MultiPolygon):
        return np.zeros(graph.edges, dtype=np.bool_)
    shapes = graph.shapes
    courses = linestrings(np.column_stack((shapes.lon, shapes.lat)), indices=shapes.row)
    prepare(outline)
    inside = holds(outline, line_interpolate_point(courses, 0.5, normalized=True))
    return np.asarray(inside[graph.shape])


def bans_of(bans: Sequence[TruckBan], *, payload_kg: float, permits: Collection[str]) -> tuple[TruckBan, ...]:
    """Return the bans that bind a truck."""
    return tuple(ban for ban in bans if ban.binds(payload_kg, permits))


def _area(region: Region) -> BanArea:
    """Return a region as the area of a ban; an outline that is no polygon holds nothing."""
    outline = region.outline
    parts = outline.geoms if isinstance(outline, MultiPolygon) else (outline,)
    return BanArea(
        code=region.code,
        name=region.name,
        name_en=region.name_en,
        polygons=tuple(rings_of(part) for part in parts if isinstance(part, Polygon)),
    )


def _ban(row: Row, areas: Mapping[str, BanArea], seen: dict[str, int]) -> TruckBan | None:
    key, area = row.required("id"), row.required("area")
    row.required("closed")
    if key and seen.setdefault(key, row.number) != row.number:
        row.fault(
            IssueCode.DUPLICATE_ID,
            Text(f"Mã “{key}” đã có ở dòng {seen[key]}", f"The id “{key}” stands in row {seen[key]} already"),
            Text("Đặt cho mỗi lệnh cấm một mã riêng", "Give each ban an id of its own"),
            column="id",
        )
    if area and area not in areas:
        row.fault(
            IssueCode.UNKNOWN_AREA,
            Text(f"Không có vùng “{area}” trong {AREAS_FILE}", f"There is no area “{area}” in {AREAS_FILE}"),
            Text("Thêm vùng đó hoặc sửa mã", "Add the area or correct its code"),
            column="area",
        )
        return None
    vi, en = row.required("name"), row.text("name_en")
    return TruckBan(
        id=key,
        name=f"{vi} / {en}" if en else vi,
        area=areas[area],
        over_kg=row.real("over_kg", default=0.0),
        up_to_kg=row.real("up_to_kg", default=math.inf) if row.text("up_to_kg") else None,
        closed=_hours(row),
        days=_days(row),
        first=_read(row, "first", _iso_day),
        last=_read(row, "last", _iso_day),
    )


def _hours(row: Row) -> tuple[tuple[int, int], ...]:
    hours = tuple((window.start_s, window.end_s) for window in row.windows("closed", default=()))
    if any(start_s < 0 or start_s >= DAY_S or end_s > start_s + DAY_S for start_s, end_s in hours):
        row.fault(
            IssueCode.BAD_WINDOWS,
            Text(
                "giờ cấm phải bắt đầu trong ngày và dài không quá 24 giờ", "hours must begin within the day"
            ),
            Text("Cấm qua nửa đêm thì ghi như 22:00-30:00", "Past midnight write 22:00-30:00"),
            column="closed",
        )
    return hours


def _days(row: Row) -> tuple[int, ...]:
    named = [day.strip().lower() for day in row.text("days").split(";") if day.strip()]
    strange = [day for day in named if day not in _DAYS]
    if strange:
        row.fault(
            IssueCode.UNKNOWN_VALUE,
            Text(f"Không hiểu ngày {', '.join(strange)}", f"{', '.join(strange)} is no day"),
            Text(f"Ghi bằng {';'.join(_DAYS)}", f"Write {';'.join(_DAYS)}"),
            column="days",
        )
    return tuple(i for i, day in enumerate(_DAYS) if day in named) or tuple(range(len(_DAYS)))


def _read(row: Row, column: str, parse: Callable[[str], str]) -> str:
    value = row.text(column)
    try:
        return parse(value) if value else ""
    except ValueError:
        row.fault(
            IssueCode.BAD_DATE,
            Text(f"{column} = “{value}” không phải ngày", f"{column} = “{value}” is no date"),
            Text("Ghi như 2026-01-31", "Write 2026-01-31"),
            column=column,
        )
        return ""


def _iso_day(value: str) -> str:
    return dt.date.fromisoformat(value).isoformat()


def _none(path: Path) -> Issue:
    return file_issue(
        IssueCode.BANS_NONE,
        path,
        Text("Tệp không có lệnh cấm nào", "The file holds no ban"),
        Text("Thêm một dòng hoặc bỏ --bans", "Add a row or leave out --bans"),
    )
