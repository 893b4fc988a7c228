"""Recreate: each absent part goes where it costs least, now and then blinking at a place."""

import numpy as np

from routing.engines.ruin_recreate.compiled import compiled
from routing.engines.ruin_recreate.state import LATE_WEIGHT, State, weigh
from routing.engines.ruin_recreate.tables import Ints, Tables
from routing.engines.ruin_recreate.walk import cost_vnd, walk

_BLINK = 0.01
_NOWHERE = 1e300

Best = tuple[float, int, int, int]
"""Rise of energy in VND, truck, position, and the depot of a new trip (-1: none)."""


@compiled
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


@compiled
def recreate(
    t: Tables, s: State, absent: Ints, count: int, changed: Ints, work: Ints, out: Ints, spare: Ints
) -> None:
    """Insert what fits of the first `count` parts in `absent`; `changed` (v,) marks routes."""
    for turn in by_turn(t, absent, count):
        part = absent[turn]
        best, truck, position, depot = _best_place(t, s, part, work, out, spare)
        if best < _NOWHERE:
            _insert(t, s, truck, position, depot, part)
            changed[truck] = 1
            weigh(t, s, truck, out, spare)


@compiled
def _covers(t: Tables, s: State, depot: int, part: int) -> bool:
    return bool((t.by_type[part] <= s.left[depot]).all())


@compiled
def _best_place(t: Tables, s: State, part: int, work: Ints, out: Ints, spare: Ints) -> Best:
    """Return the least rise of energy, and truck, position and new loading's depot (or -1)."""
    best = (_NOWHERE, -1, -1, -1)
    for v in range(len(s.size)):
        if t.able[v, part]:
            best = _in_a_trip(t, s, v, part, best, work, out, spare)
            best = _in_a_new_trip(t, s, v, part, best, work, out, spare)
    return best


@compiled
def _in_a_trip(
    t: Tables, s: State, v: int, part: int, best: Best, work: Ints, out: Ints, spare: Ints
) -> Best:
    """Return the better of `best` and the best place for a part on the trips that a truck has."""
    size = s.size[v]
    base = _worth(s.cost[v], s.late[v])
    grams, slots, covered = 0, 0, False
    for p in range(1, size + 1):
        before = s.seq[v, p - 1]
        if before >= t.n:
            covered = _covers(t, s, before - t.n, part)
            grams, slots = _room(t, s, v, p - 1)
        fits = covered and t.out_g[part] <= grams and t.out_slots[part] <= slots
        if not fits or np.random.random() < _BLINK:
            continue
        for i in range(p):
            work[i] = s.seq[v, i]
        work[p] = part
        for i in range(p, size):
            work[i + 1] = s.seq[v, i]
        if walk(t, v, work, size + 1, out, spare):
            rise = _worth(cost_vnd(t, v, out), out[:3]) - base
            if rise < best[0]:
                best = (rise, v, p, -1)
    return best


@compiled
def _in_a_new_trip(
    t: Tables, s: State, v: int, part: int, best: Best, work: Ints, out: Ints, spare: Ints
) -> Best:
    """Return the better of `best` and the best new trip for a part at the end of a truck's day."""
    size = s.size[v]
    base = _worth(s.cost[v], s.late[v])
    for i in range(size):
        work[i] = s.seq[v, i]
    for depot in range(len(t.depot_place)):
        if not t.loads_at[v, depot] or not _covers(t, s, depot, part):
            continue
        work[size] = t.n + depot
        work[size + 1] = part
        if walk(t, v, work, size + 2, out, spare):
            rise = _worth(cost_vnd(t, v, out), out[:3]) - base
            if rise < best[0]:
                best = (rise, v, size, depot)
    return best


@compiled
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


@compiled
def _worth(cost: int, late: Ints) -> float:
    value = float(cost)
    for u in range(3):
        value += LATE_WEIGHT[u] * late[u]
    return value


@compiled
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
