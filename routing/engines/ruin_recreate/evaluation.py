"""Evaluation of one route: the timetable's rules once more, compiled, without building a plan.

It agrees with `routing.timetable` to the second and the dong (tests hold it to that). Where bays are
limited, a loading keeps clear of all other trucks' loadings as they are now (`bays`), and the tours keep
its loading slot.
"""

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.bays import bay_stays_free, enter_loadings, free_bay, remove_loadings
from routing.engines.ruin_recreate.compiled import compiled, fused, inner, woven
from routing.engines.ruin_recreate.hours import NEVER, earliest, latest, window_at
from routing.engines.ruin_recreate.leaving import drive, leave
from routing.engines.ruin_recreate.meals import add_meals, evaluate_with_meals
from routing.engines.ruin_recreate.state import (
    P_BEGIN,
    P_DRIVEN,
    P_END,
    P_FREE_G,
    P_FREE_SLOTS,
    P_HEAD,
    P_LATE,
    P_LEAVE,
    P_LEG_M,
    P_LEG_S,
    P_LIMIT,
    P_METRES,
    P_PAUSED,
    P_REST,
    P_ROOM_G,
    P_ROOM_SLOTS,
    P_SAME_END,
    P_SAME_LIMIT,
    P_SLACK,
    P_STRETCH,
    P_TRIP_LEAVE,
    P_TRIP_LIMIT,
    P_TRIP_SAME_LEAVE,
    P_TRIP_SAME_LIMIT,
    P_TRIP_TAKES,
    P_WAITED,
    P_WAITS,
    R_COST,
    R_END,
    R_FIRST,
    R_LATE,
    R_MEALS,
    R_MEALS_LATER,
    R_MEALS_LONGER,
    R_METRES,
    R_START,
    R_STOPS,
    R_TRIPS,
    R_WAITED,
    ROUTE_COLUMNS,
    State,
    copy_row,
)
from routing.engines.ruin_recreate.tables import (
    N_BACK_G,
    N_BACK_SLOTS,
    N_BAYS,
    N_CLOSE,
    N_DUE,
    N_FROM,
    N_OPEN,
    N_OUT_G,
    N_OUT_SLOTS,
    N_PER_FULL,
    N_URGENCY,
    N_WAITING,
    N_WORK,
    V_BEGINS,
    V_BREAK,
    V_END,
    V_LATEST,
    V_MAX_DRIVING,
    V_MAX_DURATION,
    V_MEAL,
    V_PAYLOAD,
    V_PROFILE,
    V_SLOTS,
    V_START,
    V_STRETCH,
    V_TIME_DEPENDENT,
    V_TRIPS,
    Tables,
)
from routing.engines.ruin_recreate.time_dependent import UNREACHABLE_LEG
from routing.engines.ruin_recreate.trip import cargo, cost_vnd, stop_vnd


