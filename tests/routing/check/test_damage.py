"""Whatever field of a valid plan is changed, the checker finds it, but for the fields that are free."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import IntEnum

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.model import (
    Break,
    BreakKind,
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Facility,
    Leg,
    Location,
    Meals,
    Order,
    Pin,
    Plan,
    Problem,
    Rates,
    Shift,
    TimeWindow,
    Tour,
    TourTrip,
    TravelMatrix,
    Trip,
    Urgency,
    Vehicle,
    ViolationCode,
)
from routing.timetable import time_tour, timetable

SHA = "c3" * 32
HERE = Location(16.0, 108.0)
HOUR = 3600
PLACES = ("west", "east", "an", "binh", "chau")
CYLINDERS = (
    CylinderType(id="10L", name="Chai 10 L", full_g=14_600, tare_g=12_500),
    CylinderType(id="40L", name="Chai 40 L", full_g=56_300, tare_g=48_000, slots=2),
)

TOURS_DECIDE = {
    ViolationCode.REPEATED_ORDER,
    ViolationCode.SKILL_MISSING,
    ViolationCode.DEPOT_NOT_ALLOWED,
    ViolationCode.TOO_MANY_TRIPS,
    ViolationCode.EMPTY_TRIP,
    ViolationCode.UNREACHABLE_LEG,
    ViolationCode.WINDOW_MISSED,
    ViolationCode.DEPOT_CLOSED,
    ViolationCode.SHIFT_EXCEEDED,
    ViolationCode.DRIVING_EXCEEDED,
    ViolationCode.DURATION_EXCEEDED,
    ViolationCode.PINNED_TRIPS_CHANGED,
    ViolationCode.CLOSED_TO_MORE,
    ViolationCode.PINNED_ELSEWHERE,
    ViolationCode.PAYLOAD_EXCEEDED,
    ViolationCode.SLOTS_EXCEEDED,
    ViolationCode.STOCK_EXCEEDED,
    ViolationCode.MEAL_MISSING,
    ViolationCode.MEAL_OUTSIDE_WINDOW,
}
"""What bad tours can break; every other rule is the timetable's own to keep."""

SAME_RULE = {
    ViolationCode.PAYLOAD_EXCEEDED: "capacity_exceeded",
    ViolationCode.SLOTS_EXCEEDED: "capacity_exceeded",
    ViolationCode.UNREACHABLE_LEG: "unreachable",
    ViolationCode.MEAL_OUTSIDE_WINDOW: "meal_missing",
}
"""What the timetable calls a fault that it names otherwise."""

FREE = (
    # Nothing judges by how a plan was made, nor by what is said about an order that stays behind.
    r"parameters",
    # Where no meals are asked for, nothing judges by what a pause is called.
    r".*\.kind",
    r"unserved\.\d+\.explanation",
    # Of which version the document was says nothing of the plan.
    r"format_version",
    # The routes happen at the same time and the unserved rows are a set, so their order says nothing.
    r"routes swapped",
    r"unserved swapped",
)


@st.composite
def windows(draw) -> tuple[TimeWindow, ...]:
    """Any time, one window, or two with a pause at noon; wide, so that most plans are valid."""
    edges = draw(st.sampled_from(["", "6-20", "7-11 13-20", "9-18", "0-8 9-24"]))
    pairs = [piece.split("-") for piece in edges.split()]
    return tuple(TimeWindow(int(a) * HOUR, int(b) * HOUR) for a, b in pairs)


@st.composite
def meals(draw) -> Meals:
    """Short or long, by the hours of work, at noon and in the evening, or both."""
    edges = draw(st.sampled_from(["", "11-13", "10-11 12-12 17-19", "0-24"]))
    pairs = [piece.split("-") for piece in edges.split()]
    return Meals(
        length_s=draw(st.integers(60, 3600)),
        within_work_s=draw(st.none() | st.integers(HOUR, 6 * HOUR)),
        windows=tuple(TimeWindow(int(a) * HOUR, int(b) * HOUR) for a, b in pairs),
    )


