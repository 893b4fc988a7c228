"""Two plans are compared order by order, the worst off first."""

from routing.compare import compare
from routing.model import (
    Cost,
    Counts,
    Leg,
    Load,
    Objective,
    OrderDelta,
    Plan,
    Route,
    Stop,
    Trip,
    Unserved,
    Urgency,
)


def stop(order_id, begin_s=100, late_s=0, part_id=""):
    leg = Leg(
        origin_id="d", destination_id="f", depart_s=0, arrive_s=begin_s, travel_s=begin_s, length_m=1000
    )
    return Stop(
        order_id=order_id,
        part_id=part_id or order_id,
        facility_id="f",
        leg=leg,
        begin_s=begin_s,
        end_s=begin_s + 10,
        delivered=Counts({"40L": 1}),
        collected=Counts(),
        aboard=Load(),
        late_s=late_s,
    )


def route(vehicle_id, *stops):
    trip = Trip(depot_id="d", begin_s=0, end_s=0, loaded=Counts(), stops=stops)
    return Route(
        vehicle_id=vehicle_id, trips=(trip,), finish=stops[-1].leg, start_s=0, end_s=999, cost=Cost()
    )


def unserved(order_id, full=1, empty=0, part_id=""):
    return Unserved(
        order_id=order_id,
        part_id=part_id or order_id,
        facility_id="f",
        urgency=Urgency.ROUTINE,
        deliver=Counts({"40L": full}),
        collect=Counts({"40L": empty}),
    )


def plan(*routes, left=(), cost_vnd=0):
    return Plan(problem_sha256="", routes=routes, unserved=left, objective=Objective(cost_vnd=cost_vnd))


def test_a_plan_is_no_different_from_itself():
    """No order fares differently."""
    same = plan(route("t1", stop("a"), stop("b")), left=(unserved("c"),))
    delta = compare(same, same)
    assert delta.orders == ()
    assert delta.before == delta.after


def test_totals_stand_beside_each_other():
    """Objectives, trucks and metres."""
    delta = compare(
        plan(route("t1", stop("a"), stop("b")), cost_vnd=5),
        plan(route("t1", stop("a")), route("t2", stop("b")), cost_vnd=9),
    )
    assert (delta.before.cost_vnd, delta.after.cost_vnd) == (5, 9)
    assert (delta.trucks_before, delta.trucks_after) == (1, 2)
    assert (delta.length_before_m, delta.length_after_m) == (3000, 4000)


def test_the_worst_off_come_first():
    """Unserved before late before moved; larger losses first; ids decide ties; the same are left out."""
    base = plan(route("t1", *(stop(name) for name in "abcdefgh")))
    other = plan(
        route("t1", stop("a"), stop("h", begin_s=101)),
        route("t2", stop("b"), stop("c", late_s=5), stop("d", late_s=7)),
        left=(unserved("e", 1), unserved("f", 9), unserved("g", 1)),
    )
    assert [o.order_id for o in compare(base, other).orders] == ["f", "e", "g", "d", "c", "b", "h"]
    assert [o.order_id for o in compare(base, other).newly_unserved] == ["f", "e", "g"]


def test_parts_count_together():
    """Trucks of all parts, the first beginning, the sum of lateness, what is left of it."""
    base = plan(route("t2", stop("a", 200, 3, "a#1")), route("t1", stop("a", 100, 4, "a#2")))
    other = plan(route("t2", stop("a", 200, 3, "a#1")), left=(unserved("a", 6, 2, "a#2"),))
    assert compare(base, other).orders == (
        OrderDelta(
            order_id="a",
            facility_id="f",
            vehicles_before=("t1", "t2"),
            vehicles_after=("t2",),
            begin_before_s=100,
            begin_after_s=200,
            late_before_s=7,
            late_after_s=3,
            unserved_before=0,
            unserved_after=6,
        ),
    )


def test_an_order_that_was_not_ordered_in_one_plan():
    """Nothing is unserved of it, and it begins at no time."""
    (delta,) = compare(plan(route("t1", stop("a"))), plan()).orders
    assert (delta.begin_before_s, delta.begin_after_s, delta.unserved_after) == (100, None, 0)
    assert delta.facility_id == "f"
    (delta,) = compare(plan(), plan(route("t1", stop("a")))).orders
    assert (delta.facility_id, delta.vehicles_before, delta.vehicles_after) == ("f", (), ("t1",))


def test_empties_count_where_nothing_is_delivered():
    """As in the objective."""
    (delta,) = compare(plan(), plan(left=(unserved("a", full=0, empty=3),))).orders
    assert delta.unserved_after == 3


def test_a_part_that_moves_to_a_twin_trip_is_no_difference():
    """The order of parts does not matter."""
    a, b = stop("a", 100, 0, "a#1"), stop("a", 300, 0, "a#2")
    assert compare(plan(route("t1", a, b)), plan(route("t1", b, a))).orders == ()


def test_an_order_that_only_shifts_a_little_is_counted_and_not_listed():
    """Two minutes on the same truck; a third minute, another truck and lateness are changes."""
    base = plan(route("t1", stop("o1", 100), stop("o2", 100), stop("o3", 100)), route("t2", stop("o4", 100)))
    other = plan(
        route("t1", stop("o1", 220), stop("o2", 280), stop("o4", 100)), route("t2", stop("o3", 100, late_s=1))
    )
    comparison = compare(base, other, within_s=120)
    assert {delta.order_id for delta in comparison.orders} == {"o2", "o3", "o4"}
    assert (comparison.shifted, compare(base, other).shifted, len(compare(base, other).orders)) == (1, 0, 4)
    assert (comparison.delivered_before, comparison.delivered_after) == (4, 4)


def test_cost_is_read_by_the_cylinder():
    """Two cylinders at 100, one at 60; of none there is no price."""
    comparison = compare(
        plan(route("t1", stop("o1"), stop("o2")), cost_vnd=200), plan(route("t1", stop("o1")), cost_vnd=60)
    )
    assert (comparison.per_cylinder_before_vnd, comparison.per_cylinder_after_vnd) == (100, 60)
    assert compare(plan(), plan()).per_cylinder_after_vnd is None
