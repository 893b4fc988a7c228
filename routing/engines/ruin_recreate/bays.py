"""The bays' books: for each depot with bays, who loads there and when, by the hour of beginning.

A loading keeps clear of all other trucks' loadings as they stand in the books.
"""

from routing.engines.padded import FAR
from routing.engines.ruin_recreate.compiled import fused, woven
from routing.engines.ruin_recreate.hours import NEVER, earliest
from routing.engines.ruin_recreate.state import R_TRIPS, State, copy_row
from routing.engines.ruin_recreate.tables import N_BAYS, Tables

B_BEGIN, B_END, B_TRUCK = 0, 1, 2


@fused
def free_bay(t: Tables, s: State, v: int, depot: int, begin_s: int, load_s: int) -> int:
    """Return the first second from `begin_s` on at which a bay is free of others for `load_s`."""
    bays, d = t.node[depot, N_BAYS], depot - t.n
    book, count = s.book[d], s.booked[d]
    while begin_s != NEVER and load_s:
        next_s, beside = FAR, 0
        for i in range(count):
            if book[i, B_BEGIN] >= begin_s + load_s:
                break
            if book[i, B_END] > begin_s and book[i, B_TRUCK] != v:
                next_s = min(next_s, book[i, B_END])
                beside += 1
        if beside < bays or _most_beside(s, v, d, begin_s, begin_s + load_s) < bays:
            return begin_s
        begin_s = earliest(t, depot, next_s)
    return begin_s


@woven
def _most_beside(s: State, v: int, d: int, begin_s: int, end_s: int) -> int:
    """Return how many others load at the same moment at the most, while one would from begin to end."""
    book, count = s.book[d], s.booked[d]
    most = _beside_at(s, v, d, begin_s)
    for i in range(count):
        if book[i, B_BEGIN] >= end_s:
            break
        # The number only grows when one begins.
        if book[i, B_BEGIN] > begin_s and book[i, B_TRUCK] != v:
            most = max(most, _beside_at(s, v, d, book[i, B_BEGIN]))
    return most


@fused
def _beside_at(s: State, v: int, d: int, at_s: int) -> int:
    book, beside = s.book[d], 0
    for i in range(s.booked[d]):
        if book[i, B_BEGIN] > at_s:
            break
        beside += book[i, B_END] > at_s and book[i, B_TRUCK] != v
    return beside


@fused
def bay_stays_free(t: Tables, s: State, v: int, depot: int, end_s: int) -> int:
    """Return by how much a loading that ends at `end_s` may be put off before another begins."""
    book = s.book[depot - t.n]
    for i in range(s.booked[depot - t.n]):
        if book[i, B_BEGIN] >= end_s and book[i, B_TRUCK] != v:
            return int(book[i, B_BEGIN] - end_s)
    return int(FAR - end_s)


@fused
def unbook(s: State, v: int) -> None:
    """Strike all loadings of a truck."""
    for d in range(len(s.booked)):
        book, kept = s.book[d], 0
        for i in range(s.booked[d]):
            if book[i, B_TRUCK] != v:
                if kept < i:
                    copy_row(book[kept], book[i], 3)
                kept += 1
        s.booked[d] = kept


@fused
def book_calls(t: Tables, s: State, v: int) -> None:
    """Enter a truck's loadings, `State.calls`, where bays are limited."""
    for call in range(min(s.calls.shape[1], s.route[v, R_TRIPS]) if s.size[v] else 0):
        depot, begin_s, end_s = s.calls[v, call, 0], s.calls[v, call, 1], s.calls[v, call, 2]
        if t.node[depot, N_BAYS]:
            d = depot - t.n
            book, i = s.book[d], s.booked[d]
            while i > 0 and book[i - 1, B_BEGIN] > begin_s:
                copy_row(book[i], book[i - 1], 3)
                i -= 1
            book[i, B_BEGIN], book[i, B_END], book[i, B_TRUCK] = begin_s, end_s, v
            s.booked[d] += 1