@st.composite
def trucks(draw, number: int, eats: bool) -> Vehicle:  # noqa: FBT001
    start_s = draw(st.integers(5 * HOUR, 8 * HOUR))
    limit_s = draw(st.sampled_from([None, HOUR, 2 * HOUR]))
    return Vehicle(
        id=f"t{number}",
        payload_g=draw(st.integers(500_000, 2_000_000)),
        slots=draw(st.integers(20, 60)),
        start_depot_id=draw(st.sampled_from(PLACES[:2])),
        end_depot_id=draw(st.sampled_from(PLACES[:2])),
        shift=Shift(
            start_s=start_s, end_s=start_s + draw(st.integers(4, 12)) * HOUR, max_overtime_s=8 * HOUR
        ),
        rules=DriverRules(
            max_driving_s=draw(st.sampled_from([None, 16 * HOUR])),
            max_continuous_driving_s=limit_s,
            break_s=draw(st.integers(60, 1800)),
            meals=draw(st.none() | meals()) if eats else None,
        ),
        # No two trucks cost the same, so none may stand for another.
        rates=Rates(fixed_vnd=100 + number, per_km_vnd=7_001, per_hour_vnd=60_001, overtime_per_hour_vnd=29),
        max_trips=draw(st.sampled_from([None, 3])),
    )


@st.composite
def orders(draw, number: int) -> Order:
    counts = st.dictionaries(st.sampled_from(["10L", "40L"]), st.integers(0, 6))
    deliver, collect = Counts(draw(counts)), Counts(draw(counts))
    return Order(
        id=f"o{number}",
        facility_id=draw(st.sampled_from(PLACES[2:])),
        deliver=deliver if deliver or collect else Counts({"40L": 30}),
        collect=collect,
        urgency=draw(st.sampled_from(Urgency)),
        due_s=draw(st.none() | st.integers(6 * HOUR, 14 * HOUR)),
        windows=draw(windows()),
        release_s=draw(st.none() | st.integers(5 * HOUR, 12 * HOUR)),
        prize_vnd=draw(st.none() | st.integers(0, 10**6)),
    )


@st.composite
def problems(draw, eats: bool = True) -> Problem:  # noqa: FBT001, FBT002
    """Two depots, three facilities, up to two trucks and five orders."""
    size = len(PLACES)
    minutes = draw(st.lists(st.integers(0, 90), min_size=size * size, max_size=size * size))
    table = np.array(minutes).reshape(size, size) * 61
    np.fill_diagonal(table, 0)
    depots = [
        Depot(
            id=name,
            name=name,
            location=HERE,
            open=draw(windows()),
            stock=draw(st.sampled_from([None, Counts({"10L": 90, "40L": 90})])),
            bays=draw(st.sampled_from([None, 1, 2])),
            load_fixed_s=draw(st.integers(0, 900)),
            load_s_per_cylinder=draw(st.integers(0, 60)),
        )
        for name in PLACES[:2]
    ]
    facilities = [
        Facility(
            id=name,
            name=name,
            location=HERE,
            receiving=draw(windows()),
            unload_fixed_s=draw(st.integers(0, 900)),
            unload_s_per_cylinder=draw(st.integers(0, 60)),
        )
        for name in PLACES[2:]
    ]
    price = st.none() | st.integers(0, 20_000)
    return Problem(
        date="2026-11-24",
        cylinder_types=tuple(replace(kind, empty_vnd=draw(price)) for kind in CYLINDERS),
        waiting_vnd_per_hour=draw(st.sampled_from([(0, 0, 0), (90_001, 7_003, 0), (50_000, 5_000, 11)])),
        facilities=tuple(facilities),
        depots=tuple(depots),
        vehicles=tuple(draw(trucks(n, eats)) for n in range(draw(st.integers(1, 2)))),
        orders=tuple(draw(orders(n)) for n in range(draw(st.integers(1, 5)))),
        travel=TravelMatrix(
            place_ids=PLACES, duration_s={"truck": table}, length_m={"truck": table * 13 + (table > 0)}
        ),
    )


LIMITS = ["shift", "duty", "driving", "trips", "depot", "skill", "window", "road", "pin"]


