"""OR-Tools' routing library used plainly, on the part of a day that a first reading of its guide states.

Stated: payload and slots with fulls out and empties back, all receiving windows, skills, travel by
profile, urgency as the penalty of a drop, costs by truck, kilometre and hour. Left out: depot stock,
bays, breaks and limits on driving, stock-out times, overtime's price, loading by the cylinder (a
constant), loading anywhere but at home. As for VROOM each shift is cut into three trips. The engine
`or_tools`, which states the whole day, is another thing.
"""

import itertools
from collections.abc import Callable

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.days.peers.relaxed import (
    TRIPS,
    Matrix,
    Slice,
    capacity,
    joined,
    prize_vnd,
    sizes,
    slices,
    without_gaps,
)
from routing.model import Budget, Problem, TimeWindow, Tours, Vehicle

_END_S = 2 * 86_400


def solve(problem: Problem, budget: Budget) -> Tours:
    """Return the best tours of guided local search from a parallel cheapest insertion."""
    pieces = slices(problem)
    if not pieces or not problem.parts:
        return ()
    size = len(problem.parts)
    starts = list(range(size, size + len(pieces)))
    ends = [node + len(pieces) for node in starts]
    manager = pywrapcp.RoutingIndexManager(size + 2 * len(pieces), len(pieces), starts, ends)
    routing = pywrapcp.RoutingModel(manager)
    _times_and_costs(problem, pieces, routing)
    _loads(problem, pieces, manager, routing)
    _visits(problem, pieces, manager, routing)
    solution = routing.SolveWithParameters(_parameters(budget.seconds))
    if solution is None:
        return ()
    return joined(
        (piece, _served(problem, routing, manager, lambda at: solution.Value(routing.NextVar(at)), number))
        for number, piece in enumerate(pieces)
    )


def _parameters(seconds: float) -> pywrapcp.DefaultRoutingSearchParameters:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    enums = routing_enums_pb2
    parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(1, round(seconds * 1000)))
    return parameters


def _times_and_costs(problem: Problem, pieces: list[Slice], routing: pywrapcp.RoutingModel) -> None:
    nodes = [problem.travel.index[part.facility_id] for part in problem.parts]
    nodes += [problem.travel.index[piece.vehicle.start_depot_id] for piece in pieces]
    nodes += [problem.travel.index[piece.vehicle.end_depot_id] for piece in pieces]
    service = [problem.unload_s(part) for part in problem.parts] + [0] * 2 * len(pieces)
    times: dict[object, int] = {}
    costs: dict[object, int] = {}
    for number, piece in enumerate(pieces):
        truck = piece.vehicle
        if truck.profile not in times:
            seconds = _between(nodes, without_gaps(problem.travel.duration_s[truck.profile]))
            for row, own_s in enumerate(service):
                seconds[row] += own_s
            times[truck.profile] = routing.RegisterTransitMatrix(seconds.tolist())
        if (truck.profile, truck.rates) not in costs:
            cost = _cost(problem, truck, nodes)
            costs[truck.profile, truck.rates] = routing.RegisterTransitMatrix(cost.tolist())
        routing.SetArcCostEvaluatorOfVehicle(costs[truck.profile, truck.rates], number)
        routing.SetFixedCostOfVehicle(truck.rates.fixed_vnd // TRIPS, number)
    of_vehicle = [times[piece.vehicle.profile] for piece in pieces]
    routing.AddDimensionWithVehicleTransits(of_vehicle, _END_S, _END_S, False, "time")
    clock = routing.GetDimensionOrDie("time")
    for number, piece in enumerate(pieces):
        clock.SetSpanCostCoefficientForVehicle(piece.vehicle.rates.per_hour_vnd // 3600, number)
        clock.CumulVar(routing.Start(number)).SetRange(piece.start_s, piece.end_s)
        clock.CumulVar(routing.End(number)).SetRange(piece.start_s, piece.end_s)


def _between(nodes: list[int], matrix: Matrix) -> Matrix:
    return matrix[nodes][:, nodes]


def _cost(problem: Problem, truck: Vehicle, nodes: list[int]) -> Matrix:
    metres = _between(nodes, without_gaps(problem.travel.length_m[truck.profile]))
    cost: Matrix = metres * truck.rates.per_km_vnd // 1000
    return cost


def _loads(
    problem: Problem,
    pieces: list[Slice],
    manager: pywrapcp.RoutingIndexManager,
    routing: pywrapcp.RoutingModel,
) -> None:
    """Fulls run out on the way; fulls and empties together fit after every stop."""
    rest = [0] * 2 * len(pieces)
    for which in range(2):
        limits = [capacity(piece.vehicle)[which] for piece in pieces]
        both = [sizes(problem, part) for part in problem.parts]
        names = f"full {which}", f"all {which}"
        for name, change in zip(
            names,
            ([-full[which] for full, _ in both], [empty[which] - full[which] for full, empty in both]),
            strict=True,
        ):
            transit = routing.RegisterUnaryTransitVector(change + rest)
            routing.AddDimensionWithVehicleCapacity(transit, 0, limits, False, name)
        full, all_ = (routing.GetDimensionOrDie(name) for name in names)
        for number in range(len(pieces)):
            start = routing.Start(number)
            routing.solver().Add(full.CumulVar(start) == all_.CumulVar(start))
            full.CumulVar(routing.End(number)).SetMax(0)
    del manager


def _visits(
    problem: Problem,
    pieces: list[Slice],
    manager: pywrapcp.RoutingIndexManager,
    routing: pywrapcp.RoutingModel,
) -> None:
    clock = routing.GetDimensionOrDie("time")
    for node, part in enumerate(problem.parts):
        at = manager.NodeToIndex(node)
        windows = problem.windows_of(part) or (TimeWindow(0, _END_S),)
        clock.CumulVar(at).SetRange(windows[0].start_s, windows[-1].end_s)
        for earlier, later in itertools.pairwise(windows):
            clock.CumulVar(at).RemoveInterval(earlier.end_s + 1, later.start_s - 1)
        routing.AddDisjunction([at], prize_vnd(part))
        needed = problem.skills_of(part)
        able = [i for i, piece in enumerate(pieces) if needed <= piece.vehicle.skills]
        routing.VehicleVar(at).SetValues([-1, *able])


def _served(
    problem: Problem,
    routing: pywrapcp.RoutingModel,
    manager: pywrapcp.RoutingIndexManager,
    after: Callable[[int], int],
    number: int,
) -> list[str]:
    part_ids = []
    at = after(routing.Start(number))
    while not routing.IsEnd(at):
        part_ids.append(problem.parts[manager.IndexToNode(at)].id)
        at = after(at)
    return part_ids
