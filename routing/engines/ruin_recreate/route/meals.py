"""A route with its meals: the timetable's rule once more, compiled.

The search knows routes by what they are without meals (`evaluation`), and only what a route is worth is
worked out with them: its start, end, lateness and cost.
"""

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused, inner, woven
from routing.engines.ruin_recreate.data.state import State
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.time_dependent import UNREACHABLE_LEG
from routing.engines.ruin_recreate.route.bays import free_bay
from routing.engines.ruin_recreate.route.hours import NEVER, earliest
from routing.engines.ruin_recreate.route.leaving import takes
from routing.engines.ruin_recreate.route.trip import cargo, cost_vnd, stop_vnd

M_OPEN, M_CLOSE = 0, 1


@fused
def owes_meals(t: Tables, v: int, start_s: int, end_s: int) -> bool:
    """Say whether a day of that length, without a meal, lacks one."""
    if end_s - start_s > t.vehicle[v, c.V_WITHIN]:
        return True
    for w in range(t.meals.shape[1]):
        if start_s <= t.meals[v, w, M_OPEN] and t.meals[v, w, M_CLOSE] < end_s:
            return True
    return False


@fused
def _serves(t: Tables, v: int, w: int, start_s: int, end_s: int) -> bool:
    from_s = max(start_s, t.meals[v, w, M_OPEN])
    return bool(from_s <= t.meals[v, w, M_CLOSE] and end_s - from_s >= t.vehicle[v, c.V_MEAL])


@fused
def _next_window(t: Tables, v: int, start_s: int) -> int:
    w = 0
    while t.meals[v, w, M_OPEN] < start_s:
        w += 1
    return w


@fused
def _after_meal(t: Tables, v: int, turn: int, start_s: int, end_s: int) -> int:
    """Return the window that is owed next after a meal; -1 if one is missed."""
    while _serves(t, v, turn, start_s, end_s):
        turn += 1
    return -1 if t.meals[v, turn, M_CLOSE] < end_s else turn


@fused
def _held_until(t: Tables, v: int, at_s: int, until_s: int, since_s: int, turn: int) -> int:
    """Return until when a pause from `at_s` to `until_s` lasts if what falls due meanwhile is held in it."""
    meal_s = t.vehicle[v, c.V_MEAL]
    if since_s != NEVER:
        if until_s > since_s + t.vehicle[v, c.V_WITHIN] and until_s - at_s < meal_s:
            until_s = at_s + meal_s
        while until_s > t.meals[v, turn, M_CLOSE]:
            if not _serves(t, v, turn, at_s, until_s):
                until_s = max(at_s, t.meals[v, turn, M_OPEN]) + meal_s
            turn += 1
    return until_s


@inner
def _drive(
    t: Tables, v: int, at_s: int, stretch_s: int, since_s: int, turn: int, left_s: int
) -> tuple[int, int, int, int]:
    """Return arrival, driving since the last break, the end of the last meal and the window owed next.

    The arrival is `FAR` where a meal is missed.
    """
    own = t.vehicle[v]
    limit_s, break_s, meal_s = own[c.V_STRETCH], own[c.V_BREAK], own[c.V_MEAL]
    while True:
        due_s = min(since_s + own[c.V_WITHIN], t.meals[v, turn, M_CLOSE])
        step_s = min(due_s - at_s, limit_s - stretch_s)
        if step_s >= left_s:
            return at_s + left_s, stretch_s + left_s, since_s, turn
        at_s += step_s
        stretch_s += step_s
        left_s -= step_s
        until_s = at_s + (meal_s if due_s == at_s else break_s)
        until_s = _held_until(t, v, at_s, until_s, since_s, turn)
        if until_s - at_s >= break_s:
            stretch_s = 0
        if until_s - at_s >= meal_s:
            since_s, turn = until_s, _after_meal(t, v, turn, at_s, until_s)
            if turn < 0:
                return FAR, stretch_s, since_s, turn
        at_s = until_s


@fused
def _waited(
    t: Tables, v: int, at_s: int, until_s: int, stretch_s: int, since_s: int, turn: int
) -> tuple[int, int, int]:
    """Return driving since the last break, the end of the last meal and the window owed next, after a wait.

    The window is -1 where a meal is missed.
    """
    own, wait_s = t.vehicle[v], until_s - at_s
    if since_s != NEVER:
        if wait_s >= own[c.V_MEAL]:
            rested_s = 0 if wait_s >= own[c.V_BREAK] else stretch_s
            return rested_s, until_s, _after_meal(t, v, turn, at_s, until_s)
        if min(since_s + own[c.V_WITHIN], t.meals[v, turn, M_CLOSE]) < until_s:
            return stretch_s, since_s, -1
    if own[c.V_STRETCH] < FAR and stretch_s > 0 and wait_s >= max(1, own[c.V_BREAK]):
        stretch_s = 0
    return stretch_s, since_s, turn


