"""What OSM tags mean to a truck."""

import math

import pytest

from geo.roads.access import motor_access, truck_access
from geo.roads.tags import (
    BACKWARD,
    BOTH,
    FORWARD,
    NEITHER,
    direction,
    duration_s,
    height_m,
    incline_percent,
    mass_t,
    speed_kmh,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("50", 50), ("50 km/h", 50), ("30 mph", 48.28032), ("80;60", 60), ("5 knots", 9.26), ("40,5", 40.5)],
)
def test_speed_is_read_in_any_unit(text, expected):
    """Speeds come in km/h, mph and knots; of several the lowest counts."""
    assert speed_kmh(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["VN:urban", "fast", "", "-5", "0", "nan", "inf", "1e3", "500", "50 kg"])
def test_speed_that_cannot_be_is_unreadable(text):
    """Zones, words, nonsense and impossible numbers give None, not a number."""
    assert speed_kmh(text) is None


def test_a_stated_absence_of_a_limit_is_nan():
    """`none`, `default` and the like are understood: there is no limit."""
    assert math.isnan(speed_kmh("none"))
    assert math.isnan(height_m("below_default"))
    assert math.isnan(mass_t("unsigned"))


@pytest.mark.parametrize(("text", "expected"), [("2.5", 2.5), ("10 t", 10), ("3500 kg", 3.5), ("3,5", 3.5)])
def test_mass_in_tonnes(text, expected):
    """Weight limits come in tonnes or kilograms."""
    assert mass_t(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"), [("3 m", 3), ("3,5", 3.5), ("350 cm", 3.5), ("11'6\"", 3.5052), ("10'", 3.048)]
)
def test_height_in_metres(text, expected):
    """Heights come in metres, centimetres, feet and inches."""
    assert height_m(text) == pytest.approx(expected)


def test_kilograms_without_a_unit_are_not_taken_for_tonnes():
    """`maxweight=3500` is a slip that must be reported, not a limit of 3500 t."""
    assert mass_t("3500") is None


@pytest.mark.parametrize(
    ("text", "junction", "highway", "expected"),
    [
        ("yes", "", "primary", FORWARD),
        ("-1", "", "primary", BACKWARD),
        ("no", "", "motorway", BOTH),
        ("reversible", "", "primary", NEITHER),
        ("", "roundabout", "primary", FORWARD),
        ("", "circular", "primary", FORWARD),
        ("", "", "motorway", FORWARD),
        ("", "", "motorway_link", BOTH),
        ("", "", "primary", BOTH),
        ("sometimes", "", "primary", None),
    ],
)
def test_direction(text, junction, highway, expected):
    """One-way by tag, or by being a roundabout or a motorway."""
    assert direction(text, junction=junction, highway=highway) == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, True),
        ({"access": "no"}, False),
        ({"access": "private"}, False),
        ({"access": "destination"}, True),
        ({"access": "no", "motor_vehicle": "yes"}, True),
        ({"access": "yes", "motor_vehicle": "private"}, False),
        ({"access": "no", "hgv": "delivery"}, True),
        ({"access": "no", "hgv": "no"}, False),
        ({"access": "no", "hgv": "unknown"}, False),
    ],
)
def test_the_most_specific_access_tag_decides(tags, expected):
    """motor_vehicle beats access, hgv beats both; destination is open, for deliveries go there."""
    assert motor_access(tags) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("no", False),
        ("designated", True),
        ("destination", True),
        ("delivery", True),
        ("maybe", None),
    ],
)
def test_truck_access(text, expected):
    """`hgv=no` bars trucks, permissions do not, other words are unreadable."""
    assert truck_access(text) is expected


@pytest.mark.parametrize(
    ("text", "seconds"), [("10", 600), ("00:20", 1200), ("1:30", 5400), ("00:05:30", 330), ("120", 7200)]
)
def test_a_crossing_lasts_minutes_or_hours(text, seconds):
    """MM, HH:MM and HH:MM:SS."""
    assert duration_s(text) == seconds


@pytest.mark.parametrize("text", ["", "0", "00:00", "ten", "PT20M", "1:2:3", "10 min"])
def test_a_crossing_that_cannot_be_read(text):
    """Words, nothing, and no time at all."""
    assert duration_s(text) is None


@pytest.mark.parametrize(("text", "percent"), [("10%", 10), ("-7.5 %", 7.5), ("45°", 100), ("4,5%", 4.5)])
def test_inclines_count_up_and_down_alike(text, percent):
    """In per cent or degrees."""
    assert incline_percent(text) == pytest.approx(percent)


def test_inclines_without_a_number():
    """`up` says which way and not how steep; a bare number could be anything."""
    assert math.isnan(incline_percent("up"))
    assert incline_percent("steep") is None
    assert incline_percent("10") is None
