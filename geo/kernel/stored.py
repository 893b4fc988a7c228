"""Hierarchies kept on disk, so that a map's order is found once."""

import hashlib
from dataclasses import fields
from typing import Any, Final

import numpy as np

from geo.arrays import keep_arrays, kept_arrays
from geo.kernel.hierarchy import Hierarchy, hierarchy
from geo.kernel.units import FloatArray, IndexArray

FORMAT_VERSION: Final = "hierarchy-1"
"""Raise it whenever the same map would give another hierarchy."""
_KIND: Final = "hierarchies"
_AT_HAND: Final = 2
_at_hand: Final[dict[str, Hierarchy | None]] = {}
"""The hierarchies asked for last, by hash of their edges."""


def stored_hierarchy(
    sha256: str, *, nodes: int, tail: IndexArray, head: IndexArray, lon: FloatArray, lat: FloatArray
) -> Hierarchy | None:
    """Return the hierarchy of the map of that hash, from the cache or made and put there.

    A file that is damaged, of another version or of other edges is made anew; one that cannot be
    written is done without.
    """
    edges = _edges_sha256(nodes, tail, head)
    known = edges in _at_hand
    structure = _at_hand.get(edges)
    if not known:
        structure = _stored(sha256, edges, nodes=nodes, tail=tail, head=head, lon=lon, lat=lat)
        for old in list(_at_hand)[: 1 - _AT_HAND]:
            _at_hand.pop(old, None)
        _at_hand[edges] = structure
    return structure


def _stored(sha256: str, edges: str, **roads: Any) -> Hierarchy | None:  # noqa: ANN401 - as `hierarchy` takes them
    name, stamp = f"{sha256[:32]}-{FORMAT_VERSION}", (FORMAT_VERSION, edges)
    arrays = kept_arrays(_KIND, name, stamp)
    if arrays is not None:
        return Hierarchy(**arrays)
    made = hierarchy(**roads)
    if made is not None:
        keep_arrays(
            _KIND, name, stamp, {field.name: getattr(made, field.name) for field in fields(Hierarchy)}
        )
    return made


def _edges_sha256(nodes: int, tail: IndexArray, head: IndexArray) -> str:
    digest = hashlib.sha256(str(nodes).encode())
    for ends in (tail, head):
        digest.update(np.ascontiguousarray(ends, dtype="<i4").tobytes())
    return digest.hexdigest()