@woven
def _leave(
    t: Tables, v: int, here: int, there: int, at_s: int, stretch_s: int, since_s: int, turn: int
) -> tuple[int, int, int]:
    """Return departure, seconds and metres of the drive that arrives first, as `leaving.leave` does."""
    p, slot, slots = t.vehicle[v, c.V_PROFILE], 0, t.time_dependent.start.shape[1]
    best_s, depart_s, travel_s, travel_m = FAR, at_s, UNREACHABLE_LEG, 0
    now_s = at_s
    while now_s < best_s:
        now_s = _held_until(t, v, at_s, now_s, since_s, turn)
        while slot + 1 < slots and t.time_dependent.start[p, slot + 1] <= now_s:
            slot += 1
        end_s = t.time_dependent.end[p, slot]
        rested_s, meal_end_s, owed = _waited(t, v, at_s, now_s, stretch_s, since_s, turn)
        if meal_end_s == NEVER:
            meal_end_s, owed = now_s, _next_window(t, v, now_s)
        for kind in range(2):
            takes_s = takes(t, p, kind, here, there, now_s, slot)
            if takes_s >= UNREACHABLE_LEG or owed < 0:
                continue
            arrive_s = _drive(t, v, now_s, rested_s, meal_end_s, owed, takes_s)[0]
            if (kind or arrive_s <= end_s) and arrive_s < best_s:
                best_s, depart_s, travel_s = arrive_s, now_s, takes_s
                travel_m = t.time_dependent.metres[t.time_dependent.table[p, kind, slot], here, there]
        slot = t.time_dependent.following[p, slot]
        if slot < 0:
            break
        now_s = t.time_dependent.start[p, slot]
    return depart_s, travel_s, travel_m


@fused
def _begins(t: Tables, s: State, v: int, node: int, at_s: int, load_s: int) -> int:
    """Return the first second from `at_s` on at which work may begin; a loading of `load_s` needs a bay."""
    begin_s = earliest(t, node, at_s)
    if load_s and t.node[node, c.N_BAYS]:
        begin_s = free_bay(t, s, v, node, begin_s, load_s)
    return begin_s


