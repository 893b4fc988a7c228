"""Files as text: what cannot be opened, is empty or is not UTF-8 is refused with a remedy."""

from pathlib import Path

from routing.model import InputError, Issue, Subject, Text


def issue(code: str, subject: Subject, fault: Text, remedy: Text) -> Issue:
    """Return an issue; short, for it stands in many lines."""
    return Issue(code=code, subject=subject, fault=fault, remedy=remedy)


def load(path: Path) -> bytes:
    """Return the bytes of the file at `path`.

    Raises
    ------
    InputError
        If there is no such file or it may not be read.
    """
    try:
        return Path(path).read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(
            [
                issue(
                    "UNREADABLE_FILE",
                    Subject(file=Path(path).name),
                    Text(f"Không mở được tệp ({why})", f"The file cannot be opened ({why})"),
                    Text("Kiểm tra đường dẫn và quyền đọc", "Check the path and the right to read it"),
                )
            ]
        ) from error


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
        "NOT_UTF8",
        Subject(file=file),
        Text(f"Tệp không phải văn bản UTF-8 (byte {at})", f"The file is not UTF-8 text (byte {at})"),
        Text("Lưu lại với mã UTF-8 (trong Excel: “CSV UTF-8”)", "Save it as UTF-8 (in Excel: “CSV UTF-8”)"),
    )


def empty(file: str) -> Issue:
    """Return the issue of a file that holds nothing."""
    return issue(
        "EMPTY_FILE",
        Subject(file=file),
        Text("Tệp không có gì", "The file holds nothing"),
        Text("Chọn đúng tệp hoặc xuất lại", "Choose the right file or export it again"),
    )
