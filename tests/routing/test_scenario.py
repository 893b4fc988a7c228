"""Each change does what its name says to the day, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.model import (
    AreaClosed,
    Change,
    Counts,
    DemandTimes,
    DepotDown,
    DriverRules,
    EarlierShift,
    EdgesClosed,
    InputError,
    LargerTruck,
    LaterClosing,
    LongerShift,
    MoreStock,
    PermitGranted,
    Problem,
    RoadOpened,
    SecondDriver,
    Shift,
    SkillAdded,
    TimeWindow,
    Together,
    TravelMatrix,
    TruckAdded,
    VehicleDown,
    WaysClosed,
)
from routing.scenario import RULES, apply

HOUR = 3600
PARTS = ("cylinder_types", "suppliers", "facilities", "depots", "vehicles", "orders")


# The fixture is a value that nobody can change, so every example may have the same one.
SAME_DAY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def items(problem):
    """All items of a problem by kind and id, and what is one of a kind."""
    listed = {(name, x.id): x for name in PARTS for x in getattr(problem, name)}
    return listed | {name: getattr(problem, name) for name in ("date", "name", "travel", "roads", "notes")}


def difference(before, after):
    """What stands in `before` and what in `after`, for each item that is not the same."""
    a, b = items(before), items(after)
    keys = sorted(a.keys() | b.keys(), key=str)
    return {key: (a.get(key), b.get(key)) for key in keys if a.get(key) != b.get(key)}


def only(before, change, key):
    """Apply `change`, make sure that only `key` differs, and return it as it is now."""
    changed = difference(before, apply(before, [change]))
    assert list(changed) == [key]
    old, new = changed[key]
    return old, new


def test_changes_together_are_those_one_after_the_other(scarce_stock):
    """The truck added last is like the one that got the tail lift first."""
    changes = (
        MoreStock(depot_id="east", type_id="40L", count=2),
        SkillAdded(vehicle_id="t-east", skill="tail_lift"),
        TruckAdded(like_vehicle_id="t-east", new_id="t-east-2"),
    )
    changed = apply(scarce_stock, [Together(changes=changes)])
    assert changed == apply(scarce_stock, changes)
    assert "tail_lift" in changed.vehicle_by_id["t-east-2"].skills


def test_changes_together_are_refused_with_every_issue(scarce_stock):
    """As those of a scenario are."""
    wrong = (SecondDriver(vehicle_id="nobody"), MoreStock(depot_id="nowhere", type_id="40L", count=1))
    with pytest.raises(InputError) as caught:
        apply(scarce_stock, [Together(changes=wrong)])
    assert [issue.subject.id for issue in caught.value.issues] == ["nobody", "nowhere"]


def test_every_kind_of_change_has_a_rule():
    """And no rule is left over."""
    assert set(RULES) == set(Change.__args__)


def test_no_change_is_the_same_day(world):
    """An empty scenario gives the same problem."""
    assert apply(world, []) == world


def test_depot_down(two_depots):
    """Out of service, and still there for its trucks."""
    old, new = only(two_depots, DepotDown(depot_id="west"), ("depots", "west"))
    assert new == replace(old, in_service=False)


def test_vehicle_down(two_depots):
    """The truck is gone."""
    _, new = only(two_depots, VehicleDown(vehicle_id="t-west"), ("vehicles", "t-west"))
    assert new is None


def test_demand_times_rounds_up(full_for_empty):
    """150 % of 3 are 5."""
    three = tuple(replace(o, deliver=Counts({"40L": 3, "10L": 1})) for o in full_for_empty.orders)
    day = full_for_empty.replace(orders=three)
    change = DemandTimes(percent=150, facility_ids=("an",))
    old, new = only(day, change, ("orders", "o-an"))
    assert new == replace(old, deliver=Counts({"40L": 5, "10L": 2}), collect=Counts({"40L": 12}))


def test_demand_of_all_facilities(two_clinics):
    """Without facilities named, every order grows; 100 % changes nothing."""
    doubled = apply(two_clinics, [DemandTimes(percent=200)])
    assert [o.deliver["40L"] for o in doubled.orders] == [8, 10]
    assert apply(two_clinics, [DemandTimes(percent=100)]) == two_clinics


def test_no_demand_drops_the_order(two_clinics):
    """0 % of an order is none."""
    assert apply(two_clinics, [DemandTimes(percent=0)]).orders == ()


@SAME_DAY
@given(n=st.integers(1, 500), percent=st.integers(1, 400))
def test_demand_is_its_share_rounded_up(two_clinics, n, percent):
    """Never less than the share, and less than one cylinder more."""
    day = two_clinics.replace(orders=(replace(two_clinics.orders[0], deliver=Counts({"40L": n})),))
    (order,) = apply(day, [DemandTimes(percent=percent)]).orders
    assert 0 <= 100 * order.deliver["40L"] - n * percent < 100


SQUARE = ((108.0, 16.0), (108.1, 16.0), (108.1, 16.1), (108.0, 16.0))


@pytest.mark.parametrize(
    "closed",
    [
        WaysClosed(way_ids=("w1",)),
        AreaClosed(name="flood", polygon=(SQUARE,)),
        EdgesClosed(pairs=(("a", "b"),)),
    ],
)
def test_closed_roads_take_the_matrix_computed_anew(two_clinics, closed):
    """Routing knows no roads: without the matrix it refuses."""
    travel = two_clinics.travel
    slower = TravelMatrix(
        place_ids=travel.place_ids,
        duration_s={"truck": travel.duration_s["truck"] * 2},
        length_m=travel.length_m,
    )
    after = apply(two_clinics, [closed], travel=slower)
    assert difference(two_clinics, after) == {"travel": (travel, slower)}
    with pytest.raises(ValueError, match="travel matrix"):
        apply(two_clinics, [closed])


def test_a_closing_after_an_opening_does_not_undo_it(two_clinics):
    """The matrix for closed ways comes first, wherever the change stands."""
    road = RoadOpened(origin_id="depot", destination_id="binh", duration_s=60, length_m=10)
    changes = [road, WaysClosed(way_ids=("w",))]
    after = apply(two_clinics, changes, travel=two_clinics.travel)
    assert after.travel.time_s("truck", "depot", "binh") == 60


def test_road_opened_reaches_an_island(far_valley):
    """The island had no road; now every place reaches it through the near one, both ways."""
    road = RoadOpened(origin_id="near", destination_id="island", duration_s=600, length_m=9000)
    changed = difference(far_valley, apply(far_valley, [road]))
    assert list(changed) == ["travel"]
    travel = changed["travel"][1]
    assert travel.time_s("truck", "island", "near") == 600
    assert travel.time_s("truck", "depot", "island") == 30 * 60 + 600
    assert travel.distance_m("truck", "island", "far") == 270_000 + 9000


def test_a_slower_road_changes_nothing(two_clinics):
    """Nobody takes it, even where it is shorter."""
    road = RoadOpened(origin_id="depot", destination_id="an", duration_s=20 * 60, length_m=1)
    assert apply(two_clinics, [road]) == two_clinics


@st.composite
def networks(draw):
    """Link times between 5 places (some without a link), and a road between the first two."""
    link = st.one_of(st.just(np.inf), st.integers(1, 50).map(float))
    table = np.array(draw(st.lists(st.lists(link, min_size=5, max_size=5), min_size=5, max_size=5)))
    np.fill_diagonal(table, 0.0)
    return table, draw(st.integers(0, 50))


def closure(table):
    """All-pairs shortest times by Floyd and Warshall."""
    table = table.copy()
    for k in range(len(table)):
        table = np.minimum(table, table[:, k, None] + table[None, k, :])
    return table


def empty_day(travel):
    """A day on which nothing is to be done."""
    nothing = dict.fromkeys(("cylinder_types", "facilities", "depots", "vehicles", "orders"), ())
    return Problem(date="2026-11-24", travel=travel, **nothing)


@given(networks())
def test_a_road_gives_every_pair_its_shortest_time(network):
    """The same as adding the link to the network and computing all pairs from scratch."""
    links, new_s = network
    names, tables = tuple("abcde"), {"truck": closure(links)}
    travel = TravelMatrix.from_float(names, seconds=tables, metres=tables)
    links[0, 1], links[1, 0] = min(links[0, 1], new_s), min(links[1, 0], new_s)
    road = RoadOpened(origin_id="a", destination_id="b", duration_s=new_s, length_m=new_s)
    after = apply(empty_day(travel), [road]).travel
    tables = {"truck": closure(links)}
    assert after == TravelMatrix.from_float(names, seconds=tables, metres=tables)


def test_later_closing_extends_the_last_window(big_order):
    """Of this order alone; the facility's hours for others stay. A split order goes by its whole id."""
    old, new = only(big_order, LaterClosing(order_id="o-big", by_s=HOUR), ("orders", "o-big"))
    morning, afternoon = big_order.windows_of(old)
    assert new == replace(old, windows=(morning, TimeWindow(afternoon.start_s, afternoon.end_s + HOUR)))


