"""Scalar weights that keep the lexicographic objective, guarded against overflow of int64."""

from dataclasses import dataclass
from typing import Final

from routing.model import DAY_S, Problem, Urgency, Vehicle

LIMIT: Final = 1 << 62
"""No plan's weighted sum may reach this: half of what int64 holds."""

_QUANTA_S: Final = (1, 60, 600, 3_600, 36_000, 360_000, 3_600_000)
_UNITS_VND: Final = (1, 10, 100, 1_000)


class WeightOverflowError(OverflowError):
    """No weights keep the objective's order within int64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Cost units of `unit_vnd` VND; `late` per second and `unserved` per cylinder, by urgency.

    An unserved cylinder always weighs more than all that its class and the lower ones can gain.
    `quantum_s` of lateness weigh more than all lateness of lower classes and all cost.
    """

    unit_vnd: int
    quantum_s: int
    late: tuple[int, ...]
    unserved: tuple[int, ...]


def weights_of(problem: Problem) -> Weights:
    """Derive the finest weights that fit, from what the problem's plans can cost at most.

    Raises
    ------
    WeightOverflowError
        If even the coarsest could overflow.
    """
    cost_vnd = _most_cost_vnd(problem) + sum(part.left_vnd for part in problem.parts)
    cost_vnd += most_waiting_vnd(problem)
    if stay := problem.stay:
        cost_vnd += (stay.truck_vnd + stay.time_vnd) * len(stay.stops)
    late_s, cylinders = _most_late_s(problem), _all_cylinders(problem)
    for quantum_s in _QUANTA_S:
        for unit_vnd in _UNITS_VND:
            weights, total = _weights(cost_vnd // unit_vnd + 1, late_s, cylinders, unit_vnd, quantum_s)
            if total < LIMIT:
                return weights
    raise WeightOverflowError(f"{sum(cylinders)} cylinders and {cost_vnd} VND need weights beyond int64")


def _weights(
    cost: int, late_s: tuple[int, ...], cylinders: tuple[int, ...], unit_vnd: int, quantum_s: int
) -> tuple[Weights, int]:
    total, late, unserved = cost, {}, {}
    for urgency in reversed(Urgency):
        late[urgency] = total // quantum_s + 1
        total += late[urgency] * late_s[urgency]
    for urgency in reversed(Urgency):
        unserved[urgency] = total + 1
        total += unserved[urgency] * cylinders[urgency]
    weights = Weights(
        unit_vnd=unit_vnd,
        quantum_s=quantum_s,
        late=tuple(late[u] for u in Urgency),
        unserved=tuple(unserved[u] for u in Urgency),
    )
    return weights, total


def _most_cost_vnd(problem: Problem) -> int:
    return sum(most_vehicle_cost_vnd(problem, vehicle) for vehicle in problem.vehicles)


def most_vehicle_cost_vnd(problem: Problem, vehicle: Vehicle) -> int:
    """Bound a truck's cost: at the matrix's highest speed for as long as its duty may last."""
    seconds, metres = (a[vehicle.profile] for a in (problem.travel.duration_s, problem.travel.length_m))
    driven = seconds > 0
    speed = float((metres[driven] / seconds[driven]).max()) if driven.any() else 0.0
    duty_s = vehicle.shift.latest_s - vehicle.shift.start_s
    rates = vehicle.rates
    by_hour = (rates.per_hour_vnd + rates.overtime_per_hour_vnd) * duty_s / 3_600
    return rates.fixed_vnd + int(rates.per_km_vnd * speed * duty_s / 1_000 + by_hour) + 1


def most_waiting_vnd(problem: Problem) -> int:
    """Bound what waiting can cost: every part is begun as late as any duty ends."""
    last_s = max((vehicle.shift.latest_s for vehicle in problem.vehicles), default=DAY_S)
    return sum(-(-part.waited_vnd_s(last_s) // 3_600) for part in problem.parts)


def _most_late_s(problem: Problem) -> tuple[int, ...]:
    ends = [vehicle.shift.latest_s for vehicle in problem.vehicles]
    horizon_s = max(ends, default=DAY_S)
    late = [0] * len(Urgency)
    for part in problem.parts:
        if part.due_s is not None:
            closes = [window.end_s for window in problem.windows_of(part)]
            late[part.urgency] += max(0, min(max(closes, default=horizon_s), horizon_s) - part.due_s)
    return tuple(late)


def _all_cylinders(problem: Problem) -> tuple[int, ...]:
    total = [0] * len(Urgency)
    for part in problem.parts:
        total[part.urgency] += 0 if part.optional else part.cylinders
    return tuple(total)
