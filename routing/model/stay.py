"""Staying close to a plan in hand: where each stop is in it, and the price of moving it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from routing.model.plan import Plan

MOVED_TRUCK_VND: Final = 200_000
"""Estimate: what it is worth not to tell two drivers and a facility that another truck comes."""
MOVED_TIME_VND: Final = 50_000
"""Estimate: what it is worth not to tell a facility that its truck comes at another time."""
MOVED_AFTER_S: Final = 30 * 60
"""Estimate: a stop that moves by no more is where it was, for whoever waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStop:
    """The truck that serves a part in the plan in hand, and when unloading begins there."""

    vehicle_id: str
    begin_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A plan in hand and the price of leaving it, inside the cost level.

    Attributes
    ----------
    stops : mapping of str to KeptStop
        By part; parts and trucks that the problem does not have cost nothing.
    truck_vnd : int
        For each stop that another truck makes.
    time_vnd : int
        For each stop that begins more than `within_s` earlier or later, on top.
    """

    stops: Mapping[str, KeptStop] = field(default_factory=dict)
    truck_vnd: int = MOVED_TRUCK_VND
    time_vnd: int = MOVED_TIME_VND
    within_s: int = MOVED_AFTER_S

    def moved_vnd(self, part_id: str, vehicle_id: str, begin_s: int) -> int:
        """Return the price of a stop; 0 for a part that the plan in hand does not serve."""
        kept = self.stops.get(part_id)
        if kept is None:
            return 0
        price_vnd = self.truck_vnd if kept.vehicle_id != vehicle_id else 0
        return price_vnd + (self.time_vnd if abs(begin_s - kept.begin_s) > self.within_s else 0)


def stay_with(
    plan: Plan,
    *,
    truck_vnd: int = MOVED_TRUCK_VND,
    time_vnd: int = MOVED_TIME_VND,
    within_s: int = MOVED_AFTER_S,
) -> Stay:
    """Return the wish to stay close to `plan`."""
    stops = {
        stop.part_id: KeptStop(vehicle_id=route.vehicle_id, begin_s=stop.begin_s)
        for route in plan.routes
        for stop in route.stops
    }
    return Stay(stops=stops, truck_vnd=truck_vnd, time_vnd=time_vnd, within_s=within_s)
