"""Kinds of cells: what people write in them, and what value that is."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Final

from routing.model import (
    Counts,
    IssueCode,
    Text,
    TextError,
    WindowError,
    is_day,
    parse_clock,
    parse_counts,
    parse_windows,
)
from routing.tables.fault import CellError, not_a, shown
from routing.tables.numbers import read_degrees, read_number

MOST: Final = 1_000_000_000
"""No cell of a table means more than this, in whatever unit it is kept (grams, seconds, VND)."""

_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_FLAGS: Final = {
    **dict.fromkeys(("true", "1", "yes", "có"), True),
    **dict.fromkeys(("false", "0", "no", "không"), False),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What the cells of a column are.

    Attributes
    ----------
    name : Text
        What people call it.
    read : callable
        Returns the value of a cell that is not blank; raises `CellError`.
    """

    name: Text
    read: Callable[[str], Any]


def number(*, unit: int = 1, least: int = 0, most: int = MOST) -> Kind:
    """Return the kind of numbers that are kept as whole multiples: kg with `unit` 1000 as grams.

    `least` and `most` are such multiples.
    """
    between = _between(Decimal(least) / unit, Decimal(most) / unit)

    def read(cell: str) -> int:
        value = read_number(cell) * unit
        if value != int(value):
            kept = Text(f"Phải là bội số của 1/{unit}", f"It must be a multiple of 1/{unit}")
            whole = kept if unit > 1 else Text("Viết một số nguyên", "Write a whole number")
            raise CellError(IssueCode.NOT_WHOLE, not_a(cell, "số đủ tròn", "round enough"), whole)
        if not least <= value <= most:
            raise CellError(IssueCode.NUMBER_OUT_OF_RANGE, _outside(cell), between)
        return int(value)

    return Kind(Text("số nguyên", "whole number") if unit == 1 else Text("số", "number"), read)


def real(low: float = 0.0, high: float = MOST) -> Kind:
    """Return the kind of numbers from `low` to `high`, with decimals."""

    def read(cell: str) -> float:
        value = float(read_number(cell))
        if not low <= value <= high:
            raise out_of_range(cell, low, high)
        return value

    return Kind(Text("số", "number"), read)


def degrees(most: float = float("inf")) -> Kind:
    """Return the kind of degrees from `-most` to `most`; any number, where a point is judged as a whole."""

    def read(cell: str) -> float:
        value = float(read_degrees(cell))
        if abs(value) > most:
            raise out_of_range(cell, -most, most)
        return value

    return Kind(Text("độ WGS 84", "degrees of WGS 84"), read)


def or_none(kind: Kind) -> Kind:
    """Return the kind that takes `none`, in either language, for no limit."""
    return Kind(kind.name, lambda cell: None if cell.casefold() in {"none", "không"} else kind.read(cell))


def choice(values: Iterable[str]) -> Kind:
    """Return the kind of one word among `values`, in capitals or not; the value is the word as listed."""
    listed = {value.casefold(): value for value in values}
    return Kind(Text("một trong các từ", "one word of a list"), _among(listed))


def level(kind: type[IntEnum]) -> Kind:
    """Return the kind of one name of an enum, in capitals or not."""
    return Kind(
        Text("một trong các mức", "one level of a list"),
        _among({name.casefold(): value for name, value in kind.__members__.items()}, upper=True),
    )


def member(kind: type[StrEnum]) -> Kind:
    """Return the kind of one value of an enum, in capitals or not."""
    return Kind(
        Text("một trong các từ", "one word of a list"),
        _among({value.value.casefold(): value for value in kind}),
    )


def _among(listed: Mapping[str, Any], *, upper: bool = False) -> Callable[[str], Any]:
    choices = ", ".join(name.upper() if upper else str(name) for name in listed)
    remedy = Text(f"Chọn một trong: {choices}", f"Choose one of: {choices}")

    def read(cell: str) -> Any:  # noqa: ANN401 - whatever the words stand for
        try:
            return listed[cell.casefold()]
        except KeyError:
            fault = not_a(cell, "giá trị trong danh mục", "a known value")
            raise CellError(IssueCode.UNKNOWN_VALUE, fault, remedy) from None

    return read


