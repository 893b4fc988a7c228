"""The search itself: ruin, recreate, accept as simulated annealing would, remember the best."""

import numpy as np

from routing.engines.padded import Ints
from routing.engines.ruin_recreate.compiled import compiled, inner
from routing.engines.ruin_recreate.recreate import desk_for, recreate
from routing.engines.ruin_recreate.ruin import ruin
from routing.engines.ruin_recreate.state import State, better, copied, copy_route, energy, weigh
from routing.engines.ruin_recreate.tables import Tables

_MOST_OLD_ABSENT = 12


@compiled
def seed_numbers(seed: int) -> None:
    """Seed the compiled code's own random numbers."""
    np.random.seed(seed)


@compiled
def anneal(t: Tables, s: State, best: State, iterations: int, hot: float, cold: float) -> None:
    """Search for a number of iterations while the temperature falls from `hot` to `cold` (VND)."""
    changed = np.zeros(len(s.size), dtype=np.int64)
    kept = copied(s)
    absent = np.empty(t.n, dtype=np.int64)
    desk = desk_for(t, s)
    temperature = hot
    cooling = (cold / hot) ** (1.0 / max(1, iterations))
    now = energy(s.total)
    for _ in range(iterations):
        changed[:] = 0
        count = _some_absent(t, s, absent)
        ruin(t, s, int(np.random.random() * t.n), changed)
        good = True
        for v in range(len(s.size)):
            good &= not changed[v] or weigh(t, s, v, desk.out, desk.spare)
        if good:
            count = _new_absent(t, s, kept.truck, absent, count)
            recreate(t, s, absent, count, changed, desk)
        then = energy(s.total)
        if good and then < now - temperature * np.log(np.random.random()):
            now = then
            _carry_over(kept, s, changed)
            if better(s.total, best.total):
                changed[:] = 1
                _carry_over(best, s, changed)
        else:
            _carry_over(s, kept, changed)
        temperature *= cooling


@inner
def _carry_over(to: State, source: State, changed: Ints) -> None:
    """Make a state like another that differs only in the routes marked."""
    for v in range(len(to.size)):
        if changed[v]:
            copy_route(to.seq[v], source.seq[v], source.size[v])
            copy_route(to.leaves[v], source.leaves[v], source.size[v])
            copy_route(to.limits[v], source.limits[v], source.size[v] + 1)
            copy_route(to.waits[v], source.waits[v], source.size[v] + 1)
            to.size[v], to.cost[v] = source.size[v], source.cost[v]
            to.late[v] = source.late[v]
    to.truck[:] = source.truck
    to.left[:] = source.left
    to.total[:] = source.total


@inner
def _some_absent(t: Tables, s: State, absent: Ints) -> int:
    """Choose a few of the parts that are unserved already, the more urgent first; return how many."""
    count = 0
    for urgency in range(3):
        first, seen = count, 0
        for part in range(t.n):
            if s.truck[part] >= 0 or t.urgency[part] != urgency:
                continue
            seen += 1
            if count < _MOST_OLD_ABSENT:
                absent[count] = part
                count += 1
            elif first < count:
                other = first + int(np.random.random() * seen)
                if other < count:
                    absent[other] = part
    return count


@inner
def _new_absent(t: Tables, s: State, before: Ints, absent: Ints, count: int) -> int:
    for part in range(t.n):
        if s.truck[part] < 0 and before[part] >= 0:
            absent[count] = part
            count += 1
    return count
