"""Walking along one route: the timetable's rules once more, compiled, without building a plan.

This is the search's evaluator. It agrees with `routing.timetable` to the second and the dong
(tests hold it to that); loading bays alone, which couple routes, are left to the mending pass.
"""

from typing import Final

import numpy as np

from routing.engines.padded import FAR, Ints
from routing.engines.ruin_recreate.compiled import compiled, inner
from routing.engines.ruin_recreate.tables import Tables

NEVER: Final = -FAR
OUT: Final = 12
"""Figures of a walk, see `pass_along`."""


@inner
def earliest(opens: Ints, closes: Ints, row: int, at_s: int) -> int:
    """Return the first second from `at_s` on within a window, `NEVER` if there is none."""
    for w in range(opens.shape[1]):
        if closes[row, w] >= at_s:
            return int(max(at_s, opens[row, w]))
    return NEVER


@inner
def latest(opens: Ints, closes: Ints, row: int, at_s: int) -> int:
    """Return the last second up to `at_s` within a window, `NEVER` if there is none."""
    for w in range(opens.shape[1] - 1, -1, -1):
        if opens[row, w] <= at_s and closes[row, w] > NEVER:
            return int(min(at_s, closes[row, w]))
    return NEVER


@inner
def slack(opens: Ints, closes: Ints, row: int, begin_s: int) -> int:
    """Return how long the window in which `begin_s` lies stays open."""
    for w in range(opens.shape[1]):
        if opens[row, w] <= begin_s <= closes[row, w]:
            return int(closes[row, w] - begin_s)
    return 0


@inner
def drive(at_s: int, stretch_s: int, travel_s: int, limit_s: int, break_s: int) -> tuple[int, int]:
    """Return arrival and driving since the last break after a leg, breaks taken at the last moment."""
    left_s = travel_s
    while stretch_s + left_s > limit_s:
        at_s += limit_s - stretch_s + break_s
        left_s -= limit_s - stretch_s
        stretch_s = 0
    return at_s + left_s, stretch_s + left_s


@inner
def loaded(t: Tables, seq: Ints, size: int, k: int) -> tuple[int, int, int]:
    """Return fulls, grams and slots loaded at the depot at position `k`."""
    fulls, grams, slots = 0, 0, 0
    for i in range(k + 1, size):
        part = seq[i]
        if part >= t.n:
            break
        fulls += t.fulls[part]
        grams += t.out_g[part]
        slots += t.out_slots[part]
    return fulls, grams, slots


@inner
def pass_along(  # noqa: C901, PLR0912, PLR0915 - one walk
    t: Tables, v: int, seq: Ints, size: int, first_loading_s: int, out: Ints, leaves: Ints
) -> bool:
    """Walk once; say whether the route is feasible.

    Parameters
    ----------
    first_loading_s : int
        When the first loading begins; `NEVER` for as early as can be.
    out : int64 array, shape (12,)
        Filled with lateness by urgency (0-2), start (3), end (4), driving (5), metres (6), by how
        much the first loading may begin later (7) and all waiting after it (8), the first loading's
        beginning (9) and the wait for it after a drive (10) and whether anything paused (11).
    leaves : int64 array
        Filled with when the truck leaves each node.
    """
    table, lengths = t.seconds[t.profile[v]], t.metres[t.profile[v]]
    limit_s, break_s = t.max_stretch_s[v], t.break_s[v]
    at_s, here = t.shift_start_s[v], t.depot_place[t.start_depot[v]]
    stretch_s, driven_s, length_m, grams, slots, trips = 0, 0, 0, 0, 0, 0
    out[:] = 0
    for k in range(size):
        node = seq[k]
        is_depot = node >= t.n
        there = t.depot_place[node - t.n] if is_depot else t.place[node]
        at_home = k == 0 and node - t.n == t.start_depot[v]
        depart_s = at_s
        if not at_home:
            travel_s = table[here, there]
            if travel_s < 0:
                return False
            arrive_s, stretch_s = drive(at_s, stretch_s, travel_s, limit_s, break_s)
            out[11] |= arrive_s != at_s + travel_s
            at_s = arrive_s
            driven_s += travel_s
            length_m += lengths[here, there]
            here = there
        if is_depot:
            depot = node - t.n
            trips += 1
            if not t.loads_at[v, depot] or k + 1 >= size or seq[k + 1] >= t.n or trips > t.max_trips[v]:
                return False
            begin_s = earliest(t.depot_opens, t.depot_closes, depot, at_s)
            if k == 0:
                out[10] = 0 if at_home else begin_s - at_s
                if first_loading_s != NEVER:
                    begin_s = first_loading_s
                    depart_s += begin_s - at_s  # Leaves home later instead of waiting.
                    at_s = begin_s
                out[3] = begin_s if at_home else depart_s
                out[9] = begin_s
                out[7] = slack(t.depot_opens, t.depot_closes, depot, begin_s)
            else:
                out[8] += begin_s - at_s
                left_s = 0 if t.has_bays[depot] else slack(t.depot_opens, t.depot_closes, depot, begin_s)
                out[7] = min(out[7], out[8] + left_s)
            fulls, grams, slots = loaded(t, seq, size, k)
            if grams > t.payload_g[v] or slots > t.slots[v]:
                return False
            work_s = t.load_fixed_s[depot] + t.load_s_per_cylinder[depot] * fulls
        else:
            if not t.able[v, node]:
                return False
            begin_s = earliest(t.opens, t.closes, node, at_s)
            left_s = slack(t.opens, t.closes, node, begin_s)
            out[8] += begin_s - at_s
            out[7] = min(out[7], out[8] + min(left_s, max(0, t.due_s[node] - begin_s)))
            grams += t.back_g[node] - t.out_g[node]
            slots += t.back_slots[node] - t.out_slots[node]
            if grams > t.payload_g[v] or slots > t.slots[v]:
                return False
            out[t.urgency[node]] += max(0, begin_s - t.due_s[node])
            work_s = t.unload_s[node]
        if begin_s == NEVER:
            return False
        if not at_home and limit_s < FAR and stretch_s > 0 and begin_s - at_s >= max(1, break_s):
            stretch_s = 0
            out[11] = 1
        at_s = begin_s + work_s
        leaves[k] = at_s
    home = t.depot_place[t.end_depot[v]]
    travel_s = table[here, home]
    if travel_s < 0:
        return False
    arrive_s, stretch_s = drive(at_s, stretch_s, travel_s, limit_s, break_s)
    out[11] |= arrive_s != at_s + travel_s
    out[4] = earliest(t.depot_opens, t.depot_closes, t.end_depot[v], arrive_s)
    out[5] = driven_s + travel_s
    out[6] = length_m + lengths[here, home]
    out[7] = max(0, min(out[7], out[8] + out[4] - arrive_s))
    in_time = out[4] != NEVER and out[4] <= t.shift_latest_s[v]
    return bool(in_time and out[5] <= t.max_driving_s[v])


