"""`python -m benchmarks.snap --roads FILE`: places snapped by us and by osmnx's nearest edges and nodes."""

import sys
from collections.abc import Sequence

from benchmarks.compared import asked_of, run_compared, show_compared, write_compared
from benchmarks.day import listed
from benchmarks.matrix.__main__ import tiles


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = asked_of("snap", __doc__ or "")
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--tiles", type=tiles, default=(1, 1), help="the map so often side by side: 2x3")
    parser.add_argument("--engines", type=listed(str), default=["ours", "again", "edges", "nodes"])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    job = {key: vars(asked)[key] for key in ("tiles", "points", "seed")}
    runs = run_compared(asked, job, child="benchmarks.snap.child")
    title = f"{asked.roads.name}, {runs[0]['nodes']:,} nodes, medians of {asked.repeats}"
    show_compared(runs, title=title, counts=("places", "mean_m"))
    write_compared(runs, asked.csv)
    print(f"✓ {asked.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
