"""For each violation code one good plan, damaged in one way, and exactly that code expected."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from routing.check import check
from routing.model import (
    Break,
    Cost,
    Counts,
    Leg,
    Load,
    Plan,
    Problem,
    Route,
    TimeWindow,
    TravelMatrix,
    Trip,
    Unserved,
    Urgency,
    ViolationCode,
)

SHA = "a1" * 32
Code = ViolationCode
Pair = tuple[Problem, Plan]
CASES: list[tuple[ViolationCode, Callable[[Problem, Plan], Pair]]] = []


def gives(
    code: ViolationCode,
) -> Callable[[Callable[[Problem, Plan], Pair]], Callable[[Problem, Plan], Pair]]:
    """Register a damage and the one code that it must give."""

    def register(damage: Callable[[Problem, Plan], Pair]) -> Callable[[Problem, Plan], Pair]:
        CASES.append((code, damage))
        return damage

    return register


def put(value, path: str, new):
    """Return a copy of a dataclass tree with one thing replaced: `routes.0.trips.0.loaded`."""
    head, _, rest = path.partition(".")
    if head.lstrip("-").isdigit():
        i = int(head) % len(value)
        inner = put(value[i], rest, new) if rest else made(new, value[i])
        return (*value[:i], inner, *value[i + 1 :])
    inner = getattr(value, head)
    return replace(value, **{head: put(inner, rest, new) if rest else made(new, inner)})


def made(new, old):
    return new(old) if callable(new) else new


def change(problem: Problem, table: str, item_id: str, **values) -> Problem:
    """Return the problem with one item changed: a plan made for the one is judged by the other."""
    items = tuple(replace(x, **values) if x.id == item_id else x for x in getattr(problem, table))
    return problem.replace(**{table: items})


def plus(n: int):
    return lambda old: old + n


def shifted(value, by_s: int):
    """Return a tree of times moved by some seconds."""
    if isinstance(value, tuple):
        return tuple(shifted(x, by_s) for x in value)
    if not is_dataclass(value):
        return value
    moved = {}
    for f in fields(value):
        old = getattr(value, f.name)
        clock = f.name in {"start_s", "end_s", "begin_s", "depart_s", "arrive_s"}
        moved[f.name] = old + by_s if clock else shifted(old, by_s)
    return replace(value, **moved)


def row(problem: Problem, part_id: str) -> Unserved:
    part = problem.part_by_id[part_id]
    return Unserved(
        order_id=part.order_id,
        part_id=part.id,
        facility_id=part.facility_id,
        urgency=part.urgency,
        deliver=part.deliver,
        collect=part.collect,
    )


@gives(Code.WRONG_PROBLEM)
def of_another_day(problem, plan):
    return problem, replace(plan, problem_sha256="b2" * 32)


@gives(Code.UNKNOWN_ORDER)
def lists_an_order_that_nobody_placed(problem, plan):
    ghost = replace(row(problem, "o-bac"), order_id="o-ma", part_id="o-ma")
    return problem, replace(plan, unserved=(*plan.unserved, ghost))


@gives(Code.UNKNOWN_ORDER)
def names_an_unknown_whole_order(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.0.order_id", "o-ma")


@gives(Code.REPEATED_ORDER)
def serves_an_order_and_lists_it_unserved(problem, plan):
    return problem, replace(plan, unserved=(*plan.unserved, row(problem, "o-an")))


@gives(Code.REPEATED_ORDER)
def lists_an_order_unserved_twice(problem, plan):
    return problem, replace(plan, unserved=plan.unserved * 2)


@gives(Code.MISSING_ORDER)
def forgets_an_order(problem, plan):
    return problem, replace(plan, unserved=())


@gives(Code.SPLIT_MISMATCH)
def delivers_more_than_ordered_in_parts(problem, plan):
    return problem, put(plan, "routes.1.trips.0.stops.0.delivered", Counts({"40L": 8}))


@gives(Code.SPLIT_MISMATCH)
def a_part_names_another_order(problem, plan):
    return problem, put(plan, "routes.1.trips.0.stops.0.order_id", "o-an")


@gives(Code.WRONG_QUANTITY)
def delivers_another_number(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.0.delivered", Counts({"40L": 4}))


@gives(Code.WRONG_QUANTITY)
def delivers_a_type_that_nobody_knows(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.0.delivered", Counts({"50L": 3}))


@gives(Code.WRONG_QUANTITY)
def collects_nothing(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.collected", Counts())


@gives(Code.WRONG_QUANTITY)
def moves_a_cylinder_between_parts(problem, plan):
    plan = put(plan, "routes.1.trips.0.stops.0.delivered", Counts({"40L": 8}))
    return problem, put(plan, "routes.1.trips.1.stops.0.delivered", Counts({"40L": 6}))


@gives(Code.WRONG_QUANTITY)
def belittles_what_is_unserved(problem, plan):
    return problem, put(plan, "unserved.0.urgency", Urgency.EMERGENCY)


@gives(Code.WRONG_PLACE)
def delivers_elsewhere(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.0.facility_id", "lon")


@gives(Code.WRONG_PLACE)
def leaves_unserved_elsewhere(problem, plan):
    return problem, put(plan, "unserved.0.facility_id", "nowhere")


@gives(Code.UNKNOWN_VEHICLE)
def drives_a_truck_that_is_not_there(problem, plan):
    return problem, put(plan, "routes.2.vehicle_id", "t9")


@gives(Code.VEHICLE_TWICE)
def drives_two_routes_at_once(problem, plan):
    return problem, put(plan, "routes.2.vehicle_id", "t2")


@gives(Code.SKILL_MISSING)
def facility_needs_a_tail_lift(problem, plan):
    return change(problem, "facilities", "an", skills=frozenset({"tail_lift"})), plan


@gives(Code.SKILL_MISSING)
def order_needs_a_tail_lift(problem, plan):
    return change(problem, "orders", "o-an", skills=frozenset({"tail_lift"})), plan


@gives(Code.WRONG_START)
def comes_from_another_depot(problem, plan):
    return problem, put(plan, "routes.1.trips.0.leg.origin_id", "west")


@gives(Code.WRONG_END)
def goes_home_to_another_depot(problem, plan):
    return problem, put(plan, "routes.0.finish.destination_id", "east")


@gives(Code.DEPOT_NOT_ALLOWED)
def loads_at_a_depot_that_is_down(problem, plan):
    return change(problem, "depots", "west", in_service=False), plan


@gives(Code.DEPOT_NOT_ALLOWED)
def loads_where_the_truck_may_not(problem, plan):
    return change(problem, "vehicles", "t1", load_depot_ids=frozenset({"east"})), plan


@gives(Code.TOO_MANY_TRIPS)
def reloads_once_too_often(problem, plan):
    return change(problem, "vehicles", "t2", max_trips=1), plan


@gives(Code.EMPTY_TRIP)
def has_a_route_without_trips(problem, plan):
    stay = Leg(origin_id="east", destination_id="east", depart_s=0, arrive_s=0, travel_s=0, length_m=0)
    stay = shifted(stay, 8 * 3600)
    idle = Route(
        vehicle_id="t4",
        trips=(),
        finish=stay,
        start_s=stay.depart_s,
        end_s=stay.arrive_s,
        cost=Cost(fixed_vnd=500_000),
    )
    fourth = replace(problem.vehicle_by_id["t3"], id="t4")
    plan = replace(plan, routes=(*plan.routes, idle))
    plan = put(plan, "objective.cost_vnd", plus(500_000))
    return problem.replace(vehicles=(*problem.vehicles, fourth)), plan


@gives(Code.EMPTY_TRIP)
def loads_and_serves_nobody(problem, plan):
    """t3 comes back to east, loads nothing more for ten minutes and drives 0 s home."""
    route = plan.routes[2]
    back = route.finish
    trip = Trip(
        depot_id="east",
        leg=back,
        begin_s=back.arrive_s,
        end_s=back.arrive_s + 600,
        loaded=Counts(),
        stops=(),
    )
    home = Leg(
        origin_id="east",
        destination_id="east",
        depart_s=trip.end_s,
        arrive_s=trip.end_s,
        travel_s=0,
        length_m=0,
    )
    route = replace(route, trips=(*route.trips, trip), finish=home, end_s=trip.end_s)
    plan = put(plan, "routes.2", put(route, "cost.time_vnd", plus(10_000)))
    return problem, put(plan, "objective.cost_vnd", plus(10_000))


@gives(Code.LEG_BROKEN)
def starts_a_leg_elsewhere(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.leg.origin_id", "lon")


@gives(Code.LEG_BROKEN)
def ends_a_leg_elsewhere(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.leg.destination_id", "atlantis")


@gives(Code.LEG_BROKEN)
def drives_to_where_it_stands(problem, plan):
    begin_s = plan.routes[0].start_s
    leg = Leg(
        origin_id="west", destination_id="west", depart_s=begin_s, arrive_s=begin_s, travel_s=0, length_m=0
    )
    return problem, put(plan, "routes.0.trips.0.leg", leg)


@gives(Code.UNREACHABLE_LEG)
def road_is_cut(problem, plan):
    travel, cut = problem.travel, {}
    for name in ("duration_s", "length_m"):
        table = np.array(getattr(travel, name)["truck"])
        table[travel.index["an"], travel.index["xa"]] = -1
        cut[name] = {"truck": table}
    return problem.replace(travel=TravelMatrix(place_ids=travel.place_ids, **cut)), plan


@gives(Code.WRONG_LEG_TIME)
def drives_faster_than_the_road_allows(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.leg.travel_s", plus(-1))


@gives(Code.WRONG_LEG_TIME)
def drives_slower_and_arrives_later(problem, plan):
    plan = put(plan, "routes.0.finish.travel_s", plus(60))
    return problem, put(plan, "routes.0.finish.arrive_s", plus(60))


@gives(Code.WRONG_LEG_LENGTH)
def drives_a_shorter_way(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.leg.length_m", plus(-1))


@gives(Code.WRONG_LEG_LENGTH)
def drives_a_shorter_way_at_a_lower_price(problem, plan):
    plan = put(plan, "routes.0.trips.0.stops.1.leg.length_m", plus(-1000))
    plan = put(plan, "routes.0.cost.distance_vnd", plus(-10_000))
    return problem, put(plan, "objective.cost_vnd", plus(-10_000))


@gives(Code.CLOCK)
def starts_before_its_first_work(problem, plan):
    return problem, put(plan, "routes.0.start_s", plus(-1))


@gives(Code.CLOCK)
def loads_faster_than_hands_can(problem, plan):
    return problem, put(plan, "routes.1.trips.1.begin_s", plus(60))


@gives(Code.CLOCK)
def unloads_before_it_arrives(problem, plan):
    return problem, put(plan, "routes.1.trips.0.stops.0.begin_s", plus(-1))


@gives(Code.CLOCK)
def departs_later_than_work_ends(problem, plan):
    return problem, put(plan, "routes.1.trips.0.stops.0.leg.depart_s", plus(1))


@gives(Code.CLOCK)
def arrives_earlier_than_it_can(problem, plan):
    return problem, put(plan, "routes.0.finish.arrive_s", plus(-1))


@gives(Code.CLOCK)
def comes_home_later_than_it_may(problem, plan):
    return problem, put(plan, "routes.0.end_s", plus(1))


@gives(Code.CLOCK)
def rests_before_it_arrives(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.rests.0.start_s", plus(-421))


@gives(Code.CLOCK)
def rests_during_unloading(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.rests.0.end_s", plus(1))


@gives(Code.CLOCK)
def takes_a_break_twice_at_once(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.rests", lambda old: old * 2)


@gives(Code.CLOCK)
def has_a_break_after_arrival(problem, plan):
    late = Break(start_s=12 * 3600, end_s=13 * 3600)
    plan = put(plan, "routes.1.finish.breaks", (late,))
    plan = put(plan, "routes.1.finish.arrive_s", plus(3600))
    plan = put(put(plan, "routes.1.end_s", plus(3600)), "routes.1.cost.time_vnd", plus(60_000))
    return problem, put(plan, "objective.cost_vnd", plus(60_000))


@gives(Code.WINDOW_MISSED)
def facility_stops_receiving(problem, plan):
    early = (TimeWindow(7 * 3600, 7 * 3600 + 599),)
    return change(problem, "facilities", "an", receiving=early), plan


@gives(Code.WINDOW_MISSED)
def order_has_hours_of_its_own(problem, plan):
    later = (TimeWindow(6 * 3600, 7 * 3600), TimeWindow(7 * 3600 + 601, 9 * 3600))
    return change(problem, "orders", "o-an", windows=later), plan


@gives(Code.DEPOT_CLOSED)
def depot_opens_later(problem, plan):
    later = (TimeWindow(7 * 3600, 12 * 3600), TimeWindow(14 * 3600, 20 * 3600))
    return change(problem, "depots", "west", open=later), plan


@gives(Code.DEPOT_CLOSED)
def depot_is_shut_for_the_night(problem, plan):
    return change(problem, "depots", "west", open=(TimeWindow(0, 12 * 3600),)), plan


@gives(Code.DEPOT_CLOSED)
def comes_home_before_the_gate_opens(problem, plan):
    return problem, put(plan, "routes.0.end_s", plus(-1))


@gives(Code.SHIFT_EXCEEDED)
def overtime_is_forbidden(problem, plan):
    shift = replace(problem.vehicle_by_id["t1"].shift, max_overtime_s=1799)
    return change(problem, "vehicles", "t1", shift=shift), plan


@gives(Code.SHIFT_EXCEEDED)
def starts_before_the_shift(problem, plan):
    shift = replace(problem.vehicle_by_id["t1"].shift, start_s=6 * 3600 + 35 * 60 + 1)
    return change(problem, "vehicles", "t1", shift=shift), plan


@gives(Code.DRIVING_EXCEEDED)
def drives_a_second_too_long(problem, plan):
    rules = replace(problem.vehicle_by_id["t1"].rules, max_driving_s=340 * 60 - 1)
    return change(problem, "vehicles", "t1", rules=rules), plan


@gives(Code.BREAK_MISSING)
def breaks_come_a_second_too_late(problem, plan):
    rules = replace(problem.vehicle_by_id["t1"].rules, max_continuous_driving_s=7199)
    return change(problem, "vehicles", "t1", rules=rules), plan


@gives(Code.BREAK_MISSING)
def forgets_to_rest(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.rests", ())


@gives(Code.BREAK_MISSING)
def takes_its_break_a_minute_later(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.leg.breaks.0", lambda old: shifted(old, 60))


@gives(Code.BREAK_SHORT)
def rests_too_short(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.rests.0.start_s", plus(1))


@gives(Code.BREAK_SHORT)
def rests_backwards(problem, plan):
    wait_s = plan.routes[0].trips[0].stops[1].begin_s
    return problem, put(plan, "routes.0.trips.0.stops.1.rests.0", Break(start_s=wait_s, end_s=wait_s - 60))


@gives(Code.BREAK_SHORT)
def breaks_must_be_longer(problem, plan):
    rules = replace(problem.vehicle_by_id["t1"].rules, break_s=901)
    return change(problem, "vehicles", "t1", rules=rules), plan


@gives(Code.PAYLOAD_EXCEEDED)
def truck_is_too_weak_by_a_gram(problem, plan):
    return change(problem, "vehicles", "t1", payload_g=6 * 48_000 - 1), plan


@gives(Code.SLOTS_EXCEEDED)
def empties_need_a_slot_too_many(problem, plan):
    return change(problem, "vehicles", "t1", slots=5), plan


@gives(Code.WRONG_LOAD)
def loads_one_too_many(problem, plan):
    return problem, put(plan, "routes.0.trips.0.loaded", Counts({"40L": 6}))


@gives(Code.WRONG_LOAD)
def says_it_carries_more_fulls(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.0.aboard.full", Counts({"40L": 3}))


@gives(Code.EMPTIES_NOT_COUNTED)
def forgets_the_empties_aboard(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.aboard", Load())


@gives(Code.STOCK_EXCEEDED)
def stock_is_short_by_one(problem, plan):
    return change(problem, "depots", "west", stock=Counts({"40L": 18})), plan


@gives(Code.BAYS_EXCEEDED)
def comes_before_the_bay_is_free(problem, plan):
    return problem, put(plan, "routes.1", lambda old: shifted(old, -1))


@gives(Code.WRONG_LATENESS)
def says_it_is_on_time(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.0.late_s", 0)


@gives(Code.WRONG_LATENESS)
def says_it_is_late_without_a_due_time(problem, plan):
    return problem, put(plan, "routes.0.trips.0.stops.1.late_s", 60)


@gives(Code.WRONG_COST)
def costs_a_dong_less(problem, plan):
    return problem, put(plan, "routes.0.cost.time_vnd", plus(-1))


@gives(Code.WRONG_COST)
def forgets_overtime_throughout(problem, plan):
    plan = put(plan, "routes.0.cost.overtime_vnd", 0)
    return problem, put(plan, "objective.cost_vnd", plus(-15_000))


@gives(Code.WRONG_OBJECTIVE)
def hides_what_is_unserved(problem, plan):
    return problem, put(plan, "objective.unserved", (0, 0, 0))


@gives(Code.WRONG_OBJECTIVE)
def hides_what_is_late(problem, plan):
    return problem, put(plan, "objective.late_s", (0, 599, 0))


@gives(Code.WRONG_OBJECTIVE)
def hides_what_it_costs(problem, plan):
    return problem, put(plan, "objective.cost_vnd", 0)


def test_hand_made_plan_is_valid(problem, plan):
    """The plan that is damaged below has no fault itself."""
    assert check(problem, plan, problem_sha256=SHA) == ()


@pytest.mark.parametrize(
    ("code", "damage"), [pytest.param(code, f, id=f"{code}-{f.__name__}") for code, f in CASES]
)
def test_one_damage_gives_its_own_code(problem, plan, code, damage):
    """A plan damaged in one way is told exactly that, in both languages."""
    violations = check(*damage(problem, plan), problem_sha256=SHA)
    assert {v.code for v in violations} == {code}
    assert all(v.message.vi and v.message.en and v.message.vi != v.message.en for v in violations)


def test_every_code_is_sabotaged():
    """No violation code is without a damage of its own."""
    assert {code for code, _ in CASES} == set(ViolationCode)
