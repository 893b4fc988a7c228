"""`python -m benchmarks.hanoi --out DIR --seed 1`: write the day and say how to plan it."""

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path

from benchmarks.hanoi import HanoiFiles, hanoi_files, make_day, write_day


def main(argv: Sequence[str] | None = None) -> None:
    """Write orders.csv and vehicles.csv and print the commands that build and solve the day."""
    options = _parser().parse_args(argv)
    files = hanoi_files(options.shared)
    day = make_day(files, seed=options.seed, count=options.orders)
    write_day(day, options.out)
    orders, trucks = (text.count("\n") - 1 for text in (day.orders, day.vehicles))
    print(
        f"✓ {options.out}: {orders} đơn/orders, {trucks} xe/trucks (tổng hợp/synthetic, seed {options.seed})"
    )
    for command in commands(files, options.out, date=options.date):
        print(shlex.join(command))


def commands(files: HanoiFiles, out: Path, *, date: str) -> tuple[list[str], list[str]]:
    """Return the commands that build and that solve the day written to `out`."""
    facilities = [word for path in files.facilities for word in ("--facilities", str(path))]
    build = ["oxyroute", "build", *facilities]
    named = {
        "--depots": files.depots,
        "--vehicles": out / "vehicles.csv",
        "--orders": out / "orders.csv",
        "--roads": files.roads,
        "--date": date,
        "--snap-report": out / "snaps.txt",
        "--out": out / "problem.json",
    }
    build += [word for name, value in named.items() for word in (name, str(value))]
    plan = str(out / "plan.json")
    return build, ["oxyroute", "solve", str(out / "problem.json"), "--seconds", "60", "--out", plan]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hanoi", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of orders.csv and vehicles.csv")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--orders", type=int, help="so many facilities only (default: all near a road)")
    parser.add_argument("--shared", type=Path, help="folder that holds data/ (default: OXYROUTE_SHARED)")
    parser.add_argument("--date", default="2026-11-24", help="the day of the printed commands")
    return parser


if __name__ == "__main__":
    main()
