"""The rows of a plan that stand for orders: stops, and what is unserved."""

from collections.abc import Iterator

from routing.check.facts import Facts
from routing.model import Stop, Text, Unserved, Violation, ViolationCode


def rows(facts: Facts) -> Iterator[tuple[str, Stop | Unserved]]:
    """Yield all stops with their trucks' ids, then what is unserved."""
    for route in facts.plan.routes:
        yield from ((route.vehicle_id, stop) for trip in route.trips for stop in trip.stops)
    yield from (("", row) for row in facts.plan.unserved)


def fault(
    code: ViolationCode, row: Stop | Unserved, vi: str, en: str, *, vehicle_id: str = "", amount: int = 0
) -> Violation:
    """Return a violation about one row, told as `vi` and `en` after its order and truck."""
    where = Text(f"trên xe {vehicle_id}", f"on truck {vehicle_id}")
    if not vehicle_id:
        where = Text("trong phần chưa giao", "among the unserved")
    return Violation(
        code=code,
        vehicle_id=vehicle_id,
        order_id=row.part_id,
        place_id=row.facility_id,
        amount=amount,
        message=Text(f"Đơn {row.part_id} {where.vi}: {vi}", f"Order {row.part_id} {where.en}: {en}"),
    )
