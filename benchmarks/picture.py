"""Panels of lines as an SVG, drawn by hand; first of all the objective over time."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a panel; lines of one name have one colour."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Lines over one axis in `unit`, which begins at nothing.

    A `stepped` line is what is in hand: a value stays until the next point, the last to the end.
    """

    title: str
    lines: Sequence[Line]
    unit: str = "s"
    stepped: bool = True
    until: float | None = None


_PARTS: Final[tuple[tuple[str, Callable[[Sequence[Any]], float]], ...]] = (
    ("Chai chưa giao / unserved cylinders", lambda at: sum(at[1])),
    ("Giờ trễ / hours late", lambda at: sum(at[2]) / 3600),
    ("Chi phí, triệu ₫ / cost, M₫", lambda at: at[3] / 1e6),
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
    until = max(at[0] for run in runs for at in run["trace"]) or 1.0
    panels = [
        Panel(
            title=name,
            lines=[
                Line(name=run["engine"], points=[(at[0], value(at)) for at in run["trace"]]) for run in runs
            ],
            until=until,
        )
        for name, value in _PARTS
    ]
    return page(panels, title=title)


def page(panels: Sequence[Panel], *, title: str) -> str:
    """Return the SVG text of panels one below the other; each needs a line with a point."""
    names = sorted({line.name for panel in panels for line in panel.lines})
    ink = {name: _INK[i % len(_INK)] for i, name in enumerate(names)}
    height = _TOP + len(panels) * (_HEIGHT + _GAP)
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
    for row, name in enumerate(names):
        body.append(_text(_LEFT + _DRAWN + 20, _TOP + 20 + 18 * row, f"— {name}", fill=ink[name]))
    for row, panel in enumerate(panels):
        body += _panel(panel, ink, top=_TOP + row * (_HEIGHT + _GAP))
    return "\n".join([*body, "</svg>\n"])


def _panel(panel: Panel, ink: Mapping[str, str], *, top: int) -> Iterable[str]:
    points = [point for line in panel.lines for point in line.points]
    until = panel.until or max(x for x, _ in points) or 1.0
    low, high = min(y for _, y in points), max(y for _, y in points)
    # A flat line lies on the floor rather than dividing by nothing.
    span = (high - low) or 1.0

    def place(point: Point) -> Point:
        return _LEFT + _DRAWN * point[0] / until, top + _HEIGHT * (1 - (point[1] - low) / span)

    yield _text(_LEFT, top - 8, panel.title)
    yield f'<path d="M{_LEFT},{top}V{top + _HEIGHT}H{_LEFT + _DRAWN}" fill="none" stroke="#555"/>'
    for value in sorted({low, high}):
        yield _text(_LEFT - 8, place((0, value))[1] + 4, f"{value:.4g}", anchor="end")
    yield _text(_LEFT, top + _HEIGHT + 18, f"0 {panel.unit}")
    yield _text(_LEFT + _DRAWN, top + _HEIGHT + 18, f"{until:.1f} {panel.unit}", anchor="end")
    for line in panel.lines:
        last = [(until, line.points[-1][1])] if panel.stepped else []
        yield _drawn([place(p) for p in [*line.points, *last]], ink[line.name], stepped=panel.stepped)


def _drawn(points: Sequence[Point], ink: str, *, stepped: bool) -> str:
    """A plan stays in hand until the next is found: across, then down."""
    x, y = points[0]
    step = "H{0:.1f}V{1:.1f}" if stepped else "L{0:.1f},{1:.1f}"
    drawn = f"M{x:.1f},{y:.1f}" + "".join(step.format(x, y) for x, y in points[1:])
    return f'<path d="{drawn}" fill="none" stroke="{ink}" stroke-width="2" stroke-opacity="0.8"/>'


def _text(
    x: float, y: float, text: str, *, fill: str = "#222", anchor: str = "start", weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{fill}" text-anchor="{anchor}"{bold}>{escape(text)}</text>'
