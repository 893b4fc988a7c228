"""Facilities without a position: harmless as long as nobody orders for them."""

from collections.abc import Collection, Iterable

from routing.model import IssueCode
from routing.tables import Row, Sheet

_POSITION = frozenset(
    {("geometry", IssueCode.NOT_A_POINT), *((x, IssueCode.BLANK_CELL) for x in ("lat", "lon"))}
)


def leave_out_unlocated(sheets: Iterable[Sheet], ordering: Collection[str]) -> list[Row]:
    """Take out of the sheets each row without a position for which nobody orders, and return them.

    A row with any other fault stays, so that it is told.
    """
    left_out: list[Row] = []
    for sheet in sheets:
        kept: list[Row] = []
        for row in sheet.rows:
            (left_out if _is_unlocated(row) and row["id"] not in ordering else kept).append(row)
        sheet.rows = kept
    return left_out


def _is_unlocated(row: Row) -> bool:
    """Say whether nothing is wrong with a row but that it has no point, or neither latitude nor longitude."""
    faults = {(issue.subject.column, issue.code) for issue in row.issues}
    whole = ("geometry", IssueCode.NOT_A_POINT) in faults or len(faults) > 1
    return whole and faults <= _POSITION
