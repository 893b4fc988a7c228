"""Vehicle swap: two routes, or a route and an idle truck, exchange their trucks.

Ruin and recreate changes a route's truck only stop by stop, over plans that pay for both.
"""

from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import compiled, fused, woven
from routing.engines.ruin_recreate.data.state import State
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import Workspace, look_up_idle
from routing.engines.ruin_recreate.moves.tail_exchange import BROKEN, KEPT, NOTHING, exchange, stock_lasts
from routing.engines.ruin_recreate.route.update import update_route


@compiled
def swap_vehicles(t: Tables, s: State, part: int, most: float, workspace: Workspace) -> int:
    """Exchange the route of `part` with that of the truck of another kind with which that is cheapest.

    It is tried only if energy rises by less than `most`. `workspace.changed` marks both. Returns what
    `exchange_tails` does.
    """
    v = s.truck[part]
    if v < 0 or not _free(s, v):
        return NOTHING
    look_up_idle(t, s, workspace)
    best, w = most, -1
    for u in range(len(s.size)):
        kind = t.vehicle[u, c.V_KIND]
        if (
            kind == t.vehicle[v, c.V_KIND]
            or not _free(s, u)
            or (s.size[u] == 0 and workspace.idle[kind] != u)
        ):
            continue
        rise = _rise(t, s, v, u)
        if rise < best and _fits(t, s, v, u) and _fits(t, s, u, v):
            best, w = rise, u
    if w < 0:
        return NOTHING
    exchange(t, s, v, 0, w, 0, workspace)
    workspace.changed[v] = workspace.changed[w] = 1
    good = update_route(t, s, v, workspace.spare_at, workspace.spare) and update_route(
        t, s, w, workspace.spare_at, workspace.spare
    )
    return KEPT if good and stock_lasts(s) else BROKEN


@fused
def _free(s: State, v: int) -> bool:
    return bool(s.mine[v] and s.route[v, c.R_PINNED] == 0 and not s.route[v, c.R_CLOSED])


@woven
def _rise(t: Tables, s: State, v: int, w: int) -> float:
    """Return what an exchange of whole routes costs more; hours, and legs from and to home, left out."""
    a, b = t.vehicle[v], t.vehicle[w]
    metres = s.route[v, c.R_METRES] - (s.route[w, c.R_METRES] if s.size[w] else 0)
    fixed = 0 if s.size[w] else b[c.V_FIXED] - a[c.V_FIXED]
    return float(fixed + metres * (b[c.V_KM] - a[c.V_KM]) / 1000.0)


@fused
def _fits(t: Tables, s: State, v: int, w: int) -> bool:
    """Say whether the fulls of each trip of v fit truck w."""
    grams = 0
    for i in range(s.size[v]):
        node = s.seq[v, i]
        if not t.able[w, node]:
            return False
        grams = 0 if node >= t.n else grams + t.node[node, c.N_OUT_G]
        if grams > t.vehicle[w, c.V_PAYLOAD]:
            return False
    return True
