"""Locks: what people settle in a plan is pinned, and then neither engine nor checker lets go of it."""

import pytest

from routing.check import check
from routing.model import Budget, InputError, Pin, Problem, Tour, TourTrip
from routing.portfolio import ENGINES
from routing.replan.locks import Locks, locked
from routing.solve import solve
from routing.timetable import timetable


def tour(vehicle: str, *trips: tuple[str, ...]) -> Tour:
    made = tuple(TourTrip(depot_id=depot, part_ids=tuple(ids)) for depot, *ids in trips)
    return Tour(vehicle_id=vehicle, trips=made)


CROSSED = (tour("t-west", ("west", "o-binh")), tour("t-east", ("east", "o-an")))
"""Each truck drives to the other's clinic: only a lock makes an engine keep that."""


def codes(problem: Problem, tours: tuple[Tour, ...], locks: Locks) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        locked(problem, tours, locks)
    assert all(issue.fault.vi and issue.remedy.en for issue in refused.value.issues)
    return [(issue.code, issue.subject.id) for issue in refused.value.issues]


def test_each_lock_is_a_pin(two_depots: Problem) -> None:
    """A route is closed, a vehicle's trips and departed ones are a beginning, a stop belongs to its truck."""
    west = CROSSED[0].trips
    assert locked(two_depots, CROSSED, Locks(routes=("t-west",))).pins == (
        Pin(vehicle_id="t-west", trips=west, closed=True),
    )
    assert locked(two_depots, CROSSED, Locks(vehicles=("t-west",))).pins == (
        Pin(vehicle_id="t-west", trips=west),
    )
    assert locked(two_depots, CROSSED, Locks(departed={"t-west": 1})).pins == (
        Pin(vehicle_id="t-west", trips=west),
    )
    assert locked(two_depots, CROSSED, Locks(orders=("o-an",))).pins == (
        Pin(vehicle_id="t-east", reserved_part_ids=frozenset({"o-an"})),
    )
    assert locked(two_depots, CROSSED, Locks()) == two_depots


def test_only_the_first_trips_have_departed(two_clinics: Problem) -> None:
    """Of two trips one has left: the second may still change."""
    two_trips = (tour("t1", ("depot", "o-an"), ("depot", "o-binh")),)
    (pin,) = locked(two_clinics, two_trips, Locks(departed={"t1": 1})).pins
    assert pin.trips == two_trips[0].trips[:1]


def test_an_idle_truck_may_be_locked_idle(two_depots: Problem) -> None:
    """The route of a truck that has none is to stay at home."""
    problem = locked(two_depots, CROSSED[:1], Locks(routes=("t-east",)))
    assert problem.pins == (Pin(vehicle_id="t-east", closed=True),)


def test_parts_stay_where_each_is(big_order: Problem) -> None:
    """Of a large order on two trucks, each keeps its own parts."""
    first, second, third = (part.id for part in big_order.parts if part.order_id == "o-big")
    tours = (tour("t1", ("depot", first), ("depot", third)), tour("t2", ("depot", second)))
    kept = locked(big_order, tours, Locks(orders=("o-big",))).pins
    pins = {pin.vehicle_id: pin.reserved_part_ids for pin in kept}
    assert pins == {"t1": {first, third}, "t2": {second}}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "locks",
    [
        Locks(routes=("t-west", "t-east")),
        Locks(vehicles=("t-west", "t-east")),
        Locks(departed={"t-west": 1, "t-east": 1}),
        Locks(orders=("o-an", "o-binh")),
    ],
    ids=["routes", "vehicles", "departed", "orders"],
)
def test_engines_keep_what_is_locked(engine: str, locks: Locks, two_depots: Problem) -> None:
    """Though it is the dearer way, each truck goes on to the other's clinic; the checker agrees."""
    problem = locked(two_depots, CROSSED, locks)
    solution = solve(problem, engine=engine, budget=Budget(seconds=0.3, iterations=300, start=CROSSED))
    assert (solution.violations, solution.plan.unserved) == ((), ())
    assert {stop.order_id: r.vehicle_id for r in solution.plan.routes for stop in r.stops} == {
        "o-an": "t-east",
        "o-binh": "t-west",
    }


def test_the_checker_judges_by_the_locks(two_depots: Problem) -> None:
    """The plan that is better without the lock breaks it."""
    straight = (tour("t-west", ("west", "o-an")), tour("t-east", ("east", "o-binh")))
    problem = locked(two_depots, CROSSED, Locks(orders=("o-an",)))
    assert check(two_depots, timetable(two_depots, straight)) == ()
    assert [violation.code for violation in check(problem, timetable(problem, straight))] == [
        "pinned_elsewhere"
    ]


def test_all_faults_are_told_at_once(two_depots: Problem) -> None:
    """Wrong ids, nothing to lock, and too many trips, in one refusal."""
    locks = Locks(
        routes=("x",),
        vehicles=("t-east", "y"),
        orders=("z", "o-an"),
        departed={"t-west": 2},
    )
    assert codes(two_depots, CROSSED[:1], locks) == [
        ("UNKNOWN_REFERENCE", "x"),
        ("NOTHING_TO_LOCK", "t-east"),
        ("UNKNOWN_REFERENCE", "y"),
        ("BAD_TRIP_COUNT", "t-west"),
        ("UNKNOWN_REFERENCE", "z"),
        ("NOTHING_TO_LOCK", "o-an"),
    ]


def test_a_route_with_orders_of_yesterday_cannot_stay_exactly(two_depots: Problem) -> None:
    """What the day does not have cannot be locked."""
    old = (tour("t-west", ("west", "o-an", "o-yesterday")),)
    assert codes(two_depots, old, Locks(routes=("t-west",))) == [("UNKNOWN_REFERENCE", "t-west")]


def test_pins_of_the_day_stay(pinned_morning: Problem) -> None:
    """Locks come on top of the pins that are there, and may not contradict them."""
    tours = (
        tour("t1", ("depot", "o-binh"), ("depot", "o-dung")),
        tour("t2", ("depot", "o-chau")),
        tour("t3", ("depot", "o-an")),
    )
    made = locked(pinned_morning, tours, Locks(vehicles=("t1",), routes=("t3",)))
    pins = made.pin_by_vehicle
    assert pins["t1"].trips == tours[0].trips
    assert (pins["t3"].trips, pins["t3"].closed) == (tours[2].trips, True)
    assert (pins["t2"], pins["t4"]) == tuple(pinned_morning.pin_by_vehicle[key] for key in ("t2", "t4"))
    others = (tour("t1", ("depot", "o-dung")), tour("t2", ("depot", "o-an")))
    faults = codes(pinned_morning, others, Locks(vehicles=("t1",), orders=("o-an",)))
    assert faults == [("START_BREAKS_PIN", "t1"), ("PINNED_TWICE", "o-an")]
