"""`python -m benchmarks.load --roads FILE`: a map read by our reader, from its kept arrays, and by osmnx."""

import sys
from collections.abc import Sequence

from benchmarks.compared import asked_of, run_compared, show_compared, write_compared
from benchmarks.day import listed

_ENGINES = ("ours", "again", "osmnx")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the table, write the CSV."""
    parser = asked_of("load", __doc__ or "")
    parser.add_argument("--engines", type=listed(str), default=list(_ENGINES))
    asked = parser.parse_args(argv)
    if asked.roads.name.endswith(".pbf") and "osmnx" in asked.engines:
        print("osmnx reads no .pbf, so it takes no part; give an .osm, .osm.gz or .osm.bz2 to compare")
        asked.engines = [engine for engine in asked.engines if engine != "osmnx"]
    runs = run_compared(asked, {}, child="benchmarks.load.child")
    show_compared(runs, title=f"{asked.roads.name}, medians of {asked.repeats}", counts=("nodes", "edges"))
    write_compared(runs, asked.csv)
    print(f"✓ {asked.csv}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
