"""`python -m benchmarks.lines --roads FILE`: lines of legs by us, thinned for a screen, and by networkx."""

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.compared import show_compared, write_compared
from benchmarks.day import listed
from benchmarks.run import OUT, run_job

_ENGINES = ("ours", "thinned", "networkx")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lines", description=__doc__)
    parser.add_argument("--roads", type=Path, required=True, help="any file of roads that `build` takes")
    parser.add_argument("--legs", type=int, default=300)
    parser.add_argument("--zoom", type=int, default=12, help="of the thinned lines")
    parser.add_argument("--engines", type=listed(str), default=list(_ENGINES))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", type=Path, default=OUT / "lines.csv")
    asked = parser.parse_args(argv)
    runs = []
    for repeat, engine in itertools.product(range(1, asked.repeats + 1), asked.engines):
        print(f"{repeat}: {engine}", file=sys.stderr)
        job = {
            "roads": str(asked.roads.resolve()),
            "legs": asked.legs,
            "seed": asked.seed,
            "zoom": asked.zoom,
        }
        runs.append(
            run_job(job | {"engine": engine, "zoom": asked.zoom}, child="benchmarks.lines.child")
            | {"repeat": repeat}
        )
    title = f"{asked.roads.name}, medians of {asked.repeats}; thinned for zoom {asked.zoom}"
    show_compared(runs, title=title, counts=("legs", "km", "points", "kb"))
    write_compared(runs, asked.csv)
    print(f"✓ {asked.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
