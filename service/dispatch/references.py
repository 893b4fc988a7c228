"""Ids that one table of a day takes from another: each must be there, or its file and row are named."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from routing.model import Issue, IssueCode, Order, Subject, Text, Vehicle, nfc
from routing.read.source import decoded, load


def no_rows(path: Path) -> Issue:
    """Return the issue of a table with a header and nothing below it."""
    return Issue(
        code=IssueCode.NO_ROWS,
        subject=Subject(file=path.name),
        fault=Text("Tệp không có dòng dữ liệu nào", "The file has no row of data"),
        remedy=Text("Chọn đúng tệp hoặc thêm dòng", "Choose the right file or add rows"),
    )


def no_orders_in(province: str, others: Collection[str]) -> Issue:
    """Return the issue of a province that orders nothing, naming those that do."""
    named = ", ".join(sorted(filter(None, others))) or "—"
    return Issue(
        code=IssueCode.NO_ORDERS_IN_PROVINCE,
        subject=Subject(column="province", id=province),
        fault=Text("Tỉnh này không có đơn nào", "No order is of this province"),
        remedy=Text(f"Các tỉnh có đơn: {named}", f"Provinces with orders: {named}"),
    )


def vehicle_references(vehicles: Sequence[Vehicle], path: Path, *, depots: Collection[str]) -> list[Issue]:
    """Return an issue for each depot that a truck names and that is not there."""
    named = [
        (vehicle.id, column, key)
        for vehicle in vehicles
        for column, keys in (
            ("depot_id", (vehicle.start_depot_id,)),
            ("end_depot_id", {vehicle.end_depot_id} - {vehicle.start_depot_id}),
            ("load_depot_ids", sorted(vehicle.load_depot_ids or ())),
        )
        for key in keys
    ]
    noun = Text("kho", "depot")
    return _missing(named, path, known=depots, noun=noun, ids=("id", "vehicle_id"))


def order_references(
    orders: Sequence[Order],
    path: Path,
    *,
    facilities: Collection[str] | None,
    types: Collection[str] | None,
) -> list[Issue]:
    """Return an issue for each facility or cylinder type that an order names and that is not there.

    None for what could not be read: nothing is said of it.
    """
    ids = ("id", "order_id")
    issues: list[Issue] = []
    if facilities is not None:
        named = [(order.id, "facility_id", order.facility_id) for order in orders]
        issues += _missing(named, path, known=facilities, noun=Text("cơ sở", "facility"), ids=ids)
    if types is not None:
        named = [
            (order.id, column, key)
            for order in orders
            for column, counts in (("deliver", order.deliver), ("collect", order.collect))
            for key in counts
        ]
        issues += _missing(named, path, known=types, noun=Text("loại bình", "cylinder type"), ids=ids)
    return issues


def _missing(
    named: Iterable[tuple[str, str, str]],
    path: Path,
    *,
    known: Collection[str],
    noun: Text,
    ids: Sequence[str],
) -> list[Issue]:
    lost = [(owner_id, column, key) for owner_id, column, key in named if key not in known]
    rows = table_rows(path, ids) if lost else {}
    return [
        Issue(
            code=IssueCode.UNKNOWN_REFERENCE,
            subject=Subject(file=path.name, row=rows.get(owner_id), column=column, id=owner_id),
            fault=Text(f"Không có {noun.vi} nào mang mã {key!r}", f"There is no {noun.en} {key!r}"),
            remedy=Text(f"Sửa mã hoặc thêm {noun.vi} đó", f"Correct the id or add the {noun.en}"),
        )
        for owner_id, column, key in lost
    ]


def table_rows(path: Path, ids: Sequence[str]) -> dict[str, int]:
    """Return the row, as a spreadsheet counts, of each id of a readable table.

    `ids` are the names that its column of ids may have.
    """
    text = io.StringIO(decoded(load(path), path.name), newline="")
    filled = [(row, cells) for row, cells in enumerate(csv.reader(text), start=1) if any(map(nfc, cells))]
    header = [nfc(cell).lower() for cell in filled[0][1]]
    at = next(place for place, name in enumerate(header) if name in ids)
    return {nfc(cells[at]): row for row, cells in filled[1:]}
