"""Rows of a table: their values, and where they stand, so that a fault found later names file and row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from routing.model import MOST_ISSUES, InputError, Issue, IssueCode, MoreIssues, Subject, Text, more_issues
from routing.tables.columns import Table
from routing.tables.fault import CellError

IN_WORDS: Final = 10 * MOST_ISSUES
"""Issues of a file that are kept in words: some more than are listed, for some give way to others."""


class _Faulty:
    """Stands for the value of a cell that is refused."""

    def __repr__(self) -> str:
        return "<faulty cell>"


FAULTY: Final = _Faulty()


@dataclass(slots=True)
class Noted:
    """How many issues the rows of a file have."""

    count: int = 0


@lru_cache(maxsize=1024)
def _one_more(code: IssueCode, column: str) -> MoreIssues:
    """Return the placeholder of an issue that will not be listed: one for all of its kind."""
    return replace(more_issues(1), code=code, subject=Subject(column=column))


@dataclass(slots=True, eq=False, kw_only=True)
class Row:
    """One row of a file.

    Attributes
    ----------
    file : str
    number : int
        As a spreadsheet shows it; of a GeoJSON file, the feature's number.
    table : Table
    cells : sequence of str
        The texts of the row.
    place : mapping
        Where each column stands among them.
    values : list
        The value of each column of the table, `FAULTY` where a cell is refused.
    issues : list of Issue
        What is wrong with the row. Of a file with many faults only the first are noted in words.
    """

    file: str
    number: int
    table: Table
    cells: Sequence[str]
    place: Mapping[str, int]
    values: list[Any] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    noted: Noted = field(default_factory=Noted)

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 - a value of any kind
        return self.values[self.table.index[column]]

    def good(self, *columns: str) -> bool:
        """Say whether none of these cells is refused."""
        return all(self[column] is not FAULTY for column in columns)

    def filled(self, column: str) -> bool:
        """Say whether the cell is good and not blank, where a column has no default."""
        return self[column] is not FAULTY and self[column] is not None and self[column] != ""

    def cell(self, column: str) -> str:
        """Return the text of a cell, empty if the column is absent."""
        at = self.place.get(column)
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def fault(self, code: IssueCode, fault: Text, remedy: Text, *, column: str = "") -> None:
        """Note an issue of this row."""
        self.noted.count += 1
        if self.noted.count > IN_WORDS:
            self.issues.append(_one_more(code, column))
            return
        subject = Subject(
            file=self.file, row=self.number, column=column, id=self.cell(self.table.key or "id")
        )
        self.issues.append(Issue(code=code, subject=subject, fault=fault, remedy=remedy))

    def refuse(self, error: CellError, column: str) -> None:
        """Note that a cell is refused."""
        self.fault(error.code, error.fault, error.remedy, column=error.column or column)


@dataclass(slots=True, eq=False, kw_only=True)
class Sheet:
    """A file as read.

    Attributes
    ----------
    file : str
    table : Table
    rows : list of Row
    issues : list of Issue
        What is wrong with the file as a whole.
    columns : frozenset of str
        The columns of the table that the file has.
    unread : tuple of str
        Titles of columns that nobody reads.
    """

    file: str
    table: Table
    rows: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    columns: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()

    def has(self, column: str) -> bool:
        """Say whether the column could be read from the first row to the last."""
        return column in self.columns and not any(i.code == IssueCode.BAD_CSV for i in self.issues)


def issues_of(sheets: Iterable[Sheet]) -> Iterator[Issue]:
    """Return the issues of files and their rows, in the files' order."""
    for sheet in sheets:
        yield from sheet.issues
        for row in sheet.rows:
            yield from row.issues


def refuse_sheets(*sheets: Sheet) -> None:
    """Raise `InputError` with all issues of the sheets unless there are none."""
    issues = list(issues_of(sheets))
    if issues:
        raise InputError(issues)


def rows_of(sheets: Iterable[Sheet]) -> list[Row]:
    """Return the rows of all sheets."""
    return [row for sheet in sheets for row in sheet.rows]


def refuse_repeated(rows: Iterable[Row]) -> None:
    """Note each row whose key an earlier row has, in whichever file."""
    first: dict[Any, Row] = {}
    for row in rows:
        column = row.table.key
        if not row.filled(column):
            continue
        key = row[column]
        known = first.setdefault(key, row)
        if known is not row:
            there = f"{known.file}, " if known.file != row.file else ""
            row.fault(
                IssueCode.DUPLICATE_ID,
                Text(
                    f"Mã {key!r} đã có ở {there}dòng {known.number}",
                    f"The id {key!r} stands in {there}row {known.number}",
                ),
                Text("Đặt mã khác hoặc xóa một dòng", "Give it another id, or delete a row"),
                column=column,
            )
