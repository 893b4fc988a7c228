"""The files of a day as rows: faults of cells and of references are noted side by side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.places.facilities import depot_sheets, facility_sheets, leave_out_unlocated
from geo.places.provinces import shipped_communes
from routing.day_tables import cylinder_sheets, order_sheets, vehicle_sheets
from routing.model import Issue, IssueCode, Location, Text, first_of
from routing.tables import Row, Sheet, file_issue, issues_of, rows_of, unread_columns

_NAMED: Final = 10
"""Places left out that are named; of others it tells how many there are."""
_DEPOT: Final = Text("kho", "depot")
_FACILITY: Final = Text("cơ sở", "facility")
_TYPE: Final = Text("loại bình", "cylinder type")


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheets:
    """The files of a day, and what their readers should know besides: `notices`."""

    facilities: list[Sheet]
    depots: list[Sheet]
    types: list[Sheet]
    vehicles: list[Sheet]
    orders: list[Sheet]
    notices: tuple[Text, ...]

    @property
    def all(self) -> tuple[Sheet, ...]:
        """Every file, in the order in which faults are told."""
        return (*self.facilities, *self.types, *self.depots, *self.vehicles, *self.orders)

    @property
    def issues(self) -> list[Issue]:
        """All that is wrong with the files and with what they name of each other."""
        every = list(issues_of(self.all))
        return [*every, *self._empty()]

    def _empty(self) -> Iterator[Issue]:
        """Yield an issue for each kind of table that holds nothing; each file of orders is one."""
        orders = ([sheet] for sheet in self.orders)
        for sheets in (self.facilities, self.types, self.depots, self.vehicles, *orders):
            if not any(sheet.rows or sheet.issues for sheet in sheets):
                yield _no_rows(sheets[0].file)


def read_sheets_of_day(
    *,
    facilities: Sequence[Path],
    depots: Path,
    types: Path,
    vehicles: Path,
    orders: Sequence[Path],
) -> DaySheets:
    """Return the files of a day with all that is wrong with them; raises nothing for bad files."""
    of_types = cylinder_sheets([types])
    type_ids = _known(of_types)
    of_depots = depot_sheets([depots], types=type_ids)
    of_facilities, of_vehicles = facility_sheets(facilities), vehicle_sheets([vehicles])
    of_orders = order_sheets(orders)
    _judge_vehicles(of_vehicles, depots=_known(of_depots))
    _judge_orders(of_orders, facilities=_known(of_facilities), types=type_ids)
    every = [*of_facilities, *of_types, *of_depots, *of_vehicles, *of_orders]
    return DaySheets(
        facilities=of_facilities,
        types=of_types,
        depots=of_depots,
        vehicles=of_vehicles,
        orders=of_orders,
        notices=(
            *unread_columns(every),
            *_left_out(of_facilities, of_orders),
            *_astray(of_facilities),
        ),
    )


def _known(sheets: Sequence[Sheet]) -> frozenset[str] | None:
    """Return the ids of tables, None if they could not be read or hold nothing."""
    if not all(sheet.has("id") for sheet in sheets):
        return None
    return frozenset(row["id"] for row in rows_of(sheets) if row.filled("id")) or None


def _judge_vehicles(sheets: Sequence[Sheet], *, depots: frozenset[str] | None) -> None:
    if depots is None:
        return
    for row in rows_of(sheets):
        start = {row["depot_id"]} if row.filled("depot_id") else set()
        end = {row["end_depot_id"]} - start if row.filled("end_depot_id") else set()
        loads = row["load_depot_ids"] if row.filled("load_depot_ids") else ()
        for column, named in (("depot_id", start), ("end_depot_id", end), ("load_depot_ids", loads)):
            _refuse_unknown(row, column, named, known=depots, noun=_DEPOT)


def _judge_orders(
    sheets: Sequence[Sheet], *, facilities: frozenset[str] | None, types: frozenset[str] | None
) -> None:
    for row in rows_of(sheets):
        if facilities is not None and row.filled("facility_id"):
            _refuse_unknown(row, "facility_id", {row["facility_id"]}, known=facilities, noun=_FACILITY)
        for column in ("deliver", "collect"):
            if types is not None and row.good(column):
                _refuse_unknown(row, column, row[column], known=types, noun=_TYPE)


def _refuse_unknown(
    row: Row, column: str, named: Iterable[str], *, known: Collection[str], noun: Text
) -> None:
    """Note each id that is in no table; `noun` is what should bear it."""
    for key in sorted(key for key in named if key not in known):
        row.fault(
            IssueCode.UNKNOWN_REFERENCE,
            Text(f"Không có {noun.vi} nào mang mã {key!r}", f"There is no {noun.en} {key!r}"),
            Text(f"Sửa mã hoặc thêm {noun.vi} đó", f"Correct the id or add the {noun.en}"),
            column=column,
        )


def _left_out(facilities: Sequence[Sheet], orders: Sequence[Sheet]) -> Iterator[Text]:
    """Take out facilities without a position that order nothing, and yield a sentence that names them."""
    if not all(sheet.has("facility_id") for sheet in orders):
        return
    ordering = {row["facility_id"] for row in rows_of(orders) if row.filled("facility_id")}
    rows = leave_out_unlocated(facilities, ordering)
    if rows:
        named = first_of(
            [
                Text(
                    f"{row['id']} ({row.file}, dòng {row.number})",
                    f"{row['id']} ({row.file}, row {row.number})",
                )
                for row in rows
            ],
            _NAMED,
            "nơi",
        )
        yield Text(
            f"Bỏ qua cơ sở chưa có vị trí và không có đơn: {named.vi}",
            f"Left out, without a position and without an order: {named.en}",
        )


def _astray(sheets: Sequence[Sheet]) -> Iterator[Text]:
    """Yield a sentence that names facilities whose province cannot hold their point."""
    by_province: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(sheets):
        if not row.issues and row["province"]:
            by_province[row["province"]].append(row)
    strays: list[Text] = []
    for province, rows in by_province.items():
        places = [Location(row["lat"], row["lon"]) for row in rows]
        there = shipped_communes().astray(province, places)
        strays += [_stray(row, name) for row, name in zip(rows, there, strict=True) if name]
    if strays:
        named = first_of(strays, _NAMED, "nơi")
        yield Text(
            f"Điểm không thể thuộc tỉnh đã ghi: {named.vi}",
            f"Points that cannot be in their province: {named.en}",
        )


def _stray(row: Row, there: str) -> Text:
    return Text(
        f"{row['id']} ({row.file}, dòng {row.number}: ghi {row['province']}, điểm ở {there})",
        f"{row['id']} ({row.file}, row {row.number}: named {row['province']}, the point is in {there})",
    )


def _no_rows(file: str) -> Issue:
    """Return the issue of a table with a header and nothing below it."""
    return file_issue(
        IssueCode.NO_ROWS,
        file,
        Text("Tệp không có dòng dữ liệu nào", "The file has no row of data"),
        Text("Chọn đúng tệp hoặc thêm dòng", "Choose the right file or add rows"),
    )
