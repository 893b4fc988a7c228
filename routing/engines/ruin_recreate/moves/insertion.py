"""Where a part may go, and what that costs: estimated from what is stored of a route, or evaluated.

An insertion position is a truck, a position and a depot. Depot -1 puts the part between two nodes. Depot `d`
puts a loading there and then the part. `-2 - d` puts the part and then a loading at depot d: what follows
becomes a trip of its own.

An estimate is a time-window concatenation: it joins the stretches before and behind the part by a few
numbers of each, in constant time. See Vidal, Crainic, Gendreau and Prins, "A hybrid genetic algorithm with
adaptive diversity management for a large class of vehicle routing problems with time-windows", 2013.
"""

from typing import Final

from routing.arrays import FAR, Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused, inner, woven
from routing.engines.ruin_recreate.data.state import LATE_WEIGHT, State
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.time_dependent import UNREACHABLE_LEG
from routing.engines.ruin_recreate.data.workspace import MOST_CANDIDATES, Workspace
from routing.engines.ruin_recreate.route.bays import bay_stays_free
from routing.engines.ruin_recreate.route.hours import NEVER, earliest, window_at
from routing.engines.ruin_recreate.route.meals import owes_meals
from routing.engines.ruin_recreate.route.trip import stop_vnd

NOWHERE: Final = 1e300
BETWEEN: Final = -1


@inner
def route_energy(cost: int, route: Ints) -> float:
    """Return a route's energy in VND."""
    value = float(cost)
    for u in range(3):
        value += LATE_WEIGHT[u] * route[c.R_LATE + u]
    return value


@fused
def offer(workspace: Workspace, rise: float, v: int, position: int, depot: int) -> None:
    """Keep a position if it is the cheapest so far."""
    if rise < workspace.rise[0]:
        workspace.rise[0] = rise
        workspace.best[0], workspace.best[1], workspace.best[2] = v, position, depot


@fused
def _keep_candidate(workspace: Workspace, least: float, v: int, position: int, depot: int) -> None:
    k = workspace.candidate_count[0]
    if k < MOST_CANDIDATES:
        workspace.candidates[k, 0], workspace.candidates[k, 1], workspace.candidates[k, 2] = (
            v,
            position,
            depot,
        )
        workspace.least[k] = least
        workspace.candidate_count[0] = k + 1


