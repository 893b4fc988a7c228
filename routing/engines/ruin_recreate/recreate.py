"""Recreate: each absent part goes where it costs least, now and then blinking at a place."""

from typing import NamedTuple

import numpy as np

from routing.engines.padded import Ints
from routing.engines.ruin_recreate.compiled import inner
from routing.engines.ruin_recreate.state import LATE_WEIGHT, Floats, State, weigh
from routing.engines.ruin_recreate.tables import Bools, Tables
from routing.engines.ruin_recreate.walk import NEVER, OUT, cost_vnd, earliest, walk

_BLINK = 0.01
_NOWHERE = 1e300

Best = tuple[float, int, int, int]
"""Rise of energy in VND, truck, position, and the depot of a new trip (-1: none)."""


class Desk(NamedTuple):
    """Room to work in, so that nothing is allocated in the search."""

    places: Ints  # (places, 3): truck, position, depot of a new trip or -1
    detour: Floats  # (places,) least rise of energy
    work: Ints  # a route's nodes
    out: Ints  # (OUT,)
    spare: Ints  # (OUT,)
    leaves: Ints  # a route's nodes
    covers: Bools  # (m,) whether a depot's stock covers the part at hand


@inner
def desk_for(t: Tables, s: State) -> Desk:
    """Return a desk large enough for every place of the problem."""
    trucks, depots = len(s.size), len(t.depot_place)
    room = 2 * t.n + trucks * (depots + 2) + 8
    return Desk(
        np.empty((room, 3), dtype=np.int64),
        np.empty(room),
        np.empty(s.seq.shape[1] + 4, dtype=np.int64),
        np.zeros(OUT, dtype=np.int64),
        np.zeros(OUT, dtype=np.int64),
        np.empty(s.seq.shape[1] + 4, dtype=np.int64),
        np.empty(depots, dtype=np.bool_),
    )


@inner
def by_turn(t: Tables, absent: Ints, count: int) -> Ints:
    """Return the absent parts in the order of their turns: mostly by urgency, then in some order."""
    key = np.empty(count)
    kind = int(np.random.random() * 4)
    for i in range(count):
        part = absent[i]
        if kind == 0:
            key[i] = np.random.random()
        elif kind == 1:
            key[i] = -float(max(t.out_g[part], t.back_g[part]))
        else:
            far = t.seconds[0, t.depot_place[0], t.place[part]]
            key[i] = float(far) if kind == 2 else -float(far)
    if np.random.random() < 0.8:
        for i in range(count):
            key[i] += 1e12 * t.urgency[absent[i]]
    return np.argsort(key)


@inner
def recreate(t: Tables, s: State, absent: Ints, count: int, changed: Ints, desk: Desk) -> None:
    """Insert what fits of the first `count` parts in `absent`; `changed` (v,) marks routes."""
    for turn in by_turn(t, absent, count):
        part = absent[turn]
        rise, v, position, depot = _best_place(t, s, part, desk)
        if rise < _NOWHERE:
            _insert(t, s, v, position, depot, part)
            changed[v] = 1
            weigh(t, s, v, desk.out, desk.spare)


@inner
def _covers(t: Tables, s: State, depot: int, part: int) -> bool:
    for k in range(t.by_type.shape[1]):  # noqa: SIM110 - compiled, a loop allocates nothing
        if t.by_type[part, k] > s.left[depot, k]:
            return False
    return True


@inner
def _best_place(t: Tables, s: State, part: int, desk: Desk) -> Best:
    """Return the place with the least rise of energy.

    What an insertion costs at least is known at once, so places are walked from the cheapest
    on, until what is found already is cheaper than the next.
    """
    best = (_NOWHERE, -1, -1, -1)
    count = _list_places(t, s, part, desk)
    while True:
        k = -1
        for i in range(count):
            if desk.detour[i] < best[0] and (k < 0 or desk.detour[i] < desk.detour[k]):
                k = i
        if k < 0:
            return best
        desk.detour[k] = _NOWHERE
        if np.random.random() >= _BLINK:
            v, position, depot = desk.places[k]
            rise = _rise(t, s, v, position, depot, part, desk)
            if rise < best[0]:
                best = (rise, v, position, depot)


@inner
def _list_places(t: Tables, s: State, part: int, desk: Desk) -> int:
    """List every place with room for a part and the least that its detour costs; return how many."""
    count = 0
    for depot in range(len(desk.covers)):
        desk.covers[depot] = _covers(t, s, depot, part)
    for v in range(len(s.size)):
        if t.able[v, part] and (s.size[v] or not _idle_twin(t, s, v)):
            count = _list_gaps(t, s, v, part, desk, count)
            count = _list_new_trips(t, s, v, part, desk, count)
    return count


@inner
def _idle_twin(t: Tables, s: State, v: int) -> bool:
    """Say whether an earlier truck is idle, too, and the same in everything."""
    for w in range(v):  # noqa: SIM110 - compiled, a loop allocates nothing
        if s.size[w] == 0 and t.alike[w] == t.alike[v]:
            return True
    return False


