"""Ruin: strings of stops that are near one another leave their routes.

Slack induction by string removals, after Christiaens and Vanden Berghe, "Slack Induction by
String Removals for Vehicle Routing Problems", Transportation Science 54 (2020).
"""

from typing import Final

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.compiled import inner, woven
from routing.engines.ruin_recreate.data.rng import Rng, below, uniform
from routing.engines.ruin_recreate.data.state import State, give_up
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.moves.recreate import use_stock

_FEWEST_REMOVED, _MOST_REMOVED = 2.0, 18.0
"""Between these lies the mean number of stops removed, drawn anew for each step."""
_LONGEST_STRING: Final = 10.0
_SPLIT: Final = 0.5
_KEEP_ON: Final = 0.01
_VACATE: Final = 0.3
_WHOLE: Final = 0.02


@woven
def vacate(t: Tables, s: State, part: int, changed: Ints, rng: Rng) -> None:
    """Empty a whole route of a truck that may serve `part`: a large order needs all of its room."""
    first = below(rng, len(s.size))
    for i in range(len(s.size)):
        v = (first + i) % len(s.size)
        if not s.mine[v] or s.size[v] <= s.route[v, c.R_PINNED] or s.route[v, c.R_CLOSED]:
            continue
        if t.able[v, part] and t.node[part, c.N_OUT_G] <= t.vehicle[v, c.V_PAYLOAD]:
            remove(t, s, v, 0, s.size[v], s.size[v], 0)
            changed[v] = 1
            return


@woven
def ruin(t: Tables, s: State, seed_part: int, changed: Ints, rng: Rng) -> None:
    """Remove strings around a part; `changed` (v,) is set to 1 for each route that lost stops."""
    served, routes = 0, 0
    for v in range(len(s.size)):
        if s.mine[v] and s.size[v] > s.route[v, c.R_PINNED]:
            routes += 1
            served += s.size[v] - s.route[v, c.R_PINNED] - 1
    if routes == 0:
        return
    if s.truck[seed_part] < 0 and uniform(rng) < _VACATE:
        vacate(t, s, seed_part, changed, rng)
    longest = min(_LONGEST_STRING, served / routes)
    mean = _FEWEST_REMOVED + uniform(rng) * (_MOST_REMOVED - _FEWEST_REMOVED)
    strings = int(uniform(rng) * max(1.0, 4.0 * mean / (1.0 + longest) - 1.0)) + 1
    whole = uniform(rng) < _WHOLE
    near = t.near[seed_part]
    for i in range(len(near)):
        part = near[i]
        v = s.truck[part]
        if v < 0 or changed[v] or not s.mine[v] or s.position[part] < s.route[v, c.R_PINNED]:
            continue
        if whole:
            remove(t, s, v, 0, s.size[v], s.size[v], 0)
            whole = False
        else:
            _remove_string(t, s, v, part, longest, rng)
        changed[v] = 1
        strings -= 1
        if strings == 0:
            return


@woven
def _remove_string(t: Tables, s: State, v: int, part: int, longest: float, rng: Rng) -> None:
    stops, at = 0, 0
    for i in range(s.route[v, c.R_PINNED], s.size[v]):
        if s.seq[v, i] < t.n:
            if s.seq[v, i] == part:
                at = stops
            stops += 1
    length = int(uniform(rng) * min(longest, float(stops))) + 1
    kept = 0
    if length > 1 and uniform(rng) < _SPLIT:
        kept = 1
        while length + kept < stops and uniform(rng) < _KEEP_ON:
            kept += 1
        if length + kept > stops:
            kept = stops - length
    span = length + kept
    low, high = max(0, at - span + 1), min(at, stops - span)
    first = low + below(rng, high - low + 1)
    keep_from = first + 1 + below(rng, max(1, length - 1)) if kept else 0
    remove(t, s, v, first, first + span, keep_from, kept)


@inner
def remove(t: Tables, s: State, v: int, first: int, last: int, keep_from: int, kept: int) -> None:
    """Take stops first..last-1 (counted behind what is pinned) out of a route, but for `kept` of them.

    Loadings that nothing follows any more go, too. The route is to be updated then.
    """
    use_stock(t, s, v, 1)
    seq, pinned = s.seq[v], s.route[v, c.R_PINNED]
    to, stop = pinned, 0
    for i in range(pinned, s.size[v]):
        node = seq[i]
        if node < t.n:
            gone = first <= stop < last and not keep_from <= stop < keep_from + kept
            stop += 1
            if gone:
                give_up(t, s, node)
                continue
        elif to > pinned and seq[to - 1] >= t.n:
            to -= 1  # The loading before serves nothing now.
        seq[to] = node
        to += 1
    if to > pinned and seq[to - 1] >= t.n:
        to -= 1
    s.size[v] = to
    use_stock(t, s, v, -1)
