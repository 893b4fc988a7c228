"""What differs between two plans."""

from dataclasses import dataclass

from routing.model.objective import Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDelta:
    """How one order fares in two plans; None means unserved there (or not ordered)."""

    order_id: str
    facility_id: str
    vehicles_before: tuple[str, ...]
    vehicles_after: tuple[str, ...]
    begin_before_s: int | None
    begin_after_s: int | None
    late_before_s: int
    late_after_s: int
    unserved_before: int
    unserved_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDelta:
    """A plan against a base: objectives, totals, and each changed order.

    `delivered_before` and `delivered_after` are full cylinders. A plan that delivers less drives less, so
    costs are compared by the cylinder. `shifted` orders keep their truck and begin a little earlier or later.
    """

    before: Objective
    after: Objective
    trucks_before: int
    trucks_after: int
    length_before_m: int
    length_after_m: int
    orders: tuple[OrderDelta, ...]
    delivered_before: int = 0
    delivered_after: int = 0
    shifted: int = 0

    @property
    def per_cylinder_before_vnd(self) -> int | None:
        """Cost of each cylinder delivered before, rounded; None where none is."""
        return _each(self.before.cost_vnd, self.delivered_before)

    @property
    def per_cylinder_after_vnd(self) -> int | None:
        """Cost of each cylinder delivered after, rounded; None where none is."""
        return _each(self.after.cost_vnd, self.delivered_after)

    @property
    def moved(self) -> int:
        """Orders that change truck or time and lose nothing by it."""
        return sum(
            o.unserved_after <= o.unserved_before and o.late_after_s <= o.late_before_s for o in self.orders
        )

    @property
    def newly_unserved(self) -> tuple[OrderDelta, ...]:
        """Orders of which fewer cylinders arrive than before."""
        return tuple(o for o in self.orders if o.unserved_after > o.unserved_before)


def _each(cost_vnd: int, cylinders: int) -> int | None:
    return round(cost_vnd / cylinders) if cylinders else None
