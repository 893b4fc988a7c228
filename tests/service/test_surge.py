"""The sample's day of a surge: more is asked for than the fleet can bring."""

from routing.explain import Reason
from routing.solve import solve
from service.dispatch.sample_day import sample_problem


def test_nothing_stays_behind_without_a_reason_and_a_remedy() -> None:
    """Every order without its oxygen has a cause and a change that was tried; empties may stay standing."""
    problem = sample_problem("surge", date="2026-11-24").problem
    plan = solve(problem, engine="greedy").plan
    assert plan.unserved
    assert {row.explanation.code for row in plan.unserved if not row.deliver} <= {Reason.EMPTIES_STAY}
    explanations = {row.part_id: row.explanation for row in plan.unserved if row.deliver}
    assert plan.shortfall.arrangement
    assert [
        part_id for part_id, why in explanations.items() if not (why and why.reason.vi and why.verified)
    ] == []