@woven
def _note_loadings(t: Tables, s: State, v: int, size: int, spare_at: Ints, spare: Ints) -> None:
    loading = 0
    if s.loadings.shape[1] and s.route[v, R_MEALS]:
        evaluate_with_meals(t, s, v, s.seq[v], size, s.route[v, R_MEALS] - 1, spare_at, spare)
    for i in range(size):
        if s.seq[v, i] >= t.n and loading < s.loadings.shape[1]:
            s.loadings[v, loading, 0] = s.seq[v, i]
            s.loadings[v, loading, 1], s.loadings[v, loading, 2] = s.at[v, i, P_BEGIN], s.at[v, i, P_LEAVE]
            if s.route[v, R_MEALS]:
                s.loadings[v, loading, 1], s.loadings[v, loading, 2] = (
                    spare_at[i, P_BEGIN],
                    spare_at[i, P_LEAVE],
                )
            elif i == 0:
                # The first loading is put off with the start, once there is no wait for it any more.
                later_s = s.route[v, R_START] - s.route[v, R_FIRST] - s.at[v, 0, P_WAITS]
                s.loadings[v, loading, 1] += later_s
                s.loadings[v, loading, 2] += later_s
            loading += 1
    remove_loadings(s, v)
    enter_loadings(t, s, v)


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
    table, lengths = t.seconds[own[V_PROFILE]], t.metres[own[V_PROFILE]]
    limit_s, break_s = own[V_STRETCH], own[V_BREAK]
    trips, at_s, here = 0, own[V_BEGINS], own[V_START]
    stretch_s, driven_s, length_m, waits_s, slack_s, paused = 0, 0, 0, 0, FAR, 0
    late0, late1, late2, waited = 0, 0, 0, 0
    if begin_at:
        before = begin_at - 1
        for i in range(begin_at):
            trips += seq[i] >= t.n
        at_s, here = at[before, P_LEAVE], seq[before]
        stretch_s, driven_s, length_m = at[before, P_STRETCH], at[before, P_DRIVEN], at[before, P_METRES]
        waits_s, slack_s, paused = at[before, P_WAITS], at[before, P_SLACK], at[before, P_PAUSED]
        late0, late1, late2 = at[before, P_LATE], at[before, P_LATE + 1], at[before, P_LATE + 2]
        waited = at[before, P_WAITED]
        route[R_START] = route[R_FIRST]
    grams, slots = 0, 0
    for k in range(begin_at, size):
        node = seq[k]
        attributes = t.node[node]
        if not t.able[v, node]:
            return False
        is_depot = node >= t.n
        at_home = k == 0 and node == own[V_START]
        travel_s, travel_m, least_s, depart_s, release_s = 0, 0, 0, at_s, NEVER
        if not at_home:
            if k == 0:
                at_s = depart_s = at_s + later_s
            travel_s, travel_m = table[here, node], lengths[here, node]
            least_s = travel_s
            if own[V_TIME_DEPENDENT]:
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
        work_s = attributes[N_WORK]
        if is_depot:
            trips += 1
            fulls, grams, slots, release_s, ends = cargo(t, seq, size, k)
            if ends == k + 1 or trips > own[V_TRIPS] or grams > own[V_PAYLOAD] or slots > own[V_SLOTS]:
                return False
            begin_s = earliest(t, node, max(at_s, release_s))
            work_s += attributes[N_PER_FULL] * fulls
            if attributes[N_BAYS]:
                begin_s = free_bay(t, s, v, node, begin_s, work_s)
            if at_home and begin_s != NEVER:
                begin_s += later_s
        else:
            grams += attributes[N_BACK_G] - attributes[N_OUT_G]
            slots += attributes[N_BACK_SLOTS] - attributes[N_OUT_SLOTS]
            if grams > own[V_PAYLOAD] or slots > own[V_SLOTS]:
                return False
            begin_s = earliest(t, node, at_s)
        if begin_s == NEVER:
            return False
        limit_here_s = window_at(t, node, begin_s)[1] - begin_s
        if k == 0:
            # The day begins with the loading, or with leaving for it: only on the way is there waiting.
            route[R_START] = route[R_FIRST] = begin_s if at_home else depart_s
            waits_s = 0 if at_home else begin_s - at_s
        else:
            waits_s += begin_s - at_s
        if is_depot:
            if attributes[N_BAYS]:
                limit_here_s = 0 if k else min(limit_here_s, bay_stays_free(t, s, v, node, begin_s + work_s))
        else:
            due_s = attributes[N_DUE]
            late_s = begin_s - due_s
            if late_s > 0:
                urgency = attributes[N_URGENCY]
                late0 += late_s * (urgency == 0)
                late1 += late_s * (urgency == 1)
                late2 += late_s * (urgency == 2)
                limit_here_s = 0
            else:
                limit_here_s = min(limit_here_s, -late_s)
            put_off_s = begin_s - attributes[N_FROM]
            if put_off_s > 0:
                waited += put_off_s * attributes[N_WAITING]
            limit_here_s = min(limit_here_s, max(0, -put_off_s))
        slack_s = min(slack_s, waits_s + limit_here_s)
        if not at_home and limit_s < FAR and stretch_s > 0 and begin_s - arrive_s >= max(1, break_s):
            stretch_s = 0
            paused = 1
        at_s = begin_s + work_s
        at[k, P_BEGIN], at[k, P_LEAVE], at[k, P_WAITS], at[k, P_SLACK] = begin_s, at_s, waits_s, slack_s
        at[k, P_LEG_S], at[k, P_LEG_M] = least_s, travel_m
        at[k, P_STRETCH], at[k, P_DRIVEN], at[k, P_METRES] = stretch_s, driven_s, length_m
        at[k, P_LATE], at[k, P_LATE + 1], at[k, P_LATE + 2] = late0, late1, late2
        at[k, P_PAUSED], at[k, P_WAITED] = paused, waited
    home = own[V_END]
    travel_s, travel_m = table[here, home], lengths[here, home]
    least_s = travel_s
    if own[V_TIME_DEPENDENT]:
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
    at[size, P_LEG_S], at[size, P_LEG_M], at[size, P_WAITS] = least_s, travel_m, waits_s
    at[size, P_SLACK], at[size, P_PAUSED] = min(slack_s, waits_s), paused
    at[size, P_BEGIN] = end_s
    driven_s += travel_s
    at[size, P_DRIVEN], at[size, P_METRES] = driven_s, length_m + travel_m
    route[R_END] = end_s
    route[R_METRES] = length_m + travel_m
    route[R_LATE], route[R_LATE + 1], route[R_LATE + 2] = late0, late1, late2
    route[R_TRIPS], route[R_WAITED] = trips, waited
    return bool(end_s <= own[V_LATEST] and driven_s <= own[V_MAX_DRIVING])


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
    later_s, own = at[size, P_SLACK], t.vehicle[v]
    begins, moved_s = at, 0
    if own[V_TIME_DEPENDENT] and seq[0] != own[V_START]:
        later_s = 0  # Leaving later changes how long the leg to the first loading takes.
    if later_s > 0:
        same = not own[V_TIME_DEPENDENT] and (not at[size, P_PAUSED] or at[size, P_DRIVEN] <= own[V_STRETCH])
        if same:
            route[R_START] += later_s  # Nothing pauses either way, so only the start moves.
            moved_s = later_s
        elif evaluate_route(t, s, v, seq, size, 0, later_s, spare_at, spare) and _no_worse(
            t, seq, size, spare_at, at, spare, route
        ):
            first_s = route[R_FIRST]
            copy_row(route, spare, ROUTE_COLUMNS)
            route[R_FIRST] = first_s
            begins = spare_at
    route[R_STOPS] = _stops_vnd(t, v, seq, size, begins, moved_s)
    route[R_COST] = cost_vnd(t, v, route)
    route[R_MEALS] = route[R_MEALS_LATER] = route[R_MEALS_LONGER] = 0
    if route[R_END] - route[R_START] > own[V_MAX_DURATION]:
        return False
    return own[V_MEAL] == 0 or add_meals(t, s, v, seq, size, route, spare_at, spare)


