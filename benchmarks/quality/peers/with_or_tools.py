"""OR-Tools' routing library: cheapest parallel insertion or savings, then guided local search."""

from typing import Final

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.quality.clock import Clock
from benchmarks.quality.instance import Instance, Ints, Routes, VehicleType, one_trip
from benchmarks.quality.peers.found import Found, NotAvailableError

_FIRST: Final = routing_enums_pb2.FirstSolutionStrategy
_START: Final = dict.fromkeys(("MDVRPTW", "VRPSPD"), _FIRST.PARALLEL_CHEAPEST_INSERTION)
_OFF: Final = ("use_path_lns", "use_full_path_lns", "use_tsp_lns", "use_inactive_lns")
"""Large-neighbourhood operators, which lose more time than they gain in such short runs."""
_FOR_A_START: Final = 0.3
"""Share of the time in which a start that serves everybody must be found."""
_TIME, _LOAD, _OUT = "time", "load", "out"


class _Model:
    """An instance in OR-Tools' words: arc costs by vehicle type, and dimensions for time and load."""

    def __init__(self, instance: Instance, *, optional: bool) -> None:
        self.instance = instance
        kinds = enumerate(instance.vehicle_types)
        self.kinds = [number for number, kind in kinds for _ in range(instance.useful(kind))]
        homes = [self._kind(vehicle).depot for vehicle in range(len(self.kinds))]
        self.manager = pywrapcp.RoutingIndexManager(instance.size, len(homes), homes, homes)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.penalty = 0
        self._costs()
        self._loads()
        if instance.timed or any(kind.max_duration is not None for kind in instance.vehicle_types):
            self._times()
        if optional:
            self._let_out()

    def _kind(self, vehicle: int) -> VehicleType:
        return self.instance.vehicle_types[self.kinds[vehicle]]

    def _costs(self) -> None:
        evaluators = {}
        for vehicle in range(len(self.kinds)):
            kind = self._kind(vehicle)
            unit = kind.unit_distance_cost
            if unit not in evaluators:
                matrix = (unit * self.instance.distance).tolist()
                evaluators[unit] = self.routing.RegisterTransitMatrix(matrix)
            self.routing.SetArcCostEvaluatorOfVehicle(evaluators[unit], vehicle)
            self.routing.SetFixedCostOfVehicle(kind.fixed_cost, vehicle)

    def _loads(self) -> None:
        """A truck leaves with all that it delivers; a stop changes its load by pickup less delivery."""
        instance = self.instance
        capacities = [self._kind(vehicle).capacity for vehicle in range(len(self.kinds))]
        out = self.routing.RegisterUnaryTransitVector(instance.delivery.tolist())
        self.routing.AddDimensionWithVehicleCapacity(out, 0, capacities, True, _OUT)
        if not instance.pickup.any():
            return
        change = self.routing.RegisterUnaryTransitVector((instance.pickup - instance.delivery).tolist())
        self.routing.AddDimensionWithVehicleCapacity(change, 0, capacities, False, _LOAD)
        out_of, load_of = (self.routing.GetDimensionOrDie(name) for name in (_OUT, _LOAD))
        for vehicle in range(len(capacities)):
            start, end = self.routing.Start(vehicle), self.routing.End(vehicle)
            self.routing.solver().Add(load_of.CumulVar(start) == out_of.CumulVar(end))

    def _times(self) -> None:
        instance = self.instance
        transit = (instance.distance + instance.service[:, None]).tolist()
        evaluator = self.routing.RegisterTransitMatrix(transit)
        horizon = int(instance.window[:, 1].max())
        self.routing.AddDimension(evaluator, horizon, horizon, False, _TIME)
        times = self.routing.GetDimensionOrDie(_TIME)
        for node in instance.clients:
            times.CumulVar(self.manager.NodeToIndex(node)).SetRange(*_hours(instance.window, node))
        for vehicle in range(len(self.kinds)):
            kind = self._kind(vehicle)
            for index in (self.routing.Start(vehicle), self.routing.End(vehicle)):
                times.CumulVar(index).SetRange(*_hours(instance.window, kind.depot))
            if kind.max_duration is not None:
                times.SetSpanUpperBoundForVehicle(kind.max_duration, vehicle)

    def _let_out(self) -> None:
        """Let clients be left out, each for more than any solution costs."""
        kinds = self.instance.vehicle_types
        dearest = max(kind.unit_distance_cost for kind in kinds) * int(self.instance.distance.max())
        a_client = 2 * dearest + max(kind.fixed_cost for kind in kinds)
        self.penalty = a_client * (len(self.instance.clients) + 1)
        for node in self.instance.clients:
            self.routing.AddDisjunction([self.manager.NodeToIndex(node)], self.penalty)

    def routes(self, solution: pywrapcp.Assignment) -> Routes:
        """Return what a solution says."""
        routes = []
        for vehicle, kind in enumerate(self.kinds):
            index, clients = solution.Value(self.routing.NextVar(self.routing.Start(vehicle))), []
            while not self.routing.IsEnd(index):
                clients.append(self.manager.IndexToNode(index))
                index = solution.Value(self.routing.NextVar(index))
            if clients:
                routes.append(one_trip(kind, self._kind(vehicle).depot, clients))
        return tuple(routes)


def solve(instance: Instance, clock: Clock, seed: int) -> Found:
    """Solve with every client served if such a start is found, otherwise with clients optional."""
    if any(kind.reload_depots for kind in instance.vehicle_types):
        raise NotAvailableError("reloading with release times is not in its ready-made model")
    model = _Model(instance, optional=False)
    model.routing.solver().ReSeed(seed)
    begun = _parameters(instance, max(0.1, min(clock.left(), _FOR_A_START * clock.seconds)))
    begun.solution_limit = 1
    points: list[tuple[float, int]] = []
    start = model.routing.SolveWithParameters(begun)
    if start is not None:
        _tell(model, clock, points, until=1 << 62)
        solution = model.routing.SolveFromAssignmentWithParameters(start, _parameters(instance, clock.left()))
        return Found(routes=model.routes(solution or start), trace=lambda: tuple(points))
    model = _Model(instance, optional=True)
    model.routing.solver().ReSeed(seed)
    _tell(model, clock, points, until=model.penalty)
    solution = model.routing.SolveWithParameters(_parameters(instance, clock.left()))
    return Found(
        routes=model.routes(solution) if solution else (),
        trace=lambda: tuple(points),
        note="clients optional: no start with all",
    )


def _tell(model: _Model, clock: Clock, points: list[tuple[float, int]], *, until: int) -> None:
    def note_cost() -> None:
        cost = model.routing.CostVar().Max()
        if cost < until and (not points or cost < points[-1][1]):
            points.append((clock.now(), cost))

    model.routing.AddAtSolutionCallback(note_cost)


def _parameters(instance: Instance, seconds: float) -> pywrapcp.DefaultRoutingSearchParameters:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = _START.get(instance.family, _FIRST.SAVINGS)
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(1, round(1000 * seconds)))
    no = 2  # OptionalBoolean.BOOL_FALSE
    for operator in _OFF:
        setattr(parameters.local_search_operators, operator, no)
    return parameters


def _hours(window: Ints, node: int) -> tuple[int, int]:
    opens, closes = map(int, np.asarray(window[node]))
    return opens, closes
