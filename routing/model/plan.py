"""A timed plan: what each truck does at what second, and what stays unserved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from routing.model.cargo import Counts, Load
from routing.model.change import Change
from routing.model.objective import Cost, Objective
from routing.model.orders import Urgency
from routing.model.shortfall import Shortfall
from routing.model.stored import DERIVED, FORMAT_VERSION, SINCE_2, stored_as
from routing.model.text import Text
from routing.model.tour import Tour, TourTrip


class BreakKind(StrEnum):
    """What a pause is for: the limit on continuous driving, or a meal."""

    DRIVING = "driving"
    MEAL = "meal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A driver's pause, neither driving nor handling."""

    start_s: int
    end_s: int
    kind: BreakKind = field(default=BreakKind.DRIVING, metadata=SINCE_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """Driving from one place to the next.

    `arrive_s = depart_s + travel_s + the breaks taken on the way`. With time-dependent travel a truck may
    depart later than its work ended; `rests` are breaks taken in that wait.
    """

    origin_id: str
    destination_id: str
    depart_s: int
    arrive_s: int
    travel_s: int
    length_m: int
    breaks: tuple[Break, ...] = ()
    rests: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One delivery: unloading begins at `begin_s` and ends at `end_s`.

    `rests` are breaks taken while waiting between arrival and beginning. `aboard` is the load on
    leaving. `order_id` is the whole order's id, `part_id` the part's (the same if not split). `margin_s` is
    how long before the stock-out time unloading begins, negative where it is late, None without such a time.
    """

    order_id: str
    part_id: str
    facility_id: str
    leg: Leg
    rests: tuple[Break, ...] = ()
    begin_s: int
    end_s: int
    delivered: Counts
    collected: Counts
    aboard: Load
    late_s: int = 0
    margin_s: int | None = field(default=None, metadata=SINCE_2)

    @property
    def wait_s(self) -> int:
        """Seconds between arrival and the beginning of unloading."""
        return self.begin_s - self.leg.arrive_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One loading at a depot and the stops after it.

    `leg` is the drive to the depot, None where the truck's day begins at it. All empties aboard
    are left at the depot and `loaded` full cylinders are taken on from `begin_s` to `end_s`.
    `loading_slot_s` is the tour's own, where a bay was kept.
    """

    depot_id: str
    leg: Leg | None = None
    rests: tuple[Break, ...] = ()
    begin_s: int
    end_s: int
    loaded: Counts
    stops: tuple[Stop, ...]
    loading_slot_s: int | None = field(default=None, metadata=stored_as("appointment_s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One truck's day.

    It starts at `start_s`: the first loading, or leaving for it. It ends at `end_s`, when it may enter its
    end depot after the drive `finish`. `rests` are breaks taken while waiting for that depot to open.
    """

    vehicle_id: str
    trips: tuple[Trip, ...]
    finish: Leg
    rests: tuple[Break, ...] = ()
    start_s: int
    end_s: int
    cost: Cost

    @property
    def tour(self) -> Tour:
        """The route without clocks."""
        trips = (
            TourTrip(
                depot_id=trip.depot_id,
                part_ids=tuple(stop.part_id for stop in trip.stops),
                loading_slot_s=trip.loading_slot_s,
            )
            for trip in self.trips
        )
        return Tour(vehicle_id=self.vehicle_id, trips=tuple(trips))

    @property
    def stops(self) -> Iterator[Stop]:
        """All stops, in order."""
        return (stop for trip in self.trips for stop in trip.stops)

    @property
    def legs(self) -> Iterator[Leg]:
        """All drives, in order."""
        for trip in self.trips:
            if trip.leg:
                yield trip.leg
            yield from (stop.leg for stop in trip.stops)
        yield self.finish

    @property
    def pauses(self) -> tuple[Break, ...]:
        """All breaks and meals of the day, by their time."""
        waits = (self.rests, *(trip.rests for trip in self.trips), *(stop.rests for stop in self.stops))
        on_legs = ((*leg.rests, *leg.breaks) for leg in self.legs)
        all_pauses = (pause for pauses in (*waits, *on_legs) for pause in pauses)
        return tuple(sorted(all_pauses, key=lambda pause: pause.start_s))

    @property
    def ended_trips(self) -> Iterator[tuple[Trip, Leg | None]]:
        """Each trip with the leg that ends it, to the next loading or home (None: the plan lacks it)."""
        return zip(self.trips, [*(trip.leg for trip in self.trips[1:]), self.finish], strict=True)

    @property
    def length_m(self) -> int:
        """Metres driven."""
        return sum(leg.length_m for leg in self.legs)

    @property
    def driving_s(self) -> int:
        """Seconds of driving, breaks not counted."""
        return sum(leg.travel_s for leg in self.legs)

    @property
    def duration_s(self) -> int:
        """Seconds of duty."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an order stays unserved, and the nearest change that would serve it.

    `remedy` was applied and tried (`verified`), or is None where nothing tried helps.
    """

    code: str
    reason: Text
    remedy: Change | None = None
    remedy_text: Text | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """An order, or the part of one, that no truck serves.

    `cylinders` are those that count in the objective: none for an optional order or for priced empties
    that are left standing. None in a plan of version 1 of the format, which knew no such empties.
    """

    order_id: str
    part_id: str
    facility_id: str
    urgency: Urgency
    deliver: Counts
    collect: Counts
    explanation: Explanation | None = None
    cylinders: int | None = field(default=None, metadata=SINCE_2)

    @property
    def only_empties(self) -> bool:
        """Whether these are empties left standing, which nobody lacks: no oxygen stays behind."""
        return not self.deliver and self.cylinders == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A day's plan for the problem whose hash is `problem_sha256`.

    `parameters` says how it was made (engine, seed, limits); nothing judges by it. `format_version` is
    that of the document that the plan was read from: a plan of version 1 was made where empties counted
    as fulls do. `shortfall` sums up what stays unserved, where that was explained.
    """

    problem_sha256: str
    routes: tuple[Route, ...]
    unserved: tuple[Unserved, ...] = ()
    objective: Objective
    parameters: Mapping[str, str] = field(default_factory=dict)
    format_version: int = field(default=FORMAT_VERSION, compare=False, metadata=DERIVED)
    shortfall: Shortfall | None = field(default=None, metadata=SINCE_2)

    @property
    def stops(self) -> Iterator[Stop]:
        """All stops of all routes."""
        return (stop for route in self.routes for stop in route.stops)

    @property
    def tours(self) -> tuple[Tour, ...]:
        """Which truck goes where, without clocks."""
        return tuple(route.tour for route in self.routes)
