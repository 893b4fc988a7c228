"""Windows of a node: when work may begin, at the earliest or at the latest."""

from typing import Final

from routing.arrays import FAR
from routing.engines.ruin_recreate.data.compiled import fused
from routing.engines.ruin_recreate.data.tables import Tables

NEVER: Final = -FAR


@fused
def earliest(t: Tables, node: int, at_s: int) -> int:
    """Return the first second from `at_s` on within a window of a node, `NEVER` if there is none."""
    for w in range(t.opens.shape[1]):
        if t.closes[node, w] >= at_s:
            return int(max(at_s, t.opens[node, w]))
    return NEVER


@fused
def latest(t: Tables, node: int, at_s: int) -> int:
    """Return the last second up to `at_s` within a window of a node, `NEVER` if there is none."""
    for w in range(t.opens.shape[1] - 1, -1, -1):
        if t.opens[node, w] <= at_s and t.closes[node, w] > NEVER:
            return int(min(at_s, t.closes[node, w]))
    return NEVER


@fused
def window_at(t: Tables, node: int, begin_s: int) -> tuple[int, int]:
    """Return when the window that holds `begin_s` opens and closes."""
    for w in range(t.opens.shape[1]):
        if t.closes[node, w] >= begin_s:
            return int(t.opens[node, w]), int(t.closes[node, w])
    return begin_s, begin_s
