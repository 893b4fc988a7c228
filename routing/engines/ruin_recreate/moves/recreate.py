"""Recreate: each absent part goes where it costs least, with a blink now and then."""

from typing import Final

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import fused, inner, woven
from routing.engines.ruin_recreate.data.rng import Rng, below, uniform
from routing.engines.ruin_recreate.data.state import State, take
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import Workspace, look_up_idle
from routing.engines.ruin_recreate.moves.exact import evaluate_candidates, may_follow, put
from routing.engines.ruin_recreate.moves.insertion import (
    NOWHERE,
    estimate_insertion,
    estimate_new_trip,
    estimate_trip_split,
    is_optional,
    more_trips,
)
from routing.engines.ruin_recreate.route.update import update_route

_BLINK: Final = 100
"""One insertion position of so many is skipped."""
_SPLITS: Final = 6
"""At so many of the nearest parts a split of their trip is tried."""
_BY_URGENCY: Final = 0.8


@inner
def recreate(t: Tables, s: State, count: int, changed: Ints, workspace: Workspace, rng: Rng) -> bool:
    """Insert what fits of the first `count` parts in `workspace.absent`; `changed` (v,) marks routes.

    Say whether all routes keep the rules.
    """
    good = True
    look_up_idle(t, s, workspace)
    _take_turns(t, count, workspace, rng)
    for i in range(count):
        part = workspace.absent[workspace.turn[i]]
        _find_insertion(t, s, part, workspace, rng)
        if workspace.rise[0] < NOWHERE and not (
            is_optional(t, part) and workspace.rise[0] >= t.node[part, c.N_PRIZE]
        ):
            v = workspace.best[0]
            was_idle = s.size[v] == 0
            insert(t, s, v, workspace.best[1], workspace.best[2], part)
            changed[v] = 1
            good &= update_route(t, s, v, workspace.spare_at, workspace.spare)
            if was_idle:
                look_up_idle(t, s, workspace)
    return good


@woven
def _take_turns(t: Tables, count: int, workspace: Workspace, rng: Rng) -> None:
    """Put the absent parts in the order of their turns: mostly by urgency, then in some order."""
    key, turn = workspace.key, workspace.turn
    kind, urgent = below(rng, 15 if t.timed else 11), uniform(rng) < _BY_URGENCY
    home = t.n
    for i in range(count):
        part = workspace.absent[i]
        node = t.node[part]
        if kind < 4:
            key[i] = uniform(rng)
        elif kind < 8:
            key[i] = -float(max(node[c.N_OUT_G], node[c.N_BACK_G]))
        elif kind < 10:
            key[i] = -float(t.seconds[0, home, part])
        elif kind < 11:
            key[i] = float(t.seconds[0, home, part])
        elif kind < 13:
            key[i] = float(node[c.N_CLOSE] - node[c.N_OPEN])
        elif kind < 14:
            key[i] = float(node[c.N_OPEN])
        else:
            key[i] = -float(node[c.N_CLOSE])
        if urgent:
            key[i] += 1e13 * (node[c.N_URGENCY] + 3.0 * (node[c.N_CYLINDERS] == 0))
        # By insertion: there are few, but for the very first plan.
        j = i
        while j > 0 and key[turn[j - 1]] > key[i]:
            turn[j] = turn[j - 1]
            j -= 1
        turn[j] = i


@fused
def _blinks(v: int, p: int, salt: int) -> bool:
    """Say whether an insertion position is skipped this time, from whichever neighbour it is tried."""
    mixed = (v * 40503 + p * 30011 + salt) * 2654435761
    return bool(((mixed >> 15) & 0xFFFF) % _BLINK == 0)


@woven
def _find_insertion(t: Tables, s: State, part: int, workspace: Workspace, rng: Rng) -> None:
    """Write the cheapest insertion of a part into the workspace, trying beside its neighbours first."""
    workspace.rise[0] = NOWHERE
    workspace.candidate_count[0] = 0
    limited = _look_up_stock(t, s, part, workspace)
    salt = below(rng, 1 << 30)
    workspace.seen[t.n] += 1
    home = t.home[part]
    for i in range(len(t.beside[part])):
        other, apart = t.beside[part, i], t.apart[part, i]
        # The end of a leg that is nearer to the part gives the least that inserting there costs.
        least = apart + min(apart - s.reach[other, 0], home - s.reach[other, 1])
        if least * t.per_m >= workspace.rise[0] and i >= _SPLITS:
            continue
        v = s.truck[other]
        if v < 0 or not s.mine[v] or not t.able[v, part] or s.route[v, c.R_CLOSED]:
            continue
        p = s.position[other]
        if p >= s.route[v, c.R_PINNED]:
            _estimate_beside(t, s, part, v, p, workspace, salt)
            if i < _SPLITS and more_trips(t, s, v):
                _estimate_splits(t, s, part, v, p + 1, workspace)
    _estimate_trips(t, s, part, workspace, salt)
    for everywhere in range(2):
        if everywhere:
            _estimate_everywhere(t, s, part, workspace)
        evaluate_candidates(t, s, part, workspace)
        if workspace.rise[0] < NOWHERE or (len(t.beside[part]) == t.n and not limited):
            return


