"""Estimated insertion costs: each order in each gap of a route, all at once."""

import numpy as np

from routing.arrays import FAR, Ints
from routing.engines.greedy.arrays import Bools, Parts, Roads
from routing.engines.greedy.gaps import Gaps
from routing.model import Rates

_DOWNSTREAM_LATE_VND_PER_S = 10_000
"""A guess at what a second of delay weighs for the stops after the gap that would be late."""


def prices(parts: Parts, roads: Roads, rates: Rates, gaps: Gaps, *, idle: bool, spare_s: int = FAR) -> Ints:
    """Return the price in VND of each insertion, shape (gaps, parts); FAR where it cannot be.

    Time is exact but for driver breaks and for waits that an insertion would use up, so a price
    ranks insertions and the timetable decides. `spare_s` is how much more driving and work the day
    may hold at the very most.
    """
    seconds, metres = roads.seconds, roads.metres
    to_depot_s = seconds[gaps.before, gaps.via]
    go_s, on_s = seconds[gaps.via][:, parts.place], seconds[parts.place][:, gaps.after].T
    more_load_s = gaps.load_s[:, None] * parts.fulls
    loading_s = np.maximum(0, more_load_s - gaps.leeway_s[:, None])
    # Loading begins earlier by the leeway, or when the cylinders are ready.
    moved_s = np.maximum(-gaps.leeway_s[:, None], parts.release_s - (gaps.loads_s + to_depot_s)[:, None])
    leaves_s = gaps.leaves_s + to_depot_s + gaps.fixed_s
    begin_s = parts.begin_s(leaves_s[:, None] + np.maximum(0, more_load_s + moved_s) + go_s)
    next_s = begin_s + parts.unload_s + on_s
    good = (next_s <= gaps.latest_s[:, None]) & (begin_s < FAR) & _room(parts, gaps)
    direct_s, direct_m = seconds[gaps.before, gaps.after], metres[gaps.before, gaps.after]
    if idle:
        direct_s, direct_m = np.zeros_like(direct_s), np.zeros_like(direct_m)
    more_s = (to_depot_s + gaps.fixed_s - direct_s)[:, None] + go_s + parts.unload_s + on_s + loading_s
    good &= more_s <= spare_s
    more_m = (metres[gaps.before, gaps.via] - direct_m)[:, None] + metres[gaps.via][:, parts.place]
    more_m = more_m + metres[parts.place][:, gaps.after].T
    price = more_m * rates.per_km_vnd // 1000 + more_s * rates.per_hour_vnd // 3600
    price += np.maximum(0, begin_s - parts.due_s) * parts.late_vnd
    price += np.maximum(0, begin_s - parts.waits_from_s) * parts.waiting_vnd // 3600
    price += np.maximum(0, next_s - gaps.planned_s[:, None]) * gaps.waiting_vnd[:, None] // 3600
    price += np.maximum(0, next_s - gaps.in_time_s[:, None]) * _DOWNSTREAM_LATE_VND_PER_S
    price += rates.fixed_vnd if idle else 0
    # However dear, a place is a place: only FAR says that there is none.
    return np.where(good & (price < parts.left_vnd), np.minimum(price, FAR - 1), FAR)


def _room(parts: Parts, gaps: Gaps) -> Bools:
    out = (parts.out_g <= gaps.out_g[:, None]) & (parts.out_slots <= gaps.out_slots[:, None])
    back = (parts.back_g <= gaps.back_g[:, None]) & (parts.back_slots <= gaps.back_slots[:, None])
    return np.asarray(out & back)
