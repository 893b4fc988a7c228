"""Every engine on every named world: a new engine is tested by being in `ENGINES`."""

import dataclasses

import pytest

from routing.check import check
from routing.documents import plan_json
from routing.model import Budget, Counts, Pin, Problem, TourTrip, Urgency, ViolationCode
from routing.portfolio import ENGINES
from routing.solve import Solution, solve
from routing.timetable import timetable

HOUR = 3600
LEFT_IN_THE_RUSH = {"tight_morning": (3, 0, 3), "far_valley": (0, 0, 1), "scarce_stock": (0, 0, 6)}
"""Full cylinders that cannot be delivered in a rush; none in the other worlds."""
TELLS_OF_ITS_LAST_ONLY = {"greedy"}
"""Engines that report nothing on the way: they build one plan and are done."""

pytestmark = pytest.mark.parametrize("engine", ENGINES)


def _budget(**more) -> Budget:
    """A little search, counted in rounds; the seconds are for `or_tools`, which counts none."""
    return Budget(seconds=0.3, iterations=200, **more)


def _solved(problem: Problem, engine: str) -> Solution:
    return solve(problem, engine=engine, budget=_budget(), explained=False)


def test_no_plan_breaks_a_rule(engine, world):
    """Whatever the world, the checker is silent."""
    assert _solved(world, engine).violations == ()


def test_no_plan_breaks_a_rule_of_the_hour(engine, world, by_hour):
    """A rush at seven, the first clinic barred from eight to ten: the checker is silent all the same."""
    slices = ((0, 100, ""), (7 * HOUR, 170, ""), (8 * HOUR, 120, world.facilities[0].id), (10 * HOUR, 80, ""))
    for detour in (0, 2):
        day = world.replace(travel=by_hour(world.travel, *slices, detour=detour))
        solution = _solved(day, engine)
        assert solution.violations == ()
        assert solution.plan.objective.unserved == LEFT_IN_THE_RUSH.get(world.name, (0, 0, 0))


def test_a_clinic_is_served_before_the_ban_or_after_it(engine, two_clinics, by_hour):
    """An is barred all day but for the hour before seven: the truck is there in time."""
    slices = ((0, 100, ""), (7 * HOUR, 100, "an"), (20 * HOUR, 100, ""))
    day = two_clinics.replace(travel=by_hour(two_clinics.travel, *slices))
    plan = _solved(day, engine).plan
    assert plan.objective.unserved == (0, 0, 0)
    legs = [leg for route in plan.routes for leg in route.legs if "an" in {leg.origin_id, leg.destination_id}]
    assert len(legs) == 2
    for leg in legs:
        assert leg.arrive_s <= 7 * HOUR or leg.depart_s >= 20 * HOUR


def test_every_order_is_accounted_for(engine, world):
    """Each part is in one stop or unserved, never both and never neither."""
    plan = _solved(world, engine).plan
    served = [stop.part_id for stop in plan.stops]
    left = [row.part_id for row in plan.unserved]
    assert sorted(served + left) == sorted(part.id for part in world.parts)


def test_serves_both_clinics_in_one_trip(engine, two_clinics):
    """Two clinics on one road are one trip."""
    plan = _solved(two_clinics, engine).plan
    assert plan.objective.unserved == (0, 0, 0)
    assert [len(route.trips) for route in plan.routes] == [1]


def test_each_end_is_served_from_its_own_depot(engine, two_depots):
    """Driving 90 minutes past the other depot would cost more than its truck."""
    trips = [trip for route in _solved(two_depots, engine).plan.routes for trip in route.trips]
    assert {(trip.depot_id, stop.facility_id) for trip in trips for stop in trip.stops} == {
        ("west", "an"),
        ("east", "binh"),
    }


def test_the_least_urgent_is_left_out(engine, tight_morning):
    """Where not all can be served, a routine order gives way, not an urgent one."""
    plan = _solved(tight_morning, engine).plan
    assert [row.urgency for row in plan.unserved] == [Urgency.ROUTINE]


