"""Leaving by the time of day: rush hours take their share of a leg, bans are waited for or driven around."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.model import TravelMatrix, parse_clock
from routing.timetable.leaving import leaving

MINUTE, HOUR = 60, 3600


def at(text: str) -> int:
    return parse_clock(text)


@pytest.fixture(name="travel")
def travel_() -> TravelMatrix:
    """kho ── 20 min ── an ── 40 min ── binh."""
    return _line()


def _line() -> TravelMatrix:
    minutes = np.array([[0, 20, 60], [20, 0, 40], [60, 40, 0]])
    return TravelMatrix(
        place_ids=("kho", "an", "binh"),
        duration_s={"truck": minutes * MINUTE},
        length_m={"truck": minutes * 1000},
    )


def left(travel: TravelMatrix, origin: str, destination: str, clock: str) -> tuple[int, int] | None:
    """Return departure and arrival."""
    ends = travel.index[origin], travel.index[destination]
    departure = leaving(travel.time_dependent["truck"], *ends, at(clock), _without_breaks)
    return departure and (departure.depart_s, departure.arrive_s)


def _without_breaks(depart_s: int, travel_s: int) -> int:
    return depart_s + travel_s


def test_a_rush_hour_slows_the_part_of_a_way_that_lies_in_it(travel, by_hour):
    """Ten of twenty minutes are driven by 07:00, the other ten take twice as long."""
    travel = by_hour(travel, (0, 100, ""), (at("07:00"), 200, ""), (at("09:00"), 100, ""))
    assert left(travel, "kho", "an", "06:50") == (at("06:50"), at("07:20"))
    assert left(travel, "kho", "an", "08:00") == (at("08:00"), at("08:40"))
    # Twenty minutes of the rush are half of the leg.
    assert left(travel, "kho", "an", "08:40") == (at("08:40"), at("09:10"))


def test_a_way_ends_before_its_roads_close_or_begins_when_they_open(travel, by_hour):
    """An is barred from 07:00 to 09:00: in the very second of 07:00 one may still arrive."""
    travel = by_hour(travel, (0, 100, ""), (at("07:00"), 100, "an"), (at("09:00"), 100, ""))
    assert left(travel, "kho", "an", "06:40") == (at("06:40"), at("07:00"))
    assert left(travel, "kho", "an", "06:41") == (at("09:00"), at("09:20"))
    assert left(travel, "an", "kho", "07:30") == (at("09:00"), at("09:20"))
    assert left(travel, "kho", "binh", "06:41") == (at("06:41"), at("07:41"))


def test_a_way_around_is_taken_where_that_is_sooner(travel, by_hour):
    """Three times as long over roads that are open all day, as long as waiting is not sooner."""
    travel = by_hour(travel, (0, 100, ""), (at("07:00"), 100, "an"), (at("09:00"), 100, ""), detour=3)
    assert left(travel, "kho", "an", "06:50") == (at("06:50"), at("07:50"))
    assert left(travel, "kho", "an", "08:10") == (at("08:10"), at("09:10"))
    assert left(travel, "kho", "an", "08:30") == (at("09:00"), at("09:20"))


def test_what_never_opens_again_is_no_way(travel, by_hour):
    """Barred from 07:00 on, for good."""
    travel = by_hour(travel, (0, 100, ""), (at("07:00"), 100, "an"))
    assert left(travel, "kho", "an", "06:30") == (at("06:30"), at("06:50"))
    assert left(travel, "kho", "an", "07:00") is None


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_who_leaves_later_never_arrives_earlier(by_hour, data):
    """First in, first out, whatever the hours: rush hours, bans, with a path around or none."""
    starts = data.draw(st.lists(st.integers(0, 24 * HOUR), min_size=1, max_size=5, unique=True))
    slices = [
        (start_s, data.draw(st.integers(20, 400)), data.draw(st.sampled_from(["", "an"])))
        for start_s in sorted(starts)
    ]
    hours = by_hour(_line(), *slices, detour=data.draw(st.integers(0, 4))).time_dependent["truck"]
    begin_s = data.draw(st.integers(0, 24 * HOUR))
    departures = [leaving(hours, 0, 1, begin_s + step, _without_breaks) for step in range(0, 4 * HOUR, 97)]
    arrivals = [departure.arrive_s if departure else np.inf for departure in departures]
    assert arrivals == sorted(arrivals)
    assert all(departure.depart_s >= begin_s for departure in departures if departure)
