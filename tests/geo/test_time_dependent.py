"""Travel by the time of day: rush hours, bans of a city, the way around, and who is not bound."""

import datetime as dt
import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from shapely import MultiPolygon, Polygon, box

from geo.files.geojson import rings_of
from geo.restrictions.ban_table import read_bans
from geo.restrictions.bans import ban_closure, bans_of, edges_within, hours_on
from geo.restrictions.slices import periods_of, slices_of
from geo.timed_closures import TimedClosure, every_day, over_days
from geo.travel.matrix import between, reach
from geo.travel.time_dependent import RoadDay, TimedProfile, time_dependent_travel
from geo.trucks.speed_profile import factors_at, read_speed_profile
from routing.model import BanArea, InputError, SpeedFactor, TravelMatrix, TruckBan

HOUR = 3600
DAY_S = 24 * HOUR
PRIMARY = {"highway": "primary"}


@pytest.fixture
def town(osm):
    """A straight road through the town, and a way around it of three times the length.

    1 ── 2 ── 3 ── 4     2-3 is the town
         │    │
         5 ── 6          two steps south
    """
    nodes = {1: (0, 0), 2: (0, 1), 3: (0, 2), 4: (0, 3), 5: (-1, 1), 6: (-1, 2)}
    ways = [
        (10, [1, 2], PRIMARY),
        (20, [2, 3], {"highway": "secondary"}),
        (30, [3, 4], PRIMARY),
        (40, [2, 5, 6, 3], PRIMARY),
    ]
    return osm(nodes, ways)


@pytest.fixture
def places(at):
    """One at each end, one in the town."""
    return {"a": at(0, 0), "d": at(0, 3), "town": at(0, 1.5)}


def _town_closure(graph, *windows: tuple[int, int]) -> TimedClosure:
    return TimedClosure(name="Cấm xe tải", edges=graph.ways.id[graph.way] == "20", windows=every_day(windows))


def test_without_hours_it_is_the_plain_matrix(town, places, truck):
    """No timed closure, no rush hour: one table."""
    matrix, report = time_dependent_travel(town, places, [TimedProfile(profile=truck)])
    seconds, metres = between(reach(town, places, truck), places)
    assert matrix == TravelMatrix.from_float(
        tuple(places), seconds={truck.id: seconds}, metres={truck.id: metres}
    )
    assert not matrix.time_dependent
    assert not report.left_out


def test_a_ban_leads_around_the_town_and_shuts_the_place_in_it(town, places, truck):
    """From six to nine a and d are joined by the way around alone, and the town by nothing."""
    closure = _town_closure(town, (6 * HOUR, 9 * HOUR))
    free_truck = replace(truck, id="free")
    bound = TimedProfile(profile=truck, timed_closures=(closure,), without="free")
    matrix, _ = time_dependent_travel(town, places, [bound, TimedProfile(profile=free_truck)])
    hours = matrix.time_dependent["truck"]
    a, d, middle = (matrix.index[key] for key in ("a", "d", "town"))
    slot = hours.start_s.index(6 * HOUR)
    barred, free = hours.length_m[hours.free[slot]], hours.length_m[hours.free[slot + 1]]
    assert hours.start_s[slot + 1] == 9 * HOUR
    straight, around = free[a, d], barred[a, d]
    assert around - straight == pytest.approx(2 * 1112, abs=3)
    assert barred[a, middle] == barred[middle, d] == -1
    assert free[a, middle] == pytest.approx(straight / 2, abs=2)
    assert hours.period[slot - 1] + 1 == hours.period[slot] == hours.period[slot + 1] - 1
    assert set(hours.always) == {hours.free[slot]}
    assert hours.bans == ("Cấm xe tải",)


def test_a_rush_hour_is_slower_and_no_other_period(town, places, truck):
    """Half the speed on main roads from seven to eight; nothing is barred."""
    rush = SpeedFactor(highway="primary", from_s=7 * HOUR, until_s=8 * HOUR, factor=0.5)
    matrix, _ = time_dependent_travel(town, places, [TimedProfile(profile=truck)], speed_profile=[rush])
    hours = matrix.time_dependent["truck"]
    slot, a, d = hours.start_s.index(7 * HOUR), matrix.index["a"], matrix.index["d"]
    usual, slow = hours.duration_s[hours.free[slot - 1]], hours.duration_s[hours.free[slot]]
    # Of three steps two are of the main road, and the town's own street is as fast as ever.
    assert slow[a, d] == pytest.approx(usual[a, d] * 5 / 3, abs=2)
    assert set(hours.period) == {0}
    assert hours.free == hours.always
    assert len(hours.duration_s) == 2


