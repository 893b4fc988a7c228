"""The gaps of a timed route: where one more order may go, and how much time and room is there."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from routing.arrays import FAR, Ints
from routing.engines.settled import pinned_trips
from routing.model import Load, Problem, Route, TimeWindow, Tour, TourTrip, Trip, Vehicle, latest_in


@dataclass(frozen=True, slots=True)
class Place:
    """A gap: before stop `position` of trip number `trip`, or a new last trip from `depot_id`."""

    trip: int
    position: int
    depot_id: str
    new: bool = False

    def insert(self, tour: Tour | None, vehicle_id: str, part_id: str) -> Tour:
        """Return `tour` (None: the truck is idle) with a part put here."""
        trips = list(tour.trips) if tour else []
        if self.new:
            trips.append(TourTrip(depot_id=self.depot_id, part_ids=(part_id,)))
        else:
            ids = trips[self.trip].part_ids
            ids = (*ids[: self.position], part_id, *ids[self.position :])
            trips[self.trip] = replace(trips[self.trip], part_ids=ids)
        return Tour(vehicle_id=vehicle_id, trips=tuple(trips))


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one truck's day by row; every array has shape (gaps,).

    The truck leaves `before` at `leaves_s` and must begin at `after` by `latest_s` (hard) and by
    `in_time_s` (soft). It begins there at `planned_s` now. Each hour later costs `waiting_vnd`, the price
    of all stops from there on: a guess, as waits would take up some of it. A cylinder more adds
    `load_s` of loading, the first `leeway_s` seconds of which delay nothing. `out_g`, `back_g`,
    `out_slots`, `back_slots` are the room for full cylinders on the way to the gap and for empties after
    it. A new trip first drives from `before` to a depot, at `via`, and loads there for `fixed_s`.
    `loads_s` is when the trip begins to load; of a new trip, when the truck could drive to the depot.
    """

    places: tuple[Place, ...]
    before: Ints
    via: Ints
    after: Ints
    leaves_s: Ints
    latest_s: Ints
    in_time_s: Ints
    planned_s: Ints
    waiting_vnd: Ints
    load_s: Ints
    leeway_s: Ints
    out_g: Ints
    back_g: Ints
    out_slots: Ints
    back_slots: Ints
    fixed_s: Ints
    loads_s: Ints


@dataclass(frozen=True, slots=True)
class _Event:
    place: int
    arrive_s: int
    begin_s: int
    leave_s: int
    windows: tuple[TimeWindow, ...]
    due_s: int
    trip: int = -1
    position: int = 0
    waiting_vnd: int = 0


def gaps_of(problem: Problem, vehicle: Vehicle, route: Route | None) -> Gaps:
    """Tabulate the gaps of `vehicle`'s day; `route` is None where it is idle."""
    rows: list[tuple[int, ...]] = []
    places: list[Place] = []
    if route:
        for place, row in _inside(problem, vehicle, route):
            places.append(place)
            rows.append(row)
    for place, row in _new_trips(problem, vehicle, route):
        places.append(place)
        rows.append(row)
    columns = np.array(rows, dtype=np.int64).reshape(len(rows), len(dataclasses.fields(Gaps)) - 1).T
    return Gaps(tuple(places), *columns)


def _inside(problem: Problem, vehicle: Vehicle, route: Route) -> Iterator[tuple[Place, tuple[int, ...]]]:
    events = [*_events(problem, route), _end(problem, vehicle, route.finish.arrive_s, route.end_s)]
    latest, in_time = _latest(events, vehicle)
    waiting = [sum(event.waiting_vnd for event in events[i:]) for i in range(len(events))]
    rooms = [_room(problem, vehicle, trip) for trip in route.trips]
    pinned = len(pinned_trips(problem, vehicle.id))
    for i, event in enumerate(events[:-1]):
        if event.trip < pinned:
            continue
        trip = route.trips[event.trip]
        depot = problem.depot_by_id[trip.depot_id]
        leeway_s = 0 if event.trip or trip.leg else trip.begin_s - vehicle.shift.start_s
        yield (
            Place(event.trip, event.position, trip.depot_id),
            (
                event.place,
                event.place,
                events[i + 1].place,
                event.leave_s,
                latest[i + 1],
                in_time[i + 1],
                events[i + 1].begin_s,
                waiting[i + 1],
                depot.load_s_per_cylinder,
                leeway_s,
                *rooms[event.trip][event.position],
                0,
                trip.begin_s,
            ),
        )


