"""A whole day by the hour: a truck waits in a yard for a ban to end, and the wait is a rest."""

from dataclasses import replace

import pytest

from routing.check import check
from routing.model import DriverRules, Problem, Tour, TourTrip, ViolationCode
from routing.timetable import timetable

MINUTE, HOUR = 60, 3600


@pytest.fixture
def day(two_clinics: Problem, by_hour) -> Problem:
    """An is barred from half past six till nine; a driver pauses after 40 minutes at the wheel."""
    travel = by_hour(two_clinics.travel, (0, 100, ""), (23_400, 100, "an"), (9 * HOUR, 100, ""))
    rules = DriverRules(max_continuous_driving_s=40 * MINUTE, break_s=15 * MINUTE)
    vehicles = tuple(replace(v, rules=rules) for v in two_clinics.vehicles)
    return two_clinics.replace(travel=travel, vehicles=vehicles)


def _plan(day: Problem, *part_ids: str):
    tour = Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=part_ids),))
    return timetable(day, [tour])


def test_a_truck_in_a_barred_yard_leaves_when_the_ban_ends(day):
    """There before the ban, unloading into it, on the road again at nine; the wait was a rest."""
    plan = _plan(day, "o-an", "o-binh")
    an, binh = plan.routes[0].stops
    assert an.leg.arrive_s <= 23_400 < an.end_s
    assert binh.leg.depart_s == 9 * HOUR
    (rest,) = binh.leg.rests
    assert rest.end_s == 9 * HOUR
    assert rest.end_s - rest.start_s == 15 * MINUTE
    assert check(day, plan) == ()


def test_leaving_before_the_ban_ends_is_judged(day):
    """The same plan with the leg a minute earlier is on barred roads, and its clocks are off."""
    plan = _plan(day, "o-an", "o-binh")
    route = plan.routes[0]
    stops = route.trips[0].stops
    early = replace(stops[1].leg, depart_s=9 * HOUR - 60, rests=())
    trip = replace(route.trips[0], stops=(stops[0], replace(stops[1], leg=early)))
    damaged = replace(plan, routes=(replace(route, trips=(trip,)),))
    codes = {violation.code for violation in check(day, damaged)}
    assert {ViolationCode.ROAD_BARRED, ViolationCode.CLOCK} <= codes


def test_a_wait_that_no_road_asks_for_is_judged(day):
    """Leaving a second after the ban's end is later than need be."""
    plan = _plan(day, "o-an", "o-binh")
    route = plan.routes[0]
    stops = route.trips[0].stops
    leg = stops[1].leg
    late = replace(leg, depart_s=leg.depart_s + 1, arrive_s=leg.arrive_s + 1)
    trip = replace(route.trips[0], stops=(stops[0], replace(stops[1], leg=late)))
    damaged = replace(plan, routes=(replace(route, trips=(trip,)),))
    assert ViolationCode.CLOCK in {violation.code for violation in check(day, damaged)}
