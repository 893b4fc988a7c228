"""Reading solution files: the routes of a `.sol` and its cost."""

from vrplib.parse import parse_solution

from benchmarks.quality.families import FAMILIES, Family
from benchmarks.quality.instance import Instance, Route, Routes, Trip
from benchmarks.quality.judge import judge


def best_known(text: str, instance: Instance) -> int | None:
    """Return the cost of the best solution known, in whole units.

    Where the file's routes are a solution it is the judge's cost of them, for some files claim a cost in
    other units or with fewer digits. Otherwise it is the claim, and None without any.
    """
    verdict = judge(instance, parse_routes(text, instance))
    if verdict.feasible:
        return verdict.cost
    claim = claimed_cost(text, FAMILIES[instance.family])
    return instance.best_known if claim is None else claim


def claimed_cost(text: str, family: Family) -> int | None:
    """Return the cost that a solution file claims, in whole units; None if it claims none."""
    cost = parse_solution(text).get("cost")
    return round(float(cost) * family.cost_scale) if isinstance(cost, int | float) else None


def parse_routes(text: str, instance: Instance) -> Routes:
    """Return the routes of a solution file, in which route k is of the fleet's vehicle k.

    A depot's node among the clients of a route is a reload.
    """
    lines = parse_solution(text)["routes"]
    assert isinstance(lines, list)
    routes = []
    for vehicle, nodes in enumerate(lines):
        kind = instance.fleet[min(vehicle, len(instance.fleet) - 1)]
        if nodes:
            routes.append(Route(vehicle_type=kind, trips=split_trips(nodes, instance, kind)))
    return tuple(routes)


def split_trips(nodes: list[int], instance: Instance, kind: int) -> tuple[Trip, ...]:
    """Return the trips of a sequence of nodes, with a depot's node where a vehicle reloads."""
    trips: list[tuple[int, list[int]]] = [(instance.vehicle_types[kind].depot, [])]
    for node in nodes:
        if node < instance.depots:
            trips.append((node, []))
        else:
            trips[-1][1].append(node)
    return tuple(Trip(depot=depot, clients=tuple(clients)) for depot, clients in trips)