def test_later_closing_where_nothing_closes(two_clinics):
    """Any time is late enough."""
    assert apply(two_clinics, [LaterClosing(order_id="o-an", by_s=HOUR)]) == two_clinics


def test_more_stock(scarce_stock):
    """More of a type that was there, and of one that was not."""
    old, new = only(scarce_stock, MoreStock(depot_id="east", type_id="10L", count=5), ("depots", "east"))
    assert new == replace(old, stock=Counts({"40L": 4, "10L": 5}))


def test_more_of_what_is_not_limited(two_clinics):
    """Stays not limited."""
    assert apply(two_clinics, [MoreStock(depot_id="depot", type_id="40L", count=5)]) == two_clinics


@SAME_DAY
@given(payload_g=st.integers(0, 10**7), slots=st.integers(0, 100))
def test_a_larger_truck_is_never_smaller(two_clinics, payload_g, slots):
    """Payload and slots become at least what is asked and what they were, each by itself."""
    (old,) = two_clinics.vehicles
    change = LargerTruck(vehicle_id="t1", payload_g=payload_g, slots=slots)
    (new,) = apply(two_clinics, [change]).vehicles
    assert (new.payload_g, new.slots) == (max(old.payload_g, payload_g), max(old.slots, slots))


def test_larger_truck(two_clinics):
    """More payload, and no fewer slots than before."""
    change = LargerTruck(vehicle_id="t1", payload_g=10**6, slots=1)
    old, new = only(two_clinics, change, ("vehicles", "t1"))
    assert new == replace(old, payload_g=10**6)


