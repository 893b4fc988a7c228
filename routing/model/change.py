"""Changes to a day: what a planner asks about, and what would serve an unserved order."""

from dataclasses import dataclass
from typing import ClassVar

from routing.model.clock import TimeWindow
from routing.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DepotDown:
    """The depot loads nothing; its trucks remain and load elsewhere if they may."""

    kind: ClassVar[str] = "depot_down"
    depot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleDown:
    """The truck is not available."""

    kind: ClassVar[str] = "vehicle_down"
    vehicle_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandTimes:
    """Cylinders to deliver and to collect are multiplied by `percent` / 100, rounded up.

    No `facility_ids` means all facilities.
    """

    kind: ClassVar[str] = "demand_times"
    percent: int
    facility_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysClosed:
    """Roads are closed, by way id; the travel matrix must be computed anew to apply it.

    With `hours` they are closed from the first second of each window until its last, else all day.
    """

    kind: ClassVar[str] = "ways_closed"
    way_ids: tuple[str, ...]
    hours: tuple[TimeWindow, ...] = ()


Ring = tuple[tuple[float, float], ...]
"""A closed line of (longitude, latitude) in WGS 84 degrees; the first point is the last again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaClosed:
    """Every road that touches the polygon (outer ring, then holes) is closed; as `WaysClosed`."""

    kind: ClassVar[str] = "area_closed"
    name: str
    polygon: tuple[Ring, ...]
    hours: tuple[TimeWindow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgesClosed:
    """Stretches of road are closed in one direction, by junctions (from, to); as `WaysClosed`."""

    kind: ClassVar[str] = "edges_closed"
    pairs: tuple[tuple[str, str], ...]
    hours: tuple[TimeWindow, ...] = ()


Closing = WaysClosed | AreaClosed | EdgesClosed
"""What closes roads: routing knows none, so it takes the matrix that was computed anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillReachable:
    """Places that closings cut off can be served from the nearest open road; it comes with the matrix."""

    kind: ClassVar[str] = "still_reachable"
    place_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadOpened:
    """A road between two places opens, in both directions, for every vehicle profile."""

    kind: ClassVar[str] = "road_opened"
    origin_id: str
    destination_id: str
    duration_s: int
    length_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterClosing:
    """The facility receives this order `by_s` longer, at the end of its last window."""

    kind: ClassVar[str] = "later_closing"
    order_id: str
    by_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreStock:
    """The depot has `count` more full cylinders of a type."""

    kind: ClassVar[str] = "more_stock"
    depot_id: str
    type_id: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LargerTruck:
    """The truck carries more: payload and slots become at least these."""

    kind: ClassVar[str] = "larger_truck"
    vehicle_id: str
    payload_g: int
    slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillAdded:
    """The truck gets a skill (a tail lift, say)."""

    kind: ClassVar[str] = "skill_added"
    vehicle_id: str
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerShift:
    """The truck's shift ends `by_s` later, and its longest duty is as much longer."""

    kind: ClassVar[str] = "longer_shift"
    vehicle_id: str
    by_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierShift:
    """The truck's shift starts `by_s` earlier."""

    kind: ClassVar[str] = "earlier_shift"
    vehicle_id: str
    by_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondDriver:
    """A second driver comes along: the truck's limits on driving, meals and the longest duty do not bind."""

    kind: ClassVar[str] = "second_driver"
    vehicle_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitGranted:
    """The truck gets a permit: bans that bar roads to it for some hours do not bind it any more."""

    kind: ClassVar[str] = "permit_granted"
    vehicle_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckAdded:
    """One more truck, the same in everything as `like_vehicle_id`, but fresh."""

    kind: ClassVar[str] = "truck_added"
    like_vehicle_id: str
    new_id: str


Remedy = (
    RoadOpened
    | LaterClosing
    | MoreStock
    | LargerTruck
    | SkillAdded
    | LongerShift
    | EarlierShift
    | SecondDriver
    | PermitGranted
    | TruckAdded
)
"""What can be arranged so that an order is served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Changes that help only together, in this order: a truck added last is like one changed before."""

    kind: ClassVar[str] = "together"
    changes: tuple[Remedy, ...]


Change = DepotDown | VehicleDown | DemandTimes | Closing | StillReachable | Remedy | Together


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes that happen together, in order, under one name."""

    name: Text
    changes: tuple[Change, ...]
