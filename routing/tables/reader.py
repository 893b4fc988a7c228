"""Rows with values from the records of a source: every fault of every cell is noted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from routing.model import InputError, Issue, IssueCode, Text, unseen
from routing.tables.columns import KEPT_ENDINGS, Column, Table
from routing.tables.fault import CellError
from routing.tables.files import file_issue, load, table_text
from routing.tables.rows import FAULTY, Noted, Row, Sheet, refuse_repeated
from routing.tables.separated import Records, separated
from routing.tables.unread import near

_REMEMBERED: Final = 1_000
"""Different cells of a column whose values are kept while a file is read."""


def read_sheet(path: Path | str, table: Table) -> Sheet:
    """Return the rows of a CSV file with all that is wrong with them; raises nothing for a bad file."""
    file = Path(path).name
    try:
        return parse_sheet(load(path), table, file=file)
    except InputError as error:
        return Sheet(file=file, table=table, issues=list(error.issues))


def parse_sheet(data: bytes | str, table: Table, *, file: str) -> Sheet:
    """Return the rows of a CSV text with all that is wrong with them."""
    try:
        text = table_text(data, file)
        return sheet_of(separated(text, file, table.titles), table, checks=bool(unseen(text)))
    except InputError as error:
        return Sheet(file=file, table=table, issues=list(error.issues))


def read_sheets(paths: Iterable[Path | str], table: Table) -> list[Sheet]:
    """Return the rows of several files of one kind; a key that stands twice is noted, in whichever file."""
    sheets = [read_sheet(path, table) for path in paths]
    if table.key:
        refuse_repeated(row for sheet in sheets for row in sheet.rows)
    return sheets


def sheet_of(records: Records, table: Table, *, checks: bool = True) -> Sheet:
    """Return the rows of some records.

    Parameters
    ----------
    checks
        Whether cells are searched for characters that nobody sees.
    """
    header = _header(records, table)
    cells_of = [
        _Cells(at, column, header.place[column.name])
        for at, column in enumerate(table.columns)
        if column.name in header.place
    ]
    defaults = [column.default for column in table.columns]
    width, noted = len(records.titles), Noted()
    rows: list[Row] = []
    try:
        for number, cells in records.rows:
            row = Row(
                file=records.file, number=number, table=table, cells=cells, place=header.place, noted=noted
            )
            if len(cells) > width:
                _refuse_more(row, width)
            row.values = defaults.copy()
            _fill(row, cells_of, checks=checks)
            rows.append(row)
    except InputError as error:
        return Sheet(file=records.file, table=table, issues=list(error.issues))
    return Sheet(
        file=records.file,
        table=table,
        rows=rows,
        issues=[*header.issues, *records.faults],
        columns=frozenset(header.place),
        unread=header.unread,
    )


@dataclass(frozen=True, slots=True)
class _Header:
    """Where each column stands, titles that nobody reads, and what is wrong with the header."""

    place: Mapping[str, int]
    unread: tuple[str, ...]
    issues: tuple[Issue, ...]


def _header(records: Records, table: Table) -> _Header:
    titles = records.titles
    times, first = Counter(titles), {title: at for at, title in reversed(list(enumerate(titles)))}
    used: dict[str, str] = {}
    for column in table.columns:
        name = next((name for name in (column.name, *column.aliases) if name in first), None)
        if name is not None:
            used[column.name] = name
    unread = tuple(
        title for title in first if title and title not in used.values() and not title.endswith(KEPT_ENDINGS)
    )[::-1]
    issues = []
    for column in table.columns:
        if column.name not in used and column.required:
            issues.append(_missing(records, column, near(column.name, unread)))
        elif times[used.get(column.name, "")] > 1 and column.name in used:
            issues.append(_repeated(records, used[column.name]))
    return _Header({name: first[title] for name, title in used.items()}, unread, tuple(issues))


def _missing(records: Records, column: Column, meant: str) -> Issue:
    remedy = Text(f"Thêm cột {column.name}", f"Add the column {column.name}")
    if meant:
        remedy = Text(f"{remedy.vi}; hay ý là cột “{meant}”?", f"{remedy.en}, or is “{meant}” meant for it?")
    return file_issue(
        IssueCode.MISSING_COLUMN,
        records.file,
        Text(f"Thiếu cột {column.name}", f"The column {column.name} is missing"),
        remedy,
        row=records.row,
        column=column.name,
    )


def _repeated(records: Records, title: str) -> Issue:
    return file_issue(
        IssueCode.REPEATED_COLUMN,
        records.file,
        Text(f"Cột {title} có hai lần", f"The column {title} stands twice"),
        Text("Giữ lại một hoặc đổi tên một cột", "Keep one of them, or rename one"),
        row=records.row,
        column=title,
    )


def _refuse_more(row: Row, width: int) -> None:
    """Note that a row has more cells than the header; blank ones do not count."""
    last = max(at for at, cell in enumerate(row.cells, start=1) if cell)
    if last > width:
        row.fault(
            IssueCode.TOO_MANY_CELLS,
            Text(f"Dòng có {last} ô, tiêu đề có {width}", f"The row has {last} cells, the header {width}"),
            Text("Đặt ô có dấu ngăn cột trong ngoặc kép", "Quote cells that hold the separator"),
        )


@dataclass(slots=True)
class _Cells:
    """A column that a file has: where its values and its cells stand, and the values of cells seen before."""

    value_at: int
    column: Column
    cell_at: int
    values: dict[str, Any] = field(default_factory=dict)


def _fill(row: Row, cells_of: Sequence[_Cells], *, checks: bool) -> None:
    """Read the cells of a row; the same few words, numbers and hours stand in most rows of a table."""
    cells, values = row.cells, row.values
    width = len(cells)
    for column in cells_of:
        cell = cells[column.cell_at] if column.cell_at < width else ""
        if not cell:
            if column.column.required:
                _refuse_blank(row, column.column)
                values[column.value_at] = FAULTY
        elif cell in column.values:
            values[column.value_at] = column.values[cell]
        else:
            value = values[column.value_at] = _value(row, column.column, cell, checks=checks)
            if value is not FAULTY and len(column.values) < _REMEMBERED:
                column.values[cell] = value


def _value(row: Row, column: Column, cell: str, *, checks: bool) -> Any:  # noqa: ANN401 - of any kind
    if checks and (mark := unseen(cell)):
        _refuse_unseen(row, column, mark)
        return FAULTY
    try:
        return column.kind.read(cell)
    except CellError as error:
        row.refuse(error, column.name)
        return FAULTY


def _refuse_blank(row: Row, column: Column) -> None:
    name = column.name
    row.fault(
        IssueCode.BLANK_CELL,
        Text(f"Ô {name} bị trống", f"The cell {name} is blank"),
        Text(f"Điền {name}", f"Fill in {name}"),
        column=name,
    )


def _refuse_unseen(row: Row, column: Column, mark: str) -> None:
    row.fault(
        IssueCode.CONTROL_CHARACTER,
        Text(f"Ô có ký tự điều khiển {mark}", f"The cell holds the control character {mark}"),
        Text("Xóa ký tự đó: gõ lại nội dung của ô", "Remove it: type the cell's text again"),
        column=column.name,
    )
