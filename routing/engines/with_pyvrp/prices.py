"""What PyVRP minimises: VND in units fine enough, and prizes that put the urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd, lcm
from typing import Final

from routing.engines.weights import most_vehicle_cost_vnd
from routing.model import Order, Problem, Rates, Tours, Urgency
from routing.timetable import objective_of, time_tours

_MOST_UNITS: Final = 36
"""Cost units a VND at most: prices a second and a metre become whole numbers with little rounding."""
_METRES, _SECONDS = 1_000, 3_600
_STEP: Final = 5
"""How many times a class weighs the next lower one, cylinder by cylinder."""
_SHARE: Final = 4
"""A routine cylinder is worth this part of a truck's whole day; an order at least a whole one."""
_MOST: Final = 1 << 55
"""All prizes together: a hundredth of what int64 holds, the rest is left to penalties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prizes and prices in cost units.

    Attributes
    ----------
    units : int
        Cost units a VND: as few as make every price whole.
    truck_day : int
        More than any one truck can cost in a day.
    a_stop : int
        What a stop costs on average in a first plan.
    """

    units: int
    truck_day: int
    a_stop: int

    def prize(self, part: Order) -> int:
        """Return what serving a part is worth.

        Classes are levels apart, but not without end: PyVRP trades prizes against penalties, and
        prizes beyond all penalties would make it overlook every other rule. The exact order of
        classes is kept by comparing whole plans (`Best`).
        """
        if part.optional:
            return min(part.left_vnd * self.units, self.truck_day * int(_STEP ** len(Urgency)))
        level = int(_STEP ** (len(Urgency) - 1 - part.urgency))
        return self.truck_day * max(_SHARE, part.cylinders) * level // _SHARE

    def per_metre(self, per_km_vnd: int) -> int:
        """Return the price of a metre."""
        return round(per_km_vnd * self.units / _METRES)

    def per_second(self, per_hour_vnd: int) -> int:
        """Return the price of a second."""
        return round(per_hour_vnd * self.units / _SECONDS)


def prices_of(problem: Problem, first: Tours) -> Prices:
    """Return the prices of a day; prizes shrink where they could overflow."""
    units = _units(vehicle.rates for vehicle in problem.vehicles)
    kinds = {vehicle.type_key for vehicle in problem.vehicles}
    day = max((most_vehicle_cost_vnd(problem, kind) for kind in kinds), default=1) * units
    cylinders = sum(max(_SHARE, part.cylinders) for part in problem.parts)
    day = max(1, min(day, _MOST // (cylinders + 1) // _STEP ** (len(Urgency) - 1)))
    routes = [timed.route for timed in time_tours(problem, first)]
    stops = sum(1 for route in routes for _ in route.stops)
    cost = objective_of(problem, routes).cost_vnd * units
    return Prices(units=units, truck_day=day, a_stop=max(units, cost // stops if stops else day))


def _units(rates: Iterable[Rates]) -> int:
    """Return the smallest number of cost units a VND that makes the prices of metres and seconds whole."""
    fewest = 1
    for rate in set(rates):
        fewest = lcm(fewest, _METRES // gcd(_METRES, rate.per_km_vnd))
        for per_hour_vnd in (rate.per_hour_vnd, rate.overtime_per_hour_vnd):
            fewest = lcm(fewest, _SECONDS // gcd(_SECONDS, per_hour_vnd))
    return min(fewest, _MOST_UNITS)