def test_drawn_roads_are_those_of_the_hour(town, truck):
    """At seven the town's edges cannot be driven, at ten they can; those open all day never are."""
    closure = _town_closure(town, (6 * HOUR, 9 * HOUR))
    day = RoadDay(graph=town, of=TimedProfile(profile=truck, timed_closures=(closure,)))
    for at_s, open_then in ((7 * HOUR, False), (10 * HOUR, True), (-HOUR, True), (DAY_S + 7 * HOUR, False)):
        free, always = (day.seconds(key) for key in day.keys_at(at_s))
        assert np.isfinite(free[closure.edges]).all() == open_then
        assert np.isinf(always[closure.edges]).all()


def test_slices_of_three_days_share_what_is_alike():
    """A ban from 22:00 to midnight and from midnight to five is one at night, on each of the days."""
    closure = TimedClosure(
        name="đêm", edges=np.ones(1, dtype=bool), windows=every_day(((0, 5 * HOUR), (22 * HOUR, DAY_S)))
    )
    slices = slices_of([closure], [])
    changes = [day * DAY_S + clock for day in (-1, 0, 1) for clock in (5 * HOUR, 22 * HOUR)]
    assert [slice_.start_s for slice_ in slices] == [-DAY_S, *changes]
    assert periods_of(slices) == (0, 1, 2, 3, 4, 5, 6)
    assert {slice_.clock_s for slice_ in slices} == {0}


def _windows_on(date, ban):
    return over_days(dt.date.fromisoformat(date), partial(hours_on, ban))


def test_each_day_has_the_hours_of_its_own_date():
    """A Tuesday's ban does not bind on the Wednesday that a night's tour drives into, nor the reverse."""
    tuesday, wednesday = _ban(days=(1,), closed=((0, 6 * HOUR),)), _ban(days=(2,), closed=((0, 6 * HOUR),))
    assert _windows_on("2026-11-24", tuesday) == ((0, 6 * HOUR),)
    assert _windows_on("2026-11-24", wednesday) == ((DAY_S, DAY_S + 6 * HOUR),)
    assert _windows_on("2026-11-25", tuesday) == ((-DAY_S, -18 * HOUR),)
    last = _ban(last="2026-11-24", closed=((6 * HOUR, 9 * HOUR),))
    assert _windows_on("2026-11-24", last)[-1] == (6 * HOUR, 9 * HOUR)


def test_a_night_belongs_to_the_day_on_which_it_begins():
    """From 22:00 on Tuesday until 05:00 on Wednesday, whichever of the days is planned."""
    night = _ban(days=(1,), closed=((22 * HOUR, 29 * HOUR),))
    begins = {"2026-11-23": DAY_S, "2026-11-24": 0, "2026-11-25": -DAY_S}
    for date, day_s in begins.items():
        assert _windows_on(date, night) == ((day_s + 22 * HOUR, min(day_s + 29 * HOUR, 2 * DAY_S)),)
    assert _windows_on("2026-11-26", night) == ((-DAY_S, 5 * HOUR - DAY_S),)
    long = _ban(days=(1,), closed=((22 * HOUR, 46 * HOUR),))
    assert _windows_on("2026-11-26", long) == ((-DAY_S, -2 * HOUR),)