def test_late_is_better_than_never(engine, tight_morning):
    """The emergency 90 minutes away is late, and served."""
    plan = _solved(tight_morning, engine).plan
    assert plan.objective.late_s[Urgency.EMERGENCY] > 0
    assert "o-chau" in {stop.order_id for stop in plan.stops}


def test_empties_decide_the_order_of_stops(engine, full_for_empty):
    """The clinic with many empties comes last, or the truck would be over its slots."""
    plan = _solved(full_for_empty, engine).plan
    assert plan.objective.unserved == (0, 0, 0)


def test_a_long_drive_has_its_break(engine, far_valley):
    """Five hours each way are driven with a break after four."""
    plan = _solved(far_valley, engine).plan
    assert {stop.order_id for stop in plan.stops} == {"o-near", "o-far"}
    assert any(leg.breaks for route in plan.routes for leg in route.legs)


def test_what_has_no_road_is_unserved(engine, far_valley):
    """The island gets no truck, and nobody else suffers for it."""
    assert [row.order_id for row in _solved(far_valley, engine).plan.unserved] == ["o-island"]


def test_scarce_stock_goes_to_the_urgent(engine, scarce_stock):
    """Eight cylinders in the west are for the emergency and the urgent order."""
    plan = _solved(scarce_stock, engine).plan
    assert {stop.order_id for stop in plan.stops} == {"o-an", "o-binh"}


def test_a_big_order_is_carried_in_parts(engine, big_order):
    """Twenty-four cylinders reach the hospital on trucks of ten, one loading at a time."""
    plan = _solved(big_order, engine).plan
    delivered = sum((s.delivered for s in plan.stops if s.order_id == "o-big"), Counts())
    assert delivered == Counts({"40L": 24})


def test_a_truck_loads_elsewhere_when_its_depot_is_down(engine, two_depots):
    """A truck of a depot out of service still drives, and loads at the other."""
    west, east = two_depots.depots
    problem = two_depots.replace(depots=(dataclasses.replace(west, in_service=False), east))
    plan = _solved(problem, engine).plan
    assert plan.objective.unserved == (0, 0, 0)
    assert {trip.depot_id for route in plan.routes for trip in route.trips} == {"east"}


def test_what_is_pinned_stays(engine, pinned_morning):
    """Trips that have left come first, a closed truck gets no more, an order stays on its truck."""
    plan = _solved(pinned_morning, engine).plan
    trips = {
        route.vehicle_id: [[stop.part_id for stop in trip.stops] for trip in route.trips]
        for route in plan.routes
    }
    assert trips == {"t1": [["o-binh"], ["o-dung"]], "t2": [["o-chau"]], "t3": [["o-an"]]}


def test_a_pinned_order_waits_for_its_truck(engine, pinned_morning):
    """An is too large for the truck that it is pinned to, and is left although others have room."""
    small = (dataclasses.replace(v, slots=3) if v.id == "t3" else v for v in pinned_morning.vehicles)
    plan = _solved(pinned_morning.replace(vehicles=tuple(small)), engine).plan
    assert [row.part_id for row in plan.unserved] == ["o-an"]


def test_what_is_pinned_stays_even_where_it_breaks_a_rule(engine, tight_morning):
    """Three stops by 08:00 cannot be, but they have begun: nobody mends them, and the checker says so."""
    trips = (TourTrip(depot_id="depot", part_ids=("o-an", "o-binh", "o-chau")),)
    problem = tight_morning.replace(pins=(Pin(vehicle_id="t1", trips=trips),))
    solution = _solved(problem, engine)
    assert [stop.part_id for stop in solution.plan.stops] == ["o-an", "o-binh", "o-chau"]
    assert {violation.code for violation in solution.violations} == {ViolationCode.WINDOW_MISSED}


