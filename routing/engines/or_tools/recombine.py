"""The best set of tours out of a pool, under all that couples tours: CP-SAT set partitioning.

One tour a truck, each part once, stock and bays of the depots. Levels of the objective are
minimised one after the other, each held while the next is: no weight can overflow or blur them.
The best of the pool rarely beats the best plan that filled it by much: see `benchmarks/RESULTS.md`.
"""

import dataclasses
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from ortools.sat.python import cp_model

from routing.engines.best import Best
from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.or_tools.columns import Column, columns_of, pruned, short_stock, trucks_of
from routing.engines.within_stock import without
from routing.model import Budget, Problem, Tour, Tours, Urgency
from routing.timetable import time_tour

_RESERVED = 0.1
"""Share of the time kept for mending."""
_TICKS: Final = 1e-3
"""Deterministic time of CP-SAT that an iteration is worth."""
_PERIOD_S: Final = 0.1


def recombine(problem: Problem, budget: Budget, pool: Tours = ()) -> Tours:
    """Return the best of the start and what the tours of `pool` make together."""
    until = time.monotonic() + budget.seconds * (1 - _RESERVED)
    best = Best(problem, budget)
    best.offer(greedy(problem, budget))
    columns = columns_of(problem, (*best.tours, *pool)) if problem.vehicles else []
    if len(columns) > len(best.tours) and not budget.stopped():
        chosen = _Choice(problem, columns, best.tours).made(budget, until)
        best.offer(mend(problem, chosen, dataclasses.replace(budget, seconds=max(1.0, budget.seconds))))
    return best.tours


Level = list[tuple[cp_model.IntVar, int]]
"""Variables and what each counts for."""


class _Choice:
    """The model of one choice; the tours in hand are its first solution."""

    def __init__(self, problem: Problem, columns: Sequence[Column], hand: Tours) -> None:
        self._problem = problem
        held = [column for column in columns if column.tour in set(hand)]
        kept = {id(column) for column in pruned(problem, columns)}
        self._columns = held + [c for c in columns if id(c) in kept and c.tour not in set(hand)]
        self._model = model = cp_model.CpModel()
        self._taken = [model.new_bool_var("") for _ in self._columns]
        self._left = {part.id: model.new_bool_var("") for part in problem.parts}
        self._hint = {var.index: int(i < len(held)) for i, var in enumerate(self._taken)}
        served = frozenset[str]().union(*(column.parts for column in held))
        self._hint |= {var.index: int(key not in served) for key, var in self._left.items()}
        self._once()
        self._a_tour_a_truck()
        self._depot_stock()
        self._bays()

    def _once(self) -> None:
        """Each part is in a tour or left; in two, it leaves one of them afterwards, which only helps."""
        serving = defaultdict(list)
        for var, column in zip(self._taken, self._columns, strict=True):
            for key in column.parts:
                serving[key].append(var)
        for key, left in self._left.items():
            self._model.add_bool_or([left, *serving[key]])

    def _a_tour_a_truck(self) -> None:
        """Trucks that are alike stand in for each other."""
        of_kind = defaultdict(list)
        for var, column in zip(self._taken, self._columns, strict=True):
            of_kind[column.kind].append(var)
        trucks = trucks_of(self._problem)
        for kind, taken in of_kind.items():
            self._model.add(sum(taken) <= len(trucks[kind]))

    def _depot_stock(self) -> None:
        """No more of a type leaves a depot than it has."""
        for key, count in short_stock(self._problem, self._columns).items():
            terms = [
                column.loaded[key] * var
                for var, column in zip(self._taken, self._columns, strict=True)
                if key in column.loaded
            ]
            self._model.add(sum(terms) <= count)

    def _bays(self) -> None:
        """At no second are more trucks loading at a depot than it has bays, each timed as if alone."""
        bays = {depot.id: depot.bays for depot in self._problem.depots if depot.bays is not None}
        loadings = defaultdict(list)
        for var, column in zip(self._taken, self._columns, strict=True):
            for depot_id, begin_s, end_s in column.loadings:
                if depot_id in bays and end_s > begin_s:
                    loading = self._model.new_optional_fixed_size_interval_var(
                        begin_s, end_s - begin_s, var, ""
                    )
                    loadings[depot_id].append(loading)
        for depot_id, intervals in loadings.items():
            self._model.add_cumulative(intervals, [1] * len(intervals), bays[depot_id])

    def made(self, budget: Budget, until: float) -> Tours:
        """Return the tours chosen, level by level of the objective."""
        levels = list(self._levels())
        for number, level in enumerate(levels):
            hand = sum(coefficient * self._hint[var.index] for var, coefficient in level)
            if hand and not budget.stopped():
                share = (until - time.monotonic()) / (len(levels) - number)
                hand = self._least(level, budget, max(0.05, share), hand)
            self._model.add(_sum(level) <= hand)
        chosen = [c for c, var in zip(self._columns, self._taken, strict=True) if self._hint[var.index]]
        return _each_once(self._problem, _on_trucks(self._problem, chosen))

    def _levels(self) -> Iterator[Level]:
        must = [part for part in self._problem.parts if not part.optional]
        for urgency in Urgency:
            yield [(self._left[part.id], part.cylinders) for part in must if part.urgency == urgency]
        pairs = list(zip(self._taken, self._columns, strict=True))
        for urgency in Urgency:
            yield [(var, column.late_s[urgency]) for var, column in pairs if column.late_s[urgency]]
        prizes = [(self._left[part.id], part.left_vnd) for part in self._problem.parts if part.left_vnd]
        yield [(var, column.cost_vnd) for var, column in pairs] + prizes

    def _least(self, level: Level, budget: Budget, seconds: float, hand: int) -> int:
        """Minimise a level, remember the choice, and return the level's value."""
        model = self._model
        model.clear_hints()  # type: ignore[no-untyped-call]
        for var in (*self._taken, *self._left.values()):
            model.add_hint(var, self._hint[var.index])
        model.minimize(_sum(level))
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = budget.seed % (1 << 31)
        solver.parameters.num_workers = 1
        if budget.iterations is None:
            solver.parameters.max_time_in_seconds = seconds
        else:
            solver.parameters.max_deterministic_time = budget.iterations * _TICKS
        with _stopping(solver, budget):
            status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return hand
        for var in (*self._taken, *self._left.values()):
            self._hint[var.index] = int(solver.value(var))
        return round(solver.objective_value)


