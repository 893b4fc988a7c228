"""Stops and unserved rows have the quantity and the place that was ordered."""

from collections.abc import Iterator

from routing.check.day import Day
from routing.check.facts import Bag, Facts, add, bag
from routing.check.priced import counts_left
from routing.check.rows import fault, rows
from routing.check.say import counted
from routing.model import Order, Stop, Text, Unserved, Violation, ViolationCode


def claimed(row: Stop | Unserved) -> tuple[Bag, Bag]:
    """Return what a row says is delivered and collected, or was to be."""
    if isinstance(row, Stop):
        return bag(row.delivered), bag(row.collected)
    return bag(row.deliver), bag(row.collect)


def split_orders_add_up(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """SPLIT_MISMATCH: parts name their own order, and the parts of one add up to it."""
    del days
    for vehicle_id, row in rows(facts):
        order = facts.whole(row.part_id)
        if order and row.order_id != order.id and row.order_id in facts.orders:
            vi = f"thuộc đơn {order.id}, không phải {row.order_id}"
            en = f"is of {order.id}, not {row.order_id}"
            yield fault(ViolationCode.SPLIT_MISMATCH, row, vi, en, vehicle_id=vehicle_id)
    for order_id, (delivered, collected) in _sums(facts).items():
        order = facts.orders[order_id]
        if (delivered, collected) != _ordered(order):
            comparison = _compared((delivered, collected), order)
            yield Violation(
                code=ViolationCode.SPLIT_MISMATCH,
                order_id=order_id,
                place_id=order.facility_id,
                amount=sum(delivered.values()) - sum(order.deliver.values()),
                message=Text(
                    f"Các phần của đơn {order_id} cộng lại {comparison.vi}",
                    f"The parts of order {order_id} together {comparison.en}",
                ),
            )


def _sums(facts: Facts) -> dict[str, tuple[Bag, Bag]]:
    """Return claimed totals of each split order all of whose parts are in the plan once."""
    by_order: dict[str, list[Stop | Unserved]] = {}
    for _, row in rows(facts):
        if facts.is_split(row.part_id):
            by_order.setdefault(facts.parts[row.part_id].part_of, []).append(row)
    sums: dict[str, tuple[Bag, Bag]] = {}
    for order_id, parts in by_order.items():
        if sorted(row.part_id for row in parts) == sorted(facts.parts_of[order_id]):
            delivered, collected = Bag(), Bag()
            for row in parts:
                delivered = add(delivered, claimed(row)[0])
                collected = add(collected, claimed(row)[1])
            sums[order_id] = (delivered, collected)
    return sums


def quantities_are_the_orders_own(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """WRONG_QUANTITY: a row has its part's counts, and among the unserved its urgency too.

    If the parts of a split order do not add up, that is the only violation.
    """
    del days
    mismatched = {
        order_id for order_id, sums in _sums(facts).items() if sums != _ordered(facts.orders[order_id])
    }
    for vehicle_id, row in rows(facts):
        order = facts.whole(row.part_id)
        if order is None or order.id in mismatched:
            continue
        due = facts.ordered_part(row.part_id) or order
        if claimed(row) != _ordered(due):
            both = _compared(claimed(row), due)
            off = sum(claimed(row)[0].values()) - sum(due.deliver.values())
            code = ViolationCode.WRONG_QUANTITY
            yield fault(code, row, both.vi, both.en, vehicle_id=vehicle_id, amount=off)
        if isinstance(row, Unserved):
            yield from _counts_as_it_should(facts, row)
        urgency = facts.urgency(row.part_id)
        if isinstance(row, Unserved) and row.urgency != urgency:
            vi = f"ghi mức khẩn {row.urgency}, đơn đặt mức {urgency}"
            en = f"says urgency {row.urgency}, the order has {urgency}"
            yield fault(ViolationCode.WRONG_QUANTITY, row, vi, en)


def _counts_as_it_should(facts: Facts, row: Unserved) -> Iterator[Violation]:
    """Judge what an unserved row says of the objective; version 1 of the format said nothing."""
    cylinders, (due, _) = row.cylinders, counts_left(facts, row.part_id)
    if cylinders != due and (cylinders is not None or facts.plan.format_version > 1):
        vi, en = (
            f"ghi {cylinders} bình tính là chưa giao, đúng là {due}",
            f"says {cylinders} cylinders count, {due} do",
        )
        yield fault(ViolationCode.WRONG_QUANTITY, row, vi, en, amount=(cylinders or 0) - due)


def _ordered(order: Order) -> tuple[Bag, Bag]:
    return bag(order.deliver), bag(order.collect)


def _compared(sums: tuple[Bag, Bag], order: Order) -> Text:
    delivered, collected = counted(sums[0]), counted(sums[1])
    due, back = counted(order.deliver), counted(order.collect)
    return Text(
        f"giao {delivered}, thu {collected}; đặt giao {due}, thu {back}",
        f"deliver {delivered}, collect {collected}; ordered are {due} and {back}",
    )


def places_are_the_orders_own(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """WRONG_PLACE: a row names its order's facility."""
    del days
    for vehicle_id, row in rows(facts):
        order = facts.whole(row.part_id)
        if order and row.facility_id != order.facility_id:
            vi = f"ghi tại {row.facility_id}, đơn đặt cho {order.facility_id}"
            en = f"is said to be at {row.facility_id}, it was ordered for {order.facility_id}"
            yield fault(ViolationCode.WRONG_PLACE, row, vi, en, vehicle_id=vehicle_id)
