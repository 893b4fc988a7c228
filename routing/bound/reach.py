"""What the beginning of a day costs at the least, on a coarse scale, up to any part or loading.

A dense dynamic program over steps, places and levels of load that forbids no repetition but going
back and forth between two parts (Christofides, Mingozzi & Toth, 1981).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import Ints
from routing.bound.compiled import compiled, inner
from routing.bound.days import Day, Floats
from routing.bound.pricing import is_open
from routing.bound.scale import Scale


class Reach(NamedTuple):
    """Least reduced costs of a day's beginning, up to beginning a part or a loading by the end of a step.

    Of each cell the least cost, the part before that has it (-1: none), and the least with another
    part before. The part that is begun is not yet paid for; with it, at most the last axis's levels of
    load have been used since loading.
    """

    first: Floats  # (steps, n, levels + 1)
    before: NDArray[np.int16]
    second: Floats
    dock_first: Floats  # (steps, m)
    dock_before: NDArray[np.int16]
    dock_second: Floats


def reach_of(parts: int, depots: int, steps: int, levels: int) -> Reach:
    """Return an empty table."""
    cells, docks = (steps, parts, levels + 1), (steps, depots)
    return Reach(
        np.full(cells, np.inf),
        np.full(cells, -1, dtype=np.int16),
        np.full(cells, np.inf),
        np.full(docks, np.inf),
        np.full(docks, -1, dtype=np.int16),
        np.full(docks, np.inf),
    )


@inner
def offer(first: Floats, before: Ints, second: Floats, q: int, cost: float, part: int) -> None:
    """Take a cost with a part before into a cell."""
    if cost < first[q]:
        if part != before[q]:
            second[q] = first[q]
        first[q], before[q] = cost, part
    elif cost < second[q] and part != before[q]:
        second[q] = cost


@inner
def reach_docks(day: Day, scale: Scale, worth: Floats, r: Reach, t: int) -> None:
    """Find what may precede the loadings that begin in step `t`."""
    first_s = day.start_s + t * scale.step_s
    last_s = first_s + scale.step_s - 1
    first, before, second = r.dock_first[t], r.dock_before[t], r.dock_second[t]
    top = r.first.shape[2] - 1
    for d in range(first.shape[0]):
        first[d], before[d], second[d] = np.inf, -1, np.inf
        if t:
            first[d], before[d] = r.dock_first[t - 1, d], r.dock_before[t - 1, d]
            second[d] = r.dock_second[t - 1, d]
        if not is_open(day.depot_opens, day.depot_closes, d, first_s, last_s):
            continue
        if day.start_s + day.lead_s[d] <= last_s:
            offer(first, before, second, d, day.lead_vnd[d] + day.fixed_vnd, -1)
        for j in range(worth.shape[0]):
            u = t - scale.back[j, d]
            if day.able[j] and u >= scale.first[j]:
                q = top - scale.need[j]
                offer(first, before, second, d, r.first[u, j, q] + day.back_vnd[j, d] - worth[j], j)


@inner
def reach_part(day: Day, scale: Scale, worth: Floats, r: Reach, i: int, t: int) -> None:
    """Find what may precede part `i` begun in step `t`."""
    first, before, second = r.first[t, i], r.before[t, i], r.second[t, i]
    for d in range(day.lead_s.shape[0]):
        u = t - scale.out[d, i]
        if u >= 0:
            last = r.dock_before[u, d]
            cost = r.dock_second[u, d] if last == i else r.dock_first[u, d]
            offer(first, before, second, 0, cost + day.out_vnd[d, i], -1 if last == i else last)
    for j in range(worth.shape[0]):
        u = t - scale.move[j, i]
        if j == i or not day.able[j] or u < scale.first[j]:
            continue
        step, need = day.between_vnd[j, i] - worth[j], scale.need[j]
        from_first, from_before, from_second = r.first[u, j], r.before[u, j], r.second[u, j]
        for q in range(need, first.shape[0] - scale.need[i]):
            p = q - need
            cost = (from_second[p] if from_before[p] == i else from_first[p]) + step
            if cost < second[q]:
                offer(first, before, second, q, cost, j)
    for q in range(1, first.shape[0]):
        offer(first, before, second, q, first[q - 1], before[q - 1])
        second[q] = min(second[q], second[q - 1])


@compiled
def fill(day: Day, scale: Scale, worth: Floats, r: Reach) -> None:
    """Fill the table for what serving each part is worth, step by step."""
    for t in range(scale.steps):
        first_s = day.start_s + t * scale.step_s
        last_s = first_s + scale.step_s - 1
        reach_docks(day, scale, worth, r, t)
        for i in range(worth.shape[0]):
            if t:
                r.first[t, i], r.before[t, i], r.second[t, i] = (
                    r.first[t - 1, i],
                    r.before[t - 1, i],
                    r.second[t - 1, i],
                )
            else:
                r.first[t, i], r.before[t, i], r.second[t, i] = np.inf, -1, np.inf
            if day.able[i] and t >= scale.first[i] and is_open(day.opens, day.closes, i, first_s, last_s):
                reach_part(day, scale, worth, r, i, t)
