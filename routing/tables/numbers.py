"""Numbers as people write them; what can be read in two ways is refused."""

import re
from decimal import Decimal
from typing import Final

from routing.model import IssueCode, Text
from routing.tables.fault import CellError, not_a

# At most one mark, which is the decimal one.
_PLAIN: Final = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,20})?|[.,]\d{1,20})", re.ASCII)
# Points, commas or spaces between groups of three; another mark before the decimals.
_GROUPED: Final = re.compile(
    r"[+-]?[1-9]\d{0,2}(?P<mark>[., ])\d{3}((?P=mark)\d{3}){0,4}((?!(?P=mark))[.,]\d{1,20})?", re.ASCII
)
# One mark before exactly three digits: a decimal mark to one reader, one of thousands to the next.
_TWICE: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def read_number(cell: str) -> Decimal:
    """Return the number of a cell.

    Raises
    ------
    CellError
        AMBIGUOUS_NUMBER for `1.250` and `1,250`, with both readings; NOT_A_NUMBER.
    """
    if _TWICE.fullmatch(cell):
        raise _ambiguous(cell)
    if _PLAIN.fullmatch(cell):
        return Decimal(cell.replace(",", "."))
    if match := _GROUPED.fullmatch(cell):
        whole, mark = cell, match["mark"]
        return Decimal(whole.replace(mark, "").replace(",", "."))
    raise _no_number(cell)


def read_degrees(cell: str) -> Decimal:
    """Return degrees: no coordinate has thousands, so `15.572` is read in one way only."""
    if _PLAIN.fullmatch(cell):
        return Decimal(cell.replace(",", "."))
    raise _no_number(cell)


def as_cell(number: float) -> str:
    """Return a number that is no text, such as JSON's, as a cell that can be read in one way only."""
    if isinstance(number, int):
        return str(number)
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
        return repr(number)
    text = f"{Decimal(repr(number)):.20f}".rstrip("0").rstrip(".")
    return f"{text}0" if _TWICE.fullmatch(text) else text


def _ambiguous(cell: str) -> CellError:
    thousands = re.sub("[.,]", "", cell)
    decimal = cell.replace(",", ".").rstrip("0").rstrip(".")
    return CellError(
        IssueCode.AMBIGUOUS_NUMBER,
        Text(f"“{cell}” có thể là {thousands} hoặc {decimal}", f"“{cell}” may mean {thousands} or {decimal}"),
        Text(f"Viết {thousands} hoặc {decimal}", f"Write {thousands} or {decimal}"),
    )


def _no_number(cell: str) -> CellError:
    return CellError(
        IssueCode.NOT_A_NUMBER,
        not_a(cell, "số", "a number"),
        Text(
            "Viết dạng 1250 hoặc 2.5, không đơn vị",
            "Write 1250 or 2.5, without a unit",
        ),
    )
