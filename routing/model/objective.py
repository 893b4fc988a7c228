"""What makes one plan better than another, most important first."""

from dataclasses import dataclass, field
from typing import Final

from routing.model.orders import Urgency
from routing.model.stored import SINCE_2

LEVELS: Final = len(Urgency)
_NONE: Final = (0,) * LEVELS


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Objective:
    """The lexicographic objective; smaller is better and comparisons follow the field order.

    Attributes
    ----------
    unserved : tuple of int
        Cylinders left unserved, by urgency (most urgent first). Full ones count, empties only where their
        type has no price, and those of optional orders never.
    late_s : tuple of int
        Seconds past the stock-out time summed over stops, by urgency.
    cost_vnd : int
        Trucks, distance, time, overtime and the waiting of urgent orders. Also the prizes of optional
        orders left unserved, and the prices of empties left standing and of moved stops (`Stay`).
    """

    unserved: tuple[int, ...] = _NONE
    late_s: tuple[int, ...] = _NONE
    cost_vnd: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A route's cost by term, in VND, each rounded up once.

    `waiting_vnd` is what urgent orders wait until they are begun, at the price of each. `moved_vnd` is the
    price of `Problem.stay`: it steers a search, and nobody pays it.
    """

    fixed_vnd: int = 0
    distance_vnd: int = 0
    time_vnd: int = 0
    overtime_vnd: int = 0
    waiting_vnd: int = field(default=0, metadata=SINCE_2)
    moved_vnd: int = field(default=0, metadata=SINCE_2)

    @property
    def total_vnd(self) -> int:
        """Sum of the terms."""
        return self.paid_vnd + self.moved_vnd

    @property
    def paid_vnd(self) -> int:
        """What counts in the end: all but the price of moving stops."""
        own = self.fixed_vnd + self.distance_vnd + self.time_vnd + self.overtime_vnd
        return own + self.waiting_vnd
