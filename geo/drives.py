"""The very ways that the matrix measured: which edges are driven, and how much of the first and the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geo.ends import ComplexArray, Ends, pairs
from geo.kernel import path, shortest
from geo.kernel.search import Turning
from geo.matrix import Reach

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """The fastest way between two places, from road point to road point.

    Attributes
    ----------
    edges : tuple of int
        The edges of the map that are driven, in order, those driven in part included; none between
        places at one junction.
    begin, finish : float
        Part of the first edge's length that is not driven, and of the last one's that is, where it ends.
    seconds, metres : float
        What `geo.matrix.fastest` gives.
    """

    edges: tuple[int, ...]
    begin: float
    finish: float
    seconds: float
    metres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """The best of the ways to one goal: from which exit by which entry, or (both -1) along one edge."""

    cost: complex
    exit: int = -1
    entry: int = -1
    way: int = -1


def drives_from(ready: Reach, origin: int, goals: Sequence[int]) -> list[Drive | None]:
    """Return the way from a place to each goal, None where there is none; all must lie on the road."""
    source, targets = np.array([origin], dtype=np.int64), np.asarray(goals, dtype=np.int64)
    (out, _), (into, begin) = ready.exits.of(source), ready.entries.of(targets)
    chosen = _choices(ready, source, targets, (out, into), np.append(begin, len(into.node)))
    walks = _walks(ready, out, into, chosen)
    return [
        _drive(ready, (origin, goal), choice, _driven(ready, origin, choice, walk, (out, into)))
        for goal, choice, walk in zip(targets.tolist(), chosen, walks, strict=True)
    ]


def _choices(
    ready: Reach, source: IntArray, targets: IntArray, ends: tuple[Ends, Ends], begin: IntArray
) -> list[_Choice]:
    out, into = ends
    start, row = np.unique(out.node, return_inverse=True)
    goal, column = np.unique(into.node, return_inverse=True)
    between = pairs(np.stack(shortest(ready.steps, start, goal)))
    # Added up as for the matrix, so that both come to the same.
    cost = between[np.ix_(row, column)] + into.cost + out.cost[:, np.newaxis]
    direct = np.stack([ready.side.direct(way, source, targets)[0] for way in range(2)])
    return [
        _best(cost[:, first:end], direct[:, i], first)
        for i, (first, end) in enumerate(pairwise(begin.tolist()))
    ]


def _best(cost: ComplexArray, direct: ComplexArray, first: int) -> _Choice:
    way, at = int(direct.argmin()), int(cost.argmin())
    # Numpy compares complex numbers as pairs.
    if np.minimum(direct[way], cost.flat[at]) == direct[way]:
        return _Choice(cost=complex(direct[way]), way=way)
    exit_, entry = np.unravel_index(at, cost.shape)
    return _Choice(cost=complex(cost.flat[at]), exit=int(exit_), entry=first + int(entry))


def _walks(ready: Reach, out: Ends, into: Ends, chosen: Sequence[_Choice]) -> list[tuple[int, ...]]:
    """Return the whole edges of each choice; one search for each exit."""
    found: list[tuple[int, ...]] = [()] * len(chosen)
    edge = ready.graph.turned.edge if isinstance(ready.graph, Turning) else None
    for exit_ in range(len(out.node)):
        mine = [i for i, one in enumerate(chosen) if one.exit == exit_ and np.isfinite(one.cost)]
        nodes = into.node[[chosen[i].entry for i in mine]]
        for i, walk in zip(mine, path(ready.steps, int(out.node[exit_]), nodes), strict=True):
            if walk is not None:
                found[i] = tuple((walk if edge is None else edge[walk]).tolist())
    return found


def _driven(
    ready: Reach, origin: int, choice: _Choice, walk: tuple[int, ...], ends: tuple[Ends, Ends]
) -> tuple[int, ...]:
    """Return the edges of a choice and, as -1, the ends that lie at junctions."""
    if choice.way >= 0:
        return (int(ready.side.edge[origin, choice.way]),)
    return (int(ends[0].edge[choice.exit]), *walk, int(ends[1].edge[choice.entry]))


def _drive(ready: Reach, ends: tuple[int, int], choice: _Choice, driven: tuple[int, ...]) -> Drive | None:
    if not np.isfinite(choice.cost):
        return None
    return Drive(
        edges=tuple(edge for edge in driven if edge >= 0),
        begin=_before(ready, ends[0], driven[0]) if driven[0] >= 0 else 0.0,
        finish=_before(ready, ends[1], driven[-1]) if driven[-1] >= 0 else 1.0,
        seconds=choice.cost.real,
        metres=choice.cost.imag,
    )


def _before(ready: Reach, place: int, edge: int) -> float:
    """Return the part of an edge that lies before a place on it."""
    share = float(ready.side.share[place])
    return share if ready.side.edge[place, 0] == edge else 1 - share
