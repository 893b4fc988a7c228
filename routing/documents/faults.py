"""What is wrong with a JSON document, each fault at its JSON path."""

import difflib
from collections.abc import Iterable
from typing import Final

from routing.model import (
    FORMAT_VERSION,
    MOST_ISSUES,
    InputError,
    Issue,
    IssueCode,
    Subject,
    Text,
    more_issues,
)
from routing.tables.files import issue

_SHOWN = 60
_ENOUGH: Final = 10_000
"""Faults after which nobody reads on: a document of millions of them would be read for minutes."""
_GUESSED: Final = 40
"""Letters of a key up to which a field that is spelt alike is looked for."""


class Faults:
    """Collects the issues of one document; a reader goes on after each, to find all of them.

    Attributes
    ----------
    issues : list of Issue
        The first of them.
    count : int
        How many there are.
    version : int
        That of the document's format, as far as it is known.
    """

    def __init__(self, file: str = "", version: int = FORMAT_VERSION) -> None:
        self.file, self.version = file, version
        self.issues: list[Issue] = []
        self.count = 0

    def add(self, code: IssueCode, path: str, fault: Text, remedy: Text) -> None:
        """Note an issue at a JSON path.

        Raises
        ------
        InputError
            After ten thousand of them, with the first.
        """
        self.count += 1
        if self.count <= MOST_ISSUES:
            self.issues.append(issue(code, Subject(file=self.file, column=path), fault, remedy))
        if self.count >= _ENOUGH:
            self.refuse()

    def refuse(self) -> None:
        """Raise `InputError` if there are any."""
        more = self.count - len(self.issues)
        if self.count:
            raise InputError([*self.issues, *([more_issues(more)] if more else [])])

    def wrong_type(self, path: str, value: object, wanted: Text) -> None:
        """Refuse a value that is not `wanted`."""
        seen = shown(value)
        fault = Text(f"Ở đây là {seen}", f"Here stands {seen}")
        self.add(IssueCode.WRONG_TYPE, path, fault, Text(f"Cần {wanted.vi}", f"It must be {wanted.en}"))

    def bad_travel(self, path: str, cause: Text) -> None:
        """Refuse travel times that contradict themselves."""
        fault = Text(
            f"Bảng thời gian đi không hợp lệ: {cause.vi}", f"The travel matrix is not valid: {cause.en}"
        )
        again = Text("Tính lại bảng từ bản đồ đường", "Compute the matrix again from the road map")
        self.add(IssueCode.BAD_TRAVEL, path, fault, again)

    def not_object(self, path: str, value: object) -> None:
        """Refuse a value that is not an object."""
        self.wrong_type(path, value, Text("một đối tượng {…}", "an object {…}"))

    def keys(
        self, value: dict[str, object], path: str, *, known: Iterable[str], needed: Iterable[str]
    ) -> None:
        """Refuse keys that nobody reads, for a misspelt one would be lost in silence, and gaps."""
        names = list(known)
        for name in value:
            if name not in names:
                near = difflib.get_close_matches(name, names, n=1) if len(name) <= _GUESSED else []
                self._unknown(name, path, near)
        for name in needed:
            if name not in value:
                fault = Text(f"Thiếu trường {name!r}", f"The field {name!r} is missing")
                self.add(
                    IssueCode.MISSING_KEY, child(path, name), fault, Text("Thêm trường này", "Add the field")
                )

    def _unknown(self, name: str, path: str, near: list[str]) -> None:
        seen = shown(name)
        fault = Text(f"Không có trường {seen}", f"There is no field {seen}")
        remedy = Text("Bỏ trường này", "Remove the field")
        if near:
            remedy = Text(f"Bỏ đi, hay ý là {near[0]!r}?", f"Remove it, or is {near[0]!r} meant?")
        self.add(IssueCode.UNKNOWN_KEY, child(path, name), fault, remedy)


def child(path: str, key: str) -> str:
    """Return the JSON path of `key` in the object at `path`."""
    return f"{path}.{key}" if key.isidentifier() and len(key) < _SHOWN else f"{path}[{shown(key)}]"


def shown(value: object) -> str:
    """Return `value` as it may stand in a message: as JSON writes it, and short."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, str):
        value = value[:_SHOWN]
    text = ascii(value) if isinstance(value, str) and not is_text(value) else repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def is_text(value: object) -> bool:
    """Say whether `value` is a text that can be written: without half of a surrogate pair."""
    return isinstance(value, str) and (value.isascii() or not any("\ud800" <= c <= "\udfff" for c in value))
