"""One map read in a process of its own: JSON job on stdin, JSON result as the last line of stdout."""

import bz2
import gzip
import importlib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.effort import measured

Job = dict[str, Any]


def plainly(path: Path) -> tuple[int, int]:
    """Read by our reader, whatever is kept; return nodes and edges."""
    from geo.roads.osm import read_osm  # noqa: PLC0415 - a run loads its own reader alone

    graph = read_osm(path, sha256="unused")
    return graph.nodes, graph.edges


def again(path: Path) -> tuple[int, int]:
    """Read by `read_roads`, as its second time."""
    from geo.roads import read_roads  # noqa: PLC0415

    graph = read_roads(path)
    return graph.nodes, graph.edges


def osmnx(path: Path) -> tuple[int, int]:
    """Read by osmnx, with the roads that cars may drive, simplified; ours keeps about the same."""
    import osmnx as ox  # noqa: PLC0415

    graph = ox.simplify_graph(ox.graph_from_xml(path, retain_all=True, simplify=False))
    return graph.number_of_nodes(), graph.number_of_edges()


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {"ours": plainly, "again": again, "osmnx": osmnx}


def read(job: Job) -> Job:
    """Read a map once, libraries loaded before; osmnx gets it unpacked."""
    reader, path = READERS[job["engine"]], Path(job["roads"])
    with tempfile.TemporaryDirectory() as folder:
        if job["engine"] == "osmnx":
            path = _unpacked(path, Path(folder))
        _prepare(job["engine"], path)
        with measured() as effort:
            nodes, edges = reader(path)
    return {"engine": job["engine"], "nodes": nodes, "edges": edges, **effort}


def _prepare(engine: str, path: Path) -> None:
    """Import what the reader needs, and see to it that `again` finds the arrays."""
    importlib.import_module("osmnx" if engine == "osmnx" else "geo.roads.osm")
    if engine == "again":
        again(path)


def _unpacked(path: Path, folder: Path) -> Path:
    openers = {".gz": gzip.open, ".bz2": bz2.open}
    plain = folder / "roads.osm"
    with openers.get(path.suffix, open)(path, "rb") as packed:
        plain.write_bytes(packed.read())
    return plain


if __name__ == "__main__":
    print(json.dumps(read(json.load(sys.stdin))))
