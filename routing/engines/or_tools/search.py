"""Searching with OR-Tools from a first plan, within a budget."""

import time
from collections.abc import Callable

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.engines.or_tools.model import Model
from routing.model import Budget, Tour, Tours, TourTrip

_OFFER_EVERY_S = 1.0
_LNS = (
    "use_path_lns",
    "use_full_path_lns",
    "use_tsp_lns",
    "use_inactive_lns",
)


def search(model: Model, first: Tours, budget: Budget) -> Tours:
    """Return the best tours that OR-Tools finds from `first` on; `first` if it finds none.

    Guided local search over all of OR-Tools' local moves; large-neighbourhood search is off, as
    it loses more time than it gains here.
    """
    routing = model.routing
    parameters = _parameters(budget.seconds)
    routing.CloseModelWithParameters(parameters)
    routing.solver().ReSeed(budget.seed)
    routing.AddSearchMonitor(routing.solver().CustomLimit(budget.stopped))
    routing.AddAtSolutionCallback(_reporter(model, budget))
    start = routing.ReadAssignmentFromRoutes(_as_indices(model, first), True)
    if start is not None:
        solution = routing.SolveFromAssignmentWithParameters(start, parameters)
    else:
        solution = routing.SolveWithParameters(parameters)
    return _tours(model, lambda index: int(solution.Value(routing.NextVar(index)))) if solution else first


def _parameters(seconds: float) -> pywrapcp.DefaultRoutingSearchParameters:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    enums = routing_enums_pb2
    parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(1, round(seconds * 1000)))
    # Starting as early as possible is never later than anything: no linear program is needed.
    parameters.disable_scheduling_beware_this_may_degrade_performance = True
    no = 2  # OptionalBoolean.BOOL_FALSE
    for operator in _LNS:
        setattr(parameters.local_search_operators, operator, no)
    return parameters


def _reporter(model: Model, budget: Budget) -> Callable[[], None]:
    last = 0.0

    def report() -> None:
        nonlocal last
        if time.monotonic() - last >= _OFFER_EVERY_S:
            last = time.monotonic()
            budget.on_better(_tours(model, lambda index: int(model.routing.NextVar(index).Value())))

    return report


def _as_indices(model: Model, tours: Tours) -> list[list[int]]:
    """Return the visits of each truck; each loading but the first at home takes a reload node."""
    rows = {part.id: node for node, part in enumerate(model.nodes.parts)}
    free: dict[str, list[int]] = {}
    for index, depot in model.reloads:
        free.setdefault(depot.id, []).append(index)
    routes: list[list[int]] = [[] for _ in model.vehicles]
    numbers = {vehicle.id: number for number, vehicle in model.vehicles}
    for tour in tours:
        number = numbers[tour.vehicle_id]
        for i, trip in enumerate(tour.trips):
            if i or trip.depot_id != model.problem.vehicles[number].start_depot_id:
                routes[number].append(free[trip.depot_id].pop(0))
            routes[number] += [model.index(rows[key]) for key in trip.part_ids]
    return routes


def _tours(model: Model, next_of: Callable[[int], int]) -> Tours:
    tours = []
    depots = dict(model.reloads)
    for number, vehicle in model.vehicles:
        trips: list[tuple[str, list[str]]] = [(vehicle.start_depot_id, [])]
        index = next_of(model.routing.Start(number))
        while not model.routing.IsEnd(index):
            if index in depots:
                trips.append((depots[index].id, []))
            else:
                trips[-1][1].append(model.nodes.parts[model.manager.IndexToNode(index)].id)
            index = next_of(index)
        full = tuple(TourTrip(depot_id=depot, part_ids=tuple(ids)) for depot, ids in trips if ids)
        if full:
            tours.append(Tour(vehicle_id=vehicle.id, trips=full))
    return tuple(tours)
