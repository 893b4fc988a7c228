"""Strongly connected components of a road network for one truck, and the largest of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.metric import FloatArray
from geo.roads.graph import RoadGraph

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """A profile's network in strongly connected parts.

    Attributes
    ----------
    usable : bool array, shape (edges,)
        Whether the profile may drive there at all.
    main : bool array, shape (edges,)
        Whether both ends lie in the largest part: what can be driven from everywhere there, and
        left again. All False in a network of one-way dead ends only.
    nodes : int64 array, shape (edges,)
        Nodes of the part that the edge lies in; of the smaller one where it joins two.
    """

    usable: BoolArray
    main: BoolArray
    nodes: IntArray


def parts_of(graph: RoadGraph, seconds: FloatArray) -> Parts:
    """Return the parts of a network; `seconds` of an edge are inf where the profile may not drive."""
    usable = np.isfinite(seconds)
    tail, head = graph.tail[usable], graph.head[usable]
    ones = np.ones(len(tail), dtype=np.int8)
    roads = coo_array((ones, (tail, head)), shape=(graph.nodes, graph.nodes))
    label = connected_components(roads, connection="strong")[1]
    size = np.bincount(label)
    largest = (label == size.argmax()) & (size.max(initial=0) > 1)
    return Parts(
        usable=usable,
        main=usable & largest[graph.tail] & largest[graph.head],
        nodes=np.minimum(size[label[graph.tail]], size[label[graph.head]]),
    )
