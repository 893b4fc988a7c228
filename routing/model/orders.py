"""Orders: what a facility needs tomorrow, and how urgently."""

from dataclasses import dataclass, field
from enum import IntEnum

from routing.model.cargo import Counts
from routing.model.clock import TimeWindow


class Urgency(IntEnum):
    """Class of an order; a lower number is more urgent and is never pushed out by a higher."""

    EMERGENCY = 0
    URGENT = 1
    ROUTINE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Full cylinders to deliver to a facility and empty ones to collect, in one stop.

    `due_s` is the stock-out time, a soft due time for the beginning of unloading (None: no
    stock-out in sight). `windows` replaces the facility's receiving hours when given.
    `release_s` is when the cylinders are ready: the trip that carries them does not begin to load
    before (None: they are ready). `prize_vnd` makes the order an optional top-up: unserved it counts
    neither as unserved nor late, but costs this much, what a later visit is expected to cost (None:
    it must be served if possible).
    `part_of` is the id of the whole order where this is a part of one too large for any truck.
    """

    id: str
    facility_id: str
    deliver: Counts = field(default_factory=Counts)
    collect: Counts = field(default_factory=Counts)
    urgency: Urgency = Urgency.ROUTINE
    due_s: int | None = None
    windows: tuple[TimeWindow, ...] = ()
    skills: frozenset[str] = field(default_factory=frozenset)
    release_s: int | None = None
    prize_vnd: int | None = None
    part_of: str = ""

    @property
    def order_id(self) -> str:
        """The id of the whole order, which is this one's own unless it is a part."""
        return self.part_of or self.id

    @property
    def optional(self) -> bool:
        """Whether the order may stay unserved at a price."""
        return self.prize_vnd is not None

    @property
    def cylinders(self) -> int:
        """Cylinders that count when the order stays unserved: full ones, else empty ones."""
        return self.deliver.total or self.collect.total
