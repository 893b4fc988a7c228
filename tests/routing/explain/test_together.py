"""Remedies added up: the smallest arrangement that serves most of what a plan leaves, tried together."""

from dataclasses import replace

import pytest

from routing.check import check
from routing.engines.greedy import fill
from routing.engines.greedy.board import Board
from routing.engines.or_tools.arrange import Kind, least_effort
from routing.explain import explain
from routing.explain.insertion_trial import InsertionTrial
from routing.explain.joint import Clock, Joint
from routing.model import (
    Budget,
    Counts,
    LaterClosing,
    MoreStock,
    PermitGranted,
    Problem,
    Shift,
    Shortfall,
    Together,
    Tour,
    TourTrip,
    TruckAdded,
)
from routing.scenario import apply
from routing.timetable import timetable

MINUTE, HOUR = 60, 3600


def crowd(problem: Problem, number: int, **changes) -> Problem:
    """Many orders of one size at the place of the first."""
    first = problem.orders[0]
    return problem.replace(orders=tuple(replace(first, id=f"o{n:02}", **changes) for n in range(number)))


def with_trucks(problem: Problem, **changes) -> Problem:
    return problem.replace(vehicles=tuple(replace(v, **changes) for v in problem.vehicles))


def summed(problem: Problem, tours=(), **more) -> Shortfall:
    """Return the shortfall of a plan; whatever it arranges is applied and tried here once more."""
    plan = timetable(problem, tours)
    assert check(problem, plan) == ()
    shortfall = explain(problem, plan, **more).shortfall
    left = sorted(row.part_id for row in plan.unserved)
    assert sorted(key for group in shortfall.groups for key in group.part_ids) == left
    if shortfall.arrangement:
        changed = apply(problem, shortfall.arrangement.changes)
        wanted = shortfall.arrangement.part_ids
        assert wanted
        filled = fill(Board(changed, tours, wanted), Budget(iterations=1))
        after = timetable(changed, filled)
        assert check(changed, after) == ()
        assert not {row.part_id for row in after.unserved} & set(wanted)
    return shortfall


def test_trucks_are_counted_not_told_once_for_each_order(two_clinics):
    """Twelve orders of ten cylinders, a trip of an hour each: one truck does five, two more the rest."""
    problem = with_trucks(
        crowd(two_clinics, 12, deliver=Counts({"40L": 10}), collect=Counts()),
        shift=Shift(start_s=6 * HOUR, end_s=11 * HOUR),
    )
    tours = fill(Board(problem), Budget(iterations=1))
    served = sum(len(trip.part_ids) for tour in tours for trip in tour.trips)
    assert served == 5
    shortfall = summed(problem, tours)
    added = [change for change in shortfall.arrangement.changes if isinstance(change, TruckAdded)]
    assert [change.new_id for change in added] == ["t1-2", "t1-3"]
    assert shortfall.text.en == (
        "2 more trucks like 92C-t1 at Kho depot would serve all 7 unserved orders (70 cylinders)"
    )
    assert [step.orders for step in shortfall.arrangement.steps] == [5, 7]


def test_stock_is_added_up_over_orders_and_named_at_one_depot(scarce_stock):
    """West has eight cylinders for three orders of four; what the others lack is told as one number."""
    problem = crowd(scarce_stock, 5, deliver=Counts({"40L": 4}), collect=Counts())
    problem = problem.replace(
        depots=(problem.depots[0], replace(problem.depots[1], stock=Counts())),
        vehicles=problem.vehicles[:1],
    )
    tours = (Tour(vehicle_id="t-west", trips=(TourTrip(depot_id="west", part_ids=("o00", "o01")),)),)
    shortfall = summed(problem, tours)
    assert shortfall.arrangement.changes == (MoreStock(depot_id="west", type_id="40L", count=12),)
    assert shortfall.text.en == "12 × 40L more at Kho west would serve all 3 unserved orders (12 cylinders)"
    assert shortfall.text.vi == "Thêm 12 bình 40L ở Kho west: giao được cả 3 đơn chưa giao (12 bình)"
    (group,) = shortfall.groups
    assert group.text.en == "12 × 40L lacking at Kho west: 3 orders"
    assert group.text.vi == "Thiếu 12 bình 40L ở Kho west: 3 đơn"


def test_reason_and_remedy_name_the_same_depot(scarce_stock):
    """Whichever depot the remedy restocks, the reason is told of it."""
    for stocks in ((0, 0), (3, 5), (5, 3)):
        depots = tuple(
            replace(depot, stock=Counts({"40L": n}))
            for depot, n in zip(scarce_stock.depots, stocks, strict=True)
        )
        problem = scarce_stock.replace(depots=depots)
        plan = explain(problem, timetable(problem, ()))
        restocked = 0
        for row in plan.unserved:
            explanation = row.explanation
            if isinstance(explanation.remedy, MoreStock):
                restocked += 1
                assert problem.depot_by_id[explanation.remedy.depot_id].name in explanation.reason.vi
        assert restocked


def test_a_permit_serves_many_and_is_told_once(two_clinics, by_hour):
    """An is barred by day; one truck with a permit serves all five of its orders."""
    problem = crowd(two_clinics, 5, deliver=Counts({"40L": 2}), collect=Counts())
    problem = problem.replace(travel=by_hour(problem.travel, (0, 100, "an"), (23 * HOUR, 100, "")))
    shortfall = summed(problem)
    assert shortfall.arrangement.changes == (PermitGranted(vehicle_id="t1"),)
    assert (
        shortfall.text.en
        == "A permit for hours of bans (92C-t1) would serve all 5 unserved orders (10 cylinders)"
    )
    (group,) = shortfall.groups
    assert group.text.en == "Hours in which roads are barred (Cấm xe tải): 5 orders"


