"""What a trip carries, and what a timed route costs."""

from routing.arrays import Ints
from routing.engines.ruin_recreate.compiled import fused
from routing.engines.ruin_recreate.hours import NEVER
from routing.engines.ruin_recreate.state import R_END, R_METRES, R_START, R_STOPS, R_WAITED
from routing.engines.ruin_recreate.tables import (
    N_FULLS,
    N_KEPT_BEGIN,
    N_KEPT_TRUCK,
    N_OUT_G,
    N_OUT_SLOTS,
    N_RELEASE,
    V_ENDS,
    V_FIXED,
    V_HOUR,
    V_KM,
    V_OVERTIME,
    Tables,
)


@fused
def cargo(t: Tables, seq: Ints, size: int, head: int) -> tuple[int, int, int, int, int]:
    """Return fulls, grams, slots and the last release of the trip whose depot is at `head`, and its end."""
    fulls, grams, slots, release_s, i = 0, 0, 0, NEVER, head + 1
    while i < size and seq[i] < t.n:
        node = t.node[seq[i]]
        fulls += node[N_FULLS]
        grams += node[N_OUT_G]
        slots += node[N_OUT_SLOTS]
        release_s = max(release_s, node[N_RELEASE])
        i += 1
    return fulls, grams, slots, release_s, i


@fused
def cost_vnd(t: Tables, v: int, route: Ints) -> int:
    """Return the cost of a timed route, each term rounded up."""
    own = t.vehicle[v]
    overtime_s = max(0, route[R_END] - own[V_ENDS])
    distance = -(-route[R_METRES] * own[V_KM] // 1000)
    hours = -(-(route[R_END] - route[R_START]) * own[V_HOUR] // 3600)
    overtime = -(-overtime_s * own[V_OVERTIME] // 3600)
    waiting = -(-route[R_WAITED] // 3600)
    return int(own[V_FIXED] + distance + hours + overtime + waiting + route[R_STOPS])


@fused
def stop_vnd(t: Tables, v: int, part: int, begin_s: int) -> int:
    """Return what a stop costs by its truck and hour."""
    kept, vnd = t.node[part, N_KEPT_TRUCK], 0
    if kept >= 0:
        if kept != v:
            vnd += t.moving[0]
        if abs(begin_s - t.node[part, N_KEPT_BEGIN]) > t.moving[2]:
            vnd += t.moving[1]
    return vnd
