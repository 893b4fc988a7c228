"""vrp-cli (reinterpretcat/vrp): its pragmatic format, its default search, and cost as the objective."""

import datetime as dt
import json
from typing import Any, Final

import vrp_cli

from benchmarks.quality.clock import Clock
from benchmarks.quality.instance import Instance, Routes, VehicleType, one_trip
from benchmarks.quality.peers.found import Found, NotAvailableError

_MIDNIGHT: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_PROFILE: Final = {"matrix": "truck"}
_OBJECTIVES: Final = [[{"type": "minimize-unassigned"}], [{"type": "minimize-cost"}]]
"""Its default puts fewer tours before cost."""


def solve(instance: Instance, clock: Clock, seed: int) -> Found:
    """Solve within what is left on the clock, in whole seconds; it takes no seed."""
    del seed
    if instance.pickup.any():
        raise NotAvailableError("a job either brings or collects")
    if instance.release.any():
        raise NotAvailableError("no release times")
    problem, matrix = json.dumps(_problem(instance)), json.dumps(_matrix(instance))
    config = json.dumps({"termination": {"maxTime": max(1, round(clock.left()))}})
    answer = vrp_cli.solve_pragmatic(problem=problem, matrices=[matrix], config=config)
    return Found(routes=_routes(instance, json.loads(answer)))


def _matrix(instance: Instance) -> dict[str, Any]:
    flat = instance.distance.ravel().tolist()
    return {"profile": "truck", "travelTimes": flat, "distances": flat}


def _problem(instance: Instance) -> dict[str, Any]:
    fleet = {
        "vehicles": [_vehicles(instance, number, kind) for number, kind in enumerate(instance.vehicle_types)],
        "profiles": [{"name": "truck"}],
    }
    return {
        "plan": {"jobs": [_job(instance, node) for node in instance.clients]},
        "fleet": fleet,
        "objectives": _OBJECTIVES,
    }


def _job(instance: Instance, node: int) -> dict[str, Any]:
    place: dict[str, Any] = {"location": {"index": node}, "duration": int(instance.service[node])}
    if instance.timed:
        place["times"] = [[_clock(int(at)) for at in instance.window[node]]]
    return {
        "id": str(node),
        "deliveries": [{"places": [place], "demand": [int(instance.delivery[node])]}],
    }


def _vehicles(instance: Instance, number: int, kind: VehicleType) -> dict[str, Any]:
    opens, closes = map(int, instance.window[kind.depot])
    home = {"index": kind.depot}
    shift = {
        "start": {"earliest": _clock(opens), "location": home},
        "end": {"latest": _clock(closes), "location": home},
    }
    limits = {} if kind.max_duration is None else {"limits": {"maxDuration": kind.max_duration}}
    return limits | {
        "typeId": str(number),
        "vehicleIds": [f"{number}-{i}" for i in range(instance.useful(kind))],
        "profile": _PROFILE,
        "costs": {"fixed": kind.fixed_cost, "distance": kind.unit_distance_cost, "time": 0},
        "shifts": [shift],
        "capacity": [kind.capacity],
    }


def _clock(at: int) -> str:
    return (_MIDNIGHT + dt.timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _routes(instance: Instance, answer: dict[str, Any]) -> Routes:
    routes = []
    for tour in answer["tours"]:
        kind = int(tour["typeId"])
        activities = [activity for stop in tour["stops"] for activity in stop["activities"]]
        clients = [int(activity["jobId"]) for activity in activities if activity["type"] == "delivery"]
        routes.append(one_trip(kind, instance.vehicle_types[kind].depot, clients))
    return tuple(routes)