@woven
def _look_up_stock(t: Tables, s: State, part: int, workspace: Workspace) -> bool:
    """Note which depots' stock covers a part; say whether any does not."""
    limited = False
    for d in range(len(workspace.covers)):
        workspace.covers[d] = True
        for k in range(t.by_type.shape[1]):
            if t.by_type[part, k] > s.left[d, k]:
                workspace.covers[d] = False
                limited = True
    return limited


@woven
def _estimate_beside(t: Tables, s: State, part: int, v: int, p: int, workspace: Workspace, salt: int) -> None:
    """Estimate the positions behind and before a part that is served, each once in a search."""
    seen, search = workspace.seen, workspace.seen[t.n]
    other, before = s.seq[v, p], s.seq[v, p - 1]
    if seen[other] != search:
        seen[other] = search
        if not _blinks(v, p + 1, salt):
            estimate_insertion(t, s, part, v, p + 1, workspace)
    if before < t.n:
        if seen[before] == search or p <= s.route[v, c.R_PINNED]:
            return
        seen[before] = search
    if not _blinks(v, p, salt):
        estimate_insertion(t, s, part, v, p, workspace)


@woven
def _estimate_splits(t: Tables, s: State, part: int, v: int, p: int, workspace: Workspace) -> None:
    """Estimate the trip around position p split in two there, its second half loaded anew."""
    if p >= s.size[v] or s.seq[v, p] >= t.n or p <= s.route[v, c.R_PINNED]:
        return
    for d in range(len(workspace.covers)):
        depot = t.n + d
        if (
            workspace.covers[d]
            and t.able[v, depot]
            and (_plenty(s, d) or s.seq[v, s.at[v, p - 1, c.P_HEAD]] == depot)
        ):
            estimate_new_trip(t, s, part, v, p, depot, workspace)
            estimate_trip_split(t, s, part, v, p, depot, workspace)


@woven
def _plenty(s: State, d: int) -> bool:
    """Say whether a depot's stock is not limited at all."""
    for k in range(s.left.shape[1]):  # noqa: SIM110 - compiled, a loop allocates nothing
        if s.left[d, k] < 1 << 39:
            return False
    return True


@woven
def _estimate_trips(t: Tables, s: State, part: int, workspace: Workspace, salt: int) -> None:
    """Estimate a trip of its own: of an idle truck of each kind, and between the trips of others."""
    for kind in workspace.kinds:
        v = workspace.idle[kind]
        if v >= 0 and t.able[v, part]:
            _estimate_at_depots(t, s, part, v, 0, workspace)
    for v in workspace.reloaders:
        if s.size[v] and t.able[v, part] and more_trips(t, s, v):
            for p in range(s.route[v, c.R_PINNED], s.size[v] + 1):
                if (p == s.size[v] or s.seq[v, p] >= t.n) and not _blinks(v, p, salt):
                    _estimate_at_depots(t, s, part, v, p, workspace)


@fused
def _estimate_at_depots(t: Tables, s: State, part: int, v: int, p: int, workspace: Workspace) -> None:
    for d in range(len(workspace.covers)):
        if workspace.covers[d] and t.able[v, t.n + d]:
            estimate_new_trip(t, s, part, v, p, t.n + d, workspace)


@woven
def _estimate_everywhere(t: Tables, s: State, part: int, workspace: Workspace) -> None:
    """Try all positions of all routes: none of the neighbours has room."""
    for v in range(len(s.size)):
        for p in range(1, s.size[v] + 1):
            if may_follow(t, s, part, v, p):
                estimate_insertion(t, s, part, v, p, workspace)


@woven
def insert(t: Tables, s: State, v: int, position: int, depot: int, part: int) -> None:
    """Insert an absent part; the route is to be updated then."""
    use_stock(t, s, v, 1)
    s.size[v] = put(t, s.seq[v], s.size[v], position, depot, part, s.seq[v])
    use_stock(t, s, v, -1)
    take(t, s, part, v)


@fused
def use_stock(t: Tables, s: State, v: int, sign: int) -> None:
    """Give back (1) or take (-1) what a route loads."""
    d = 0
    for i in range(s.size[v]):
        node = s.seq[v, i]
        if node >= t.n:
            d = node - t.n
        else:
            for k in range(t.by_type.shape[1]):
                s.left[d, k] += sign * t.by_type[node, k]
