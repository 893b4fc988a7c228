"""Explaining is total: every cause has its rule, and whatever fails in it never costs the plan."""

import itertools
from dataclasses import replace

import pytest

from routing import solve as solving
from routing.check import check
from routing.explain import REASON_NAMES, Reason, explain
from routing.explain.causes import _RELAXED
from routing.explain.insertion_trial import InsertionTrial
from routing.explain.remedies import RULES
from routing.model import DriverRules, SecondDriver, TimeWindow
from routing.timetable import timetable

MINUTE, HOUR = 60, 3600


def test_every_reason_has_its_rule():
    """And its name where many orders have it; limits that give way together are reasons, too."""
    assert set(RULES) == set(REASON_NAMES) == set(Reason)
    assert {code for code, _, _ in _RELAXED} <= set(RULES)


LIMITS = {
    "window": lambda p: p.replace(
        facilities=tuple(replace(f, receiving=(TimeWindow(5 * HOUR, 6 * HOUR),)) for f in p.facilities)
    ),
    "duty": lambda p: _shifts(p, max_duration_s=30 * MINUTE),
    "shift": lambda p: _shifts(p, end_s=6 * HOUR + 30 * MINUTE),
    "driving": lambda p: p.replace(
        vehicles=tuple(replace(v, rules=DriverRules(max_driving_s=20 * MINUTE)) for v in p.vehicles)
    ),
    "release": lambda p: p.replace(orders=tuple(replace(o, release_s=17 * HOUR) for o in p.orders)),
    "opening": lambda p: p.replace(
        depots=tuple(replace(d, open=(TimeWindow(2 * HOUR, 3 * HOUR),)) for d in p.depots)
    ),
}


def _shifts(problem, **changes):
    return problem.replace(
        vehicles=tuple(replace(v, shift=replace(v.shift, **changes)) for v in problem.vehicles)
    )


@pytest.mark.parametrize("names", list(itertools.combinations(LIMITS, 2)), ids="+".join)
def test_bug_two_limits_at_once_are_explained(two_clinics, names):
    """Each pair of limits of time binds; a reason whose code had no rule raised a KeyError."""
    problem = two_clinics
    for name in names:
        problem = LIMITS[name](problem)
    plan = explain(problem, timetable(problem, ()))
    assert check(problem, plan) == ()
    for row in plan.unserved:
        explanation = row.explanation
        assert explanation.code in set(Reason)
        assert explanation.reason.vi
        assert explanation.reason.en
        if explanation.remedy:
            assert InsertionTrial().added(
                InsertionTrial().apply(problem, explanation.remedy), (), row.part_id
            )


def test_window_and_duty_give_way_together(two_clinics):
    """The small case that lost a plan: binh is 50 minutes away, closes at 06:30; duty is half an hour."""
    problem = LIMITS["duty"](two_clinics)
    early = (TimeWindow(5 * HOUR, 6 * HOUR + 30 * MINUTE),)
    orders = tuple(replace(o, windows=early) if o.id == "o-binh" else o for o in problem.orders)
    problem = problem.replace(orders=orders)
    plan = explain(problem, timetable(problem, ()))
    explanations = {row.part_id: row.explanation for row in plan.unserved}
    assert explanations["o-an"].remedy == SecondDriver(vehicle_id="t1")
    assert explanations["o-binh"].code == Reason.SEVERAL_LIMITS
    assert explanations["o-binh"].verified


def test_a_failure_of_explaining_never_costs_the_plan(tight_morning, monkeypatch):
    """The plan comes whole, without reasons, and the failure is told."""

    def broken(*_, **__):
        raise KeyError("rule")

    monkeypatch.setattr(solving, "explain", broken)
    solution = solving.solve(tight_morning, engine="greedy")
    assert solution.violations == ()
    assert solution.plan.routes
    assert {row.explanation for row in solution.plan.unserved} == {None}
    (trouble,) = solution.troubles
    assert "KeyError" in trouble.en
    assert "Giải thích" in trouble.vi


def test_what_succeeds_troubles_nobody(tight_morning):
    """An order that stays behind has its reason, and nothing failed."""
    solution = solving.solve(tight_morning, engine="greedy")
    assert solution.troubles == ()
    assert all(row.explanation for row in solution.plan.unserved)
