"""Timing one truck's tour: clocks, loads and costs of its route, and whether rules break."""

from dataclasses import dataclass

from routing.model import (
    NOTHING,
    Break,
    Cost,
    Counts,
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
from routing.timetable.departure import latest_delay_s, no_worse
from routing.timetable.driver import Driver
from routing.timetable.leaving import leaving
from routing.timetable.settled import settled_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A timed route and the names of the rules that it breaks by itself (none: it is feasible).

    Depot stock, which couples routes, is not among them. The checker alone judges a plan; this
    lets an engine price a tour before it proposes it.
    """

    route: Route
    broken: frozenset[str]
    loadings: tuple[tuple[str, int, int], ...]


def time_tour(problem: Problem, tour: Tour, bays: Bays | None = None) -> Timed:
    """Time a tour of at least one trip, its ids known, against the loadings in `bays`.

    The truck leaves as late as nothing suffers from; see README.md for every rule.
    """
    bays = bays or Bays()
    earliest = _Clockwork(problem, tour, bays).run()
    later_s = _latest_first_loading(problem, tour, bays, earliest.route)
    if later_s is None:
        return earliest
    late = _Clockwork(problem, tour, bays, first_loading_s=later_s).run()
    good = late.broken <= earliest.broken and no_worse(problem, late.route, earliest.route)
    return late if good else earliest


def _latest_first_loading(problem: Problem, tour: Tour, bays: Bays, route: Route) -> int | None:
    """Return when the first loading may begin at the latest, None where leaving later gains nothing.

    An appointment is kept; then the truck only leaves for it without haste.
    """
    trip = route.trips[0]
    if trip.leg is not None and problem.vehicle_by_id[tour.vehicle_id].profile in problem.travel.hours:
        return None  # Leaving later changes how long the way to the first loading takes.
    waits_for_depot = trip.leg is not None and trip.begin_s > trip.leg.arrive_s
    delay_s = latest_delay_s(problem, route) if tour.trips[0].appointment_s is None else 0
    if not delay_s and not waits_for_depot:
        return None
    depot = problem.depot_by_id[trip.depot_id]
    begin_s = bays.latest(depot, trip.begin_s + delay_s, trip.end_s - trip.begin_s)
    return begin_s if begin_s is not None and begin_s >= trip.begin_s else None


class _Clockwork:
    """Walks through a tour once, from the first loading on."""

    def __init__(self, problem: Problem, tour: Tour, bays: Bays, first_loading_s: int | None = None) -> None:
        self.problem, self.tour, self.bays = problem, tour, bays
        self.vehicle: Vehicle = problem.vehicle_by_id[tour.vehicle_id]
        self.first_loading_s = first_loading_s
        self.driver = Driver(self.vehicle.rules, at_s=self.vehicle.shift.start_s)
        self.place_id = self.vehicle.start_depot_id
        self.broken: set[str] = set()
        self.loadings: list[tuple[str, int, int]] = []

    def run(self) -> Timed:
        trips = tuple(self._trip(trip, first=i == 0) for i, trip in enumerate(self.tour.trips))
        finish = self._drive_to(self.vehicle.end_depot_id)
        rests = self._enter(self.problem.depot_by_id[self.vehicle.end_depot_id])
        start_s = trips[0].leg.depart_s if trips[0].leg else trips[0].begin_s
        self._judge_day(len(trips), self.driver.at_s - start_s)
        self.broken |= settled_faults(self.problem, self.tour)
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

    def _trip(self, trip: TourTrip, *, first: bool) -> Trip:
        depot = self.problem.depot_by_id[trip.depot_id]
        orders = [self.problem.part_by_id[key] for key in trip.order_ids]
        loaded = sum((order.deliver for order in orders), NOTHING)
        load_s = depot.load_fixed_s + depot.load_s_per_cylinder * loaded.total
        waits_for = (trip.appointment_s, *(order.release_s for order in orders))
        ready_s = max((at_s for at_s in waits_for if at_s is not None), default=None)
        leg, rests, begin_s = self._to_loading(depot, load_s, ready_s=ready_s, first=first)
        self.driver.work(load_s)
        self.loadings.append((depot.id, begin_s, begin_s + load_s))
        self._judge_loading(depot, loaded, empty=not orders)
        aboard = Load(full=loaded)
        stops = []
        for order in orders:
            aboard = Load(full=aboard.full - order.deliver, empty=aboard.empty + order.collect)
            stops.append(self._stop(order, aboard))
        return Trip(
            depot_id=depot.id,
            leg=leg,
            rests=rests,
            begin_s=begin_s,
            end_s=begin_s + load_s,
            loaded=loaded,
            stops=tuple(stops),
            appointment_s=trip.appointment_s,
        )

    def _to_loading(
        self, depot: Depot, load_s: int, *, ready_s: int | None, first: bool
    ) -> tuple[Leg | None, tuple[Break, ...], int]:
        here = first and depot.id == self.place_id
        leg = None if here else self._drive_to(depot.id)
        own: list[Interval] = [(a, b) for key, a, b in self.loadings if key == depot.id]
        from_s = self.driver.at_s if ready_s is None else max(self.driver.at_s, ready_s)
        begin_s = self.bays.earliest(depot, from_s, load_s, own)
        if first and self.first_loading_s is not None:
            begin_s = self.first_loading_s
            if leg:
                leg = self._leave_home_later(leg, begin_s - self.driver.at_s)
        if begin_s is None:
            self.broken.add("depot_closed")
            begin_s = from_s
        if here:
            self.driver.at_s = begin_s  # The day begins with the loading; this is no waiting.
            return None, (), begin_s
        return leg, self.driver.wait_until(begin_s), begin_s

    def _leave_home_later(self, leg: Leg, by_s: int) -> Leg:
        self.driver = Driver(self.vehicle.rules, at_s=leg.depart_s + by_s)
        return self.driver.drive(leg.origin_id, leg.destination_id, leg.travel_s, leg.length_m)

    def _stop(self, order: Order, aboard: Load) -> Stop:
        leg = self._drive_to(order.facility_id)
        begin_s = earliest_in(self.problem.windows_of(order), self.driver.at_s)
        if begin_s is None:
            self.broken.add("window_missed")
            begin_s = self.driver.at_s
        rests = self.driver.wait_until(begin_s)
        self.driver.work(self.problem.unload_s(order))
        if not self.problem.fits(aboard, self.vehicle):
            self.broken.add("capacity_exceeded")
        if not self.problem.skills_of(order) <= self.vehicle.skills:
            self.broken.add("skill_missing")
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
        if profile in travel.hours:
            ends = travel.index[origin_id], travel.index[destination_id]
            found = leaving(travel.hours[profile], *ends, self.driver.at_s, self.driver.arrives)
            if found is not None:
                return self.driver.drive_after_wait(
                    origin_id, destination_id, found.depart_s, found.travel_s, found.length_m
                )
            travel_s = length_m = None
        else:
            travel_s = travel.time_s(profile, origin_id, destination_id)
            length_m = travel.distance_m(profile, origin_id, destination_id)
        if travel_s is None or length_m is None:
            self.broken.add("unreachable")
        return self.driver.drive(origin_id, destination_id, travel_s or 0, length_m or 0)

    def _enter(self, depot: Depot) -> tuple[Break, ...]:
        at_s = earliest_in(depot.open, self.driver.at_s)
        if at_s is None:
            self.broken.add("depot_closed")
            return ()
        return self.driver.wait_until(at_s)

    def _judge_loading(self, depot: Depot, loaded: Counts, *, empty: bool) -> None:
        if not self.problem.may_load(self.vehicle, depot):
            self.broken.add("depot_not_allowed")
        if empty:
            self.broken.add("empty_trip")
        if not self.problem.fits(Load(full=loaded), self.vehicle):
            self.broken.add("capacity_exceeded")

    def _judge_day(self, trips: int, duration_s: int) -> None:
        vehicle = self.vehicle
        if self.driver.at_s > vehicle.shift.latest_s:
            self.broken.add("shift_exceeded")
        if vehicle.shift.max_duration_s is not None and duration_s > vehicle.shift.max_duration_s:
            self.broken.add("duration_exceeded")
        if vehicle.rules.max_driving_s is not None and self.driver.driven_s > vehicle.rules.max_driving_s:
            self.broken.add("driving_exceeded")
        if vehicle.max_trips is not None and trips > vehicle.max_trips:
            self.broken.add("too_many_trips")

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
