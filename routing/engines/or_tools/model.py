"""The routing model under construction, and the few moves that its rules are made of."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from routing.engines.or_tools.nodes import Nodes
from routing.engines.weights import Weights
from routing.model import (
    DAY_S,
    UNREACHABLE,
    Depot,
    Order,
    Problem,
    TimeWindow,
    Vehicle,
    earliest_in,
    latest_in,
)

_UNREACHABLE_S = 100 * DAY_S
"""Longer than any shift, so that no truck can take an arc that has no road."""

Amount = Callable[[Order], int]
Matrix = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Model:
    """OR-Tools' routing model with what the rules need to know of the problem.

    Its clock counts seconds from `origin_s`, the earliest start of any shift, since OR-Tools
    knows no negative times.
    """

    problem: Problem
    nodes: Nodes
    weights: Weights
    manager: pywrapcp.RoutingIndexManager
    routing: pywrapcp.RoutingModel
    origin_s: int

    @classmethod
    def of(cls, problem: Problem, nodes: Nodes, weights: Weights) -> "Model":
        """Open an empty model; the problem must have a vehicle."""
        starts, ends = list(nodes.starts), list(nodes.ends)
        manager = pywrapcp.RoutingIndexManager(len(nodes.places), len(starts), starts, ends)
        origin_s = min(vehicle.shift.start_s for vehicle in problem.vehicles)
        return cls(problem, nodes, weights, manager, pywrapcp.RoutingModel(manager), origin_s)

    def clock(self, at_s: int) -> int:
        """Return a time of day on the model's clock, not before its zero."""
        return max(0, at_s - self.origin_s)

    def index(self, node: int) -> int:
        """Return OR-Tools' variable index of a node that is no start or end."""
        return int(self.manager.NodeToIndex(node))

    def dimension(self, name: str) -> Any:  # noqa: ANN401 - OR-Tools has no types for Python
        """Return a dimension that a rule has added."""
        return self.routing.GetDimensionOrDie(name)

    @property
    def reloads(self) -> list[tuple[int, Depot]]:
        """Variable index and depot of each reload."""
        nodes = self.nodes.reload_nodes
        return [(self.index(n), depot) for n, depot in zip(nodes, self.nodes.reloads, strict=True)]

    @property
    def vehicles(self) -> list[tuple[int, Vehicle]]:
        """The trucks with their numbers."""
        return list(enumerate(self.problem.vehicles))

    @property
    def payloads_g(self) -> list[int]:
        """Payload of each truck."""
        return [vehicle.payload_g for vehicle in self.problem.vehicles]

    @property
    def slots(self) -> list[int]:
        """Slots of each truck."""
        return [vehicle.slots for vehicle in self.problem.vehicles]


def transits(model: Model, matrix: Callable[[Vehicle], Matrix]) -> list[int]:
    """Register a matrix for each truck, the same for trucks that are alike; return their numbers."""
    registered: dict[object, int] = {}
    numbers = []
    for vehicle in model.problem.vehicles:
        key = (vehicle.profile, vehicle.rates, vehicle.load_depot_ids)
        if key not in registered:
            registered[key] = model.routing.RegisterTransitMatrix(matrix(vehicle).tolist())
        numbers.append(registered[key])
    return numbers


def metres_by_node(model: Model, vehicle: Vehicle) -> Matrix:
    """Return lengths between nodes, shape (nodes, nodes), `UNREACHABLE` where there is no road."""
    return _by_node(model, model.problem.travel.length_m[vehicle.profile])


def legs_s(model: Model, vehicle: Vehicle) -> Matrix:
    """Return driving times between nodes, shape (nodes, nodes)."""
    seconds = _by_node(model, model.problem.travel.duration_s[vehicle.profile])
    seconds[seconds == UNREACHABLE] = _UNREACHABLE_S
    return seconds


def leg_and_service_s(model: Model, vehicle: Vehicle) -> Matrix:
    """Return the time at a node (loading, at starts and reloads) and to the next."""
    nodes, problem = model.nodes, model.problem
    service = np.zeros(len(nodes.places), dtype=np.int64)
    service[: len(nodes.parts)] = [problem.unload_s(part) for part in nodes.parts]
    service[nodes.reload_nodes] = [depot.load_fixed_s for depot in nodes.reloads]
    for number, start in enumerate(nodes.starts):
        home = problem.depot_by_id[problem.vehicles[number].start_depot_id]
        service[start] = home.load_fixed_s if may_load(problem, vehicle, home) else 0
    return legs_s(model, vehicle) + service[:, None]


def may_load(problem: Problem, vehicle: Vehicle, depot: Depot) -> bool:
    """Say whether `vehicle` may load at `depot`, and is on duty when it opens."""
    opens_s = earliest_in(depot.open, vehicle.shift.start_s)
    in_time = opens_s is not None and opens_s <= vehicle.shift.latest_s
    return in_time and problem.may_load(vehicle, depot)