@st.composite
def squeezed(draw) -> Problem:
    """A problem that is hard to keep to: one or more of its limits are drawn tight."""
    problem = draw(problems())
    tight = draw(st.sets(st.sampled_from(LIMITS)))
    trucks, depots, places = list(problem.vehicles), list(problem.depots), list(problem.facilities)
    if "shift" in tight:
        trucks = [replace(v, shift=replace(v.shift, max_overtime_s=0)) for v in trucks]
    if "duty" in tight:
        most_s = draw(st.integers(HOUR, 8 * HOUR))
        trucks = [replace(v, shift=replace(v.shift, max_duration_s=most_s)) for v in trucks]
    if "driving" in tight:
        limit_s = draw(st.integers(0, 4 * HOUR))
        trucks = [replace(v, rules=replace(v.rules, max_driving_s=limit_s)) for v in trucks]
    if "trips" in tight:
        trucks = [replace(v, max_trips=1, load_depot_ids=frozenset({"west"})) for v in trucks]
    if "depot" in tight:
        depots[1] = replace(depots[1], in_service=False, open=(TimeWindow(7 * HOUR, 9 * HOUR),))
    if "skill" in tight:
        trucks[0] = replace(trucks[0], skills=frozenset({"lift"}))
        places[0] = replace(places[0], skills=frozenset({"lift"}))
    if "window" in tight:
        places[1] = replace(places[1], receiving=(TimeWindow(6 * HOUR, 7 * HOUR),))
    travel = problem.travel
    if "road" in tight:
        cut = {key: np.array(getattr(travel, key)["truck"]) for key in ("duration_s", "length_m")}
        for table in cut.values():
            table[:-1, -1] = -1
        travel = TravelMatrix(place_ids=PLACES, **{key: {"truck": table} for key, table in cut.items()})
    day = problem.replace(
        vehicles=tuple(trucks), depots=tuple(depots), facilities=tuple(places), travel=travel
    )
    return day.replace(pins=(draw(pins(day)),)) if "pin" in tight else day


@st.composite
def pins(draw, problem: Problem) -> Pin:
    """Something about the first truck; trips only where it is the only one, for others have no fault then."""
    ids = [part.id for part in problem.parts]
    trip = TourTrip(depot_id=draw(st.sampled_from(PLACES[:2])), part_ids=(draw(st.sampled_from(ids)),))
    return Pin(
        vehicle_id="t0",
        trips=(trip,) if len(problem.vehicles) == 1 and draw(st.booleans()) else (),
        reserved_part_ids=draw(st.frozensets(st.sampled_from(ids), max_size=2)),
        closed=draw(st.booleans()),
    )


@st.composite
def planned(draw, days=None) -> tuple[Problem, tuple[Tour, ...]]:
    """A problem, and its parts dealt to trucks and trips at random; some stay behind."""
    problem = draw(days if days is not None else problems())
    places: dict[str, dict[int, list[str]]] = {}
    for part in problem.parts:
        vehicle = draw(st.none() | st.sampled_from([v.id for v in problem.vehicles]))
        if vehicle:
            places.setdefault(vehicle, {}).setdefault(draw(st.integers(0, 2)), []).append(part.id)
    depots = st.sampled_from(PLACES[:2])
    tours = tuple(
        Tour(
            vehicle_id=vehicle,
            trips=tuple(TourTrip(depot_id=draw(depots), part_ids=tuple(ids)) for ids in trips.values()),
        )
        for vehicle, trips in places.items()
    )
    return problem, tours


