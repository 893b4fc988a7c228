"""A plan in arrays while it is searched, what is known of each position in it, and what it is worth."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import Ints
from routing.engines.ruin_recreate.compiled import compiled, fused, inner, woven
from routing.engines.ruin_recreate.tables import N_BAYS, N_CYLINDERS, N_PRIZE, N_URGENCY, Bools, Tables

Floats = NDArray[np.float64]

UNSERVED_WEIGHT = np.array([1e13, 1e11, 1e9])
LATE_WEIGHT = np.array([1e6, 3e4, 1e3])
"""VND a cylinder and VND a second by urgency, for accepting steps only: the best plan is kept by
the exact lexicographic objective."""

P_BEGIN, P_LEAVE, P_LIMIT, P_REST, P_END, P_WAITS, P_SLACK = 0, 1, 2, 3, 4, 5, 6
P_TRIP_LEAVE, P_TRIP_TAKES, P_TRIP_LIMIT, P_HEAD = 7, 8, 9, 10
P_FREE_G, P_FREE_SLOTS, P_ROOM_G, P_ROOM_SLOTS = 11, 12, 13, 14
P_LEG_S, P_LEG_M, P_STRETCH, P_DRIVEN, P_METRES, P_LATE, P_PAUSED = 15, 16, 17, 18, 19, 20, 23
P_SAME_LIMIT, P_SAME_END, P_TRIP_SAME_LIMIT, P_TRIP_SAME_LEAVE = 24, 25, 26, 27
P_WAITED = 28
POSITION_COLUMNS: Final = 29
"""Of a position in a route (and of the return, one position behind the last node):

begin and leave: when work begins at the earliest, and ends;
limit: when it must begin at the latest for the rest to be feasible (breaks left out);
rest: seconds of work and driving from arriving here to the return, without waits;
end: the earliest return if the truck came here as early as one likes;
waits: all waiting up to here, which a later start could save;
slack: by how much the start may be delayed for the sake of the nodes up to here (forward time slack);
trip leave, takes, limit: leaving here as a function of leaving the depot of the trip at x, which is
max(trip leave, x + trip takes), and the latest x that the windows on the way allow;
head: position of the trip's depot;
free: what still fits aboard up to here (grams, slots) for a part delivered later;
room: what still fits aboard from here on for empties collected here;
leg: seconds and metres of the leg here;
stretch, driven, metres, late (three columns), paused, waited: what is summed up on leaving here;
same limit: when work must begin at the latest for everything from here on to stay in the window that it
has now, in time if it is, no later if it is late or waiting has a price, and at its bay's hour (same-window
slack); same end, trip same limit, trip same leave: what end, trip limit and trip leave are in that case.

Rest, end and limit, and by trip takes, leave and limit, are the numbers of the time-window concatenation."""

R_COST, R_METRES, R_START, R_END, R_PINNED, R_CLOSED, R_TRIPS, R_LATE = 0, 1, 2, 3, 4, 5, 6, 7
R_FIRST, R_STOPS, R_WAITED, R_MEALS, R_MEALS_LATER, R_MEALS_LONGER = 10, 11, 12, 13, 14, 15
ROUTE_COLUMNS: Final = 16
"""Of a route: cost, metres, start and end, how many leading
nodes are pinned, whether nothing may follow them, trips, lateness (three columns), the start
before it was delayed to save waiting, what its stops cost by their truck and hour, and what orders
waited (VND times 3600); meals: 0 where no meal is owed, else a second more than the start was delayed by
with meals; by how much the end is later and the day longer for them."""


class State(NamedTuple):
    """Routes as sequences of nodes (part p is node p, a loading at depot d is node n + d)."""

    seq: Ints  # (v, room)
    size: Ints  # (v,) nodes in use
    at: Ints  # (v, room, POSITION_COLUMNS)
    route: Ints  # (v, ROUTE_COLUMNS)
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
    loadings = MOST_LOADINGS if t.node[:, N_BAYS].any() else 0
    state = State(
        seq=np.zeros((vehicles, room), dtype=np.int64),
        size=np.zeros(vehicles, dtype=np.int64),
        at=np.zeros((vehicles, room + 1, POSITION_COLUMNS), dtype=np.int64),
        route=np.zeros((vehicles, ROUTE_COLUMNS), dtype=np.int64),
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
        state.total[t.node[part, N_URGENCY]] += t.node[part, N_CYLINDERS]
        state.total[6] += t.node[part, N_PRIZE]
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
    s.total[t.node[part, N_URGENCY]] -= t.node[part, N_CYLINDERS]
    s.total[6] -= t.node[part, N_PRIZE]


@woven
def give_up(t: Tables, s: State, part: int) -> None:
    """Note that a part is served by no truck any more."""
    last = s.absent[t.n]
    s.absent[last] = part
    s.absent_index[part] = last
    s.absent[t.n] = last + 1
    s.truck[part] = -1
    s.total[t.node[part, N_URGENCY]] += t.node[part, N_CYLINDERS]
    s.total[6] += t.node[part, N_PRIZE]


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
        copy_row(to.at[v, i], source.at[v, i], POSITION_COLUMNS)
    copy_row(to.route[v], source.route[v], ROUTE_COLUMNS)
    for i in range(min(source.loadings.shape[1], source.route[v, R_TRIPS])):
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
