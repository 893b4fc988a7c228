"""The runs as tables: medians, with ratios to our kernel in CPU seconds; every run in CSV."""

import csv
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

Run = Mapping[str, Any]

COLUMNS = (
    *("roads", "nodes", "edges", "engine", "points", "weights", "repeat"),
    *("build_cpu_s", "build_wall_s", "weigh_cpu_s", "weigh_wall_s", "table_cpu_s", "table_wall_s"),
    *("peak_mb", "measured", "compared", "seconds_error", "metres_error"),
)
_HEADS = ("build CPU s", "weigh CPU ms", "table CPU s", "wall s", "× kernel", "peak MB")


def write_runs(runs: Sequence[Run], path: Path) -> None:
    """Write every run as a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, fieldnames=COLUMNS, restval="", extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(runs)


def middles(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return medians for each weights, points and engine; of errors the worst, of pairs the fewest."""
    groups: dict[tuple[str, int, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run["weights"], run["points"], run["engine"]), []).append(run)
    rows = []
    for group in groups.values():
        row = dict(group[0])
        row |= {key: statistics.median(run[key] for run in group) for key in row if key.endswith("_s")}
        row |= {key: max(run[key] for run in group) for key in row if key.endswith("_error")}
        row["peak_mb"] = max(run["peak_mb"] for run in group)
        rows.append(row)
    return rows


def show_runs(runs: Sequence[Run], *, title: str, console: Console | None = None) -> None:
    """Print the medians; networkx and osmnx scaled from what they were measured on, marked by ~."""
    rows = middles(runs)
    kernel = {(x["weights"], x["points"]): x["table_cpu_s"] for x in rows if x["engine"] == "kernel"}
    table = Table(title=title, title_justify="left")
    for name in ("weights", "points", "engine", *_HEADS, "worst error s", "m", "pairs"):
        table.add_column(name, justify="left" if name in {"weights", "engine"} else "right")
    for row in rows:
        base = kernel.get((row["weights"], row["points"]))
        scaled = "~" if row["measured"] < row["points"] ** 2 else ""
        table.add_row(
            row["weights"],
            str(row["points"]),
            row["engine"],
            f"{row['build_cpu_s']:.2f}",
            f"{1000 * row['weigh_cpu_s']:.1f}",
            f"{scaled}{row['table_cpu_s']:.3f}",
            f"{scaled}{row['table_wall_s']:.3f}",
            f"{row['table_cpu_s'] / base:,.1f}" if base else "–",
            f"{row['peak_mb']:.0f}",
            _error(row, "seconds_error"),
            _error(row, "metres_error"),
            f"{row['compared']:,}",
        )
    (console or Console(width=150)).print(table)


def _error(row: Run, key: str) -> str:
    return f"{row[key]:.4g}" if key in row else "–"