def damages(value: object, path: str, ids: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """Yield every change of a single thing in a tree: where, and the changed tree."""
    if isinstance(value, Counts | int | str):
        yield from ((path, other) for other in _others(value, ids) if other != value)
    elif isinstance(value, tuple):
        yield from _tuple_damages(value, path, ids)
    elif is_dataclass(value):
        for f in fields(value):
            inner = getattr(value, f.name)
            where = f"{path}.{f.name}".lstrip(".")
            changed = list(damages(inner, where, ids))
            changed += (
                [(f"{where} dropped", None)] if isinstance(inner, Leg) and isinstance(value, Trip) else []
            )
            yield from ((at, replace(value, **{f.name: new})) for at, new in changed)


def _others(value: Counts | int | str, ids: tuple[str, ...]) -> list[object]:
    if isinstance(value, Counts):
        more = (Counts({"40L": 1}), Counts({"10L": -1}), Counts({"no-such-type": 1}))
        return [value + change for change in more]
    if isinstance(value, IntEnum | BreakKind):
        return list(type(value))
    if isinstance(value, int):
        return [*(value + by for by in (-3600, -1, 1, 60)), -value - 1]
    return list(ids)


def _tuple_damages(value: tuple, path: str, ids: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for i, item in enumerate(value):
        head, tail = value[:i], value[i + 1 :]
        yield from ((at, (*head, new, *tail)) for at, new in damages(item, f"{path}.{i}", ids))
        yield f"{path}.{i} dropped", (*head, *tail)
        yield f"{path}.{i} repeated", (*head, item, item, *tail)
        if tail and tail[0] != item:
            yield f"{path} swapped", (*head, tail[0], item, *tail[1:])


def still_valid(problem: Problem, before: Plan, path: str, after: Plan) -> bool:
    """Say whether a damaged plan is valid after all, without the checker's help."""
    if any(re.fullmatch(pattern, path) for pattern in FREE):
        return True
    # A driver may rest for longer while the truck waits anyway, or not rest at all where the
    # driving before and after is short enough to be one stretch.
    if re.search(r"rests\.\d+(\.start_s|\.end_s| dropped)$", path):
        return all(_rests_fit(problem, after, i) for i in range(len(before.routes)))
    return False


def _rests_fit(problem: Problem, plan: Plan, number: int) -> bool:
    """Follow one truck's driver second by second."""
    route = plan.routes[number]
    rules = problem.vehicle_by_id[route.vehicle_id].rules
    steps: list[tuple[Leg | None, tuple[Break, ...], int]] = []
    for trip in route.trips:
        steps.append((trip.leg, trip.rests, trip.begin_s))
        steps += [(stop.leg, stop.rests, stop.begin_s) for stop in trip.stops]
    steps.append((route.finish, route.rests, route.end_s))
    driven_s = 0
    for leg, rests, begin_s in steps:
        if leg is None:
            continue
        if any(not leg.arrive_s <= r.start_s <= r.end_s <= begin_s for r in rests):
            return False
        if any(pause.end_s - pause.start_s < rules.break_s for pause in rests):
            return False
        for second in range(leg.depart_s, leg.arrive_s):
            resting = any(pause.start_s <= second < pause.end_s for pause in leg.breaks)
            driven_s = 0 if resting else driven_s + 1
            if rules.max_continuous_driving_s and driven_s > rules.max_continuous_driving_s:
                return False
        driven_s = 0 if rests else driven_s
    return True


def found_as_expected(problem: Problem, plan: Plan) -> None:
    ids = ("no-such-id", *problem.part_by_id, *PLACES, *problem.vehicle_by_id, *problem.order_by_id)
    for path, damaged in damages(plan, "", tuple(dict.fromkeys(ids))):
        assert isinstance(damaged, Plan)
        violations = check(problem, damaged, problem_sha256=SHA)
        valid = still_valid(problem, plan, path, damaged)
        assert valid == (not violations), (path, [str(v) for v in violations])


@settings(max_examples=150, deadline=None)
@given(planned())
def test_timetable_keeps_every_rule_that_tours_do_not_decide(case):
    """Random tours, timed, break only what tours decide: never a clock, a load, a cost or a break."""
    problem, tours = case
    violations = check(problem, timetable(problem, tours, problem_sha256=SHA), problem_sha256=SHA)
    assert {v.code for v in violations} <= TOURS_DECIDE, [str(v) for v in violations]


@settings(max_examples=200, deadline=None)
@given(planned(squeezed()))
def test_checker_and_timetable_name_the_same_faults_of_a_tour(case):
    """Two programs that share no helper agree on which rules a tour breaks, second and gram."""
    problem, tours = case
    for tour in tours:
        violations = check(problem, timetable(problem, (tour,)))
        broken = {SAME_RULE.get(v.code, v.code.value) for v in violations} - {"stock_exceeded"}
        assert broken == time_tour(problem, tour).broken, [str(v) for v in violations]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(planned(problems(eats=False)))
def test_any_single_change_of_a_valid_plan_is_found(case):
    """Each single change anywhere in a valid plan is a violation, unless it is among those that are free."""
    problem, tours = case
    plan = timetable(problem, tours, problem_sha256=SHA)
    assume(plan.routes and not check(problem, plan, problem_sha256=SHA))
    found_as_expected(problem, plan)


def test_any_single_change_of_the_hand_made_plan_is_found(problem, plan):
    """The same for the plan timed by hand, which has a rest, breaks, overtime and a split order."""
    found_as_expected(problem, replace(plan, problem_sha256=SHA))