@woven
def _no_worse(
    t: Tables, seq: Ints, size: int, late_at: Ints, at: Ints, late_route: Ints, route: Ints
) -> bool:
    """Say whether a later start keeps all that the earliest promised: a wait may have held a break."""
    if late_route[R_END] > route[R_END]:
        return False
    for k in range(1, size):
        begin_s, late_s = at[k, P_BEGIN], late_at[k, P_BEGIN]
        node = t.node[seq[k]]
        may_s = 0 if node[N_BAYS] else window_at(t, seq[k], begin_s)[1] - begin_s
        if late_s > max(min(node[N_DUE], node[N_FROM]), begin_s) or late_s - begin_s > may_s:
            return False
    return True


@woven
def _stops_vnd(t: Tables, v: int, seq: Ints, size: int, at: Ints, later_s: int) -> int:
    """Return what the stops of an evaluated route cost if it leaves later: its waits shrink first."""
    total = 0
    if t.priced:
        for k in range(1, size):
            if seq[k] < t.n:
                total += stop_vnd(t, v, seq[k], at[k, P_BEGIN] + max(0, later_s - at[k, P_WAITS]))
    return total


@woven
def prepare_insertions(t: Tables, v: int, seq: Ints, size: int, at: Ints) -> None:
    """Fill what the estimate of an insertion reads of an evaluated route.

    Breaks are left out, so it is never too strict.
    """
    own = t.vehicle[v]
    home = own[V_END]
    opens_s, closes_s = window_at(t, home, at[size, P_BEGIN])
    limit_s, same_limit_s = latest(t, home, own[V_LATEST]), min(closes_s, own[V_LATEST])
    end_s, same_end_s = max(own[V_BEGINS], t.node[home, N_OPEN]), max(own[V_BEGINS], opens_s)
    rest_s, ends = at[size, P_LEG_S], size
    at[size, P_LIMIT], at[size, P_END], at[size, P_REST] = limit_s, end_s, 0
    at[size, P_SAME_LIMIT], at[size, P_SAME_END] = same_limit_s, same_end_s
    for k in range(size - 1, -1, -1):
        node = seq[k]
        attributes, begin_s = t.node[node], at[k, P_BEGIN]
        work_s = at[k, P_LEAVE] - begin_s
        if node >= t.n:
            _, grams, slots, _, _ = cargo(t, seq, size, k)
            _prepare_trip(t, v, seq, k, ends, grams, slots, at)
            ends = k
        opens_s, closes_s = window_at(t, node, begin_s)
        limit_s = latest(t, node, limit_s - at[k + 1, P_LEG_S] - work_s)
        same_limit_s = min(
            _latest_in_window(attributes, closes_s, begin_s), same_limit_s - at[k + 1, P_LEG_S] - work_s
        )
        rest_s += work_s
        at[k, P_LIMIT], at[k, P_SAME_LIMIT], at[k, P_REST] = limit_s, same_limit_s, rest_s
        end_s = max(end_s, attributes[N_OPEN] + rest_s)
        # A loading may also have waited for its goods or a bay: it begins no earlier than now.
        same_end_s = max(same_end_s, (begin_s if node >= t.n else opens_s) + rest_s)
        at[k, P_END], at[k, P_SAME_END] = end_s, same_end_s
        rest_s += at[k, P_LEG_S]


