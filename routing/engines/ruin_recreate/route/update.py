"""A route of a state worked out anew: evaluated, with its meals, its loadings noted."""

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import compiled, fused, woven
from routing.engines.ruin_recreate.data.state import State
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.time_dependent import UNREACHABLE_LEG
from routing.engines.ruin_recreate.route.bays import enter_loadings, remove_loadings
from routing.engines.ruin_recreate.route.evaluation import price_route
from routing.engines.ruin_recreate.route.meals import evaluate_with_meals
from routing.engines.ruin_recreate.route.preparation import prepare_insertions


@woven
def _note_loadings(t: Tables, s: State, v: int, size: int, spare_at: Ints, spare: Ints) -> None:
    loading = 0
    if s.loadings.shape[1] and s.route[v, c.R_MEALS]:
        evaluate_with_meals(t, s, v, s.seq[v], size, s.route[v, c.R_MEALS] - 1, spare_at, spare)
    for i in range(size):
        if s.seq[v, i] >= t.n and loading < s.loadings.shape[1]:
            s.loadings[v, loading, 0] = s.seq[v, i]
            s.loadings[v, loading, 1], s.loadings[v, loading, 2] = (
                s.at[v, i, c.P_BEGIN],
                s.at[v, i, c.P_LEAVE],
            )
            if s.route[v, c.R_MEALS]:
                s.loadings[v, loading, 1], s.loadings[v, loading, 2] = (
                    spare_at[i, c.P_BEGIN],
                    spare_at[i, c.P_LEAVE],
                )
            elif i == 0:
                # The first loading is put off with the start, once there is no wait for it any more.
                later_s = s.route[v, c.R_START] - s.route[v, c.R_FIRST] - s.at[v, 0, c.P_WAITS]
                s.loadings[v, loading, 1] += later_s
                s.loadings[v, loading, 2] += later_s
            loading += 1
    remove_loadings(s, v)
    enter_loadings(t, s, v)


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
            reach[before] = at[i, c.P_LEG_M]
            reach[after] = max(at[i + 1, c.P_LEG_M], reach[after])


@compiled
def update_route(t: Tables, s: State, v: int, spare_at: Ints, spare: Ints) -> bool:
    """Evaluate a changed route anew, with all that is stored of it, and update the totals."""
    route = s.route[v]
    s.total[6] -= route[c.R_COST]
    for u in range(3):
        s.total[3 + u] -= route[c.R_LATE + u]
    good = True
    size = s.size[v]
    if size:
        good = price_route(t, s, v, s.seq[v], size, 0, s.at[v], route, spare_at, spare)
        prepare_insertions(t, v, s.seq[v], size, s.at[v])
        note_positions(t, s, v, size)
        _note_loadings(t, s, v, size, spare_at, spare)
    else:
        for column in (
            c.R_COST,
            c.R_METRES,
            c.R_START,
            c.R_END,
            c.R_TRIPS,
            c.R_LATE,
            c.R_LATE + 1,
            c.R_LATE + 2,
            c.R_WAITED,
        ):
            route[column] = 0
        route[c.R_MEALS] = route[c.R_MEALS_LATER] = route[c.R_MEALS_LONGER] = 0
        remove_loadings(s, v)
    s.total[6] += route[c.R_COST]
    for u in range(3):
        s.total[3 + u] += route[c.R_LATE + u]
    return good