def test_skill_added(big_order):
    """Beside those that it has; adding it again changes nothing."""
    old, new = only(big_order, SkillAdded(vehicle_id="t2", skill="crane"), ("vehicles", "t2"))
    assert new == replace(old, skills=frozenset({"tail_lift", "crane"}))
    assert apply(big_order, [SkillAdded(vehicle_id="t2", skill="tail_lift")]) == big_order


def test_longer_and_earlier_shift(far_valley):
    """The end moves back, the start forward, and overtime stays on top."""
    key = ("vehicles", "t1")
    old, new = only(far_valley, LongerShift(vehicle_id="t1", by_s=HOUR), key)
    assert new == replace(old, shift=Shift(start_s=5 * HOUR, end_s=18 * HOUR, max_overtime_s=HOUR))
    old, new = only(far_valley, EarlierShift(vehicle_id="t1", by_s=6 * HOUR), key)
    assert new == replace(old, shift=Shift(start_s=-HOUR, end_s=17 * HOUR, max_overtime_s=HOUR))


def test_second_driver(far_valley):
    """No limit on driving is left."""
    old, new = only(far_valley, SecondDriver(vehicle_id="t1"), ("vehicles", "t1"))
    assert new == replace(old, rules=DriverRules(break_s=900))


def test_second_driver_works_longer(short_duty):
    """The longest duty is one driver's; the shift stays."""
    old, new = only(short_duty, SecondDriver(vehicle_id="t1"), ("vehicles", "t1"))
    assert new == replace(old, shift=replace(old.shift, max_duration_s=None))


def test_a_permit_changes_the_profile(two_clinics, by_hour):
    """The truck drives by the profile that is alike but for the bans; who is not bound stays as it is."""
    permit = PermitGranted(vehicle_id="t1")
    bound = two_clinics.replace(travel=by_hour(two_clinics.travel, (0, 100, "an"), (HOUR, 100, "")))
    old, new = only(bound, permit, ("vehicles", "t1"))
    assert new == replace(old, profile="free")
    assert apply(two_clinics, [permit]) == two_clinics