@fused
def _latest_in_window(attributes: Ints, closes_s: int, begin_s: int) -> int:
    """Return when the work at a node must begin at the latest if nothing there is to change."""
    if attributes[N_BAYS] or begin_s > attributes[N_DUE]:
        return begin_s
    return min(closes_s, int(attributes[N_DUE]), max(begin_s, int(attributes[N_FROM])))


@woven
def _prepare_trip(
    t: Tables, v: int, seq: Ints, head: int, ends: int, grams: int, slots: int, at: Ints
) -> None:
    """Fill what is known by trip: the trip's clock as a function of its departure, and its free room."""
    leave_s, same_leave_s, takes_s, limit_s, same_limit_s = NEVER, NEVER, 0, FAR, FAR
    payload, room = t.vehicle[v, V_PAYLOAD], t.vehicle[v, V_SLOTS]
    at[head, P_TRIP_LEAVE], at[head, P_TRIP_TAKES], at[head, P_TRIP_LIMIT] = leave_s, takes_s, limit_s
    at[head, P_TRIP_SAME_LIMIT], at[head, P_TRIP_SAME_LEAVE] = same_limit_s, same_leave_s
    at[head, P_HEAD] = head
    free_g, free_slots = payload - grams, room - slots
    at[head, P_FREE_G], at[head, P_FREE_SLOTS] = free_g, free_slots
    at[head, P_ROOM_G], at[head, P_ROOM_SLOTS] = free_g, free_slots
    for i in range(head + 1, ends):
        attributes, begin_s, leg_s = t.node[seq[i]], at[i, P_BEGIN], at[i, P_LEG_S]
        opens_s, closes_s = window_at(t, seq[i], begin_s)
        takes_s += leg_s
        limit_s = min(limit_s, attributes[N_CLOSE] - takes_s)
        same_limit_s = min(same_limit_s, _latest_in_window(attributes, closes_s, begin_s) - takes_s)
        leave_s = max(leave_s + leg_s, attributes[N_OPEN]) + attributes[N_WORK]
        same_leave_s = max(same_leave_s + leg_s, opens_s) + attributes[N_WORK]
        takes_s += attributes[N_WORK]
        at[i, P_TRIP_LEAVE], at[i, P_TRIP_TAKES], at[i, P_TRIP_LIMIT] = leave_s, takes_s, limit_s
        at[i, P_TRIP_SAME_LIMIT], at[i, P_TRIP_SAME_LEAVE] = same_limit_s, same_leave_s
        at[i, P_HEAD] = head
        grams += attributes[N_BACK_G] - attributes[N_OUT_G]
        slots += attributes[N_BACK_SLOTS] - attributes[N_OUT_SLOTS]
        at[i, P_ROOM_G], at[i, P_ROOM_SLOTS] = payload - grams, room - slots
        free_g, free_slots = min(free_g, payload - grams), min(free_slots, room - slots)
        at[i, P_FREE_G], at[i, P_FREE_SLOTS] = free_g, free_slots
    for i in range(ends - 2, head - 1, -1):
        at[i, P_ROOM_G] = min(at[i, P_ROOM_G], at[i + 1, P_ROOM_G])
        at[i, P_ROOM_SLOTS] = min(at[i, P_ROOM_SLOTS], at[i + 1, P_ROOM_SLOTS])


