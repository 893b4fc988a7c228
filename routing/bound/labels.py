"""Ends of days as labels, grown backwards part by part with exact seconds, grams and slots.

A label is the end of a day from some part or loading on: what it costs less what its parts are worth,
and the latest second at which it may begin. Backwards, what a trip has to load is known when its
loading is reached. A label that cannot be completed for less than a threshold is left out
(completion bounds as in Lozano & Medaglia, 2013), and so is one that another dominates.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.bound.compiled import compiled, inner
from routing.bound.days import Day, Floats, Ints
from routing.bound.reach import Reach
from routing.bound.scale import Scale

Words = NDArray[np.uint64]
NONE: Final = -1
_NEVER: Final = -(1 << 41)


class Labels(NamedTuple):
    """Room for labels; places are the parts, then the depots to load at."""

    cost: Floats
    total: Floats  # at least what any day that ends so costs
    late_s: Ints
    place: Ints
    grams: Ints  # of the trip's fulls, so far
    slots: Ints
    fulls: Ints
    after: Ints  # the label that this one precedes
    seen: Words  # (labels, words) parts that may not precede it
    link: Ints  # the next label of the same step, or of the same place once it is kept
    steps: Ints  # (steps,) the first label of each step
    kept: Ints  # (places,) the first kept label of each place, the least cost first
    width: Ints  # (places,) labels kept of the step in hand
    row: Ints  # labels of the step in hand
    count: Ints  # (1,) labels made


def labels_of(most: int, places: int, words: int, steps: int) -> Labels:
    """Return room for at most so many labels."""
    return Labels(
        np.empty(most),
        np.empty(most),
        *(np.empty(most, dtype=np.int64) for _ in range(6)),
        np.empty((most, words), dtype=np.uint64),
        np.empty(most, dtype=np.int64),
        np.empty(steps, dtype=np.int64),
        np.empty(places, dtype=np.int64),
        np.empty(places, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
    )


@inner
def latest_s(opens: Ints, closes: Ints, i: int, by_s: int) -> int:
    """Return the latest second up to `by_s` at which row `i` is open."""
    found = _NEVER
    for w in range(opens.shape[1]):
        if opens[i, w] <= by_s:
            found = max(found, min(by_s, closes[i, w]))
    return found


@inner
def has(seen: Words, label: int, part: int) -> bool:
    """Say whether a label remembers a part."""
    return seen[label, part >> 6] >> np.uint64(part & 63) & np.uint64(1) != 0


@inner
def completed(scale: Scale, r: Reach, x: Labels, a: int, place: int, parts: int) -> float:
    """Return what a label's day costs at the least."""
    t = min((x.late_s[a] - scale.start_s) // scale.step_s, scale.steps - 1)
    if place >= parts:
        d = place - parts
        before = r.dock_before[t, d]
        barred = before >= 0 and has(x.seen, a, before)
        return x.cost[a] + (r.dock_second[t, d] if barred else r.dock_first[t, d])
    used = x.grams[a] * scale.weights[0] + x.slots[a] * scale.weights[1]
    q = max(0, int(np.floor(scale.levels - used + 1e-6)))
    before = r.before[t, place, q]
    barred = before >= 0 and has(x.seen, a, before)
    return x.cost[a] + (r.second[t, place, q] if barred else r.first[t, place, q])


@inner
def keep_new(scale: Scale, r: Reach, x: Labels, parts: int, below: float, least: float) -> float:
    """Keep the label just written if its day may cost less than `below`; return the least left out.

    Only days under the threshold matter, so what is left out for being above it is not told.
    """
    a = x.count[0]
    place = x.place[a]
    total = completed(scale, r, x, a, place, parts)
    if total >= below:
        return least
    if a + 1 >= x.cost.shape[0]:
        return min(least, total)
    t = min((x.late_s[a] - scale.start_s) // scale.step_s, scale.steps - 1)
    x.total[a], x.link[a], x.steps[t], x.count[0] = total, x.steps[t], a, a + 1
    return least


@inner
def begin(day: Day, scale: Scale, r: Reach, worth: Floats, x: Labels, below: float) -> float:
    """Make the labels of a day's last part."""
    least = np.inf
    for i in range(worth.shape[0]):
        if not day.able[i]:
            continue
        for e in range(day.ends.shape[0]):
            at_s = latest_s(day.opens, day.closes, i, day.ends[e] - day.home_s[i] - day.unload_s[i])
            if at_s < day.earliest_s[i]:
                continue
            a = x.count[0]
            x.cost[a], x.late_s[a] = day.home_vnd[i] + day.ends_vnd[e] - worth[i], at_s
            x.place[a], x.after[a] = i, NONE
            x.grams[a], x.slots[a], x.fulls[a] = day.loads[i, 0], day.loads[i, 2], day.loads[i, 4]
            x.seen[a] = np.uint64(0)
            x.seen[a, i >> 6] = np.uint64(1) << np.uint64(i & 63)
            least = keep_new(scale, r, x, worth.shape[0], below, least)
    return least


@inner
def precede(  # noqa: PLR0913 - what a label is
    day: Day, scale: Scale, r: Reach, worth: Floats, near: Words, x: Labels, below: float, least: float, b: int
) -> float:
    """Make the labels of parts that precede label `b`, in its trip or as the last of the one before."""
    parts, place = worth.shape[0], x.place[b]
    docked = place >= parts
    for j in range(parts):
        if not day.able[j] or has(x.seen, b, j):
            continue
        a = x.count[0]
        grams, slots = day.loads[j, 0], day.loads[j, 2]
        if docked:
            way_s, vnd = day.back_s[j, place - parts], day.back_vnd[j, place - parts]
            x.fulls[a] = day.loads[j, 4]
        else:
            way_s, vnd = day.between_s[j, place], day.between_vnd[j, place]
            grams, slots = grams + x.grams[b], slots + x.slots[b]
            x.fulls[a] = day.loads[j, 4] + x.fulls[b]
            if grams > day.limits[0] or slots > day.limits[1]:
                continue
        at_s = latest_s(day.opens, day.closes, j, x.late_s[b] - way_s - day.unload_s[j])
        if at_s < day.earliest_s[j]:
            continue
        x.cost[a], x.late_s[a], x.place[a], x.after[a] = x.cost[b] + vnd - worth[j], at_s, j, b
        x.grams[a], x.slots[a] = grams, slots
        for w in range(near.shape[1]):
            x.seen[a, w] = x.seen[b, w] & near[j, w]
        x.seen[a, j >> 6] |= np.uint64(1) << np.uint64(j & 63)
        least = keep_new(scale, r, x, parts, below, least)
    return least


@inner
def load(
    day: Day, scale: Scale, r: Reach, worth: Floats, x: Labels, below: float, least: float, b: int
) -> float:
    """Make the labels of the loading of the trip that begins with label `b`."""
    parts, i = worth.shape[0], x.place[b]
    base_s = day.load_s_per_cylinder.min()
    for d in range(day.lead_s.shape[0]):
        a, each_s = x.count[0], day.load_s_per_cylinder[d]
        by_s = x.late_s[b] - day.out_s[d, i] - day.load_fixed_s[d] - each_s * x.fulls[b]
        at_s = latest_s(day.depot_opens, day.depot_closes, d, by_s)
        if at_s < day.start_s + day.lead_s[d]:
            continue
        x.cost[a] = x.cost[b] + day.out_vnd[d, i] + (each_s - base_s) * x.fulls[b] * day.vnd_per_s
        x.late_s[a], x.place[a], x.after[a] = at_s, parts + d, b
        x.grams[a], x.slots[a], x.fulls[a] = 0, 0, 0
        x.seen[a] = x.seen[b]
        least = keep_new(scale, r, x, parts, below, least)
    return least


@inner
def is_dominated(x: Labels, b: int) -> bool:
    """Say whether a kept label of the same place costs no more and leaves no less open."""
    a = x.kept[x.place[b]]
    while a != NONE and x.cost[a] <= x.cost[b]:
        if x.late_s[a] >= x.late_s[b] and x.grams[a] <= x.grams[b] and x.slots[a] <= x.slots[b]:
            if x.fulls[a] <= x.fulls[b]:
                subset = True
                for w in range(x.seen.shape[1]):
                    subset = subset and x.seen[a, w] & ~x.seen[b, w] == 0
                if subset:
                    return True
        a = x.link[a]
    return False


@inner
def take(x: Labels, b: int) -> None:
    """Keep a label among those of its place, the least cost first."""
    place = x.place[b]
    a, before = x.kept[place], NONE
    while a != NONE and x.cost[a] <= x.cost[b]:
        a, before = x.link[a], a
    x.link[b] = a
    if before == NONE:
        x.kept[place] = b
    else:
        x.link[before] = b


@inner
def next_row(x: Labels, t: int) -> int:
    """Take the labels of a step out, and return how many there were."""
    size, a = 0, x.steps[t]
    while a != NONE:
        x.row[size] = a
        size, a = size + 1, x.link[a]
    x.steps[t] = NONE
    return size


@compiled
def price(  # noqa: PLR0913 - everything a day depends on
    day: Day,
    scale: Scale,
    r: Reach,
    worth: Floats,
    near: Words,
    x: Labels,
    below: float,
    width: int,
    costs: Floats,
    at: Ints,
) -> float:
    """Return a lower bound of every day's reduced cost, `below` at the most.

    Parameters
    ----------
    near : (n, words) array
        Which parts each part remembers: a label that reaches it forgets the others.
    width : int
        Labels of a place and a step that are followed; what the others' days cost at the least
        enters the bound.
    costs, at : (n,) arrays
        Get the least cost of the days found by their first part, and the label of its loading.
    """
    parts = worth.shape[0]
    x.steps[:], x.kept[:], x.count[0] = NONE, NONE, 0
    costs[:], at[:] = np.inf, NONE
    least, best = begin(day, scale, r, worth, x, below), below
    for t in range(scale.steps - 1, -1, -1):
        x.width[:] = 0
        size = next_row(x, t)
        while size:
            order = np.argsort(x.total[x.row[:size]])
            chosen = x.row[:size][order]
            for b in chosen:
                place = x.place[b]
                if x.width[place] >= width:
                    least = min(least, x.total[b])
                    continue
                if is_dominated(x, b):
                    continue
                x.width[place] += 1
                take(x, b)
                if place >= parts:
                    d = place - parts
                    whole = x.cost[b] + day.lead_vnd[d] + day.fixed_vnd
                    first = x.place[x.after[b]]
                    if whole < costs[first]:
                        costs[first], at[first] = whole, b
                    best = min(best, whole)
                else:
                    least = load(day, scale, r, worth, x, below, least, b)
                least = precede(day, scale, r, worth, near, x, below, least, b)
            size = next_row(x, t)
    return min(best, least)


@compiled
def trace(x: Labels, label: int, parts: int, out: Ints) -> int:
    """Write the day of a label into `out`, parts and -1 - depot for loadings; return its size."""
    size = 0
    while label != NONE and size < out.shape[0]:
        place = x.place[label]
        out[size] = place if place < parts else parts - 1 - place
        size, label = size + 1, x.after[label]
    return size