@pytest.mark.parametrize("date", ["0001-01-01", "0001-01-02", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_have_fewer_neighbours(date):
    """No calendar goes on there."""
    assert (0, HOUR) in _windows_on(date, _ban(closed=((0, HOUR),)))


def test_slices_tell_the_days_apart():
    """Where a ban binds on one day alone, the two others are one slice each."""
    closure = TimedClosure(name="thứ Tư", edges=np.ones(1, dtype=bool), windows=((DAY_S, DAY_S + 6 * HOUR),))
    slices = slices_of([closure], [])
    assert [(slice_.start_s, bool(slice_.closed)) for slice_ in slices] == [
        (-DAY_S, False),
        (DAY_S, True),
        (DAY_S + 6 * HOUR, False),
    ]


def test_factors_go_by_class_then_link_then_any():
    """The last row that fits counts; past midnight is the early morning, too."""
    hours = [
        SpeedFactor(highway="*", from_s=21 * HOUR, until_s=30 * HOUR, factor=1.1),
        SpeedFactor(highway="primary", from_s=7 * HOUR, until_s=8 * HOUR, factor=0.5),
    ]
    assert hours[0].holds_at(2 * HOUR)
    assert not hours[0].holds_at(7 * HOUR)
    assert hours[1].holds_at(7 * HOUR)
    assert not hours[1].holds_at(8 * HOUR)


def test_factors_by_edge(osm):
    """A link is as fast as what it links to."""
    graph = osm(
        {1: (0, 0), 2: (0, 1), 3: (0, 2), 4: (0, 3)},
        [
            (1, [1, 2], PRIMARY),
            (2, [2, 3], {"highway": "primary_link"}),
            (3, [3, 4], {"highway": "tertiary"}),
        ],
    )
    hours = [
        SpeedFactor(highway="*", from_s=0, until_s=DAY_S, factor=0.9),
        SpeedFactor(highway="primary", from_s=0, until_s=HOUR, factor=0.5),
    ]
    factors = {
        str(graph.ways.id[way]): f for way, f in zip(graph.way, factors_at(graph, hours, 60), strict=True)
    }
    assert factors == {"1": 0.5, "2": 0.5, "3": 0.9}


def _ban(**changes) -> TruckBan:
    outline = rings_of(box(108, 15.99, 108.02, 16.01))
    area = BanArea(code="x", name="Nội đô", name_en="Centre", polygons=(outline,))
    base = {
        "id": "X-1",
        "name": "Cấm",
        "area": area,
        "over_kg": 1250.0,
        "up_to_kg": None,
        "closed": ((6 * HOUR, 21 * HOUR),),
        "days": tuple(range(7)),
        "first": "",
        "last": "",
    }
    return TruckBan(**base | changes)


def test_a_ban_binds_by_payload_and_permit():
    """More than the lower limit, no more than the upper one, and nobody who has a permit."""
    small, large = _ban(id="S", over_kg=0.0, up_to_kg=1250.0), _ban(id="L")
    assert bans_of([small, large], payload_kg=1250, permits=()) == (small,)
    assert bans_of([small, large], payload_kg=1251, permits=()) == (large,)
    assert bans_of([small, large], payload_kg=2500, permits={"L"}) == ()


def test_a_ban_binds_on_its_days():
    """Weekdays of a dated ban: a Saturday and the day before its first are free."""
    ban = _ban(days=(0, 1, 2, 3, 4), first="2026-11-24", last="2026-11-30")
    days = ("2026-11-23", "2026-11-24", "2026-11-28", "2026-11-30", "2026-12-01")
    assert [bool(hours_on(ban, dt.date.fromisoformat(day))) for day in days] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_a_road_belongs_to_where_its_middle_lies(town):
    """The box ends at two steps east: the town's street and the first leg are inside, the last is not."""
    closure = ban_closure(town, _ban(), "2026-11-24")
    inside = set(town.ways.id[town.way[closure.edges]].tolist())
    assert inside == {"10", "20"}
    assert closure.windows == tuple((day + 6 * HOUR, day + 21 * HOUR) for day in (-DAY_S, 0, DAY_S))
    assert not edges_within(town, Polygon()).any()


def test_what_ships_can_be_read():
    """Hà Nội bars trucks over 1.25 t by day; the estimates of rush hours never stop a road."""
    bans = {ban.id: ban for ban in read_bans()}
    assert bans["HN-LON"].closed == ((6 * HOUR, 21 * HOUR),)
    outline = MultiPolygon([(rings[0], rings[1:]) for rings in bans["HN-LON"].area.polygons])
    assert outline.contains(_point(105.8450, 21.0000))
    assert not outline.contains(_point(105.8948, 21.0642))
    assert bans["HN-LON"].binds(2500, ())
    assert not bans["HN-LON"].binds(1250, ())
    assert all(0.05 < hour.factor < 3 for hour in read_speed_profile())


def _point(lon: float, lat: float):
    return box(lon - 1e-6, lat - 1e-6, lon + 1e-6, lat + 1e-6)


def test_every_fault_of_a_table_of_bans_is_told(tmp_path):
    """Unknown area, repeated id, bad hours, days and dates, all at once with their rows."""
    area = {"type": "Feature", "properties": {"code": "x", "name": "X"}, "geometry": _square()}
    (tmp_path / "truck_ban_areas.geojson").write_text(_collection(area), encoding="utf-8")
    table = tmp_path / "bans.csv"
    table.write_text(
        "id,name,area,over_kg,closed,days,first\n"
        "A,Cấm,x,0,06:00-09:00,,\n"
        "A,Cấm,nowhere,x,06:00,XX,tomorrow\n"
        ",Cấm,x,0,,,2026-13-01\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as refused:
        read_bans(table)
    issues = {(issue.subject.row, issue.code) for issue in refused.value.issues}
    assert issues == {
        (3, "DUPLICATE_ID"),
        (3, "UNKNOWN_AREA"),
        (3, "NOT_A_NUMBER"),
        (3, "BAD_WINDOWS"),
        (3, "UNKNOWN_VALUE"),
        (3, "BAD_DATE"),
        (4, "BLANK_CELL"),
        (4, "BAD_DATE"),
    }


def _square() -> dict:
    ring = [[108, 16], [108.1, 16], [108.1, 16.1], [108, 16.1], [108, 16]]
    return {"type": "Polygon", "coordinates": [ring]}


def _collection(*features: dict) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def test_every_fault_of_a_table_of_hours_is_told(tmp_path):
    """A factor too small, hours that run backwards, no clock."""
    table = tmp_path / "hours.csv"
    table.write_text(
        "class,from,until,factor\nprimary,06:00,08:00,0\nprimary,08:00,06:00,0.5\n*,x,08:00,0.5\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as refused:
        read_speed_profile(table)
    assert [(issue.subject.row, issue.code) for issue in refused.value.issues] == [
        (2, "NUMBER_OUT_OF_RANGE"),
        (3, "BAD_WINDOWS"),
        (4, "BAD_TIME"),
    ]
