"""Runs of several engines at one job: a table of medians with ratios to the first, every run in CSV."""

import argparse
import csv
import itertools
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.run import OUT, run_job

Run = Mapping[str, Any]


def parser_of(name: str, what: str) -> argparse.ArgumentParser:
    """Return the parser of a benchmark's command, with the options that all of these have but `--engines`."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=what)
    parser.add_argument("--roads", type=Path, required=True, help="any file of roads that `build` takes")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--csv", type=Path, default=OUT / f"{name}.csv")
    return parser


def run_compared(options: argparse.Namespace, job: Run, *, child: str) -> list[dict[str, Any]]:
    """Run each engine in turn, as often as asked, each in a process of its own; who is running is told."""
    runs = []
    for repeat, engine in itertools.product(range(1, options.repeats + 1), options.engines):
        print(f"{repeat}: {engine}", file=sys.stderr)
        whole = {**job, "roads": str(options.roads.resolve()), "engine": engine}
        runs.append(run_job(whole, child=child) | {"repeat": repeat})
    return runs


def write_compared(runs: Sequence[Run], path: Path) -> None:
    """Write every run as a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(runs[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(runs)


def medians(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return a row for each engine, in the order of the runs; of memory the largest."""
    groups: dict[str, list[Run]] = {}
    for run in runs:
        groups.setdefault(run["engine"], []).append(run)
    return [
        dict(group[0])
        | {key: statistics.median(run[key] for run in group) for key in ("cpu_s", "wall_s")}
        | {"peak_mb": max(run["peak_mb"] for run in group)}
        for group in groups.values()
    ]


def show_compared(
    runs: Sequence[Run], *, title: str, counts: Sequence[str], console: Console | None = None
) -> None:
    """Print the medians; `counts` are columns that tell what was done."""
    rows = medians(runs)
    table = Table(title=title, title_justify="left")
    table.add_column("engine")
    for name in (*counts, "CPU s", "wall s", f"× {rows[0]['engine']}", "peak MB"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            row["engine"],
            *(f"{row[name]:,.0f}" for name in counts),
            f"{row['cpu_s']:.3f}",
            f"{row['wall_s']:.3f}",
            f"{row['cpu_s'] / rows[0]['cpu_s']:,.2f}",
            f"{row['peak_mb']:.0f}",
        )
    (console or Console(width=120)).print(table)
