"""Coded faults of input data, each with its place and its remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from routing.model.issue_code import IssueCode
from routing.model.text import Text, visible

MOST_ISSUES: Final = 100
"""Issues that a refusal lists; of all others it tells how many there are."""


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
        return visible(", ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One fault of the input: a stable code, the subject, what is wrong and what to do."""

    code: IssueCode
    subject: Subject
    fault: Text
    remedy: Text

    def __str__(self) -> str:
        where = str(self.subject)
        head = f"{self.code} ({where})" if where else self.code
        return f"{head}: {self.fault.vi} → {self.remedy.vi}\n    {self.fault.en} → {self.remedy.en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreIssues(Issue):
    """The last issue of a long list: `count` others, which are not listed."""

    count: int

    def __str__(self) -> str:
        return f"{self.fault.vi}\n    {self.fault.en}"


def more_issues(count: int) -> MoreIssues:
    """Return what stands for `count` issues that are not listed."""
    return MoreIssues(
        code=IssueCode.MORE_ISSUES,
        subject=Subject(),
        fault=Text(f"… và {count} lỗi nữa", f"… and {count} more"),
        remedy=Text("Sửa các lỗi trên rồi thử lại", "Mend those above, then try again"),
        count=count,
    )


class InputError(ValueError):
    """Refused input: carries the issues found, and nothing of the input was taken.

    Attributes
    ----------
    issues : tuple of Issue
        At least one. Of more than `MOST_ISSUES` the first are kept; a `MoreIssues` stands for the rest.
    count : int
        How many there are, those that are not listed included.
    """

    def __init__(self, issues: Iterable[Issue]) -> None:
        kept, more = _first(issues)
        self.issues = (*kept, more_issues(more)) if more else kept
        self.count = len(kept) + more
        super().__init__("\n".join(str(issue) for issue in self.issues))


def _first(issues: Iterable[Issue]) -> tuple[tuple[Issue, ...], int]:
    """Return those to list, and how many others there are; lists that were cut before add up."""
    kept: list[Issue] = []
    more = 0
    for issue in issues:
        if isinstance(issue, MoreIssues):
            more += issue.count
        elif len(kept) < MOST_ISSUES:
            kept.append(issue)
        else:
            more += 1
    return tuple(kept), more


def refuse_if(issues: Iterable[Issue]) -> None:
    """Raise `InputError` with all `issues` unless there are none."""
    every = iter(issues)
    first = tuple(islice(every, 1))
    if first:
        raise InputError(chain(first, every))
