"""`python -m benchmarks.snap --roads FILE`: places snapped by us and by osmnx's nearest edges and nodes."""

import sys
from collections.abc import Sequence

from benchmarks.compared import parser_of, run_compared, show_compared, write_compared
from benchmarks.day import listed
from benchmarks.matrix.__main__ import tiles


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = parser_of("snap", __doc__ or "")
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--tiles", type=tiles, default=(1, 1), help="the map so often side by side: 2x3")
    parser.add_argument("--engines", type=listed(str), default=["ours", "again", "edges", "nodes"])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    job = {key: vars(options)[key] for key in ("tiles", "points", "seed")}
    runs = run_compared(options, job, child="benchmarks.snap.child")
    title = f"{options.roads.name}, {runs[0]['nodes']:,} nodes, medians of {options.repeats}"
    show_compared(runs, title=title, counts=("places", "mean_m"))
    write_compared(runs, options.csv)
    print(f"✓ {options.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
