"""What PyVRP minimises: VND in finer units, and prizes that put the urgent first."""

from dataclasses import dataclass
from typing import Final

from routing.engines.weights import most_vehicle_cost_vnd
from routing.model import Order, Problem, Tours, Urgency
from routing.timetable import objective_of, time_tours

UNITS: Final = 36
"""Cost units a VND: prices a second and a metre become whole numbers with little rounding."""
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
    truck_day : int
        More than any one truck can cost in a day.
    a_stop : int
        What a stop costs on average in a first plan.
    """

    truck_day: int
    a_stop: int

    def prize(self, part: Order) -> int:
        """Return what serving a part is worth.

        Classes are levels apart, but not without end: PyVRP trades prizes against penalties, and
        prizes beyond all penalties would make it overlook every other rule. The exact order of
        classes is kept by comparing whole plans (`Best`).
        """
        if part.prize_vnd is not None:
            return min(part.prize_vnd * UNITS, self.truck_day * int(_STEP ** len(Urgency)))
        level = int(_STEP ** (len(Urgency) - 1 - part.urgency))
        return self.truck_day * max(_SHARE, part.cylinders) * level // _SHARE

    @staticmethod
    def per_metre(per_km_vnd: int) -> int:
        """Return the price of a metre."""
        return round(per_km_vnd * UNITS / 1_000)

    @staticmethod
    def per_second(per_hour_vnd: int) -> int:
        """Return the price of a second."""
        return round(per_hour_vnd * UNITS / 3_600)


def prices_of(problem: Problem, first: Tours) -> Prices:
    """Return the prices of a day; prizes shrink where they could overflow."""
    day = max((most_vehicle_cost_vnd(problem, vehicle) for vehicle in problem.vehicles), default=1) * UNITS
    cylinders = sum(max(_SHARE, part.cylinders) for part in problem.parts)
    day = max(1, min(day, _MOST // (cylinders + 1) // _STEP ** (len(Urgency) - 1)))
    routes = [timed.route for timed in time_tours(problem, first)]
    stops = sum(1 for route in routes for _ in route.stops)
    cost = objective_of(problem, routes).cost_vnd * UNITS
    return Prices(truck_day=day, a_stop=max(UNITS, cost // stops if stops else day))
