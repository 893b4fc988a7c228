"""Evaluation of one route: the timetable's rules once more, compiled, without building a plan.

It agrees with `routing.timetable` to the second and the dong (tests hold it to that). Where bays are
limited, a loading keeps clear of all other trucks' loadings as they are now (`bays`), and the tours keep
its loading slot.
"""

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import inner, woven
from routing.engines.ruin_recreate.data.state import State, copy_row
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.time_dependent import UNREACHABLE_LEG
from routing.engines.ruin_recreate.route.bays import bay_stays_free, free_bay
from routing.engines.ruin_recreate.route.hours import NEVER, earliest, window_at
from routing.engines.ruin_recreate.route.leaving import drive, leave
from routing.engines.ruin_recreate.route.meals import add_meals
from routing.engines.ruin_recreate.route.trip import cargo, cost_vnd, stop_vnd


@inner
def evaluate_route(  # noqa: C901, PLR0912, PLR0915 - one pass
    t: Tables, s: State, v: int, seq: Ints, size: int, begin_at: int, later_s: int, at: Ints, route: Ints
) -> bool:
    """Time a route from a depot on; say whether it is feasible.

    Parameters
    ----------
    begin_at : int
        Position of a loading. What is before it must stand in `at` already.
    later_s : int
        By how much the start is delayed; 0 for as early as can be.
    at : int64 array, shape (>= size + 1, POSITION_COLUMNS)
        Filled from `begin_at` on with begin, leave, waits, slack, legs and what is summed up so far.
    route : int64 array, shape (ROUTE_COLUMNS,)
        Filled with metres, start, end, lateness; not with the cost.
    """
    own = t.vehicle[v]
    table, lengths = t.seconds[own[c.V_PROFILE]], t.metres[own[c.V_PROFILE]]
    limit_s, break_s = own[c.V_STRETCH], own[c.V_BREAK]
    trips, at_s, here = 0, own[c.V_BEGINS], own[c.V_START]
    stretch_s, driven_s, length_m, waits_s, slack_s, paused = 0, 0, 0, 0, FAR, 0
    late0, late1, late2, waited = 0, 0, 0, 0
    if begin_at:
        before = begin_at - 1
        for i in range(begin_at):
            trips += seq[i] >= t.n
        at_s, here = at[before, c.P_LEAVE], seq[before]
        stretch_s, driven_s, length_m = (
            at[before, c.P_STRETCH],
            at[before, c.P_DRIVEN],
            at[before, c.P_METRES],
        )
        waits_s, slack_s, paused = at[before, c.P_WAITS], at[before, c.P_SLACK], at[before, c.P_PAUSED]
        late0, late1, late2 = at[before, c.P_LATE], at[before, c.P_LATE + 1], at[before, c.P_LATE + 2]
        waited = at[before, c.P_WAITED]
        route[c.R_START] = route[c.R_FIRST]
    grams, slots = 0, 0
    for k in range(begin_at, size):
        node = seq[k]
        attributes = t.node[node]
        if not t.able[v, node]:
            return False
        is_depot = node >= t.n
        at_home = k == 0 and node == own[c.V_START]
        travel_s, travel_m, least_s, depart_s, release_s = 0, 0, 0, at_s, NEVER
        if not at_home:
            if k == 0:
                at_s = depart_s = at_s + later_s
            travel_s, travel_m = table[here, node], lengths[here, node]
            least_s = travel_s
            if own[c.V_TIME_DEPENDENT]:
                depart_s, travel_s, travel_m, rested_s = leave(
                    t, own, here, node, at_s, stretch_s, limit_s, break_s
                )
                paused |= rested_s < stretch_s
                if k:
                    waits_s += depart_s - at_s
                at_s, stretch_s = depart_s, rested_s
            if travel_s >= UNREACHABLE_LEG:
                return False
            if stretch_s + travel_s > limit_s:
                paused = 1
            at_s, stretch_s = drive(at_s, stretch_s, travel_s, limit_s, break_s)
            driven_s += travel_s
            length_m += travel_m
        here = node
        arrive_s = at_s
        work_s = attributes[c.N_WORK]
        if is_depot:
            trips += 1
            fulls, grams, slots, release_s, ends = cargo(t, seq, size, k)
            if ends == k + 1 or trips > own[c.V_TRIPS] or grams > own[c.V_PAYLOAD] or slots > own[c.V_SLOTS]:
                return False
            begin_s = earliest(t, node, max(at_s, release_s))
            work_s += attributes[c.N_PER_FULL] * fulls
            if attributes[c.N_BAYS]:
                begin_s = free_bay(t, s, v, node, begin_s, work_s)
            if at_home and begin_s != NEVER:
                begin_s += later_s
        else:
            grams += attributes[c.N_BACK_G] - attributes[c.N_OUT_G]
            slots += attributes[c.N_BACK_SLOTS] - attributes[c.N_OUT_SLOTS]
            if grams > own[c.V_PAYLOAD] or slots > own[c.V_SLOTS]:
                return False
            begin_s = earliest(t, node, at_s)
        if begin_s == NEVER:
            return False
        limit_here_s = window_at(t, node, begin_s)[1] - begin_s
        if k == 0:
            # The day begins with the loading, or with leaving for it: only on the way is there waiting.
            route[c.R_START] = route[c.R_FIRST] = begin_s if at_home else depart_s
            waits_s = 0 if at_home else begin_s - at_s
        else:
            waits_s += begin_s - at_s
        if is_depot:
            if attributes[c.N_BAYS]:
                limit_here_s = 0 if k else min(limit_here_s, bay_stays_free(t, s, v, node, begin_s + work_s))
        else:
            due_s = attributes[c.N_DUE]
            late_s = begin_s - due_s
            if late_s > 0:
                urgency = attributes[c.N_URGENCY]
                late0 += late_s * (urgency == 0)
                late1 += late_s * (urgency == 1)
                late2 += late_s * (urgency == 2)
                limit_here_s = 0
            else:
                limit_here_s = min(limit_here_s, -late_s)
            put_off_s = begin_s - attributes[c.N_FROM]
            if put_off_s > 0:
                waited += put_off_s * attributes[c.N_WAITING]
            limit_here_s = min(limit_here_s, max(0, -put_off_s))
        slack_s = min(slack_s, waits_s + limit_here_s)
        if not at_home and limit_s < FAR and stretch_s > 0 and begin_s - arrive_s >= max(1, break_s):
            stretch_s = 0
            paused = 1
        at_s = begin_s + work_s
        at[k, c.P_BEGIN], at[k, c.P_LEAVE], at[k, c.P_WAITS], at[k, c.P_SLACK] = (
            begin_s,
            at_s,
            waits_s,
            slack_s,
        )
        at[k, c.P_LEG_S], at[k, c.P_LEG_M] = least_s, travel_m
        at[k, c.P_STRETCH], at[k, c.P_DRIVEN], at[k, c.P_METRES] = stretch_s, driven_s, length_m
        at[k, c.P_LATE], at[k, c.P_LATE + 1], at[k, c.P_LATE + 2] = late0, late1, late2
        at[k, c.P_PAUSED], at[k, c.P_WAITED] = paused, waited
    home = own[c.V_END]
    travel_s, travel_m = table[here, home], lengths[here, home]
    least_s = travel_s
    if own[c.V_TIME_DEPENDENT]:
        depart_s, travel_s, travel_m, rested_s = leave(t, own, here, home, at_s, stretch_s, limit_s, break_s)
        paused |= rested_s < stretch_s
        waits_s += depart_s - at_s
        at_s, stretch_s = depart_s, rested_s
    if travel_s >= UNREACHABLE_LEG:
        return False
    if stretch_s + travel_s > limit_s:
        paused = 1
    at_s, stretch_s = drive(at_s, stretch_s, travel_s, limit_s, break_s)
    end_s = earliest(t, home, at_s)
    if end_s == NEVER:
        return False
    if limit_s < FAR and stretch_s > 0 and end_s - at_s >= max(1, break_s):
        paused = 1
    waits_s += end_s - at_s
    at[size, c.P_LEG_S], at[size, c.P_LEG_M], at[size, c.P_WAITS] = least_s, travel_m, waits_s
    at[size, c.P_SLACK], at[size, c.P_PAUSED] = min(slack_s, waits_s), paused
    at[size, c.P_BEGIN] = end_s
    driven_s += travel_s
    at[size, c.P_DRIVEN], at[size, c.P_METRES] = driven_s, length_m + travel_m
    route[c.R_END] = end_s
    route[c.R_METRES] = length_m + travel_m
    route[c.R_LATE], route[c.R_LATE + 1], route[c.R_LATE + 2] = late0, late1, late2
    route[c.R_TRIPS], route[c.R_WAITED] = trips, waited
    return bool(end_s <= own[c.V_LATEST] and driven_s <= own[c.V_MAX_DRIVING])


