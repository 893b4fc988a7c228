"""The days' picture: cost over the number of orders, and the gap to the best known over time."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.days.runs import Run, Value, values_of
from benchmarks.picture import Line, Panel, page
from benchmarks.tables import objective

_MOST_GAP = 50.0
"""Per cent: a plan that is farther off is drawn at the top."""


def write_days_picture(runs: Sequence[Run], best: Mapping[str, Value], path: Path, *, title: str) -> None:
    """Write growth of cost for each place and variant, and the gap over time for each day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = [run for run in runs if not run["reference"]]
    path.write_text(page([*_growth(shown), *_gaps(shown, best)], title=title), encoding="utf-8")


def _growth(runs: Sequence[Run]) -> list[Panel]:
    panels = []
    for place, variant in sorted({(run["day"]["place"], run["day"]["variant"]) for run in runs}):
        lines: dict[str, list[tuple[float, float]]] = {}
        for run in runs:
            if (run["day"]["place"], run["day"]["variant"]) == (place, variant):
                at = (float(run["day"]["orders"]), objective(run)[6] / 1e6)
                lines.setdefault(run["engine"] + ("" if not run["violations"] else " *"), []).append(at)
        drawn = [Line(name=name, points=sorted(points)) for name, points in sorted(lines.items())]
        head = f"{place}, {variant}: chi phí theo số đơn, triệu ₫ / cost over orders, M₫ (* breaks rules)"
        panels.append(Panel(title=head, lines=drawn, unit="orders", stepped=False))
    return panels


def _gaps(runs: Sequence[Run], best: Mapping[str, Value]) -> list[Panel]:
    panels = []
    for name in sorted({run["name"] for run in runs}):
        own = [run for run in runs if run["name"] == name and not run["violations"]]
        drawn = [
            Line(
                name=run["engine"], points=[(x[0], gap(x, best[run["problem_sha256"]])) for x in run["trace"]]
            )
            for run in own
        ]
        if drawn:
            head = f"{name}: kém kế hoạch tốt nhất, % / behind the best known, % (at most {_MOST_GAP:g})"
            panels.append(Panel(title=head, lines=drawn, unit="s", stepped=True))
    return panels


def gap(point: Sequence[Any], best: Value) -> float:
    """Return by how many per cent the first component that differs is worse than the best's.

    Capped at 50, which is also what a plan gets that misses a best of nothing.
    """
    for own, other in zip(values_of(point), best, strict=True):
        if own != other:
            share = (own - other) / other * 100 if other else _MOST_GAP
            return max(0.0, min(_MOST_GAP, share))
    return 0.0
