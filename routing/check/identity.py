"""Every part of every order is in the plan once, and nothing else is."""

from collections import Counter
from collections.abc import Iterator

from routing.check.day import Day
from routing.check.facts import Facts
from routing.check.rows import fault, rows
from routing.model import Plan, Text, Violation, ViolationCode


def plan_is_for_this_problem(plan: Plan, problem_sha256: str) -> Iterator[Violation]:
    """WRONG_PROBLEM: the plan carries the hash of the problem, where that is given."""
    if problem_sha256 and plan.problem_sha256 != problem_sha256:
        claimed, due = plan.problem_sha256[:12] or "∅", problem_sha256[:12]
        yield Violation(
            code=ViolationCode.WRONG_PROBLEM,
            message=Text(
                f"Kế hoạch lập cho dữ liệu ngày {claimed}…, không phải {due}…",
                f"The plan was made for problem {claimed}…, not for {due}…",
            ),
        )


def orders_are_known(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """UNKNOWN_ORDER: the problem has every order, and part of one, that the plan names."""
    del days
    for vehicle_id, row in rows(facts):
        for order_id, known in ((row.part_id, facts.parts), (row.order_id, facts.orders)):
            if order_id not in known:
                vi, en = f"dữ liệu ngày không có đơn {order_id!r}", f"the problem has no order {order_id!r}"
                yield fault(ViolationCode.UNKNOWN_ORDER, row, vi, en, vehicle_id=vehicle_id)
                break


def every_part_is_planned_once(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """MISSING_ORDER, REPEATED_ORDER: each part is in one stop, or once among the unserved."""
    del days
    times = Counter(row.part_id for _, row in rows(facts))
    for part_id, part in facts.parts.items():
        count = times[part_id]
        if count == 1:
            continue
        message = Text(
            f"Đơn {part_id} xuất hiện {count} lần trong kế hoạch",
            f"Order {part_id} is in the plan {count} times",
        )
        if count == 0:
            message = Text(
                f"Đơn {part_id} không được giao và cũng không ghi là chưa giao",
                f"Order {part_id} is neither served nor listed as unserved",
            )
        yield Violation(
            code=ViolationCode.REPEATED_ORDER if count else ViolationCode.MISSING_ORDER,
            order_id=part_id,
            place_id=part.facility_id,
            amount=count,
            message=message,
        )
