"""Fastest paths through a graph of arrays: exact seconds, and the metres along the very same path.

This is the only place that knows how shortest paths are found. It sees numbers, no roads.
"""

from geo.kernel.compiled import is_compiled
from geo.kernel.hierarchy import Hierarchy, hierarchy
from geo.kernel.metric import Metric
from geo.kernel.plain import Arcs, arcs
from geo.kernel.search import Graph, path, prepared, shortest, weighed
from geo.kernel.stored import stored_hierarchy
from geo.kernel.turns import Turned, about_turns, turned
from geo.kernel.units import LIMIT_S, in_units

__all__ = [
    "LIMIT_S",
    "Arcs",
    "Graph",
    "Hierarchy",
    "Metric",
    "Turned",
    "about_turns",
    "arcs",
    "hierarchy",
    "in_units",
    "is_compiled",
    "path",
    "prepared",
    "shortest",
    "stored_hierarchy",
    "turned",
    "weighed",
]
