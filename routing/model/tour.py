"""What an engine or a dispatcher decides: which truck goes where, in which order."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TourTrip:
    """One loading and the deliveries after it; `order_ids` are ids of `Problem.parts`.

    `appointment_s` is when a bay is kept for the loading: it begins then, or as soon as it can
    after (None: as soon as it can). Trips that differ in nothing else are equal.
    """

    depot_id: str
    order_ids: tuple[str, ...]
    appointment_s: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One truck's day without clocks; trips that serve nothing are left out."""

    vehicle_id: str
    trips: tuple[TourTrip, ...]
