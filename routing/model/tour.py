"""What an engine or a dispatcher decides: which truck goes where, in which order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TourTrip:
    """One loading and the deliveries after it; `order_ids` are ids of `Problem.parts`."""

    depot_id: str
    order_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One truck's day without clocks; trips that serve nothing are left out."""

    vehicle_id: str
    trips: tuple[TourTrip, ...]
