"""A problem as flat arrays for the compiled search.

Parts are nodes 0..n-1 and depots nodes n..n+m-1. The attributes of nodes and vehicles lie in one
array each, a column an attribute (`N_...`, `V_...`): compiled functions then pass a handful of
arrays on, not dozens.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import ALWAYS, FAR, Ints, padded
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.time_dependent import (
    UNREACHABLE_LEG,
    Int32s,
    TimeDependent,
    time_dependent,
)
from routing.model import UNREACHABLE, Problem

Bools = NDArray[np.bool_]

_RUIN_NEAR: Final = 250
_INSERT_NEAR: Final = 100
_WAIT_SHARE: Final = 0.2
"""Share at which unavoidable waiting between two parts counts against their being neighbours."""


class Tables(NamedTuple):
    """Everything that the evaluation of a route reads."""

    n: int
    timed: bool  # whether any part has hours
    node: Ints  # (n + m, c.NODE_COLUMNS)
    opens: Ints  # (n + m, w); windows are padded with ones that never open
    closes: Ints
    vehicle: Ints  # (v, c.VEHICLE_COLUMNS)
    meals: Ints  # (v, w, 2) when a window of its meals opens and closes, FAR behind the last
    seconds: Int32s  # (profiles, n + m, n + m), UNREACHABLE_LEG where no road leads; the least at any hour
    seconds_to: Int32s  # the same, transposed: row j holds the legs to j
    metres: Int32s
    metres_to: Int32s
    time_dependent: TimeDependent
    able: Bools  # (v, n + m): may serve the part, may load at the depot
    by_type: Ints  # (n, types), of the types that run short at some depot
    stock: Ints  # (m, types), FAR where not limited
    near: Int32s  # (n, k) parts by distance, nearest first
    beside: Int32s  # (n, k) parts that go well before or after, by distance and hours
    apart: Int32s  # (n, k) metres between them and the part, in the shorter direction
    home: Ints  # (n,) metres between a part and the depot next to it, in the shorter direction
    per_m: float  # VND a metre, of the truck that is cheapest to drive
    priced: bool  # whether stops cost something by their truck or hour
    moving: Ints  # (3,) VND for another truck, VND for another time, and from how many seconds on


def tables_of(problem: Problem) -> Tables:
    """Tabulate `problem`, which must have parts, depots and vehicles."""
    places = [*(part.facility_id for part in problem.parts), *(depot.id for depot in problem.depots)]
    rows = np.array([problem.travel.index[place] for place in places], dtype=np.int64)
    seconds, seconds_to = _between(problem, problem.travel.duration_s, rows)
    metres, metres_to = _between(problem, problem.travel.length_m, rows)
    if np.array_equal(seconds, metres):
        metres, metres_to = seconds, seconds_to  # One copy serves both, and stays in the processor's cache.
    node, opens, closes = _nodes(problem)
    n = len(problem.parts)
    vehicle, stay = _vehicles(problem), problem.stay
    by_type, stock = _stock(problem)
    beside = _nearest(_proximity(node[:n], vehicle, seconds[0, :n, :n], metres[0, :n, :n]), _INSERT_NEAR)
    shorter = np.minimum(metres, metres_to).min(axis=0)
    return Tables(
        n=n,
        timed=bool((node[:n, c.N_CLOSE] - node[:n, c.N_OPEN] < FAR).any()),
        node=node,
        opens=opens,
        closes=closes,
        vehicle=vehicle,
        meals=_meals(problem),
        seconds=seconds,
        seconds_to=seconds_to,
        metres=metres,
        metres_to=metres_to,
        time_dependent=time_dependent(problem.travel, rows),
        able=_able(problem),
        by_type=by_type,
        stock=stock,
        near=_nearest(metres[0, :n, :n].astype(np.float64), _RUIN_NEAR),
        beside=beside,
        apart=_apart(shorter, beside),
        home=shorter[:n, n:].min(axis=1).astype(np.int64),
        per_m=float(vehicle[:, c.V_KM].min()) / 1000,
        priced=stay is not None,
        moving=_ints([stay.truck_vnd, stay.time_vnd, stay.within_s] if stay else [0, 0, 0]),
    )


def _stock(problem: Problem) -> tuple[Ints, Ints]:
    """Return what parts take and depots have, for the types that run short somewhere."""
    types = problem.cylinder_types
    there = [[FAR if d.stock is None else d.stock[x.id] for x in types] for d in problem.depots]
    stock = _ints(there).reshape(len(problem.depots), len(types))
    out = _ints([[part.deliver[x.id] for x in types] for part in problem.parts])
    short = (stock < np.minimum(FAR, out.sum(axis=0))).any(axis=0)
    return np.ascontiguousarray(out[:, short]), np.ascontiguousarray(stock[:, short])


def _between(problem: Problem, table: object, rows: Ints) -> tuple[Int32s, Int32s]:
    legs = np.array([table[key][np.ix_(rows, rows)] for key in problem.travel.profiles], dtype=np.int32)  # type: ignore[index]
    legs[legs == UNREACHABLE] = UNREACHABLE_LEG
    legs = np.ascontiguousarray(np.minimum(legs, UNREACHABLE_LEG))
    back = np.ascontiguousarray(legs.transpose(0, 2, 1))
    return legs, legs if np.array_equal(legs, back) else back


def _nodes(problem: Problem) -> tuple[Ints, Ints, Ints]:
    parts, depots, types = problem.parts, problem.depots, problem.cylinder_types
    n = len(parts)
    rows = [*(problem.windows_of(part) for part in parts), *(depot.open for depot in depots)]
    opens, closes = padded([row or ALWAYS for row in rows])
    node = np.zeros((n + len(depots), c.NODE_COLUMNS), dtype=np.int64)
    node[:, c.N_OPEN] = opens[:, 0]
    node[:, c.N_CLOSE] = closes.max(axis=1)
    node[:, c.N_DUE], node[:, c.N_RELEASE], node[:, c.N_FROM], node[:, c.N_KEPT_TRUCK] = FAR, -FAR, FAR, -1
    out = _ints([[part.deliver[t.id] for t in types] for part in parts])
    back = _ints([[part.collect[t.id] for t in types] for part in parts])
    slots = _ints([t.slots for t in types])
    node[:n, c.N_OUT_G], node[:n, c.N_OUT_SLOTS] = out @ _ints([t.full_g for t in types]), out @ slots
    node[:n, c.N_BACK_G], node[:n, c.N_BACK_SLOTS] = back @ _ints([t.tare_g for t in types]), back @ slots
    node[:n, c.N_FULLS] = out.sum(axis=1)
    for i, part in enumerate(parts):
        node[i, c.N_WORK] = problem.unload_s(part)
        node[i, c.N_URGENCY] = part.urgency
        node[i, c.N_DUE] = _or_far(part.due_s)
        node[i, c.N_CYLINDERS] = 0 if part.optional else part.cylinders
        node[i, c.N_PRIZE] = part.left_vnd
        if part.waiting_vnd_per_hour:
            node[i, c.N_WAITING], node[i, c.N_FROM] = part.waiting_vnd_per_hour, part.waits_from_s
        node[i, c.N_RELEASE] = -FAR if part.release_s is None else part.release_s
    for d, depot in enumerate(depots, start=n):
        node[d, c.N_WORK], node[d, c.N_PER_FULL] = depot.load_fixed_s, depot.load_s_per_cylinder
        node[d, c.N_BAYS] = depot.bays or 0
    _note_kept(problem, node)
    return node, opens, closes


def _note_kept(problem: Problem, node: Ints) -> None:
    if problem.stay is None:
        return
    number = {vehicle.id: v for v, vehicle in enumerate(problem.vehicles)}
    for i, part in enumerate(problem.parts):
        if kept := problem.stay.stops.get(part.id):
            # A truck that is not there any more is one to which nothing can stay.
            node[i, c.N_KEPT_TRUCK] = number.get(kept.vehicle_id, len(number))
            node[i, c.N_KEPT_BEGIN] = kept.begin_s


def _vehicles(problem: Problem) -> Ints:
    n, profiles = len(problem.parts), problem.travel.profiles
    depot_node = {depot.id: n + d for d, depot in enumerate(problem.depots)}
    kinds: dict[object, int] = {}
    table = np.zeros((len(problem.vehicles), c.VEHICLE_COLUMNS), dtype=np.int64)
    own = {pin.vehicle_id for pin in problem.pins}
    own |= {kept.vehicle_id for kept in problem.stay.stops.values()} if problem.stay else set()
    for v, vehicle in enumerate(problem.vehicles):
        shift, rules, rates = vehicle.shift, vehicle.rules, vehicle.rates
        table[v] = (
            profiles.index(vehicle.profile),
            vehicle.payload_g,
            vehicle.slots,
            depot_node[vehicle.start_depot_id],
            depot_node[vehicle.end_depot_id],
            shift.start_s,
            shift.end_s,
            shift.latest_s,
            _or_far(shift.max_duration_s),
            _or_far(rules.max_driving_s),
            _or_far(rules.max_continuous_driving_s),
            rules.break_s,
            rates.fixed_vnd,
            rates.per_km_vnd,
            rates.per_hour_vnd,
            rates.overtime_per_hour_vnd,
            _or_far(vehicle.max_trips),
            v if vehicle.id in own else kinds.setdefault(vehicle.type_key, v),
            bool(
                rates.per_hour_vnd
                or rates.overtime_per_hour_vnd
                or rules.meals
                or shift.max_duration_s is not None
            ),
            vehicle.profile in problem.travel.time_dependent,
            rules.meals.length_s if rules.meals else 0,
            _or_far(rules.meals.within_work_s if rules.meals else None),
        )
    return table


def _meals(problem: Problem) -> Ints:
    rows = [vehicle.rules.meals.windows if vehicle.rules.meals else () for vehicle in problem.vehicles]
    table = np.full((len(rows), 1 + max(map(len, rows), default=0), 2), FAR, dtype=np.int64)
    for v, row in enumerate(rows):
        for w, window in enumerate(row):
            table[v, w] = window.start_s, window.end_s
    return table


def _able(problem: Problem) -> Bools:
    owner = {key: pin.vehicle_id for pin in problem.pins for key in pin.reserved_part_ids}
    needs = [(problem.skills_of(part), owner.get(part.id)) for part in problem.parts]
    rows: dict[object, list[bool]] = {}
    table = []
    for vehicle in problem.vehicles:
        key = (vehicle.skills, vehicle.load_depot_ids, vehicle.id if vehicle.id in owner.values() else "")
        if key not in rows:
            serves = [skills <= vehicle.skills and who in (None, vehicle.id) for skills, who in needs]
            rows[key] = [*serves, *(problem.may_load(vehicle, depot) for depot in problem.depots)]
        table.append(rows[key])
    return np.array(table, dtype=np.bool_)


def _proximity(node: Ints, vehicle: Ints, seconds: Int32s, metres: Int32s) -> NDArray[np.float64]:
    """Return how badly j follows i or i follows j, in VND: the leg, and what their hours make one wait.

    The same idea as in Vidal, Crainic, Gendreau and Prins, "A hybrid genetic algorithm with adaptive
    diversity management for a large class of vehicle routing problems with time-windows", 2013.
    """
    per_m, per_s = vehicle[:, c.V_KM].mean() / 1000, vehicle[:, c.V_HOUR].mean() / 3600
    per_s = max(per_s, per_m * _metres_a_second(seconds, metres))
    leaves, opens, closes = node[:, c.N_WORK], node[:, c.N_OPEN], node[:, c.N_CLOSE]
    wait_s = opens[None, :] - seconds - (leaves + closes)[:, None]
    late_s = (opens + leaves)[:, None] + seconds - closes[None, :]
    cost = metres * per_m + per_s * (
        _WAIT_SHARE * np.maximum(0, wait_s) + np.minimum(np.maximum(0, late_s), UNREACHABLE_LEG)
    )
    return np.asarray(np.minimum(cost, cost.T), dtype=np.float64)


def _metres_a_second(seconds: Int32s, metres: Int32s) -> float:
    real = (seconds > 0) & (seconds < UNREACHABLE_LEG)
    return float(metres[real].sum() / max(1, seconds[real].sum(dtype=np.int64)))


def _nearest(between: NDArray[np.float64], most: int) -> Int32s:
    np.fill_diagonal(between, -1.0)
    k = min(len(between), most + 1)
    order = np.argsort(between + between.T, axis=1, kind="stable")[:, :k]
    return np.ascontiguousarray(order.astype(np.int32))


def _apart(metres: Int32s, beside: Int32s) -> Int32s:
    return np.ascontiguousarray(metres[np.arange(len(beside))[:, None], beside])


def _ints(values: object) -> Ints:
    return np.ascontiguousarray(np.array(values, dtype=np.int64))


def _or_far(value: int | None) -> int:
    return FAR if value is None else value
