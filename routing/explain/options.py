"""The options for serving one order at all: a truck, a depot to load at, and the times."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routing.model import Counts, Depot, Load, Order, Plan, Problem, Vehicle, earliest_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A truck that loads at a depot and drives straight to the order's facility."""

    vehicle: Vehicle
    depot: Depot


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """When a truck with nothing else to do arrives, when it is back, how long it drives and is out (s)."""

    arrive_s: int
    end_s: int
    driving_s: int
    duty_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One unserved part, the plan that leaves it out, and what is left of each depot's stock.

    `problem` and `part` are as if the part had to be served; `prize_vnd` is not None if it need not.
    """

    problem: Problem
    plan: Plan
    part: Order
    stock_left: dict[str, Counts | None]
    prize_vnd: int | None = None

    def options(self) -> tuple[Option, ...]:
        """Return every truck with every depot, the nearest truck first."""
        trucks = sorted(self.problem.vehicles, key=lambda v: (self.nearness_s(v), v.id))
        return tuple(option for vehicle in trucks for option in self.options_of(vehicle))

    def options_of(self, vehicle: Vehicle) -> tuple[Option, ...]:
        """Return the truck with every depot."""
        return tuple(Option(vehicle=vehicle, depot=depot) for depot in self.problem.depots)

    def nearness_s(self, vehicle: Vehicle) -> float:
        """Return the seconds to the facility from the nearest place of the truck's day."""
        stops = [s.facility_id for r in self.plan.routes if r.vehicle_id == vehicle.id for s in r.stops]
        times = (
            self.problem.travel.time_s(vehicle.profile, place_id, self.part.facility_id)
            for place_id in {vehicle.start_depot_id, *stops}
        )
        return min((t for t in times if t is not None), default=float("inf"))

    def reaches(self, option: Option) -> bool:
        """Say whether roads lead from start to depot to facility to end."""
        return all(t is not None for t in self._times(option))

    def lacking_skills(self, option: Option) -> tuple[str, ...]:
        """Return what order and facility ask for and the truck lacks."""
        return tuple(sorted(self.problem.skills_of(self.part) - option.vehicle.skills))

    def carries(self, option: Option) -> bool:
        """Say whether the truck can carry the fulls out and the empties back."""
        loads = Load(full=self.part.deliver), Load(empty=self.part.collect)
        return all(self.problem.fits(load, option.vehicle) for load in loads)

    def may_load(self, option: Option) -> bool:
        """Say whether the depot is in service and the truck may load there."""
        allowed = option.vehicle.load_depot_ids
        return option.depot.in_service and (allowed is None or option.depot.id in allowed)

    def short_at_first(self, option: Option) -> Counts:
        """Return what the depot's whole stock lacks for this order."""
        return _short(self.part.deliver, option.depot.stock)

    def short_now(self, option: Option) -> Counts:
        """Return what is lacking of the stock that the plan leaves."""
        return self.short_of(option.depot)

    def short_of(self, depot: Depot) -> Counts:
        """Return what the stock that the plan leaves at a depot lacks for this order."""
        return _short(self.part.deliver, self.stock_left[depot.id])

    def earliest(self, option: Option) -> Earliest | None:
        """Return the earliest times of a day for this order alone; None where no road leads."""
        to_depot, out, back = self._times(option)
        if to_depot is None or out is None or back is None:
            return None
        depot, rules = option.depot, option.vehicle.rules
        limit_s = rules.max_continuous_driving_s

        def breaks_s(driven_s: int) -> int:
            return max(0, driven_s - 1) // limit_s * rules.break_s if limit_s else 0

        at_depot_s = option.vehicle.shift.start_s + to_depot + breaks_s(to_depot)
        ready_s = at_depot_s if self.part.release_s is None else max(at_depot_s, self.part.release_s)
        begin_s = earliest_in(depot.open, ready_s)
        loaded_s = depot.load_fixed_s + depot.load_s_per_cylinder * self.part.deliver.total
        arrive_s = (ready_s if begin_s is None else begin_s) + loaded_s + out
        arrive_s += breaks_s(to_depot + out) - breaks_s(to_depot)
        unload_s = earliest_in(self.problem.windows_of(self.part), arrive_s)
        done_s = (arrive_s if unload_s is None else unload_s) + self.problem.unload_s(self.part)
        driving_s = to_depot + out + back
        end_s = done_s + back + breaks_s(driving_s) - breaks_s(to_depot + out)
        duty_s = driving_s + breaks_s(driving_s) + loaded_s + self.problem.unload_s(self.part)
        return Earliest(arrive_s=arrive_s, end_s=end_s, driving_s=driving_s, duty_s=duty_s)

    def after_work(self, option: Option) -> Earliest | None:
        """Return the times if the truck came here as the last thing of its planned day.

        It comes straight from its last stop where the last trip has room, else it reloads first.
        """
        route = next((r for r in self.plan.routes if r.vehicle_id == option.vehicle.id), None)
        last = route.trips[-1].stops[-1] if route and route.trips and route.trips[-1].stops else None
        if route is None or last is None:
            return self.earliest(option)
        time_s, profile = self.problem.travel.time_s, option.vehicle.profile
        loaded = Load(full=route.trips[-1].loaded + self.part.deliver)
        left = Load(full=self.part.deliver, empty=last.aboard.empty)
        more_s = option.depot.load_s_per_cylinder * self.part.deliver.total
        if all(self.problem.fits(load, option.vehicle) for load in (loaded, left)):
            legs: tuple[int | None, ...] = (time_s(profile, last.facility_id, self.part.facility_id),)
        else:
            more_s += option.depot.load_fixed_s
            legs = (time_s(profile, last.facility_id, option.depot.id), self._times(option)[1])
        back_s = self._times(option)[2]
        if None in legs or back_s is None:
            return None
        arrive_s = last.end_s + more_s + sum(leg for leg in legs if leg is not None)
        done_s = arrive_s + self.problem.unload_s(self.part)
        driving_s = route.driving_s + back_s
        end_s = done_s + back_s
        return Earliest(arrive_s=arrive_s, end_s=end_s, driving_s=driving_s, duty_s=end_s - route.start_s)

    def _times(self, option: Option) -> tuple[int | None, int | None, int | None]:
        time_s, vehicle, facility_id = self.problem.travel.time_s, option.vehicle, self.part.facility_id
        return (
            time_s(vehicle.profile, vehicle.start_depot_id, option.depot.id),
            time_s(vehicle.profile, option.depot.id, facility_id),
            time_s(vehicle.profile, facility_id, vehicle.end_depot_id),
        )


def _short(wanted: Counts, stock: Counts | None) -> Counts:
    if stock is None:
        return Counts()
    return Counts({key: max(0, n - stock[key]) for key, n in wanted.items()})


def stock_left(problem: Problem, plan: Plan) -> dict[str, Counts | None]:
    """Return what the plan leaves of each depot's stock (None: not limited)."""
    left = {depot.id: depot.stock for depot in problem.depots}
    for trip in (trip for route in plan.routes for trip in route.trips):
        stock = left.get(trip.depot_id)
        if stock is not None:
            left[trip.depot_id] = stock - trip.loaded
    # Pinned trips may load what is not there: the checker says so, and nothing is left.
    return {key: None if stock is None else _at_least_none(stock) for key, stock in left.items()}


def _at_least_none(stock: Counts) -> Counts:
    return Counts({key: max(0, count) for key, count in stock.items()})


def trucks_of(options: Iterable[Option]) -> Iterator[Vehicle]:
    """Yield the trucks of `options`, each once, in their order."""
    return iter({option.vehicle.id: option.vehicle for option in options}.values())
