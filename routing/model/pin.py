"""Pins: what is settled before planning, a truck's first trips above all."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from routing.model.tour import TourTrip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a plan may not change about a truck.

    Its tour begins with exactly `trips` (ids of parts), to which no stop is added. Other trips may follow
    unless it is `closed`. Closed without trips, the truck stays idle. The parts in `order_ids` are served
    by no other truck, if they are served at all.
    """

    vehicle_id: str
    trips: tuple[TourTrip, ...] = ()
    order_ids: frozenset[str] = field(default_factory=frozenset)
    closed: bool = False

    @property
    def part_ids(self) -> frozenset[str]:
        """The parts that no other truck may serve."""
        return self.order_ids.union(*(trip.order_ids for trip in self.trips))

    def among(self, part_ids: Collection[str]) -> "Pin":
        """Return the pin with these parts only, and without the trips that then serve nothing."""
        trips = (replace(t, order_ids=tuple(filter(part_ids.__contains__, t.order_ids))) for t in self.trips)
        kept = tuple(trip for trip in trips if trip.order_ids)
        return replace(self, trips=kept, order_ids=self.order_ids.intersection(part_ids))
