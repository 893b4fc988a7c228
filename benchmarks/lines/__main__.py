"""`python -m benchmarks.lines --roads FILE`: lines of legs by us, thinned for a screen, and by networkx."""

import sys
from collections.abc import Sequence

from benchmarks.compared import parser_of, run_compared, show_compared, write_compared
from benchmarks.day import listed

_ENGINES = ("ours", "thinned", "networkx")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = parser_of("lines", __doc__ or "")
    parser.add_argument("--legs", type=int, default=300)
    parser.add_argument("--zoom", type=int, default=12, help="of the thinned lines")
    parser.add_argument("--engines", type=listed(str), default=list(_ENGINES))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    job = {key: vars(options)[key] for key in ("legs", "zoom", "seed")}
    runs = run_compared(options, job, child="benchmarks.lines.child")
    title = f"{options.roads.name}, medians of {options.repeats}; thinned for zoom {options.zoom}"
    show_compared(runs, title=title, counts=("legs", "km", "points", "kb"))
    write_compared(runs, options.csv)
    print(f"✓ {options.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
