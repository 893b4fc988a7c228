"""PyVRP on the part of a day that it can state.

Stated:

- payload and slots with fulls out and empties back; reloading at the depots that a truck may load at;
- depots' hours (first to last), shifts, overtime and its price (by length of duty);
- fixed, kilometre and hour costs; travel by profile;
- skills (as profiles on which other sites are out of reach); urgency as prizes.

Left out:

- gaps between a site's windows (groups of clients could state them, but served less in the same time);
- depot stock, bays, breaks and limits on driving, stock-out times, loading by the cylinder (a constant).

Penalties may grow as large as the prizes are; with the usual limit it ends with overloaded trucks.
"""

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

from benchmarks.days.peers.relaxed import FAR, capacity, load_s, prize_vnd, sizes, without_gaps
from routing.model import Budget, Order, Problem, TimeWindow, Tour, Tours, TourTrip, Vehicle

_SCALE = 36
"""Costs are in thirty-sixths of a dong, so that a metre and a second cost a whole number."""
_END_S = 2 * 86_400
_PARAMETERS = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=1e9))
_Key = tuple[str, frozenset[str]]


def solve(problem: Problem, budget: Budget) -> Tours:
    """Return PyVRP's best tours."""
    data, vehicles = _data(problem)
    if not vehicles:
        return ()
    stop = MaxRuntime(budget.seconds)
    result = pyvrp.solve(data, stop=stop, seed=budget.seed, collect_stats=False, params=_PARAMETERS)
    return tuple(
        tour
        for route in result.best.routes()
        if (tour := _tour(problem, vehicles[route.vehicle_type()], route)).trips
    )


def _data(problem: Problem) -> tuple[pyvrp.ProblemData, list[Vehicle]]:
    index = problem.travel.index
    vehicles = [v for v in problem.vehicles if problem.may_load(v, problem.depot_by_id[v.start_depot_id])]
    keys = sorted({_key(v) for v in vehicles}, key=lambda key: (key[0], sorted(key[1])))
    places = [problem.places[0].location for _ in problem.travel.place_ids]
    for place in problem.places:
        places[index[place.id]] = place.location
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(x.lon, x.lat) for x in places],
        clients=[_client(problem, part) for part in problem.parts],
        depots=[_depot(problem, i) for i in range(len(problem.depots))],
        vehicle_types=[_vehicle(problem, v, keys.index(_key(v))) for v in vehicles],
        distance_matrices=[_barred(problem, key, problem.travel.length_m[key[0]]) for key in keys],
        duration_matrices=[_barred(problem, key, problem.travel.duration_s[key[0]]) for key in keys],
    )
    return data, vehicles


def _key(vehicle: Vehicle) -> _Key:
    return vehicle.profile, vehicle.skills


def _barred(problem: Problem, key: _Key, matrix: np.ndarray) -> np.ndarray:
    barred = without_gaps(matrix)
    for site in problem.facilities:
        if not site.skills <= key[1]:
            column = problem.travel.index[site.id]
            barred[:, column] = barred[column, :] = FAR
            barred[column, column] = 0
    return barred


def _client(problem: Problem, part: Order) -> pyvrp.Client:
    full, empty = sizes(problem, part)
    windows = problem.windows_of(part) or (TimeWindow(0, _END_S),)
    return pyvrp.Client(
        location=problem.travel.index[part.facility_id],
        delivery=full,
        pickup=empty,
        service_duration=problem.unload_s(part),
        tw_early=windows[0].start_s,
        tw_late=windows[-1].end_s,
        prize=prize_vnd(part) * _SCALE,
        required=False,
    )


def _depot(problem: Problem, number: int) -> pyvrp.Depot:
    depot = problem.depots[number]
    return pyvrp.Depot(
        location=problem.travel.index[depot.id],
        tw_early=depot.open[0].start_s if depot.open else 0,
        tw_late=depot.open[-1].end_s if depot.open else _END_S,
        service_duration=load_s(depot),
    )


def _vehicle(problem: Problem, vehicle: Vehicle, profile: int) -> pyvrp.VehicleType:
    number = {depot.id: i for i, depot in enumerate(problem.depots)}
    rates, shift = vehicle.rates, vehicle.shift
    return pyvrp.VehicleType(
        num_available=1,
        capacity=capacity(vehicle),
        start_depot=number[vehicle.start_depot_id],
        end_depot=number[vehicle.end_depot_id],
        fixed_cost=rates.fixed_vnd * _SCALE,
        tw_early=shift.start_s,
        tw_late=shift.latest_s,
        shift_duration=shift.end_s - shift.start_s,
        max_overtime=shift.max_overtime_s,
        unit_distance_cost=rates.per_km_vnd * _SCALE // 1000,
        unit_duration_cost=rates.per_hour_vnd * _SCALE // 3600,
        unit_overtime_cost=rates.overtime_per_hour_vnd * _SCALE // 3600,
        profile=profile,
        reload_depots=[i for i, depot in enumerate(problem.depots) if problem.may_load(vehicle, depot)],
        max_reloads=vehicle.max_trips - 1 if vehicle.max_trips is not None else len(problem.parts),
    )


def _tour(problem: Problem, vehicle: Vehicle, route: pyvrp.Route) -> Tour:
    trips: list[tuple[str, list[str]]] = []
    for step in route.schedule():
        if step.is_depot():
            trips.append((problem.depots[step.idx].id, []))
        else:
            trips[-1][1].append(problem.parts[step.idx].id)
    made = tuple(TourTrip(depot_id=depot, part_ids=tuple(ids)) for depot, ids in trips if ids)
    return Tour(vehicle_id=vehicle.id, trips=made)
