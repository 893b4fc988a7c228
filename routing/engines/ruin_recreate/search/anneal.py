"""The search itself: ruin, recreate, accept as simulated annealing would, remember the best."""

from typing import Final

import numpy as np

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import compiled, woven
from routing.engines.ruin_recreate.data.rng import Rng, below, uniform
from routing.engines.ruin_recreate.data.state import State, better, carry_over, energy, fill_row
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import Workspace
from routing.engines.ruin_recreate.moves.recreate import recreate
from routing.engines.ruin_recreate.moves.ruin import ruin
from routing.engines.ruin_recreate.moves.tail_exchange import BROKEN, KEPT, NOTHING, exchange_tails
from routing.engines.ruin_recreate.moves.vehicle_swap import swap_vehicles
from routing.engines.ruin_recreate.route.update import update_route

_MOST_OLD_ABSENT: Final = 12
_TAIL_EXCHANGES: Final = 0.5
_VEHICLE_SWAPS: Final = 0.51
"""Up to these shares of steps try a tail exchange or a vehicle swap; most fail, and at once."""


@compiled
def anneal(
    t: Tables,
    s: State,
    kept: State,
    best: State,
    seeds: Ints,
    workspace: Workspace,
    rng: Rng,
    iterations: int,
    start_temperature: float,
    end_temperature: float,
) -> None:
    """Search for a number of iterations while the temperature (VND) falls.

    Parameters
    ----------
    s, kept, best : State
        Where the search is, the same once more (to go back to), and the best that it has seen.
    seeds : int64 array
        Parts around which it may ruin. Where there are none, a step inserts all that is absent.
    """
    changed, behind = workspace.changed, workspace.behind
    fill_row(behind, 1)
    temperature = start_temperature
    cooling = (end_temperature / start_temperature) ** (1.0 / max(1, iterations))
    now = energy(s.total)
    for _ in range(iterations):
        most = -temperature * np.log(1.0 - uniform(rng))
        good = _step(t, s, seeds, most, workspace, rng)
        temperature *= cooling
        if good == NOTHING:
            continue
        then = energy(s.total)
        if good == KEPT and then < now + most:
            now = then
            carry_over(t, kept, s, changed)
            for v in range(len(changed)):
                behind[v] |= changed[v]
            if better(s.total, best.total):
                carry_over(t, best, s, behind)
                fill_row(behind, 0)
        else:
            carry_over(t, s, kept, changed)


@woven
def _step(t: Tables, s: State, seeds: Ints, most: float, workspace: Workspace, rng: Rng) -> int:
    """Change something, `workspace.changed` marking routes; say whether all of them keep the rules.

    Exchanges are tried that may raise energy by less than `most`.
    """
    fill_row(workspace.changed, 0)
    part, kind = -1, 1.0
    if len(seeds):
        part, kind = seeds[below(rng, len(seeds))], uniform(rng)
    if kind < _TAIL_EXCHANGES:
        return exchange_tails(t, s, part, most, workspace)
    if kind < _VEHICLE_SWAPS and len(workspace.kinds) > 1:
        return swap_vehicles(t, s, part, most, workspace)
    return KEPT if _renew(t, s, part, workspace, rng) else BROKEN


@woven
def _renew(t: Tables, s: State, part: int, workspace: Workspace, rng: Rng) -> bool:
    """Ruin around a part, if there is one, and recreate; say whether all routes keep the rules."""
    count, old = 0, 0
    if part >= 0:
        count, old = _some_absent(t, s, workspace.absent, rng), s.absent[t.n]
        ruin(t, s, part, workspace.changed, rng)
    for i in range(old, s.absent[t.n]):
        workspace.absent[count] = s.absent[i]
        count += 1
    for v in range(len(workspace.changed)):
        if workspace.changed[v] and not update_route(t, s, v, workspace.spare_at, workspace.spare):
            return False
    return recreate(t, s, count, workspace.changed, workspace, rng)


@woven
def _some_absent(t: Tables, s: State, absent: Ints, rng: Rng) -> int:
    """Choose a few of the parts that are unserved already, the more urgent first; return how many."""
    count = 0
    if s.absent[t.n] <= _MOST_OLD_ABSENT:
        for i in range(s.absent[t.n]):
            absent[i] = s.absent[i]
        return int(s.absent[t.n])
    for urgency in range(3):
        first, seen = count, 0
        for i in range(s.absent[t.n]):
            part = s.absent[i]
            if t.node[part, c.N_URGENCY] != urgency:
                continue
            seen += 1
            if count < _MOST_OLD_ABSENT:
                absent[count] = part
                count += 1
            elif first < count:
                other = first + below(rng, seen)
                if other < count:
                    absent[other] = part
    return count
