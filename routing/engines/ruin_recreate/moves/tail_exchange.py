"""Tail exchange: two routes exchange all that follows two stops that are near each other.

The classic 2-opt* of Potvin and Rousseau, "An Exchange Heuristic for Routeing Problems with Time
Windows", Journal of the Operational Research Society 46 (1995). Strings are short, so ruin and
recreate seldom finds what lies behind such an exchange where routes are long.
"""

from typing import Final

from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import compiled, fused, woven
from routing.engines.ruin_recreate.data.state import State
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import Workspace
from routing.engines.ruin_recreate.moves.recreate import use_stock
from routing.engines.ruin_recreate.route.bays import remove_loadings
from routing.engines.ruin_recreate.route.update import update_route

_NEIGHBOURS: Final = 30

NOTHING, KEPT, BROKEN = 0, 1, 2
"""No exchange was made; one that keeps the rules; one that does not."""


@compiled
def exchange_tails(t: Tables, s: State, part: int, most: float, workspace: Workspace) -> int:
    """Exchange the tails behind or before `part` and the neighbour with which that is cheapest.

    It is tried only if energy rises by less than `most`. `workspace.changed` marks the two routes.
    """
    v = s.truck[part]
    if v < 0 or not _open(s, v, s.position[part]):
        return NOTHING
    best, at, w, to = most, 0, -1, 0
    for i in range(min(_NEIGHBOURS, len(t.beside[part]))):
        other = t.beside[part, i]
        u = s.truck[other]
        if u < 0 or u == v or not _open(s, u, s.position[other]):
            continue
        # The part first, the neighbour behind it; then the other way round.
        rise = _rise(t, s, v, s.position[part] + 1, u, s.position[other], best)
        if rise < best:
            best, at, w, to = rise, s.position[part] + 1, u, s.position[other]
        rise = _rise(t, s, v, s.position[part], u, s.position[other] + 1, best)
        if rise < best:
            best, at, w, to = rise, s.position[part], u, s.position[other] + 1
    if w < 0:
        return NOTHING
    exchange(t, s, v, at, w, to, workspace)
    workspace.changed[v] = workspace.changed[w] = 1
    good = update_route(t, s, v, workspace.spare_at, workspace.spare) and update_route(
        t, s, w, workspace.spare_at, workspace.spare
    )
    return KEPT if good and stock_lasts(s) else BROKEN


@fused
def _open(s: State, v: int, p: int) -> bool:
    return bool(s.mine[v] and p > s.route[v, c.R_PINNED] and not s.route[v, c.R_CLOSED])


@fused
def _rise(t: Tables, s: State, v: int, p: int, w: int, q: int, most: float) -> float:
    """Return what it costs more, hours left out, to exchange the tails from p in v and from q in w.

    At least `most` where that is too dear, or the estimate is that it cannot be.
    """
    a, b = t.vehicle[v], t.vehicle[w]
    before, after = s.seq[v, p - 1], s.seq[v, p] if p < s.size[v] else a[c.V_END]
    first, last = s.seq[w, q - 1], s.seq[w, q] if q < s.size[w] else b[c.V_END]
    after_w = after if p < s.size[v] else b[c.V_END]
    last_v = last if q < s.size[w] else a[c.V_END]
    x, y = a[c.V_PROFILE], b[c.V_PROFILE]
    more_m = t.metres[x, before, last_v] + t.metres[y, first, after_w]
    more_m -= s.at[v, p, c.P_LEG_M] + s.at[w, q, c.P_LEG_M]
    rise = more_m * min(a[c.V_KM], b[c.V_KM]) / 1000.0
    empties_v, empties_w = before >= t.n, first >= t.n
    ends_v, ends_w = last_v >= t.n, after_w >= t.n
    if (empties_v and ends_v) or (empties_w and ends_w):
        # A loading that serves nothing: only a whole route may go.
        if empties_w and q == 1 and p == s.size[v]:
            more_m -= t.metres[y, first, after_w]
            rise = more_m * b[c.V_KM] / 1000.0 - b[c.V_FIXED]
        elif empties_v and p == 1 and q == s.size[w]:
            more_m -= t.metres[x, before, last_v]
            rise = more_m * a[c.V_KM] / 1000.0 - a[c.V_FIXED]
        else:
            return most
    if rise >= most or max(p + s.size[w] - q, q + s.size[v] - p) > s.seq.shape[1] - 2:
        return most
    if s.at[v, p - 1, c.P_LEAVE] + t.seconds[x, before, last_v] > s.at[w, q, c.P_LIMIT] and not ends_v:
        return most
    if s.at[w, q - 1, c.P_LEAVE] + t.seconds[y, first, after_w] > s.at[v, p, c.P_LIMIT] and not ends_w:
        return most
    out_v, out_w = _to_deliver(t, s, v, p), _to_deliver(t, s, w, q)
    if out_w - out_v > s.at[v, p - 1, c.P_FREE_G] or out_v - out_w > s.at[w, q - 1, c.P_FREE_G]:
        return most
    return float(rise)


@fused
def _to_deliver(t: Tables, s: State, v: int, p: int) -> int:
    """Return the grams that the trip which runs at position p delivers from there on."""
    out = 0
    for i in range(p, s.size[v]):
        node = s.seq[v, i]
        if node >= t.n:
            break
        out += t.node[node, c.N_OUT_G]
    return int(out)


@fused
def exchange(t: Tables, s: State, v: int, p: int, w: int, q: int, workspace: Workspace) -> None:
    """Exchange the tails from p in v and from q in w; both routes are to be updated then."""
    use_stock(t, s, v, 1)
    use_stock(t, s, w, 1)
    tail, count = workspace.seq, s.size[v] - p
    for i in range(count):
        tail[i] = s.seq[v, p + i]
    more = s.size[w] - q
    for i in range(more):
        s.seq[v, p + i] = s.seq[w, q + i]
    for i in range(count):
        s.seq[w, q + i] = tail[i]
    s.size[v], s.size[w] = p + more, q + count
    for changed in (v, w):
        _settle(t, s, changed)
        remove_loadings(
            s, changed
        )  # Their old loadings keep no bay from each other while they are evaluated.


@woven
def _settle(t: Tables, s: State, v: int) -> None:
    """Note what a route serves now; a loading alone is no route."""
    if s.size[v] == 1:
        s.size[v] = 0
    for i in range(s.size[v]):
        if s.seq[v, i] < t.n:
            s.truck[s.seq[v, i]] = v
    use_stock(t, s, v, -1)


@woven
def stock_lasts(s: State) -> bool:
    """Say whether no depot gives more than it has."""
    for d in range(s.left.shape[0]):
        for k in range(s.left.shape[1]):
            if s.left[d, k] < 0:
                return False
    return True