def test_a_road_opens_at_every_hour(two_clinics, by_hour):
    """A road of a minute serves the rush hour as well as the quiet one."""
    day = two_clinics.replace(travel=by_hour(two_clinics.travel, (0, 100, ""), (HOUR, 300, "")))
    road = RoadOpened(origin_id="depot", destination_id="an", duration_s=60, length_m=100)
    hours = apply(day, [road]).travel.time_dependent["truck"]
    ends = day.travel.index["depot"], day.travel.index["an"]
    assert (hours.duration_s[:, *ends] == 60).all()
    assert (hours.length_m[:, *ends] == 100).all()


def test_truck_added(big_order):
    """The same in everything but id and number plate."""
    change = TruckAdded(like_vehicle_id="t2", new_id="t3")
    _, new = only(big_order, change, ("vehicles", "t3"))
    assert new == replace(big_order.vehicle_by_id["t2"], id="t3", name="")


def test_changes_happen_in_order(two_clinics):
    """A truck that was added can be changed."""
    changes = [
        TruckAdded(like_vehicle_id="t1", new_id="t9"),
        SkillAdded(vehicle_id="t9", skill="crane"),
        VehicleDown(vehicle_id="t1"),
    ]
    (truck,) = apply(two_clinics, changes).vehicles
    assert (truck.id, truck.skills) == ("t9", {"crane"})


UNKNOWN = [
    DepotDown(depot_id="x"),
    VehicleDown(vehicle_id="x"),
    DemandTimes(percent=10, facility_ids=("x",)),
    RoadOpened(origin_id="x", destination_id="an", duration_s=1, length_m=1),
    RoadOpened(origin_id="an", destination_id="x", duration_s=1, length_m=1),
    LaterClosing(order_id="x", by_s=1),
    MoreStock(depot_id="x", type_id="40L", count=1),
    MoreStock(depot_id="depot", type_id="x", count=1),
    LargerTruck(vehicle_id="x", payload_g=1, slots=1),
    SkillAdded(vehicle_id="x", skill="crane"),
    LongerShift(vehicle_id="x", by_s=1),
    EarlierShift(vehicle_id="x", by_s=1),
    SecondDriver(vehicle_id="x"),
    PermitGranted(vehicle_id="x"),
    TruckAdded(like_vehicle_id="x", new_id="y"),
]


def test_every_unknown_id_is_named_at_once(two_clinics):
    """One issue for each, in order, saying which change it is."""
    with pytest.raises(InputError) as refused:
        apply(two_clinics, UNKNOWN)
    issues = refused.value.issues
    assert [issue.subject.column.split(".")[0] for issue in issues] == [c.kind for c in UNKNOWN]
    assert {(issue.code, issue.subject.id) for issue in issues} == {("UNKNOWN_REFERENCE", "x")}


@pytest.mark.parametrize(
    "change",
    [
        DemandTimes(percent=-1),
        RoadOpened(origin_id="an", destination_id="binh", duration_s=-1, length_m=0),
        RoadOpened(origin_id="an", destination_id="binh", duration_s=0, length_m=-1),
        LaterClosing(order_id="o-an", by_s=-1),
        MoreStock(depot_id="depot", type_id="40L", count=-1),
        LongerShift(vehicle_id="t1", by_s=-1),
        EarlierShift(vehicle_id="t1", by_s=-1),
    ],
)
def test_no_change_runs_backwards(two_clinics, change):
    """Less than nothing is refused."""
    with pytest.raises(InputError, match="NUMBER_TOO_SMALL"):
        apply(two_clinics, [change])


def test_a_changed_day_is_validated(two_clinics):
    """A new truck needs a new id, and a surge has bounds."""
    changes = [TruckAdded(like_vehicle_id="t1", new_id="t1"), DemandTimes(percent=10**7)]
    with pytest.raises(InputError) as refused:
        apply(two_clinics, changes)
    assert {issue.code for issue in refused.value.issues} == {"DUPLICATE_ID", "TOO_MANY_CYLINDERS"}


def test_a_truck_that_breaks_down_takes_its_pin_along(pinned_morning):
    """What t1 had begun is free for the others; their pins stay."""
    changed = apply(pinned_morning, [VehicleDown(vehicle_id="t1")])
    assert changed.pins == pinned_morning.pins[1:]
    assert "o-binh" not in changed.pinned_to