def _sum(level: Level) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum([var for var, _ in level], [count for _, count in level])


@contextmanager
def _stopping(solver: cp_model.CpSolver, budget: Budget) -> Iterator[None]:
    """End a search of CP-SAT when the budget says so."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_PERIOD_S):
            if budget.stopped():
                solver.stop_search()

    thread = threading.Thread(target=watch, name="stopping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _on_trucks(problem: Problem, columns: Sequence[Column]) -> Tours:
    free = {kind: iter(ids) for kind, ids in trucks_of(problem).items()}
    return tuple(Tour(vehicle_id=next(free[c.kind]), trips=c.tour.trips) for c in columns)


def _each_once(problem: Problem, tours: Tours) -> Tours:
    """Take parts that two tours serve out of the one that gains more by it."""
    of_part = defaultdict(list)
    left = {tour.vehicle_id: tour for tour in tours}
    for tour in tours:
        for key in (key for trip in tour.trips for key in trip.order_ids):
            of_part[key].append(tour.vehicle_id)
    for key, vehicles in of_part.items():
        while len(vehicles) > 1:
            gains = [(_gain(problem, left[vehicle], key), i) for i, vehicle in enumerate(vehicles)]
            vehicle = vehicles.pop(max(gains)[1])
            shorter = without((left.pop(vehicle),), {key})
            left |= {tour.vehicle_id: tour for tour in shorter}
    return tuple(left.values())


def _gain(problem: Problem, tour: Tour, key: str) -> int:
    """Return what a tour costs less without a part."""
    costs = [time_tour(problem, t).route.cost.total_vnd for t in (tour, *without((tour,), {key}))]
    return costs[0] - sum(costs[1:])
