"""What an engine or a dispatcher decides: which truck goes where, in which order."""

from dataclasses import dataclass, field

from routing.model.stored import stored_as


@dataclass(frozen=True, slots=True, kw_only=True)
class TourTrip:
    """One loading and the deliveries of parts (`Problem.parts`) after it.

    `loading_slot_s` is when a bay is kept for the loading: it begins then, or as soon as it can
    after (None: as soon as it can). Trips that differ in nothing else are equal. Documents call the two
    last fields `order_ids` and `appointment_s`.
    """

    depot_id: str
    part_ids: tuple[str, ...] = field(metadata=stored_as("order_ids"))
    loading_slot_s: int | None = field(default=None, compare=False, metadata=stored_as("appointment_s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One truck's day without clocks; trips that serve nothing are left out."""

    vehicle_id: str
    trips: tuple[TourTrip, ...]
