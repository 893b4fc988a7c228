"""What a supplier prints: one depot's loadings and the stops after them."""

from dataclasses import dataclass

from routing.model.cargo import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetStop:
    """One line of a run sheet."""

    number: int
    order_id: str
    facility_id: str
    facility_name: str
    arrive_s: int
    begin_s: int
    end_s: int
    delivered: Counts
    collected: Counts
    late_s: int
    urgency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetTrip:
    """One loading of one truck at the depot."""

    vehicle_id: str
    vehicle_name: str
    trip_number: int
    begin_s: int
    end_s: int
    loaded: Counts
    empties_back: Counts
    back_s: int
    length_m: int
    stops: tuple[RunSheetStop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """A depot's day: its trips by loading time, and what leaves its stock."""

    date: str
    depot_id: str
    depot_name: str
    problem_sha256: str
    trips: tuple[RunSheetTrip, ...]
    loaded: Counts
    synthetic: bool