@fused
def estimate_insertion(t: Tables, s: State, part: int, v: int, p: int, workspace: Workspace) -> None:  # noqa: C901, PLR0912, PLR0915
    """Estimate a part between positions p - 1 and p of a route: offer it, or keep it as a candidate.

    Where all that is served already stays in its window (see `POSITION_COLUMNS`), the cost is exact;
    otherwise it is the least that the insertion may cost. Where travel depends on the hour, or stops are to
    keep their hour (`Stay`), it is a guess of that least, since what is served already may cost less then.
    """
    own, attributes, at, route = t.vehicle[v], t.node[part], s.at[v], s.route[v]
    size, profile, b = s.size[v], own[c.V_PROFILE], p - 1
    before = s.seq[v, b]
    after = s.seq[v, p] if p < size else own[c.V_END]
    more_m = t.metres_to[profile, part, before] + t.metres[profile, part, after] - at[p, c.P_LEG_M]
    rise = more_m * own[c.V_KM] / 1000.0
    if rise >= workspace.rise[0]:
        return
    if attributes[c.N_OUT_G] > at[b, c.P_FREE_G] or attributes[c.N_BACK_G] > at[b, c.P_ROOM_G]:
        return
    if (
        attributes[c.N_OUT_SLOTS] > at[b, c.P_FREE_SLOTS]
        or attributes[c.N_BACK_SLOTS] > at[b, c.P_ROOM_SLOTS]
    ):
        return
    head = at[b, c.P_HEAD]
    depot = s.seq[v, head]
    if not workspace.covers[depot - t.n]:
        return
    first_s, waits_s, slack_s, leaves_s = (
        route[c.R_FIRST],
        at[b, c.P_WAITS],
        at[b, c.P_SLACK],
        at[b, c.P_LEAVE],
    )
    loads_s, put_off_s, same_window = t.node[depot, c.N_PER_FULL] * attributes[c.N_FULLS], 0, True
    if loads_s or attributes[c.N_RELEASE] > at[head, c.P_BEGIN]:
        begin_s = at[head, c.P_BEGIN]
        if attributes[c.N_RELEASE] > begin_s:
            begin_s = earliest(t, depot, attributes[c.N_RELEASE])
            if begin_s == NEVER:
                return
        put_off_s = begin_s - at[head, c.P_BEGIN]
        departs_s = at[head, c.P_LEAVE] + put_off_s + loads_s
        if departs_s > at[b, c.P_TRIP_LIMIT]:
            return
        same_window = departs_s <= at[b, c.P_TRIP_SAME_LIMIT]
        through_s = max(at[b, c.P_TRIP_LEAVE], departs_s + at[b, c.P_TRIP_TAKES])
        if same_window:
            through_s = max(at[b, c.P_TRIP_SAME_LEAVE], through_s)
        leaves_s = max(leaves_s, through_s)
        waits_s, slack_s = at[head, c.P_WAITS], FAR
        if head:
            waits_s += put_off_s
            slack_s = at[head - 1, c.P_SLACK]
        elif depot == own[c.V_START]:
            first_s += put_off_s
        else:
            waits_s += put_off_s
        may_s = window_at(t, depot, begin_s)[1] - begin_s
        if t.node[depot, c.N_BAYS]:
            same_window = same_window and put_off_s == 0
            may_s = 0 if head else may_s
        slack_s = min(slack_s, waits_s + may_s, waits_s + at[b, c.P_TRIP_SAME_LIMIT] - departs_s)
        waits_s += through_s - departs_s - at[b, c.P_TRIP_TAKES]
    go_s, on_s = t.seconds_to[profile, part, before], t.seconds[profile, part, after]
    arrive_s = leaves_s + go_s
    if go_s >= UNREACHABLE_LEG or on_s >= UNREACHABLE_LEG or arrive_s > attributes[c.N_CLOSE]:
        return
    begin_s = earliest(t, part, arrive_s)
    next_s = begin_s + attributes[c.N_WORK] + on_s
    if next_s > at[p, c.P_LIMIT]:
        return
    driven_s = at[size, c.P_DRIVEN] + go_s + on_s - at[p, c.P_LEG_S]
    if driven_s > own[c.V_MAX_DRIVING] and not own[c.V_TIME_DEPENDENT]:
        return
    same_window = same_window and not own[c.V_TIME_DEPENDENT] and not t.priced
    same_window = (
        same_window and next_s <= at[p, c.P_SAME_LIMIT] and next_s >= at[b, c.P_LEAVE] + at[p, c.P_LEG_S]
    )
    same_window = (
        same_window and driven_s <= own[c.V_STRETCH] and not (s.loadings.shape[1] and at[size, c.P_PAUSED])
    )
    late_s = max(0, begin_s - attributes[c.N_DUE])
    if own[c.V_TIMED]:
        # The earliest return, and the latest start that keeps it: see the rule of departure.
        end_s = max(at[p, c.P_SAME_END] if same_window else at[p, c.P_END], next_s + at[p, c.P_REST])
        waits_s += begin_s - arrive_s
        duration_s = next_s + at[p, c.P_REST] - first_s - waits_s
        if same_window:
            may_s = min(window_at(t, part, begin_s)[1], attributes[c.N_DUE]) - begin_s if late_s == 0 else 0
            may_s = min(may_s, max(0, attributes[c.N_FROM] - begin_s))
            slack_s = min(slack_s, waits_s + may_s, waits_s + at[p, c.P_SAME_LIMIT] - next_s)
            duration_s = max(duration_s, end_s - first_s - slack_s)
        if duration_s > own[c.V_MAX_DURATION] and not own[c.V_TIME_DEPENDENT]:
            return
        meals_s, meals_later_s = 0, 0
        if own[c.V_MEAL] and owes_meals(t, v, end_s - duration_s, end_s):
            # A guess: as much for meals as now, or one.
            same_window = False
            meals_s = meals_later_s = own[c.V_MEAL]
            if route[c.R_MEALS]:
                meals_s, meals_later_s = route[c.R_MEALS_LONGER], route[c.R_MEALS_LATER]
        rise += (duration_s + meals_s - route[c.R_END] + route[c.R_START]) * own[c.V_HOUR] / 3600.0
        overtime_s = max(0, end_s + meals_later_s - own[c.V_ENDS]) - max(0, route[c.R_END] - own[c.V_ENDS])
        rise += overtime_s * own[c.V_OVERTIME] / 3600.0
    rise += LATE_WEIGHT[attributes[c.N_URGENCY]] * late_s
    rise += stop_vnd(t, v, part, begin_s) + _waiting_vnd(attributes, begin_s)
    if rise < workspace.rise[0]:
        if same_window and loads_s and t.node[depot, c.N_BAYS]:
            # The longer loading must not run into another, nor the start be delayed into one.
            needs_s = loads_s + (0 if head else min(max(0, slack_s), route[c.R_END]))
            same_window = bay_stays_free(t, s, v, depot, at[head, c.P_LEAVE]) >= needs_s
        if same_window:
            offer(workspace, rise, v, p, BETWEEN)
        else:
            _keep_candidate(workspace, rise, v, p, BETWEEN)


