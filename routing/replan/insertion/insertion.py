"""The nouns of an insertion: position, cost, and the stops that begin later."""

from dataclasses import dataclass

from routing.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A stop of another order that begins later than before; `late_*_s` is past its stock-out time."""

    order_id: str
    part_id: str
    vehicle_id: str
    begin_before_s: int
    begin_after_s: int
    late_before_s: int
    late_after_s: int

    @property
    def by_s(self) -> int:
        """Seconds by which it begins later."""
        return self.begin_after_s - self.begin_before_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A position for an order in a plan that stands, and its effects.

    Attributes
    ----------
    trip, position : int
        The truck's trip and the stop within it, both counted from 1.
    new_trip : bool
        Whether the trip is made for this order alone, from `depot_id`.
    begin_s, late_s : int
        When unloading begins, and how late that is for the order's own stock-out time.
    cost_rise_vnd : int
        What the trucks cost more than before.
    late_rise_s : tuple of int
        Seconds late over all stops more than before, by urgency, this order's among them.
    later : tuple of Later
        The other stops that begin later, the most delayed first.
    plan : Plan
        The whole plan with the order in its place; the checker finds no fault in it that was not in
        the plan before.
    """

    part_id: str
    vehicle_id: str
    depot_id: str
    trip: int
    position: int
    new_trip: bool
    begin_s: int
    late_s: int
    cost_rise_vnd: int
    late_rise_s: tuple[int, ...]
    later: tuple[Later, ...]
    plan: Plan
