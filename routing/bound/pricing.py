"""Pricing: the cheapest day of one kind of truck, each part served worth its dual price.

A dynamic program over where the truck is, the step in which it begins there, and the levels that its trip has
delivered so far. Each cell keeps a few labels: the reduced cost so far and the parts remembered as served.
Where there is no more room, two labels become one, with the lower cost and only the parts that both
remember. So the least cost stays a lower bound at any width (relaxed decision diagrams, Bergman and
others, 2016).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import Ints
from routing.bound.compiled import compiled, inner
from routing.bound.days import Day, Floats
from routing.bound.memory import Memory, Words
from routing.bound.scale import Scale

NOWHERE = -1
"""The source of a label that begins the day."""


class Table(NamedTuple):
    """Labels of days that begin a part by the end of a step and have used so many levels before it.

    Sources are numbers. For label k of loading d in step t it is `-2 - ((d * steps + t) * width + k)`.
    For label k of part i it is `((i * steps + t) * (levels + 1) + q) * width + k`.
    """

    cost: Floats  # (n, steps, levels + 1, width), cheapest first
    seen: Words
    source: Ints
    size: NDArray[np.int8]  # (n, steps, levels + 1)
    dock_cost: Floats  # (m, steps, width) the same of loadings
    dock_seen: Words
    dock_source: Ints
    dock_size: NDArray[np.int8]


def table_of(parts: int, depots: int, steps: int, levels: int, width: int) -> Table:
    """Return room for a table."""
    cells, docks = (parts, steps, levels + 1), (depots, steps)
    return Table(
        cost=np.empty((*cells, width)),
        seen=np.empty((*cells, width), dtype=np.uint64),
        source=np.empty((*cells, width), dtype=np.int64),
        size=np.zeros(cells, dtype=np.int8),
        dock_cost=np.empty((*docks, width)),
        dock_seen=np.empty((*docks, width), dtype=np.uint64),
        dock_source=np.empty((*docks, width), dtype=np.int64),
        dock_size=np.zeros(docks, dtype=np.int8),
    )


@inner
def is_open(opens: Ints, closes: Ints, row: int, first_s: int, last_s: int) -> bool:
    """Say whether some second of a step lies in a window."""
    for w in range(opens.shape[1]):
        if opens[row, w] <= last_s and closes[row, w] >= first_s:
            return True
    return False


@inner
def make_room(costs: Floats, seen: Words, sources: Ints, place: int, size: int) -> None:
    """Move the labels from `place` on by one, onto that at `size`."""
    for k in range(size, place, -1):
        costs[k], seen[k], sources[k] = costs[k - 1], seen[k - 1], sources[k - 1]


@inner
def offer(
    costs: Floats, seen: Words, sources: Ints, size: int, cost: float, word: np.uint64, source: int
) -> int:
    """Offer a label to a cell; return how many the cell then has."""
    width, place = costs.shape[0], size
    for k in range(size):
        if costs[k] > cost:
            place = k
            break
        if seen[k] & ~word == 0:
            return size
    kept = place
    for k in range(place, size):
        if word & ~seen[k] != 0:
            if kept != k:
                costs[kept], seen[kept], sources[kept] = costs[k], seen[k], sources[k]
            kept += 1
    if kept == width:
        # The two dearest become one: it costs what the less dear does, and remembers what both do.
        if place == width:
            seen[width - 1] &= word
            return int(width)
        dropped = seen[width - 1]
        make_room(costs, seen, sources, place, width - 1)
        costs[place], seen[place], sources[place] = cost, word, source
        seen[width - 1] &= dropped
        return int(width)
    make_room(costs, seen, sources, place, kept)
    costs[place], seen[place], sources[place] = cost, word, source
    return kept + 1


@inner
def fill_dock(day: Day, scale: Scale, memory: Memory, worth: Floats, b: Table, d: int, t: int) -> None:
    """Find what may precede a loading at `d` in step `t`."""
    costs, seen, sources = b.dock_cost[d, t], b.dock_seen[d, t], b.dock_source[d, t]
    size, width, levels, steps = 0, costs.shape[0], scale.levels, scale.steps
    if t:
        size = b.dock_size[d, t - 1]
        for k in range(size):
            costs[k], seen[k] = b.dock_cost[d, t - 1, k], b.dock_seen[d, t - 1, k]
            sources[k] = b.dock_source[d, t - 1, k]
    first_s = day.start_s + t * scale.step_s
    last_s = first_s + scale.step_s - 1
    if is_open(day.depot_opens, day.depot_closes, d, first_s, last_s):
        if day.start_s + day.lead_s[d] <= last_s:
            cost = day.lead_vnd[d] + day.fixed_vnd
            size = offer(costs, seen, sources, size, cost, np.uint64(0), NOWHERE)
        for j in range(worth.shape[0]):
            before = t - scale.back[j, d]
            if not day.able[j] or before < scale.first[j]:
                continue
            step, own = day.back_vnd[j, d] - worth[j], memory.own[j]
            for q in range(levels + 1 - scale.need[j]):
                for k in range(b.size[j, before, q]):
                    cost = b.cost[j, before, q, k] + step
                    word = (b.seen[j, before, q, k] | own) & memory.keep_back[j, d]
                    at = ((j * steps + before) * (levels + 1) + q) * width + k
                    size = offer(costs, seen, sources, size, cost, word, at)
    b.dock_size[d, t] = size


@inner
def from_docks(day: Day, scale: Scale, memory: Memory, b: Table, i: int, t: int) -> None:
    """Offer part `i` in step `t` what has just been loaded for it."""
    width = b.cost.shape[3]
    for d in range(day.lead_s.shape[0]):
        before = t - scale.out[d, i]
        if before < 0:
            continue
        for k in range(b.dock_size[d, before]):
            if b.dock_seen[d, before, k] & memory.bars_out[d, i]:
                continue
            cost = b.dock_cost[d, before, k] + day.out_vnd[d, i]
            word = b.dock_seen[d, before, k] & memory.keep_out[d, i]
            at = -2 - ((d * scale.steps + before) * width + k)
            b.size[i, t, 0] = offer(
                b.cost[i, t, 0], b.seen[i, t, 0], b.source[i, t, 0], b.size[i, t, 0], cost, word, at
            )


@inner
def from_parts(day: Day, scale: Scale, memory: Memory, worth: Floats, b: Table, i: int, t: int) -> None:
    """Offer part `i` in step `t` every other part as the one before."""
    width, levels = b.cost.shape[3], scale.levels
    most = levels + 1 - scale.need[i]
    for j in range(worth.shape[0]):
        before, need = t - scale.move[j, i], scale.need[j]
        if j == i or not day.able[j] or before < scale.first[j]:
            continue
        step, own, bar, keep = (
            day.between_vnd[j, i] - worth[j],
            memory.own[j],
            memory.bars[j, i],
            memory.keep[j, i],
        )
        for q in range(need, most):
            size = b.size[i, t, q]
            for k in range(b.size[j, before, q - need]):
                word = b.seen[j, before, q - need, k]
                if word & bar:
                    continue
                cost = b.cost[j, before, q - need, k] + step
                word = (word | own) & keep
                at = ((j * scale.steps + before) * (levels + 1) + q - need) * width + k
                size = offer(b.cost[i, t, q], b.seen[i, t, q], b.source[i, t, q], size, cost, word, at)
            b.size[i, t, q] = size


@inner
def carry(b: Table, i: int, t: int) -> None:
    """Begin with what could already begin a step earlier."""
    for q in range(b.size.shape[2]):
        size = b.size[i, t - 1, q] if t else 0
        b.size[i, t, q] = size
        for k in range(size):
            b.cost[i, t, q, k] = b.cost[i, t - 1, q, k]
            b.seen[i, t, q, k] = b.seen[i, t - 1, q, k]
            b.source[i, t, q, k] = b.source[i, t - 1, q, k]


@inner
def is_useless(b: Table, i: int, t: int, q: int, k: int) -> bool:
    """Say whether a label with few levels less used does all that this one may do."""
    for p in range(max(0, q - 3), q):
        for x in range(b.size[i, t, p]):
            if b.cost[i, t, p, x] > b.cost[i, t, q, k]:
                break
            if b.seen[i, t, p, x] & ~b.seen[i, t, q, k] == 0:
                return True
    return False


@inner
def spill(b: Table, i: int, t: int) -> None:
    """Drop labels that another with fewer levels used makes useless."""
    for q in range(1, b.size.shape[2]):
        kept = 0
        for k in range(b.size[i, t, q]):
            if not is_useless(b, i, t, q, k):
                b.cost[i, t, q, kept] = b.cost[i, t, q, k]
                b.seen[i, t, q, kept] = b.seen[i, t, q, k]
                b.source[i, t, q, kept] = b.source[i, t, q, k]
                kept += 1
        b.size[i, t, q] = kept


@compiled
def price(day: Day, scale: Scale, memory: Memory, worth: Floats, b: Table, costs: Floats, at: Ints) -> float:
    """Return a lower bound of every day's reduced cost, inf where there is no day.

    Parameters
    ----------
    worth : (n,) array
        The dual price of each part, less what loading its cylinders costs at the least.
    costs, at : (n,) arrays
        Get the least cost by the day's last part, and the label that has it.
    """
    for t in range(scale.steps):
        first_s = day.start_s + t * scale.step_s
        last_s = first_s + scale.step_s - 1
        for d in range(day.lead_s.shape[0]):
            fill_dock(day, scale, memory, worth, b, d, t)
        for i in range(worth.shape[0]):
            carry(b, i, t)
            if day.able[i] and t >= scale.first[i] and is_open(day.opens, day.closes, i, first_s, last_s):
                from_docks(day, scale, memory, b, i, t)
                from_parts(day, scale, memory, worth, b, i, t)
                spill(b, i, t)
    return ended(day, scale, worth, b, costs, at)


@inner
def ended(day: Day, scale: Scale, worth: Floats, b: Table, costs: Floats, at: Ints) -> float:
    """End the day after each part at the least cost."""
    best, width, levels = np.inf, b.cost.shape[3], scale.levels
    for i in range(worth.shape[0]):
        costs[i], at[i] = np.inf, NOWHERE
        if not day.able[i]:
            continue
        for e in range(day.ends.shape[0]):
            begin_s = day.ends[e] - day.home_s[i] - day.unload_s[i] - day.start_s
            t = begin_s // scale.step_s
            if begin_s < 0 or t < scale.first[i]:
                continue
            for q in range(levels + 1 - scale.need[i]):
                if b.size[i, t, q]:
                    cost = b.cost[i, t, q, 0] + day.home_vnd[i] + day.ends_vnd[e] - worth[i]
                    if cost < costs[i]:
                        costs[i], at[i] = cost, ((i * scale.steps + t) * (levels + 1) + q) * width
        best = min(best, costs[i])
    return best


@compiled
def trace(scale: Scale, b: Table, label: int, out: Ints) -> int:
    """Write the day of a label backwards into `out`, parts and -1 - depot for loadings; return its size."""
    size, width = 0, b.cost.shape[3]
    cells = scale.steps * (scale.levels + 1) * width
    while label != NOWHERE and size < out.shape[0]:
        if label >= 0:
            out[size] = label // cells
            label = b.source.ravel()[label]
        else:
            out[size] = -1 - (-2 - label) // (scale.steps * width)
            label = b.dock_source.ravel()[-2 - label]
        size += 1
    return size
