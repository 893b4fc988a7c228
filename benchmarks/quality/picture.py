"""The mean gap to best-known over time as an SVG: a line an engine, on a logarithmic scale."""

import math
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from benchmarks.quality.run import Run

Point = tuple[float, float]
Lines = Mapping[str, Sequence[Point]]
Key = tuple[str, str, int]
Place = Callable[[Point], Point]

_WIDTH, _HEIGHT, _LEFT, _TOP, _DRAWN, _TALL = 900, 490, 70, 70, 640, 360
_INK: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
"""Okabe and Ito's colours, told apart by the colour-blind."""
_STEPS: Final = 240
_LEAST: Final = 0.05
"""Per cent: the floor of the picture, for a logarithm knows no zero."""
_TICKS: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)


def write_picture(runs: Sequence[Run], path: Path, *, title: str) -> None:
    """Write the picture of the runs with the longest time."""
    longest = max(run.seconds for run in runs)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(picture([run for run in runs if run.seconds == longest], title=title), encoding="utf-8")


def picture(runs: Sequence[Run], *, title: str) -> str:
    """Return the SVG text: each engine's mean gap at each second, over the runs that all drawn solved.

    A line begins where its engine has a solution of each of those runs. An engine that tells of no
    solution but its last is a dot. One that solved less than half of the runs is left out, and said so.
    """
    solved = _solved(runs)
    most = len({_key(run) for run in runs})
    drawn = {engine: mine for engine, mine in solved.items() if 2 * len(mine) >= most}
    shared = set.intersection(*map(set, drawn.values())) if drawn else set()
    until = max((run.seconds for run in runs), default=1.0)
    lines = {engine: _means([mine[key] for key in sorted(shared)]) for engine, mine in drawn.items()}
    place, ticks = _scale(lines, until)
    ink = {engine: _INK[i % len(_INK)] for i, engine in enumerate(solved)}
    legend = [engine + ("" if engine in drawn else " (✗)") for engine in solved]
    parts = [
        _head(f"{title}, n = {len(shared)}"),
        *_axes(place, ticks, until),
        *(_line([place(p) for p in points], ink[engine]) for engine, points in lines.items() if points),
        *(
            _text(_LEFT + _DRAWN + 20, _TOP + 14 + 18 * i, f"— {name}", fill=ink[engine])
            for i, (engine, name) in enumerate(zip(solved, legend, strict=True))
        ),
    ]
    return "\n".join([*parts, "</svg>\n"])


def _key(run: Run) -> Key:
    return run.family, run.instance, run.seed


def _solved(runs: Sequence[Run]) -> dict[str, dict[Key, list[Point]]]:
    """Return, by engine and run, the gap of the best solution in hand over time."""
    solved: dict[str, dict[Key, list[Point]]] = {run.engine: {} for run in runs}
    for run in runs:
        if run.gap is not None and run.best_known:
            known = run.best_known
            points = [(min(at_s, run.seconds), 100 * (cost / known - 1)) for at_s, cost in run.trace]
            solved[run.engine][_key(run)] = [*points, (run.seconds, run.gap)]
    return solved


def _means(traces: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the mean over runs wherever all have a solution, at regular steps."""
    if not traces:
        return []
    ends = max(points[-1][0] for points in traces)
    means = []
    for step in range(_STEPS + 1):
        at_s = ends * step / _STEPS
        gaps = [_at(points, at_s) for points in traces]
        known = [gap for gap in gaps if gap is not None]
        if len(known) == len(traces):
            means.append((at_s, statistics.fmean(known)))
    return means


def _at(points: Sequence[Point], at_s: float) -> float | None:
    before = [gap for when, gap in points if when <= at_s]
    return min(before) if before else None


def _scale(lines: Lines, until: float) -> tuple[Place, list[float]]:
    gaps = [max(_LEAST, gap) for points in lines.values() for _, gap in points] or [1.0]
    low = max([tick for tick in _TICKS if tick <= min(gaps)] or [_TICKS[0]])
    high = min([tick for tick in _TICKS if tick >= max(gaps) and tick > low] or [max(gaps)])
    span = math.log10(high / low)

    def place(point: Point) -> Point:
        share = math.log10(max(low, point[1]) / low) / span
        return _LEFT + _DRAWN * point[0] / until, _TOP + _TALL * (1 - share)

    return place, [tick for tick in _TICKS if low <= tick <= high]


def _head(title: str) -> str:
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    font = 'font-family="sans-serif" font-size="13"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} role="img">',
            f"<title>{escape(title)}</title>",
            '<rect width="100%" height="100%" fill="white"/>',
            _text(_LEFT, 24, title, weight="bold"),
            _text(_LEFT, 48, "Chênh so với lời giải tốt nhất đã biết / Mean gap to best-known, %"),
        ]
    )


def _axes(place: Place, ticks: Sequence[float], until: float) -> Iterator[str]:
    yield f'<path d="M{_LEFT},{_TOP}V{_TOP + _TALL}H{_LEFT + _DRAWN}" fill="none" stroke="#555"/>'
    for tick in ticks:
        y = place((0.0, tick))[1]
        yield f'<path d="M{_LEFT},{y:.1f}h{_DRAWN}" stroke="#ddd"/>'
        yield _text(_LEFT - 8, y + 4, f"{tick:g}", anchor="end")
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        yield _text(_LEFT + _DRAWN * share, _TOP + _TALL + 20, f"{until * share:g} s", anchor="middle")


def _line(points: Sequence[Point], ink: str) -> str:
    """A solution stays in hand until the next is found: across, then down. One alone is a dot."""
    x, y = points[-1]
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{ink}"/>'
    first_x, first_y = points[0]
    drawn = f"M{first_x:.1f},{first_y:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])
    return f'<path d="{drawn}" fill="none" stroke="{ink}" stroke-width="2"/>{dot}'


def _text(
    x: float, y: float, text: str, *, fill: str = "#222", anchor: str = "start", weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{fill}" text-anchor="{anchor}"{bold}>{escape(text)}</text>'
