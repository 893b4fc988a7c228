"""`python -m benchmarks.snap --roads FILE`: places snapped by us and by osmnx's nearest edges and nodes."""

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.compared import show_compared, write_compared
from benchmarks.day import listed
from benchmarks.matrix.__main__ import tiles
from benchmarks.run import OUT, run_job


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.snap", description=__doc__)
    parser.add_argument("--roads", type=Path, required=True, help="any file of roads that `build` takes")
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--tiles", type=tiles, default=(1, 1), help="the map so often side by side: 2x3")
    parser.add_argument("--engines", type=listed(str), default=["ours", "again", "edges", "nodes"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", type=Path, default=OUT / "snap.csv")
    asked = parser.parse_args(argv)
    runs = []
    for repeat, engine in itertools.product(range(1, asked.repeats + 1), asked.engines):
        print(f"{repeat}: {engine}", file=sys.stderr)
        job = {key: vars(asked)[key] for key in ("tiles", "points", "seed")}
        job["roads"] = str(asked.roads.resolve())
        runs.append(run_job(job | {"engine": engine}, child="benchmarks.snap.child") | {"repeat": repeat})
    title = f"{asked.roads.name}, {runs[0]['nodes']:,} nodes, medians of {asked.repeats}"
    show_compared(runs, title=title, counts=("places", "mean_m"))
    write_compared(runs, asked.csv)
    print(f"✓ {asked.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