def _new_trips(
    problem: Problem, vehicle: Vehicle, route: Route | None
) -> Iterator[tuple[Place, tuple[int, ...]]]:
    number = len(route.trips) if route else 0
    if vehicle.max_trips is not None and number >= vehicle.max_trips:
        return
    last = next(reversed(list(route.stops)), None) if route else None
    here = problem.travel.index[last.facility_id if last else vehicle.start_depot_id]
    leaves_s = last.end_s if last else vehicle.shift.start_s
    end = _end(problem, vehicle, 0, 0)
    latest_s = latest_in(end.windows, vehicle.shift.latest_s)
    limit_s = -FAR if latest_s is None else latest_s
    for depot in (d for d in problem.depots if problem.may_load(vehicle, d)):
        row = (here, problem.travel.index[depot.id], end.place, leaves_s, limit_s, limit_s, limit_s, 0)
        load = (depot.load_s_per_cylinder, 0)
        room = (vehicle.payload_g, vehicle.payload_g, vehicle.slots, vehicle.slots)
        yield Place(number, 0, depot.id, new=True), (*row, *load, *room, depot.load_fixed_s, leaves_s)


def _events(problem: Problem, route: Route) -> Iterator[_Event]:
    for number, trip in enumerate(route.trips):
        depot = problem.depot_by_id[trip.depot_id]
        arrive_s = trip.leg.arrive_s if trip.leg else trip.begin_s
        at = problem.travel.index[depot.id]
        yield _Event(at, arrive_s, trip.begin_s, trip.end_s, depot.open, FAR, number, 0)
        for position, stop in enumerate(trip.stops, start=1):
            part = problem.part_by_id[stop.part_id]
            due_s = FAR if part.due_s is None else max(part.due_s, stop.begin_s)
            at = problem.travel.index[stop.facility_id]
            windows = problem.windows_of(part)
            now = (stop.leg.arrive_s, stop.begin_s, stop.end_s)
            yield _Event(at, *now, windows, due_s, number, position, part.waiting_vnd_per_hour)


def _end(problem: Problem, vehicle: Vehicle, arrive_s: int, end_s: int) -> _Event:
    depot = problem.depot_by_id[vehicle.end_depot_id]
    return _Event(problem.travel.index[depot.id], arrive_s, end_s, end_s, depot.open, FAR)


def _latest(events: list[_Event], vehicle: Vehicle) -> tuple[list[int], list[int]]:
    """Return by when each event must begin: to break no later rule, and to add no lateness."""
    hard, soft = [0] * len(events), [0] * len(events)
    hard_s = soft_s = vehicle.shift.latest_s
    for i in range(len(events) - 1, -1, -1):
        event = events[i]
        for limits, limit_s in ((hard, hard_s), (soft, min(soft_s, event.due_s))):
            latest_s = latest_in(event.windows, limit_s)
            limits[i] = -FAR if latest_s is None else latest_s
        if i:
            taken_s = event.arrive_s - events[i - 1].begin_s
            hard_s, soft_s = hard[i] - taken_s, soft[i] - taken_s
    return hard, soft


def _room(problem: Problem, vehicle: Vehicle, trip: Trip) -> list[tuple[int, int, int, int]]:
    """Return the room (out g, back g, out slots, back slots) of the gap after 0, 1, ... stops."""
    loads = [Load(full=trip.loaded), *(stop.aboard for stop in trip.stops)]
    grams = np.array([load.mass_g(problem.type_by_id) for load in loads])
    slots = np.array([load.slots(problem.type_by_id) for load in loads])
    columns = []
    for limit, used in ((vehicle.payload_g, grams), (vehicle.slots, slots)):
        columns += [limit - np.maximum.accumulate(used), limit - np.maximum.accumulate(used[::-1])[::-1]]
    out_g, back_g, out_slots, back_slots = (column.tolist() for column in columns)
    return list(zip(out_g, back_g, out_slots, back_slots, strict=True))
