"""The bay calendar: for each depot with bays, who loads there and when, by the hour of beginning.

A loading keeps clear of all other trucks' loadings as they stand in the calendar.
"""

from routing.arrays import FAR
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused, woven
from routing.engines.ruin_recreate.data.state import State, copy_row
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.route.hours import NEVER, earliest

B_BEGIN, B_END, B_TRUCK = 0, 1, 2


@fused
def free_bay(t: Tables, s: State, v: int, depot: int, begin_s: int, load_s: int) -> int:
    """Return the first second from `begin_s` on at which a bay is free of others for `load_s`."""
    bays, d = t.node[depot, c.N_BAYS], depot - t.n
    calendar, count = s.calendar[d], s.calendar_size[d]
    while begin_s != NEVER and load_s:
        next_s, beside = FAR, 0
        for i in range(count):
            if calendar[i, B_BEGIN] >= begin_s + load_s:
                break
            if calendar[i, B_END] > begin_s and calendar[i, B_TRUCK] != v:
                next_s = min(next_s, calendar[i, B_END])
                beside += 1
        if beside < bays or _most_beside(s, v, d, begin_s, begin_s + load_s) < bays:
            return begin_s
        begin_s = earliest(t, depot, next_s)
    return begin_s


@woven
def _most_beside(s: State, v: int, d: int, begin_s: int, end_s: int) -> int:
    """Return how many others load at the same moment at the most, while one would from begin to end."""
    calendar, count = s.calendar[d], s.calendar_size[d]
    most = _beside_at(s, v, d, begin_s)
    for i in range(count):
        if calendar[i, B_BEGIN] >= end_s:
            break
        # The number only grows when one begins.
        if calendar[i, B_BEGIN] > begin_s and calendar[i, B_TRUCK] != v:
            most = max(most, _beside_at(s, v, d, calendar[i, B_BEGIN]))
    return most


@fused
def _beside_at(s: State, v: int, d: int, at_s: int) -> int:
    calendar, beside = s.calendar[d], 0
    for i in range(s.calendar_size[d]):
        if calendar[i, B_BEGIN] > at_s:
            break
        beside += calendar[i, B_END] > at_s and calendar[i, B_TRUCK] != v
    return beside


@fused
def bay_stays_free(t: Tables, s: State, v: int, depot: int, end_s: int) -> int:
    """Return by how much a loading that ends at `end_s` may be put off before another begins."""
    calendar = s.calendar[depot - t.n]
    for i in range(s.calendar_size[depot - t.n]):
        if calendar[i, B_BEGIN] >= end_s and calendar[i, B_TRUCK] != v:
            return int(calendar[i, B_BEGIN] - end_s)
    return int(FAR - end_s)


@fused
def remove_loadings(s: State, v: int) -> None:
    """Remove all loadings of a truck from the calendar."""
    for d in range(len(s.calendar_size)):
        calendar, kept = s.calendar[d], 0
        for i in range(s.calendar_size[d]):
            if calendar[i, B_TRUCK] != v:
                if kept < i:
                    copy_row(calendar[kept], calendar[i], 3)
                kept += 1
        s.calendar_size[d] = kept


@fused
def enter_loadings(t: Tables, s: State, v: int) -> None:
    """Enter a truck's loadings, `State.loadings`, in the calendar, where bays are limited."""
    for loading in range(min(s.loadings.shape[1], s.route[v, c.R_TRIPS]) if s.size[v] else 0):
        depot, begin_s, end_s = (
            s.loadings[v, loading, 0],
            s.loadings[v, loading, 1],
            s.loadings[v, loading, 2],
        )
        if t.node[depot, c.N_BAYS]:
            d = depot - t.n
            calendar, i = s.calendar[d], s.calendar_size[d]
            while i > 0 and calendar[i - 1, B_BEGIN] > begin_s:
                copy_row(calendar[i], calendar[i - 1], 3)
                i -= 1
            calendar[i, B_BEGIN], calendar[i, B_END], calendar[i, B_TRUCK] = begin_s, end_s, v
            s.calendar_size[d] += 1
