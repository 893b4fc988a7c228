"""Results as tables: quality apart from effort, every run in CSV, and the middle run of each setting."""

import csv
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

Run = Mapping[str, Any]

_LEVELS = ("EMERGENCY", "URGENT", "ROUTINE")
_PLAIN = ("engine", "seconds", "seed")
_PLAN = ("cost_vnd", "distance_m", "trucks", "trips", "violations")
_EFFORT = ("engine_s", "wall_s", "cpu_s", "peak_mb", "process_s")


def flat(run: Run) -> dict[str, Any]:
    """Return a run as one row of figures."""
    row = {key: run[key] for key in _PLAIN}
    row |= {f"unserved_{level}": run["unserved_by_urgency"][level] for level in _LEVELS}
    row |= {f"late_s_{level}": run["late_s_by_urgency"][level] for level in _LEVELS}
    return row | {key: run[key] for key in (*_PLAN, *_EFFORT)}


def write_csv(runs: Sequence[Run], path: Path) -> None:
    """Write every run as a row."""
    rows = [flat(run) for run in runs]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def objective(run: Run) -> tuple[int, ...]:
    """Return a run's objective, smaller being better, in the lexicographic order of plans."""
    unserved, late = run["unserved_by_urgency"], run["late_s_by_urgency"]
    return (*(unserved[x] for x in _LEVELS), *(late[x] for x in _LEVELS), run["cost_vnd"])


def middles(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """Return, for each engine and time, the run in the middle by objective, with median effort.

    A run in the middle is a plan that somebody found; a median of each column would be nobody's.
    Of an even number the better of the two is taken. `violations` is the worst of all.
    """
    groups: dict[tuple[str, float], list[Run]] = {}
    for run in runs:
        groups.setdefault((run["engine"], run["seconds"]), []).append(run)
    return [_middle(group) for group in groups.values()]


def _middle(group: Sequence[Run]) -> dict[str, Any]:
    chosen = sorted(group, key=objective)[(len(group) - 1) // 2]
    effort = {key: statistics.median(run[key] for run in group) for key in _EFFORT}
    return {**chosen, **effort, "runs": len(group), "violations": max(run["violations"] for run in group)}


def show(runs: Sequence[Run]) -> None:
    """Print quality and effort of the middle runs, apart."""
    rows, console = middles(runs), Console(width=140)
    console.print(_quality(rows))
    console.print(_effort(rows))


def _quality(rows: Sequence[Run]) -> Table:
    best = min(map(objective, rows))
    made = _table("Chất lượng / Quality", "unserved E/U/R", "late h E/U/R", "cost M₫", "× best", "km")
    for name in ("trucks", "trips", "violations"):
        made.add_column(name, justify="right")
    for row in rows:
        value = objective(row)
        late = "/".join(f"{seconds / 3600:.1f}" for seconds in value[3:6])
        # Costs of plans that serve unequally cannot be compared.
        ratio = f"{value[6] / best[6]:.3f}" if best[6] and value[:6] == best[:6] else "–"
        figures = ("/".join(map(str, value[:3])), late, f"{value[6] / 1e6:.3f}", ratio)
        plan = (f"{row['distance_m'] / 1000:.1f}", row["trucks"], row["trips"], row["violations"])
        made.add_row(*_setting(row), *map(str, (*figures, *plan)))
    return made


def _effort(rows: Sequence[Run]) -> Table:
    heads = ("engine s", "solve s", "CPU s", "peak MB", "process s")
    made = _table("Công sức / Effort (medians)", *heads)
    for row in rows:
        made.add_row(*_setting(row), *(f"{row[key]:.1f}" for key in _EFFORT))
    return made


def _table(title: str, *heads: str) -> Table:
    made = Table(title=title, title_justify="left")
    made.add_column("engine")
    for head in ("seconds", "runs", *heads):
        made.add_column(head, justify="right")
    return made


def _setting(row: Run) -> tuple[str, str, str]:
    return row["engine"], f"{row['seconds']:g}", str(row["runs"])
