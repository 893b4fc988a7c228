"""`python -m benchmarks.load --roads FILE`: a map read by our reader, from its kept arrays, and by osmnx."""

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.compared import show_compared, write_compared
from benchmarks.day import listed
from benchmarks.run import OUT, run_job

_ENGINES = ("ours", "again", "osmnx")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--roads", type=Path, required=True, help="an OSM file")
    parser.add_argument("--engines", type=listed(str), default=list(_ENGINES))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--csv", type=Path, default=OUT / "load.csv")
    asked = parser.parse_args(argv)
    runs = []
    for repeat, engine in itertools.product(range(1, asked.repeats + 1), asked.engines):
        print(f"{repeat}: {engine}", file=sys.stderr)
        job = {"engine": engine, "roads": str(asked.roads.resolve())}
        runs.append(run_job(job, child="benchmarks.load.child") | {"repeat": repeat})
    show_compared(runs, title=f"{asked.roads.name}, medians of {asked.repeats}", counts=("nodes", "edges"))
    write_compared(runs, asked.csv)
    print(f"✓ {asked.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
