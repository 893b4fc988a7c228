"""What makes one plan better than another, most important first."""

from dataclasses import dataclass
from typing import Final

from routing.model.orders import Urgency

LEVELS: Final = len(Urgency)
_NONE: Final = (0,) * LEVELS


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Objective:
    """The lexicographic objective; smaller is better and comparisons follow the field order.

    Attributes
    ----------
    unserved : tuple of int
        Cylinders left unserved, by urgency (most urgent first); those of optional orders do not count.
    late_s : tuple of int
        Seconds past the stock-out time summed over stops, by urgency.
    cost_vnd : int
        Trucks, distance, time and overtime, the prizes of optional orders left unserved, and the price
        of moving stops of a plan in hand.
    """

    unserved: tuple[int, ...] = _NONE
    late_s: tuple[int, ...] = _NONE
    cost_vnd: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A route's cost by term, in VND, each rounded up once.

    `moved_vnd` is the price of `Problem.stay`: it steers a search, and nobody pays it.
    """

    fixed_vnd: int = 0
    distance_vnd: int = 0
    time_vnd: int = 0
    overtime_vnd: int = 0
    moved_vnd: int = 0

    @property
    def total_vnd(self) -> int:
        """Sum of the terms."""
        return self.paid_vnd + self.moved_vnd

    @property
    def paid_vnd(self) -> int:
        """What is paid in the end: all but the price of moving stops."""
        return self.fixed_vnd + self.distance_vnd + self.time_vnd + self.overtime_vnd
