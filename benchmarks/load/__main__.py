"""`python -m benchmarks.load --roads FILE`: a map read by our reader, from its kept arrays, and by osmnx."""

import sys
from collections.abc import Sequence

from benchmarks.compared import parser_of, run_compared, show_compared, write_compared
from benchmarks.day import listed

_ENGINES = ("ours", "again", "osmnx")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = parser_of("load", __doc__ or "")
    parser.add_argument("--engines", type=listed(str), default=list(_ENGINES))
    options = parser.parse_args(argv)
    if options.roads.name.endswith(".pbf") and "osmnx" in options.engines:
        print("osmnx reads no .pbf, so it takes no part; give an .osm, .osm.gz or .osm.bz2 to compare")
        options.engines = [engine for engine in options.engines if engine != "osmnx"]
    runs = run_compared(options, {}, child="benchmarks.load.child")
    show_compared(
        runs, title=f"{options.roads.name}, medians of {options.repeats}", counts=("nodes", "edges")
    )
    write_compared(runs, options.csv)
    print(f"✓ {options.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
