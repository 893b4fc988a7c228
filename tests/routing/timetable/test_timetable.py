"""The timetable: when trucks leave, wait, load, pause, and what they cost."""

from dataclasses import replace

import pytest

from routing.model import (
    Break,
    Counts,
    DriverRules,
    InputError,
    KeptStop,
    Load,
    Problem,
    Rates,
    Shift,
    Stay,
    TimeWindow,
    Tour,
    TourTrip,
)
from routing.timetable import timetable

MINUTE, HOUR = 60, 3600


def tour(*trips: tuple[str, ...], truck: str = "t1", depot: str = "depot") -> Tour:
    return Tour(vehicle_id=truck, trips=tuple(TourTrip(depot_id=depot, part_ids=tuple(ids)) for ids in trips))


def route_of(problem: Problem, *tours: Tour):
    return timetable(problem, tours).routes[0]


def with_truck(problem: Problem, **changes) -> Problem:
    first, *others = problem.vehicles
    return problem.replace(vehicles=(replace(first, **changes), *others))


def test_the_clock_follows_loading_driving_and_unloading(two_clinics):
    """06:00 load 10 min, drive 20, unload 10, drive 30, unload 10, drive home 50."""
    route = route_of(two_clinics, tour(("o-an", "o-binh")))
    assert (route.start_s, route.trips[0].end_s) == (6 * HOUR, 6 * HOUR + 10 * MINUTE)
    assert [(s.leg.arrive_s, s.begin_s, s.end_s) for s in route.stops] == [
        (6 * HOUR + 30 * MINUTE, 6 * HOUR + 30 * MINUTE, 6 * HOUR + 40 * MINUTE),
        (7 * HOUR + 10 * MINUTE, 7 * HOUR + 10 * MINUTE, 7 * HOUR + 20 * MINUTE),
    ]
    assert route.end_s == 8 * HOUR + 10 * MINUTE
    assert route.length_m == 100_000


def test_cost_is_truck_road_hours(two_clinics):
    """500 000 + 100 km at 10 000 + 2 h 10 min at 60 000."""
    cost = route_of(two_clinics, tour(("o-an", "o-binh"))).cost
    assert (cost.fixed_vnd, cost.distance_vnd, cost.time_vnd, cost.overtime_vnd) == (
        500_000,
        1_000_000,
        130_000,
        0,
    )


def test_moving_a_stop_has_a_price_that_nobody_pays(two_clinics):
    """An begins at 06:30 by t1, as 30 minutes before; binh at 07:10, and was another truck's at 07:41."""
    kept = {
        "o-an": KeptStop(vehicle_id="t1", begin_s=6 * HOUR),
        "o-binh": KeptStop(vehicle_id="sold", begin_s=7 * HOUR + 41 * MINUTE),
    }
    problem = two_clinics.replace(
        stay=Stay(stops=kept, truck_vnd=700, time_vnd=30, within_s=30 * MINUTE),
    )
    plan = timetable(problem, [tour(("o-an", "o-binh"))])
    cost = plan.routes[0].cost
    assert (cost.moved_vnd, cost.paid_vnd) == (730, 1_630_000)
    assert plan.objective.cost_vnd == cost.total_vnd == 1_630_730


def test_cost_terms_round_up_once(two_clinics):
    """A dong is not split: 100 000 m at 7 dong a km over 7 800 s at 1 dong an hour."""
    problem = with_truck(two_clinics, rates=Rates(per_km_vnd=7, per_hour_vnd=1))
    cost = route_of(problem, tour(("o-an", "o-binh"))).cost
    assert (cost.distance_vnd, cost.time_vnd) == (700, 3)


def test_overtime_counts_after_the_shift(two_clinics):
    """A shift that ends at 08:00 makes ten minutes of overtime."""
    shift = Shift(start_s=6 * HOUR, end_s=8 * HOUR, max_overtime_s=HOUR)
    cost = route_of(with_truck(two_clinics, shift=shift), tour(("o-an", "o-binh"))).cost
    assert cost.overtime_vnd == 5_000


