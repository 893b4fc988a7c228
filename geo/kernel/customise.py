"""The keys of a hierarchy's links for one set of weights, compiled."""

from geo.kernel.compiled import compiled
from geo.kernel.units import NO_WAY, IndexArray, IntArray


@compiled
def weighed_links(
    slot: IndexArray, key: IntArray, up: IntArray, down: IntArray, up_edge: IndexArray, down_edge: IndexArray
) -> None:
    """Give each link, in both directions, its edge of least key, and none where all are closed."""
    up[:], down[:] = NO_WAY, NO_WAY
    up_edge[:], down_edge[:] = -1, -1
    for edge in range(len(slot)):
        link = slot[edge] >> 1
        if link < 0:
            continue
        if slot[edge] & 1:
            if key[edge] < down[link]:
                down[link], down_edge[link] = key[edge], edge
        elif key[edge] < up[link]:
            up[link], up_edge[link] = key[edge], edge


@compiled
def customise(start: IntArray, third: IndexArray, up: IntArray, down: IntArray) -> None:
    """Lower each link's keys to those of the paths over lower nodes.

    Nodes are taken by rising rank: the keys of a node's links are then final.
    """
    at = 0
    for v in range(len(start) - 1):
        end = start[v + 1]
        for low in range(start[v], end):
            there, back = down[low], up[low]
            for high in range(low + 1, end):
                link = third[at]
                at += 1
                up[link] = min(up[link], there + up[high])
                down[link] = min(down[link], down[high] + back)
