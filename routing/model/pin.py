"""Pins: what is settled before planning, a truck's first trips above all."""

from dataclasses import dataclass, field

from routing.model.tour import TourTrip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a plan may not change about a truck.

    Its tour begins with exactly `trips` (ids of parts), to which no stop is added; trips of its
    own may follow unless it is `closed`: closed without trips, the truck stays idle. The parts in
    `order_ids` are served by no other truck, if they are served at all.
    """

    vehicle_id: str
    trips: tuple[TourTrip, ...] = ()
    order_ids: frozenset[str] = field(default_factory=frozenset)
    closed: bool = False

    @property
    def part_ids(self) -> frozenset[str]:
        """The parts that no other truck may serve."""
        return self.order_ids.union(*(trip.order_ids for trip in self.trips))
