"""The figures of a plan that a person asks for first."""

from collections.abc import Sequence
from typing import Any

from routing.model import Plan, Problem, Urgency, Violation
from routing.topup import top_ups


def figures(problem: Problem, plan: Plan, violations: Sequence[Violation]) -> dict[str, Any]:
    """Return a plan's figures as JSON values.

    `orders` and `served` count whole orders (one is served when all its parts are);
    `unserved_by_urgency` and `cylinders` count cylinders as the objective does. `top_ups` are the orders
    that could wait: how many, how many the plan takes, and what these would cost on a later visit.
    `search_quality` (`full`, `short` or `none`) is null for a plan made by hand.
    """
    unserved_ids = {x.order_id for x in plan.unserved}
    offered = top_ups(problem, plan)
    cylinders = sum(order.cylinders for order in problem.orders)
    return {
        "orders": len(problem.orders),
        "served": len(problem.orders) - len(unserved_ids),
        "cylinders": cylinders,
        "cylinders_served": cylinders - sum(plan.objective.unserved),
        "unserved_by_urgency": _by_urgency(plan.objective.unserved),
        "unserved_orders_by_urgency": _by_urgency(_orders_by_urgency(plan)),
        "late_s_by_urgency": _by_urgency(plan.objective.late_s),
        "cost_vnd": plan.objective.cost_vnd,
        "distance_m": sum(route.length_m for route in plan.routes),
        "duration_s": sum(route.duration_s for route in plan.routes),
        "driving_s": sum(route.driving_s for route in plan.routes),
        "trucks": len(plan.routes),
        "trips": sum(len(route.trips) for route in plan.routes),
        "top_ups": {
            "offered": len(offered),
            "taken": sum(row.taken for row in offered),
            "taken_later_vnd": sum(row.prize_vnd for row in offered if row.taken),
        },
        "violations": len(violations),
        "search_quality": plan.parameters.get("search_quality"),
        "problem_sha256": plan.problem_sha256,
    }


def _orders_by_urgency(plan: Plan) -> tuple[int, ...]:
    urgency_of = {x.order_id: x.urgency for x in plan.unserved}
    return tuple(sum(found is level for found in urgency_of.values()) for level in Urgency)


def _by_urgency(values: Sequence[int]) -> dict[str, int]:
    return {level.name: value for level, value in zip(Urgency, values, strict=True)}
