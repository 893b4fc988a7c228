"""Whole days on the coarse scale alone: quick to price, and far from what a truck can do."""

from typing import Final

import numpy as np

from routing.arrays import Ints
from routing.bound.compiled import compiled, inner
from routing.bound.days import Day, Floats
from routing.bound.reach import Reach
from routing.bound.scale import Scale

_NO_PART: Final = -2
_SAME_VND: Final = 1e-3


@compiled
def end(day: Day, scale: Scale, r: Reach, worth: Floats, costs: Floats, at: Ints) -> float:
    """Return the least reduced cost of a day; tell it and its last step by the last part, too."""
    best = np.inf
    for i in range(worth.shape[0]):
        costs[i], at[i] = np.inf, 0
        if not day.able[i]:
            continue
        q = scale.levels - scale.need[i]
        for e in range(day.ends.shape[0]):
            by_s = day.ends[e] - day.home_s[i] - day.unload_s[i] - day.start_s
            if by_s < 0:
                continue
            t = by_s // scale.step_s
            cost = r.first[t, i, q] + day.home_vnd[i] + day.ends_vnd[e] - worth[i]
            if cost < costs[i]:
                costs[i], at[i] = cost, t
        best = min(best, costs[i])
    return best


@inner
def of_part(r: Reach, t: int, i: int, q: int, barred: int) -> float:
    """Return the least cost up to a part that `barred` does not precede."""
    return float(r.second[t, i, q] if r.before[t, i, q] == barred else r.first[t, i, q])


@inner
def of_dock(r: Reach, t: int, d: int, barred: int) -> float:
    """Return the least cost up to a loading that `barred` does not precede."""
    return float(r.dock_second[t, d] if r.dock_before[t, d] == barred else r.dock_first[t, d])


@inner
def part_before(
    day: Day, scale: Scale, r: Reach, worth: Floats, t: int, i: int, q: int, cost: float
) -> tuple[int, int, int]:
    """Return the part (or -1 - depot), step and levels that precede a part at this cost."""
    for d in range(day.lead_s.shape[0]):
        u = t - scale.out[d, i]
        if u >= 0 and abs(of_dock(r, u, d, i) + day.out_vnd[d, i] - cost) < _SAME_VND:
            return -1 - d, u, 0
    for j in range(worth.shape[0]):
        u, p = t - scale.move[j, i], q - scale.need[j]
        if j != i and day.able[j] and u >= scale.first[j] and p >= 0:
            if abs(of_part(r, u, j, p, i) + day.between_vnd[j, i] - worth[j] - cost) < _SAME_VND:
                return j, u, p
    return _NO_PART - day.lead_s.shape[0], 0, 0


@inner
def dock_before(
    day: Day, scale: Scale, r: Reach, worth: Floats, t: int, d: int, cost: float
) -> tuple[int, int]:
    """Return the part and step that precede a loading at this cost; a part of -1 if the day begins so."""
    for j in range(worth.shape[0]):
        u = t - scale.back[j, d]
        if day.able[j] and u >= scale.first[j]:
            q = scale.levels - scale.need[j]
            if abs(r.first[u, j, q] + day.back_vnd[j, d] - worth[j] - cost) < _SAME_VND:
                return j, u
    return -1, 0


@compiled
def trace_back(day: Day, scale: Scale, r: Reach, worth: Floats, i: int, t: int, out: Ints) -> int:
    """Write the day that ends with part `i` in step `t` backwards into `out`; return its size, 0 if lost."""
    size, barred = 0, _NO_PART
    q = scale.levels - scale.need[i]
    while size + 1 < out.shape[0]:
        out[size], size = i, size + 1
        cost = of_part(r, t, i, q, barred)
        while q > 0 and of_part(r, t, i, q - 1, barred) == cost:
            q -= 1
        while t > 0 and of_part(r, t - 1, i, q, barred) == cost:
            t -= 1
        before, t, q = part_before(day, scale, r, worth, t, i, q, cost)
        if before >= 0:
            barred, i = i, before
            continue
        d = -1 - before
        if d >= day.lead_s.shape[0]:
            return 0
        out[size], size = before, size + 1
        cost = of_dock(r, t, d, i)
        while t > 0 and of_dock(r, t - 1, d, i) == cost:
            t -= 1
        i, t = dock_before(day, scale, r, worth, t, d, cost)
        if i < 0:
            return size
        barred, q = _NO_PART, scale.levels - scale.need[i]
    return 0