def test_leaves_as_late_as_the_first_window_allows(tight_morning):
    """An opens at 07:00 and is 30 minutes away: loading begins at 06:20."""
    route = route_of(tight_morning, tour(("o-an", "o-binh")))
    assert route.start_s == 6 * HOUR + 20 * MINUTE
    assert next(route.stops).wait_s == 0


def test_waits_for_a_later_window(tight_morning):
    """An is begun as late as it receives, at 08:00; binh still is reached ten minutes too early."""
    order = replace(tight_morning.orders[1], windows=(TimeWindow(9 * HOUR, 10 * HOUR),))
    problem = tight_morning.replace(orders=(tight_morning.orders[0], order, tight_morning.orders[2]))
    stop = list(route_of(problem, tour(("o-an", "o-binh"))).stops)[1]
    assert (stop.begin_s, stop.wait_s) == (9 * HOUR, 10 * MINUTE)


def test_waits_over_the_gap_between_two_windows(big_order):
    """Arriving at 11:30, between 11:00 and 13:00, waits for the afternoon."""
    late = with_truck(big_order, shift=Shift(start_s=11 * HOUR, end_s=20 * HOUR))
    stop = next(route_of(late, tour(("o-big#1",))).stops)
    assert stop.begin_s == 13 * HOUR


def test_late_is_counted_from_the_stock_out(tight_morning):
    """Chau is due at 07:00 and reached at 07:40 at the earliest."""
    stop = next(route_of(tight_morning, tour(("o-chau",))).stops)
    assert (stop.begin_s, stop.late_s) == (7 * HOUR + 40 * MINUTE, 40 * MINUTE)


def test_a_missed_window_begins_on_arrival(tight_morning):
    """The timetable does not repair: three stops by 08:00 cannot be."""
    stops = list(route_of(tight_morning, tour(("o-an", "o-binh", "o-chau"))).stops)
    assert stops[2].begin_s == stops[2].leg.arrive_s > 8 * HOUR


def test_loading_takes_time_for_each_cylinder(full_for_empty):
    """Ten minutes and ten times 30 s."""
    trip = route_of(full_for_empty, tour(("o-binh", "o-an"))).trips[0]
    assert trip.end_s - trip.begin_s == 10 * MINUTE + 10 * 30


def test_aboard_is_fulls_left_and_empties_taken(full_for_empty):
    """Ten fulls go out; after binh 2 full + 2 empty, after an 10 empty."""
    trip = route_of(full_for_empty, tour(("o-binh", "o-an"))).trips[0]
    assert trip.loaded == Counts({"40L": 10})
    assert [stop.aboard for stop in trip.stops] == [
        Load(full=Counts({"40L": 2}), empty=Counts({"40L": 2})),
        Load(empty=Counts({"40L": 10})),
    ]


def test_reloading_leaves_the_empties_at_the_depot(big_order):
    """The second trip starts with nothing but its own fulls."""
    first, second = route_of(big_order, tour(("o-big#1",), ("o-big#2",))).trips
    assert second.leg is not None
    assert second.begin_s == second.leg.arrive_s
    assert second.stops[0].aboard == Load(empty=Counts({"40L": 8}))
    assert first.loaded == second.loaded == Counts({"40L": 8})


def test_trucks_queue_for_the_only_bay(big_order):
    """Both trucks would load 8 cylinders from 06:32 to 06:50; the second takes the slot before."""
    plan = timetable(big_order, [tour(("o-big#1",)), tour(("o-big#2",), truck="t2")])
    (a, b), (c, d) = ((r.trips[0].begin_s, r.trips[0].end_s) for r in plan.routes)
    assert b <= c or d <= a


def test_first_loading_elsewhere_is_driven_to(two_depots):
    """A truck at home in the west may load in the east first, after 100 minutes."""
    plan = timetable(two_depots, [tour(("o-binh",), truck="t-west", depot="east")])
    trip = plan.routes[0].trips[0]
    assert trip.leg is not None
    assert (trip.leg.origin_id, trip.leg.travel_s) == ("west", 100 * MINUTE)
    assert plan.routes[0].start_s == trip.leg.depart_s == 6 * HOUR


