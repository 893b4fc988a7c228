"""A record of roads that contradicts itself is refused with its problem, every fault at once."""

from dataclasses import replace

import pytest

from routing.model import (
    AreaClosed,
    BanArea,
    EdgesClosed,
    InputError,
    RoadProfile,
    RoadRecord,
    SpeedFactor,
    TimeWindow,
    TruckBan,
    TruckKind,
    WaysClosed,
)
from routing.model.limits import MOST_OF_ROADS

SQUARE = ((108.0, 16.0), (108.1, 16.0), (108.1, 16.1), (108.0, 16.0))
AREA = BanArea(code="x", name="Nội đô", polygons=((SQUARE,),))
BAN = TruckBan(id="A", name="Cấm", area=AREA, closed=((0, 9),), days=(0,))
RUSH = SpeedFactor(highway="*", from_s=0, until_s=9, factor=0.5)
FLOOD = AreaClosed(name="Lũ", polygon=(SQUARE,))


def codes(problem, **record):
    with pytest.raises(InputError) as refused:
        problem.replace(roads=RoadRecord(**record))
    return [issue.code for issue in refused.value.issues]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"snap_limit_m": 0.0}, "NUMBER_TOO_SMALL"),
        ({"snap_limit_m": float("nan")}, "NUMBER_TOO_SMALL"),
        ({"snap_limit_m": float("inf")}, "NUMBER_TOO_LARGE"),
        ({"bans": (BAN, BAN)}, "DUPLICATE_ID"),
        ({"bans": (replace(BAN, id=""),)}, "BLANK_ID"),
        ({"bans": (replace(BAN, closed=((86_400, 86_401),)),)}, "BAD_HOURS"),
        ({"bans": (replace(BAN, closed=((9, 0),)),)}, "BAD_HOURS"),
        ({"bans": (replace(BAN, days=(7,)),)}, "UNKNOWN_VALUE"),
        ({"bans": (replace(BAN, first="tomorrow"),)}, "BAD_DATE"),
        ({"bans": (replace(BAN, over_kg=-1.0),)}, "NUMBER_TOO_SMALL"),
        ({"bans": (replace(BAN, area=replace(AREA, polygons=((SQUARE[:2],),))),)}, "AREA_INVALID"),
        ({"profiles": (RoadProfile(id="a × B", kind="a", bans=("B",)),)}, "UNKNOWN_BAN"),
        ({"truck_kinds": (TruckKind(id="a"), TruckKind(id="a", axles=3))}, "DUPLICATE_ID"),
        ({"truck_kinds": (TruckKind(id="a", height_m=0.0),)}, "NUMBER_TOO_SMALL"),
        ({"truck_kinds": (TruckKind(id="a", gross_t=5_000.0),)}, "NUMBER_TOO_LARGE"),
        ({"speed_profile": (replace(RUSH, factor=0.0),)}, "NUMBER_TOO_SMALL"),
        ({"speed_profile": (replace(RUSH, until_s=0),)}, "BAD_HOURS"),
        ({"speed_profile": (replace(RUSH, until_s=86_401),)}, "BAD_HOURS"),
        ({"closures": (WaysClosed(way_ids=()),)}, "BLANK_ID"),
        ({"closures": (WaysClosed(way_ids=("W1", "")),)}, "BLANK_ID"),
        ({"closures": (EdgesClosed(pairs=(("a", ""),)),)}, "BAD_EDGE"),
        ({"closures": (WaysClosed(way_ids=("W1",), hours=(TimeWindow(9, 9),)),)}, "BAD_HOURS"),
        ({"closures": (replace(FLOOD, polygon=()),)}, "AREA_INVALID"),
        ({"closures": (replace(FLOOD, polygon=(((16.0, 108.0), *SQUARE),)),)}, "BAD_COORDINATES"),
    ],
)
def test_each_fault_is_refused(two_clinics, record, code):
    """Alone, by its code."""
    assert codes(two_clinics, **record) == [code]


def test_a_ban_may_hold_until_a_year_that_nobody_plans_for(two_clinics):
    """As people write that it has no end."""
    two_clinics.replace(roads=RoadRecord(bans=(replace(BAN, first="1999-01-01", last="2999-12-31"),)))


def test_all_faults_come_at_once(two_clinics):
    """Beside those of the problem itself."""
    record = RoadRecord(
        bans=(replace(BAN, days=(9,)),), closures=(WaysClosed(way_ids=()),), snap_limit_m=-1.0
    )
    with pytest.raises(InputError) as refused:
        two_clinics.replace(date="?", roads=record)
    assert {issue.code for issue in refused.value.issues} == {
        *("BAD_DATE", "UNKNOWN_VALUE", "BLANK_ID", "NUMBER_TOO_SMALL"),
    }


@pytest.mark.parametrize("name", MOST_OF_ROADS)
def test_numbers_are_taken_at_the_edge_and_refused_beyond(two_clinics, name):
    """Each number of a record has a limit of its own."""
    for value, good in ((MOST_OF_ROADS[name], True), (2 * MOST_OF_ROADS[name], False)):
        record = _with(name, value)
        if good:
            two_clinics.replace(roads=RoadRecord(**record))
        else:
            assert codes(two_clinics, **record) == ["NUMBER_TOO_LARGE"]


def _with(name, value):
    if name in RoadRecord.__slots__:
        return {name: value}
    if name in TruckBan.__slots__:
        return {"bans": (replace(BAN, **{name: value}),)}
    if name in SpeedFactor.__slots__:
        return {"speed_profile": (replace(RUSH, **{name: value}),)}
    return {"truck_kinds": (TruckKind(id="a", **{name: value}),)}


def test_a_profile_that_is_not_listed_is_a_kind_of_truck():
    """Its name is not taken apart."""
    record = RoadRecord(bans=(BAN,), profiles=(RoadProfile(id="a × A", kind="a", bans=("A",)),))
    assert record.profile("a × A").kind == "a"
    assert record.profile("b × A") == RoadProfile(id="b × A", kind="b × A")
