"""Tables of trucks and orders that nobody wrote in good faith: refused in bounded time and room."""

import pytest

from routing.day_tables import parse_cylinder_types, parse_orders, parse_vehicles, read_orders
from routing.model import MOST_ISSUES, InputError
from routing.tables import files, separated

TABLES = {
    parse_vehicles: ("id,payload_kg,slots,depot_id", "x1,1000,24,hk"),
    parse_orders: ("id,facility_id,deliver,urgency", "o1,bv,40L:2,ROUTINE"),
    parse_cylinder_types: ("id,full_kg,tare_kg", "40L,56.3,48"),
}


def refusal(read, *lines):
    """What a table is refused with."""
    with pytest.raises(InputError) as refused:
        read("\n".join(lines) + "\n")
    return refused.value


@pytest.mark.parametrize("read", TABLES)
def test_a_header_of_200_000_columns_is_refused(read):
    """By their number alone."""
    header, row = TABLES[read]
    (issue,) = refusal(read, ",".join([header, *(f"c{i}" for i in range(200_000))]), row).issues
    assert (issue.code, issue.subject.row) == ("TOO_MANY_COLUMNS", 1)


@pytest.mark.parametrize("read", TABLES)
def test_more_rows_than_a_table_has_are_refused(read, monkeypatch):
    """Before all of them are read."""
    monkeypatch.setattr(separated, "MOST_ROWS", 50)
    header, row = TABLES[read]
    (issue,) = refusal(read, header, *[row] * 50).issues
    assert issue.code == "TOO_MANY_ROWS"


@pytest.mark.parametrize("read", TABLES)
@pytest.mark.parametrize("mark", ["\a", "\u202e", "\x1b"])
def test_a_control_character_in_a_cell_is_refused(read, mark):
    """By row and column."""
    header, row = TABLES[read]
    (issue,) = refusal(read, header, row.replace("1", f"1{mark}", 1) if "1" in row else f"{mark}{row}").issues
    assert (issue.code, issue.subject.row, issue.subject.column) == ("CONTROL_CHARACTER", 2, "id")


def test_a_control_character_in_a_column_that_nobody_reads_does_no_harm():
    """Notes may hold anything."""
    (vehicle,) = parse_vehicles("id,payload_kg,slots,depot_id,notes\nx1,1000,24,hk,a\ab\n")
    assert vehicle.id == "x1"


@pytest.mark.parametrize("read", TABLES)
def test_of_many_bad_rows_a_hundred_issues_are_kept(read):
    """And all are counted."""
    header, _ = TABLES[read]
    error = refusal(read, header, *[",".join("x" * len(header.split(",")))] * 3000)
    assert len(error.issues) == MOST_ISSUES + 1
    assert error.count >= 2999


def test_a_file_beyond_all_size_is_not_read_whole(tmp_path, monkeypatch):
    """Such as a device that never ends."""
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    path = tmp_path / "orders.csv"
    path.write_text("id,facility_id,deliver\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_orders(path)
    assert [issue.code for issue in refused.value.issues] == ["FILE_TOO_LARGE"]
