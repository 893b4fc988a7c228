"""`python -m benchmarks.days`: engines and peers on days with everything switched on."""

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.day import listed
from benchmarks.days.drawn import write_days_picture
from benchmarks.days.make import VARIANTS
from benchmarks.days.peers import PEERS
from benchmarks.days.place import PLACES
from benchmarks.days.runs import jobs_of, known_best, run_day
from benchmarks.days.store import DAYS, DayKey, load_day
from benchmarks.days.table import show_days, write_days_csv
from benchmarks.days.what_if import what_if
from benchmarks.run import OUT, JobError
from routing.documents import write_problem
from routing.portfolio import DEFAULT_ENGINE


def main(argv: Sequence[str] | None = None) -> int:
    """Make the days, run, print the tables, write CSV and picture; 1 if a plan of ours breaks a rule."""
    options = _parser().parse_args(argv)
    days = [
        DayKey(place=place, orders=orders, seed=seed, variant=variant)
        for orders, place, variant, seed in itertools.product(
            options.orders, options.places, options.variants, options.seeds
        )
    ]
    _build(days, write=options.write)
    if options.build:
        return 0
    if options.what_if:
        return what_if(
            days,
            engine=options.engines[0],
            seconds=options.seconds,
            again_s=options.again_seconds,
            long_s=options.reference_seconds or 10 * options.seconds,
            seed=options.run_seed,
        )
    return _measure(days, options)


def _build(days: Sequence[DayKey], *, write: bool) -> None:
    """Make every day before anything is measured, so that no run waits for roads."""
    for day in days:
        problem = load_day(day)
        size = f"{len(problem.parts)} parts, {len(problem.vehicles)} trucks, {len(problem.depots)} depots"
        print(f"{day.name}: {size}", file=sys.stderr)
        if write:
            write_problem(problem, DAYS / f"{day.name}.json")


def _measure(days: Sequence[DayKey], options: argparse.Namespace) -> int:
    reference = (options.engines[0], options.reference_seconds)
    jobs = list(
        jobs_of(days, options.engines, seconds=options.seconds, seed=options.run_seed, reference=reference)
    )
    runs = []
    for number, (day, job) in enumerate(jobs, start=1):
        print(f"{number}/{len(jobs)}: {day.name}, {job['engine']}, {job['seconds']:g} s", file=sys.stderr)
        try:
            runs.append(run_day(day, job))
        except JobError as error:
            if job["engine"] not in PEERS:
                raise
            print(f"{day.name}, {job['engine']}: không có kế hoạch / no plan: {error}")
    best = known_best(runs)
    show_days(runs, best)
    write_days_csv(runs, best, options.csv)
    title = f"{', '.join(options.places)}, {options.seconds:g} s (SYNTHETIC)"
    write_days_picture(runs, best, options.picture, title=title)
    print(f"✓ {options.csv}\n✓ {options.picture}")
    return int(any(run["violations"] for run in runs if run["engine"] not in PEERS))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.days", description=__doc__)
    parser.add_argument("--places", type=listed(str), default=list(PLACES))
    parser.add_argument("--orders", type=listed(int), default=[50, 100, 200])
    parser.add_argument("--seeds", type=listed(int), default=[1], help="of the days")
    parser.add_argument("--run-seed", type=int, default=1, help="of the engines")
    parser.add_argument("--variants", type=listed(str), default=list(VARIANTS))
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--engines", type=listed(str), default=[DEFAULT_ENGINE, "or_tools", *PEERS])
    parser.add_argument(
        "--reference-seconds", type=float, default=0.0, help="a long run of the first engine on each day"
    )
    parser.add_argument("--csv", type=Path, default=OUT / "days.csv")
    parser.add_argument("--picture", type=Path, default=OUT / "days.svg")
    parser.add_argument("--build", action="store_true", help="make the days and end")
    parser.add_argument(
        "--write", action="store_true", help="write problems as JSON to benchmarks/out/days, too"
    )
    parser.add_argument("--what-if", choices=["depot"], help="a lost depot instead of the comparison")
    parser.add_argument(
        "--again-seconds", type=float, default=5.0, help="of --what-if, from the plan in hand"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
