"""What an insertion costs exactly, by evaluating the route with it."""

from typing import Final

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import inner, woven
from routing.engines.ruin_recreate.data.state import State, copy_row
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import Workspace
from routing.engines.ruin_recreate.moves.insertion import offer, route_energy
from routing.engines.ruin_recreate.route.evaluation import price_route

NOWHERE: Final = 1e300
BETWEEN: Final = -1


@woven
def evaluate_candidates(t: Tables, s: State, part: int, workspace: Workspace) -> None:
    """Evaluate the candidates, the cheapest first, until no other can be cheaper than the best."""
    while True:
        k = -1
        for i in range(workspace.candidate_count[0]):
            if workspace.least[i] < workspace.rise[0] and (k < 0 or workspace.least[i] < workspace.least[k]):
                k = i
        if k < 0:
            return
        workspace.least[k] = NOWHERE
        v, position, depot = (
            workspace.candidates[k, 0],
            workspace.candidates[k, 1],
            workspace.candidates[k, 2],
        )
        offer(workspace, insertion_cost(t, s, v, position, depot, part, workspace), v, position, depot)


@woven
def insertion_cost(
    t: Tables, s: State, v: int, position: int, depot: int, part: int, workspace: Workspace
) -> float:
    """Return by how much energy rises with a part inserted; `NOWHERE` if that cannot be."""
    size = put(t, s.seq[v], s.size[v], position, depot, part, workspace.seq)
    if size > s.seq.shape[1] - 2:
        return NOWHERE
    begin_at = 0
    if position > 0:
        begin_at = s.at[v, position - 1, c.P_HEAD]
        if depot >= 0 and (position == s.size[v] or s.seq[v, position] >= t.n):
            begin_at = position  # The trip before stays as it is.
    if begin_at:
        copy_row(workspace.at[begin_at - 1], s.at[v, begin_at - 1], c.POSITION_COLUMNS)
        workspace.route[c.R_FIRST] = s.route[v, c.R_FIRST]
    if not price_route(
        t,
        s,
        v,
        workspace.seq,
        size,
        begin_at,
        workspace.at,
        workspace.route,
        workspace.spare_at,
        workspace.spare,
    ):
        return NOWHERE
    return route_energy(workspace.route[c.R_COST], workspace.route) - route_energy(
        s.route[v, c.R_COST], s.route[v]
    )


@inner
def put(t: Tables, seq: Ints, size: int, position: int, depot: int, part: int, to: Ints) -> int:
    """Write a route with a part inserted into `to`, which may be the route itself; return its size."""
    gap = 1 if depot == BETWEEN else 2
    for i in range(size - 1, position - 1, -1):
        to[i + gap] = seq[i]
    for i in range(position):
        to[i] = seq[i]
    if depot == BETWEEN:
        to[position] = part
    elif depot >= 0:
        to[position], to[position + 1] = t.n + depot, part
    else:
        to[position], to[position + 1] = part, t.n + (-2 - depot)
    return size + gap


@woven
def may_follow(t: Tables, s: State, part: int, v: int, p: int) -> bool:
    """Say whether a part may stand at position p > 0 as far as the truck and what is pinned go."""
    return bool(s.mine[v] and t.able[v, part] and p > s.route[v, c.R_PINNED] and not s.route[v, c.R_CLOSED])