@fused
def _waiting_vnd(attributes: Ints, begin_s: int) -> float:
    """Return what it costs that a part is begun no earlier."""
    return float(max(0, begin_s - attributes[c.N_FROM]) * attributes[c.N_WAITING] / 3600.0)


@fused
def estimate_new_trip(
    t: Tables, s: State, part: int, v: int, p: int, depot: int, workspace: Workspace
) -> None:
    """Keep as a candidate a new loading at a depot (a node), a part after it, before position p."""
    own, size = t.vehicle[v], s.size[v]
    profile = own[c.V_PROFILE]
    before = s.seq[v, p - 1] if p else own[c.V_START]
    after = s.seq[v, p] if p < size else own[c.V_END]
    metres = t.metres_to[profile, part, depot] + t.metres[profile, part, after]
    metres += t.metres[profile, before, depot] - (s.at[v, p, c.P_LEG_M] if size else 0)
    rise = metres * own[c.V_KM] / 1000.0 + (0 if size else own[c.V_FIXED])
    if rise >= workspace.rise[0] or metres >= UNREACHABLE_LEG:
        return
    at, served = s.at[v], t.node[part]
    leaves_s = at[p - 1, c.P_LEAVE] if p else own[c.V_BEGINS]
    arrive_s = leaves_s + t.seconds[profile, before, depot]
    begin_s = earliest(t, depot, max(arrive_s, served[c.N_RELEASE]))
    if begin_s == NEVER:
        return
    waits_s = begin_s - arrive_s
    loaded_s = begin_s + t.node[depot, c.N_WORK] + t.node[depot, c.N_PER_FULL] * served[c.N_FULLS]
    arrive_s = loaded_s + t.seconds_to[profile, part, depot]
    begin_s = earliest(t, part, arrive_s)
    if begin_s == NEVER:
        return
    waits_s += begin_s - arrive_s
    next_s = begin_s + served[c.N_WORK] + t.seconds[profile, part, after]
    if size and next_s > at[p, c.P_LIMIT]:
        return
    if size == 0:
        rise += (next_s - leaves_s - waits_s) * own[c.V_HOUR] / 3600.0
    elif p and (p == size or s.seq[v, p] >= t.n):
        duration_s = next_s + at[p, c.P_REST] - s.route[v, c.R_FIRST] - at[p - 1, c.P_WAITS] - waits_s
        duration_s += s.route[v, c.R_MEALS_LONGER]
        rise += (duration_s - s.route[v, c.R_END] + s.route[v, c.R_START]) * own[c.V_HOUR] / 3600.0
    elif p:
        rise += _hours_of_split(t, s, part, v, p, depot) * own[c.V_HOUR] / 3600.0
    if begin_s > served[c.N_DUE]:
        rise += LATE_WEIGHT[served[c.N_URGENCY]] * (begin_s - served[c.N_DUE])
    rise += stop_vnd(t, v, part, begin_s) + _waiting_vnd(served, begin_s)
    if rise < workspace.rise[0]:
        _keep_candidate(workspace, rise, v, p, depot - t.n)