@fused
def note_positions(t: Tables, s: State, v: int, size: int) -> None:
    """Note where a route's parts stand, and how long the legs beside them are."""
    seq, at = s.seq[v], s.at[v]
    for i in range(size):
        if seq[i] < t.n:
            s.position[seq[i]] = i
            before = 0 if seq[i - 1] < t.n else 1
            after = 0 if i + 1 < size and seq[i + 1] < t.n else 1
            reach = s.reach[seq[i]]
            reach[1 - before] = -UNREACHABLE_LEG
            reach[before] = at[i, P_LEG_M]
            reach[after] = max(at[i + 1, P_LEG_M], reach[after])


@compiled
def update_route(t: Tables, s: State, v: int, spare_at: Ints, spare: Ints) -> bool:
    """Evaluate a changed route anew, with all that is stored of it, and update the totals."""
    route = s.route[v]
    s.total[6] -= route[R_COST]
    for u in range(3):
        s.total[3 + u] -= route[R_LATE + u]
    good = True
    size = s.size[v]
    if size:
        good = price_route(t, s, v, s.seq[v], size, 0, s.at[v], route, spare_at, spare)
        prepare_insertions(t, v, s.seq[v], size, s.at[v])
        note_positions(t, s, v, size)
        _note_loadings(t, s, v, size, spare_at, spare)
    else:
        for column in (R_COST, R_METRES, R_START, R_END, R_TRIPS, R_LATE, R_LATE + 1, R_LATE + 2, R_WAITED):
            route[column] = 0
        route[R_MEALS] = route[R_MEALS_LATER] = route[R_MEALS_LONGER] = 0
        remove_loadings(s, v)
    s.total[6] += route[R_COST]
    for u in range(3):
        s.total[3 + u] += route[R_LATE + u]
    return good
