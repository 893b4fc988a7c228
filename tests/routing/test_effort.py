"""A plan says how much search stands behind it."""

from dataclasses import replace

import pytest

from routing.effort import ROUNDS_A_PART, search_quality
from routing.model import Budget
from routing.portfolio import Member, portfolio
from routing.solve import judge, solve


def quality(problem, engine, **budget):
    """What the plan of a search says of it."""
    solution = solve(problem, engine=engine, budget=Budget(**budget), explained=False)
    return solution.plan.parameters["search_quality"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({"searched": False, "rounds": None}, "none"),
        ({"searched": True, "rounds": 199}, "short"),
        ({"searched": True, "rounds": 200}, "full"),
        ({"searched": True, "rounds": 200, "lost": ("ruin_recreate",)}, "short"),
        ({"searched": True, "rounds": None, "seconds": 0.03}, "short"),
        ({"searched": True, "rounds": None, "seconds": 0.05}, "full"),
    ],
)
def test_the_rule(two_clinics, search, expected):
    """Nobody searched; few rounds a part; a member lost; little time where rounds are not counted."""
    assert len(two_clinics.parts) * ROUNDS_A_PART == 200
    assert search_quality(two_clinics, **{"seconds": 9.0, **search}) == expected


def test_a_day_without_orders_needs_no_search(two_clinics):
    """There is nothing to better."""
    assert quality(replace(two_clinics, orders=()), "ruin_recreate", iterations=1) == "full"


@pytest.mark.parametrize("engine", ["ruin_recreate", "with_pyvrp", "portfolio"])
def test_engines_that_count_tell_a_long_search_from_a_short_one(two_clinics, engine):
    """By rounds, whatever the time that they took."""
    assert quality(two_clinics, engine, iterations=400) == "full"
    assert quality(two_clinics, engine, iterations=5) == "short"


def test_a_first_plan_is_no_search(two_clinics):
    """Greedy builds one plan, and a plan made by hand was not searched at all."""
    assert quality(two_clinics, "greedy") == "none"
    tours = solve(two_clinics, engine="greedy").plan.tours
    assert "search_quality" not in judge(two_clinics, tours).plan.parameters


@pytest.mark.parametrize("seconds", [0.0, 0.001])
def test_bug_members_without_time_are_not_begun(tight_morning, seconds):
    """A first plan that takes all the time is the plan, and it says that nobody searched."""
    solution = solve(tight_morning, engine="portfolio", budget=Budget(seconds=seconds), explained=False)
    assert solution.violations == ()
    assert solution.plan.stops
    assert solution.plan.parameters["search_quality"] == "none"
    assert solution.plan.parameters["engines_lost"] == "ruin_recreate"


@pytest.mark.parametrize("engine", ["ruin_recreate", "with_pyvrp", "or_tools", "greedy"])
def test_bug_no_engine_divides_by_a_budget_of_nothing(big_order, engine):
    """It returns a first plan, or none."""
    assert solve(big_order, engine=engine, budget=Budget(seconds=0.0), explained=False).violations == ()


def _raising(problem, budget):
    raise RuntimeError("no idea")


def test_a_member_that_dies_is_told_of(two_clinics, monkeypatch):
    """Half of the search was lost with it."""
    good = portfolio.lineup_for(two_clinics, Budget())
    lineup = (*good, Member(name="bad", engine=_raising))
    monkeypatch.setattr(portfolio, "lineup_for", lambda *_: lineup)
    solution = solve(two_clinics, engine="portfolio", budget=Budget(iterations=400), explained=False)
    assert solution.plan.parameters["search_quality"] == "short"
    assert solution.plan.parameters["engines_lost"] == "bad"
