"""What breaking a rule costs PyVRP's search: where it begins and how far it may rise."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyvrp

from routing.engines.with_pyvrp.day import Day

_DEFAULT_MOST: Final = 1e5
_MOST: Final = 1e9
_LEAST: Final = 0.1
_MINUTE_S: Final = 60
_BEGIN: Final = 10.0
"""The share of a mean stop, of load, time or distance, that is too much costs this many mean stops."""
_FORBIDDING: Final = 1_000.0
"""And this many where a rule is to be kept at almost any cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalties:
    """Prices of a unit too much of each load, of a second and of a metre."""

    loads: tuple[float, ...]
    second: float
    metre: float

    def evaluator(self) -> pyvrp.CostEvaluator:
        """Return the penalties as PyVRP's local search takes them."""
        return pyvrp.CostEvaluator(list(self.loads), self.second, self.metre)

    def manager(self, highest: "Penalties") -> pyvrp.PenaltyManager:
        """Return PyVRP's manager that begins with these and never exceeds the highest."""
        most = max(*highest.loads, highest.second, highest.metre)
        params = pyvrp.PenaltyParams(min_penalty=_LEAST, max_penalty=most)
        return pyvrp.PenaltyManager((list(self.loads), self.second, self.metre), params)


def highest(day: Day) -> Penalties:
    """Return penalties that a search may have to rise to.

    Where stops may be left out a minute too late, or an hour's price of load too much, must never
    pay for an order. Where none may, PyVRP's own bound does, but for loads of few units.
    """
    if not day.required:
        prize = max(visit.prize for visit in day.visits)
        most = min(_MOST, max(_DEFAULT_MOST, prize / _MINUTE_S))
        return Penalties(loads=(most,) * day.data.num_load_dimensions, second=most, metre=most)
    alone = _alone(day.data)
    loads = tuple(max(_DEFAULT_MOST, _FORBIDDING * alone / load) for load in _mean_loads(day))
    return Penalties(loads=loads, second=_DEFAULT_MOST, metre=_DEFAULT_MOST)


def first(day: Day, begun: pyvrp.Solution) -> Penalties:
    """Return penalties that begin near what a stop costs: in `begun`, or in the plan before it."""
    if not day.required:
        a_stop = float(day.prices.a_stop)
        loads = tuple(_BEGIN * a_stop / load for load in _mean_loads(day))
        return Penalties(loads=loads, second=a_stop / _MINUTE_S, metre=a_stop / 1_000)
    stops = max(1, begun.num_clients())
    a_stop = _BEGIN * _cost(begun) / stops
    return Penalties(
        loads=tuple(a_stop / load for load in _mean_loads(day)),
        second=a_stop / max(1.0, begun.duration() / stops),
        metre=a_stop / max(1.0, begun.distance() / stops),
    )


def _cost(solution: pyvrp.Solution) -> int:
    return solution.distance_cost() + solution.duration_cost() + solution.fixed_vehicle_cost()


def _mean_loads(day: Day) -> list[float]:
    """Return the larger of what a mean visit brings and takes, in each kind that counts."""
    amounts = np.array([(visit.deliver, visit.collect) for visit in day.visits], dtype=np.float64)
    means = amounts.mean(axis=0).max(axis=0)
    return [max(1.0, float(mean)) for mean in means]


def _alone(data: pyvrp.ProblemData) -> float:
    """Return the mean cost of a client that is served alone, by the first kind of truck."""
    kind = data.vehicle_type(0)
    spots = [client.location for client in data.clients()]
    depot = data.depot(kind.start_depot).location
    metres = data.distance_matrix(kind.profile)[depot, spots].mean()
    seconds = data.duration_matrix(kind.profile)[depot, spots].mean()
    return float(
        kind.fixed_cost + 2 * metres * kind.unit_distance_cost + 2 * seconds * kind.unit_duration_cost
    )
