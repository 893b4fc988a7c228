"""`python -m benchmarks.day --problem P`: the engines on one day, interleaved over seeds."""

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.picture import write_picture
from benchmarks.run import OUT, run_job, solve_job
from benchmarks.tables import show, write_csv
from routing.portfolio import DEFAULT_ENGINE

T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the tables, write CSV and picture; return 1 if a plan breaks a rule."""
    options = _parser().parse_args(argv)
    runs = list(_runs(options.problem, engines=options.engines, seconds=options.seconds, seeds=options.seeds))
    show(runs)
    write_csv(runs, options.csv)
    longest = max(options.seconds)
    write_picture(
        runs, options.picture, title=f"{options.problem.stem}, {longest:g} s, seeds {options.seeds}"
    )
    print(f"✓ {options.csv}\n✓ {options.picture}")
    return int(any(run["violations"] for run in runs))


def _runs(
    problem: Path, *, engines: Sequence[str], seconds: Sequence[float], seeds: Sequence[int]
) -> Iterator[dict[str, Any]]:
    # The engine varies fastest: a slow spell of the machine meets all of them.
    settings = list(itertools.product(seeds, seconds, engines))
    for number, (seed, limit_s, engine) in enumerate(settings, start=1):
        print(f"{number}/{len(settings)}: {engine}, {limit_s:g} s, seed {seed}", file=sys.stderr)
        yield run_job(solve_job(problem, engine=engine, seconds=limit_s, seed=seed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.day", description=__doc__)
    parser.add_argument("--problem", type=Path, required=True)
    parser.add_argument("--engines", type=listed(str), default=["greedy", "or_tools", DEFAULT_ENGINE])
    parser.add_argument("--seconds", type=listed(float), default=[10.0])
    parser.add_argument("--seeds", type=listed(int), default=[1])
    parser.add_argument("--csv", type=Path, default=OUT / "day.csv")
    parser.add_argument("--picture", type=Path, default=OUT / "day.svg")
    return parser


def listed(read: Callable[[str], T]) -> Callable[[str], list[T]]:
    """Return a reader of values with commas between them."""

    def values(text: str) -> list[T]:
        return [read(part) for part in text.split(",")]

    return values


if __name__ == "__main__":
    sys.exit(main())
