"""Hierarchies kept on disk, so that a map's order is found once."""

import hashlib
import io
import logging
import os
import tempfile
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np

from geo.kernel.hierarchy import Hierarchy, hierarchy
from geo.kernel.units import FloatArray, IndexArray
from routing.machine import cache_folder

FORMAT_VERSION: Final = "hierarchy-1"
"""Raise it whenever the same map would give another hierarchy."""
_DAMAGE: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
_LOG: Final = logging.getLogger(__name__)
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
    found = _at_hand.get(edges)
    if not known:
        found = _stored(sha256, edges, nodes=nodes, tail=tail, head=head, lon=lon, lat=lat)
        for old in list(_at_hand)[: 1 - _AT_HAND]:
            _at_hand.pop(old, None)
        _at_hand[edges] = found
    return found


def _stored(sha256: str, edges: str, **roads: Any) -> Hierarchy | None:  # noqa: ANN401 - as `hierarchy` takes them
    folder = cache_folder("hierarchies")
    path = folder / f"{sha256[:32]}-{FORMAT_VERSION}.npz" if folder else None
    found = read_hierarchy(path, edges_sha256=edges) if path and path.exists() else None
    if found is None:
        found = hierarchy(**roads)
        if path and found is not None:
            write_hierarchy(found, path, edges_sha256=edges)
    return found


def read_hierarchy(path: Path, *, edges_sha256: str) -> Hierarchy | None:
    """Return the hierarchy of a file; None if it is damaged, of another version or of other edges."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            if kept["is"].tolist() != [FORMAT_VERSION, edges_sha256]:
                return None
            return Hierarchy(**{field.name: kept[field.name] for field in fields(Hierarchy)})
    except _DAMAGE as error:
        _LOG.warning("%s cannot be read and is made anew: %s", path, error)
        return None


def write_hierarchy(made: Hierarchy, path: Path, *, edges_sha256: str) -> None:
    """Write a hierarchy whole or not at all."""
    arrays: dict[str, Any] = {field.name: getattr(made, field.name) for field in fields(Hierarchy)}
    arrays["is"] = np.array([FORMAT_VERSION, edges_sha256])
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
        Path(name).replace(path)
    except OSError as error:
        _LOG.warning("%s cannot be written: %s", path, error)


def _edges_sha256(nodes: int, tail: IndexArray, head: IndexArray) -> str:
    digest = hashlib.sha256(str(nodes).encode())
    for ends in (tail, head):
        digest.update(np.ascontiguousarray(ends, dtype="<i4").tobytes())
    return digest.hexdigest()
