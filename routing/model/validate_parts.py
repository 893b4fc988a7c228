"""Into how many parts a day's orders fall at the least: a bound looked at before anything is split."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from routing.model.cargo import Load
from routing.model.issue_code import IssueCode
from routing.model.issues import Issue, Subject
from routing.model.limits import MOST_PARTS
from routing.model.text import Text

if TYPE_CHECKING:
    from routing.model.orders import Order
    from routing.model.problem import Problem


def part_issues(problem: "Problem") -> Iterator[Issue]:
    """Yield an issue for each order that is split, if all parts together are more than `MOST_PARTS`."""
    # No order falls into more parts than it has cylinders, so on usual days nothing needs to be divided.
    if sum(max(1, order.deliver.total + order.collect.total) for order in problem.orders) <= MOST_PARTS:
        return
    least = {order.id: _fewest_parts(problem, order) for order in problem.orders}
    total = sum(least.values())
    if total <= MOST_PARTS:
        return
    for order_id, count in sorted(least.items(), key=lambda item: (-item[1], item[0])):
        if count > 1:
            yield Issue(
                code=IssueCode.TOO_MANY_PARTS,
                subject=Subject(id=order_id, column="deliver/collect"),
                fault=Text(
                    f"Đơn phải chia thành ít nhất {count} phần, cả ngày {total} phần, nhiều hơn {MOST_PARTS}",
                    f"The order falls into {count} parts at the least, the day into {total}: "
                    f"more than {MOST_PARTS}",
                ),
                remedy=Text(
                    "Kiểm tra số bình và tải trọng xe, hoặc chia đơn ra nhiều ngày",
                    "Check the counts and the trucks' payloads, or spread the order over several days",
                ),
            )


def _fewest_parts(problem: "Problem", order: "Order") -> int:
    """Return how many of the largest trucks that may serve the order its cylinders fill at the least.

    1 where not even a single cylinder fits: such an order stays whole.
    """
    skills = problem.skills_of(order)
    able = [truck for truck in problem.vehicles if skills <= truck.skills]
    if not able:
        return 1
    grams, slots = max(truck.payload_g for truck in able), max(truck.slots for truck in able)
    kinds = [problem.type_by_id[key] for key in {*order.deliver, *order.collect}]
    if any(kind.full_g > grams or kind.slots > slots for kind in kinds):
        return 1
    return max(1, *(_filled(problem, load, grams, slots) for load in _loads(order)))


def _loads(order: "Order") -> tuple[Load, Load]:
    return Load(full=order.deliver), Load(empty=order.collect)


def _filled(problem: "Problem", load: Load, grams: int, slots: int) -> int:
    types = problem.type_by_id
    return max(-(-load.mass_g(types) // grams), -(-load.slots(types) // slots))
