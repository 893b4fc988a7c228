"""The figures of a plan that a person asks for first."""

from collections.abc import Sequence
from typing import Any, Final

from routing.model import OLDEST_VERSION, Plan, Problem, Text, Unserved, Urgency, Violation
from routing.replan.topup import top_ups

OF_FORMAT_1: Final = Text(
    "Kế hoạch lập theo mục tiêu của định dạng 1: bình rỗng được tính như bình đầy",
    "Made under the objective of format 1: empties count as full cylinders do",
)


def objective_note(format_version: int) -> Text | None:
    """Return what to say of a plan made under an older objective."""
    return OF_FORMAT_1 if format_version == OLDEST_VERSION else None


def figures(problem: Problem, plan: Plan, violations: Sequence[Violation]) -> dict[str, Any]:
    """Return a plan's figures as JSON values.

    `orders` and `served` count whole orders (one is served when all its fulls are, or its empties where it
    has no fulls); `unserved_by_urgency` and `cylinders` count cylinders as the objective does. `top_ups`
    are the orders that could wait: how many, how many the plan takes, and what these would cost on a later
    visit. `empties_left` are the empties with a price that stay, `waiting_vnd` is the price of urgent
    orders' waiting. `objective_format` 1 says that empties count as fulls do. `search_quality` (`full`,
    `short` or `none`) is null for a plan made by hand.
    """
    has_fulls = {order.id for order in problem.orders if order.deliver}
    left = [row for row in plan.unserved if row.deliver or row.order_id not in has_fulls]
    unserved_ids = {row.part_id for row in plan.unserved}
    offered = top_ups(problem, plan)
    standing = [part for part in problem.parts if part.id in unserved_ids and part.empties_vnd is not None]
    return {
        "orders": len(problem.orders),
        "served": len(problem.orders) - len({row.order_id for row in left}),
        "cylinders": sum(part.cylinders for part in problem.parts),
        "cylinders_served": sum(part.cylinders for part in problem.parts if part.id not in unserved_ids),
        "unserved_by_urgency": _by_urgency(plan.objective.unserved),
        "unserved_orders_by_urgency": _by_urgency(_orders_by_urgency(left)),
        "late_s_by_urgency": _by_urgency(plan.objective.late_s),
        "cost_vnd": plan.objective.cost_vnd,
        "waiting_vnd": sum(route.cost.waiting_vnd for route in plan.routes),
        "empties_left": {
            "cylinders": sum(part.collect.total for part in standing),
            "vnd": sum(part.empties_vnd or 0 for part in standing),
        },
        "objective_format": min(problem.format_version, plan.format_version),
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


def _orders_by_urgency(left: Sequence[Unserved]) -> tuple[int, ...]:
    urgency_of = {row.order_id: row.urgency for row in left}
    return tuple(sum(urgency is level for urgency in urgency_of.values()) for level in Urgency)


def _by_urgency(values: Sequence[int]) -> dict[str, int]:
    return {level.name: value for level, value in zip(Urgency, values, strict=True)}
