"""Top-ups: an order that could wait is optional, at a share of what its own visit would cost."""

from dataclasses import replace

import pytest

from routing.model import Budget, InputError, Problem, Urgency
from routing.replan.topup import priced, top_ups
from routing.solve import solve


def test_the_prize_is_a_share_of_a_visit_of_its_own(two_clinics: Problem) -> None:
    """binh is 50 km away: 100 km at 10 000, and loading, driving and unloading take two hours at 60 000."""
    visit_vnd = 100 * 10_000 + 2 * 60_000
    for share, prize_vnd in ((100, visit_vnd), (50, visit_vnd // 2), (0, 0)):
        made = priced(two_clinics, ["o-binh"], share_percent=share)
        assert made.order_by_id["o-binh"].prize_vnd == prize_vnd
        assert made.order_by_id["o-an"] == two_clinics.order_by_id["o-an"]


def test_the_cheapest_depot_counts(two_depots: Problem) -> None:
    """an is 10 minutes from the west: nobody would come from the east for it."""
    visit_vnd = 20 * 10_000 + 40 * 60_000 // 60
    made = priced(two_depots, ["o-an"], share_percent=100)
    assert made.order_by_id["o-an"].prize_vnd == visit_vnd


def test_every_part_needs_a_visit(big_order: Problem) -> None:
    """A large order's parts are visited one by one, and share its prize again."""
    calm = replace(big_order.order_by_id["o-big"], urgency=Urgency.ROUTINE, due_s=None)
    big_order = big_order.replace(orders=(calm, big_order.order_by_id["o-ward"]))
    made = priced(big_order, ["o-big"], share_percent=100)
    parts = [part for part in made.parts if part.order_id == "o-big"]
    # Twice 20 km for each of three, and 10 + 10 + 40 + 10 + 10 minutes for ten cylinders, 8 less for four.
    assert len(parts) == 3
    assert sum(part.prize_vnd or 0 for part in parts) == made.order_by_id["o-big"].prize_vnd
    assert made.order_by_id["o-big"].prize_vnd == 3 * 400_000 + (80 + 80 + 68) * 1_000


@pytest.mark.parametrize("share", [100, 10])
def test_engines_take_what_pays(share: int, two_clinics: Problem) -> None:
    """an lies on the way: a detour of nothing but time is worth even a tenth of a visit; binh is not."""
    problem = priced(two_clinics, ["o-an", "o-binh"], share_percent=share)
    plan = solve(problem, engine="greedy", budget=Budget(seconds=1)).plan
    rows = {row.order_id: row for row in top_ups(problem, plan)}
    assert rows["o-binh"].prize_vnd == problem.order_by_id["o-binh"].prize_vnd
    served = {stop.order_id for stop in plan.stops}
    assert {key for key, row in rows.items() if row.taken} == served
    left_vnd = sum(row.prize_vnd for row in rows.values() if not row.taken)
    assert plan.objective.cost_vnd == sum(r.cost.total_vnd for r in plan.routes) + left_vnd
    assert plan.objective.unserved == (0, 0, 0)


def test_what_may_not_wait_is_refused(tight_morning: Problem, far_valley: Problem) -> None:
    """An emergency, one that runs out today, one without a road, an unknown one, a share of 200 %."""
    with pytest.raises(InputError) as refused:
        priced(tight_morning, ["o-chau", "nothing"], share_percent=200)
    assert [issue.code for issue in refused.value.issues] == [
        "BAD_SHARE",
        "MAY_NOT_WAIT",
        "UNKNOWN_REFERENCE",
    ]
    with pytest.raises(InputError) as refused:
        priced(far_valley, ["o-island", "o-far"])
    assert [issue.code for issue in refused.value.issues] == ["NO_LATER_COST", "MAY_NOT_WAIT"]