def test_a_truck_does_not_wait_at_a_depot_that_it_can_reach_later(two_depots):
    """East opens at 09:00: the truck leaves the west at 07:20, not at 06:00."""
    west, east = two_depots.depots
    east = replace(east, open=(TimeWindow(9 * HOUR, 18 * HOUR),))
    plan = timetable(
        two_depots.replace(depots=(west, east)), [tour(("o-binh",), truck="t-west", depot="east")]
    )
    assert plan.routes[0].start_s == 7 * HOUR + 20 * MINUTE


def test_a_break_comes_when_the_allowance_is_used_up(far_valley):
    """Five hours of driving pause for 15 minutes after four."""
    leg = next(route_of(far_valley, tour(("o-far",))).legs)
    begin = leg.depart_s + 4 * HOUR
    assert leg.breaks == (Break(start_s=begin, end_s=begin + 15 * MINUTE),)
    assert leg.arrive_s == leg.depart_s + leg.travel_s + 15 * MINUTE


def test_exactly_the_allowance_needs_no_break(far_valley):
    """Five hours may be driven at a stretch where the rule says five."""
    rules = DriverRules(max_continuous_driving_s=5 * HOUR, break_s=15 * MINUTE)
    leg = next(route_of(with_truck(far_valley, rules=rules), tour(("o-far",))).legs)
    assert leg.breaks == ()


def test_a_long_wait_is_a_break(far_valley):
    """Waiting an hour for far to open restarts the allowance."""
    order = replace(far_valley.orders[1], windows=(TimeWindow(12 * HOUR, 13 * HOUR),))
    near = replace(far_valley.orders[0], windows=(TimeWindow(5 * HOUR, 6 * HOUR),))
    problem = far_valley.replace(orders=(near, order, far_valley.orders[2]))
    stop = list(route_of(problem, tour(("o-near", "o-far"))).stops)[1]
    assert stop.wait_s >= 15 * MINUTE
    assert stop.rests == (Break(start_s=12 * HOUR - 15 * MINUTE, end_s=12 * HOUR),)


def test_an_unreachable_leg_is_timed_as_nothing(far_valley):
    """What has no road is driven in 0 s, for the checker to name."""
    stop = next(route_of(far_valley, tour(("o-island",))).stops)
    assert (stop.leg.travel_s, stop.leg.length_m) == (0, 0)


def test_unknown_ids_are_all_named(two_clinics):
    """A tour of nobody knows what is refused with every fault."""
    bad = [tour(("o-zzz",), truck="t9", depot="nowhere"), Tour(vehicle_id="t1", trips=())]
    with pytest.raises(InputError) as caught:
        timetable(two_clinics, bad)
    codes = [issue.code for issue in caught.value.issues]
    assert codes == ["UNKNOWN_REFERENCE"] * 3 + ["EMPTY_TOUR"]


def test_objective_counts_what_is_left_and_late(tight_morning):
    """Serving chau alone leaves 3 urgent and 3 routine cylinders and 40 minutes of emergency."""
    objective = timetable(tight_morning, [tour(("o-chau",))]).objective
    assert objective.unserved == (0, 3, 3)
    assert objective.late_s == (40 * MINUTE, 0, 0)


def test_a_loading_slot_is_kept_whoever_is_timed_first(two_clinics):
    """The truck timed first waits for its loading slot, and the other has the bay before it."""
    problem = two_clinics.replace(
        depots=tuple(replace(depot, bays=1) for depot in two_clinics.depots),
        vehicles=tuple(replace(two_clinics.vehicles[0], id=name) for name in ("t1", "t2")),
    )
    late = TourTrip(depot_id="depot", part_ids=("o-an",), loading_slot_s=9 * 3600)
    early = TourTrip(depot_id="depot", part_ids=("o-binh",), loading_slot_s=8 * 3600)
    tours = (Tour(vehicle_id="t1", trips=(late,)), Tour(vehicle_id="t2", trips=(early,)))
    plan = timetable(problem, tours)
    assert [route.trips[0].begin_s for route in plan.routes] == [9 * 3600, 8 * 3600]
    assert timetable(problem, plan.tours) == plan
