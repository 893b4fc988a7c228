"""One truck's day as a chain of visits, each with the place where it must be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from routing.check.facts import NO_WAY, Facts
from routing.check.time_of_day import leg_at_hour
from routing.model import Break, Leg, Route, Stop, TimeWindow, Trip, Vehicle


class Kind(StrEnum):
    """What a truck does at a place."""

    LOADING = "loading"
    STOP = "stop"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A loading, a stop or the final return, with the leg that leads to it.

    `origin_id` and `place_id` are where the truck must come from and must be, whatever the leg claims.
    `travel_s` and `length_m` are the matrix values between the two: `NO_WAY` without a road, None where
    something is unknown. `barred` says that the leg's roads are closed to the truck at its hour. `work_s`
    is how long the work takes (None where unknown).
    """

    kind: Kind
    leg: Leg | None
    place_id: str
    rests: tuple[Break, ...]
    begin_s: int
    end_s: int
    work_s: int | None
    windows: tuple[TimeWindow, ...]
    part_id: str = ""
    origin_id: str = ""
    travel_s: int | None = None
    length_m: int | None = None
    barred: bool = False

    @property
    def driving_s(self) -> int:
        """Seconds of driving by the matrix, or else as claimed; 0 where no leg is claimed."""
        if self.leg is None:
            return 0
        if self.travel_s is not None and self.travel_s != NO_WAY:
            return self.travel_s
        return self.leg.travel_s

    @property
    def arrive_s(self) -> int:
        """When the leg arrives; where there is none, when the work begins."""
        return self.leg.arrive_s if self.leg else self.begin_s

    @property
    def pauses(self) -> tuple[Break, ...]:
        """All listed pauses from the work before to this, in order."""
        return (*self.leg.rests, *self.leg.breaks, *self.rests) if self.leg else self.rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A route with its truck (None if unknown) and its visits; the last one is the return."""

    route: Route
    vehicle: Vehicle | None
    visits: tuple[Visit, ...]
    start_id: str

    @property
    def vehicle_id(self) -> str:
        """The id that the route claims."""
        return self.route.vehicle_id

    @property
    def start_s(self) -> int:
        """When the first leg departs, or the first work begins where there is none."""
        first = self.visits[0]
        return first.leg.depart_s if first.leg else first.begin_s

    @property
    def end_s(self) -> int:
        """The first second from the last arrival on at which the end depot is open."""
        arrive_s, windows = self.route.finish.arrive_s, self.visits[-1].windows
        open_s = [max(arrive_s, w.start_s) for w in windows if arrive_s <= w.end_s]
        return min(open_s) if open_s else self.route.end_s if windows else arrive_s


def days_of(facts: Facts) -> tuple[Day, ...]:
    """Return each route of the plan as a chain of visits."""
    return tuple(_day(facts, route) for route in facts.plan.routes)


def _day(facts: Facts, route: Route) -> Day:
    vehicle = facts.vehicles.get(route.vehicle_id)
    start_id = vehicle.start_depot_id if vehicle else _claimed_start(route)
    visits: list[Visit] = []
    for visit in _visits(facts, route, vehicle):
        origin_id = visits[-1].place_id if visits else start_id
        visits.append(_reached(facts, visit, vehicle, origin_id))
    return Day(route=route, vehicle=vehicle, visits=tuple(visits), start_id=start_id)


def _claimed_start(route: Route) -> str:
    for trip in route.trips:
        return trip.leg.origin_id if trip.leg else trip.depot_id
    return route.finish.origin_id


def _visits(facts: Facts, route: Route, vehicle: Vehicle | None) -> Iterator[Visit]:
    for trip in route.trips:
        yield _loading(facts, trip)
        yield from (_stop(facts, stop) for stop in trip.stops)
    yield _return(facts, route, vehicle)


def _reached(facts: Facts, visit: Visit, vehicle: Vehicle | None, origin_id: str) -> Visit:
    by_hour = facts.by_hour(vehicle, origin_id, visit.place_id)
    if by_hour and visit.leg:
        ends = facts.place_row[origin_id], facts.place_row[visit.place_id]
        at_hour = leg_at_hour(by_hour, *ends, visit.leg)
        return replace(
            visit,
            origin_id=origin_id,
            travel_s=at_hour.travel_s,
            length_m=at_hour.length_m,
            barred=at_hour.barred,
        )
    return replace(
        visit,
        origin_id=origin_id,
        travel_s=facts.travel_s(vehicle, origin_id, visit.place_id),
        length_m=facts.travel_m(vehicle, origin_id, visit.place_id),
    )


def _loading(facts: Facts, trip: Trip) -> Visit:
    depot = facts.depots.get(trip.depot_id)
    fulls = sum(sum(facts.delivered(stop).values()) for stop in trip.stops)
    return Visit(
        kind=Kind.LOADING,
        leg=trip.leg,
        place_id=trip.depot_id,
        rests=trip.rests,
        begin_s=trip.begin_s,
        end_s=trip.end_s,
        work_s=depot.load_fixed_s + depot.load_s_per_cylinder * fulls if depot else None,
        windows=depot.open if depot else (),
    )


def _stop(facts: Facts, stop: Stop) -> Visit:
    facility = facts.facility_of(stop)
    return Visit(
        kind=Kind.STOP,
        leg=stop.leg,
        place_id=facility.id if facility else stop.facility_id,
        rests=stop.rests,
        begin_s=stop.begin_s,
        end_s=stop.end_s,
        work_s=facts.unload_s(stop),
        windows=facts.windows(stop),
        part_id=stop.part_id,
    )


def _return(facts: Facts, route: Route, vehicle: Vehicle | None) -> Visit:
    place_id = vehicle.end_depot_id if vehicle else route.finish.destination_id
    depot = facts.depots.get(place_id)
    return Visit(
        kind=Kind.RETURN,
        leg=route.finish,
        place_id=place_id,
        rests=route.rests,
        begin_s=route.end_s,
        end_s=route.end_s,
        work_s=0,
        windows=depot.open if depot else (),
    )
