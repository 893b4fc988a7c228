"""The days' results as tables and CSV: every run, what peers' plans break, and growth over orders."""

import csv
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.days.runs import Run, Value, first_s, reached_s
from benchmarks.tables import flat, objective

_WIDE: Final = 180
Best = Mapping[str, Value]


def show_days(runs: Sequence[Run], best: Best) -> None:
    """Print the table of runs and that of growth."""
    console = Console(width=_WIDE)
    console.print(runs_table(runs, best))
    console.print(growth_table(runs, best))


def runs_table(runs: Sequence[Run], best: Best) -> Table:
    """Return a row a run; a plan that breaks rules is shown with its figures, but reaches nothing."""
    made = Table(title="Ngày / Days", title_justify="left")
    made.add_column("day")
    made.add_column("engine")
    for head in (
        "s",
        "unserved E/U/R",
        "late h E/U/R",
        "cost M₫",
        "× best",
        "first s",
        "1 % s",
        "CPU s",
        "MB",
    ):
        made.add_column(head, justify="right")
    made.add_column("violations")
    for run in runs:
        made.add_row(*_cells(run, best))
    return made


def _cells(run: Run, best: Best) -> tuple[str, ...]:
    value, top = objective(run), best.get(run["problem_sha256"])
    engine = run["engine"] + (" (reference)" if run["reference"] else "")
    return (
        run["name"],
        engine,
        f"{run['seconds']:g}",
        "/".join(map(str, value[:3])),
        "/".join(f"{late / 3600:.1f}" for late in value[3:6]),
        f"{value[6] / 1e6:.3f}",
        _ratio(value, top),
        _seconds(first_s(run)),
        _seconds(reached_s(run, top) if top else None),
        f"{run['cpu_s']:.1f}",
        f"{run['peak_mb']:.0f}",
        broken(run),
    )


def broken(run: Run) -> str:
    """Return the violations of a plan by code, the most frequent first; a dash where there is none."""
    counted = sorted(run["broken"].items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{code} {count}" for code, count in counted) or "–"


def _ratio(value: Value, top: Value | None) -> str:
    # Costs of plans that serve unequally cannot be compared; lateness is told beside.
    return f"{value[6] / top[6]:.3f}" if top and top[6] and value[:3] == top[:3] else "–"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def growth_rows(runs: Sequence[Run], best: Best) -> list[dict[str, Any]]:
    """Return, by engine, variant and number of orders, medians over places and seeds.

    `reached` counts the runs that came within 1 % of the best known; `one_percent_s` is the median
    of those alone, so it says little where few did.
    """
    groups: dict[tuple[str, str, int], list[Run]] = {}
    for run in runs:
        if not run["reference"]:
            key = (run["engine"], run["day"]["variant"], run["day"]["orders"])
            groups.setdefault(key, []).append(run)
    return [_growth(key, group, best) for key, group in sorted(groups.items())]


def _growth(key: tuple[str, str, int], group: Sequence[Run], best: Best) -> dict[str, Any]:
    times = [s for run in group if (s := reached_s(run, best[run["problem_sha256"]])) is not None]
    firsts = [s for run in group if (s := first_s(run)) is not None]
    engine, variant, orders = key
    return {
        "engine": engine,
        "variant": variant,
        "orders": orders,
        "runs": len(group),
        "reached": len(times),
        "first_s": statistics.median(firsts) if firsts else None,
        "one_percent_s": statistics.median(times) if times else None,
        "peak_mb": max(run["peak_mb"] for run in group),
        "clean": sum(not run["violations"] for run in group),
    }


def growth_table(runs: Sequence[Run], best: Best) -> Table:
    """Return how time to 1 % and memory grow with the orders."""
    made = Table(title="Tăng theo số đơn / Growth over orders (medians over places)", title_justify="left")
    made.add_column("engine")
    made.add_column("variant")
    heads = ("orders", "runs", "without violation", "first s", "within 1 %", "1 % s", "peak MB")
    for head in heads:
        made.add_column(head, justify="right")
    for row in growth_rows(runs, best):
        times = _seconds(row["first_s"]), str(row["reached"]), _seconds(row["one_percent_s"])
        counts = str(row["orders"]), str(row["runs"]), str(row["clean"])
        made.add_row(row["engine"], row["variant"], *counts, *times, f"{row['peak_mb']:.0f}")
    return made


def write_days_csv(runs: Sequence[Run], best: Best, path: Path) -> None:
    """Write every run as a row."""
    rows = [
        {
            **run["day"],
            "reference": int(run["reference"]),
            **{("run_seed" if key == "seed" else key): value for key, value in flat(run).items()},
            "broken": broken(run),
            "first_s": first_s(run),
            "one_percent_s": reached_s(run, best[run["problem_sha256"]])
            if run["problem_sha256"] in best
            else None,
        }
        for run in runs
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
