"""One cell of a table as a value: numbers, times, windows, counts and lists."""

import re
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum
from typing import Final, TypeVar

from routing.model import (
    Counts,
    IssueCode,
    Text,
    TextError,
    TimeWindow,
    parse_clock,
    parse_counts,
    parse_windows,
)

MOST: Final = 1_000_000_000
"""No cell of a table means more than this, in whatever unit it is kept (grams, seconds, VND)."""

_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)

_Level = TypeVar("_Level", bound=IntEnum)


class CellError(ValueError):
    """A cell that is refused: stable code, what is wrong, what to do; `column` where it is not its own."""

    def __init__(self, code: IssueCode, fault: Text, remedy: Text, *, column: str = "") -> None:
        super().__init__(fault.en)
        self.code, self.fault, self.remedy, self.column = code, fault, remedy, column


def text(cell: str) -> str:
    """Return the cell as it is."""
    return cell


def names(cell: str) -> frozenset[str]:
    """Return the names of `a;b;c`."""
    return frozenset(filter(None, (part.strip() for part in cell.split(";"))))


def number(*, unit: int = 1, least: int = 0) -> Callable[[str], int]:
    """Return a reader of decimal numbers that are kept as whole multiples: kg with `unit` 1000 as grams.

    The point is the decimal mark. A comma is refused, and so is `1.250`, which one reader takes
    for one and a quarter and the next for one thousand two hundred and fifty.
    """

    def read(cell: str) -> int:
        value = _decimal(cell) * unit
        if value != int(value):
            kept = Text(f"Phải là bội số của 1/{unit}", f"It must be a multiple of 1/{unit}")
            whole = kept if unit > 1 else Text("Nhập một số nguyên", "Enter a whole number")
            raise CellError(IssueCode.NOT_WHOLE, _not(cell, "số đủ tròn", "round enough"), whole)
        if not least <= value <= MOST:
            low, high = Decimal(least) / unit, MOST // unit
            between = Text(f"Nhập từ {low:.4g} đến {high}", f"Enter a number from {low:.4g} to {high}")
            raise CellError(
                IssueCode.NUMBER_OUT_OF_RANGE, _not(cell, "số trong phạm vi", "in range"), between
            )
        return int(value)

    return read


def or_none(read: Callable[[str], int]) -> Callable[[str], int | None]:
    """Return a reader that takes `none`, in either language, for no limit."""
    return lambda cell: None if cell.casefold() in {"none", "không"} else read(cell)


def _decimal(cell: str) -> Decimal:
    if not _NUMBER.fullmatch(cell):
        plain = Text(
            "Viết dạng 1250 hoặc 2.5: dấu chấm thập phân, không dấu phân nghìn, không đơn vị",
            "Write 1250 or 2.5: a decimal point, no thousands mark, no unit",
        )
        raise CellError(IssueCode.NOT_A_NUMBER, _not(cell, "số", "a number"), plain)
    if _THOUSANDS.fullmatch(cell):
        bare = cell.replace(".", "")
        fault = Text(f"{cell!r} có thể là {bare} hoặc {cell}0", f"{cell!r} may mean {bare} or {cell}0")
        raise CellError(
            IssueCode.AMBIGUOUS_NUMBER, fault, Text(f"Viết {bare} hoặc {cell}0", f"Write {bare} or {cell}0")
        )
    return Decimal(cell)


def clock(cell: str) -> int:
    """Return the seconds after midnight of `HH:MM`."""
    try:
        return parse_clock(cell)
    except ValueError:
        form = Text("Viết HH:MM, ví dụ 07:30; 26:30 là 02:30 hôm sau", "Write HH:MM; 26:30 is 02:30 next day")
        raise CellError(IssueCode.BAD_TIME, _not(cell, "giờ", "a time"), form) from None


def windows(cell: str) -> tuple[TimeWindow, ...]:
    """Return the windows of `07:00-11:30;13:30-17:00`."""
    try:
        return parse_windows(cell)
    except TextError as error:
        cause = error.text
        fault = Text(f"Không đọc được khung giờ: {cause.vi}", f"These are not windows: {cause.en}")
        form = "07:00-11:30;13:30-17:00"
        remedy = Text(f"Viết như {form}, không chồng nhau", f"Write {form}, without overlap")
        raise CellError(IssueCode.BAD_WINDOWS, fault, remedy) from None


def shift(cell: str) -> TimeWindow:
    """Return the one window of `06:00-18:00`."""
    shifts = windows(cell)
    if len(shifts) != 1:
        remedy = Text("Viết một ca, ví dụ 06:00-18:00", "Write one shift, such as 06:00-18:00")
        raise CellError(IssueCode.BAD_SHIFT, _not(cell, "một ca", "one shift"), remedy)
    return shifts[0]


def counts(cell: str) -> Counts:
    """Return the counts of `40L:12;10L:3`."""
    try:
        return Counts(parse_counts(cell))
    except TextError as error:
        cause = error.text
        fault = Text(f"Không đọc được số bình: {cause.vi}", f"These are not counts: {cause.en}")
        form = Text("Viết như 40L:12;10L:3", "Write them as 40L:12;10L:3")
        raise CellError(IssueCode.BAD_COUNTS, fault, form) from None


def level(kind: type[_Level]) -> Callable[[str], _Level]:
    """Return a reader of the names of an enum, in capitals or not."""

    def read(cell: str) -> _Level:
        try:
            return kind[cell.upper()]
        except KeyError:
            choices = ", ".join(kind.__members__)
            remedy = Text(f"Dùng một trong: {choices}", f"Use one of: {choices}")
            raise CellError(IssueCode.UNKNOWN_VALUE, _not(cell, "giá trị đã biết", "known"), remedy) from None

    return read


def _not(cell: str, vi: str, en: str) -> Text:
    seen = repr(cell if len(cell) <= 60 else cell[:59] + "…")  # noqa: PLR2004
    return Text(f"{seen} không phải {vi}", f"{seen} is not {en}")
