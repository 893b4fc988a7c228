"""Road graphs kept as arrays, so that a map is read from its file once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.arrays import keep_arrays, kept_arrays
from geo.roads.graph import FORMAT_VERSION, Conditions, Limits, RoadGraph, Shapes, Turns, Ways
from geo.roads.report import RoadReport, UnreadableTag
from routing.machine import source_sha256

SMALLEST: Final = 100_000
"""Bytes of a file that is worth keeping arrays of; a smaller one is read as fast."""
_KIND: Final = "roads"
_PARTS: Final = {"ways": Ways, "shapes": Shapes, "turns": Turns, "limits": Limits, "conditions": Conditions}
_SOURCE: Final = source_sha256(Path(__file__).parent)
"""A change of how files are read makes other graphs of them."""


def stored_roads(path: Path, read: Callable[[str], RoadGraph]) -> RoadGraph:
    """Return the roads of a file, from the cache or by `read`, which is given the file's hash, and put there.

    Arrays that are damaged or of another version are made anew.
    """
    sha256 = _file_sha256(path)
    if path.stat().st_size < SMALLEST:
        return read(sha256)
    stamp = (FORMAT_VERSION, _SOURCE, sha256)
    arrays = kept_arrays(_KIND, sha256[:32], stamp)
    if arrays is not None:
        cached = _graph(arrays)
        return replace(cached, report=replace(cached.report, source=path.name))
    graph = read(sha256)
    if _file_sha256(path) == sha256:  # It may have been written to while it was read.
        keep_arrays(_KIND, sha256[:32], stamp, _arrays(graph))
    return graph


def _file_sha256(path: Path) -> str:
    """Return the hash of a file's bytes and the format version."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha256(FORMAT_VERSION.encode())).hexdigest()


def _arrays(graph: RoadGraph) -> dict[str, NDArray[Any]]:
    arrays = {}
    for holder, prefix in ((graph, ""), *((getattr(graph, name), f"{name}.") for name in _PARTS)):
        for field in fields(holder):
            value = getattr(holder, field.name)
            if isinstance(value, np.ndarray):
                arrays[prefix + field.name] = value
    header = {
        "report": asdict(graph.report),
        "sha256": graph.sha256,
        "topology_sha256": graph.topology_sha256,
    }
    arrays["told"] = np.array(json.dumps(header, ensure_ascii=False))
    return arrays


def _graph(arrays: dict[str, NDArray[Any]]) -> RoadGraph:
    header = json.loads(str(arrays.pop("told")))
    parts = {
        name: kind(**{field.name: arrays.pop(f"{name}.{field.name}") for field in fields(kind)})
        for name, kind in _PARTS.items()
    }
    return RoadGraph(
        **arrays,  # type: ignore[arg-type]
        **parts,
        report=_report(header.pop("report")),
        **header,
    )


def _report(content: dict[str, Any]) -> RoadReport:
    """Return a report from its JSON, in which tuples have become lists."""
    unreadable = (
        UnreadableTag(**tag | {"examples": tuple(tag["examples"])}) for tag in content["unreadable"]
    )
    counts = {
        key: tuple((name, count) for name, count in value)
        for key, value in content.items()
        if isinstance(value, list) and key != "unreadable"
    }
    return RoadReport(**content | counts | {"unreadable": tuple(unreadable)})