def _clock(cell: str) -> int:
    try:
        return parse_clock(cell)
    except TextError:
        form = Text("Viết HH:MM, ví dụ 07:30; 26:30 là 02:30 hôm sau", "Write HH:MM; 26:30 is 02:30 next day")
        raise CellError(IssueCode.BAD_TIME, not_a(cell, "giờ", "a time"), form) from None


def _windows(cell: str) -> Any:  # noqa: ANN401 - windows
    try:
        return parse_windows(cell)
    except WindowError as error:
        cause, form = error.text, "07:00-11:30;13:30-17:00"
        fault = Text(f"Không đọc được khung giờ: {cause.vi}", f"These are not windows: {cause.en}")
        usual = Text(f"Viết như {form}, không chồng nhau", f"Write {form}, without overlap")
        raise CellError(IssueCode.BAD_WINDOWS, fault, error.remedy or usual) from None


def _shift(cell: str) -> Any:  # noqa: ANN401 - a window
    shifts = _windows(cell)
    if len(shifts) != 1:
        remedy = Text("Viết một ca, ví dụ 06:00-18:00", "Write one shift, such as 06:00-18:00")
        raise CellError(IssueCode.BAD_SHIFT, not_a(cell, "một ca", "one shift"), remedy)
    return shifts[0]


def _counts(cell: str) -> Counts:
    try:
        return Counts(parse_counts(cell))
    except TextError as error:
        cause = error.text
        fault = Text(f"Không đọc được số bình: {cause.vi}", f"These are not counts: {cause.en}")
        form = Text("Viết như 40L:12;10L:3", "Write them as 40L:12;10L:3")
        raise CellError(IssueCode.BAD_COUNTS, fault, form) from None


def _date(cell: str) -> str:
    day_first = _DAY_FIRST.fullmatch(cell)
    iso = f"{day_first[3]}-{day_first[2]:0>2}-{day_first[1]:0>2}" if day_first else cell
    if not is_day(iso):
        form = Text("Viết 2026-01-31 hoặc 31/01/2026", "Write 2026-01-31 or 31/01/2026")
        raise CellError(IssueCode.BAD_DATE, not_a(cell, "ngày", "a date"), form)
    return dt.date.fromisoformat(iso).isoformat()


def _names(cell: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in cell.split(";"))))


TEXT: Final = Kind(Text("chữ", "text"), str)
NAMES: Final = Kind(Text("danh sách, ngăn bằng ;", "list, separated by ;"), _names)
FLAG: Final = Kind(Text("true hoặc false", "true or false"), _among(_FLAGS))
CLOCK: Final = Kind(Text("giờ HH:MM", "time HH:MM"), _clock)
WINDOWS: Final = Kind(Text("khung giờ", "windows"), _windows)
SHIFT: Final = Kind(Text("một khung giờ", "one window"), _shift)
COUNTS: Final = Kind(Text("số bình theo loại", "counts by type"), _counts)
DATE: Final = Kind(Text("ngày", "date"), _date)


def out_of_range(cell: str, low: float, high: float) -> CellError:
    """Return the fault of a number that is beyond its limits."""
    between = _between(Decimal(str(low)), Decimal(str(high)))
    return CellError(IssueCode.NUMBER_OUT_OF_RANGE, _outside(cell), between)


def _outside(cell: str) -> Text:
    return Text(f"{shown(cell)} ngoài phạm vi", f"{shown(cell)} is out of range")


def _between(low: Decimal, high: Decimal) -> Text:
    least, most = f"{float(low):.15g}", f"{float(high):.15g}"
    return Text(f"Viết một số từ {least} đến {most}", f"Write a number from {least} to {most}")
