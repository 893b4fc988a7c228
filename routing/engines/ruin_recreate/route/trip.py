"""What a trip carries, and what a timed route costs."""

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.route.hours import NEVER


@fused
def cargo(t: Tables, seq: Ints, size: int, head: int) -> tuple[int, int, int, int, int]:
    """Return fulls, grams, slots and the last release of the trip whose depot is at `head`, and its end."""
    fulls, grams, slots, release_s, i = 0, 0, 0, NEVER, head + 1
    while i < size and seq[i] < t.n:
        node = t.node[seq[i]]
        fulls += node[c.N_FULLS]
        grams += node[c.N_OUT_G]
        slots += node[c.N_OUT_SLOTS]
        release_s = max(release_s, node[c.N_RELEASE])
        i += 1
    return fulls, grams, slots, release_s, i


@fused
def cost_vnd(t: Tables, v: int, route: Ints) -> int:
    """Return the cost of a timed route, each term rounded up."""
    own = t.vehicle[v]
    overtime_s = max(0, route[c.R_END] - own[c.V_ENDS])
    distance = -(-route[c.R_METRES] * own[c.V_KM] // 1000)
    hours = -(-(route[c.R_END] - route[c.R_START]) * own[c.V_HOUR] // 3600)
    overtime = -(-overtime_s * own[c.V_OVERTIME] // 3600)
    waiting = -(-route[c.R_WAITED] // 3600)
    return int(own[c.V_FIXED] + distance + hours + overtime + waiting + route[c.R_STOPS])


@fused
def stop_vnd(t: Tables, v: int, part: int, begin_s: int) -> int:
    """Return what a stop costs by its truck and hour."""
    kept, vnd = t.node[part, c.N_KEPT_TRUCK], 0
    if kept >= 0:
        if kept != v:
            vnd += t.moving[0]
        if abs(begin_s - t.node[part, c.N_KEPT_BEGIN]) > t.moving[2]:
            vnd += t.moving[1]
    return vnd
