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
    """A plan against a base: objectives, totals, and each order that fares differently."""

    before: Objective
    after: Objective
    trucks_before: int
    trucks_after: int
    length_before_m: int
    length_after_m: int
    orders: tuple[OrderDelta, ...]

    @property
    def newly_unserved(self) -> tuple[OrderDelta, ...]:
        """Orders of which fewer cylinders arrive than before."""
        return tuple(o for o in self.orders if o.unserved_after > o.unserved_before)