@inner
def no_worse(t: Tables, seq: Ints, size: int, leaves: Ints, later: Ints) -> bool:
    """Say whether all work after the first loading stays in its window, and no stop is later than it may."""
    for k in range(1, size):
        node, by_s = seq[k], later[k] - leaves[k]
        if node >= t.n:
            depot = node - t.n
            work_s = t.load_fixed_s[depot] + t.load_s_per_cylinder[depot] * loaded(t, seq, size, k)[0]
            left_s = slack(t.depot_opens, t.depot_closes, depot, leaves[k] - work_s)
            left_s = 0 if t.has_bays[depot] else left_s
        else:
            begin_s = leaves[k] - t.unload_s[node]
            left_s = slack(t.opens, t.closes, node, begin_s)
            left_s = min(left_s, max(0, t.due_s[node] - begin_s))
        if by_s > left_s:
            return False
    return True


@compiled
def walk(t: Tables, v: int, seq: Ints, size: int, out: Ints, spare: Ints, leaves: Ints) -> bool:
    """Walk a route that leaves as late as nothing suffers from; `out` as for `pass_along`.

    `leaves` is as if it left as early as it can.
    """
    if not pass_along(t, v, seq, size, NEVER, out, leaves):
        return False
    if out[7] or out[10] > 0:
        if not out[11]:
            # Nothing pauses either way, so waits shrink and only the start moves.
            out[3] += out[7] + out[10]
        else:
            later = np.empty(size, dtype=np.int64)
            feasible = pass_along(t, v, seq, size, out[9] + out[7], spare, later)
            if feasible and spare[4] <= out[4] and no_worse(t, seq, size, leaves, later):
                out[:] = spare
    return bool(out[4] - out[3] <= t.max_duration_s[v])


@inner
def look_back(t: Tables, v: int, seq: Ints, size: int, leaves: Ints, limits: Ints, waits: Ints) -> None:
    """Fill what an insertion asks of the rest of a route, `limits` and `waits` (size + 1,).

    `limits` says when each node, and the return, must begin at the latest; breaks are left out,
    so a route may not always begin so late, but never later. `waits` is all waiting (and pausing)
    from each node on, which a delay before it can use up.
    """
    table = t.seconds[t.profile[v]]
    there = t.depot_place[t.end_depot[v]]
    limits[size] = latest(t.depot_opens, t.depot_closes, t.end_depot[v], t.shift_latest_s[v])
    waits[size] = 0
    for k in range(size - 1, -1, -1):
        node = seq[k]
        if node >= t.n:
            depot = node - t.n
            here = t.depot_place[depot]
            work_s = t.load_fixed_s[depot] + t.load_s_per_cylinder[depot] * loaded(t, seq, size, k)[0]
            limit_s = limits[k + 1] - table[here, there] - work_s
            limits[k] = latest(t.depot_opens, t.depot_closes, depot, limit_s)
        else:
            here = t.place[node]
            work_s = t.unload_s[node]
            limit_s = limits[k + 1] - table[here, there] - work_s
            limits[k] = latest(t.opens, t.closes, node, limit_s)
        waits[k] = waits[k + 1]
        if k:
            before = seq[k - 1]
            from_place = t.depot_place[before - t.n] if before >= t.n else t.place[before]
            waits[k] += leaves[k] - work_s - leaves[k - 1] - table[from_place, here]
        there = here


@compiled
def cost_vnd(t: Tables, v: int, out: Ints) -> int:
    """Return the cost of a walked route, each term rounded up."""
    overtime_s = max(0, out[4] - t.shift_end_s[v])
    distance = -(-out[6] * t.per_km_vnd[v] // 1000)
    hours = -(-(out[4] - out[3]) * t.per_hour_vnd[v] // 3600)
    overtime = -(-overtime_s * t.overtime_vnd[v] // 3600)
    return int(t.fixed_vnd[v] + distance + hours + overtime)
