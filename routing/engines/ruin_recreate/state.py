"""A plan in arrays while it is searched, and what it is worth."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.engines.padded import Ints
from routing.engines.ruin_recreate.compiled import compiled, inner
from routing.engines.ruin_recreate.tables import Tables
from routing.engines.ruin_recreate.walk import OUT, cost_vnd, look_back, walk
from routing.model import Problem, Tour, Tours, TourTrip

Floats = NDArray[np.float64]

UNSERVED_WEIGHT = np.array([1e13, 1e11, 1e9])
LATE_WEIGHT = np.array([1e6, 3e4, 1e3])
"""VND a cylinder and VND a second by urgency, for accepting steps only: the best plan is kept by
the exact lexicographic objective."""


class State(NamedTuple):
    """Routes as sequences of nodes (part p is node p, a loading at depot d is node n + d)."""

    seq: Ints  # (v, room)
    size: Ints  # (v,) nodes in use
    cost: Ints  # (v,)
    late: Ints  # (v, 3)
    leaves: Ints  # (v, room) when the truck leaves each node
    limits: Ints  # (v, room) when each node, and the return, must begin at the latest
    waits: Ints  # (v, room) waiting from each node on
    truck: Ints  # (n,) where a part is, -1 unserved
    left: Ints  # (m, types) stock left
    total: Ints  # (7,) unserved by urgency, late by urgency, cost


def state_of(problem: Problem, t: Tables, tours: Tours) -> State:
    """Return the state of feasible `tours`."""
    vehicles, n = len(problem.vehicles), t.n
    row = {part.id: i for i, part in enumerate(problem.parts)}
    depot_row = {depot.id: i for i, depot in enumerate(problem.depots)}
    number = {vehicle.id: i for i, vehicle in enumerate(problem.vehicles)}
    state = State(
        seq=np.zeros((vehicles, 2 * n + 4), dtype=np.int64),
        size=np.zeros(vehicles, dtype=np.int64),
        cost=np.zeros(vehicles, dtype=np.int64),
        late=np.zeros((vehicles, 3), dtype=np.int64),
        leaves=np.zeros((vehicles, 2 * n + 4), dtype=np.int64),
        limits=np.zeros((vehicles, 2 * n + 4), dtype=np.int64),
        waits=np.zeros((vehicles, 2 * n + 4), dtype=np.int64),
        truck=np.full(n, -1, dtype=np.int64),
        left=t.stock.copy(),
        total=np.zeros(7, dtype=np.int64),
    )
    for tour in tours:
        v = number[tour.vehicle_id]
        nodes: list[int] = []
        for trip in tour.trips:
            depot = depot_row[trip.depot_id]
            parts = [row[key] for key in trip.order_ids]
            state.left[depot] -= t.by_type[parts].sum(axis=0)
            state.truck[parts] = v
            nodes += [n + depot, *parts]
        state.seq[v, : len(nodes)] = nodes
        state.size[v] = len(nodes)
    out, spare = np.zeros(OUT, dtype=np.int64), np.zeros(OUT, dtype=np.int64)
    for v in range(vehicles):
        weigh(t, state, v, out, spare)
    for part in np.flatnonzero(state.truck < 0):
        state.total[t.urgency[part]] += t.cylinders[part]
    return state


def tours_of(problem: Problem, t: Tables, seq: Ints, size: Ints) -> Tours:
    """Return the tours that sequences stand for."""
    tours = []
    for v, vehicle in enumerate(problem.vehicles):
        trips: list[tuple[int, list[str]]] = []
        for node in seq[v, : size[v]].tolist():
            if node >= t.n:
                trips.append((node - t.n, []))
            else:
                trips[-1][1].append(problem.parts[node].id)
        if trips:
            made = (TourTrip(depot_id=problem.depots[d].id, order_ids=tuple(ids)) for d, ids in trips)
            tours.append(Tour(vehicle_id=vehicle.id, trips=tuple(made)))
    return tuple(tours)


@compiled
def weigh(t: Tables, s: State, v: int, out: Ints, spare: Ints) -> bool:
    """Work out a changed route's cost and lateness, and what that makes of the total."""
    s.total[6] -= s.cost[v]
    s.total[3:6] -= s.late[v]
    good = True
    if s.size[v]:
        good = walk(t, v, s.seq[v], s.size[v], out, spare, s.leaves[v])
        s.cost[v] = cost_vnd(t, v, out)
        s.late[v] = out[:3]
    else:
        s.cost[v] = 0
        s.late[v] = 0
    look_back(t, v, s.seq[v], s.size[v], s.leaves[v], s.limits[v], s.waits[v])
    s.total[6] += s.cost[v]
    s.total[3:6] += s.late[v]
    return good


@inner
def energy(total: Ints) -> float:
    """Return the scalar by which steps are accepted."""
    value = float(total[6])
    for u in range(3):
        value += UNSERVED_WEIGHT[u] * total[u] + LATE_WEIGHT[u] * total[3 + u]
    return value


@compiled
def better(a: Ints, b: Ints) -> bool:
    """Say whether total `a` comes before `b` in the lexicographic objective."""
    for i in range(7):
        if a[i] != b[i]:
            return bool(a[i] < b[i])
    return False


@compiled
def copied(s: State) -> State:
    """Return a copy that shares nothing."""
    return State(
        s.seq.copy(),
        s.size.copy(),
        s.cost.copy(),
        s.late.copy(),
        s.leaves.copy(),
        s.limits.copy(),
        s.waits.copy(),
        s.truck.copy(),
        s.left.copy(),
        s.total.copy(),
    )


@inner
def copy_route(to_seq: Ints, from_seq: Ints, size: int) -> None:
    """Copy the nodes in use."""
    for i in range(size):
        to_seq[i] = from_seq[i]
