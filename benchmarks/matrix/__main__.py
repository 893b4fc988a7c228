"""`python -m benchmarks.matrix`: tables of time and length on a map, by our kernel and by others."""

import argparse
import itertools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.day import listed
from benchmarks.matrix.ground import TURNS
from benchmarks.matrix.table import show_runs, write_runs
from benchmarks.run import OUT, run_job

_CHILD: Final = "benchmarks.matrix.child"
_ENGINES: Final = ("kernel", "pyroutingkit", "scipy", "networkx", "osmnx")
_OTHERS: Final = ("van", "closed", TURNS)
"""On these, hierarchies alone are measured (with turns our own), at the most points up to `_MIDDLE`."""
_MIDDLE: Final = 1000
_HIERARCHIES: Final = ("kernel", "pyroutingkit")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the ground, run, print the table, write the CSV; 1 if our kernel is not exact."""
    options = _parser().parse_args(argv)
    name = f"{options.roads.name.split('.')[0]}-{options.tiles[0]}x{options.tiles[1]}"
    ground = OUT / "matrix" / f"{name}.npz"
    known = run_job(_ground_job(options, ground), child=_CHILD)
    runs = []
    for job in _jobs(options, ground, most=known["places"]):
        print(f"{job['repeat']}: {job['engine']}, {job['points']}, {job['weights']}", file=sys.stderr)
        runs.append(run_job(job, child=_CHILD) | {"repeat": job["repeat"], "roads": name} | known)
    title = f"{name}: {known['nodes']:,} nodes, {known['edges']:,} edges, medians of {options.repeats}"
    show_runs(runs, title=title)
    write_runs(runs, options.csv)
    print(f"✓ {options.csv}")
    ours = [run for run in runs if run["engine"] == "kernel"]
    return int(any(run["seconds_error"] or run["metres_error"] for run in ours))


def _ground_job(options: argparse.Namespace, ground: Path) -> dict[str, Any]:
    most = max(options.points)
    # As many of the first places as give the pairs asked for, at the fewest points that can.
    sources = max(
        -(-options.pairs // points)
        for points in options.points
        if points**2 >= options.pairs or points == most
    )
    return {
        "job": "ground",
        "roads": str(options.roads.resolve()),
        "tiles": options.tiles,
        "places": most,
        "seed": options.seed,
        "ground": str(ground.resolve()),
        "sources": min(most, sources),
        "weights": ["truck", *_OTHERS],
    }


def _jobs(options: argparse.Namespace, ground: Path, *, most: int) -> Iterator[dict[str, Any]]:
    """Yield the jobs, the engine varying fastest: a slow spell of the machine meets every engine."""
    points = sorted({min(count, most) for count in options.points})
    middle = max((count for count in points if count <= _MIDDLE), default=points[0])
    settings = [("truck", count) for count in points] + [(weights, middle) for weights in _OTHERS]
    for repeat, (weights, count) in itertools.product(range(1, options.repeats + 1), settings):
        for engine in options.engines:
            if weights == "truck" or (engine in _HIERARCHIES and (weights != TURNS or engine == "kernel")):
                job = {"job": "table", "ground": str(ground.resolve()), "engine": engine}
                yield job | {"points": count, "weights": weights, "repeat": repeat}


def tiles(text: str) -> tuple[int, int]:
    """Return how often a map is laid side by side, from text like 2x3."""
    east, north = map(int, text.split("x"))
    return east, north


def _engine(text: str) -> str:
    if text not in _ENGINES:
        raise argparse.ArgumentTypeError(f"{text}: one of {', '.join(_ENGINES)}")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matrix", description=__doc__)
    parser.add_argument("--roads", type=Path, required=True, help="any file of roads that `build` takes")
    parser.add_argument("--tiles", type=tiles, default=(1, 1), help="the map so often side by side: 2x3")
    parser.add_argument("--points", type=listed(int), default=[100, 500, 1000, 2000])
    parser.add_argument("--engines", type=listed(_engine), default=["kernel", "scipy", "networkx", "osmnx"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--pairs", type=int, default=100_000, help="held against Dijkstra's method")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", type=Path, default=OUT / "matrix.csv")
    return parser


if __name__ == "__main__":
    sys.exit(main())
