"""When to leave where travel depends on the hour: the timetable's rule once more, compiled."""

from typing import Final

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused, inner
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.time_dependent import UNREACHABLE_LEG

_NONE: Final = -1


@fused
def drive(at_s: int, stretch_s: int, travel_s: int, limit_s: int, break_s: int) -> tuple[int, int]:
    """Return arrival and driving since the last break after a leg, breaks taken at the last moment."""
    left_s = travel_s
    while stretch_s + left_s > limit_s:
        at_s += limit_s - stretch_s + break_s
        left_s -= limit_s - stretch_s
        stretch_s = 0
    return at_s + left_s, stretch_s + left_s


@inner
def leave(
    t: Tables, own: Ints, here: int, there: int, at_s: int, stretch_s: int, limit_s: int, break_s: int
) -> tuple[int, int, int, int]:
    """Return departure, seconds, metres and driving since the last break then, of what arrives first.

    Seconds are `UNREACHABLE_LEG` where no path is ever open from then on.
    """
    p = own[c.V_PROFILE]
    slot = 0
    while slot + 1 < t.time_dependent.start.shape[1] and t.time_dependent.start[p, slot + 1] <= at_s:
        slot += 1
    best_s, depart_s, travel_s, travel_m, rested_s = FAR, at_s, UNREACHABLE_LEG, 0, stretch_s
    now_s = at_s
    while now_s < best_s:
        end_s = t.time_dependent.end[p, slot]
        driven_s = stretch_s
        if limit_s < FAR and stretch_s > 0 and now_s - at_s >= max(1, break_s):
            driven_s = 0
        for kind in range(2):
            takes_s = takes(t, p, kind, here, there, now_s, slot)
            if takes_s >= UNREACHABLE_LEG:
                continue
            arrive_s = drive(now_s, driven_s, takes_s, limit_s, break_s)[0]
            if (kind or arrive_s <= end_s) and arrive_s < best_s:
                best_s, depart_s, travel_s, rested_s = arrive_s, now_s, takes_s, driven_s
                travel_m = t.time_dependent.metres[t.time_dependent.table[p, kind, slot], here, there]
        slot = t.time_dependent.following[p, slot]
        if slot == _NONE:
            break
        now_s = t.time_dependent.start[p, slot]
    return depart_s, travel_s, travel_m, rested_s


@inner
def takes(t: Tables, p: int, kind: int, here: int, there: int, at_s: int, slot: int) -> int:
    """Return the seconds of a leg, each slice taking its share, what is left rounded up."""
    takes_s = t.time_dependent.seconds[t.time_dependent.table[p, kind, slot], here, there]
    if takes_s >= UNREACHABLE_LEG:
        return UNREACHABLE_LEG
    left_s, now_s = int(takes_s), at_s
    while slot + 1 < t.time_dependent.start.shape[1] and now_s + left_s > t.time_dependent.start[p, slot + 1]:
        next_s = t.time_dependent.seconds[t.time_dependent.table[p, kind, slot + 1], here, there]
        if next_s >= UNREACHABLE_LEG:
            return UNREACHABLE_LEG
        left_s -= t.time_dependent.start[p, slot + 1] - now_s
        left_s = -(-left_s * int(next_s) // int(takes_s))
        now_s = t.time_dependent.start[p, slot + 1]
        takes_s = next_s
        slot += 1
    return int(now_s + left_s - at_s)