@inner
def _list_gaps(t: Tables, s: State, v: int, part: int, desk: Desk, count: int) -> int:
    metres, seconds, at = t.metres[t.profile[v]], t.seconds[t.profile[v]], t.place[part]
    grams, slots, covered = 0, 0, False
    for p in range(1, s.size[v] + 1):
        node = s.seq[v, p - 1]
        if node >= t.n:
            covered = desk.covers[node - t.n]
            grams, slots = _room(t, s, v, p - 1)
        if not covered or t.out_g[part] > grams or t.out_slots[part] > slots:
            continue
        before, after = _place(t, node), _next_place(t, s, v, p)
        go_s, on_s = seconds[before, at], seconds[at, after]
        if go_s < 0 or on_s < 0:
            continue
        begin_s = earliest(t.opens, t.closes, part, s.leaves[v, p - 1] + go_s)
        if begin_s == NEVER or begin_s + t.unload_s[part] + on_s > s.limits[v, p]:
            continue
        more_s = go_s + on_s + t.unload_s[part] - seconds[before, after] - s.waits[v, p]
        more_m = metres[before, at] + metres[at, after] - metres[before, after]
        desk.detour[count] = _least(t, v, part, more_s, more_m, begin_s)
        desk.places[count] = (v, p, -1)
        count += 1
    return count


@inner
def _list_new_trips(t: Tables, s: State, v: int, part: int, desk: Desk, count: int) -> int:
    metres, seconds, at = t.metres[t.profile[v]], t.seconds[t.profile[v]], t.place[part]
    size = s.size[v]
    home = t.depot_place[t.end_depot[v]]
    last = _place(t, s.seq[v, size - 1]) if size else t.depot_place[t.start_depot[v]]
    leaves_s = s.leaves[v, size - 1] if size else t.shift_start_s[v]
    for depot in range(len(t.depot_place)):
        via = t.depot_place[depot]
        if not t.loads_at[v, depot] or not desk.covers[depot]:
            continue
        to_s, go_s, on_s = seconds[last, via], seconds[via, at], seconds[at, home]
        if to_s < 0 or go_s < 0 or on_s < 0:
            continue
        loads_s = earliest(t.depot_opens, t.depot_closes, depot, leaves_s + to_s)
        load_s = t.load_fixed_s[depot] + t.load_s_per_cylinder[depot] * t.fulls[part]
        begin_s = earliest(t.opens, t.closes, part, loads_s + load_s + go_s)
        ends_s = begin_s + t.unload_s[part] + on_s
        if NEVER in (loads_s, begin_s) or ends_s > s.limits[v, size]:
            continue
        more_s = to_s + load_s + go_s + t.unload_s[part] + on_s
        more_m = metres[last, via] + metres[via, at] + metres[at, home]
        if size:
            more_s -= seconds[last, home]
            more_m -= metres[last, home]
        fixed = 0 if size else t.fixed_vnd[v]
        desk.detour[count] = fixed + _least(t, v, part, more_s, more_m, begin_s)
        desk.places[count] = (v, size, depot)
        count += 1
    return count


@inner
def _least(t: Tables, v: int, part: int, more_s: int, more_m: int, begin_s: int) -> float:
    """Return what an insertion costs at least: its metres, its hours less later waiting, its lateness."""
    late_s = max(0, begin_s - t.due_s[part])
    cost = more_m * t.per_km_vnd[v] / 1000.0 + max(0, more_s) * t.per_hour_vnd[v] / 3600.0
    return float(cost + LATE_WEIGHT[t.urgency[part]] * late_s)


@inner
def _place(t: Tables, node: int) -> int:
    return int(t.depot_place[node - t.n] if node >= t.n else t.place[node])


@inner
def _next_place(t: Tables, s: State, v: int, p: int) -> int:
    return _place(t, s.seq[v, p]) if p < s.size[v] else int(t.depot_place[t.end_depot[v]])


@inner
def _rise(t: Tables, s: State, v: int, position: int, depot: int, part: int, desk: Desk) -> float:
    """Return by how much energy rises with a part put into a place; `_NOWHERE` if that cannot be."""
    size, work = s.size[v], desk.work
    for i in range(position):
        work[i] = s.seq[v, i]
    gap = 1 if depot < 0 else 2
    if depot >= 0:
        work[position] = t.n + depot
    work[position + gap - 1] = part
    for i in range(position, size):
        work[i + gap] = s.seq[v, i]
    if not walk(t, v, work, size + gap, desk.out, desk.spare, desk.leaves):
        return _NOWHERE
    return _worth(cost_vnd(t, v, desk.out), desk.out[:3]) - _worth(s.cost[v], s.late[v])


@inner
def _room(t: Tables, s: State, v: int, depot_at: int) -> tuple[int, int]:
    """Return the grams and slots still free when the trip at a position leaves its depot."""
    grams, slots = t.payload_g[v], t.slots[v]
    for i in range(depot_at + 1, s.size[v]):
        part = s.seq[v, i]
        if part >= t.n:
            break
        grams -= t.out_g[part]
        slots -= t.out_slots[part]
    return grams, slots


@inner
def _worth(cost: int, late: Ints) -> float:
    value = float(cost)
    for u in range(3):
        value += LATE_WEIGHT[u] * late[u]
    return value


@inner
def _insert(t: Tables, s: State, v: int, position: int, depot: int, part: int) -> None:
    seq = s.seq[v]
    gap = 1 if depot < 0 else 2
    for i in range(s.size[v] - 1, position - 1, -1):
        seq[i + gap] = seq[i]
    if depot < 0:
        seq[position] = part
        at = position
        while seq[at] < t.n:
            at -= 1
        s.left[seq[at] - t.n] -= t.by_type[part]
    else:
        seq[position] = t.n + depot
        seq[position + 1] = part
        s.left[depot] -= t.by_type[part]
    s.size[v] += gap
    s.truck[part] = v
    s.total[t.urgency[part]] -= t.cylinders[part]
