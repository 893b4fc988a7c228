"""Rows of CSV files, each with the line number that a person sees."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from geo.cells import Noted, Row
from routing.model import InputError, Issue, IssueCode, Subject, Text, nfc, unseen

MOST_BYTES: Final = 1 << 28
"""No table and no document is read beyond this: 256 MiB."""
MOST_ROWS: Final = 200_000
"""Rows of a table, its header included."""
MOST_COLUMNS: Final = 1_000
"""Columns of a table."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    InputError
        FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY or FILE_TOO_LARGE.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError([missing_file(path)]) from None
    except OSError:
        raise InputError(
            [
                file_issue(
                    IssueCode.FILE_UNREADABLE,
                    path,
                    Text("Không đọc được tệp", "The file cannot be read"),
                    Text("Kiểm tra quyền đọc và đường dẫn", "Check the path and the right to read it"),
                )
            ]
        ) from None
    if not data.strip():
        raise InputError([empty_file(path)])
    if len(data) > MOST_BYTES:
        raise InputError([_too_large(path)])
    return data


def _too_large(path: Path) -> Issue:
    most = MOST_BYTES >> 20
    return file_issue(
        IssueCode.FILE_TOO_LARGE,
        path,
        Text(f"Tệp lớn hơn {most} MB", f"The file is larger than {most} MB"),
        Text("Kiểm tra lại tên tệp, hoặc chia nhỏ tệp", "Check the file's name, or divide the file"),
    )


def missing_file(path: Path) -> Issue:
    """Return the issue of a file that is not there."""
    return file_issue(
        IssueCode.FILE_MISSING,
        path,
        Text("Không tìm thấy tệp", "There is no such file"),
        Text("Kiểm tra tên và thư mục của tệp", "Check the file's name and folder"),
    )


def empty_file(path: Path) -> Issue:
    """Return the issue of a file with nothing in it."""
    return file_issue(
        IssueCode.FILE_EMPTY,
        path,
        Text("Tệp rỗng", "The file is empty"),
        Text("Xuất lại hoặc tải lại tệp", "Export or download the file again"),
    )


def file_issue(
    code: IssueCode, path: Path, fault: Text, remedy: Text, *, row: int | None = None, column: str = ""
) -> Issue:
    """Return an issue about a file as a whole."""
    return Issue(
        code=code, subject=Subject(file=path.name, row=row, column=column), fault=fault, remedy=remedy
    )


def decode(data: bytes, path: Path) -> str:
    """Return the text of UTF-8 bytes, with or without byte order mark.

    Raises
    ------
    InputError
        NOT_UTF8, naming the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            [
                file_issue(
                    IssueCode.NOT_UTF8,
                    path,
                    Text("Tệp không phải UTF-8", "The file is not UTF-8"),
                    Text("Lưu lại dạng “CSV UTF-8”", "Save it again as “CSV UTF-8”"),
                    row=line,
                )
            ]
        ) from None


def read_csv(
    path: Path, *, required: Sequence[str], aliases: Mapping[str, str] | None = None
) -> tuple[Row, ...]:
    """Return the rows of a CSV file (UTF-8, header, comma); cells are NFC without outer spaces.

    Columns that nobody reads are kept and do no harm; `aliases` gives other names of columns.

    Raises
    ------
    InputError
        If the file cannot be read, has no header or lacks a required column.
    """
    return parse_csv(decode(read_bytes(path), path), path, required=required, aliases=aliases or {})


def parse_csv(
    text: str, path: Path, *, required: Sequence[str], aliases: Mapping[str, str]
) -> tuple[Row, ...]:
    """Return the rows of a CSV text; `path` only names it in issues."""
    records = _records(text, path)
    titles = next((values for _, values in records), None)
    if titles is None:
        raise InputError([empty_file(path)])
    if len(titles) > MOST_COLUMNS:
        raise InputError([_too_many_columns(path, len(titles))])
    lower = [title.lower() for title in titles]
    header = [name if aliases.get(name, name) in lower else aliases[name] for name in lower]
    issues = _header_issues(header, path, required)
    if issues:
        raise InputError(issues)
    rows, noted, checks_cells = [], Noted(), bool(unseen(text))
    for number, values in records:
        row = Row(file=path.name, number=number, cells=dict(zip(header, values, strict=False)), noted=noted)
        if len(values) > len(header):
            row.fault(
                IssueCode.TOO_MANY_CELLS,
                Text(
                    f"Dòng có {len(values)} ô, tiêu đề có {len(header)}",
                    f"The row has {len(values)} cells, the header {len(header)}",
                ),
                Text("Đặt ô có dấu phẩy trong ngoặc kép", "Quote cells that hold a comma"),
            )
        if checks_cells:
            row.refuse_unseen()
        rows.append(row)
    return tuple(rows)


def _records(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, with their lines; the first is the header."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for number, values in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise InputError([_too_many_rows(path)])
            cells = [nfc(value) for value in values]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise InputError(
            [
                file_issue(
                    IssueCode.BAD_CSV,
                    path,
                    Text("Dấu ngoặc kép không khớp hoặc ký tự lạ", "Unmatched quotes or a stray character"),
                    Text("Sửa dòng này rồi lưu lại", "Correct this line and save again"),
                    row=line,
                )
            ]
        ) from None


def _too_many_rows(path: Path) -> Issue:
    return file_issue(
        IssueCode.TOO_MANY_ROWS,
        path,
        Text(f"Bảng có hơn {MOST_ROWS} dòng", f"The table has more than {MOST_ROWS} rows"),
        Text("Xóa dòng thừa hoặc chia bảng", "Delete the rows that are not needed, or divide the table"),
        row=MOST_ROWS + 1,
    )


def _too_many_columns(path: Path, count: int) -> Issue:
    return file_issue(
        IssueCode.TOO_MANY_COLUMNS,
        path,
        Text(
            f"Dòng tiêu đề có {count} cột, nhiều nhất là {MOST_COLUMNS}",
            f"The header has {count} columns; {MOST_COLUMNS} are the most",
        ),
        Text("Xóa các cột thừa rồi lưu lại", "Delete the columns that are not needed and save again"),
        row=1,
    )


def _header_issues(header: list[str], path: Path, required: Sequence[str]) -> list[Issue]:
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        return [
            file_issue(
                IssueCode.WRONG_DELIMITER,
                path,
                Text("Các cột không cách nhau bằng dấu phẩy", "The columns are not separated by commas"),
                Text("Lưu lại với dấu phẩy ngăn cột", "Save it again with commas between columns"),
                row=1,
            )
        ]
    missing = [
        file_issue(
            IssueCode.MISSING_COLUMN,
            path,
            Text(f"Thiếu cột {column}", f"The column {column} is missing"),
            Text(f"Thêm cột {column} vào dòng tiêu đề", f"Add the column {column} to the header"),
            row=1,
            column=column,
        )
        for column in required
        if column not in header
    ]
    repeated = [
        file_issue(
            IssueCode.REPEATED_COLUMN,
            path,
            Text(f"Cột {column} có hai lần", f"The column {column} stands twice"),
            Text("Bỏ bớt hoặc đổi tên một cột", "Remove or rename one of them"),
            row=1,
            column=column,
        )
        for column in sorted(name for name, times in Counter(header).items() if name and times > 1)
    ]
    return missing + repeated
