"""Pins: what is settled before planning, a truck's first trips above all."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from routing.model.stored import stored_as
from routing.model.tour import TourTrip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a plan may not change about a truck.

    Its tour begins with exactly `trips` (ids of parts), to which no stop is added. Other trips may follow
    unless it is `closed`. Closed without trips, the truck stays idle. The parts in `reserved_part_ids` are
    served by no other truck, if they are served at all; documents call them `order_ids`.
    """

    vehicle_id: str
    trips: tuple[TourTrip, ...] = ()
    reserved_part_ids: frozenset[str] = field(default_factory=frozenset, metadata=stored_as("order_ids"))
    closed: bool = False

    @property
    def part_ids(self) -> frozenset[str]:
        """The parts that no other truck may serve."""
        return self.reserved_part_ids.union(*(trip.part_ids for trip in self.trips))

    def among(self, part_ids: Collection[str]) -> "Pin":
        """Return the pin with these parts only, and without the trips that then serve nothing."""
        trips = (replace(t, part_ids=tuple(filter(part_ids.__contains__, t.part_ids))) for t in self.trips)
        kept = tuple(trip for trip in trips if trip.part_ids)
        return replace(self, trips=kept, reserved_part_ids=self.reserved_part_ids.intersection(part_ids))
