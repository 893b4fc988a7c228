"""What a checker can find wrong with a plan."""

from dataclasses import dataclass
from enum import StrEnum

from routing.model.text import Text


class ViolationCode(StrEnum):
    """Stable codes; each has a test that damages a good plan in exactly this way."""

    WRONG_PROBLEM = "wrong_problem"
    UNKNOWN_ORDER = "unknown_order"
    REPEATED_ORDER = "repeated_order"
    MISSING_ORDER = "missing_order"
    SPLIT_MISMATCH = "split_mismatch"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_PLACE = "wrong_place"
    UNKNOWN_VEHICLE = "unknown_vehicle"
    VEHICLE_TWICE = "vehicle_twice"
    SKILL_MISSING = "skill_missing"
    WRONG_START = "wrong_start"
    WRONG_END = "wrong_end"
    DEPOT_NOT_ALLOWED = "depot_not_allowed"
    TOO_MANY_TRIPS = "too_many_trips"
    EMPTY_TRIP = "empty_trip"
    LEG_BROKEN = "leg_broken"
    UNREACHABLE_LEG = "unreachable_leg"
    ROAD_BARRED = "road_barred"
    WRONG_LEG_TIME = "wrong_leg_time"
    WRONG_LEG_LENGTH = "wrong_leg_length"
    CLOCK = "clock"
    WINDOW_MISSED = "window_missed"
    DEPOT_CLOSED = "depot_closed"
    SHIFT_EXCEEDED = "shift_exceeded"
    DURATION_EXCEEDED = "duration_exceeded"
    NOT_RELEASED = "not_released"
    DRIVING_EXCEEDED = "driving_exceeded"
    BREAK_MISSING = "break_missing"
    BREAK_SHORT = "break_short"
    MEAL_MISSING = "meal_missing"
    MEAL_SHORT = "meal_short"
    MEAL_OUTSIDE_WINDOW = "meal_outside_window"
    PAYLOAD_EXCEEDED = "payload_exceeded"
    SLOTS_EXCEEDED = "slots_exceeded"
    WRONG_LOAD = "wrong_load"
    EMPTIES_NOT_COUNTED = "empties_not_counted"
    PINNED_TRIPS_CHANGED = "pinned_trips_changed"
    CLOSED_TO_MORE = "closed_to_more"
    PINNED_ELSEWHERE = "pinned_elsewhere"
    STOCK_EXCEEDED = "stock_exceeded"
    BAYS_EXCEEDED = "bays_exceeded"
    WRONG_LATENESS = "wrong_lateness"
    WRONG_COST = "wrong_cost"
    WRONG_OBJECTIVE = "wrong_objective"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One fault of a plan: the code, what it concerns, by how much, and the sentence."""

    code: ViolationCode
    vehicle_id: str = ""
    order_id: str = ""
    place_id: str = ""
    amount: int = 0
    message: Text

    def __str__(self) -> str:
        subject = " ".join(filter(None, (self.vehicle_id, self.order_id, self.place_id)))
        return f"{self.code} [{subject}] {self.message}"
