"""Cells of one row of a file: all are read, and every fault is noted."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from routing.model import (
    MOST_ISSUES,
    Counts,
    Issue,
    IssueCode,
    MoreIssues,
    Subject,
    Text,
    TextError,
    TimeWindow,
    more_issues,
    parse_counts,
    parse_windows,
    unseen,
)

_NOTED_WHOLE: Final = 10 * MOST_ISSUES
"""Issues of a file that are kept in words: some more than are listed, for some give way to others."""
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_BOOLEANS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def number_in(cell: str) -> float:
    """Return the number that a cell holds, NaN if it holds none."""
    return float(cell) if _NUMBER.fullmatch(cell) else math.nan


@dataclass(slots=True)
class Noted:
    """How many issues the rows of a file have."""

    count: int = 0


@lru_cache(maxsize=1024)
def _one_more(code: IssueCode, column: str) -> MoreIssues:
    """Return the placeholder of an issue that will not be listed: one for all of its kind."""
    return replace(more_issues(1), code=code, subject=Subject(column=column))


@dataclass(slots=True, kw_only=True)
class Row:
    """One row of a file: every reader returns a value and notes what is wrong in `issues`.

    Of a file with many faults only the first are noted in words; `noted` counts them.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    issues: list[Issue] = field(default_factory=list)
    noted: Noted = field(default_factory=Noted)

    def fault(self, code: IssueCode, fault: Text, remedy: Text, *, column: str = "") -> None:
        """Note an issue of this row."""
        self.noted.count += 1
        if self.noted.count > _NOTED_WHOLE:
            self.issues.append(_one_more(code, column))
            return
        subject = Subject(file=self.file, row=self.number, column=column, id=self.text("id"))
        self.issues.append(Issue(code=code, subject=subject, fault=fault, remedy=remedy))

    def refuse_unseen(self) -> None:
        """Note each cell that holds an invisible character."""
        for column, value in self.cells.items():
            if mark := unseen(value):
                self.fault(
                    IssueCode.CONTROL_CHARACTER,
                    Text(f"Ô có ký tự điều khiển {mark}", f"The cell holds the control character {mark}"),
                    Text("Xóa ký tự đó: gõ lại nội dung của ô", "Remove it: type the cell's text again"),
                    column=column,
                )

    def text(self, column: str) -> str:
        """Return the cell, empty if the column is absent."""
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """Return the cell and note an issue if it is blank."""
        value = self.text(column)
        if not value:
            self.fault(
                IssueCode.BLANK_CELL,
                Text(f"Ô {column} để trống", f"The cell {column} is blank"),
                Text(f"Điền {column}", f"Fill in {column}"),
                column=column,
            )
        return value

    def real(self, column: str, *, default: float = math.nan, low: float = 0.0, high: float = 1e9) -> float:
        """Return a number between `low` and `high`, or `default` for an empty or faulty cell."""
        value = self.text(column)
        if not value:
            return default
        number = number_in(value)
        if low <= number <= high:
            return number
        self.fault(
            IssueCode.BAD_NUMBER,
            Text(f"{column} = “{value}” không hợp lệ", f"{column} = “{value}” is not a usable number"),
            Text(
                f"Ghi một số từ {low:.15g} đến {high:.15g}, dấu thập phân là dấu chấm",
                f"Write a number from {low:.15g} to {high:.15g}, with a decimal point",
            ),
            column=column,
        )
        return default

    def whole(self, column: str, *, default: int | None, high: int = 1_000_000) -> int | None:
        """Return a whole number from 0 to `high`, or `default` for an empty or faulty cell."""
        value = self.text(column)
        number = self.real(column, high=high)
        if math.isnan(number):
            return default
        if number == int(number):
            return int(number)
        self.fault(
            IssueCode.BAD_NUMBER,
            Text(f"{column} = “{value}” không phải số nguyên", f"{column} = “{value}” is not a whole number"),
            Text("Ghi một số nguyên", "Write a whole number"),
            column=column,
        )
        return default

    def boolean(self, column: str, *, default: bool) -> bool:
        """Return true or false, or `default` for an empty or faulty cell."""
        value = self.text(column)
        return _BOOLEANS[self.one_of(column, _BOOLEANS, default=str(default).lower())] if value else default

    def one_of(self, column: str, allowed: Iterable[str], *, default: str) -> str:
        """Return the cell in lower case if it is among `allowed`, else `default`."""
        value = self.text(column).lower()
        if not value or value in allowed:
            return value or default
        listed = ", ".join(allowed)
        self.fault(
            IssueCode.UNKNOWN_VALUE,
            Text(
                f"{column} = “{value}” không có trong danh mục", f"{column} = “{value}” is not a known value"
            ),
            Text(f"Chọn một trong: {listed}", f"Choose one of: {listed}"),
            column=column,
        )
        return default

    def windows(self, column: str, *, default: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
        """Return the windows of the cell, or `default` for an empty or faulty one."""
        value = self.text(column)
        try:
            return parse_windows(value) if value else default
        except TextError as error:
            self.fault(
                IssueCode.BAD_WINDOWS,
                Text(
                    f"{column} = “{value}”: {error.text.vi}",
                    f"{column} = “{value}”: {error.text.en}",
                ),
                Text(
                    "Ghi như 07:00-11:30;13:30-17:00, theo thứ tự, không chồng nhau",
                    "Write 07:00-11:30;13:30-17:00, in order and without overlap",
                ),
                column=column,
            )
            return default

    def counts(self, column: str, *, types: Iterable[str]) -> Counts | None:
        """Return counts per cylinder type, or None for an empty or faulty cell."""
        value = self.text(column)
        if not value:
            return None
        known = sorted(types)
        try:
            counts = parse_counts(value)
        except TextError as error:
            cause = error.text
        else:
            strange = ", ".join(sorted(counts.keys() - set(known)))
            if not strange:
                return Counts(counts)
            cause = Text(f"không có loại bình {strange}", f"there is no cylinder type {strange}")
        self.fault(
            IssueCode.BAD_COUNTS,
            Text(f"{column} = “{value}”: {cause.vi}", f"{column} = “{value}”: {cause.en}"),
            Text(
                f"Ghi như 40L:12;10L:3, với các loại bình: {', '.join(known)}",
                f"Write 40L:12;10L:3, with the cylinder types {', '.join(known)}",
            ),
            column=column,
        )
        return None
