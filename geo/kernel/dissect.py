"""The order of nodes in a hierarchy: nested dissection along small cuts, compiled.

Inertial flow (Schild and Sommer, 2015). Along each of a few directions, the first and the last quarter
of the nodes are source and sink. The cut is the fewest edges between them, by a maximum flow. The
fewest nodes at which all edges of the cut end are the separator: they come last in the order, and
both sides are dissected in turn.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.kernel.compiled import compiled, inner
from geo.kernel.units import FloatArray, IntArray

BANK: Final = 0.25
"""Share of the nodes on each bank."""
DIRECTIONS: Final = 4
SMALLEST: Final = 2
"""A cell so small is not divided."""


class Streets(NamedTuple):
    """The roads as an undirected graph without loops and parallels, and where its nodes lie.

    The arcs of node `v` are `start[v]:start[v + 1]` of `head`; `back` is the number of each arc's
    other direction. `x` and `y` are in any unit that is the same for both.
    """

    start: IntArray
    head: IntArray
    back: IntArray
    x: FloatArray
    y: FloatArray


class Workspace(NamedTuple):
    """Workspace of the dissection; `stamp` is one number, and marks with another are old."""

    cell: IntArray
    flow: NDArray[np.int8]
    far: IntArray
    seen: IntArray
    walk: IntArray
    turn: IntArray
    near: NDArray[np.bool_]
    ends: IntArray
    mate: IntArray
    stamp: IntArray


def dissected(streets: Streets) -> IntArray:
    """Return the nodes in the order of their ranks: what divides comes after what it divides."""
    nodes, arcs = len(streets.start) - 1, len(streets.head)
    number, none = np.int64, np.zeros(nodes, dtype=np.int64)
    workspace = Workspace(
        cell=none.copy(),
        flow=np.zeros(arcs, dtype=np.int8),
        far=none.copy(),
        seen=none.copy(),
        walk=np.empty(nodes + 1, dtype=number),
        turn=none.copy(),
        near=np.zeros(nodes, dtype=np.bool_),
        ends=none.copy(),
        mate=none.copy(),
        stamp=np.zeros(1, dtype=number),
    )
    order = np.arange(nodes)
    dissect(streets, workspace, order)
    return order


@compiled
def dissect(s: Streets, workspace: Workspace, order: IntArray) -> None:
    """Put the nodes of `order` into the order of their ranks."""
    open_ = np.empty((len(order) + 2, 2), np.int64)
    open_[0, 0], open_[0, 1] = 0, len(order)
    waiting, cells = 1, 1
    while waiting:
        waiting -= 1
        first, last = open_[waiting, 0], open_[waiting, 1]
        if last - first <= SMALLEST:
            continue
        nodes = order[first:last].copy()
        _cut(s, workspace, nodes)
        middle, end = _parted(s, workspace, nodes, order[first:last], cells)
        cells += 3
        for low, high in ((first, first + middle), (first + middle, first + end)):
            if high > low:
                open_[waiting, 0], open_[waiting, 1] = low, high
                waiting += 1


@inner
def _cut(s: Streets, workspace: Workspace, nodes: IntArray) -> None:
    """Mark in `near` one side of the best cut: few edges for many nodes on the smaller side."""
    size = len(nodes)
    bank = max(1, int(size * BANK))
    least = np.inf
    for turn in range(DIRECTIONS):
        angle = math.pi * turn / DIRECTIONS
        along = np.argsort(math.cos(angle) * s.x[nodes] + math.sin(angle) * s.y[nodes])
        # No side has more than half the nodes: from so many edges on, a cut cannot be the best.
        most = min(least * size / 2, float(len(s.head)))
        cut = _flow(s, workspace, nodes, nodes[along[:bank]], nodes[along[size - bank :]], most)
        if cut < 0:
            continue
        stamp = workspace.stamp[0]
        side = 0
        for v in nodes:
            side += workspace.seen[v] == stamp
        if cut / min(side, size - side) < least:
            least = cut / min(side, size - side)
            for v in nodes:
                workspace.near[v] = workspace.seen[v] == stamp


@inner
def _flow(
    s: Streets, workspace: Workspace, nodes: IntArray, here: IntArray, there: IntArray, most: float
) -> int:
    """Return the number of edges in the cut, -1 if over `most`; `seen` marks the near side."""
    workspace.stamp[0] += 1
    bank = workspace.stamp[0]
    for v in there:
        workspace.far[v] = bank
    for v in nodes:
        workspace.flow[s.start[v] : s.start[v + 1]] = 0
    cut, more = 0, 1
    while more:
        more = 0
        workspace.stamp[0] += 1
        for v in here:
            if workspace.seen[v] != workspace.stamp[0]:
                more += _augmented(s, workspace, v, bank)
        cut += more
        if cut > most:
            return -1
    return cut


@inner
def _augmented(s: Streets, workspace: Workspace, source: int, bank: int) -> int:
    """Send one unit of flow from a node to the far bank, if it gets there: 1 or 0."""
    stamp = workspace.stamp[0]
    workspace.seen[source] = stamp
    workspace.walk[0], workspace.turn[source] = source, s.start[source]
    depth = 0
    while depth >= 0:
        v = workspace.walk[depth]
        arc = workspace.turn[v]
        if arc == s.start[v + 1]:
            depth -= 1
            continue
        workspace.turn[v] = arc + 1
        w = s.head[arc]
        if workspace.seen[w] == stamp or workspace.flow[arc] > 0 or workspace.cell[w] != workspace.cell[v]:
            continue
        workspace.seen[w] = stamp
        depth += 1
        workspace.walk[depth], workspace.turn[w] = w, s.start[w]
        if workspace.far[w] == bank:
            for step in range(depth):
                used = workspace.turn[workspace.walk[step]] - 1
                workspace.flow[used] += 1
                workspace.flow[s.back[used]] -= 1
            return 1
    return 0


@inner
def _parted(
    s: Streets, workspace: Workspace, nodes: IntArray, order: IntArray, cells: int
) -> tuple[int, int]:
    """Write near side, far side and what divides them into `order`; return where the last two begin."""
    _cover(s, workspace, nodes)
    kind = np.empty(len(nodes), np.int64)
    for i in range(len(nodes)):
        v = nodes[i]
        met, near = workspace.seen[v] == workspace.stamp[0], workspace.near[v]
        kind[i] = 2 if met != near and _at_cut(s, workspace, v) else 1 - int(near)
    first = np.zeros(3, np.int64)
    first[1] = (kind == 0).sum()
    first[2] = first[1] + (kind == 1).sum()
    middle, end = first[1], first[2]
    for i in range(len(nodes)):
        order[first[kind[i]]] = nodes[i]
        first[kind[i]] += 1
        workspace.cell[nodes[i]] = cells + kind[i]
    return middle, end


@inner
def _cover(s: Streets, workspace: Workspace, nodes: IntArray) -> None:
    """Find the fewest nodes that all edges of the cut end at: near ones not `seen` after it, far ones seen.

    By pairing ends of the cut as far as they go (Kőnig's theorem).
    """
    count = 0
    for v in nodes:
        workspace.mate[v] = -1
        if workspace.near[v] and _at_cut(s, workspace, v):
            workspace.ends[count] = v
            count += 1
    w = 0
    while w >= 0:
        w = _unpaired(s, workspace, count)
        free = w
        while free >= 0:
            v = workspace.turn[free]
            before = workspace.mate[v]
            workspace.mate[v], workspace.mate[free] = free, v
            free = before


@inner
def _unpaired(s: Streets, workspace: Workspace, count: int) -> int:
    """Return a far end without a mate that a near one without can be led to, -1 if there is none."""
    workspace.stamp[0] += 1
    stamp = workspace.stamp[0]
    last = 0
    for i in range(count):
        if workspace.mate[workspace.ends[i]] < 0:
            workspace.walk[last], workspace.seen[workspace.ends[i]] = workspace.ends[i], stamp
            last += 1
    at = 0
    while at < last:
        v = workspace.walk[at]
        at += 1
        for arc in range(s.start[v], s.start[v + 1]):
            w = int(s.head[arc])
            if workspace.near[w] or workspace.cell[w] != workspace.cell[v] or workspace.seen[w] == stamp:
                continue
            workspace.seen[w], workspace.turn[w] = stamp, v
            if workspace.mate[w] < 0:
                return w
            workspace.walk[last], workspace.seen[workspace.mate[w]] = workspace.mate[w], stamp
            last += 1
    return -1


@inner
def _at_cut(s: Streets, workspace: Workspace, v: int) -> bool:
    for arc in range(s.start[v], s.start[v + 1]):
        w = s.head[arc]
        if workspace.cell[w] == workspace.cell[v] and workspace.near[w] != workspace.near[v]:
            return True
    return False
