"""Meals: when one is owed, where it is held, and when the truck leaves for it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.model import (
    BreakKind,
    DriverRules,
    Meals,
    Problem,
    Rates,
    Route,
    Shift,
    TimeWindow,
    Tour,
    TourTrip,
    parse_clock,
    parse_windows,
)
from routing.timetable import time_tour, timetable

MINUTE, HOUR = 60, 3600
HALF_HOUR = 30 * MINUTE
BOTH = ("o-an", "o-binh")


def eating(problem: Problem, rules: DriverRules | None = None, **meals) -> Problem:
    """The same day with meals of half an hour, unless told, and no other rules for drivers."""
    rules = replace(rules or DriverRules(), meals=Meals(**({"length_s": HALF_HOUR} | meals)))
    return problem.replace(vehicles=tuple(replace(v, rules=rules) for v in problem.vehicles))


def received(problem: Problem, **hours: str) -> Problem:
    clinics = (
        replace(f, receiving=parse_windows(hours[f.id])) if f.id in hours else f for f in problem.facilities
    )
    return problem.replace(facilities=tuple(clinics))


def route_of(problem: Problem, *trips: tuple[str, ...]) -> Route:
    """The route of t1, which the checker finds nothing wrong with."""
    tour = Tour(vehicle_id="t1", trips=tuple(TourTrip(depot_id="depot", part_ids=ids) for ids in trips))
    timed = time_tour(problem, tour)
    assert not timed.broken
    assert check(problem, timetable(problem, [tour])) == ()
    return timed.route


def meals_of(route: Route) -> list[tuple[str, str]]:
    """The meals, by the leg before or on which they are, or the wait that holds them."""
    pauses = []
    for trip in route.trips:
        pauses += [("loading", p) for p in trip.rests] + [
            ("way", p) for p in (trip.leg.breaks if trip.leg else ())
        ]
        for stop in trip.stops:
            pauses += [("before the way", p) for p in stop.leg.rests] + [("way", p) for p in stop.leg.breaks]
            pauses += [(stop.order_id, p) for p in stop.rests]
    pauses += [("way", p) for p in route.finish.breaks] + [("return", p) for p in route.rests]
    return [(where, _clock(p.start_s)) for where, p in pauses if p.kind is BreakKind.MEAL]


def _clock(at_s: int) -> str:
    return f"{at_s // HOUR:02d}:{at_s % HOUR // MINUTE:02d}"


def test_a_short_day_has_none(two_clinics):
    """06:00 loading, an 06:30, binh 07:10, home 08:10: 2 h 10 of work need no meal within as long."""
    route = route_of(eating(two_clinics, within_work_s=2 * HOUR + 10 * MINUTE), BOTH)
    assert meals_of(route) == []
    assert route == route_of(two_clinics, BOTH)


def test_a_meal_is_taken_at_the_last_moment(two_clinics):
    """A second less, and it is taken on the way home, a second before the end of the day."""
    route = route_of(eating(two_clinics, within_work_s=2 * HOUR + 10 * MINUTE - 1), BOTH)
    assert [(p.start_s, p.kind) for p in route.finish.breaks] == [(8 * HOUR + 599, BreakKind.MEAL)]
    assert route.end_s == 8 * HOUR + 40 * MINUTE


def test_unloading_is_not_interrupted(two_clinics):
    """70 minutes after 06:00 is when binh is begun: the meal comes before it."""
    route = route_of(eating(two_clinics, within_work_s=75 * MINUTE), BOTH)
    assert meals_of(route) == [("o-binh", "07:10")]
    assert [stop.begin_s for stop in route.stops] == [6 * HOUR + HALF_HOUR, 7 * HOUR + 40 * MINUTE]


def test_loading_is_not_interrupted(two_clinics):
    """Back at the depot after an hour, ten minutes of loading would end too late: the meal comes first."""
    day = eating(two_clinics, within_work_s=HOUR + 5 * MINUTE)
    route = route_of(day, ("o-an",), ("o-binh",))
    assert meals_of(route)[0] == ("loading", "07:00")
    assert route.trips[1].begin_s == 7 * HOUR + HALF_HOUR


def test_a_wait_holds_the_meal(two_clinics):
    """An shuts at 06:30 and binh opens at 08:00: the wait of 50 minutes is the meal, and delays nothing."""
    day = received(two_clinics, an="06:00-06:30", binh="08:00-12:00")
    route = route_of(eating(day, within_work_s=2 * HOUR), BOTH)
    assert meals_of(route) == [("o-binh", "07:10")]
    plain = route_of(day, BOTH)
    assert (route.start_s, route.end_s) == (plain.start_s, plain.end_s)


def test_a_wait_that_is_too_short_grows_to_a_meal(two_clinics):
    """Binh opens at 07:20, ten minutes after the truck comes: it has its meal there until 07:40."""
    day = received(two_clinics, an="06:00-06:30", binh="07:20-12:00")
    route = route_of(eating(day, within_work_s=80 * MINUTE), BOTH)
    assert meals_of(route) == [("o-binh", "07:10")]
    assert [stop.begin_s for stop in route.stops][1] == 7 * HOUR + 40 * MINUTE


@pytest.mark.parametrize(
    ("window", "meals"),
    [
        ("06:00-07:00", [("way", "07:00")]),
        ("07:05-07:15", [("o-binh", "07:10")]),
        ("07:15-07:18", [("o-binh", "07:10")]),
        ("05:59-07:00", []),
        ("07:00-08:10", []),
        ("06:00-06:00", []),
    ],
    ids=["last moment", "before unloading", "waits for it", "began before", "ends with it", "while loading"],
)
def test_windows(two_clinics, window, meals):
    """A window binds who is on duty through all of it; where the truck is at work then, it eats before."""
    day = eating(two_clinics, windows=parse_windows(window))
    if window == "06:00-06:00":
        tour = Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=BOTH),))
        assert time_tour(day, tour).broken == {"meal_missing"}
        return
    assert meals_of(route_of(day, BOTH)) == meals


def test_a_meal_waits_for_its_window(two_clinics):
    """The window opens at 07:15, amid the unloading of binh: 5 minutes of waiting, then the meal."""
    route = route_of(eating(two_clinics, windows=parse_windows("07:15-07:18")), BOTH)
    assert [stop.begin_s for stop in route.stops][1] == 7 * HOUR + 45 * MINUTE


def test_a_meal_is_a_break_from_driving(far_valley):
    """After a meal of half an hour four hours of driving begin anew; one of ten minutes is no break."""
    rules = far_valley.vehicles[0].rules
    day = eating(far_valley, rules, within_work_s=3 * HOUR)
    legs = route_of(day, ("o-far",)).trips[0].stops[0].leg
    assert [(p.start_s - legs.depart_s, p.kind) for p in legs.breaks] == [(3 * HOUR - 600, BreakKind.MEAL)]
    short = eating(far_valley, rules, within_work_s=3 * HOUR, length_s=10 * MINUTE)
    legs = route_of(short, ("o-far",)).trips[0].stops[0].leg
    assert [(p.start_s - legs.depart_s) // MINUTE for p in legs.breaks] == [170, 250]
    assert [(p.end_s - p.start_s) // MINUTE for p in legs.breaks] == [10, 15]


def test_a_break_as_long_as_a_meal_is_one(far_valley):
    """Breaks of half an hour after four hours of driving: no other meal within five."""
    rules = replace(far_valley.vehicles[0].rules, break_s=HALF_HOUR)
    day = eating(far_valley, rules, within_work_s=5 * HOUR)
    leg = route_of(day, ("o-far",)).trips[0].stops[0].leg
    assert [(p.start_s - leg.depart_s, p.kind) for p in leg.breaks] == [(4 * HOUR, BreakKind.MEAL)]


def test_the_truck_leaves_as_late_as_without_meals(two_clinics):
    """Binh opens at 10:00: leaving at 08:50 needs no meal within 3 h; leaving at 06:00 would hold one."""
    day = eating(received(two_clinics, binh="10:00-12:00"), within_work_s=3 * HOUR)
    route = route_of(day, BOTH)
    assert (route.start_s, meals_of(route)) == (8 * HOUR + 50 * MINUTE, [])


def test_the_truck_leaves_earlier_for_a_meal(two_clinics):
    """Binh opens and shuts at 10:00, and the meal is due on the way there: it leaves half an hour earlier."""
    day = eating(received(two_clinics, binh="10:00-10:00"), within_work_s=HOUR)
    route = route_of(day, BOTH)
    assert route.start_s == 8 * HOUR + 20 * MINUTE
    assert meals_of(route)[0] == ("way", "09:20")


def test_the_truck_leaves_as_early_as_it_can_for_two_meals(two_clinics):
    """With meals of an hour and a half and an hour between, leaving by one earlier is enough."""
    day = eating(received(two_clinics, an="06:30-12:00", binh="10:00-10:00"), within_work_s=HOUR)
    day = eating(day, within_work_s=HOUR, length_s=90 * MINUTE)
    route = route_of(day, BOTH)
    assert route.start_s == 7 * HOUR + 20 * MINUTE


def test_a_meal_makes_no_stop_late_that_need_not_be(two_clinics):
    """Binh is due at 10:00 when it opens; leaving as late as without meals would be half an hour late."""
    day = received(two_clinics, binh="10:00-12:00")
    an, binh = day.orders
    day = eating(day.replace(orders=(an, replace(binh, due_s=10 * HOUR))), within_work_s=HOUR)
    assert [stop.late_s for stop in route_of(day, BOTH).stops] == [0, 0]


def test_overtime_is_saved_by_leaving_earlier(two_clinics):
    """The shift ends when the truck comes home without a meal: with one it leaves half an hour earlier."""
    shift = Shift(start_s=6 * HOUR, end_s=11 * HOUR + 10 * MINUTE, max_overtime_s=HOUR)
    rates = Rates(per_hour_vnd=60_000, overtime_per_hour_vnd=90_000)
    day = received(two_clinics, binh="10:10-12:00")
    day = day.replace(vehicles=(replace(day.vehicles[0], shift=shift, rates=rates),))
    route = route_of(eating(day, within_work_s=2 * HOUR), BOTH)
    assert (route.start_s, meals_of(route)) == (8 * HOUR + HALF_HOUR, [("o-binh", "09:40")])
    assert route.cost.overtime_vnd == 0


def test_what_takes_longer_than_may_pass_without_a_meal_is_not_possible(two_clinics):
    """Unloading for two hours where one hour is the most."""
    clinics = tuple(replace(f, unload_fixed_s=2 * HOUR) for f in two_clinics.facilities)
    day = eating(two_clinics.replace(facilities=clinics), within_work_s=HOUR)
    tour = Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=("o-an",)),))
    assert "meal_missing" in time_tour(day, tour).broken


@pytest.mark.parametrize(
    ("an", "opens", "pause"),
    [("06:30", "07:20", "06:40-07:20"), ("07:00", "07:37", "07:10-07:40")],
    ids=["long wait", "wait that grows"],
)
def test_a_road_that_opens_after_the_meal_is_due(two_clinics, by_hour, an, opens, pause):
    """Binh is barred from 06:00 on until the meal is overdue: it is held while the truck waits at an."""
    day = eating(received(two_clinics, an=f"{an}-{an}"), within_work_s=65 * MINUTE)
    travel = by_hour(day.travel, (0, 100, ""), (6 * HOUR, 100, "binh"), (parse_clock(opens), 100, ""))
    leg = route_of(day.replace(travel=travel), BOTH).trips[0].stops[1].leg
    assert [f"{_clock(p.start_s)}-{_clock(p.end_s)}" for p in leg.rests] == [pause]
    assert _clock(leg.depart_s) == pause[6:]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    within_s=st.integers(HOUR, 5 * HOUR),
    length_s=st.integers(60, HOUR),
    opens=st.integers(6 * 60, 15 * 60),
    shuts=st.integers(0, 4 * 60),
)
def test_no_second_earlier_or_later_would_do_better(two_clinics, within_s, length_s, opens, shuts):
    """Of all starts that keep the rules, the one taken makes the day no longer than the best by a meal."""
    an, binh = two_clinics.orders
    hours = (TimeWindow(opens * MINUTE, (opens + shuts) * MINUTE),)
    day = two_clinics.replace(orders=(an, replace(binh, windows=hours)))
    day = eating(day, within_work_s=within_s, length_s=length_s)
    tour = Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=BOTH),))
    timed = time_tour(day, tour)
    starts = range(6 * HOUR, min(hours[0].end_s, 18 * HOUR), 60)
    shifts = (replace(day.vehicles[0], shift=Shift(start_s=s, end_s=18 * HOUR)) for s in starts)
    others = [time_tour(day.replace(vehicles=(truck,)), tour) for truck in shifts]
    fair = [timing.route.duration_s for timing in others if not timing.broken]
    if fair:
        assert not timed.broken
        assert timed.route.duration_s <= min(fair) + length_s


def test_meals_that_no_day_needs_change_nothing(world):
    """Where more may pass than a day has, every tour is timed as without meals."""
    day = world.replace(
        vehicles=tuple(
            replace(v, rules=replace(v.rules, meals=Meals(length_s=HOUR, within_work_s=24 * HOUR)))
            for v in world.vehicles
        ),
        pins=(),
    )
    for part in world.parts:
        for vehicle in world.vehicles:
            trip = TourTrip(depot_id=vehicle.start_depot_id, part_ids=(part.id,))
            tour = Tour(vehicle_id=vehicle.id, trips=(trip,))
            assert time_tour(day, tour) == time_tour(world.replace(pins=()), tour)
