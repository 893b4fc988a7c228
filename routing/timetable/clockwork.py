"""One walk through a tour: its clocks and loads from the first loading on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from routing.model import (
    Break,
    Cost,
    Depot,
    Leg,
    Load,
    Order,
    Problem,
    Route,
    Stop,
    Tour,
    TourTrip,
    Trip,
    Vehicle,
    earliest_in,
)
from routing.timetable.bays import Bays, Interval
from routing.timetable.driver import Driver
from routing.timetable.leaving import leaving
from routing.timetable.loads import TourLoads, TripLoads


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A timed route and the names of the rules that it breaks by itself (none: it is feasible).

    Depot stock, which couples routes, is not among them. The checker alone judges a plan; this
    lets an engine price a tour before it proposes it.
    """

    route: Route
    broken: frozenset[str]
    loadings: tuple[tuple[str, int, int], ...]


class Clockwork:
    """Walks through a tour once, from the first loading on."""

    def __init__(
        self,
        problem: Problem,
        tour: Tour,
        bays: Bays,
        loads: TourLoads,
        *,
        first_loading_s: int | None = None,
        start_s: int | None = None,
        meals: bool = False,
    ) -> None:
        self.problem, self.tour, self.bays, self.loads = problem, tour, bays, loads
        self.vehicle: Vehicle = problem.vehicle_by_id[tour.vehicle_id]
        self.first_loading_s, self.start_s = first_loading_s, start_s
        self.rules = self.vehicle.rules
        if self.rules.meals and not meals:
            self.rules = replace(self.rules, meals=None)
        self.driver = Driver(self.rules, at_s=self.vehicle.shift.start_s if start_s is None else start_s)
        self.place_id = self.vehicle.start_depot_id
        self.broken: set[str] = set(loads.broken)
        self.loadings: list[tuple[str, int, int]] = []

    def run(self) -> Timed:
        """Walk once through the tour; return its route and the rules that it breaks."""
        pairs = zip(self.tour.trips, self.loads.trips, strict=True)
        trips = tuple(self._trip(trip, loads, first=i == 0) for i, (trip, loads) in enumerate(pairs))
        finish = self._drive_to(self.vehicle.end_depot_id)
        rests = self._enter(self.problem.depot_by_id[self.vehicle.end_depot_id])
        start_s = trips[0].leg.depart_s if trips[0].leg else trips[0].begin_s
        self._judge_day(self.driver.at_s - start_s)
        if self.driver.meals.missed:
            self.broken.add("meal_missing")
        route = Route(
            vehicle_id=self.vehicle.id,
            trips=trips,
            finish=finish,
            rests=rests,
            start_s=start_s,
            end_s=self.driver.at_s,
            cost=self._cost(trips, finish, self.driver.at_s - start_s),
        )
        return Timed(route=route, broken=frozenset(self.broken), loadings=tuple(self.loadings))

    def _trip(self, trip: TourTrip, loads: TripLoads, *, first: bool) -> Trip:
        depot = self.problem.depot_by_id[trip.depot_id]
        load_s = depot.load_fixed_s + depot.load_s_per_cylinder * loads.loaded.total
        waits_for = (trip.loading_slot_s, *(part.release_s for part in loads.parts))
        ready_s = max((at_s for at_s in waits_for if at_s is not None), default=None)
        leg, rests, begin_s = self._to_loading(depot, load_s, ready_s=ready_s, first=first)
        self.driver.work(load_s)
        self.loadings.append((depot.id, begin_s, begin_s + load_s))
        stops = [self._stop(part, aboard) for part, aboard in zip(loads.parts, loads.aboard, strict=True)]
        return Trip(
            depot_id=depot.id,
            leg=leg,
            rests=rests,
            begin_s=begin_s,
            end_s=begin_s + load_s,
            loaded=loads.loaded,
            stops=tuple(stops),
            loading_slot_s=trip.loading_slot_s,
        )

    def _to_loading(
        self, depot: Depot, load_s: int, *, ready_s: int | None, first: bool
    ) -> tuple[Leg | None, tuple[Break, ...], int]:
        here = first and depot.id == self.place_id
        leg = None if here else self._drive_to(depot.id)
        own: list[Interval] = [(a, b) for key, a, b in self.loadings if key == depot.id]

        def find(at_s: int) -> int | None:
            return self.bays.earliest(depot, at_s if ready_s is None else max(at_s, ready_s), load_s, own)

        begin_s = self._begin_at(find, load_s)
        if first and self.first_loading_s is not None:
            begin_s = self.first_loading_s
            if leg:
                leg = self._leave_home_later(leg, begin_s - self.driver.at_s)
        if begin_s is None:
            self.broken.add("depot_closed")
            begin_s = self.driver.at_s if ready_s is None else max(self.driver.at_s, ready_s)
        if here:
            self.driver.at_s = begin_s  # The day begins with the loading; this is no waiting.
            return None, (), begin_s
        return leg, self.driver.wait_until(begin_s), begin_s

    def _begin_at(self, find: Callable[[int], int | None], work_s: int) -> int | None:
        """Return when work begins here at the earliest, after a meal where one is due."""
        begin_s = find(self.driver.at_s)
        return None if begin_s is None else self.driver.ready(begin_s, work_s, find)

    def _leave_home_later(self, leg: Leg, by_s: int) -> Leg:
        self.driver = Driver(self.rules, at_s=leg.depart_s + by_s)
        return self.driver.drive(leg.origin_id, leg.destination_id, leg.travel_s, leg.length_m)

    def _stop(self, order: Order, aboard: Load) -> Stop:
        leg = self._drive_to(order.facility_id)
        windows, unload_s = self.problem.windows_of(order), self.problem.unload_s(order)
        begin_s = self._begin_at(partial(earliest_in, windows), unload_s)
        if begin_s is None:
            self.broken.add("window_missed")
            begin_s = self.driver.at_s
        rests = self.driver.wait_until(begin_s)
        self.driver.work(unload_s)
        return Stop(
            order_id=order.order_id,
            part_id=order.id,
            facility_id=order.facility_id,
            leg=leg,
            rests=rests,
            begin_s=begin_s,
            end_s=self.driver.at_s,
            delivered=order.deliver,
            collected=order.collect,
            aboard=aboard,
            late_s=0 if order.due_s is None else max(0, begin_s - order.due_s),
            margin_s=None if order.due_s is None else order.due_s - begin_s,
        )

    def _drive_to(self, place_id: str) -> Leg:
        leg = self._leg(self.place_id, place_id)
        self.place_id = place_id
        return leg

    def _leg(self, origin_id: str, destination_id: str) -> Leg:
        travel, profile = self.problem.travel, self.vehicle.profile
        if profile in travel.time_dependent:
            ends = travel.index[origin_id], travel.index[destination_id]
            driver = self.driver
            departure = leaving(
                travel.time_dependent[profile], *ends, driver.at_s, driver.arrives, driver.departs
            )
            if departure is not None:
                return self.driver.drive_after_wait(
                    origin_id, destination_id, departure.depart_s, departure.travel_s, departure.length_m
                )
            travel_s = length_m = None
        else:
            travel_s = travel.time_s(profile, origin_id, destination_id)
            length_m = travel.distance_m(profile, origin_id, destination_id)
        if travel_s is None or length_m is None:
            self.broken.add("unreachable")
        return self.driver.drive(origin_id, destination_id, travel_s or 0, length_m or 0)

    def _enter(self, depot: Depot) -> tuple[Break, ...]:
        at_s = self._begin_at(partial(earliest_in, depot.open), 0)
        if at_s is None:
            self.broken.add("depot_closed")
            return ()
        return self.driver.wait_until(at_s)

    def _judge_day(self, duration_s: int) -> None:
        vehicle = self.vehicle
        if self.driver.at_s > vehicle.shift.latest_s:
            self.broken.add("shift_exceeded")
        if vehicle.shift.max_duration_s is not None and duration_s > vehicle.shift.max_duration_s:
            self.broken.add("duration_exceeded")
        if vehicle.rules.max_driving_s is not None and self.driver.driven_s > vehicle.rules.max_driving_s:
            self.broken.add("driving_exceeded")

    def _cost(self, trips: tuple[Trip, ...], finish: Leg, duration_s: int) -> Cost:
        rates, end_s = self.vehicle.rates, self.vehicle.shift.end_s
        legs = [stop.leg for trip in trips for stop in trip.stops] + [trip.leg for trip in trips if trip.leg]
        length_m = sum(leg.length_m for leg in legs) + finish.length_m
        overtime_s = max(0, self.driver.at_s - end_s)
        return Cost(
            fixed_vnd=rates.fixed_vnd,
            distance_vnd=-(-length_m * rates.per_km_vnd // 1000),
            time_vnd=-(-duration_s * rates.per_hour_vnd // 3600),
            overtime_vnd=-(-overtime_s * rates.overtime_per_hour_vnd // 3600),
            moved_vnd=self._moved_vnd(trips),
            waiting_vnd=-(-self._waited_vnd_s(trips) // 3600),
        )

    def _waited_vnd_s(self, trips: tuple[Trip, ...]) -> int:
        part_by_id = self.problem.part_by_id
        stops = (stop for trip in trips for stop in trip.stops)
        return sum(part_by_id[stop.part_id].waited_vnd_s(stop.begin_s) for stop in stops)

    def _moved_vnd(self, trips: tuple[Trip, ...]) -> int:
        stay = self.problem.stay
        if stay is None:
            return 0
        stops = (stop for trip in trips for stop in trip.stops)
        return sum(stay.moved_vnd(stop.part_id, self.vehicle.id, stop.begin_s) for stop in stops)
