"""Soonest for emergencies: each hour until an urgent order is begun has a price."""

from dataclasses import replace

import pytest

from routing.bound import bound
from routing.model import Budget, Problem, Urgency
from routing.portfolio import ENGINES
from routing.solve import Solution, solve

HOUR = 3600


@pytest.fixture
def emergency(two_clinics: Problem) -> Problem:
    """depot 0 ── an 20 ── binh 50; binh, an emergency, is due at 17:00; the way is 100 km in either order."""
    an, binh = two_clinics.orders
    return two_clinics.replace(
        orders=(an, replace(binh, urgency=Urgency.EMERGENCY, due_s=17 * HOUR)),
        waiting_vnd_per_hour=(60_000, 12_000, 0),
    )


def _solved(problem: Problem, engine: str) -> Solution:
    return solve(problem, engine=engine, budget=Budget(seconds=0.3, iterations=300), explained=False)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_emergency_is_begun_first(engine, emergency):
    """On the same road at the same cost binh comes first, at 07:00, and not at 16:59."""
    solution = _solved(emergency, engine)
    assert solution.violations == ()
    begun = {stop.order_id: stop for stop in solution.plan.stops}
    assert begun["o-binh"].begin_s == 7 * HOUR
    assert begun["o-binh"].margin_s == 10 * HOUR
    assert begun["o-an"].margin_s is None
    (route,) = solution.plan.routes
    assert route.cost.waiting_vnd == 420_000


@pytest.mark.parametrize("engine", ENGINES)
def test_unserved_and_optional_orders_pay_none(engine, emergency):
    """Whoever gets nothing does not wait for it, and a top-up has its prize."""
    idle = emergency.replace(vehicles=(replace(emergency.vehicles[0], payload_g=1),))
    assert _solved(idle, engine).plan.objective.cost_vnd == 0
    orders = tuple(replace(order, prize_vnd=10**8) for order in emergency.orders)
    plan = _solved(emergency.replace(orders=orders), engine).plan
    assert [route.cost.waiting_vnd for route in plan.routes] == [0]


def test_parts_share_the_price_of_their_order(big_order):
    """Three parts of one order, an hour each: together what one order pays, to the dong."""
    day = big_order.replace(waiting_vnd_per_hour=(0, 100_001, 0))
    shares = [part.waiting_vnd_per_hour for part in day.parts if part.order_id == "o-big"]
    assert shares == [33_334, 33_334, 33_333]


def test_no_plan_is_below_the_bound(emergency):
    """What nobody can avoid waiting is proven: binh cannot be begun before 07:00."""
    plan = _solved(emergency, "greedy").plan
    proven = bound(emergency, plan, seconds=5)
    free = bound(emergency.replace(waiting_vnd_per_hour=(0, 0, 0)), seconds=5)
    assert proven.cost_vnd is not None
    assert free.cost_vnd is not None
    assert free.cost_vnd + 420_000 <= proven.cost_vnd <= plan.objective.cost_vnd
