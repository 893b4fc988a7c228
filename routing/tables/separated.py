"""Separated values as spreadsheets save them: by comma, semicolon or tab, blanks left out or added."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from routing.model import InputError, Issue, IssueCode, Text
from routing.tables.files import empty_file, file_issue

MOST_ROWS: Final = 200_000
"""Rows of a table, its header included."""
MOST_COLUMNS: Final = 1_000
"""Columns of a table."""

_SEPARATORS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(
    r'\ufeff?"?sep=(?P<mark>[^"\r\n])"?[,;\t ]*(\r\n|\n|\r|\Z)', re.IGNORECASE
)
_NO_BREAK_SPACES: Final = ("\u00a0", "\u2007", "\u202f")


@dataclass(slots=True, kw_only=True)
class Records:
    """A table before its columns are known.

    Attributes
    ----------
    file : str
    row : int
        The row of the header.
    titles : list of str
        In lower case.
    rows : iterator
        Number and cells of each row that holds something.
    faults : list of Issue
        Of the file as a whole; complete when `rows` has ended.
    """

    file: str
    row: int
    titles: list[str]
    rows: Iterator[tuple[int, Sequence[str]]]
    faults: list[Issue] = field(default_factory=list)


def separated(text: str, file: str, titles: Collection[str]) -> Records:
    """Return the records of a text.

    Rows count as in a spreadsheet: blank rows count, a cell of several lines makes one row, and a first line
    `sep=;` is no row. Cells are in normal form (NFC), without outer spaces; no-break spaces are spaces.

    Parameters
    ----------
    titles
        Names of columns, by which the separator is found.

    Raises
    ------
    InputError
        FILE_EMPTY, WRONG_SEPARATOR, TOO_MANY_COLUMNS, BAD_CSV in the header; TOO_MANY_ROWS while the rows
        are read.
    """
    clean = unicodedata.normalize("NFC", text)
    for space in _NO_BREAK_SPACES:
        clean = clean.replace(space, " ")
    named = _SEPARATOR_LINE.match(clean)
    if named:
        clean = clean[named.end() :]
    mark = named["mark"] if named else _separator(clean, titles)
    faults: list[Issue] = []
    rows = _rows(clean, mark, file, faults)
    header = next(rows, None)
    if header is None:
        raise InputError(faults or [empty_file(file)])
    row, cells = header
    if len(cells) > MOST_COLUMNS:
        raise InputError([_too_many_columns(file, row, len(cells))])
    if len(cells) == 1 and re.search(r"[,;\t|]", cells[0]):
        raise InputError([_wrong_separator(file, row)])
    return Records(file=file, row=row, titles=[cell.lower() for cell in cells], rows=rows, faults=faults)


def _separator(text: str, titles: Collection[str]) -> str:
    """Return what stands between the cells of the header: what finds most of the columns."""
    head = next((line for line in io.StringIO(text) if line.strip(" \r\n,;\t")), "")
    if not re.search("[;\t]", head):
        return ","

    def score(mark: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"').strip().lower() for cell in head.split(mark)]
        return len(set(cells) & set(titles)), len(cells)

    return max(_SEPARATORS, key=score)


def _rows(text: str, mark: str, file: str, faults: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    row = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        for row, record in enumerate(reader, start=1):
            if row > MOST_ROWS:
                raise InputError([_too_many_rows(file)])
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield row, cells
    except csv.Error as error:
        faults.append(
            file_issue(
                IssueCode.BAD_CSV,
                file,
                Text(f"CSV hỏng: {error}", f"The CSV is broken: {error}"),
                Text("Kiểm tra dấu ngoặc kép ở dòng này", "Check the quotation marks of this row"),
                row=row + 1,
            )
        )


def _wrong_separator(file: str, row: int) -> Issue:
    return file_issue(
        IssueCode.WRONG_SEPARATOR,
        file,
        Text(
            "Các cột không ngăn bằng dấu phẩy, chấm phẩy hoặc tab",
            "The columns are not separated by commas, semicolons or tabs",
        ),
        Text("Lưu lại dạng CSV, ngăn bằng dấu phẩy", "Save it as CSV, separated by commas"),
        row=row,
    )


def _too_many_columns(file: str, row: int, count: int) -> Issue:
    return file_issue(
        IssueCode.TOO_MANY_COLUMNS,
        file,
        Text(
            f"Dòng tiêu đề có {count} cột, nhiều nhất là {MOST_COLUMNS}",
            f"The header has {count} columns; {MOST_COLUMNS} are the most",
        ),
        Text("Xóa các cột thừa rồi lưu lại", "Delete the columns that are not needed and save again"),
        row=row,
    )


def _too_many_rows(file: str) -> Issue:
    return file_issue(
        IssueCode.TOO_MANY_ROWS,
        file,
        Text(f"Bảng có hơn {MOST_ROWS} dòng", f"The table has more than {MOST_ROWS} rows"),
        Text("Xóa dòng thừa hoặc chia bảng", "Delete the rows that are not needed, or divide the table"),
        row=MOST_ROWS + 1,
    )
