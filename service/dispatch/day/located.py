"""Faults of the whole problem, led back to the file and row that their id comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from routing.model import Issue
from routing.tables import Row, Sheet, rows_of
from service.dispatch.day.day_sheets import DaySheets


@dataclass(frozen=True, slots=True)
class _Table:
    """The row of each id of a kind of table, and the fields of the model that only it has."""

    row_of_id: dict[str, Row]
    fields: frozenset[str]


_ORDER = frozenset(
    [
        "deliver",
        "collect",
        "deliver/collect",
        "windows",
        "release_s",
        "prize_vnd",
        "facility_id",
        "id",
        "orders",
    ]
)
_VEHICLE = frozenset(
    ["payload_g", "slots", "shift", "max_trips", "profile", "depot_id", "permits", "vehicles"]
)
_TYPE = frozenset(["tare_g", "full_g", "slots", "gas_l", "cylinder_types"])
_DEPOT = frozenset(["stock", "open", "bays", "load_fixed_s", "load_s_per_cylinder", "location", "places"])
_FACILITY = frozenset(["receiving", "unload_fixed_s", "unload_s_per_cylinder", "location", "places"])


def located(issues: Iterable[Issue], sheets: DaySheets) -> list[Issue]:
    """Return the issues with file, row and column where exactly these can be told."""
    listed = list(issues)
    if not listed:
        return []
    # Depots before facilities: an id that both have is the depots' to change, they are fewer.
    tables = [
        *(_table([sheet], _ORDER) for sheet in sheets.orders),
        _table(sheets.vehicles, _VEHICLE),
        _table(sheets.types, _TYPE),
        _table(sheets.depots, _DEPOT),
        *(_table([sheet], _FACILITY) for sheet in sheets.facilities),
    ]
    return [_located(issue, tables) for issue in listed]


def _table(sheets: Sequence[Sheet], fields: frozenset[str]) -> _Table:
    return _Table({row["id"]: row for row in rows_of(sheets)}, fields)


def _located(issue: Issue, tables: Sequence[_Table]) -> Issue:
    subject = issue.subject
    group, _, field = subject.column.partition(".")
    holders = [table for table in tables if subject.id in table.row_of_id]
    # A truck may have the id of an order, and then the field says whose fault it is.
    known = [table for table in holders if group in table.fields] or (holders if len(holders) == 1 else [])
    if not known:
        return issue
    row = known[0].row_of_id[subject.id]
    column = "id" if field == "id" else group
    return replace(issue, subject=replace(subject, file=row.file, row=row.number, column=column))
