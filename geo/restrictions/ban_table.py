"""Tables of bans of trucks, with their areas in a file beside them."""

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from shapely import MultiPolygon, Polygon

from geo.files.geojson import rings_of
from geo.places.regions import Region, read_regions
from geo.timed_closures import DAY_S
from routing.model import (
    BanArea,
    InputError,
    Issue,
    IssueCode,
    Text,
    TextError,
    TimeWindow,
    TruckBan,
    format_clock,
    format_windows,
    parse_clock,
    refuse_if,
)
from routing.tables import (
    DATE,
    NOTES,
    WINDOWS,
    CellError,
    Column,
    Kind,
    Row,
    Table,
    file_issue,
    issues_of,
    read_sheets,
    real,
    rows_of,
)

AREAS_FILE: Final = "truck_ban_areas.geojson"
"""Where a table of bans has its areas: a file of this name in the same folder."""
_DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _closed(cell: str) -> tuple[tuple[int, int], ...]:
    """Return hours that begin on the day itself, as seconds from and until."""
    try:
        windows = WINDOWS.read(cell)
    except CellError as error:
        raise CellError(error.code, error.fault, _both_nights(cell) or error.remedy) from None
    hours = tuple((window.start_s, window.end_s) for window in windows)
    if any(start_s < 0 or start_s >= DAY_S or end_s > start_s + DAY_S for start_s, end_s in hours):
        raise CellError(
            IssueCode.BAD_WINDOWS,
            Text(
                "Giờ cấm phải bắt đầu trong ngày và dài không quá 24 giờ",
                "Hours must begin within the day and last 24 hours at most",
            ),
            Text("Cấm qua nửa đêm thì ghi như 22:00-30:00", "Past midnight write 22:00-30:00"),
        )
    return hours


def _both_nights(cell: str) -> Text | None:
    """Return both spellings of hours such as `22:00-06:00`, None of any others: a ban has no day before."""
    start, _, end = cell.replace("–", "-").partition("-")
    try:
        start_s, end_s = parse_clock(start), parse_clock(end)
    except TextError:
        return None
    if not 0 <= end_s < start_s < DAY_S:
        return None
    through = format_windows([TimeWindow(start_s, end_s + DAY_S)])
    apart = format_windows([TimeWindow(0, end_s), TimeWindow(start_s, DAY_S)])
    until = format_clock(end_s)
    return Text(
        f"Viết {through} nếu tới {until} hôm sau, hoặc {apart} nếu là hai khoảng của cùng một ngày",
        f"Write {through} if it ends at {until} the next day, or {apart} if both are of the same day",
    )


def _days(cell: str) -> tuple[int, ...]:
    named = [day.strip().lower() for day in cell.split(";") if day.strip()]
    strange = [day for day in named if day not in _DAYS]
    if strange:
        raise CellError(
            IssueCode.UNKNOWN_VALUE,
            Text(f"Không hiểu ngày {', '.join(strange)}", f"{', '.join(strange)} is no day"),
            Text(f"Ghi bằng {';'.join(_DAYS)}", f"Write {';'.join(_DAYS)}"),
        )
    return tuple(i for i, day in enumerate(_DAYS) if day in named) or EVERY_DAY


EVERY_DAY: Final = tuple(range(len(_DAYS)))
BANS: Final = Table(
    name=Text("lệnh cấm", "ban"),
    columns=(
        Column(name="id", required=True, meaning=Text("mã, để giấy phép nêu", "what a permit names")),
        Column(name="name", required=True, meaning=Text("tên tiếng Việt", "its name in Vietnamese")),
        Column(name="name_en", default="", meaning=Text("tên tiếng Anh", "its name in English")),
        Column(
            name="area",
            required=True,
            meaning=Text(f"mã vùng trong {AREAS_FILE}", f"code of an area in {AREAS_FILE}"),
        ),
        Column(
            name="over_kg",
            kind=real(),
            unit="kg",
            default=0.0,
            meaning=Text(
                "cấm xe có tải trọng cho phép hơn mức này", "binds licensed payloads of more than this"
            ),
        ),
        Column(
            name="up_to_kg",
            kind=real(),
            unit="kg",
            meaning=Text("và không hơn mức này; trống: mọi xe nặng hơn", "and no more than this; blank: any"),
        ),
        Column(
            name="closed",
            kind=Kind(WINDOWS.name, _closed),
            required=True,
            meaning=Text("giờ cấm", "hours in which it binds"),
        ),
        Column(
            name="days",
            kind=Kind(Text("các ngày trong tuần", "days of the week"), _days),
            default=EVERY_DAY,
            meaning=Text("ngày trong tuần; trống: mọi ngày", "days of the week; blank: all"),
        ),
        Column(
            name="first", kind=DATE, default="", meaning=Text("ngày đầu có hiệu lực", "first day in force")
        ),
        Column(
            name="last", kind=DATE, default="", meaning=Text("ngày cuối có hiệu lực", "last day in force")
        ),
        *NOTES,
    ),
)


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
    sheets = read_sheets([path], BANS)
    issues: list[Issue] = []
    areas = _areas(path.parent / AREAS_FILE, issues) if sheets[0].columns else None
    for row in rows_of(sheets):
        if areas is not None:
            _judge_area(row, areas)
    refuse_if([*issues_of(sheets), *issues])
    bans = tuple(_ban(row, areas or {}) for row in rows_of(sheets))
    if not bans:
        raise InputError([_none(path)])
    return bans


def _areas(path: Path, issues: list[Issue]) -> dict[str, BanArea] | None:
    """Return the areas of a file by code, or None after adding to `issues` why they cannot be read."""
    try:
        return {region.code: _area(region) for region in read_regions(path)}
    except InputError as error:
        issues.extend(error.issues)
        return None


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


def _judge_area(row: Row, areas: Mapping[str, BanArea]) -> None:
    if row.filled("area") and row["area"] not in areas:
        row.fault(
            IssueCode.UNKNOWN_AREA,
            Text(
                f"Không có vùng “{row['area']}” trong {AREAS_FILE}",
                f"There is no area “{row['area']}” in {AREAS_FILE}",
            ),
            Text("Thêm vùng đó hoặc sửa mã", "Add the area or correct its code"),
            column="area",
        )


def _ban(row: Row, areas: Mapping[str, BanArea]) -> TruckBan:
    vi, en = row["name"], row["name_en"]
    return TruckBan(
        id=row["id"],
        name=f"{vi} / {en}" if en else vi,
        area=areas[row["area"]],
        over_kg=row["over_kg"],
        up_to_kg=row["up_to_kg"],
        closed=row["closed"],
        days=row["days"],
        first=row["first"],
        last=row["last"],
    )


def _none(path: Path) -> Issue:
    return file_issue(
        IssueCode.BANS_NONE,
        path,
        Text("Tệp không có lệnh cấm nào", "The file holds no ban"),
        Text("Thêm một dòng hoặc bỏ --bans", "Add a row or leave out --bans"),
    )
