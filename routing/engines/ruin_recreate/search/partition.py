"""Partition of the routes: two searches on one plan, each with a subset that changes all the time.

A removal touches a few routes near one another, so two searches on disjoint sets of routes do what
one would do in twice the time.
"""

import numpy as np

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import compiled, woven
from routing.engines.ruin_recreate.data.state import State, copy_route, copy_row, fill_row
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.moves.recreate import use_stock
from routing.engines.ruin_recreate.route.bays import enter_loadings
from routing.engines.ruin_recreate.route.update import note_positions, update_route

_FAR_TRIES = 8


def partition(t: Tables, s: State, random: np.random.Generator) -> tuple[Ints, int]:
    """Give each truck a subset, 0 or 1, shape (v,); and say how many routes the smaller one has.

    Routes are ordered by how much nearer they are to one of two parts that are far from each other.
    """
    a = int(random.integers(t.n))
    others = random.integers(t.n, size=_FAR_TRIES)
    b = int(others[np.argmax(t.metres[0, a, others])])
    lean = (t.metres[0, a, : t.n] - t.metres[0, b, : t.n]).astype(np.float64)
    used = np.flatnonzero(s.size)
    mean = np.array([lean[nodes[nodes < t.n]].mean() for nodes in (s.seq[v, : s.size[v]] for v in used)])
    order = used[np.argsort(mean, kind="stable")]
    behind = np.cumsum(s.size[order]) * 2 > s.size.sum() + s.size[order]
    subset = np.zeros(len(s.size), dtype=np.int64)
    subset[order] = behind
    turn: dict[int, int] = {}
    for v in np.flatnonzero(s.size == 0):
        kind = int(t.vehicle[v, c.V_KIND])
        turn[kind] = 1 - turn.get(kind, 1)
        subset[v] = turn[kind]
    return subset, int(min(behind.sum(), len(order) - behind.sum()))


@compiled
def restrict(t: Tables, s: State, subset: Ints, which: int, seeds: Ints) -> int:
    """Leave a search only its subset of a state: its trucks, half of what is scarce, its absent parts.

    Returns
    -------
    int
        How many parts are its own; they fill `seeds` (n,).
    """
    count = 0
    for v in range(len(s.size)):
        s.mine[v] = subset[v] == which
    for part in range(t.n):
        if s.truck[part] >= 0 and s.mine[s.truck[part]]:
            seeds[count] = part
            count += 1
    absent = 0
    for i in range(s.absent[t.n]):
        part = s.absent[i]
        near = _subset_of(t, s, part, subset)
        if near == which:
            s.absent[absent] = part
            s.absent_index[part] = absent
            absent += 1
            seeds[count] = part
            count += 1
        else:
            s.absent_index[part] = -1
    s.absent[t.n] = absent
    for d in range(s.left.shape[0]):
        for k in range(s.left.shape[1]):
            if s.left[d, k] < FAR // 2:
                s.left[d, k] = (s.left[d, k] + which) // 2
    return count


@woven
def _subset_of(t: Tables, s: State, part: int, subset: Ints) -> int:
    """Return the subset of the nearest served part whose truck could serve this one, too."""
    for other in t.near[part]:
        v = s.truck[other]
        if v >= 0 and t.able[v, part]:
            return int(subset[v])
    return part % 2


@compiled
def merge(t: Tables, to: State, one: State, other: State, anew: int, spare_at: Ints, spare: Ints) -> bool:
    """Merge the states of two subsets, each truck's route from the search whose it is.

    Where they may have taken the same bay every route is evaluated `anew`; say whether all keep the rules.
    """
    for v in range(len(to.size)):
        copy_route(to, one if one.mine[v] else other, v)
    _rebuild_from_routes(t, to)
    good = True
    for v in range(len(to.size)):
        if anew and to.size[v]:
            good &= update_route(t, to, v, spare_at, spare)
    return good


@woven
def _rebuild_from_routes(t: Tables, s: State) -> None:
    """Work out from the routes what is kept by part, the stock left and the totals."""
    fill_row(s.truck, -1)
    fill_row(s.total, 0)
    fill_row(s.calendar_size, 0)
    for d in range(len(s.left)):
        copy_row(s.left[d], t.stock[d], s.left.shape[1])
    for v in range(len(s.size)):
        use_stock(t, s, v, -1)
        enter_loadings(t, s, v)
        s.total[6] += s.route[v, c.R_COST]
        for u in range(3):
            s.total[3 + u] += s.route[v, c.R_LATE + u]
        for i in range(s.size[v]):
            node = s.seq[v, i]
            if node < t.n:
                s.truck[node], s.absent_index[node] = v, -1
        note_positions(t, s, v, s.size[v])
    count = 0
    for part in range(t.n):
        if s.truck[part] < 0:
            s.absent[count], s.absent_index[part] = part, count
            count += 1
            s.total[t.node[part, c.N_URGENCY]] += t.node[part, c.N_CYLINDERS]
            s.total[6] += t.node[part, c.N_PRIZE]
    s.absent[t.n] = count