@inner
def evaluate_with_meals(  # noqa: C901, PLR0912, PLR0915 - one pass
    t: Tables, s: State, v: int, seq: Ints, size: int, later_s: int, at: Ints, route: Ints
) -> bool:
    """Time a route that keeps the rules without meals, with them; say whether it still does.

    Parameters
    ----------
    later_s : int
        By how much the start is delayed; 0 for as early as can be.
    at : int64 array, shape (>= size + 1, POSITION_COLUMNS)
        Filled with begin and leave.
    route : int64 array, shape (ROUTE_COLUMNS,)
        Filled with metres, start, end, lateness and cost.
    """
    own = t.vehicle[v]
    table, lengths, meal_s = t.seconds[own[c.V_PROFILE]], t.metres[own[c.V_PROFILE]], own[c.V_MEAL]
    at_s, here, stretch_s, driven_s, length_m = own[c.V_BEGINS], own[c.V_START], 0, 0, 0
    since_s, turn, start_s = NEVER, 0, 0
    route[c.R_LATE], route[c.R_LATE + 1], route[c.R_LATE + 2], route[c.R_STOPS], route[c.R_WAITED] = (
        0,
        0,
        0,
        0,
        0,
    )
    for k in range(size + 1):
        node = seq[k] if k < size else own[c.V_END]
        attributes = t.node[node]
        at_home = k == 0 and node == own[c.V_START]
        if not at_home:
            if k == 0:
                at_s += later_s
            travel_s, travel_m = int(table[here, node]), int(lengths[here, node])
            if own[c.V_TIME_DEPENDENT]:
                depart_s, travel_s, travel_m = _leave(t, v, here, node, at_s, stretch_s, since_s, turn)
                stretch_s, since_s, turn = _waited(t, v, at_s, depart_s, stretch_s, since_s, turn)
                at_s = depart_s
            if travel_s >= UNREACHABLE_LEG or turn < 0:
                return False
            if k == 0:
                start_s = since_s = at_s
                turn = _next_window(t, v, at_s)
            at_s, stretch_s, since_s, turn = _drive(t, v, at_s, stretch_s, since_s, turn, travel_s)
            if at_s >= FAR:
                return False
            driven_s += travel_s
            length_m += travel_m
        here = node
        work_s, ready_s, load_s = 0, NEVER, 0
        if k < size:
            work_s = attributes[c.N_WORK]
            if node >= t.n:
                fulls, _, _, ready_s, _ = cargo(t, seq, size, k)
                work_s += attributes[c.N_PER_FULL] * fulls
                load_s = work_s
        begin_s = _begins(t, s, v, node, max(at_s, ready_s), load_s)
        if at_home:
            begin_s += later_s
            start_s = since_s = at_s = begin_s
            turn = _next_window(t, v, begin_s)
        elif begin_s != NEVER:
            if begin_s + work_s > since_s + own[c.V_WITHIN] and begin_s - at_s < meal_s:
                begin_s = _begins(t, s, v, node, max(at_s + meal_s, ready_s), load_s)
            w = turn
            while begin_s != NEVER and begin_s + work_s > t.meals[v, w, M_CLOSE]:
                if not _serves(t, v, w, at_s, begin_s):
                    meal_end_s = max(at_s, t.meals[v, w, M_OPEN]) + meal_s
                    begin_s = _begins(t, s, v, node, max(meal_end_s, ready_s), load_s)
                w += 1
        if begin_s == NEVER:
            return False
        if not at_home:
            stretch_s, since_s, turn = _waited(t, v, at_s, begin_s, stretch_s, since_s, turn)
        at_s = begin_s + work_s
        if turn < 0 or min(since_s + own[c.V_WITHIN], t.meals[v, turn, M_CLOSE]) < at_s:
            return False
        if node < t.n:
            urgency = attributes[c.N_URGENCY]
            route[c.R_LATE + urgency] += max(0, begin_s - attributes[c.N_DUE])
            route[c.R_STOPS] += stop_vnd(t, v, node, begin_s)
            route[c.R_WAITED] += max(0, begin_s - attributes[c.N_FROM]) * attributes[c.N_WAITING]
        at[k, c.P_BEGIN], at[k, c.P_LEAVE] = begin_s, at_s
    route[c.R_START], route[c.R_END], route[c.R_METRES] = start_s, at_s, length_m
    route[c.R_COST] = cost_vnd(t, v, route)
    good = at_s <= own[c.V_LATEST] and driven_s <= own[c.V_MAX_DRIVING]
    return bool(good and at_s - start_s <= own[c.V_MAX_DURATION])


@woven
def add_meals(
    t: Tables, s: State, v: int, seq: Ints, size: int, route: Ints, spare_at: Ints, spare: Ints
) -> bool:
    """Give an evaluated route its meals; say whether it still keeps the rules.

    It leaves when it would without meals. Where that is too late for them it is tried earlier, by a
    meal and as early as can be: the least late is taken, then the cheapest.
    """
    own = t.vehicle[v]
    if not owes_meals(t, v, route[c.R_START], route[c.R_END]):
        return True
    start_s, end_s, latest_s = route[c.R_START], route[c.R_END], route[c.R_START] - route[c.R_FIRST]
    late0, late1, late2 = route[c.R_LATE], route[c.R_LATE + 1], route[c.R_LATE + 2]
    for attempt in range(3):
        later_s = latest_s if attempt == 0 else (latest_s - own[c.V_MEAL] if attempt == 1 else 0)
        if attempt and (later_s < 0 or later_s == (latest_s if attempt == 2 else 0)):
            continue
        if not evaluate_with_meals(t, s, v, seq, size, later_s, spare_at, spare):
            continue
        if route[c.R_MEALS] == 0 or _comes_before(spare, route):
            route[c.R_MEALS] = 1 + later_s
            for column in (c.R_START, c.R_END, c.R_METRES, c.R_COST, c.R_STOPS, c.R_WAITED):
                route[column] = spare[column]
            for u in range(3):
                route[c.R_LATE + u] = spare[c.R_LATE + u]
        if attempt == 0:
            same = route[c.R_LATE] == late0 and route[c.R_LATE + 1] == late1 and route[c.R_LATE + 2] == late2
            if same and route[c.R_END] <= max(own[c.V_ENDS], end_s):
                break
    route[c.R_MEALS_LATER] = route[c.R_END] - end_s
    route[c.R_MEALS_LONGER] = route[c.R_MEALS_LATER] - route[c.R_START] + start_s
    return bool(route[c.R_MEALS])


@woven
def _comes_before(a: Ints, b: Ints) -> bool:
    for column in (c.R_LATE, c.R_LATE + 1, c.R_LATE + 2):
        if a[column] != b[column]:
            return bool(a[column] < b[column])
    return bool(a[c.R_COST] < b[c.R_COST])
