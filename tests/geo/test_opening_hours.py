"""Hours as OpenStreetMap writes them."""

from datetime import date

import pytest

from geo.roads.opening_hours import DAY_S, common, parse_opening_hours, united, without

HOUR = 3600
MONDAY, TUESDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (23, 24, 28, 29))


def windows(text, day=MONDAY, **more):
    """Hours of a day, in hours."""
    return [(start / HOUR, end / HOUR) for start, end in parse_opening_hours(text).windows(day, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06:00-21:00", [(6, 21)]),
        ("6:00-9:00,15:00-19:00", [(6, 9), (15, 19)]),
        ("06:00-09:00; 16:30-19:30", [(6, 9), (16.5, 19.5)]),
        ("06:00-09:00;16:30-19:30", [(6, 9), (16.5, 19.5)]),
        ("00:01-05:00,22:00-23:59", [(1 / 60, 5), (22, 24)]),
        ("18:00-24:00", [(18, 24)]),
        ("24/7", [(0, 24)]),
        ("00:00-24:00", [(0, 24)]),
        ("00:00-00:00", [(0, 24)]),
        ("06:00-12:00,10:00-14:00", [(6, 14)]),
        ("22:00-05:00", [(0, 5), (22, 24)]),
        ("22:00-29:00", [(0, 5), (22, 24)]),
        ("22:00–23:30", [(22, 23.5)]),
    ],
)
def test_windows_of_every_day(text, expected):
    """Several windows, over midnight, and a last minute that belongs to the day."""
    assert windows(text) == expected


@pytest.mark.parametrize(
    ("text", "monday", "saturday", "sunday"),
    [
        ("Mo-Fr 06:00-22:00; Sa 06:00-12:00", [(6, 22)], [(6, 12)], []),
        ("Fr 19:00-23:59; Sa-Su 00:00-23:59", [], [(0, 24)], [(0, 24)]),
        ("Sa,Su 07:00-22:00", [], [(7, 22)], [(7, 22)]),
        ("Sa-Mo", [(0, 24)], [(0, 24)], [(0, 24)]),
        ("Fr-Sa 18:30-23:59; Sa-Su 00:00-02:00", [], [(0, 2), (18.5, 24)], [(0, 2)]),
        ("Su 22:00-06:00", [(0, 6)], [], [(22, 24)]),
        ("Mo-Su 06:00-22:00; Sa off", [(6, 22)], [], [(6, 22)]),
    ],
)
def test_weekdays(text, monday, saturday, sunday):
    """Ranges, lists, over the week's end, nights that go on, and days taken away."""
    assert [windows(text, day) for day in (MONDAY, SATURDAY, SUNDAY)] == [monday, saturday, sunday]


def test_public_holidays_are_told_by_who_asks():
    """PH means nothing on a day that is none."""
    assert windows("PH 06:00-22:00") == []
    assert windows("PH 06:00-22:00", holidays={MONDAY}) == [(6, 22)]
    assert windows("Mo-Fr,PH 06:00-22:00", SATURDAY, holidays={SATURDAY}) == [(6, 22)]
    assert windows("06:00-22:00; PH off", holidays={MONDAY}) == []
    assert windows("PH 22:00-05:00", TUESDAY, holidays={MONDAY}) == [(0, 5)]
    assert windows("06:00-22:00; PH off") == [(6, 22)]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("2023 Nov 01-2024 Jan 31", date(2023, 12, 24), [(0, 24)]),
        ("2023 Nov 01-2024 Jan 31", date(2024, 2, 1), []),
        ("2023 Nov 01-2024 Jan 31", MONDAY, []),
        ("2026 Nov 23", MONDAY, [(0, 24)]),
        ("2026 Nov 01-Dec 31 06:00-09:00", MONDAY, [(6, 9)]),
        ("Nov", MONDAY, [(0, 24)]),
        ("Oct-Feb 06:00-09:00", MONDAY, [(6, 9)]),
        ("Mar-Oct", MONDAY, []),
        ("Nov 20-25 Mo 06:00-09:00", MONDAY, [(6, 9)]),
        ("Nov 20-25 Mo 06:00-09:00", TUESDAY, []),
        (
            "Apr 29 23:00-23:59; Apr 30 00:00-14:00; Apr 30 19:00-23:00",
            date(2026, 4, 30),
            [(0, 14), (19, 23)],
        ),
        ("Apr 18 21:00-23:59, Apr 27 07:00-12:00", date(2026, 4, 27), [(7, 12)]),
        ("Apr 20–Apr 25 22:00–23:59, Apr 21–Apr 26 00:00–05:00", date(2026, 4, 26), [(0, 5)]),
        ("May 12-Jul 1 22:00-23:59; May 13-Jul 1 00:01-06:00", date(2026, 7, 1), [(1 / 60, 6), (22, 24)]),
        ("Apr 29,Apr 30 08:00-09:00", date(2026, 4, 29), [(8, 9)]),
    ],
)
def test_dates(text, day, expected):
    """With and without a year, over the turn of the year, several of them."""
    assert windows(text, day) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "sunset-sunrise", "06:00", "06:00-", "06:00+", "25:00-26:00", "06:70-07:00", "SH 06:00-09:00"),
        *("Mo[1] 06:00-09:00", "Feb 30", "2025 Feb 29", "2024 Mar 1-2023 Mar 1", "Mo-PH", "week 1-5", "wet"),
        *("06:00-09:00 Mo", "Xy 06:00-09:00", "06:00-09:00 off", "Nov 1-2026 Dec 1", "peak hours", "(06:00"),
    ],
)
def test_what_is_not_understood_is_not_guessed(text):
    """Sun times, school holidays, nth weekdays, days that are none: None."""
    assert parse_opening_hours(text) is None


def test_windows_can_be_joined_shared_and_taken_away():
    """Touching ones become one."""
    assert united([(5, 9), (0, 5), (7, 8), (20, 20)]) == ((0, 9),)
    assert common(((0, 10), (20, 30)), ((5, 25),)) == ((5, 10), (20, 25))
    assert without(((0, 10),), ((2, 3), (9, 12))) == ((0, 2), (3, 9))
    assert without(((0, DAY_S),), ()) == ((0, DAY_S),)
