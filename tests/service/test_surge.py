"""The sample's day of a surge: more is asked for than the fleet can bring."""

import pytest

from routing.explain import Reason
from routing.model import Problem
from routing.solve import solve
from service.dispatch.day.sample_day import sample_problem


def _surge(every: int) -> Problem:
    """The day of the surge: of so many orders and trucks each time one."""
    problem = sample_problem("surge", date="2026-11-24").problem
    return problem.replace(orders=problem.orders[::every], vehicles=problem.vehicles[::every])


@pytest.mark.parametrize(
    "every", [pytest.param(1, marks=[pytest.mark.campaign, pytest.mark.bounded], id="whole"), 4]
)
def test_nothing_stays_behind_without_a_reason_and_a_remedy(every: int) -> None:
    """Every order without its oxygen has a cause and a change that was tried; empties may stay standing."""
    plan = solve(_surge(every), engine="greedy").plan
    assert plan.unserved
    assert {row.explanation.code for row in plan.unserved if not row.deliver} <= {Reason.EMPTIES_STAY}
    explanations = {row.part_id: row.explanation for row in plan.unserved if row.deliver}
    assert explanations
    assert plan.shortfall.arrangement
    assert [
        part_id for part_id, why in explanations.items() if not (why and why.reason.vi and why.verified)
    ] == []