@inner
def price_route(
    t: Tables,
    s: State,
    v: int,
    seq: Ints,
    size: int,
    begin_at: int,
    at: Ints,
    route: Ints,
    spare_at: Ints,
    spare: Ints,
) -> bool:
    """Evaluate a route that leaves as late as costs nothing, and price it.

    Arguments are those of `evaluate_route`.
    """
    if not evaluate_route(t, s, v, seq, size, begin_at, 0, at, route):
        return False
    later_s, own = at[size, c.P_SLACK], t.vehicle[v]
    begins, moved_s = at, 0
    if own[c.V_TIME_DEPENDENT] and seq[0] != own[c.V_START]:
        later_s = 0  # Leaving later changes how long the leg to the first loading takes.
    if later_s > 0:
        same = not own[c.V_TIME_DEPENDENT] and (
            not at[size, c.P_PAUSED] or at[size, c.P_DRIVEN] <= own[c.V_STRETCH]
        )
        if same:
            route[c.R_START] += later_s  # Nothing pauses either way, so only the start moves.
            moved_s = later_s
        elif evaluate_route(t, s, v, seq, size, 0, later_s, spare_at, spare) and _no_worse(
            t, seq, size, spare_at, at, spare, route
        ):
            first_s = route[c.R_FIRST]
            copy_row(route, spare, c.ROUTE_COLUMNS)
            route[c.R_FIRST] = first_s
            begins = spare_at
    route[c.R_STOPS] = _stops_vnd(t, v, seq, size, begins, moved_s)
    route[c.R_COST] = cost_vnd(t, v, route)
    route[c.R_MEALS] = route[c.R_MEALS_LATER] = route[c.R_MEALS_LONGER] = 0
    if route[c.R_END] - route[c.R_START] > own[c.V_MAX_DURATION]:
        return False
    return own[c.V_MEAL] == 0 or add_meals(t, s, v, seq, size, route, spare_at, spare)


@woven
def _no_worse(
    t: Tables, seq: Ints, size: int, late_at: Ints, at: Ints, late_route: Ints, route: Ints
) -> bool:
    """Say whether a later start keeps all that the earliest promised: a wait may have held a break."""
    if late_route[c.R_END] > route[c.R_END]:
        return False
    for k in range(1, size):
        begin_s, late_s = at[k, c.P_BEGIN], late_at[k, c.P_BEGIN]
        node = t.node[seq[k]]
        may_s = 0 if node[c.N_BAYS] else window_at(t, seq[k], begin_s)[1] - begin_s
        if late_s > max(min(node[c.N_DUE], node[c.N_FROM]), begin_s) or late_s - begin_s > may_s:
            return False
    return True


@woven
def _stops_vnd(t: Tables, v: int, seq: Ints, size: int, at: Ints, later_s: int) -> int:
    """Return what the stops of an evaluated route cost if it leaves later: its waits shrink first."""
    total = 0
    if t.priced:
        for k in range(1, size):
            if seq[k] < t.n:
                total += stop_vnd(t, v, seq[k], at[k, c.P_BEGIN] + max(0, later_s - at[k, c.P_WAITS]))
    return total
