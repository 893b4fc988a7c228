"""The search's workspace: arrays that it reuses, so that it allocates nothing."""

from typing import Final, NamedTuple

import numpy as np

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import inner
from routing.engines.ruin_recreate.data.state import Floats, State
from routing.engines.ruin_recreate.data.tables import Bools, Tables

MOST_CANDIDATES: Final = 4096
"""Insertion positions of one part that can wait to be evaluated."""


class Workspace(NamedTuple):
    """Arrays that the search reuses, so that it allocates nothing.

    The insertion position chosen is in `best` (truck, position, depot), its rise of energy in `rise[0]`.
    """

    best: Ints  # (3,)
    rise: Floats  # (1,)
    candidate_count: Ints  # (1,) how many of them wait to be evaluated
    candidates: Ints  # (most, 3)
    least: Floats  # (most,) what each costs at least
    seq: Ints  # a route's nodes
    at: Ints
    route: Ints
    spare_at: Ints
    spare: Ints
    covers: Bools  # (m,) whether a depot's stock covers the part at hand
    idle: Ints  # (v,) for each kind of truck an idle one, -1 if there is none
    kinds: Ints  # (kinds,) the kinds of trucks
    reloaders: Ints  # trucks that may make more than one trip
    seen: Ints  # (n + 1,) in which search each part was looked behind; the last entry counts searches
    absent: Ints  # (n + 1,) parts that wait to be inserted
    turn: Ints  # (n + 1,) in which order they get one
    key: Floats  # (n + 1,) by what
    changed: Ints  # (v,) routes that a step changes
    behind: Ints  # (v,) routes in which the best plan differs


def workspace_for(t: Tables, s: State) -> Workspace:
    """Return a workspace large enough for every route of the problem."""
    room = s.seq.shape[1]
    return Workspace(
        best=np.zeros(3, dtype=np.int64),
        rise=np.zeros(1),
        candidate_count=np.zeros(1, dtype=np.int64),
        candidates=np.zeros((MOST_CANDIDATES, 3), dtype=np.int64),
        least=np.zeros(MOST_CANDIDATES),
        seq=np.zeros(room + 4, dtype=np.int64),
        at=np.zeros((room + 5, c.POSITION_COLUMNS), dtype=np.int64),
        route=np.zeros(c.ROUTE_COLUMNS, dtype=np.int64),
        spare_at=np.zeros((room + 5, c.POSITION_COLUMNS), dtype=np.int64),
        spare=np.zeros(c.ROUTE_COLUMNS, dtype=np.int64),
        covers=np.ones(len(t.stock), dtype=np.bool_),
        idle=np.full(len(t.vehicle), -1, dtype=np.int64),
        kinds=np.unique(t.vehicle[:, c.V_KIND]),
        reloaders=np.flatnonzero(t.vehicle[:, c.V_TRIPS] > 1),
        seen=np.zeros(t.n + 1, dtype=np.int64),
        absent=np.zeros(t.n + 1, dtype=np.int64),
        turn=np.zeros(t.n + 1, dtype=np.int64),
        key=np.zeros(t.n + 1),
        changed=np.zeros(len(t.vehicle), dtype=np.int64),
        behind=np.zeros(len(t.vehicle), dtype=np.int64),
    )


@inner
def look_up_idle(t: Tables, s: State, workspace: Workspace) -> None:
    """Note an idle truck of each kind."""
    for kind in workspace.kinds:
        workspace.idle[kind] = -1
    for v in range(len(s.size) - 1, -1, -1):
        if s.size[v] == 0 and s.mine[v] and not s.route[v, c.R_CLOSED]:
            workspace.idle[t.vehicle[v, c.V_KIND]] = v