@woven
def estimate_trip_split(
    t: Tables, s: State, part: int, v: int, p: int, depot: int, workspace: Workspace
) -> None:
    """Keep as a candidate a part before position p, a new loading after it for the rest of the trip."""
    own, at = t.vehicle[v], s.at[v]
    profile, before, after = own[c.V_PROFILE], s.seq[v, p - 1], s.seq[v, p]
    metres = t.metres_to[profile, part, before] + t.metres[profile, part, depot]
    metres += t.metres[profile, depot, after] - at[p, c.P_LEG_M]
    rise = metres * own[c.V_KM] / 1000.0
    if rise < workspace.rise[0] and metres < UNREACHABLE_LEG:
        rise += _hours_of_split(t, s, part, v, p, depot) * own[c.V_HOUR] / 3600.0
    if rise < workspace.rise[0] and metres < UNREACHABLE_LEG:
        arrive_s = at[p - 1, c.P_LEAVE] + t.seconds_to[profile, part, before]
        # Less is loaded at first than before, so the truck may be here that much earlier.
        head = at[p - 1, c.P_HEAD]
        arrive_s -= at[head, c.P_LEAVE] - at[head, c.P_BEGIN]
        if arrive_s <= t.node[part, c.N_CLOSE]:
            _keep_candidate(workspace, rise, v, p, -2 - (depot - t.n))


@fused
def _hours_of_split(t: Tables, s: State, part: int, v: int, p: int, depot: int) -> int:
    """Return by how many seconds a trip split in two at a part lengthens the day at least.

    The part's own driving is left out, as it stands on one side of the cut or the other. All waiting of
    the day may be used up, and what was loaded at the first depot may load faster at the other.
    """
    own, at, size = t.vehicle[v], s.at[v], s.size[v]
    seconds, before = t.seconds[own[c.V_PROFILE]], s.seq[v, p - 1]
    after, head = s.seq[v, p], s.seq[v, at[p - 1, c.P_HEAD]]
    if t.node[depot, c.N_PER_FULL] < t.node[head, c.N_PER_FULL]:
        return 0
    more_s = seconds[before, depot] + seconds[depot, after] - at[p, c.P_LEG_S]
    more_s += (
        t.node[depot, c.N_WORK]
        + t.node[head, c.N_PER_FULL] * t.node[part, c.N_FULLS]
        + t.node[part, c.N_WORK]
    )
    more_s += min(0, seconds[before, part] + seconds[part, depot] - seconds[before, depot])
    return max(0, int(more_s - at[size, c.P_WAITS]))


@fused
def more_trips(t: Tables, s: State, v: int) -> bool:
    """Say whether a truck on duty may load once more."""
    if s.loadings.shape[1] and s.route[v, c.R_TRIPS] >= s.loadings.shape[1]:
        return False
    return bool(s.mine[v] and s.route[v, c.R_TRIPS] < t.vehicle[v, c.V_TRIPS] and not s.route[v, c.R_CLOSED])


@woven
def is_optional(t: Tables, part: int) -> bool:
    """Say whether a part is served only where that is cheaper than to leave it."""
    return bool(t.node[part, c.N_CYLINDERS] == 0)
