"""Tours as columns of a set partitioning problem, and which of them are worth a look."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ortools.linear_solver import pywraplp

from routing.engines.alike import Alike, alike
from routing.engines.weights import most_vehicle_cost_vnd
from routing.model import Problem, Tour, Urgency
from routing.timetable import time_tour

MOST: Final = 3_000
"""Columns that are left to choose from; more make the choice slow and hardly better."""
_LATE_VND_S: Final = 1_000

Stock = tuple[str, str]
"""A depot and a cylinder type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A tour with all that couples it to others.

    `loaded` counts fulls by depot and type; `loadings` are depot, beginning and end in seconds.
    """

    tour: Tour
    kind: Alike
    parts: frozenset[str]
    cost_vnd: int
    late_s: tuple[int, ...]
    loaded: dict[Stock, int]
    loadings: tuple[tuple[str, int, int], ...]


def columns_of(problem: Problem, tours: Iterable[Tour]) -> list[Column]:
    """Return a column for each tour that breaks no rule by itself."""
    found = (_column(problem, tour) for tour in dict.fromkeys(tours))
    return [column for column in found if column]


def _column(problem: Problem, tour: Tour) -> Column | None:
    timed = time_tour(problem, tour)
    if timed.broken:
        return None
    late, loaded = [0] * len(Urgency), Counter[Stock]()
    for stop in timed.route.stops:
        late[problem.part_by_id[stop.part_id].urgency] += stop.late_s
    for trip in timed.route.trips:
        for type_id, count in trip.loaded.items():
            loaded[trip.depot_id, type_id] += count
    return Column(
        tour=tour,
        kind=alike(problem, problem.vehicle_by_id[tour.vehicle_id]),
        parts=frozenset(stop.part_id for stop in timed.route.stops),
        cost_vnd=timed.route.cost.total_vnd,
        late_s=tuple(late),
        loaded=dict(loaded),
        loadings=timed.loadings,
    )


def trucks_of(problem: Problem) -> dict[Alike, list[str]]:
    """Return the trucks of each kind, by id, in their order."""
    trucks: dict[Alike, list[str]] = {}
    for vehicle in problem.vehicles:
        trucks.setdefault(alike(problem, vehicle), []).append(vehicle.id)
    return trucks


def short_stock(problem: Problem, columns: Sequence[Column]) -> dict[Stock, int]:
    """Return the stock of depots and types where the columns together could overdraw it."""
    stock = {depot.id: depot.stock for depot in problem.depots if depot.stock is not None}
    wanted = Counter[Stock]()
    for column in columns:
        wanted.update({key: count for key, count in column.loaded.items() if key[0] in stock})
    return {key: stock[key[0]][key[1]] for key, count in wanted.items() if count > stock[key[0]][key[1]]}


def pruned(problem: Problem, columns: Sequence[Column], most: int = MOST) -> list[Column]:
    """Return the columns with the least reduced costs in the linear relaxation.

    The relaxation takes finite prices for what is unserved and late: it only sorts.
    """
    if len(columns) <= most:
        return list(columns)
    reduced = _reduced_costs(problem, columns)
    turn = sorted(range(len(columns)), key=lambda i: (reduced[i], i))
    return [columns[i] for i in sorted(turn[:most])]


def _reduced_costs(problem: Problem, columns: Sequence[Column]) -> list[float]:
    solver = pywraplp.Solver.CreateSolver("GLOP")
    infinity = solver.infinity()
    rows = {part.id: solver.RowConstraint(1, infinity) for part in problem.parts}
    fleet = {kind: solver.RowConstraint(0, len(ids)) for kind, ids in trucks_of(problem).items()}
    stock = {key: solver.RowConstraint(0, n) for key, n in short_stock(problem, columns).items()}
    objective = solver.Objective()
    a_cylinder = max(most_vehicle_cost_vnd(problem, vehicle) for vehicle in problem.vehicles)
    for part in problem.parts:
        left = solver.NumVar(0, infinity, "")
        rows[part.id].SetCoefficient(left, 1)
        price = part.cylinders * a_cylinder * 5 ** (len(Urgency) - 1 - part.urgency)
        objective.SetCoefficient(left, float(part.left_vnd if part.optional else price))
    variables = []
    for column in columns:
        x = solver.NumVar(0, infinity, "")
        variables.append(x)
        objective.SetCoefficient(x, float(column.cost_vnd + sum(column.late_s) * _LATE_VND_S))
        fleet[column.kind].SetCoefficient(x, 1)
        for key in column.parts:
            rows[key].SetCoefficient(x, 1)
        for fulls, count in column.loaded.items():
            if fulls in stock:
                stock[fulls].SetCoefficient(x, count)
    solver.Solve()
    return [x.reduced_cost() for x in variables]
