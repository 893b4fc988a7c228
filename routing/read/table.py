"""CSV tables by a list of columns: every bad cell, row and header is named, all at once."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from routing.model import (
    MOST_ISSUES,
    InputError,
    Issue,
    IssueCode,
    Subject,
    Text,
    more_issues,
    nfc,
    refuse_if,
    unseen,
)
from routing.read.cells import CellError
from routing.read.source import (
    MOST_COLUMNS,
    MOST_ROWS,
    decoded,
    empty,
    issue,
    too_many_columns,
    too_many_rows,
    unseen_character,
)

REQUIRED: Final = object()
"""The default of a column that has none."""

Cells = Mapping[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: how its cells are read, and what an empty cell or an absent column means."""

    name: str
    read: Callable[[str], Any]
    default: Any = REQUIRED
    aliases: tuple[str, ...] = ()


def parse_table(
    data: bytes | str, *, file: str, columns: Sequence[Column], build: Callable[[Cells], _T]
) -> tuple[_T, ...]:
    """Return what `build` makes of each row; other columns are ignored and blank rows skipped.

    Rows count as in a spreadsheet: the header is row 1 (unless blank ones stand above it), blank
    rows count, and a cell of several lines makes one row. One column is named `id`; its values must differ.

    Raises
    ------
    InputError
        With every issue of the file.
    """
    text = decoded(data, file)
    table = _Table(file, columns, checks_cells=bool(unseen(text)))
    records = table.records(text)
    # Row after row, so that a long table is never held whole.
    for first in records:
        table.header(*first)
        break
    if not table.width:
        refuse_if(table.faults or [empty(file)])
    items = [table.item(row, record, build) for row, record in records]
    refuse_if(table.faults)
    return tuple(item for item in items if item is not None)


class _Table:
    def __init__(self, file: str, columns: Sequence[Column], *, checks_cells: bool) -> None:
        self.file, self.columns, self.checks_cells = file, columns, checks_cells
        self.issues: list[Issue] = []
        self.noted = 0
        self.place: dict[str, int] = {}
        self.width = 0
        self.row_of_id: dict[str, int] = {}

    def fault(self, code: IssueCode, row: int, column: str, fault: Text, remedy: Text) -> None:
        """Note an issue; of many the first are kept, all are counted."""
        self.noted += 1
        if len(self.issues) < MOST_ISSUES:
            self.issues.append(issue(code, Subject(file=self.file, row=row, column=column), fault, remedy))

    @property
    def faults(self) -> list[Issue]:
        """What was noted."""
        more = self.noted - len(self.issues)
        return [*self.issues, more_issues(more)] if more else self.issues

    def records(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that hold something, with their numbers."""
        row = 0
        try:
            for row, record in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
                if row > MOST_ROWS:
                    raise InputError([too_many_rows(self.file)])
                cells = [nfc(cell) for cell in record]
                if any(cells):
                    yield row, cells
        except csv.Error as error:
            fault = Text(f"CSV hỏng: {error}", f"The CSV is broken: {error}")
            quotes = Text("Kiểm tra dấu ngoặc kép", "Check the quotation marks")
            self.fault(IssueCode.BAD_CSV, row + 1, "", fault, quotes)

    def header(self, row: int, cells: Sequence[str]) -> None:
        """Find where each column stands."""
        self.width = len(cells)
        if self.width > MOST_COLUMNS:
            raise InputError([too_many_columns(self.file, row, self.width)])
        if len(cells) == 1 and any(mark in cells[0] for mark in ";\t"):
            fault = Text("Cột không ngăn bằng dấu phẩy", "The columns are not separated by commas")
            save = Text("Lưu lại dạng CSV, ngăn bằng dấu phẩy", "Save it as CSV, separated by commas")
            self.fault(IssueCode.WRONG_SEPARATOR, row, "", fault, save)
            return
        lower = [cell.lower() for cell in cells]
        for column in self.columns:
            self._find(
                row, column, [i for i, cell in enumerate(lower) if cell in (column.name, *column.aliases)]
            )

    def _find(self, row: int, column: Column, positions: list[int]) -> None:
        if positions:
            self.place[column.name] = positions[0]
        elif column.default is REQUIRED:
            missing = Text(f"Thiếu cột {column.name}", f"The column {column.name} is missing")
            self.fault(
                IssueCode.MISSING_COLUMN, row, column.name, missing, Text("Thêm cột này", "Add the column")
            )
        if len(positions) > 1:
            twice = Text(f"Cột {column.name} có hai lần", f"The column {column.name} stands twice")
            self.fault(
                IssueCode.REPEATED_COLUMN, row, column.name, twice, Text("Giữ lại một", "Keep one of them")
            )

    def item(self, row: int, record: Sequence[str], build: Callable[[Cells], _T]) -> _T | None:
        """Return what `build` makes of a row, or None after noting what is wrong with it."""
        before = self.noted
        if len(record) != self.width:
            cells = Text(
                f"Dòng có {len(record)} ô, cần {self.width}", f"{len(record)} cells, not {self.width}"
            )
            quote = Text("Đặt ô có dấu phẩy trong ngoặc kép", "Quote cells that hold a comma")
            self.fault(IssueCode.RAGGED_ROW, row, "", cells, quote)
            return None
        values = {column.name: self._cell(row, record, column) for column in self.columns}
        self._once(row, values["id"])
        if self.noted > before or len(self.place) == 0:
            return None
        try:
            return build(values)
        except CellError as error:
            self.fault(error.code, row, error.column, error.fault, error.remedy)
            return None

    def _cell(self, row: int, record: Sequence[str], column: Column) -> Any:  # noqa: ANN401
        cell = record[self.place[column.name]] if column.name in self.place else ""
        if self.checks_cells and (mark := unseen(cell)):
            code, fault, remedy = unseen_character(mark)
            self.fault(code, row, column.name, fault, remedy)
            return None
        if cell:
            try:
                return column.read(cell)
            except CellError as error:
                self.fault(error.code, row, column.name, error.fault, error.remedy)
                return None
        if column.default is REQUIRED and column.name in self.place:
            blank = Text("Ô bị trống", "The cell is empty")
            self.fault(IssueCode.BLANK_CELL, row, column.name, blank, Text("Điền ô này", "Fill it in"))
        return column.default

    def _once(self, row: int, owner_id: object) -> None:
        if isinstance(owner_id, str):
            first = self.row_of_id.setdefault(owner_id, row)
            if first != row:
                again = Text(
                    f"Mã {owner_id!r} đã có ở dòng {first}", f"The id {owner_id!r} stands in row {first}"
                )
                own = Text("Đặt mã khác hoặc xóa một dòng", "Give it another id, or delete a row")
                self.fault(IssueCode.DUPLICATE_ID, row, "id", again, own)
