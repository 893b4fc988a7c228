"""Hours, dates and words in cells."""

import pytest

from routing.model import IssueCode, format_windows, parse_windows
from routing.tables import DATE, FLAG, SHIFT, WINDOWS, CellError


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("05:00-12:00;12:00-22:00", "05:00-22:00"),
        ("12:00-22:00; 05:00-12:00", "05:00-22:00"),
        ("05:00-08:00;08:00-09:00;09:00-10:00", "05:00-10:00"),
        ("05:00-12:00;13:00-22:00;22:00-23:00", "05:00-12:00;13:00-23:00"),
        ("20:00-24:00;24:00-30:00", "20:00-30:00"),
        ("05:00-12:00;12:00-12:00", "05:00-12:00"),
    ],
)
def test_windows_that_touch_are_one(cell, windows):
    """The second at which they meet belongs to both."""
    assert format_windows(parse_windows(cell)) == windows
    assert WINDOWS.read(cell) == parse_windows(windows)


def test_a_shift_of_two_windows_that_touch_is_one():
    """Morning and afternoon without a pause."""
    assert SHIFT.read("06:00-12:00;12:00-18:00") == SHIFT.read("06:00-18:00")


@pytest.mark.parametrize("kind", [WINDOWS, SHIFT])
@pytest.mark.parametrize(
    ("cell", "next_day", "day_before"),
    [
        ("22:00-06:00", "22:00-30:00", "-02:00-06:00"),
        ("18:30–05:15", "18:30-29:15", "-05:30-05:15"),
        ("23:59-00:00", "23:59-24:00", "-00:01-00:00"),
        ("10:00-09:00", "10:00-33:00", "-14:00-09:00"),
    ],
)
def test_hours_past_midnight_are_refused_with_both_spellings(kind, cell, next_day, day_before):
    """Each can be read, and means that hours."""
    with pytest.raises(CellError) as refused:
        kind.read(cell)
    error = refused.value
    assert error.code == IssueCode.BAD_WINDOWS
    for sentence in (error.remedy.vi, error.remedy.en):
        assert f" {next_day} " in sentence
        assert f" {day_before} " in sentence
    assert kind.read(next_day)
    assert kind.read(day_before)


def test_one_of_several_windows_past_midnight_is_named():
    """By its own spellings."""
    with pytest.raises(CellError) as refused:
        WINDOWS.read("07:00-11:00;22:00-06:00")
    assert "22:00-30:00" in refused.value.remedy.en


@pytest.mark.parametrize("cell", ["07:00-11:00;10:00-12:00", "7-9", "07:00", "x"])
def test_other_faults_of_windows_keep_the_usual_remedy(cell):
    """The form, and no overlap."""
    with pytest.raises(CellError) as refused:
        WINDOWS.read(cell)
    assert "07:00-11:30;13:30-17:00" in refused.value.remedy.en


@pytest.mark.parametrize("cell", ["2026-01-31", "31/01/2026", "31/1/2026", "31-01-2026"])
def test_a_date_may_have_its_day_first(cell):
    """As people here write it."""
    assert DATE.read(cell) == "2026-01-31"


@pytest.mark.parametrize(
    "cell", ["01/31/2026", "31/01/26", "2026-02-30", "31.01.2026", "1999-12-31", "20260131"]
)
def test_a_date_that_is_none_is_refused(cell):
    """The month first, two digits of a year, a day that is not in its month."""
    with pytest.raises(CellError) as refused:
        DATE.read(cell)
    assert refused.value.code == IssueCode.BAD_DATE


@pytest.mark.parametrize(("cell", "value"), [("TRUE", True), ("có", True), ("0", False), ("Không", False)])
def test_flags_are_words_of_both_languages(cell, value):
    """In capitals or not."""
    assert FLAG.read(cell) is value
