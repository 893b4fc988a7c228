"""Coded faults of input data, each with its place and its remedy."""

from collections.abc import Iterable
from dataclasses import dataclass

from routing.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Where a fault is: as much of file, sheet, row, column and id as is known.

    `row` counts as people see it: the header of a CSV file is row 1, the first feature of a
    GeoJSON file is 1.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    id: str = ""

    def __str__(self) -> str:
        parts = [self.file, self.sheet]
        parts += [f"dòng/row {self.row}"] if self.row is not None else []
        parts += [f"cột/column {self.column}"] if self.column else []
        parts += [f"[{self.id}]"] if self.id else []
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One fault of the input: a stable code, the subject, what is wrong and what to do."""

    code: str
    subject: Subject
    fault: Text
    remedy: Text

    def __str__(self) -> str:
        where = str(self.subject)
        head = f"{self.code} ({where})" if where else self.code
        return f"{head}: {self.fault.vi} → {self.remedy.vi}\n    {self.fault.en} → {self.remedy.en}"


class InputError(ValueError):
    """Refused input: carries every issue found, and nothing of the input was taken.

    Attributes
    ----------
    issues : tuple of Issue
        At least one.
    """

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


def refuse_if(issues: Iterable[Issue]) -> None:
    """Raise `InputError` with all `issues` unless there are none."""
    found = tuple(issues)
    if found:
        raise InputError(found)
