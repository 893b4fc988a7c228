"""Top-ups: what it is worth to bring today what could wait, from what a later visit is expected to cost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from routing.model import (
    InputError,
    Issue,
    IssueCode,
    Order,
    Plan,
    Problem,
    Subject,
    Text,
    Tour,
    TourTrip,
    Urgency,
    Vehicle,
)
from routing.timetable import time_tour

SHARE_PERCENT: Final = 50
"""How often, of a hundred top-ups left out, a truck later drives for that order alone: an assumption."""
_DAY_S: Final = 86_400


def priced(problem: Problem, order_ids: Iterable[str], *, share_percent: int = SHARE_PERCENT) -> Problem:
    """Return `problem` with orders made optional: each at what a later visit is expected to cost.

    `prize_vnd = ⌈later_vnd × share_percent / 100⌉`, an estimate. `later_vnd` is the distance and time of a
    drive to the order alone, with today's cheapest truck and depot. Its fixed cost is left out, since
    trucks drive tomorrow, too. `share_percent` is how likely the order then needs a drive of its own.

    Raises
    ------
    InputError
        With every order that the problem does not have, or that no truck can serve alone. With every
        order that may not wait: an emergency, or one that runs out today. If the share is not 0 to 100.
    """
    wanted = tuple(dict.fromkeys(order_ids))
    costs = {key: _later_vnd(problem, key) for key in wanted if key in problem.order_by_id}
    issues = [*_share_issues(share_percent), *_order_issues(problem, wanted, costs)]
    if issues:
        raise InputError(issues)

    def with_prize(order: Order) -> Order:
        later_vnd = costs.get(order.id)
        if later_vnd is None:
            return order
        return replace(order, prize_vnd=-(-later_vnd * share_percent // 100))

    return problem.replace(orders=tuple(map(with_prize, problem.orders)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUp:
    """An optional order: whether a plan serves all of it, and the expected cost of a later visit."""

    order_id: str
    facility_id: str
    taken: bool
    prize_vnd: int


def top_ups(problem: Problem, plan: Plan) -> tuple[TopUp, ...]:
    """Return the optional orders of a problem, the taken ones first, the dearer first."""
    # Empties left standing do not make a top-up one that is not taken.
    has_fulls = {order.id for order in problem.orders if order.deliver}
    left = {row.order_id for row in plan.unserved if row.deliver or row.order_id not in has_fulls}
    rows = (
        TopUp(
            order_id=order.id,
            facility_id=order.facility_id,
            taken=order.id not in left,
            prize_vnd=order.prize_vnd,
        )
        for order in problem.orders
        if order.prize_vnd is not None
    )
    return tuple(sorted(rows, key=lambda row: (not row.taken, -row.prize_vnd, row.order_id)))


def _later_vnd(problem: Problem, order_id: str) -> int | None:
    """Return what it costs to serve an order alone, part by part; None where no truck can."""
    total_vnd = 0
    for part in problem.parts:
        if part.order_id == order_id and not part.only_empties:
            costs = tuple(_alone_vnd(problem, part))
            if not costs:
                return None
            total_vnd += min(costs)
    return total_vnd


def _alone_vnd(problem: Problem, part: Order) -> Iterator[int]:
    """Yield the cost of distance and time for each kind of truck and depot that can serve a part alone."""
    free = problem.replace(pins=()) if problem.pins else problem
    kinds: dict[Vehicle, Vehicle] = {vehicle.type_key: vehicle for vehicle in free.vehicles}
    for vehicle in kinds.values():
        for depot in free.depots:
            if free.may_load(vehicle, depot):
                trip = TourTrip(depot_id=depot.id, part_ids=(part.id,))
                timed = time_tour(free, Tour(vehicle_id=vehicle.id, trips=(trip,)))
                if not timed.broken:
                    cost = timed.route.cost
                    yield cost.total_vnd - cost.fixed_vnd - cost.waiting_vnd


def _share_issues(share_percent: int) -> Iterator[Issue]:
    most = 100
    if not 0 <= share_percent <= most:
        fault = Text(
            f"Tỷ lệ {share_percent} % ngoài khoảng", f"The share of {share_percent} % is out of range"
        )
        remedy = Text("Nhập số từ 0 đến 100", "Give 0 to 100")
        yield Issue(code=IssueCode.BAD_SHARE, subject=Subject(column="share"), fault=fault, remedy=remedy)


def _order_issues(
    problem: Problem, wanted: Iterable[str], costs: Mapping[str, int | None]
) -> Iterator[Issue]:
    for key in wanted:
        order = problem.order_by_id.get(key)
        if order is None:
            fault = Text(f"Dữ liệu ngày không có đơn {key!r}", f"The problem has no order {key!r}")
            yield _issue(IssueCode.UNKNOWN_REFERENCE, key, fault, Text("Sửa mã", "Correct the id"))
        elif order.urgency is Urgency.EMERGENCY or (order.due_s is not None and order.due_s < _DAY_S):
            fault = Text(
                "Đơn không thể chờ: cấp cứu hoặc cạn trong ngày", "The order cannot wait: it runs out today"
            )
            yield _issue(
                IssueCode.MAY_NOT_WAIT, key, fault, Text("Để đơn này phải giao", "Leave it to be served")
            )
        elif costs[key] is None:
            fault = Text("Không xe nào giao riêng được đơn này", "No truck can serve the order alone")
            remedy = Text("Tự đặt prize_vnd cho đơn", "Set the order's prize_vnd by hand")
            yield _issue(IssueCode.NO_LATER_COST, key, fault, remedy)


def _issue(code: IssueCode, key: str, fault: Text, remedy: Text) -> Issue:
    return Issue(code=code, subject=Subject(id=key, column="orders"), fault=fault, remedy=remedy)
