"""A plan in arrays while it is searched, what is known of each position in it, and what it is worth."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import compiled, fused, inner, woven
from routing.engines.ruin_recreate.data.tables import Bools, Tables

Floats = NDArray[np.float64]

UNSERVED_WEIGHT = np.array([1e13, 1e11, 1e9])
LATE_WEIGHT = np.array([1e6, 3e4, 1e3])
"""VND a cylinder and VND a second by urgency, for accepting steps only: the best plan is kept by
the exact lexicographic objective."""


class State(NamedTuple):
    """Routes as sequences of nodes (part p is node p, a loading at depot d is node n + d)."""

    seq: Ints  # (v, room)
    size: Ints  # (v,) nodes in use
    at: Ints  # (v, room, c.POSITION_COLUMNS)
    route: Ints  # (v, c.ROUTE_COLUMNS)
    loadings: Ints  # (v, MOST_LOADINGS or 0, 3) depot node, begin and end, where bays are limited
    calendar: Ints  # (m, most, 3) begin, end and truck of each loading at a depot with bays, by begin
    calendar_size: Ints  # (m,) how many that are
    truck: Ints  # (n,) where a part is, -1 unserved
    position: Ints  # (n,) at which position there
    reach: Ints  # (n, 2) metres of the longest leg between it and its neighbours: parts; depots
    absent: Ints  # (n + 1,) unserved parts in no order; the last entry counts them
    absent_index: Ints  # (n,) where a part stands in `absent`, -1 where it does not
    left: Ints  # (m, types) stock left
    total: Ints  # (7,) unserved by urgency, late by urgency, cost
    mine: Bools  # (v,) trucks that the search may change


MOST_LOADINGS: Final = 24
"""Most loadings of a truck where bays are limited."""
ROOM: Final = 1024
"""Most nodes of a route, with two to spare."""


def empty_state(t: Tables) -> State:
    """Return the state in which nothing is served."""
    vehicles, n = len(t.vehicle), t.n
    room = min(2 * n + 4, ROOM)
    loadings = MOST_LOADINGS if t.node[:, c.N_BAYS].any() else 0
    state = State(
        seq=np.zeros((vehicles, room), dtype=np.int64),
        size=np.zeros(vehicles, dtype=np.int64),
        at=np.zeros((vehicles, room + 1, c.POSITION_COLUMNS), dtype=np.int64),
        route=np.zeros((vehicles, c.ROUTE_COLUMNS), dtype=np.int64),
        loadings=np.zeros((vehicles, loadings, 3), dtype=np.int64),
        calendar=np.zeros((len(t.stock), min(n, vehicles * loadings) + 1, 3), dtype=np.int64),
        calendar_size=np.zeros(len(t.stock) if loadings else 0, dtype=np.int64),
        truck=np.full(n, -1, dtype=np.int64),
        position=np.zeros(n, dtype=np.int64),
        reach=np.zeros((n, 2), dtype=np.int64),
        absent=np.zeros(n + 1, dtype=np.int64),
        absent_index=np.full(n, -1, dtype=np.int64),
        left=t.stock.copy(),
        total=np.zeros(7, dtype=np.int64),
        mine=np.ones(vehicles, dtype=np.bool_),
    )
    for part in range(n):
        state.absent[part] = part
        state.absent_index[part] = part
    state.absent[n] = n
    for part in range(n):
        state.total[t.node[part, c.N_URGENCY]] += t.node[part, c.N_CYLINDERS]
        state.total[6] += t.node[part, c.N_PRIZE]
    return state


@woven
def take(t: Tables, s: State, part: int, v: int) -> None:
    """Note that an absent part is served by a truck now."""
    last = s.absent[t.n] - 1
    moved = s.absent[last]
    s.absent[s.absent_index[part]] = moved
    s.absent_index[moved] = s.absent_index[part]
    s.absent_index[part] = -1
    s.absent[t.n] = last
    s.truck[part] = v
    s.total[t.node[part, c.N_URGENCY]] -= t.node[part, c.N_CYLINDERS]
    s.total[6] -= t.node[part, c.N_PRIZE]


@woven
def give_up(t: Tables, s: State, part: int) -> None:
    """Note that a part is served by no truck any more."""
    last = s.absent[t.n]
    s.absent[last] = part
    s.absent_index[part] = last
    s.absent[t.n] = last + 1
    s.truck[part] = -1
    s.total[t.node[part, c.N_URGENCY]] += t.node[part, c.N_CYLINDERS]
    s.total[6] += t.node[part, c.N_PRIZE]


@compiled
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


@fused
def copy_row(to: Ints, source: Ints, count: int) -> None:
    """Copy the first entries of an array."""
    for i in range(count):
        to[i] = source[i]


@fused
def fill_row(to: Ints, value: int) -> None:
    """Set every entry of an array."""
    for i in range(len(to)):
        to[i] = value


@fused
def copy_left(to: State, source: State) -> None:
    """Copy the stock left."""
    for d in range(to.left.shape[0]):
        for k in range(to.left.shape[1]):
            to.left[d, k] = source.left[d, k]


@fused
def copy_calendar(to: State, source: State) -> None:
    """Copy the bay calendar."""
    for d in range(len(source.calendar_size)):
        to.calendar_size[d] = source.calendar_size[d]
        for i in range(source.calendar_size[d]):
            copy_row(to.calendar[d, i], source.calendar[d, i], 3)


@inner
def copy_route(to: State, source: State, v: int) -> None:
    """Copy all that is known of one route; what is kept by part is left to the caller."""
    size = source.size[v]
    to.size[v] = size
    copy_row(to.seq[v], source.seq[v], size)
    for i in range(size + 1):
        copy_row(to.at[v, i], source.at[v, i], c.POSITION_COLUMNS)
    copy_row(to.route[v], source.route[v], c.ROUTE_COLUMNS)
    for i in range(min(source.loadings.shape[1], source.route[v, c.R_TRIPS])):
        copy_row(to.loadings[v, i], source.loadings[v, i], 3)


@woven
def copy_parts(t: Tables, to: State, source: State, changed: Ints) -> None:
    """Copy what is kept by part, where only the routes marked in `changed` (v,) differ."""
    for v in range(len(to.size)):
        if changed[v]:
            for i in range(to.size[v]):
                node = to.seq[v, i]
                if node < t.n:
                    to.truck[node], to.position[node], to.absent_index[node] = v, i, -1
                    copy_row(to.reach[node], source.reach[node], 2)
    count = source.absent[t.n]
    to.absent[t.n] = count
    for i in range(count):
        part = source.absent[i]
        to.absent[i], to.absent_index[part], to.truck[part] = part, i, -1
    copy_left(to, source)
    copy_calendar(to, source)
    copy_row(to.total, source.total, 7)


@inner
def carry_over(t: Tables, to: State, source: State, changed: Ints) -> None:
    """Make a state like another that differs only in the routes marked in `changed` (v,)."""
    for v in range(len(to.size)):
        if changed[v]:
            copy_route(to, source, v)
    copy_parts(t, to, source, changed)


@compiled
def copy_state(to: State, source: State) -> None:
    """Make one state the same as another, but for whose trucks are whose."""
    for v in range(len(to.size)):
        copy_route(to, source, v)
    n = len(to.truck)
    copy_row(to.truck, source.truck, n)
    copy_row(to.position, source.position, n)
    for part in range(n):
        copy_row(to.reach[part], source.reach[part], 2)
    copy_row(to.absent, source.absent, n + 1)
    copy_row(to.absent_index, source.absent_index, n)
    copy_left(to, source)
    copy_calendar(to, source)
    copy_row(to.total, source.total, 7)


def copied(t: Tables, s: State) -> State:
    """Return a copy that shares nothing."""
    to = empty_state(t)
    to.mine[:] = s.mine
    copy_state(to, s)
    return to
