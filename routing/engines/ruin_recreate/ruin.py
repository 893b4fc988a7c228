"""Ruin: strings of stops that are near one another leave their routes.

Slack induction by string removals, after Christiaens and Vanden Berghe, "Slack Induction by
String Removals for Vehicle Routing Problems", Transportation Science 54 (2020).
"""

import numpy as np

from routing.engines.padded import Ints
from routing.engines.ruin_recreate.compiled import inner
from routing.engines.ruin_recreate.state import State
from routing.engines.ruin_recreate.tables import Tables

_MOST_REMOVED = 10.0
_LONGEST_STRING = 10.0
_SPLIT = 0.5
_KEEP_ON = 0.01
_VACATE = 0.3


@inner
def drop(t: Tables, s: State, v: int, position: int) -> None:
    """Take the part at a position out of its route, with its loading if nothing else is on it."""
    seq = s.seq[v]
    part = seq[position]
    depot_at = position
    while seq[depot_at] < t.n:
        depot_at -= 1
    s.left[seq[depot_at] - t.n] += t.by_type[part]
    s.truck[part] = -1
    s.total[t.urgency[part]] += t.cylinders[part]
    alone = depot_at == position - 1 and (position + 1 == s.size[v] or seq[position + 1] >= t.n)
    first, gap = (depot_at, 2) if alone else (position, 1)
    for i in range(first, s.size[v] - gap):
        seq[i] = seq[i + gap]
    s.size[v] -= gap


@inner
def vacate(t: Tables, s: State, part: int, changed: Ints) -> None:
    """Empty a whole route of a truck that may serve `part`: a large order needs all of its room."""
    first = int(np.random.random() * len(s.size))
    for i in range(len(s.size)):
        v = (first + i) % len(s.size)
        if s.size[v] and t.able[v, part] and t.out_g[part] <= t.payload_g[v]:
            while s.size[v]:
                drop(t, s, v, s.size[v] - 1)
            changed[v] = 1
            return


@inner
def ruin(t: Tables, s: State, seed_part: int, changed: Ints) -> None:
    """Remove strings around a part; `changed` (v,) is set to 1 for each route that lost stops."""
    served = 0
    routes = 0
    for v in range(len(s.size)):
        routes += s.size[v] > 0
    for part in range(t.n):
        served += s.truck[part] >= 0
    if routes == 0 or served == 0:
        return
    if s.truck[seed_part] < 0 and np.random.random() < _VACATE:
        vacate(t, s, seed_part, changed)
    longest = min(_LONGEST_STRING, served / routes)
    most = 4.0 * _MOST_REMOVED / (1.0 + longest) - 1.0
    strings = int(np.random.random() * max(1.0, most)) + 1
    for i in range(t.n):
        part = t.near[seed_part, i]
        v = s.truck[part]
        if v < 0 or changed[v]:
            continue
        _remove_string(t, s, v, part, longest)
        changed[v] = 1
        strings -= 1
        if strings == 0:
            return


@inner
def _remove_string(t: Tables, s: State, v: int, part: int, longest: float) -> None:
    stops = 0
    at = 0
    for i in range(s.size[v]):
        if s.seq[v, i] < t.n:
            if s.seq[v, i] == part:
                at = stops
            stops += 1
    length = int(np.random.random() * min(longest, stops)) + 1
    kept = 0
    if np.random.random() < _SPLIT:
        while length + kept < stops and np.random.random() > _KEEP_ON:
            kept += 1
            if np.random.random() < 0.5:
                break
    span = length + kept
    first = max(0, at - int(np.random.random() * span))
    first = max(0, min(first, stops - span))
    keep_from = first + int(np.random.random() * (length + 1))
    # From behind, so that positions before stay as they are.
    stop = stops
    for i in range(s.size[v] - 1, -1, -1):
        if i >= s.size[v] or s.seq[v, i] >= t.n:
            continue
        stop -= 1
        in_string = first <= stop < first + span
        if in_string and not keep_from <= stop < keep_from + kept:
            drop(t, s, v, i)
