"""Columns that nobody reads are named, with the one that was perhaps meant."""

import pytest

from routing.day_tables import ORDERS, VEHICLES, parse_vehicles
from routing.model import InputError
from routing.tables import parse_sheet, unread_columns


def sentences(table, *titles):
    """What is said of a header."""
    return unread_columns([parse_sheet(",".join(titles) + "\n", table, file="t.csv")])


@pytest.mark.parametrize(
    ("title", "meant"),
    [("windos", "windows"), ("facilty_id", "facility_id"), ("prize_vn", "prize_vnd"), ("relase", "release")],
)
def test_a_misspelt_column_is_named_with_the_right_one(title, meant):
    """In both languages."""
    (text,) = sentences(ORDERS, "id", title)
    assert f"“{title}” (ý là “{meant}”?)" in text.vi
    assert f"“{title}” (is “{meant}” meant?)" in text.en
    assert text.en.startswith("t.csv:")


def test_slips_come_first_and_many_are_counted():
    """An export may have hundreds of columns."""
    (text,) = sentences(VEHICLES, "id", *(f"c{i}" for i in range(300)), "shfit")
    assert text.en.startswith("t.csv: columns that nobody reads: “c0”")
    (text,) = sentences(VEHICLES, "id", *(f"c{i}" for i in range(30)), "shfit")
    assert text.en.startswith("t.csv: columns that nobody reads: “shfit” (is “shift” meant?), “c0”")
    assert text.en.endswith("and 21 more")


@pytest.mark.parametrize(
    "title",
    ["source", "standing", "contact", "phone", "codes", "Phone ", "plate", "", "bhyt_code", "ward_codes"],
)
def test_columns_that_people_keep_are_not_named(title):
    """Notes, contacts, codes, other names of a column, and a blank title."""
    assert sentences(VEHICLES, "id", title) == ()


def test_a_column_that_is_there_is_not_offered():
    """`note` beside `name` is no slip of it."""
    (text,) = sentences(VEHICLES, "id", "name", "nam")
    assert "meant" not in text.en


def test_a_required_column_that_is_misspelt_is_asked_for():
    """The fault names what stands there."""
    with pytest.raises(InputError) as refused:
        parse_vehicles("id,payload_kg,slot,depot_id\nx1,1000,24,hk\n")
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.column) == ("MISSING_COLUMN", "slots")
    assert "“slot”" in issue.remedy.vi
    assert "“slot”" in issue.remedy.en