def test_a_truck_waits_for_what_is_released(engine, late_release):
    """Binh's cylinders are ready when an closes: they go on a trip of their own, and both are served."""
    plan = _solved(late_release, engine).plan
    loaded = {
        stop.part_id: trip.begin_s for route in plan.routes for trip in route.trips for stop in trip.stops
    }
    assert plan.objective.unserved == (0, 0, 0)
    assert loaded["o-binh"] == 10 * 3600
    assert loaded["o-an"] < 10 * 3600


def test_nobody_is_out_for_too_long(engine, short_duty):
    """From an at 08:00 to binh at 14:00 is more than six hours, so each has its truck."""
    plan = _solved(short_duty, engine).plan
    assert plan.objective.unserved == (0, 0, 0)
    assert len(plan.routes) == 2
    alone = _solved(short_duty.replace(vehicles=short_duty.vehicles[:1]), engine)
    assert alone.violations == ()
    assert len(alone.plan.unserved) == 1


def test_a_top_up_is_served_where_it_costs_less_than_its_prize(engine, top_up):
    """An lies on the way and costs ten minutes; far costs more than its prize, and would be late at that."""
    plan = _solved(top_up, engine).plan
    assert {stop.part_id for stop in plan.stops} == {"o-an", "o-binh"}
    assert plan.objective.unserved == plan.objective.late_s == (0, 0, 0)
    assert plan.objective.cost_vnd == plan.routes[0].cost.total_vnd + 900_000


def test_a_cheap_top_up_waits(engine, top_up):
    """Ten minutes at an cost 10 000: at that prize or less the truck drives by."""
    an, *others = top_up.orders
    at_cost = dataclasses.replace(an, prize_vnd=10_000)
    plan = _solved(top_up.replace(orders=(at_cost, *others)), engine).plan
    assert [stop.part_id for stop in plan.stops] == ["o-binh"]


def test_a_top_up_takes_nobodys_place(engine, scarce_stock):
    """Eight cylinders are for those who must have some, whatever a routine order would pay."""
    an, binh, chau = scarce_stock.orders
    rich = dataclasses.replace(an, id="o-rich", due_s=None, prize_vnd=10**9)
    plan = _solved(scarce_stock.replace(orders=(rich, an, binh, chau)), engine).plan
    assert {"o-an", "o-binh"} <= {stop.part_id for stop in plan.stops}


def test_nothing_to_do_is_an_empty_plan(engine, two_clinics):
    """No orders, or no trucks: no routes, no fault."""
    assert _solved(two_clinics.replace(orders=()), engine).plan.routes == ()
    idle = _solved(two_clinics.replace(vehicles=()), engine)
    assert idle.plan.routes == ()
    assert idle.plan.objective.unserved == (0, 0, 9)


def test_a_stopped_engine_still_answers(engine, big_order):
    """Stopping at once gives the first plan: without violations, and not an empty one."""
    budget = Budget(seconds=30, stopped=lambda: True)
    solution = solve(big_order, engine=engine, budget=budget, explained=False)
    assert solution.violations == ()
    assert solution.plan.objective.unserved == (0, 0, 0)


def test_found_tours_are_whole_plans(engine, big_order):
    """What an engine reports on the way can be timed as it is."""
    offers = []
    budget = _budget(on_better=offers.append)
    solve(big_order, engine=engine, budget=budget, explained=False)
    assert bool(offers) == (engine not in TELLS_OF_ITS_LAST_ONLY)
    parts = sorted(part.id for part in big_order.parts)
    for tours in offers:
        plan = timetable(big_order, tours)
        assert sorted(row.part_id for row in (*plan.stops, *plan.unserved)) == parts
        assert check(big_order, plan) == ()


def test_same_seed_same_plan(engine, two_depots):
    """A small day gives the same plan again."""
    first, second = (_solved(two_depots, engine).plan for _ in range(2))
    assert plan_json(first) == plan_json(second)
