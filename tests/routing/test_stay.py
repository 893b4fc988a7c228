"""Staying close to a plan in hand: engines weigh the price of moving stops against what it gains."""

import pytest

from routing.check import check
from routing.model import Budget, Problem, Stay, Tour, TourTrip, stay_with
from routing.portfolio import ENGINES
from routing.solve import judge, solve


def _in_hand(problem: Problem):
    """Each truck serves the other's side: the plan that costs the most road."""
    tours = (
        Tour(vehicle_id="t-west", trips=(TourTrip(depot_id="west", part_ids=("o-binh",)),)),
        Tour(vehicle_id="t-east", trips=(TourTrip(depot_id="east", part_ids=("o-an",)),)),
    )
    return judge(problem, tours).plan


def _trucks(plan) -> dict[str, str]:
    return {stop.part_id: route.vehicle_id for route in plan.routes for stop in route.stops}


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_dear_move_is_not_made(two_depots: Problem, engine: str) -> None:
    """At ten million a stop nothing moves; what is told is what is paid."""
    base = _in_hand(two_depots)
    budget = Budget(seconds=1.0, iterations=300, start=base.tours)
    free = solve(two_depots, engine=engine, budget=budget, stay=stay_with(base, truck_vnd=0, time_vnd=0))
    close = solve(two_depots, engine=engine, budget=budget, stay=stay_with(base, truck_vnd=10_000_000))
    kept = _trucks(base)
    assert {key: _trucks(close.plan)[key] for key in kept} == kept
    assert close.plan.objective.cost_vnd == sum(r.cost.paid_vnd for r in close.plan.routes)
    assert check(two_depots, close.plan) == ()
    assert free.plan.objective <= close.plan.objective


@pytest.mark.parametrize(("price_vnd", "moves"), [(2_259_999, 1), (2_260_001, 0)])
def test_the_price_is_weighed_against_the_gain(two_depots: Problem, price_vnd: int, moves: int) -> None:
    """One truck for both saves 5 000 000 - 2 740 000 with one stop moved, so that is what moving is worth."""
    base = _in_hand(two_depots)
    budget = Budget(seconds=1.0, iterations=300, start=base.tours)
    stay = stay_with(base, truck_vnd=price_vnd, time_vnd=0)
    plan = solve(two_depots, engine="ruin_recreate", budget=budget, stay=stay).plan
    assert sum(_trucks(plan)[key] != truck for key, truck in _trucks(base).items()) == moves
    assert plan.objective.cost_vnd == (2_740_000 if moves else 5_000_000)


def test_a_search_without_a_plan_in_hand_is_as_before(two_depots: Problem) -> None:
    """An empty wish to stay changes nothing."""
    budget = Budget(seconds=1.0, iterations=50)
    plans = [solve(two_depots, engine="ruin_recreate", budget=budget, stay=s).plan for s in (None, Stay())]
    assert plans[0].routes == plans[1].routes
