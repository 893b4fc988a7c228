"""Files as bytes and as text: what cannot be opened, is empty or is no text is refused with a remedy."""

import codecs
from pathlib import Path
from typing import Final

from routing.model import InputError, Issue, IssueCode, Subject, Text

MOST_BYTES: Final = 1 << 28
"""No file is read beyond this: 256 MiB."""

_UTF_16: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def issue(code: IssueCode, subject: Subject, fault: Text, remedy: Text) -> Issue:
    """Return an issue; short, for it stands in many lines."""
    return Issue(code=code, subject=subject, fault=fault, remedy=remedy)


def file_issue(
    code: IssueCode, path: Path | str, fault: Text, remedy: Text, *, row: int | None = None, column: str = ""
) -> Issue:
    """Return an issue about a file, named without its folder."""
    return issue(code, Subject(file=Path(path).name, row=row, column=column), fault, remedy)


def load(path: Path | str) -> bytes:
    """Return the bytes of the file at `path`.

    Raises
    ------
    InputError
        FILE_MISSING, FILE_UNREADABLE or FILE_TOO_LARGE.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError([missing_file(path)]) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(
            [
                file_issue(
                    IssueCode.FILE_UNREADABLE,
                    path,
                    Text(f"Không mở được tệp ({why})", f"The file cannot be opened ({why})"),
                    Text("Kiểm tra đường dẫn và quyền đọc", "Check the path and the right to read it"),
                )
            ]
        ) from None
    if len(data) > MOST_BYTES:
        raise InputError([_too_large(path)])
    return data


def decoded(data: bytes | str, file: str) -> str:
    """Return UTF-8 as text, without byte order mark.

    Raises
    ------
    InputError
        NOT_UTF8, naming the line, or FILE_EMPTY.
    """
    try:
        text = data.removeprefix("\ufeff") if isinstance(data, str) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([_not_utf8(file, error.object[: error.start].count(b"\n") + 1)]) from None
    if (at := text.find("\0")) >= 0:
        raise InputError([_not_utf8(file, text.count("\n", 0, at) + 1)])
    return _filled(text, file)


def table_text(data: bytes | str, file: str) -> str:
    """Return a table as text: UTF-8, or UTF-16 as spreadsheets save it; raises as `decoded`."""
    if isinstance(data, str):
        return _filled(data.removeprefix("\ufeff"), file)
    try:
        coding = _utf_16(data)
        text = data.decode(coding).removeprefix("\ufeff") if coding else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = None if coding else error.object[: error.start].count(b"\n") + 1
        raise InputError([_not_utf8(file, line)]) from None
    return _filled(text, file)


def _utf_16(data: bytes) -> str:
    """Return the name of the coding if it is UTF-16: by its mark, or by the zeros beside Latin letters."""
    if coding := _UTF_16.get(data[:2]):
        return coding
    zeros = [data[i : i + 1] == b"\0" for i in range(4)]
    return {(False, True, False, True): "utf-16-le", (True, False, True, False): "utf-16-be"}.get(
        (zeros[0], zeros[1], zeros[2], zeros[3]), ""
    )


def _filled(text: str, file: str) -> str:
    if not text or text.isspace():
        raise InputError([empty_file(file)])
    return text


def missing_file(path: Path | str) -> Issue:
    """Return the issue of a file that is not there."""
    return file_issue(
        IssueCode.FILE_MISSING,
        path,
        Text("Không tìm thấy tệp", "There is no such file"),
        Text("Kiểm tra tên và thư mục của tệp", "Check the file's name and folder"),
    )


def empty_file(path: Path | str) -> Issue:
    """Return the issue of a file with nothing in it."""
    return file_issue(
        IssueCode.FILE_EMPTY,
        path,
        Text("Tệp không có gì", "The file holds nothing"),
        Text("Chọn đúng tệp hoặc xuất lại", "Choose the right file or export it again"),
    )


def _too_large(path: Path | str) -> Issue:
    most = MOST_BYTES >> 20
    return file_issue(
        IssueCode.FILE_TOO_LARGE,
        path,
        Text(f"Tệp lớn hơn {most} MB", f"The file is larger than {most} MB"),
        Text("Kiểm tra lại tên tệp, hoặc chia nhỏ tệp", "Check the file's name, or divide the file"),
    )


def _not_utf8(path: str, row: int | None) -> Issue:
    return file_issue(
        IssueCode.NOT_UTF8,
        path,
        Text("Tệp không phải văn bản UTF-8", "The file is not UTF-8 text"),
        Text("Lưu lại với mã UTF-8 (trong Excel: “CSV UTF-8”)", "Save it as UTF-8 (in Excel: “CSV UTF-8”)"),
        row=row,
    )
