"""Faults of the whole problem, led back to the file and row that their id comes from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from routing.model import Issue
from service.dispatch.geography import place_rows
from service.dispatch.references import table_rows
from service.dispatch.tables import Inputs


@dataclass(frozen=True, slots=True)
class _Table:
    """A file, the row of each id in it, and the fields of the model that only its kind of table has."""

    path: Path
    row_of_id: dict[str, int]
    fields: frozenset[str]


_ORDER = frozenset(
    {
        "deliver",
        "collect",
        "deliver/collect",
        "windows",
        "release_s",
        "prize_vnd",
        "facility_id",
        "id",
        "orders",
    }
)
_VEHICLE = frozenset({"payload_g", "slots", "shift", "max_trips", "profile", "depot_id", "vehicles"})
_TYPE = frozenset({"tare_g", "full_g", "slots", "gas_l", "cylinder_types"})
_DEPOT = frozenset({"stock", "open", "bays", "load_fixed_s", "load_s_per_cylinder", "location", "places"})
_FACILITY = frozenset({"receiving", "unload_fixed_s", "unload_s_per_cylinder", "location", "places"})


def located(issues: Iterable[Issue], inputs: Inputs) -> list[Issue]:
    """Return the issues with file, row and column where exactly these can be told."""
    tables = list(_tables(inputs))
    return [_located(issue, tables) for issue in issues]


def _tables(inputs: Inputs) -> Iterator[_Table]:
    for path in inputs.order_files:
        yield _Table(path, table_rows(path, ("id", "order_id")), _ORDER)
    yield _Table(inputs.vehicles, table_rows(inputs.vehicles, ("id", "vehicle_id")), _VEHICLE)
    yield _Table(inputs.cylinders, table_rows(inputs.cylinders, ("id", "type")), _TYPE)
    # Depots first: an id that a facility has as well is theirs to change, they are fewer.
    yield _Table(inputs.depots, place_rows(inputs.depots), _DEPOT)
    for path in inputs.facilities:
        yield _Table(path, place_rows(path), _FACILITY)


def _located(issue: Issue, tables: Iterable[_Table]) -> Issue:
    subject = issue.subject
    group, _, field = subject.column.partition(".")
    holders = [table for table in tables if subject.id in table.row_of_id]
    # A truck may have the id of an order, and then the field says whose fault it is.
    known = [table for table in holders if group in table.fields] or (holders if len(holders) == 1 else [])
    if not known:
        return issue
    column = "id" if field == "id" else group
    row = known[0].row_of_id[subject.id]
    return replace(issue, subject=replace(subject, file=known[0].path.name, row=row, column=column))