def test_small_changes_that_share_one_truck_are_not_counted_twice(tight_morning):
    """Each of four orders would do with a later closing, but the truck has time for one: another comes."""
    orders = tuple(replace(tight_morning.orders[0], id=f"o-an-{n}") for n in range(4))
    problem = tight_morning.replace(orders=(*tight_morning.orders[1:], *orders))
    tours = (Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=("o-binh", "o-chau")),)),)
    shortfall = summed(problem, tours)
    kinds = sorted(type(change).__name__ for change in shortfall.arrangement.changes)
    assert kinds == [LaterClosing.__name__, TruckAdded.__name__]
    assert len(shortfall.arrangement.part_ids) == 4


def test_what_nothing_helps_is_said(two_clinics):
    """No change of ours puts a depot back into service."""
    problem = two_clinics.replace(depots=(replace(two_clinics.depots[0], in_service=False),))
    shortfall = summed(problem)
    assert shortfall.arrangement is None
    assert shortfall.text.en == "2 unserved orders (9 cylinders): no change that was tried serves any of them"


def test_most_are_served_where_one_cannot_be(far_valley):
    """The island has no road, and none is opened by tomorrow: it is left, and counted."""
    shortfall = summed(with_trucks(far_valley, max_trips=1), ())
    assert shortfall.first.en == "Search longer: the plan still has room for 2 of the unserved orders"
    assert {group.code for group in shortfall.groups} == {"unreachable", "not_placed"}


def test_top_ups_are_causes_and_need_no_arrangement(top_up):
    """An optional order that stays is nothing to arrange for."""
    tours = (Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=("o-binh",)),)),)
    shortfall = summed(top_up, tours)
    assert shortfall.arrangement is None
    assert [group.code for group in shortfall.groups] == ["not_worth_it"]


def test_time_that_is_over_is_told_and_every_order_has_its_reason(tight_morning):
    """With no time at all there are causes and groups, and it is said that not all was tried."""
    plan = explain(tight_morning, timetable(tight_morning, ()), seconds=0.0)
    assert plan.shortfall.cut_short
    assert plan.shortfall.arrangement is None
    assert all(row.explanation.reason.vi for row in plan.unserved)
    assert plan.shortfall.groups


def test_the_same_plan_gets_the_same_words(world):
    """Nothing depends on the clock or on chance."""
    plan = timetable(
        world, tuple(Tour(vehicle_id=p.vehicle_id, trips=p.trips) for p in world.pins if p.trips)
    )
    assert explain(world, plan) == explain(world, plan)


@pytest.mark.parametrize("number", [1, 3])
def test_what_was_tried_together_is_a_plan_without_fault(scarce_stock, number):
    """The outcome of a joint trial comes with tours that the checker lets pass, the stock included."""
    problem = crowd(scarce_stock, 8, deliver=Counts({"40L": 4}), collect=Counts())
    changes = tuple(TruckAdded(like_vehicle_id="t-west", new_id=f"x{n}") for n in range(number))
    joint = Joint(problem, (), InsertionTrial(), [part.id for part in problem.parts], Clock(60))
    outcome = joint.outcome(changes)
    changed = apply(problem, [Together(changes=(*changes, *outcome.stock))])
    plan = timetable(changed, outcome.tours)
    assert check(changed, plan) == ()
    assert {stop.part_id for stop in plan.stops} == outcome.served
    assert len(outcome.served) == 8
    lacking = sum(more.count for more in outcome.stock)
    assert lacking == 32 - sum(depot.stock.total for depot in problem.depots)


class TestLeastEffort:
    """The covering model on cases that can be solved by hand."""

    def test_takes_one_truck_for_many_rather_than_a_change_each(self):
        """Three changes of 20 against one truck of 40 with room for all."""
        each = [Kind(effort=20, room=1, serves={n: 0}) for n in range(3)]
        truck = Kind(effort=40, most=5, room=3, serves=dict.fromkeys(range(3), 0))
        assert least_effort([*each, truck], [1000] * 3, [()] * 3) == (0, 0, 0, 1)

    def test_takes_as_many_trucks_as_their_room_asks(self):
        """Seven orders, three a truck."""
        truck = Kind(effort=40, most=5, room=3, serves=dict.fromkeys(range(7), 0))
        assert least_effort([truck], [1000] * 7, [()] * 7) == (3,)

    def test_pays_for_what_a_kind_needs(self):
        """The truck is of use with a permit only."""
        permit = Kind(effort=12)
        truck = Kind(effort=40, most=5, room=9, serves={0: 0}, needs=(0,))
        assert least_effort([permit, truck], [1000], [()]) == (1, 1)

    def test_leaves_what_is_not_worth_the_effort(self):
        """A worth of 30 against 40."""
        assert least_effort([Kind(effort=40, room=1, serves={0: 0})], [30], [()]) == (0,)

    def test_an_order_asks_for_its_own_change_first(self):
        """Whoever serves it, its closing is later."""
        closing, fleet = Kind(effort=6), Kind(effort=0, room=2, serves={0: 0, 1: 0})
        assert least_effort([closing, fleet], [1000, 1000], [(0,), ()]) == (1, 1)

    def test_a_limit_holds_over_several_kinds(self):
        """Two small changes of one fleet serve one order between them: a truck takes the other."""
        small = [Kind(effort=6, room=1, serves={n: 0}) for n in range(2)]
        truck = Kind(effort=40, most=2, room=1, serves={0: 0, 1: 0})
        copies = least_effort([*small, truck], [1000, 1000], [(), ()], [({0, 1}, 1)])
        assert sum(copies[:2]) == 1
        assert copies[2] == 1
