"""A sheet to draw a map on, as SVG: degrees to pixels, courses as paths, labels that keep off each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import get_coordinates, linestrings, simplify

from geo.metric import FloatArray, mercator_xy

TENTH: Final = 10
"""Courses are drawn in whole tenths of a pixel."""
_EDGE: Final = 12
_DOT: Final = 4
_FONT: Final = 11
_LETTER: Final = 6.4
"""Estimate: width of a letter of 11 pixels."""
_AWAY: Final = tuple(
    (reach * x, reach * y)
    for reach in (7, 16, 30, 48, 70)
    for x, y in ((1, 0), (0, -1), (0, 1), (-1, 0), (0.8, -0.8), (0.8, 0.8), (-0.8, -0.8), (-0.8, 0.8))
)
"""Where a label may stand, seen from its spot, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A rectangle of the map; `left` and `top` on Mercator's plane, `scale` pixels for a metre there."""

    left: float
    top: float
    scale: float
    width: float
    height: float
    metre_px: float

    def at(self, lon: FloatArray, lat: FloatArray) -> FloatArray:
        """Return pixels from left and top, shape (n, 2); what lies outside is put just inside."""
        x, y = mercator_xy(lon, lat).T
        return np.column_stack(
            (
                np.clip((x - self.left) * self.scale, _EDGE, self.width - _EDGE),
                np.clip((self.top - y) * self.scale, _EDGE, self.height - _EDGE),
            )
        )

    def scale_bar_m(self) -> int:
        """Return the longest round length (1, 2 or 5 and noughts) that takes a fifth of the width at most."""
        most = self.width / 5 / self.metre_px
        ten = 10 ** int(np.floor(np.log10(most)))
        return int(max(step * ten for step in (1, 2, 5) if step * ten <= most))


def sheet_of(lon: FloatArray, lat: FloatArray, *, width: float, margin: float) -> Sheet:
    """Return the sheet that shows all these points with a margin, at most 1.5 times as high as wide."""
    low, high = (edge(mercator_xy(lon, lat), axis=0) for edge in (np.min, np.max))
    wide, tall = np.maximum(high - low, 1.0)
    scale = (width - 2 * margin) / max(wide, tall / 1.5)
    middle = np.radians((lat.min() + lat.max()) / 2)
    return Sheet(
        left=float((low[0] + high[0]) / 2 - width / 2 / scale),
        top=float(high[1] + margin / scale),
        scale=float(scale),
        width=width,
        height=float(tall * scale + 2 * margin),
        # Mercator's plane is stretched by 1 / cos lat.
        metre_px=float(scale / np.cos(middle)),
    )


def courses(sheet: Sheet, lon: FloatArray, lat: FloatArray, row: NDArray[np.int64]) -> str:
    """Return lines as the data of one path, in tenths of a pixel; `row` numbers the lines, point by point."""
    if not len(row):
        return ""
    points = sheet.at(lon, lat) * TENTH
    lines = simplify(linestrings(points, indices=np.unique(row, return_inverse=True)[1]), TENTH / 5)
    kept, of = get_coordinates(lines, return_index=True)
    whole = np.round(kept).astype(np.int64)
    step = np.diff(whole, axis=0, prepend=0)
    first = np.diff(of, prepend=-1) != 0
    moves = first | (step != 0).any(axis=1)
    words = [
        f"M{x} {y}" if begins else f"l{dx} {dy}"
        for begins, (x, y), (dx, dy) in zip(
            first[moves].tolist(), whole[moves].tolist(), step[moves].tolist(), strict=True
        )
    ]
    return "".join(words)


def labels(sheet: Sheet, spots: FloatArray, texts: Sequence[str], *, colour: str) -> Iterable[str]:
    """Yield each text beside its spot, joined to it by a thin line, where there is room for it."""
    taken = np.hstack((spots - _DOT, spots + _DOT))
    for (x, y), text in zip(spots.tolist(), texts, strict=True):
        boxes = np.array([_box(x + dx, y + dy, dx, len(text)) for dx, dy in _AWAY])
        inside = (
            (boxes[:, :2] >= 0).all(axis=1) & (boxes[:, 2] <= sheet.width) & (boxes[:, 3] <= sheet.height)
        )
        clear = inside & ~_touch(boxes, taken).any(axis=1)
        best = int(np.argmax(clear)) if clear.any() else int(np.argmax(inside))
        taken = np.vstack((taken, boxes[best]))
        left, _, _, bottom = boxes[best]
        dx, dy = _AWAY[best]
        yield f'<path d="M{x:.1f} {y:.1f}l{dx:.1f} {dy:.1f}" stroke="{colour}" stroke-width=".5"/>'
        yield f'<text x="{left:.1f}" y="{bottom - 3:.1f}" class="id" fill="{colour}">{escape(text)}</text>'


def _box(x: float, y: float, dx: float, letters: int) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a text whose near side is at x, y."""
    wide, tall = letters * _LETTER, _FONT + 2
    left = x if dx > 0 else x - wide if dx < 0 else x - wide / 2
    return left, y - tall / 2, left + wide, y + tall / 2


def _touch(boxes: FloatArray, taken: FloatArray) -> NDArray[np.bool_]:
    box, other = boxes[:, np.newaxis], taken[np.newaxis]
    apart = (box[..., :2] >= other[..., 2:]) | (other[..., :2] >= box[..., 2:])
    return np.asarray(~apart.any(axis=2))
