"""The sample's day of a surge: more is asked for than the fleet can bring."""

from routing.solve import solve
from service.dispatch.sample_day import sample_problem


def test_nothing_stays_behind_without_a_reason_and_a_remedy() -> None:
    """Every order that no truck serves has a cause, and a change that was tried and serves it."""
    problem = sample_problem("surge", date="2026-11-24").problem
    plan = solve(problem, engine="greedy").plan
    assert plan.unserved
    told = {row.part_id: row.explanation for row in plan.unserved}
    assert [part_id for part_id, why in told.items() if not (why and why.reason.vi and why.verified)] == []
