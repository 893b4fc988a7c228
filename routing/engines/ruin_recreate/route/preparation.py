"""What is worked out of a route before insertions into it are estimated: limits, rests, trips."""

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused, woven
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.route.hours import NEVER, latest, window_at
from routing.engines.ruin_recreate.route.trip import cargo


@woven
def prepare_insertions(t: Tables, v: int, seq: Ints, size: int, at: Ints) -> None:
    """Fill what the estimate of an insertion reads of an evaluated route.

    Breaks are left out, so it is never too strict.
    """
    own = t.vehicle[v]
    home = own[c.V_END]
    opens_s, closes_s = window_at(t, home, at[size, c.P_BEGIN])
    limit_s, same_limit_s = latest(t, home, own[c.V_LATEST]), min(closes_s, own[c.V_LATEST])
    end_s, same_end_s = max(own[c.V_BEGINS], t.node[home, c.N_OPEN]), max(own[c.V_BEGINS], opens_s)
    rest_s, ends = at[size, c.P_LEG_S], size
    at[size, c.P_LIMIT], at[size, c.P_END], at[size, c.P_REST] = limit_s, end_s, 0
    at[size, c.P_SAME_LIMIT], at[size, c.P_SAME_END] = same_limit_s, same_end_s
    for k in range(size - 1, -1, -1):
        node = seq[k]
        attributes, begin_s = t.node[node], at[k, c.P_BEGIN]
        work_s = at[k, c.P_LEAVE] - begin_s
        if node >= t.n:
            _, grams, slots, _, _ = cargo(t, seq, size, k)
            _prepare_trip(t, v, seq, k, ends, grams, slots, at)
            ends = k
        opens_s, closes_s = window_at(t, node, begin_s)
        limit_s = latest(t, node, limit_s - at[k + 1, c.P_LEG_S] - work_s)
        same_limit_s = min(
            _latest_in_window(attributes, closes_s, begin_s), same_limit_s - at[k + 1, c.P_LEG_S] - work_s
        )
        rest_s += work_s
        at[k, c.P_LIMIT], at[k, c.P_SAME_LIMIT], at[k, c.P_REST] = limit_s, same_limit_s, rest_s
        end_s = max(end_s, attributes[c.N_OPEN] + rest_s)
        # A loading may also have waited for its goods or a bay: it begins no earlier than now.
        same_end_s = max(same_end_s, (begin_s if node >= t.n else opens_s) + rest_s)
        at[k, c.P_END], at[k, c.P_SAME_END] = end_s, same_end_s
        rest_s += at[k, c.P_LEG_S]


@fused
def _latest_in_window(attributes: Ints, closes_s: int, begin_s: int) -> int:
    """Return when the work at a node must begin at the latest if nothing there is to change."""
    if attributes[c.N_BAYS] or begin_s > attributes[c.N_DUE]:
        return begin_s
    return min(closes_s, int(attributes[c.N_DUE]), max(begin_s, int(attributes[c.N_FROM])))


@woven
def _prepare_trip(
    t: Tables, v: int, seq: Ints, head: int, ends: int, grams: int, slots: int, at: Ints
) -> None:
    """Fill what is known by trip: the trip's clock as a function of its departure, and its free room."""
    leave_s, same_leave_s, takes_s, limit_s, same_limit_s = NEVER, NEVER, 0, FAR, FAR
    payload, room = t.vehicle[v, c.V_PAYLOAD], t.vehicle[v, c.V_SLOTS]
    at[head, c.P_TRIP_LEAVE], at[head, c.P_TRIP_TAKES], at[head, c.P_TRIP_LIMIT] = leave_s, takes_s, limit_s
    at[head, c.P_TRIP_SAME_LIMIT], at[head, c.P_TRIP_SAME_LEAVE] = same_limit_s, same_leave_s
    at[head, c.P_HEAD] = head
    free_g, free_slots = payload - grams, room - slots
    at[head, c.P_FREE_G], at[head, c.P_FREE_SLOTS] = free_g, free_slots
    at[head, c.P_ROOM_G], at[head, c.P_ROOM_SLOTS] = free_g, free_slots
    for i in range(head + 1, ends):
        attributes, begin_s, leg_s = t.node[seq[i]], at[i, c.P_BEGIN], at[i, c.P_LEG_S]
        opens_s, closes_s = window_at(t, seq[i], begin_s)
        takes_s += leg_s
        limit_s = min(limit_s, attributes[c.N_CLOSE] - takes_s)
        same_limit_s = min(same_limit_s, _latest_in_window(attributes, closes_s, begin_s) - takes_s)
        leave_s = max(leave_s + leg_s, attributes[c.N_OPEN]) + attributes[c.N_WORK]
        same_leave_s = max(same_leave_s + leg_s, opens_s) + attributes[c.N_WORK]
        takes_s += attributes[c.N_WORK]
        at[i, c.P_TRIP_LEAVE], at[i, c.P_TRIP_TAKES], at[i, c.P_TRIP_LIMIT] = leave_s, takes_s, limit_s
        at[i, c.P_TRIP_SAME_LIMIT], at[i, c.P_TRIP_SAME_LEAVE] = same_limit_s, same_leave_s
        at[i, c.P_HEAD] = head
        grams += attributes[c.N_BACK_G] - attributes[c.N_OUT_G]
        slots += attributes[c.N_BACK_SLOTS] - attributes[c.N_OUT_SLOTS]
        at[i, c.P_ROOM_G], at[i, c.P_ROOM_SLOTS] = payload - grams, room - slots
        free_g, free_slots = min(free_g, payload - grams), min(free_slots, room - slots)
        at[i, c.P_FREE_G], at[i, c.P_FREE_SLOTS] = free_g, free_slots
    for i in range(ends - 2, head - 1, -1):
        at[i, c.P_ROOM_G] = min(at[i, c.P_ROOM_G], at[i + 1, c.P_ROOM_G])
        at[i, c.P_ROOM_SLOTS] = min(at[i, c.P_ROOM_SLOTS], at[i + 1, c.P_ROOM_SLOTS])
