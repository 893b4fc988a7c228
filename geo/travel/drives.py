"""The paths that the matrix measured: which edges are driven, and how much of the first and the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.kernel import path, shortest
from geo.kernel.search import Turning
from geo.snapping.ends import ComplexArray, Ends, pairs
from geo.travel.matrix import Reach

IntArray = NDArray[np.int64]
_CELLS: Final = 2**20
"""Pairs of ends whose costs are held at a time: 16 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """The fastest path between two places, from snapped point to snapped point.

    Attributes
    ----------
    edges : tuple of int
        The edges of the map that are driven, in order, those driven in part included; none between
        places at one junction.
    begin, finish : float
        Part of the first edge's length that is not driven, and of the last one's that is, where it ends.
    seconds, metres : float
        What `geo.travel.matrix.fastest` gives.
    """

    edges: tuple[int, ...]
    begin: float
    finish: float
    seconds: float
    metres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """The best of the paths to one goal: from which exit by which entry, or (both -1) along one edge."""

    cost: complex
    exit: int = -1
    entry: int = -1
    direction: int = -1


def drives(ready: Reach, legs: Sequence[tuple[int, int]]) -> list[Drive | None]:
    """Return the path of each leg (origin, goal), None where there is none; places must lie on the road."""
    by_leg: list[Drive | None] = [None] * len(legs)
    of_origin: dict[int, list[int]] = {}
    for i, (origin, _) in enumerate(legs):
        of_origin.setdefault(origin, []).append(i)
    # One table for many origins: a single one costs the search as much as sixteen.
    goals = len({goal for _, goal in legs})
    step = max(1, _CELLS // max(1, 4 * goals))
    for origins in _batches(list(of_origin), step):
        rows = [i for origin in origins for i in of_origin[origin]]
        for i, drive in zip(rows, _drives(ready, [legs[i] for i in rows]), strict=True):
            by_leg[i] = drive
    return by_leg


def _drives(ready: Reach, legs: Sequence[tuple[int, int]]) -> list[Drive | None]:
    origins, source = np.unique([origin for origin, _ in legs], return_inverse=True)
    goals, target = np.unique([goal for _, goal in legs], return_inverse=True)
    (out, leaves), (into, enters) = ready.exits.of(origins), ready.entries.of(goals)
    start, row = np.unique(out.node, return_inverse=True)
    goal, column = np.unique(into.node, return_inverse=True)
    between = pairs(np.stack(shortest(ready.steps, start, goal)))
    direct = np.stack([ready.side.direct(direction, origins, goals) for direction in range(2)])
    ends_out, ends_in = np.append(leaves, len(out.node)), np.append(enters, len(into.node))
    chosen = []
    for s, t in zip(source.tolist(), target.tolist(), strict=True):
        a, b = slice(ends_out[s], ends_out[s + 1]), slice(ends_in[t], ends_in[t + 1])
        # Added up as for the matrix, so that both come to the same.
        cost = between[np.ix_(row[a], column[b])] + into.cost[b] + out.cost[a, np.newaxis]
        chosen.append(_best(cost, direct[:, s, t], (a.start, b.start)))
    walks = _walks(ready, out, into, chosen)
    return [
        _drive(ready, leg, choice, _driven(ready, leg[0], choice, walk, (out, into)))
        for leg, choice, walk in zip(legs, chosen, walks, strict=True)
    ]


def _best(cost: ComplexArray, direct: ComplexArray, first: tuple[int, int]) -> _Choice:
    """Choose between the paths from exits to entries, the first of which are `first`, and along one edge."""
    direction, at = int(direct.argmin()), int(cost.argmin())
    # Numpy compares complex numbers as pairs.
    if np.minimum(direct[direction], cost.flat[at]) == direct[direction]:
        return _Choice(cost=complex(direct[direction]), direction=direction)
    exit_, entry = divmod(at, cost.shape[1])
    return _Choice(cost=complex(cost.flat[at]), exit=int(first[0]) + exit_, entry=int(first[1]) + entry)


def _walks(ready: Reach, out: Ends, into: Ends, chosen: Sequence[_Choice]) -> list[tuple[int, ...]]:
    """Return the whole edges of each choice; one search for each node to start from."""
    walks: list[tuple[int, ...]] = [()] * len(chosen)
    edge = ready.graph.turned.edge if isinstance(ready.graph, Turning) else None
    of_node: dict[int, list[int]] = {}
    for i, choice in enumerate(chosen):
        if choice.exit >= 0 and np.isfinite(choice.cost):
            of_node.setdefault(int(out.node[choice.exit]), []).append(i)
    for node, mine in of_node.items():
        nodes = into.node[[chosen[i].entry for i in mine]]
        for i, walk in zip(mine, path(ready.steps, node, nodes), strict=True):
            if walk is not None:
                walks[i] = tuple((walk if edge is None else edge[walk]).tolist())
    return walks


def _driven(
    ready: Reach, origin: int, choice: _Choice, walk: tuple[int, ...], ends: tuple[Ends, Ends]
) -> tuple[int, ...]:
    """Return the edges of a choice and, as -1, the ends that lie at junctions."""
    if choice.direction >= 0:
        return (int(ready.side.edge[origin, choice.direction]),)
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


def _batches(items: Sequence[int], size: int) -> list[Sequence[int]]:
    return [items[first : first + size] for first in range(0, len(items), size)]