def _by_node(model: Model, matrix: NDArray[np.int32]) -> Matrix:
    places = np.array(model.nodes.places)
    by_node: Matrix = matrix[np.ix_(places, places)].astype(np.int64)
    return by_node


def hold_to(model: Model, index: int, windows: Sequence[TimeWindow]) -> None:
    """Hold an optional visit to windows; none means any time, and none in time means no visit."""
    if not windows:
        return
    moment = model.dimension("time").CumulVar(index)
    late_s = moment.Max() + model.origin_s
    windows = [window for window in windows if model.origin_s <= window.end_s and window.start_s <= late_s]
    if windows:
        moment.SetRange(model.clock(windows[0].start_s), min(moment.Max(), model.clock(windows[-1].end_s)))
    else:
        model.routing.ActiveVar(index).SetMax(0)
    for earlier, later in itertools.pairwise(windows):
        moment.RemoveInterval(model.clock(earlier.end_s + 1), model.clock(later.start_s - 1))


def end_by(model: Model, number: int, windows: Sequence[TimeWindow]) -> None:
    """Hold a truck's return to its depot's hours; only trucks that can keep them are in the model."""
    moment = model.dimension("time").CumulVar(model.routing.End(number))
    if windows:
        latest_s = latest_in(windows, model.problem.vehicles[number].shift.latest_s)
        moment.SetMax(model.clock(latest_s if latest_s is not None else model.origin_s))
    for earlier, later in itertools.pairwise(windows):
        moment.RemoveInterval(model.clock(earlier.end_s + 1), model.clock(later.start_s - 1))


def carried(model: Model, name: str, amount: Amount, capacities: Sequence[int]) -> None:
    """Add what is loaded at starts and reloads, left at stops, and nothing of which comes back.

    The amount aboard is free at a start; at a reload it is nothing on arrival, and the slack is
    what is loaded.
    """
    routing, solver = model.routing, model.routing.solver()
    changes = [-amount(part) for part in model.nodes.parts]
    most = max(capacities)
    _add(model, name, changes, most, capacities)
    dimension = model.dimension(name)
    for index, _ in model.reloads:
        dimension.CumulVar(index).SetMax(0)
        solver.Add(dimension.SlackVar(index) <= routing.ActiveVar(index) * most)
    for number, _ in model.vehicles:
        dimension.CumulVar(routing.End(number)).SetMax(0)


def net_carried(model: Model, name: str, net: Amount, capacities: Sequence[int]) -> None:
    """Add fulls and empties together, where empties may weigh more than the fulls they replace.

    `name` is the dimension of the fulls alone, which says what is loaded.
    """
    changes = [net(part) for part in model.nodes.parts]
    if all(change <= 0 for change in changes):
        return  # The load never grows on the way: what fits on leaving the depot always fits.
    solver, most = model.routing.solver(), max(capacities)
    # A reload leaves all that is aboard (at most `most`) and takes on new fulls.
    changes += [-most] * len(model.nodes.reloads)
    _add(model, f"{name} and empties", changes, 2 * most, capacities)
    both, fulls = model.dimension(f"{name} and empties"), model.dimension(name)
    for index, _ in model.reloads:
        after = both.CumulVar(index) - most + both.SlackVar(index)
        solver.Add(after == fulls.SlackVar(index))
    for number, _ in model.vehicles:
        start = model.routing.Start(number)
        solver.Add(both.CumulVar(start) == fulls.CumulVar(start))


def unchanged_on_a_trip(model: Model, name: str, most: int) -> Any:  # noqa: ANN401 - as `dimension`
    """Add and return an amount from 0 to `most` that is chosen at a start and may grow at reloads only."""
    _add(model, name, [], most, [most] * len(model.vehicles))
    return model.dimension(name)


def _add(model: Model, name: str, changes: list[int], slack: int, capacities: Sequence[int]) -> None:
    vector = changes + [0] * (len(model.nodes.places) - len(changes))
    transit = model.routing.RegisterUnaryTransitVector(vector)
    model.routing.AddDimensionWithVehicleCapacity(transit, slack, list(capacities), False, name)
    dimension = model.dimension(name)
    for node in range(len(model.nodes.parts)):
        dimension.SlackVar(model.index(node)).SetMax(0)
    for number, _ in model.vehicles:
        dimension.SlackVar(model.routing.Start(number)).SetMax(0)


def only(model: Model, index: int, trucks: list[int]) -> None:
    """Let only some trucks visit a node; it may also stay unvisited (-1)."""
    model.routing.VehicleVar(index).SetValues([-1, *trucks])
