"""`python -m benchmarks.quality --instances DIR`: engines on public instances, in the same time, judged."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.peers import PEERS
from benchmarks.quality.picture import write_picture
from benchmarks.quality.run import Run, files_of, runs
from benchmarks.quality.tables import show, write_csv
from benchmarks.run import OUT

T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the tables, write CSV and picture; return 2 if there is nothing to run."""
    parser = _parser()
    options = parser.parse_args(argv)
    families = [name for names in options.family for name in names]
    if unknown := set(families) - FAMILIES.keys():
        parser.error(f"unknown family {', '.join(sorted(unknown))}; there are {', '.join(FAMILIES)}")
    try:
        files = files_of(options.instances, families, options.only)
    except ValueError as fault:
        parser.error(str(fault))
    done: list[Run] = []
    for run in runs(files, engines=options.engines, seconds=options.seconds, seeds=options.seeds):
        done.append(run)
        # After every run, so that an ended benchmark leaves what it has measured.
        write_csv(done, options.csv)
        print(f"  {_outcome(run)}", file=sys.stderr, flush=True)
    show(done)
    write_picture(done, options.picture, title=_title(done))
    print(f"✓ {options.csv}\n✓ {options.picture}")
    return 0


def _outcome(run: Run) -> str:
    gap = "" if run.gap is None else f"{run.gap:.2f} %"
    return "  ".join(filter(None, [gap, "" if run.cost is None else str(run.cost), run.note]))


def _title(done: Sequence[Run]) -> str:
    families = "·".join(dict.fromkeys(run.family for run in done))
    return f"{families}, {max(run.seconds for run in done):g} s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--instances", type=Path, required=True, help="a family's files, or folders of such")
    parser.add_argument("--family", type=_listed(str), action="append", default=[], help=", ".join(FAMILIES))
    parser.add_argument("--only", type=_listed(str), default=[], help="names of instances")
    parser.add_argument("--engines", type=_listed(str), default=["portfolio", *PEERS])
    parser.add_argument("--seconds", type=_listed(float), default=[30.0])
    parser.add_argument("--seeds", type=_listed(int), default=[1])
    parser.add_argument("--csv", type=Path, default=OUT / "quality.csv")
    parser.add_argument("--picture", type=Path, default=OUT / "quality.svg")
    return parser


def _listed(read: Callable[[str], T]) -> Callable[[str], list[T]]:
    def values(text: str) -> list[T]:
        return [read(part) for part in text.split(",") if part]

    return values


if __name__ == "__main__":
    sys.exit(main())
