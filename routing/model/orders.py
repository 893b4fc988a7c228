"""Orders: what a facility needs tomorrow, and how urgently."""

from dataclasses import dataclass, field
from enum import IntEnum

from routing.model.cargo import Counts
from routing.model.clock import TimeWindow
from routing.model.stored import DERIVED


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
    before (None: they are ready). `prize_vnd` makes the order an optional top-up (None: it must be served
    if possible). Unserved it counts neither as unserved nor late, but costs this much, the expected cost
    of a later visit. `part_of` is the id of the whole order where this is one of its parts.

    Two fields are derived, and only parts (`Problem.parts`) have them. `empties_vnd` is what the part's
    empties cost if they are left standing (None: they have no price). `waiting_vnd_per_hour` is what each
    hour costs from `waits_from_s` until unloading begins.
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
    empties_vnd: int | None = field(default=None, metadata=DERIVED)
    waiting_vnd_per_hour: int = field(default=0, metadata=DERIVED)

    @property
    def order_id(self) -> str:
        """The id of the whole order, which is this one's own unless it is a part."""
        return self.part_of or self.id

    @property
    def optional(self) -> bool:
        """Whether the order may stay unserved at a price: a top-up, or a part of priced empties alone."""
        return self.prize_vnd is not None or self.only_empties

    @property
    def only_empties(self) -> bool:
        """Whether this is a part that brings nothing and whose empties have a price."""
        return not self.deliver and self.empties_vnd is not None

    @property
    def cylinders(self) -> int:
        """Cylinders that count when the order stays unserved: full ones, else empties without a price."""
        return self.deliver.total or (self.collect.total if self.empties_vnd is None else 0)

    @property
    def left_vnd(self) -> int:
        """What it costs to leave this unserved, beside the cylinders that count: prize and empties."""
        return (self.prize_vnd or 0) + (self.empties_vnd or 0)

    @property
    def waits_from_s(self) -> int:
        """From when on waiting is counted: the day's midnight, or when the cylinders are ready."""
        return max(0, self.release_s or 0)

    def waited_vnd_s(self, begin_s: int) -> int:
        """Return what waiting until `begin_s` costs, in VND times 3600: a route adds up, then rounds."""
        return self.waiting_vnd_per_hour * max(0, begin_s - self.waits_from_s)
