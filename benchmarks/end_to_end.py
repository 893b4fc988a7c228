"""`python -m benchmarks.end_to_end --case hanoi`: from tables and roads to a checked plan."""

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.cases import CASES, build_job
from benchmarks.run import OUT, run_job, solve_job
from benchmarks.tables import show
from routing.portfolio import DEFAULT_ENGINE

Result = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Build and solve a case, print and write what it took; return 1 if the plan breaks a rule."""
    options = _parser().parse_args(argv)
    folder = options.out / options.case
    builds, solves = measure(
        options.case, folder, engine=options.engine, seconds=options.seconds, repeats=options.repeats
    )
    report = {"case": options.case, "builds": builds, "solves": solves}
    (folder / "end_to_end.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    Console(width=140).print(_table(options.case, builds))
    show(solves)
    print(f"✓ {folder / 'end_to_end.json'}")
    return int(any(run["violations"] for run in solves))


def measure(
    case: str, folder: Path, *, engine: str, seconds: float, repeats: int = 1
) -> tuple[list[Result], list[Result]]:
    """Return the results of `repeats` builds and solves in turn, each in a process of its own.

    Seeds count from 1. Orders left unserved get their reasons, as on the command line.
    """
    job = build_job(case, folder)
    builds: list[Result] = []
    solves: list[Result] = []
    for seed in range(1, repeats + 1):
        builds.append(run_job(job))
        solve = solve_job(
            Path(job["out"]),
            engine=engine,
            seconds=seconds,
            seed=seed,
            explained=True,
            out=folder / "plan.json",
        )
        solves.append(run_job(solve))
    return builds, solves


def _table(case: str, builds: Sequence[Result]) -> Table:
    made = Table("", "", title=f"{case}: build (medians of {len(builds)})", title_justify="left")
    first = builds[0]
    size = f"{first['orders']} orders, {first['vehicles']} trucks, {first['depots']} depots"
    made.add_row("Bài toán / problem", f"{size}, {first['file_mb']} MB, sha256 {first['sha256'][:12]}")
    snaps = ", ".join(f"{name} {count}" for name, count in first["snaps"].items())
    made.add_row("Gắn vào đường / snapped", f"{snaps}; orders stranded {first['stranded']}")
    for key in ("wall_s", "cpu_s", "peak_mb", "process_s"):
        made.add_row(key, f"{statistics.median(x[key] for x in builds):.1f}")
    for step in first["steps_s"]:
        made.add_row(f"  {step}", f"{statistics.median(x['steps_s'][step] for x in builds):.2f} s")
    return made


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.end_to_end", description=__doc__)
    parser.add_argument("--case", choices=list(CASES), required=True)
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    return parser


if __name__ == "__main__":
    sys.exit(main())
