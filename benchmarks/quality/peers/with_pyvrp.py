"""PyVRP: iterated local search with its documented defaults."""

import itertools
from collections.abc import Callable

from pyvrp import Client, Depot, Location, ProblemData, Result, Solution, VehicleType
from pyvrp import solve as pyvrp_solve

from benchmarks.quality.clock import Clock
from benchmarks.quality.families import FAMILIES
from benchmarks.quality.instance import Instance, Route, Routes
from benchmarks.quality.peers.found import Found, Trace
from benchmarks.quality.solution import split_trips


def solve(instance: Instance, clock: Clock, seed: int) -> Found:
    """Solve until the clock has run down."""
    result = pyvrp_solve(as_data(instance), _until(clock), seed=seed, display=False)
    ended_s = clock.now()
    return Found(routes=_routes(instance, result.best), trace=lambda: _trace(result, ended_s))


def as_data(instance: Instance) -> ProblemData:
    """Return the instance as PyVRP knows it, just as its own reader would make it of the file.

    That reader scales loads as it scales distances. It has to: the search's highest price of an overload is
    fixed, so with large distances and small loads it would never turn feasible.
    """
    at = instance.coordinates
    load = FAMILIES[instance.family].scale
    matrix = instance.distance
    window = instance.window.tolist()
    return ProblemData(
        locations=[Location(x, y) for x, y in at.tolist()],
        clients=[
            Client(
                location=node,
                delivery=[load * int(instance.delivery[node])],
                pickup=[load * int(instance.pickup[node])],
                service_duration=int(instance.service[node]),
                release_time=int(instance.release[node]),
                **(_hours(window[node]) if instance.timed else {}),
            )
            for node in instance.clients
        ],
        depots=[Depot(location=node) for node in range(instance.depots)],
        vehicle_types=[
            VehicleType(
                num_available=kind.count,
                capacity=[load * kind.capacity],
                start_depot=kind.depot,
                end_depot=kind.depot,
                fixed_cost=kind.fixed_cost,
                unit_distance_cost=kind.unit_distance_cost,
                reload_depots=list(kind.reload_depots),
                **(_hours(window[kind.depot]) if instance.timed else {}),
                **({} if kind.max_duration is None else {"shift_duration": kind.max_duration}),
            )
            for kind in instance.vehicle_types
        ],
        distance_matrices=[matrix],
        duration_matrices=[matrix],
    )


def _hours(window: list[int]) -> dict[str, int]:
    return {"tw_early": window[0], "tw_late": window[1]}


def _until(clock: Clock) -> Callable[[int], bool]:
    # What its MaxRuntime does, which would count from the end of its start and not from our beginning.
    return lambda _best_cost: clock.now() > clock.seconds


def _routes(instance: Instance, solution: Solution) -> Routes:
    routes = []
    for route in solution.routes():
        inner = [stop.idx + (0 if stop.is_depot() else instance.depots) for stop in route.schedule()[1:-1]]
        kind = route.vehicle_type()
        routes.append(Route(vehicle_type=kind, trips=split_trips(inner, instance, kind)))
    return tuple(routes)


def _trace(result: Result, ended_s: float) -> Trace:
    """Return when each better solution was found, of what PyVRP's statistics tell of every iteration."""
    times = list(itertools.accumulate(result.stats.runtimes))
    began_s = ended_s - (times[-1] if times else 0.0)
    points: list[tuple[float, int]] = []
    for at_s, datum in zip(times, result.stats.data, strict=True):
        if datum.best_feas and (not points or datum.best_cost < points[-1][1]):
            points.append((began_s + at_s, datum.best_cost))
    return tuple(points)
