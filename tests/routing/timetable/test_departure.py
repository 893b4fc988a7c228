"""When a truck leaves: as late as nothing suffers from, and with what is ready and allowed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.model import (
    DriverRules,
    Pin,
    Problem,
    Route,
    Shift,
    TimeWindow,
    Tour,
    TourTrip,
    Urgency,
    parse_windows,
)
from routing.timetable import time_tour

MINUTE, HOUR = 60, 3600


def tour(*trips: tuple[str, ...], truck: str = "t1") -> Tour:
    return Tour(vehicle_id=truck, trips=tuple(TourTrip(depot_id="depot", part_ids=ids) for ids in trips))


def received(problem: Problem, **hours: str) -> Problem:
    """The same day with other receiving hours of some clinics."""
    clinics = (
        replace(f, receiving=parse_windows(hours[f.id])) if f.id in hours else f for f in problem.facilities
    )
    return problem.replace(facilities=tuple(clinics))


def timed(problem: Problem, *trips: tuple[str, ...]) -> Route:
    return time_tour(problem, tour(*trips)).route


def begins(route: Route) -> list[int]:
    return [stop.begin_s for stop in route.stops]


def changed(problem: Problem, kind: str, **values) -> Problem:
    """The same day with some values of every item of a kind changed."""
    return problem.replace(**{kind: tuple(replace(x, **values) for x in getattr(problem, kind))})


def test_a_wait_at_any_stop_is_given_up(two_clinics):
    """Binh opens at 10:00 and an at any time: the truck leaves at 08:50, and waits nowhere."""
    route = timed(received(two_clinics, binh="10:00-12:00"), ("o-an", "o-binh"))
    assert route.start_s == 8 * HOUR + 50 * MINUTE
    assert [stop.wait_s for stop in route.stops] == [0, 0]


def test_a_stop_stays_in_its_window(two_clinics):
    """An closes at 07:30 before it opens again at 08:00: it is begun at 07:30, not in the later window."""
    day = received(two_clinics, an="06:00-07:30;08:00-17:00", binh="10:00-12:00")
    assert begins(timed(day, ("o-an", "o-binh"))) == [7 * HOUR + 30 * MINUTE, 10 * HOUR]


def test_a_stop_in_time_stays_in_time(two_clinics):
    """An is due at 07:00: it is not made late to spare a wait at binh."""
    an, binh = two_clinics.orders
    day = received(two_clinics.replace(orders=(replace(an, due_s=7 * HOUR), binh)), binh="10:00-12:00")
    assert begins(timed(day, ("o-an", "o-binh"))) == [7 * HOUR, 10 * HOUR]


def test_a_stop_whose_waiting_has_a_price_is_not_put_off(two_clinics):
    """An, an emergency, is begun as early as it can be, however long the truck then waits at binh."""
    an, binh = two_clinics.orders
    day = two_clinics.replace(
        orders=(replace(an, urgency=Urgency.EMERGENCY), binh), waiting_vnd_per_hour=(60_000, 0, 0)
    )
    day = received(day, binh="10:00-12:00")
    route = timed(day, ("o-an", "o-binh"))
    assert begins(route) == [6 * HOUR + 30 * MINUTE, 10 * HOUR]
    assert route.cost.waiting_vnd == 390_000
    ready = day.replace(orders=(replace(day.orders[0], release_s=7 * HOUR), binh))
    assert begins(timed(ready, ("o-an", "o-binh"))) == [7 * HOUR + 30 * MINUTE, 10 * HOUR]
    assert timed(ready, ("o-an", "o-binh")).cost.waiting_vnd == 30_000


def test_a_late_stop_does_not_become_later(two_clinics):
    """An is due at 05:00 and begun at 06:30 at the earliest, so the truck leaves at once."""
    an, binh = two_clinics.orders
    day = received(two_clinics.replace(orders=(replace(an, due_s=5 * HOUR), binh)), binh="10:00-12:00")
    assert timed(day, ("o-an", "o-binh")).start_s == 6 * HOUR


def test_the_return_is_not_delayed(two_clinics):
    """Without any wait the truck leaves at the beginning of its shift, whatever it might do later."""
    assert timed(two_clinics, ("o-an",), ("o-binh",)).start_s == 6 * HOUR


def test_a_wait_before_the_return_is_given_up(two_clinics):
    """The depot takes trucks back from 12:00 on: they leave as late as it loads, at 06:45."""
    day = changed(two_clinics, "depots", open=parse_windows("05:00-06:45;12:00-18:00"))
    route = timed(day, ("o-an", "o-binh"))
    assert (route.start_s, route.end_s) == (6 * HOUR + 45 * MINUTE, 12 * HOUR)


def test_a_second_loading_waits_for_its_bay_and_may_begin_later(two_clinics):
    """Between two trips a wait is given up, too; where bays are shared, the loading keeps its second."""
    day = received(two_clinics, binh="12:00-13:00")
    assert timed(day, ("o-an",), ("o-binh",)).start_s == 12 * HOUR - 2 * HOUR
    shared = changed(day, "depots", bays=1)
    assert timed(shared, ("o-an",), ("o-binh",)).start_s == 6 * HOUR


def test_a_wait_that_held_a_break_is_kept(far_valley):
    """Near opens at 09:00 and far is 4.5 h behind it: who waits at near need not pause on the road."""
    day = changed(
        received(far_valley, near="09:00-10:00"),
        "vehicles",
        rules=DriverRules(max_continuous_driving_s=270 * MINUTE, break_s=15 * MINUTE),
        shift=Shift(start_s=5 * HOUR, end_s=20 * HOUR),
    )
    route = timed(day, ("o-near", "o-far"))
    assert route.start_s == 5 * HOUR
    assert [len(stop.rests) for stop in route.stops] == [1, 0]
    assert begins(route) == [9 * HOUR, 13 * HOUR + 40 * MINUTE]


def test_loading_waits_for_what_is_released(two_clinics):
    """The cylinders of binh are ready at 08:00: its trip loads then, whether it is the first or not."""
    an, binh = two_clinics.orders
    day = two_clinics.replace(orders=(an, replace(binh, release_s=8 * HOUR)))
    assert timed(day, ("o-an", "o-binh")).start_s == 8 * HOUR
    first, second = timed(day, ("o-an",), ("o-binh",)).trips
    assert second.begin_s == second.leg.arrive_s == 8 * HOUR
    assert first.begin_s == 7 * HOUR


def test_a_released_order_waits_for_the_depots_next_hours(two_clinics):
    """Ready at 09:00, loaded at 10:00 when the depot opens again; never if it does not."""
    an, binh = two_clinics.orders
    day = two_clinics.replace(orders=(replace(an, release_s=9 * HOUR), binh))
    open_again = changed(day, "depots", open=parse_windows("05:00-08:00;10:00-18:00"))
    assert timed(open_again, ("o-an",)).start_s == 10 * HOUR
    shut = changed(day, "depots", open=parse_windows("05:00-08:00"))
    assert "depot_closed" in time_tour(shut, tour(("o-an",))).broken


@pytest.mark.parametrize(
    ("most_s", "broken"), [(130 * MINUTE, set()), (130 * MINUTE - 1, {"duration_exceeded"})]
)
def test_a_day_is_no_longer_than_allowed(two_clinics, most_s, broken):
    """Serving both takes 130 minutes from the first loading to the return."""
    shift = Shift(start_s=6 * HOUR, end_s=18 * HOUR, max_duration_s=most_s)
    faults = time_tour(changed(two_clinics, "vehicles", shift=shift), tour(("o-an", "o-binh"))).broken
    assert faults == broken


def test_a_short_day_begins_late_enough(two_clinics):
    """Binh receives from 14:00 on; the truck that may work three hours does not come at six."""
    shift = Shift(start_s=6 * HOUR, end_s=18 * HOUR, max_duration_s=3 * HOUR)
    day = received(changed(two_clinics, "vehicles", shift=shift), binh="14:00-15:00")
    assert not time_tour(day, tour(("o-an", "o-binh"))).broken


@pytest.mark.parametrize(
    ("pin", "broken"),
    [
        (Pin(vehicle_id="t1", trips=tour(("o-an",)).trips), set()),
        (Pin(vehicle_id="t1", trips=tour(("o-binh",)).trips), {"pinned_trips_changed"}),
        (Pin(vehicle_id="t1", trips=tour(("o-an",)).trips, closed=True), {"closed_to_more"}),
        (Pin(vehicle_id="t2", reserved_part_ids=frozenset({"o-binh"})), {"pinned_elsewhere"}),
        (Pin(vehicle_id="t2", trips=tour(("o-binh",)).trips), {"pinned_elsewhere"}),
    ],
)
def test_what_is_pinned_is_kept(two_clinics, pin, broken):
    """Two trips of t1, an and then binh, against one pin."""
    trucks = (*two_clinics.vehicles, replace(two_clinics.vehicles[0], id="t2"))
    day = two_clinics.replace(vehicles=trucks, pins=(pin,))
    assert time_tour(day, tour(("o-an",), ("o-binh",))).broken == broken


hours = st.lists(st.integers(12, 32), min_size=2, max_size=4, unique=True).map(
    lambda ends: tuple(
        TimeWindow(a * 30 * MINUTE, b * 30 * MINUTE)
        for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)
    )
)


def _replayed(problem: Problem, route: Route, first_s: int) -> tuple[list[tuple[int, tuple, int]], int]:
    """Beginning, windows and due time of all work after the first loading, and the return: without breaks."""
    at_s, here, work = first_s, "depot", []
    for number, trip in enumerate(route.trips):
        if number:
            at_s += problem.travel.time_s("truck", here, "depot")
            windows = problem.depots[0].open
            at_s = next((max(at_s, w.start_s) for w in windows if w.end_s >= at_s), at_s)
            work.append((at_s, windows, HOUR * 1000))
        at_s, here = at_s + 10 * MINUTE, "depot"
        for stop in trip.stops:
            part = problem.part_by_id[stop.part_id]
            windows = problem.windows_of(part)
            at_s += problem.travel.time_s("truck", here, stop.facility_id)
            at_s = next((max(at_s, w.start_s) for w in windows if w.end_s >= at_s), at_s)
            work.append((at_s, windows, HOUR * 1000 if part.due_s is None else part.due_s))
            at_s, here = at_s + 10 * MINUTE, stop.facility_id
    at_s += problem.travel.time_s("truck", here, "depot")
    return work, next((max(at_s, w.start_s) for w in problem.depots[0].open if w.end_s >= at_s), at_s)


def _suffers(before: tuple[int, tuple, int], after: tuple[int, tuple, int]) -> bool:
    (old_s, windows, due_s), (new_s, _, _) = before, after
    same_window = any(old_s in w and new_s in w for w in windows)
    return not same_window or max(0, new_s - due_s) > max(0, old_s - due_s)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    opens=st.tuples(hours, hours, hours),
    due=st.none() | st.integers(12, 30),
    cut=st.booleans(),
)
def test_a_minute_later_something_would_suffer(two_clinics, opens, due, cut):
    """Every departure is the latest that keeps windows, due times and return: a replay by hand agrees."""
    an, binh = two_clinics.orders
    due_s = None if due is None else due * 30 * MINUTE
    day = two_clinics.replace(
        orders=(replace(an, windows=opens[0], due_s=due_s), replace(binh, windows=opens[1]))
    )
    day = changed(day, "depots", open=opens[2])
    timing = time_tour(day, tour(("o-an",), ("o-binh",)) if cut else tour(("o-an", "o-binh")))
    if timing.broken:
        return
    route = timing.route
    earliest_s = max(6 * HOUR, opens[2][0].start_s)
    if opens[2][0].end_s < 6 * HOUR:
        return
    base, base_end_s = _replayed(day, route, earliest_s)
    first = next(w for w in opens[2] if earliest_s in w)
    for start_s in range(earliest_s, first.end_s + 1, MINUTE):
        moved, end_s = _replayed(day, route, start_s)
        good = end_s <= base_end_s and not any(map(_suffers, base, moved))
        assert good == (start_s <= route.start_s)
