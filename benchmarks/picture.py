"""The objective over time as an SVG: three panels, one line a run, drawn by hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

Run = Mapping[str, Any]
Point = tuple[float, float]

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 900, 190, 100, 60, 60
_DRAWN: Final = 620
_INK: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
"""Okabe and Ito's colours, told apart by the colour-blind."""


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    value: Callable[[Sequence[Any]], float]


_PANELS: Final = (
    _Panel("Chai chưa giao / unserved cylinders", lambda at: sum(at[1])),
    _Panel("Giờ trễ / hours late", lambda at: sum(at[2]) / 3600),
    _Panel("Chi phí, triệu ₫ / cost, M₫", lambda at: at[3] / 1e6),
)


def write_picture(runs: Sequence[Run], path: Path, *, title: str) -> None:
    """Write the picture of the runs with the longest time allowed; each engine has a colour."""
    longest = max(run["seconds"] for run in runs)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        picture([run for run in runs if run["seconds"] == longest], title=title), encoding="utf-8"
    )


def picture(runs: Sequence[Run], *, title: str) -> str:
    """Return the SVG text: the plan in hand at each second, in each of the three parts of the objective."""
    engines = sorted({run["engine"] for run in runs})
    ink = {engine: _INK[i % len(_INK)] for i, engine in enumerate(engines)}
    until = max(at[0] for run in runs for at in run["trace"]) or 1.0
    height = _TOP + len(_PANELS) * (_HEIGHT + _GAP)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13" role="img">'
    )
    body = [
        head,
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        _text(_LEFT, 24, title, weight="bold"),
    ]
    for row, engine in enumerate(engines):
        body.append(_text(_LEFT + _DRAWN + 20, _TOP + 20 + 18 * row, f"— {engine}", fill=ink[engine]))
    for row, panel in enumerate(_PANELS):
        body += _panel(panel, runs, ink, top=_TOP + row * (_HEIGHT + _GAP), until=until)
    return "\n".join([*body, "</svg>\n"])


def _panel(
    panel: _Panel, runs: Sequence[Run], ink: Mapping[str, str], *, top: int, until: float
) -> Iterable[str]:
    lines = [(run["engine"], [(at[0], panel.value(at)) for at in run["trace"]]) for run in runs]
    values = [value for _, points in lines for _, value in points]
    low, high = min(values), max(values)
    # A flat line lies on the floor rather than dividing by nothing.
    span = (high - low) or 1.0

    def place(point: Point) -> Point:
        return _LEFT + _DRAWN * point[0] / until, top + _HEIGHT * (1 - (point[1] - low) / span)

    yield _text(_LEFT, top - 8, panel.title)
    yield f'<path d="M{_LEFT},{top}V{top + _HEIGHT}H{_LEFT + _DRAWN}" fill="none" stroke="#555"/>'
    for value in sorted({low, high}):
        yield _text(_LEFT - 8, place((0, value))[1] + 4, f"{value:.4g}", anchor="end")
    yield _text(_LEFT, top + _HEIGHT + 18, "0 s")
    yield _text(_LEFT + _DRAWN, top + _HEIGHT + 18, f"{until:.1f} s", anchor="end")
    for engine, points in lines:
        yield _steps([place(p) for p in [*points, (until, points[-1][1])]], ink[engine])


def _steps(points: Sequence[Point], ink: str) -> str:
    """A plan stays in hand until the next is found: across, then down."""
    x, y = points[0]
    drawn = f"M{x:.1f},{y:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])
    return f'<path d="{drawn}" fill="none" stroke="{ink}" stroke-width="2" stroke-opacity="0.8"/>'


def _text(
    x: float, y: float, text: str, *, fill: str = "#222", anchor: str = "start", weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{fill}" text-anchor="{anchor}"{bold}>{escape(text)}</text>'
