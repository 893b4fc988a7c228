"""Fulls first, always: empties with a price never push out oxygen, on any engine."""

from dataclasses import replace

import pytest

from routing.explain.reason import Reason
from routing.model import Budget, Counts, CylinderType, Order, Problem, Urgency
from routing.portfolio import ENGINES
from routing.solve import Solution, solve

PRICE_VND = 5_000


def _priced(types: tuple[CylinderType, ...], vnd: int = PRICE_VND) -> tuple[CylinderType, ...]:
    return tuple(replace(kind, empty_vnd=vnd) for kind in types)


def _order(name: str, facility: str, full: int, empty: int, **extra) -> Order:
    counts = {"deliver": Counts({"40L": full}), "collect": Counts({"40L": empty})}
    return Order(id=name, facility_id=facility, **counts, **extra)


@pytest.fixture
def many_empties(two_clinics: Problem) -> Problem:
    """depot 0 ── an 20 ── binh 50; two trips of 30: an needs 1 full and returns 90, binh needs 30."""
    truck = replace(two_clinics.vehicles[0], payload_g=2_000_000, slots=30, max_trips=2)
    return two_clinics.replace(
        cylinder_types=_priced(two_clinics.cylinder_types, 20_000),
        vehicles=(truck,),
        orders=(
            _order("o-an", "an", 1, 90, urgency=Urgency.EMERGENCY),
            _order("o-binh", "binh", 30, 0, urgency=Urgency.URGENT),
        ),
    )


@pytest.fixture
def only_empties(two_clinics: Problem) -> Problem:
    """depot 0 ── an 20 ── binh 50; one trip of 30: an returns 30 as an emergency, binh needs 20 fulls."""
    truck = replace(two_clinics.vehicles[0], payload_g=2_000_000, slots=30, max_trips=1)
    return two_clinics.replace(
        cylinder_types=_priced(two_clinics.cylinder_types),
        vehicles=(truck,),
        orders=(
            _order("o-an", "an", 0, 30, urgency=Urgency.EMERGENCY, due_s=0),
            _order("o-binh", "binh", 20, 20, urgency=Urgency.ROUTINE),
        ),
    )


def _solved(problem: Problem, engine: str) -> Solution:
    return solve(problem, engine=engine, budget=Budget(seconds=0.3, iterations=300), explained=False)


def _collected(solution: Solution) -> int:
    return sum(stop.collected.total for stop in solution.plan.stops)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_full_is_left_for_an_empty(engine, many_empties, only_empties):
    """Both handed days: all fulls arrive, and no empties are fetched in their place."""
    for problem in (many_empties, only_empties):
        solution = _solved(problem, engine)
        assert solution.violations == ()
        assert solution.plan.objective.unserved == (0, 0, 0)
        assert all(not row.deliver for row in solution.plan.unserved)
        assert all(row.urgency is Urgency.ROUTINE for row in solution.plan.unserved)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_room_that_fulls_leave_takes_empties(engine, many_empties):
    """Sixty of the ninety empties fit into two trips: thirty after binh's fulls, thirty with an's own."""
    solution = _solved(many_empties, engine)
    assert _collected(solution) == 60
    left = sum(row.collect.total for row in solution.plan.unserved)
    assert left == 30
    routes_vnd = sum(route.cost.total_vnd for route in solution.plan.routes)
    assert solution.plan.objective.cost_vnd == routes_vnd + left * 20_000


@pytest.mark.parametrize("engine", ENGINES)
def test_no_truck_leaves_its_yard_for_one_cylinder(engine, two_clinics):
    """An empty stays where fetching it costs more than its price; a province short of shells raises that."""
    problem = two_clinics.replace(orders=(_order("o-an", "an", 0, 1, urgency=Urgency.EMERGENCY),))
    for vnd, routes in ((PRICE_VND, 0), (5_000_000, 1)):
        day = problem.replace(cylinder_types=_priced(problem.cylinder_types, vnd))
        plan = _solved(day, engine).plan
        assert len(plan.routes) == routes
        assert plan.objective.unserved == (0, 0, 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_without_a_price_empties_count_as_they_did(engine, two_clinics):
    """An order of empties alone is served like any other where its type has no price."""
    problem = two_clinics.replace(orders=(_order("o-an", "an", 0, 1, urgency=Urgency.EMERGENCY),))
    plan = _solved(problem, engine).plan
    assert [stop.collected.total for stop in plan.stops] == [1]
    idle = problem.replace(vehicles=(replace(problem.vehicles[0], payload_g=1),))
    assert _solved(idle, engine).plan.objective.unserved == (1, 0, 0)


def test_empties_left_standing_are_told_as_such(only_empties):
    """Not as oxygen that is missing, and without a remedy."""
    plan = solve(only_empties, engine="greedy", budget=Budget(seconds=0.5)).plan
    (row,) = plan.unserved
    assert row.part_id == "o-an"
    assert row.explanation is not None
    assert (row.explanation.code, row.explanation.remedy) == (Reason.EMPTIES_STAY, None)
    assert "150000" in row.explanation.reason.en


def test_a_part_with_fulls_that_stays_leaves_its_empties_standing(two_clinics):
    """Its fulls count, and its empties cost their price as well."""
    day = two_clinics.replace(
        cylinder_types=_priced(two_clinics.cylinder_types),
        vehicles=(replace(two_clinics.vehicles[0], payload_g=1),),
    )
    plan = solve(day, engine="greedy", budget=Budget(seconds=0.3, iterations=300), explained=False).plan
    assert plan.objective.unserved == (0, 0, 9)
    assert plan.objective.cost_vnd == 8 * PRICE_VND
