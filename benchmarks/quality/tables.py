"""Results as tables: every run, and for each family, time and engine its mean gap, wins and feasible runs."""

import csv
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.quality.run import Run

_COLUMNS: Final = (
    "family",
    "instance",
    "engine",
    "seconds",
    "seed",
    "cost",
    "best_known",
    "gap",
    "feasible",
    "wall_s",
    "cpu_s",
    "peak_mb",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an engine stands in a family with one time limit.

    `gap` is the mean over its feasible runs. `wins` counts the instances and seeds on which no other
    engine's cost was lower, so a tie is a win of all who share it.
    """

    family: str
    seconds: float
    engine: str
    runs: int
    feasible: int
    wins: int
    gap: float | None
    cpu_s: float | None


def flat(run: Run) -> dict[str, Any]:
    """Return a run as one row of CSV."""
    row = {name: getattr(run, name) for name in _COLUMNS}
    return row | {"gap": "" if run.gap is None else round(run.gap, 4)}


def write_csv(runs: Iterable[Run], path: Path) -> None:
    """Write every run as a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(flat, runs))


def standings(runs: Sequence[Run]) -> list[Standing]:
    """Return the standing of each engine by family and time, then over all families together."""
    families = list(dict.fromkeys(run.family for run in runs))
    groups = [(family, [run for run in runs if run.family == family]) for family in families]
    if len(families) > 1:
        groups.append(("all", list(runs)))
    best = _best(runs)
    return [
        _standing(
            family, seconds, engine, [x for x in group if (x.seconds, x.engine) == (seconds, engine)], best
        )
        for family, group in groups
        for seconds in dict.fromkeys(run.seconds for run in group)
        for engine in dict.fromkeys(run.engine for run in group)
    ]


_Key = tuple[str, str, float, int]


def _key(run: Run) -> _Key:
    return run.family, run.instance, run.seconds, run.seed


def _best(runs: Iterable[Run]) -> dict[_Key, int]:
    best: dict[_Key, int] = {}
    for run in runs:
        if run.feasible and run.cost is not None:
            best[_key(run)] = min(run.cost, best.get(_key(run), run.cost))
    return best


def _standing(
    family: str, seconds: float, engine: str, runs: Sequence[Run], best: dict[_Key, int]
) -> Standing:
    good = [run for run in runs if run.feasible]
    return Standing(
        family=family,
        seconds=seconds,
        engine=engine,
        runs=len(runs),
        feasible=len(good),
        wins=sum(run.cost == best[_key(run)] for run in good),
        gap=_mean(run.gap for run in good),
        cpu_s=_mean(run.cpu_s for run in runs),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def show(runs: Sequence[Run]) -> None:
    """Print every run, then the standings."""
    console = Console(width=150)
    console.print(_each(runs))
    console.print(_standings(standings(runs)))


def _each(runs: Sequence[Run]) -> Table:
    made = Table(title="Từng lần chạy / Every run", title_justify="left")
    for name in ("family", "instance", "s", "seed", "engine"):
        made.add_column(name)
    for name in ("cost", "best-known", "gap %", "feasible", "wall s", "CPU s", "peak MB"):
        made.add_column(name, justify="right")
    made.add_column("note")
    for run in sorted(runs, key=lambda run: (run.family, run.instance, run.seconds, run.seed)):
        made.add_row(
            run.family,
            run.instance,
            f"{run.seconds:g}",
            str(run.seed),
            run.engine,
            _text(run.cost, "d"),
            _text(run.best_known, "d"),
            _text(run.gap, ".2f"),
            "✓" if run.feasible else "✗",
            *(_text(value, ".1f") for value in (run.wall_s, run.cpu_s, run.peak_mb)),
            run.note,
        )
    return made


def _standings(rows: Sequence[Standing]) -> Table:
    made = Table(title="Theo họ bài toán / By family (means over feasible runs)", title_justify="left")
    for name in ("family", "s", "engine"):
        made.add_column(name)
    for name in ("mean gap %", "wins", "feasible", "runs", "CPU s"):
        made.add_column(name, justify="right")
    for row in rows:
        counts = map(str, (row.wins, row.feasible, row.runs))
        gap, cpu = _text(row.gap, ".2f"), _text(row.cpu_s, ".1f")
        made.add_row(row.family, f"{row.seconds:g}", row.engine, gap, *counts, cpu)
    return made


def _text(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)
