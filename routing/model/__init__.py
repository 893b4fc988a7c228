"""The nouns of OxyRoute: the one vocabulary that every other package speaks."""

from routing.model.cargo import NOTHING, Counts, CylinderType, Load
from routing.model.change import (
    Change,
    DemandTimes,
    DepotDown,
    EarlierShift,
    LargerTruck,
    LaterClosing,
    LongerShift,
    MoreStock,
    PermitGranted,
    Remedy,
    RoadOpened,
    Scenario,
    SecondDriver,
    SkillAdded,
    Together,
    TruckAdded,
    VehicleDown,
    WaysClosed,
)
from routing.model.clock import (
    DAY_S,
    TimeWindow,
    earliest_in,
    format_clock,
    format_windows,
    latest_in,
    parse_clock,
    parse_counts,
    parse_windows,
    window_fault,
)
from routing.model.delta import OrderDelta, PlanDelta
from routing.model.engine import Budget, Engine, Tours, ignore, never
from routing.model.fleet import DriverRules, Rates, Shift, Vehicle
from routing.model.issues import InputError, Issue, Subject, refuse_if
from routing.model.objective import Cost, Objective
from routing.model.orders import Order, Urgency
from routing.model.pin import Pin
from routing.model.places import Depot, Facility, FacilityClass, Location, Standing, Supplier
from routing.model.plan import Break, Explanation, Leg, Plan, Route, Stop, Trip, Unserved
from routing.model.problem import FORMAT_VERSION, Problem
from routing.model.runsheet import RunSheet, RunSheetStop, RunSheetTrip
from routing.model.split import PART_MARK
from routing.model.text import Text, TextError, nfc
from routing.model.tour import Tour, TourTrip
from routing.model.travel import UNREACHABLE, IntMatrix, TravelMatrix, rounded_up
from routing.model.travel_hours import TravelByHour
from routing.model.violation import Violation, ViolationCode

__all__ = [
    "DAY_S",
    "FORMAT_VERSION",
    "NOTHING",
    "PART_MARK",
    "UNREACHABLE",
    "Break",
    "Budget",
    "Change",
    "Cost",
    "Counts",
    "CylinderType",
    "DemandTimes",
    "Depot",
    "DepotDown",
    "DriverRules",
    "EarlierShift",
    "Engine",
    "Explanation",
    "Facility",
    "FacilityClass",
    "InputError",
    "IntMatrix",
    "Issue",
    "LargerTruck",
    "LaterClosing",
    "Leg",
    "Load",
    "Location",
    "LongerShift",
    "MoreStock",
    "Objective",
    "Order",
    "OrderDelta",
    "PermitGranted",
    "Pin",
    "Plan",
    "PlanDelta",
    "Problem",
    "Rates",
    "Remedy",
    "RoadOpened",
    "Route",
    "RunSheet",
    "RunSheetStop",
    "RunSheetTrip",
    "Scenario",
    "SecondDriver",
    "Shift",
    "SkillAdded",
    "Standing",
    "Stop",
    "Subject",
    "Supplier",
    "Text",
    "TextError",
    "TimeWindow",
    "Together",
    "Tour",
    "TourTrip",
    "Tours",
    "TravelByHour",
    "TravelMatrix",
    "Trip",
    "TruckAdded",
    "Unserved",
    "Urgency",
    "Vehicle",
    "VehicleDown",
    "Violation",
    "ViolationCode",
    "WaysClosed",
    "earliest_in",
    "format_clock",
    "format_windows",
    "ignore",
    "latest_in",
    "never",
    "nfc",
    "parse_clock",
    "parse_counts",
    "parse_windows",
    "refuse_if",
    "rounded_up",
    "window_fault",
]
