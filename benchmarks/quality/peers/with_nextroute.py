"""Nextroute: its default search on all cores, with travel, not hours on duty, as the objective."""

import datetime as dt
from typing import Any, Final

import nextroute
import numpy as np

from benchmarks.quality.clock import Clock
from benchmarks.quality.instance import Instance, Routes, VehicleType, one_trip
from benchmarks.quality.peers.found import Found, NotAvailableError, Trace

_MIDNIGHT: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_MINUTE_S: Final = 60
_SOMEWHERE: Final = {"lon": 1.0, "lat": 1.0}
"""Where everything is: the matrix alone says how far apart."""


def solve(instance: Instance, clock: Clock, seed: int) -> Found:
    """Solve within what is left on the clock; it takes no seed.

    Its vehicles start at a given second, so a longest duration would count from there: it is left
    out, and judged.
    """
    del seed
    if instance.pickup.any():
        raise NotAvailableError("a stop either brings or collects")
    if any(kind.reload_depots for kind in instance.vehicle_types):
        raise NotAvailableError("no reloading, no release times")
    numbers = [n for n, kind in enumerate(instance.vehicle_types) for _ in range(instance.useful(kind))]
    # More than any solution costs, so that what is worth less leaves nobody out.
    unit_s = _unit_s(instance)
    penalty = round(2 * unit_s * len(instance.clients) * _dearest(instance))
    given = nextroute.schema.Input.from_dict(_input(instance, numbers, unit_s=unit_s, penalty=penalty))
    options = nextroute.Options(
        SOLVE_DURATION=round(clock.left(), 3),
        MODEL_OBJECTIVES_TRAVELDURATION=1.0,
        MODEL_OBJECTIVES_VEHICLESDURATION=0.0,
        MODEL_PROPERTIES_MAXIMUMTIMEHORIZON=round(unit_s * _latest(instance)),
    )
    answer = nextroute.solve(given, options).to_dict()
    ended_s = clock.now()
    capped = any(kind.max_duration is not None for kind in instance.vehicle_types)
    return Found(
        routes=_routes(instance, numbers, answer["solutions"][-1]),
        trace=lambda: _trace(answer["statistics"], ended_s, unit_s=unit_s, penalty=penalty),
        note="told no longest duration" if capped else "",
    )


def _dearest(instance: Instance) -> int:
    return int(instance.distance.max()) * max(k.unit_distance_cost for k in instance.vehicle_types) + max(
        kind.fixed_cost for kind in instance.vehicle_types
    )


def _latest(instance: Instance) -> int:
    if instance.timed:
        return int(instance.window.max())
    return instance.horizon * max(kind.unit_distance_cost for kind in instance.vehicle_types)


def _unit_s(instance: Instance) -> float:
    """Return how many seconds stand for a unit of time: it takes windows in whole minutes only.

    No finer than needed, for it keeps something for each minute.
    """
    if not instance.timed:
        return 1.0
    return _MINUTE_S / int(np.gcd.reduce([*instance.window.ravel(), *instance.service]))


def _input(instance: Instance, numbers: list[int], *, unit_s: float, penalty: int) -> dict[str, Any]:
    return {
        "stops": [_stop(instance, node, unit_s, penalty) for node in instance.clients],
        "vehicles": [
            _vehicle(instance, instance.vehicle_types[number], str(i), unit_s)
            for i, number in enumerate(numbers)
        ],
        "duration_matrix": _matrices(instance, numbers, unit_s),
    }


def _matrices(instance: Instance, numbers: list[int], unit_s: float) -> object:
    """Return the ways between clients, then each vehicle's start and end; a matrix a unit cost."""
    homes = [instance.vehicle_types[number].depot for number in numbers for _ in ("start", "end")]
    nodes = np.array([*instance.clients, *homes])
    between = unit_s * instance.distance[np.ix_(nodes, nodes)]
    units = [instance.vehicle_types[number].unit_distance_cost for number in numbers]
    if set(units) == {1}:
        return between.tolist()
    if instance.timed:
        raise NotAvailableError("costs by distance that differ are not hours that differ")
    return [
        {
            "vehicle_ids": [str(i) for i, mine in enumerate(units) if mine == unit],
            "default_matrix": (unit * between).tolist(),
        }
        for unit in sorted(set(units))
    ]


def _stop(instance: Instance, node: int, unit_s: float, penalty: int) -> dict[str, Any]:
    window = [_clock(unit_s * int(at)) for at in instance.window[node]]
    hours = {"start_time_window": window} if instance.timed else {}
    return hours | {
        "id": str(node),
        "location": _SOMEWHERE,
        # What a stop takes fills the vehicle there; without anything brought that is the same as unloading.
        "quantity": -int(instance.delivery[node]),
        "duration": round(unit_s * int(instance.service[node])),
        "unplanned_penalty": penalty,
    }


def _vehicle(instance: Instance, kind: VehicleType, name: str, unit_s: float) -> dict[str, Any]:
    opens, closes = (_clock(unit_s * int(at)) for at in instance.window[kind.depot])
    hours = {"start_time": opens, "end_time": closes} if instance.timed else {}
    return hours | {
        "id": name,
        "start_location": _SOMEWHERE,
        "end_location": _SOMEWHERE,
        "capacity": kind.capacity,
        "activation_penalty": round(unit_s * kind.fixed_cost),
    }


def _clock(at_s: float) -> str:
    return (_MIDNIGHT + dt.timedelta(seconds=round(at_s))).strftime("%Y-%m-%dT%H:%M:%SZ")


def _routes(instance: Instance, numbers: list[int], answer: dict[str, Any]) -> Routes:
    routes = []
    for vehicle in answer["vehicles"]:
        kind = numbers[int(vehicle["id"])]
        clients = [int(stop["stop"]["id"]) for stop in vehicle["route"] if stop["stop"]["id"].isdigit()]
        if clients:
            routes.append(one_trip(kind, instance.vehicle_types[kind].depot, clients))
    return tuple(routes)


def _trace(statistics: dict[str, Any], ended_s: float, *, unit_s: float, penalty: int) -> Trace:
    """Return the values of its progress that stand for solutions with every stop."""
    began_s = ended_s - float(statistics["run"]["duration"])
    points = statistics["series_data"]["value"]["data_points"]
    return tuple(
        (began_s + float(point["x"]), round(point["y"] / unit_s)) for point in points if point["y"] < penalty
    )
