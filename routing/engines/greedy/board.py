"""The state of a plan under construction: tours, their timings, stock, and every insertion's price."""

from collections.abc import Iterable

import numpy as np

from routing.arrays import FAR, Ints
from routing.engines.best import feasible
from routing.engines.greedy.arrays import Bools, Parts, Roads, able
from routing.engines.greedy.gaps import Gaps, Place, gaps_of
from routing.engines.greedy.price import prices
from routing.engines.greedy.stock import Stock
from routing.engines.interchange import InterchangeKey, interchange_key
from routing.engines.settled import with_pins
from routing.model import Problem, Route, Tour, Tours, Vehicle
from routing.timetable import Bays, Timed, objective_of, time_tour, time_tours


class Board:
    """Tours being built, and the best gap for each unplaced part on each truck.

    Parameters
    ----------
    start : sequence of Tour
        Feasible tours to build on.
    wanted : iterable of str, optional
        Ids of the parts to place; by default all that `start` does not hold.
    """

    def __init__(
        self, problem: Problem, start: Iterable[Tour] = (), wanted: Iterable[str] | None = None
    ) -> None:
        self.problem = problem
        self.parts = Parts.of(problem)
        self.tours: list[Tour | None] = [None] * len(problem.vehicles)
        self._timed: list[Timed | None] = [None] * len(problem.vehicles)
        profiles = {vehicle.profile for vehicle in problem.vehicles}
        self._roads = {profile: Roads.of(problem, profile) for profile in profiles}
        self._able = [able(problem, v) for v in problem.vehicles]
        self._stock = Stock(problem, self.parts)
        self._bays_bind = any(depot.bays is not None for depot in problem.depots)
        size = len(self.parts.ids)
        self.open: Bools = np.zeros(size, dtype=bool)
        self.best: Ints = np.full((len(problem.vehicles), size), FAR, dtype=np.int64)
        self._alike = _alike(problem)
        self._in_vain: set[tuple[int, int, Place]] = set()
        self._gaps: dict[int, Gaps] = {}
        self._prices: dict[int, Ints] = {}
        self._begin(with_pins(problem, start), wanted)

    def _begin(self, start: Tours, wanted: Iterable[str] | None) -> None:
        number = {vehicle.id: i for i, vehicle in enumerate(self.problem.vehicles)}
        placed = {key for tour in start for trip in tour.trips for key in trip.part_ids}
        for tour in start:
            i = number[tour.vehicle_id]
            self.tours[i], self._timed[i] = tour, self._time(i, tour)
            self._stock.take(tour)
        for key in self.parts.ids if wanted is None else wanted:
            self.open[self.parts.row[key]] = key not in placed
        for i in range(len(self.tours)):
            self._price(i)

    def result(self) -> Tours:
        """Return the tours so far, in the order of the problem's vehicles."""
        return tuple(tour for tour in self.tours if tour)

    def place(self, truck: int, row: int) -> bool:
        """Put a part into the best gap of a truck; forget that gap and say False if it does not fit."""
        gap = int(self._prices[truck][:, row].argmin())
        place = self._gaps[truck].places[gap]
        tour, timed = self._tried(truck, row, place)
        if timed is None:
            self._prices[truck][gap, row] = FAR
            self.best[truck, row] = self._prices[truck][:, row].min()
            return False
        self.tours[truck], self._timed[truck] = tour, timed
        if self._bays_bind:
            self._in_vain.clear()
        self._stock.take_part(place.depot_id, row)
        self.open[row] = False
        self._price(truck)
        return True

    def with_part(self, row: int) -> Tours | None:
        """Return the tours with a part in its cheapest feasible gap, None if none is; change nothing."""
        gaps = [
            (price, truck, gap)
            for truck, table in self._prices.items()
            for gap, price in enumerate(table[:, row])
        ]
        for price, truck, gap in sorted(gaps):
            if price >= FAR:
                break
            tour, timed = self._tried(truck, row, self._gaps[truck].places[gap])
            if timed:
                return tuple(t for t in (*self.tours[:truck], tour, *self.tours[truck + 1 :]) if t)
        return None

    def _tried(self, truck: int, row: int, place: Place) -> tuple[Tour, Timed | None]:
        """Return a truck's tour with a part put in, and its timing where that is feasible."""
        tour = place.insert(self.tours[truck], self.problem.vehicles[truck].id, self.parts.ids[row])
        # A first trip that one idle truck cannot make, no other of its type can.
        first = (self._alike[truck], row, place)
        if self.tours[truck] is None and first in self._in_vain:
            return tour, None
        timed = self._time(truck, tour)
        if self.tours[truck] is None and timed.broken:
            self._in_vain.add(first)
        good = not timed.broken and self._stock.covers(place.depot_id, row) and self._agrees(truck, tour)
        return tour, timed if good and self._pays(truck, row, tour, timed) else None

    def _pays(self, truck: int, row: int, tour: Tour, timed: Timed) -> bool:
        """Say whether a part must be served, or makes the plan better than its prize does."""
        if not self.parts.optional[row]:
            return True
        before, after = [self._timed[truck]], [timed]
        if self._bays_bind:
            # A loading more may move those of other trucks.
            tours = (*self.tours[:truck], tour, *self.tours[truck + 1 :])
            before = list(time_tours(self.problem, filter(None, self.tours)))
            after = list(time_tours(self.problem, filter(None, tours)))
        worth = (objective_of(self.problem, [t.route for t in plan if t]) for plan in (after, before))
        return next(worth) < next(worth)

    def _time(self, truck: int, tour: Tour) -> Timed:
        bays = Bays()
        for i, timed in enumerate(self._timed if self._bays_bind else ()):
            if timed and i != truck:
                bays.reserve(timed.loadings)
        return time_tour(self.problem, tour, bays)

    def _agrees(self, truck: int, tour: Tour) -> bool:
        """Say whether all tours, timed in their order, are still feasible with this one changed."""
        if not self._bays_bind:
            return True
        tours = (tour if i == truck else other for i, other in enumerate(self.tours))
        return feasible(self.problem, [t for t in tours if t])

    def _price(self, truck: int) -> None:
        vehicle, timed = self.problem.vehicles[truck], self._timed[truck]
        roads = self._roads[vehicle.profile]
        route = timed.route if timed else None
        gaps = gaps_of(self.problem, vehicle, route)
        spare_s = _spare_s(vehicle, route)
        table = prices(self.parts, roads, vehicle.rates, gaps, idle=timed is None, spare_s=spare_s)
        table[:, ~(self._able[truck] & self.open)] = FAR
        for gap, place in enumerate(gaps.places):
            table[gap, ~self._stock.enough(place.depot_id)] = FAR
        self._gaps[truck], self._prices[truck] = gaps, table
        if len(table):
            self.best[truck] = table.min(axis=0)


def _alike(problem: Problem) -> list[int]:
    """Return for each truck the number of the first one that it can stand in for."""
    first: dict[InterchangeKey, int] = {}
    return [first.setdefault(interchange_key(problem, v), i) for i, v in enumerate(problem.vehicles)]


def _spare_s(vehicle: Vehicle, route: Route | None) -> int:
    """Return how much more driving and work a day may hold, if it waited and paused no longer."""
    limit_s = vehicle.shift.max_duration_s
    if limit_s is None or route is None:
        return FAR if limit_s is None else limit_s
    work_s = sum(trip.end_s - trip.begin_s for trip in route.trips)
    return limit_s - route.driving_s - work_s - sum(stop.end_s - stop.begin_s for stop in route.stops)
