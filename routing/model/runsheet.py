"""What a supplier prints: one depot's loadings and the stops after them."""

from dataclasses import dataclass

from routing.model.cargo import Counts
from routing.model.plan import Break


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetStop:
    """One line of a run sheet; `margin_s` is how long before the stock-out it is begun, if that is known."""

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
    margin_s: int | None = None
    urgency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetTrip:
    """One loading of one truck at the depot, and where it leaves the empties: at `back_depot_id`.

    `pauses` are the driver's breaks and meals from the end of the trip before to the end of this one.
    """

    vehicle_id: str
    vehicle_name: str
    trip_number: int
    begin_s: int
    end_s: int
    loaded: Counts
    empties_back: Counts
    back_s: int
    back_depot_id: str
    back_depot_name: str
    length_m: int
    stops: tuple[RunSheetStop, ...]
    pauses: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetReturn:
    """Empties that a truck brings to the depot at the end of a trip, wherever that trip was loaded."""

    vehicle_id: str
    vehicle_name: str
    trip_number: int
    loaded_depot_id: str
    loaded_depot_name: str
    at_s: int
    empties: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """A depot's day: its trips by loading time, what comes back to it by time, and both sums.

    A trip may end at another depot than it was loaded at. So `empties_back` counts the empties that any
    truck brings to this depot, not those that its own trips collect.
    """

    date: str
    depot_id: str
    depot_name: str
    problem_sha256: str
    trips: tuple[RunSheetTrip, ...]
    returns: tuple[RunSheetReturn, ...]
    loaded: Counts
    empties_back: Counts
    synthetic: bool
