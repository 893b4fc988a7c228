"""The bound holds against the best plans of tiny days, and against every plan that an engine finds."""

from dataclasses import replace

import pytest

from routing.bound import Scope, bound
from routing.model import Budget, Counts, DriverRules, Problem, Rates, Shift
from routing.solve import solve

SEEDS = range(24)
DAYS = [
    pytest.param(seed, marks=[] if seed < 12 else [pytest.mark.campaign, pytest.mark.bounded])
    for seed in SEEDS
]


def solved(problem: Problem):
    """Return a checked plan of the default engine after a short search."""
    solution = solve(
        problem, engine="ruin_recreate", budget=Budget(seconds=0.3, iterations=300), explained=False
    )
    assert not solution.violations
    return solution.plan


@pytest.mark.parametrize("seed", DAYS)
def test_no_level_is_above_the_best_plan(seed: int, tried) -> None:
    """Against all tours of a tiny day: unserved, lateness, and the cost of plans as good in both."""
    problem, best = tried(seed)
    proven = bound(problem, best.plan, seconds=20)
    objective = best.plan.objective
    assert all(a <= b for a, b in zip(proven.unserved, objective.unserved, strict=True))
    if objective.unserved == proven.unserved:
        assert all(a <= b for a, b in zip(proven.late_s, objective.late_s, strict=True))
        assert proven.cost_vnd is not None
        if proven.covers(best.plan):
            assert proven.cost_vnd <= objective.cost_vnd
        assert proven.scope is (Scope.ON_TIME if objective.late_s == proven.late_s else Scope.SERVING)
    else:
        assert (proven.scope, proven.cost_vnd, proven.gap(best.plan)) == (Scope.NONE, None, None)


@pytest.mark.parametrize("seed", DAYS)
def test_without_a_plan_all_that_serve_are_covered(seed: int, tried) -> None:
    """Without a plan the cost is bounded for plans that serve what can be served, late or not."""
    problem, best = tried(seed)
    proven = bound(problem, seconds=20)
    assert proven.scope is Scope.SERVING
    if best.plan.objective.unserved == proven.unserved:
        assert proven.cost_vnd is not None
        assert 0 <= proven.cost_vnd <= best.least_cost_vnd


@pytest.mark.parametrize("seed", range(40, 46))
def test_prizes_are_no_dearer_than_the_best_plan(seed: int, tried_with_prizes) -> None:
    """Every other order may stay out at a price; the best plan of all tours is not below the bound."""
    problem, best = tried_with_prizes(seed)
    proven = bound(problem, best.plan, seconds=2)
    assert all(a <= b for a, b in zip(proven.unserved, best.plan.objective.unserved, strict=True))
    if proven.covers(best.plan):
        assert proven.cost_vnd is not None
        assert proven.cost_vnd <= best.plan.objective.cost_vnd


@pytest.mark.campaign
@pytest.mark.bounded
def test_stock_is_no_dearer_than_the_best_plan(short_of_stock) -> None:
    """With half of what is ordered, and a little, at each depot: the best plans are not below the bound."""
    covered = 0
    for seed in range(60, 72):
        problem, plan = short_of_stock(seed, percent=60)
        proven = bound(problem, plan, seconds=20)
        if proven.covers(plan):
            covered += 1
            assert proven.cost_vnd is not None
            assert proven.cost_vnd <= plan.objective.cost_vnd
    assert covered > 3


def test_stock_raises_the_bound(two_depots) -> None:
    """Where the near depot is short, more is proven than without a look at stock."""
    costs = []
    for count in (12, 8):
        west, east = two_depots.depots
        depots = (replace(west, stock=Counts({"40L": count})), replace(east, stock=Counts({"40L": 12})))
        trucks = tuple(v for v in two_depots.vehicles if v.start_depot_id == west.id)
        orders = tuple(replace(o, facility_id=two_depots.orders[0].facility_id) for o in two_depots.orders)
        problem = two_depots.replace(depots=depots, vehicles=trucks, orders=orders)
        plan = solved(problem)
        proven = bound(problem, plan, seconds=20)
        assert proven.covers(plan)
        assert proven.cost_vnd <= plan.objective.cost_vnd
        costs.append(proven.cost_vnd)
    assert costs[0] < costs[1]


@pytest.mark.campaign
@pytest.mark.bounded
def test_some_days_are_tight(tried) -> None:
    """On tiny days whose best plan neither waits nor rests, little is relaxed: several are met within 2 %."""
    gaps = []
    for seed in SEEDS:
        problem, best = tried(seed)
        gaps.append(bound(problem, best.plan, seconds=20).gap(best.plan))
    assert sum(gap is not None and gap < 0.02 for gap in gaps) >= 4


def test_never_above_an_engine(world: Problem) -> None:
    """On every named world no checked plan is below the bound."""
    plan = solved(world)
    proven = bound(world, plan, seconds=5)
    assert all(a <= b for a, b in zip(proven.unserved, plan.objective.unserved, strict=True))
    if proven.covers(plan):
        gap = proven.gap(plan)
        assert gap is not None
        assert gap >= 0


def test_one_trip_is_exact(two_clinics: Problem) -> None:
    """One truck, one trip, no wait: nothing is relaxed, so the bound is the cost but for rounding."""
    plan = solved(two_clinics)
    gap = bound(two_clinics, plan, seconds=5).gap(plan)
    assert gap is not None
    assert gap < 1e-4


def test_islands_are_proven_unserved(far_valley: Problem) -> None:
    """The order without a road is proven unserved, and the plan that serves the others is covered."""
    proven = bound(far_valley, solved(far_valley), seconds=5)
    assert proven.unserved == (0, 0, 1)
    assert proven.scope is not Scope.NONE


def test_inevitable_lateness_is_proven(two_clinics: Problem) -> None:
    """Nobody is at an before 06:34, so a due time of 06:00 makes every plan late by that, at the least."""
    first, other = two_clinics.orders
    problem = two_clinics.replace(orders=(replace(first, due_s=6 * 3600), other))
    proven = bound(problem, solved(problem), seconds=5)
    assert proven.late_s == (0, 0, (10 + 20) * 60)
    assert proven.scope is Scope.ON_TIME


def test_what_is_not_proven_is_not_compared(tight_morning: Problem) -> None:
    """Each order could be served alone and not all together: no bound of the cost, and no gap."""
    plan = solved(tight_morning)
    assert sum(plan.objective.unserved)
    proven = bound(tight_morning, plan, seconds=1)
    assert (proven.unserved, proven.scope, proven.cost_vnd, proven.gap(plan)) == (
        (0, 0, 0),
        Scope.NONE,
        None,
        None,
    )
    assert "không so được" in proven.about.vi


def test_a_stop_keeps_what_is_proven(two_depots: Problem) -> None:
    """Stopped at once, the bound is still one; it says that it has not converged."""
    plan = solved(two_depots)
    proven = bound(two_depots, plan, seconds=5, stopped=lambda: True)
    assert proven.cost_vnd == 0
    assert not proven.converged


def test_free_work_costs_nothing(two_clinics: Problem) -> None:
    """With no rates the bound is 0 and so is the gap."""
    (truck,) = two_clinics.vehicles
    free = replace(truck, rates=Rates(), shift=Shift(start_s=0, end_s=86_400), rules=DriverRules())
    problem = two_clinics.replace(vehicles=(free,))
    plan = solved(problem)
    assert bound(problem, plan, seconds=2).gap(plan) == 0.0
