"""Files as text: what cannot be opened, is empty or is not UTF-8 is refused with a remedy."""

from pathlib import Path
from typing import Final

from routing.model import InputError, Issue, IssueCode, Subject, Text

MOST_BYTES: Final = 1 << 28
"""No file is read beyond this: 256 MiB."""
MOST_ROWS: Final = 200_000
"""Rows of a table, its header included."""
MOST_COLUMNS: Final = 1_000
"""Columns of a table."""


def issue(code: IssueCode, subject: Subject, fault: Text, remedy: Text) -> Issue:
    """Return an issue; short, for it stands in many lines."""
    return Issue(code=code, subject=subject, fault=fault, remedy=remedy)


def load(path: Path) -> bytes:
    """Return the bytes of the file at `path`.

    Raises
    ------
    InputError
        If there is no such file, it may not be read, or it is larger than `MOST_BYTES`.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(
            [
                issue(
                    IssueCode.UNREADABLE_FILE,
                    Subject(file=Path(path).name),
                    Text(f"Không mở được tệp ({why})", f"The file cannot be opened ({why})"),
                    Text("Kiểm tra đường dẫn và quyền đọc", "Check the path and the right to read it"),
                )
            ]
        ) from error
    if len(data) > MOST_BYTES:
        raise InputError([too_large(Path(path).name)])
    return data


def too_large(file: str) -> Issue:
    """Return the issue of a file that is larger than any of its kind."""
    most = MOST_BYTES >> 20
    return issue(
        IssueCode.FILE_TOO_LARGE,
        Subject(file=file),
        Text(f"Tệp lớn hơn {most} MB", f"The file is larger than {most} MB"),
        Text("Kiểm tra lại tên tệp, hoặc chia nhỏ tệp", "Check the file's name, or divide the file"),
    )


def too_many_columns(file: str, row: int, count: int) -> Issue:
    """Return the issue of a header with more columns than any table has."""
    return issue(
        IssueCode.TOO_MANY_COLUMNS,
        Subject(file=file, row=row),
        Text(
            f"Dòng tiêu đề có {count} cột, nhiều nhất là {MOST_COLUMNS}",
            f"The header has {count} columns; {MOST_COLUMNS} are the most",
        ),
        Text("Xóa các cột thừa rồi lưu lại", "Delete the columns that are not needed and save again"),
    )


def too_many_rows(file: str) -> Issue:
    """Return the issue of a table with more rows than any has."""
    return issue(
        IssueCode.TOO_MANY_ROWS,
        Subject(file=file, row=MOST_ROWS + 1),
        Text(f"Bảng có hơn {MOST_ROWS} dòng", f"The table has more than {MOST_ROWS} rows"),
        Text("Xóa dòng thừa hoặc chia bảng", "Delete the rows that are not needed, or divide the table"),
    )


def unseen_character(mark: str) -> tuple[IssueCode, Text, Text]:
    """Return code, fault and remedy of a cell with a character that nobody sees."""
    return (
        IssueCode.CONTROL_CHARACTER,
        Text(f"Ô có ký tự điều khiển {mark}", f"The cell holds the control character {mark}"),
        Text("Xóa ký tự đó: gõ lại nội dung của ô", "Remove it: type the cell's text again"),
    )


def decoded(data: bytes | str, file: str) -> str:
    """Return `data` as text without byte order mark.

    Raises
    ------
    InputError
        If it is not UTF-8 or holds nothing.
    """
    try:
        text = data.removeprefix("\ufeff") if isinstance(data, str) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text, where = "\0", error.start
    else:
        where = text.find("\0")
    if where >= 0:
        raise InputError([_not_utf8(file, where)])
    if not text.strip():
        raise InputError([empty(file)])
    return text


def _not_utf8(file: str, at: int) -> Issue:
    return issue(
        IssueCode.NOT_UTF8,
        Subject(file=file),
        Text(f"Tệp không phải văn bản UTF-8 (byte {at})", f"The file is not UTF-8 text (byte {at})"),
        Text("Lưu lại với mã UTF-8 (trong Excel: “CSV UTF-8”)", "Save it as UTF-8 (in Excel: “CSV UTF-8”)"),
    )


def empty(file: str) -> Issue:
    """Return the issue of a file that holds nothing."""
    return issue(
        IssueCode.EMPTY_FILE,
        Subject(file=file),
        Text("Tệp không có gì", "The file holds nothing"),
        Text("Chọn đúng tệp hoặc xuất lại", "Choose the right file or export it again"),
    )
