"""A hierarchy with the weights of one profile and set of closures: ready for search."""

from dataclasses import dataclass

import numpy as np

from geo.kernel.customise import customise, weighed_links
from geo.kernel.hierarchy import Hierarchy
from geo.kernel.units import FloatArray, IndexArray, IntArray, keys


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Metric:
    """Keys of the links of a hierarchy.

    Attributes
    ----------
    up, down : int64 arrays, shape (links,)
        Key of the best path from the lower to the upper end, and back, over lower nodes alone.
    up_edge, down_edge : int32 arrays, shape (links,)
        The best edge of the map between the ends, -1 for none; it need not be the best path.
    edge_key : int64 array, shape (edges,)
    """

    hierarchy: Hierarchy
    up: IntArray
    down: IntArray
    up_edge: IndexArray
    down_edge: IndexArray
    edge_key: IntArray

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return self.hierarchy.nodes


def metric(hierarchy: Hierarchy, *, seconds: FloatArray, metres: FloatArray) -> Metric:
    """Return the hierarchy with weights in whole units (`in_units`); edges of inf `seconds` are closed."""
    edge_key = keys(seconds, metres)
    links = len(hierarchy.above)
    up, down = np.empty(links, dtype=np.int64), np.empty(links, dtype=np.int64)
    up_edge, down_edge = np.empty(links, dtype=np.int32), np.empty(links, dtype=np.int32)
    weighed_links(hierarchy.slot, edge_key, up, down, up_edge, down_edge)
    customise(hierarchy.start, hierarchy.third, up, down)
    return Metric(
        hierarchy=hierarchy, up=up, down=down, up_edge=up_edge, down_edge=down_edge, edge_key=edge_key
    )
