"""For each violation code one good plan, damaged in one way, and exactly that code expected."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from routing.check import check
from routing.model import (
    Break,
    BreakKind,
    Cost,
    Counts,
    CylinderType,
    KeptStop,
    Leg,
    Load,
    Meals,
    Pin,
    Plan,
    Problem,
    Route,
    Stay,
    TimeDependentTravel,
    TimeWindow,
    TourTrip,
    TravelMatrix,
    Trip,
    Unserved,
    Urgency,
    ViolationCode,
    parse_clock,
    parse_windows,
)

SHA = "a1" * 32
Code = ViolationCode
Damage = Callable[[Problem, Plan], tuple[Problem, Plan]]
LIFT = frozenset({"tail_lift"})
AN, XA = "routes.0.trips.0.stops.0", "routes.0.trips.0.stops.1"
LON_1, LON_2 = "routes.1.trips.0.stops.0", "routes.1.trips.1.stops.0"


def put(value, path: str, new):
    """Return a copy of a tree with one thing replaced, or changed where `new` is a function."""
    head, _, rest = path.partition(".")
    old = value[int(head)] if head.isdigit() else getattr(value, head)
    made = put(old, rest, new) if rest else new(old) if callable(new) else new
    if head.isdigit():
        return (*value[: int(head)], made, *value[int(head) + 1 :])
    return replace(value, **{head: made})


def damaged(*pairs) -> Damage:
    """Change the plan: paths and what is put there, in turn."""

    def damage(problem, plan):
        for path, new in zip(pairs[::2], pairs[1::2], strict=True):
            plan = put(plan, path, new)
        return problem, plan

    return damage


def judged(table: str, item_id: str, **values) -> Damage:
    """Change the problem: the plan made for one day is judged by another."""

    def damage(problem, plan):
        items = []
        for x in getattr(problem, table):
            new = {key: v(getattr(x, key)) if callable(v) else v for key, v in values.items()}
            items.append(replace(x, **new) if x.id == item_id else x)
        return problem.replace(**{table: tuple(items)}), plan

    return damage


def barred(problem, plan):
    """An is barred from 07:00 to 07:30: the leg there arrives at 07:10, the one from it leaves at 07:23."""
    travel = problem.travel
    seconds, metres = travel.duration_s["truck"], travel.length_m["truck"]
    hit = np.array([place == "an" for place in travel.place_ids])
    shut = np.where((hit[:, None] | hit[None, :]) & ~np.eye(len(hit), dtype=bool), -1, 0)
    hours = TimeDependentTravel(
        start_s=(0, parse_clock("07:00"), parse_clock("07:30")),
        period=(0, 1, 2),
        free=(0, 1, 0),
        always=(1, 1, 1),
        duration_s=np.array([seconds, np.where(shut < 0, -1, seconds)]),
        length_m=np.array([metres, np.where(shut < 0, -1, metres)]),
        bans=("Cấm xe tải",),
    )
    return problem.replace(travel=TravelMatrix.of_time_dependent(travel.place_ids, {"truck": hours})), plan


def moved(part_id: str, vehicle_id: str, begin: str) -> Damage:
    """A plan in hand had the part on that truck at that time; it may be half an hour off."""
    kept = KeptStop(vehicle_id=vehicle_id, begin_s=parse_clock(begin))
    stay = Stay(stops={part_id: kept}, within_s=30 * 60)
    return lambda problem, plan: (problem.replace(stay=stay), plan)


def pause(start: str, end: str) -> Break:
    return Break(start_s=parse_clock(start), end_s=parse_clock(end))


def plus(n: int):
    return lambda old: old + n


def times(n: int):
    return lambda old: old * n


def but(**values):
    return lambda old: replace(old, **values)


def later(by_s: int):
    """Move all times of a tree by some seconds."""

    def move(value):
        if isinstance(value, tuple):
            return tuple(map(move, value))
        if not is_dataclass(value):
            return value
        clocks = {"start_s", "end_s", "begin_s", "depart_s", "arrive_s"}
        old = {f.name: getattr(value, f.name) for f in fields(value)}
        return replace(value, **{k: v + by_s if k in clocks else move(v) for k, v in old.items()})

    return move


def forty(n: int) -> Counts:
    return Counts({"40L": n})


def hours(text: str) -> tuple[TimeWindow, ...]:
    return parse_windows(text)


def listed(which: str, **values) -> Damage:
    """List a part among the unserved."""

    def damage(problem, plan):
        part = problem.part_by_id[which]
        row = Unserved(
            order_id=part.order_id,
            part_id=part.id,
            facility_id=part.facility_id,
            urgency=part.urgency,
            deliver=part.deliver,
            collect=part.collect,
            cylinders=part.cylinders,
        )
        return problem, replace(plan, unserved=(*plan.unserved, replace(row, **values)))

    return damage


def staying(place_id: str, at_s: int) -> Leg:
    return Leg(
        origin_id=place_id, destination_id=place_id, depart_s=at_s, arrive_s=at_s, travel_s=0, length_m=0
    )


def idle_route(problem, plan):
    """A truck of its own is paid for and goes nowhere."""
    stay = staying("east", 28_800)
    cost = Cost(fixed_vnd=500_000)
    idle = Route(vehicle_id="t4", trips=(), finish=stay, start_s=28_800, end_s=28_800, cost=cost)
    trucks = (*problem.vehicles, replace(problem.vehicle_by_id["t3"], id="t4"))
    plan = put(replace(plan, routes=(*plan.routes, idle)), "objective.cost_vnd", plus(500_000))
    return problem.replace(vehicles=trucks), plan


def empty_trip(problem, plan):
    """t3 comes back to east, loads nothing for ten minutes more and drives 0 s home."""
    route = plan.routes[2]
    begin_s, end_s = route.end_s, route.end_s + 600
    trip = Trip(depot_id="east", leg=route.finish, begin_s=begin_s, end_s=end_s, loaded=Counts(), stops=())
    route = replace(route, trips=(*route.trips, trip), finish=staying("east", end_s), end_s=end_s)
    plan = put(put(plan, "routes.2", route), "routes.2.cost.time_vnd", plus(10_000))
    return problem, put(plan, "objective.cost_vnd", plus(10_000))


def road_cut(problem, plan):
    """A landslide closes the road from an to xa."""
    travel, cut = problem.travel, {}
    for name in ("duration_s", "length_m"):
        table = np.array(getattr(travel, name)["truck"])
        table[travel.index["an"], travel.index["xa"]] = -1
        cut[name] = {"truck": table}
    return problem.replace(travel=TravelMatrix(place_ids=travel.place_ids, **cut)), plan


def eating(kind: BreakKind = BreakKind.MEAL, **rules) -> Damage:
    """Judge by a day on which t1 is to have meals; its rest of 15 minutes from 10:15 on is one."""

    def damage(problem, plan):
        meals = Meals(**({"length_s": 900} | rules))
        problem, plan = judged("vehicles", "t1", rules=but(meals=meals))(problem, plan)
        return problem, put(plan, f"{XA}.rests.0.kind", kind)

    return damage


LONG_DAY_S, LON_LOADS_S = 14 * 3600 - (6 * 3600 + 35 * 60), 6 * 3600 + 50 * 60
LON = [TourTrip(depot_id="west", part_ids=(f"o-lon#{i}",)) for i in (1, 2)]


def pinned(vehicle_id: str, **values) -> Damage:
    """Judge the plan by a day on which something is pinned."""

    def damage(problem, plan):
        return problem.replace(pins=(Pin(vehicle_id=vehicle_id, **values),)), plan

    return damage


def unprized(problem, plan):
    """The empties of dao-bac may stay there for 100 000, which the plan does not count."""
    problem, plan = judged("orders", "o-bac", prize_vnd=100_000)(problem, plan)
    plan = put(plan, "unserved.0.cylinders", 0)
    return problem, put(plan, "objective.unserved", (0, 0, 0))


def prized_and_unserved(problem, plan):
    """The empties of dao-bac may stay there for 100 000, and still count as unserved."""
    problem, plan = judged("orders", "o-bac", prize_vnd=100_000)(problem, plan)
    plan = put(plan, "unserved.0.cylinders", 0)
    return problem, put(plan, "objective.cost_vnd", plus(100_000))


def waiting(problem, plan):
    """An urgent order pays 60 000 an hour until it is begun, which the plan does not count."""
    return problem.replace(waiting_vnd_per_hour=(0, 60_000, 0)), plan


def waited(problem, plan):
    """The same, counted: an, urgent, is begun at 07:10."""
    problem, plan = waiting(problem, plan)
    plan = put(plan, "routes.0.cost.waiting_vnd", 430_000)
    return problem, put(plan, "objective.cost_vnd", plus(430_000))


def standing(problem, plan):
    """The empty of dao-bac, an emergency, is a small one, and costs 7000 where it stands."""
    small = CylinderType(id="10L", name="10L", full_g=14_600, tare_g=12_500, empty_vnd=7_000)
    problem = problem.replace(cylinder_types=(*problem.cylinder_types, small))
    empty = Counts({"10L": 1})
    problem, plan = judged("orders", "o-bac", collect=empty, urgency=Urgency.EMERGENCY)(problem, plan)
    plan = put(put(plan, "unserved.0.collect", empty), "objective.cost_vnd", plus(7_000))
    plan = put(plan, "unserved.0.cylinders", 0)
    return problem, put(plan, "objective.unserved", (0, 0, 0))


def standing_but(*changes: object) -> Damage:
    """That, and then a damage."""
    return lambda problem, plan: damaged(*changes)(*standing(problem, plan))


NOON = Break(start_s=parse_clock("12:00"), end_s=parse_clock("13:00"))
BACKWARDS = Break(start_s=parse_clock("10:30"), end_s=parse_clock("10:29"))

CASES: list[tuple[ViolationCode, str, Damage]] = [
    (Code.WRONG_PROBLEM, "plan of another day", damaged("problem_sha256", "b2" * 32)),
    (Code.UNKNOWN_ORDER, "nobody placed it", listed("o-bac", order_id="o-ma", part_id="o-ma")),
    (Code.UNKNOWN_ORDER, "unknown whole order", damaged(f"{AN}.order_id", "o-ma")),
    (Code.REPEATED_ORDER, "served and unserved", listed("o-an")),
    (Code.REPEATED_ORDER, "unserved twice", damaged("unserved", times(2))),
    (Code.MISSING_ORDER, "forgotten", damaged("unserved", ())),
    (Code.SPLIT_MISMATCH, "parts deliver too much", damaged(f"{LON_1}.delivered", forty(8))),
    (Code.SPLIT_MISMATCH, "parts collect too little", damaged(f"{LON_2}.collected", forty(6))),
    (Code.SPLIT_MISMATCH, "part of another order", damaged(f"{LON_1}.order_id", "o-an")),
    (Code.WRONG_QUANTITY, "one too many", damaged(f"{AN}.delivered", forty(4))),
    (Code.WRONG_QUANTITY, "unknown type", damaged(f"{AN}.delivered", Counts({"50L": 3}))),
    (Code.WRONG_QUANTITY, "collects nothing", damaged(f"{XA}.collected", Counts())),
    (Code.WRONG_QUANTITY, "unserved row", damaged("unserved.0.collect", forty(2))),
    (Code.WRONG_QUANTITY, "unserved row counts nothing", damaged("unserved.0.cylinders", 0)),
    (Code.WRONG_QUANTITY, "unserved row does not say", damaged("unserved.0.cylinders", None)),
    (Code.WRONG_QUANTITY, "urgency of an unserved row", damaged("unserved.0.urgency", Urgency.EMERGENCY)),
    (
        Code.WRONG_QUANTITY,
        "between parts",
        damaged(f"{LON_1}.delivered", forty(8), f"{LON_2}.delivered", forty(6)),
    ),
    (Code.WRONG_PLACE, "delivered elsewhere", damaged(f"{AN}.facility_id", "lon")),
    (Code.WRONG_PLACE, "unserved elsewhere", damaged("unserved.0.facility_id", "nowhere")),
    (Code.UNKNOWN_VEHICLE, "no such truck", damaged("routes.2.vehicle_id", "t9")),
    (Code.VEHICLE_TWICE, "two routes at once", damaged("routes.2.vehicle_id", "t2")),
    (Code.SKILL_MISSING, "facility needs a lift", judged("facilities", "an", skills=LIFT)),
    (Code.SKILL_MISSING, "order needs a lift", judged("orders", "o-an", skills=LIFT)),
    (Code.WRONG_START, "comes from elsewhere", damaged("routes.1.trips.0.leg.origin_id", "west")),
    (Code.WRONG_END, "goes home elsewhere", damaged("routes.0.finish.destination_id", "east")),
    (Code.DEPOT_NOT_ALLOWED, "depot is down", judged("depots", "west", in_service=False)),
    (Code.DEPOT_NOT_ALLOWED, "not hers", judged("vehicles", "t1", load_depot_ids=frozenset({"east"}))),
    (Code.TOO_MANY_TRIPS, "reloads once too often", judged("vehicles", "t2", max_trips=1)),
    (Code.EMPTY_TRIP, "route without trips", idle_route),
    (Code.EMPTY_TRIP, "trip without stops", empty_trip),
    (Code.LEG_BROKEN, "starts elsewhere", damaged(f"{XA}.leg.origin_id", "lon")),
    (Code.LEG_BROKEN, "ends elsewhere", damaged(f"{XA}.leg.destination_id", "atlantis")),
    (Code.LEG_BROKEN, "to where it stands", damaged("routes.0.trips.0.leg", staying("west", 23_700))),
    (Code.UNREACHABLE_LEG, "road is cut", road_cut),
    (Code.ROAD_BARRED, "drives through a ban", barred),
    (Code.WRONG_LEG_TIME, "drives faster", damaged(f"{XA}.leg.travel_s", plus(-1))),
    (
        Code.WRONG_LEG_TIME,
        "drives slower and arrives later",
        damaged("routes.0.finish.travel_s", plus(60), "routes.0.finish.arrive_s", plus(60)),
    ),
    (Code.WRONG_LEG_LENGTH, "shorter way", damaged(f"{XA}.leg.length_m", plus(-1))),
    (
        Code.WRONG_LEG_LENGTH,
        "shorter way at a lower price",
        damaged(
            f"{XA}.leg.length_m",
            plus(-1000),
            "routes.0.cost.distance_vnd",
            plus(-10_000),
            "objective.cost_vnd",
            plus(-10_000),
        ),
    ),
    (
        Code.CLOCK,
        "rests before a leg, without a wait",
        damaged(f"{XA}.leg.rests", (pause("07:00", "07:15"),)),
    ),
    (Code.CLOCK, "starts before its first work", damaged("routes.0.start_s", plus(-1))),
    (Code.CLOCK, "loads too fast", damaged("routes.1.trips.1.begin_s", plus(60))),
    (Code.CLOCK, "unloads before arrival", damaged(f"{LON_1}.begin_s", plus(-1))),
    (Code.CLOCK, "departs later than work ends", damaged(f"{LON_1}.leg.depart_s", plus(1))),
    (Code.CLOCK, "arrives too early", damaged("routes.0.finish.arrive_s", plus(-1))),
    (Code.CLOCK, "comes home later than it may", damaged("routes.0.end_s", plus(1))),
    (Code.CLOCK, "rests before arrival", damaged(f"{XA}.rests.0.start_s", plus(-421))),
    (Code.CLOCK, "rests while unloading", damaged(f"{XA}.rests.0.end_s", plus(1))),
    (Code.CLOCK, "rests overlap", damaged(f"{XA}.rests", times(2))),
    (
        Code.CLOCK,
        "break after arrival",
        damaged(
            "routes.1.finish.breaks",
            (NOON,),
            "routes.1.finish.arrive_s",
            plus(3600),
            "routes.1.end_s",
            plus(3600),
            "routes.1.cost.time_vnd",
            plus(60_000),
            "objective.cost_vnd",
            plus(60_000),
        ),
    ),
    (Code.WINDOW_MISSED, "receives no more", judged("facilities", "an", receiving=hours("07:00-07:09"))),
    (Code.WINDOW_MISSED, "not yet", judged("facilities", "an", receiving=hours("07:11-07:20"))),
    (Code.WINDOW_MISSED, "own hours", judged("orders", "o-an", windows=hours("06:00-07:00;07:11-09:00"))),
    (Code.DEPOT_CLOSED, "not open yet", judged("depots", "west", open=hours("06:36-12:00;14:00-19:00"))),
    (Code.DEPOT_CLOSED, "shut for the night", judged("depots", "west", open=hours("00:00-12:00"))),
    (Code.DEPOT_CLOSED, "enters a shut gate", damaged("routes.0.end_s", plus(-1))),
    (Code.SHIFT_EXCEEDED, "overtime", judged("vehicles", "t1", shift=but(max_overtime_s=1799))),
    (Code.SHIFT_EXCEEDED, "before the shift", judged("vehicles", "t1", shift=but(start_s=23_701))),
    (
        Code.DURATION_EXCEEDED,
        "by a second",
        judged("vehicles", "t1", shift=but(max_duration_s=LONG_DAY_S - 1)),
    ),
    (Code.NOT_RELEASED, "loads a second early", judged("orders", "o-dao", release_s=28_801)),
    (Code.NOT_RELEASED, "part of a split order", judged("orders", "o-lon", release_s=LON_LOADS_S + 1)),
    (Code.PINNED_TRIPS_CHANGED, "another order of trips", pinned("t2", trips=(LON[1],))),
    (
        Code.PINNED_TRIPS_CHANGED,
        "from another depot",
        pinned("t2", trips=(replace(LON[0], depot_id="east"),)),
    ),
    (
        Code.PINNED_TRIPS_CHANGED,
        "a stop is added",
        pinned("t1", trips=(replace(LON[0], part_ids=("o-an",)),)),
    ),
    (Code.CLOSED_TO_MORE, "a trip follows", pinned("t2", trips=(LON[0],), closed=True)),
    (Code.CLOSED_TO_MORE, "an idle truck drives", pinned("t3", closed=True)),
    (Code.PINNED_ELSEWHERE, "on another truck", pinned("t3", reserved_part_ids=frozenset({"o-lon#2"}))),
    (Code.DRIVING_EXCEEDED, "by a second", judged("vehicles", "t1", rules=but(max_driving_s=20_399))),
    (Code.BREAK_MISSING, "late", judged("vehicles", "t1", rules=but(max_continuous_driving_s=7199))),
    (Code.BREAK_MISSING, "no rest", damaged(f"{XA}.rests", ())),
    (Code.BREAK_MISSING, "a second late", damaged(f"{XA}.leg.breaks.0", later(1))),
    (Code.BREAK_SHORT, "rest too short", damaged(f"{XA}.rests.0.start_s", plus(1))),
    (Code.BREAK_SHORT, "rest backwards", damaged(f"{XA}.rests.0", BACKWARDS)),
    (Code.BREAK_SHORT, "longer ones are due", judged("vehicles", "t1", rules=but(break_s=901))),
    (Code.MEAL_MISSING, "a second late", eating(within_work_s=13_199)),
    (Code.MEAL_MISSING, "a break is no meal", eating(BreakKind.DRIVING, within_work_s=14_400)),
    (Code.MEAL_MISSING, "not at noon either", eating(BreakKind.DRIVING, windows=hours("11:00-13:00"))),
    (Code.MEAL_SHORT, "by a second", eating(length_s=901, within_work_s=14_400)),
    (Code.MEAL_SHORT, "at its hour, yet short", eating(length_s=901, windows=hours("10:10-10:20"))),
    (Code.MEAL_OUTSIDE_WINDOW, "a second early", eating(windows=hours("10:15:01-10:40"))),
    (Code.MEAL_OUTSIDE_WINDOW, "a second late", eating(windows=hours("06:35-10:14:59"))),
    (Code.MEAL_OUTSIDE_WINDOW, "one of two", eating(windows=hours("10:00-10:30;13:00-13:30"))),
    (Code.PAYLOAD_EXCEEDED, "fulls, by a gram", judged("vehicles", "t3", payload_g=2 * 48_000 - 1)),
    (Code.PAYLOAD_EXCEEDED, "empties, by a gram", judged("vehicles", "t1", payload_g=6 * 48_000 - 1)),
    (Code.SLOTS_EXCEEDED, "one slot short", judged("vehicles", "t1", slots=5)),
    (Code.WRONG_LOAD, "loads one more", damaged("routes.0.trips.0.loaded", forty(6))),
    (Code.WRONG_LOAD, "carries one more", damaged(f"{AN}.aboard.full", forty(3))),
    (Code.EMPTIES_NOT_COUNTED, "no empties", damaged(f"{XA}.aboard", Load())),
    (Code.STOCK_EXCEEDED, "one short", judged("depots", "west", stock=forty(18))),
    (Code.STOCK_EXCEEDED, "type not stocked", judged("depots", "west", stock=Counts())),
    (Code.BAYS_EXCEEDED, "a second early", damaged("routes.1", later(-1))),
    (Code.WRONG_LATENESS, "not late", damaged(f"{AN}.late_s", 0)),
    (Code.WRONG_LATENESS, "late without a due time", damaged(f"{XA}.late_s", 60)),
    (Code.WRONG_LATENESS, "a minute of margin more", damaged(f"{AN}.margin_s", plus(60))),
    (Code.WRONG_LATENESS, "no margin", damaged(f"{AN}.margin_s", None)),
    (Code.WRONG_LATENESS, "a margin without a due time", damaged(f"{XA}.margin_s", 0)),
    (Code.WRONG_COST, "a dong less", damaged("routes.0.cost.time_vnd", plus(-1))),
    (
        Code.WRONG_COST,
        "no overtime",
        damaged("routes.0.cost.overtime_vnd", 0, "objective.cost_vnd", plus(-15_000)),
    ),
    (Code.WRONG_COST, "another truck is free", moved("o-xa", "t2", "10:30")),
    (Code.WRONG_COST, "another time is free", moved("o-xa", "t1", "09:59")),
    (
        Code.WRONG_COST,
        "pays for moving where nothing is in hand",
        damaged("routes.0.cost.moved_vnd", 1, "objective.cost_vnd", plus(1)),
    ),
    (Code.WRONG_COST, "waiting is free", waiting),
    (
        Code.WRONG_COST,
        "waits where it costs nothing",
        damaged("routes.0.cost.waiting_vnd", 1, "objective.cost_vnd", plus(1)),
    ),
    (Code.WRONG_OBJECTIVE, "empties stay for nothing", standing_but("objective.cost_vnd", plus(-7_000))),
    (Code.WRONG_OBJECTIVE, "empties count as fulls", standing_but("objective.unserved", (1, 0, 0))),
    (Code.WRONG_QUANTITY, "empties are urgent", standing_but("unserved.0.urgency", Urgency.EMERGENCY)),
    (Code.WRONG_OBJECTIVE, "hides the unserved", damaged("objective.unserved", (0, 0, 0))),
    (Code.WRONG_OBJECTIVE, "hides lateness", damaged("objective.late_s", (0, 599, 0))),
    (Code.WRONG_OBJECTIVE, "costs nothing", damaged("objective.cost_vnd", 0)),
    (Code.WRONG_OBJECTIVE, "prize not paid", unprized),
    (Code.WRONG_OBJECTIVE, "optional counted as unserved", prized_and_unserved),
]


def test_hand_made_plan_is_valid(problem, plan):
    """The plan that is damaged below has no fault itself."""
    assert check(problem, plan, problem_sha256=SHA) == ()


@pytest.mark.parametrize("change", [waited, standing])
def test_prices_that_are_counted_are_no_fault(problem, plan, change):
    """Waiting and empties left standing, at their price to the dong."""
    assert check(*change(problem, plan), problem_sha256=SHA) == ()


def test_a_stop_near_its_time_in_hand_has_not_moved(problem, plan):
    """Half an hour to the second, on its own truck."""
    assert check(*moved("o-xa", "t1", "10:00")(problem, plan), problem_sha256=SHA) == ()


@pytest.mark.parametrize(
    ("code", "damage"), [pytest.param(code, f, id=f"{code}: {how}") for code, how, f in CASES]
)
def test_one_damage_gives_its_own_code(problem, plan, code, damage):
    """A plan damaged in one way is told exactly that, in both languages."""
    violations = check(*damage(problem, plan), problem_sha256=SHA)
    assert {v.code for v in violations} == {code}
    assert all(v.message.vi and v.message.en and v.message.vi != v.message.en for v in violations)


@pytest.mark.parametrize(
    "rules",
    [
        {"within_work_s": 13_200},
        {"windows": hours("10:15-10:15")},
        {"windows": hours("06:34-06:40;10:00-10:20;13:30-14:00")},
    ],
    ids=["to the second", "both ends", "not on duty all through"],
)
def test_meals_that_the_plan_keeps_are_no_fault(problem, plan, rules):
    """A meal at the last second, at the only second of its window, and windows that the day does not span."""
    assert check(*eating(**rules)(problem, plan), problem_sha256=SHA) == ()


def test_a_meal_shorter_than_a_break_ends_no_stretch_of_driving(problem, plan):
    """Two hours of driving end in a meal of 15 minutes: enough where breaks take no longer."""
    rules = {"within_work_s": 14_400}
    assert check(*eating(**rules)(problem, plan)) == ()
    day, fed = eating(**rules)(problem, plan)
    day, _ = judged("vehicles", "t1", rules=but(break_s=901))(day, fed)
    codes = {violation.code for violation in check(day, fed)}
    assert codes == {Code.BREAK_MISSING, Code.BREAK_SHORT}


def test_bug_a_plan_of_another_problem_was_told_everything(problem, plan):
    """It is told so, and nothing else, however little fits."""
    other = problem.replace(orders=problem.orders[:1])
    (violation,) = check(other, plan, problem_sha256="b2" * 32)
    assert violation.code is Code.WRONG_PROBLEM
    assert len(check(other, plan)) > 1


def test_pins_that_the_plan_keeps_are_no_fault(problem, plan):
    """The same day with its first trips pinned, its last one closed, its orders at home and ready in time."""
    pins = (
        Pin(vehicle_id="t2", trips=(LON[0],), reserved_part_ids=frozenset({"o-lon#1", "o-lon#2", "o-bac"})),
        Pin(vehicle_id="t3", trips=(TourTrip(depot_id="east", part_ids=("o-dao",)),), closed=True),
    )
    day, _ = judged("vehicles", "t1", shift=but(max_duration_s=LONG_DAY_S))(problem.replace(pins=pins), plan)
    day, _ = judged("orders", "o-dao", release_s=28_800)(day, plan)
    assert check(day, plan) == ()


def test_parts_of_an_optional_order_share_its_prize(problem, plan):
    """Two parts of a prize of 100 001: the first is dearer by a dong, and both together cost it all."""
    problem, plan = judged("orders", "o-lon", prize_vnd=100_001)(problem, plan)
    assert [part.prize_vnd for part in problem.parts if part.order_id == "o-lon"] == [50_001, 50_000]
    for left, vnd in ((("o-lon#1",), 50_001), (("o-lon#2",), 50_000), (("o-lon#1", "o-lon#2"), 100_001)):
        routes = tuple(
            replace(route, trips=kept)
            for route in plan.routes
            if (kept := tuple(t for t in route.trips if t.stops[0].part_id not in left))
        )
        paid = sum(route.cost.total_vnd for route in routes) + vnd
        claimed = replace(plan, routes=routes, objective=replace(plan.objective, cost_vnd=paid))
        assert Code.WRONG_OBJECTIVE not in {v.code for v in check(problem, claimed)}


def test_every_code_is_sabotaged():
    """No violation code is without a damage of its own."""
    assert {code for code, _, _ in CASES} == set(ViolationCode)
