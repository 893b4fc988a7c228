"""VROOM (pyvroom): exploration level 5, its highest, on all cores, and its own time limit."""

import datetime as dt
import os

import vroom
from vroom.solution.solution import Solution

from benchmarks.quality.clock import Clock
from benchmarks.quality.instance import Instance, Routes, VehicleType, one_trip
from benchmarks.quality.peers.found import Found, NotAvailableError

_LEVEL = 5
_PROFILE = "car"
_A_COST_A_SECOND = 3600
"""Costs an hour that make a second cost 1."""


def solve(instance: Instance, clock: Clock, seed: int) -> Found:
    """Solve within what is left on the clock; VROOM takes no seed and may end earlier.

    It has a longest travel time but no longest duration, which is left out and judged.
    """
    del seed
    if any(kind.reload_depots for kind in instance.vehicle_types):
        raise NotAvailableError("no reloading, no release times")
    kinds = [kind for kind in instance.vehicle_types for _ in range(instance.useful(kind))]
    problem = _problem(instance, kinds)
    solution = problem.solve(
        exploration_level=_LEVEL,
        nb_threads=os.cpu_count() or 1,
        timeout=dt.timedelta(seconds=clock.left()),
    )
    capped = any(kind.max_duration is not None for kind in instance.vehicle_types)
    return Found(routes=_routes(instance, kinds, solution), note="told no longest duration" if capped else "")


def _problem(instance: Instance, kinds: list[VehicleType]) -> vroom.Input:
    problem = vroom.Input()
    problem.set_durations_matrix(_PROFILE, instance.distance)
    problem.add_job([_job(instance, node) for node in instance.clients])
    problem.add_vehicle([_vehicle(instance, number, kind) for number, kind in enumerate(kinds)])
    return problem


def _job(instance: Instance, node: int) -> vroom.Job:
    return vroom.Job(
        node,
        location=node,
        default_service=int(instance.service[node]),
        delivery=[int(instance.delivery[node])],
        pickup=[int(instance.pickup[node])],
        time_windows=[_hours(instance, node)] if instance.timed else [],
    )


def _vehicle(instance: Instance, number: int, kind: VehicleType) -> vroom.Vehicle:
    return vroom.Vehicle(
        number,
        start=kind.depot,
        end=kind.depot,
        profile=_PROFILE,
        capacity=[kind.capacity],
        time_window=_hours(instance, kind.depot) if instance.timed else None,
        costs=vroom.VehicleCosts(fixed=kind.fixed_cost, per_hour=_A_COST_A_SECOND * kind.unit_distance_cost),
    )


def _hours(instance: Instance, node: int) -> vroom.TimeWindow:
    opens, closes = map(int, instance.window[node])
    return vroom.TimeWindow(opens, closes)


def _routes(instance: Instance, kinds: list[VehicleType], solution: Solution) -> Routes:
    order: dict[int, list[int]] = {}
    for route in solution.to_dict()["routes"]:
        order[route["vehicle"]] = [step["id"] for step in route["steps"] if step["type"] == "job"]
    return tuple(
        one_trip(instance.vehicle_types.index(kinds[number]), kinds[number].depot, clients)
        for number, clients in order.items()
        if clients
    )
