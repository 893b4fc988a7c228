"""Reading VRPLIB and Solomon files of the known families into `Instance`s."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from vrplib.parse import parse_solomon, parse_vrplib

from benchmarks.quality.families import FAMILIES, VRPSPD_BEST, Family
from benchmarks.quality.instance import Instance, Ints, VehicleType
from benchmarks.quality.solution import best_known

Data = Mapping[str, Any]
SUFFIXES: Final = (".vrp", ".vrpspd", ".txt")


def read_instance(path: Path, family: str) -> Instance:
    """Read an instance, with its best-known cost from the `.sol` beside it where there is one."""
    instance = parse_instance(path.read_text(encoding="utf-8"), family, name=path.stem)
    solution = path.with_suffix(".sol")
    if not solution.exists():
        return instance
    return replace(instance, best_known=best_known(solution.read_text(encoding="utf-8"), instance))


def parse_instance(text: str, family: str, *, name: str = "") -> Instance:
    """Return the instance that a file's text tells of.

    Parameters
    ----------
    family : str
        A key of `FAMILIES`; decides units and rounding.

    Raises
    ------
    ValueError
        If the depots are not the first nodes, or a quantity is not a whole number.
    """
    kind = FAMILIES[family]
    data = _parsed(text)
    depots = _depots(data)
    distance = _distance(data, kind)
    fleet, types = _fleet(data, kind, len(distance) - depots)
    delivery, pickup = _quantities(data, len(distance))
    name = name or str(data.get("name", ""))
    known = VRPSPD_BEST.get(name) if family == "VRPSPD" else None
    return Instance(
        family=family,
        name=name,
        depots=depots,
        coordinates=_coordinates(data, len(distance)),
        distance=distance,
        delivery=delivery,
        pickup=pickup,
        service=_service(data, kind, depots, len(distance)),
        release=_each(data, "release_time", 0, len(distance), kind),
        window=_windows(data, kind, distance),
        vehicle_types=types,
        fleet=fleet,
        timed=kind.timed,
        best_known=None if known is None else round(known * kind.cost_scale),
    )


def _parsed(text: str) -> Data:
    is_solomon = "CUST NO." in " ".join(text.split()) and "_SECTION" not in text
    data: Data = parse_solomon(text, False) if is_solomon else parse_vrplib(text, False)
    return data


def _depots(data: Data) -> int:
    depots = np.asarray(data.get("depot", [0])).ravel()
    if not len(depots) or (depots != np.arange(len(depots))).any():
        raise ValueError(f"the depots must be the first nodes, not {depots + 1}")
    return len(depots)


def _distance(data: Data, family: Family) -> Ints:
    if "edge_weight" in data:
        return family.rounded(data["edge_weight"])
    if data.get("edge_weight_type", "EUC_2D") not in ("EUC_2D", "EXACT_2D"):
        raise ValueError(f"unknown EDGE_WEIGHT_TYPE {data['edge_weight_type']}")
    at = np.asarray(data["node_coord"], dtype=np.float64)
    gap = at[:, None, :] - at[None, :, :]
    return family.rounded(np.sqrt((gap**2).sum(axis=2)))


def _coordinates(data: Data, size: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.asarray(data.get("node_coord", np.zeros((size, 2))), dtype=np.float64)


def _whole(values: object) -> Ints:
    given = np.asarray(values, dtype=np.float64)
    if (given != np.rint(given)).any():
        raise ValueError("quantities must be whole numbers")
    return np.rint(given).astype(np.int64)


def _quantities(data: Data, size: int) -> tuple[Ints, Ints]:
    if "pickup_and_delivery" in data:
        # Demand, window (2), service, pickup, delivery; the first column is not used there.
        rows = _whole(data["pickup_and_delivery"])
        return rows[:, -1], rows[:, -2]
    nothing = np.zeros(size, dtype=np.int64)
    return _whole(data.get("demand", data.get("linehaul", nothing))), _whole(data.get("backhaul", nothing))


def _service(data: Data, family: Family, depots: int, size: int) -> Ints:
    service = _each(data, "service_time", 0, size, family)
    service[:depots] = 0
    return service


def _each(data: Data, key: str, otherwise: float, size: int, family: Family) -> Ints:
    """Return a value for each node or vehicle, where the file may give one for all."""
    return family.rounded(np.broadcast_to(data.get(key, otherwise), size)).copy()


def _windows(data: Data, family: Family, distance: Ints) -> Ints:
    if "time_window" in data:
        return family.rounded(data["time_window"])
    always = np.zeros((len(distance), 2), dtype=np.int64)
    # No route takes longer than the longest way out of each node.
    always[:, 1] = distance.max(axis=1).sum()
    return always


def _fleet(data: Data, family: Family, clients: int) -> tuple[tuple[int, ...], tuple[VehicleType, ...]]:
    size = int(data.get("vehicles", clients))
    columns = (
        _whole(np.broadcast_to(data["capacity"], size)),
        np.broadcast_to(data.get("vehicles_depot", 1), size) - 1,
        _each(data, "vehicles_fixed_cost", 0, size, family),
        _whole(np.broadcast_to(data.get("vehicles_unit_distance_cost", 1), size)),
        _each(data, "vehicles_max_duration", -1, size, family),
    )
    reloads = list(_reloads(data, size))
    rows = [(*map(int, row), reload) for *row, reload in zip(*columns, reloads, strict=True)]
    kinds = {row: i for i, row in enumerate(dict.fromkeys(rows))}
    types = tuple(
        VehicleType(
            capacity=capacity,
            count=rows.count(row),
            depot=depot,
            fixed_cost=fixed,
            unit_distance_cost=unit,
            max_duration=None if longest < 0 else longest,
            reload_depots=reload,
        )
        for row in kinds
        for capacity, depot, fixed, unit, longest, reload in [row]
    )
    return tuple(kinds[row] for row in rows), types


def _reloads(data: Data, size: int) -> Iterable[tuple[int, ...]]:
    if "vehicles_reload_depot" not in data:
        return [()] * size
    return [tuple(int(x) - 1 for x in np.atleast_1d(row)) for row in data["vehicles_reload_depot"]]
