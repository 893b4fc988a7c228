"""A picture to check by eye how places meet the road: SVG, drawn by hand."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.files.sheet import TENTH, Sheet, courses, labels, sheet_of
from geo.roads import MOTOR_CLASSES, RoadGraph
from geo.roads.parts import parts_of
from geo.snapping.snap_report import Snap, SnapReport, SnapStatus
from geo.trucks.truck_profile import TruckProfile, travel_seconds
from routing.model import Location, Text

BoolArray = NDArray[np.bool_]

WIDTH: Final = 1800.0
_MARGIN: Final = 30.0
_FOOT: Final = 132.0
_MAIN_CLASSES: Final = MOTOR_CLASSES[: MOTOR_CLASSES.index("tertiary")]
_SHUT, _LESSER, _MAIN, _ISLAND, _PLACE, _LOST = (
    "#d8d4cc",
    "#a9a49a",
    "#5f5a50",
    "#e69f00",
    "#0072b2",
    "#d5001c",
)
_STROKES: Final = ((_SHUT, 0.5), (_LESSER, 0.6), (_MAIN, 1.5), (_ISLAND, 1.6))
_STYLE: Final = (
    "text{font:13px sans-serif}.id{font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:2.5px}"
    ".head{font-size:17px;font-weight:bold}"
)
_ROADS: Final = (
    (_MAIN, 1.5, Text("đường lớn", "main roads")),
    (_LESSER, 0.6, Text("đường khác", "other roads")),
    (_ISLAND, 1.6, Text("đường cô lập", "roads cut off from the rest")),
    (_SHUT, 0.5, Text("đường cấm xe hay đang đóng", "roads barred or closed")),
)
_SPOTS: Final = (
    (_PLACE, Text("điểm, nối tới đường", "place, joined to its road")),
    (_LOST, Text("điểm bị bỏ, kèm mã", "place left out, with its id")),
)


def snap_picture(
    graph: RoadGraph, places: Mapping[str, Location], profiles: Sequence[TruckProfile], report: SnapReport
) -> str:
    """Return the roads, the places and where they meet as the text of an SVG.

    Places left out are red, with their ids. With several profiles, a road is cut off or a place left out
    if it is so for one of them, and those are named. Resting the pointer on a place shows its roads and
    distances. Places farther from the roads than a quarter of the map are drawn on the edge of the sheet.

    Parameters
    ----------
    report
        The snaps of `places`, for all of `profiles`.
    """
    sheet = _sheet(graph, places)
    height = sheet.height + _FOOT
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" fill="none">',
            f'<style>{_STYLE}</style><rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#fff"/>',
            f'<g transform="scale({1 / TENTH})" stroke-linejoin="round">',
            *_roads(graph, profiles, sheet),
            "</g>",
            *_places(places, report, sheet),
            *_foot(profiles, report, sheet),
            "</svg>\n",
        )
    )


def _sheet(graph: RoadGraph, places: Mapping[str, Location]) -> Sheet:
    lon, lat = graph.shapes.lon, graph.shapes.lat
    ends = []
    for roads, at in ((lon, [p.lon for p in places.values()]), (lat, [p.lat for p in places.values()])):
        low, high = roads.min(), roads.max()
        more = max((high - low) / 4, 0.002)
        # One typing error must not shrink the town to a dot.
        ends.append(np.clip([low, high, *at], low - more, high + more))
    return sheet_of(*ends, width=WIDTH, margin=_MARGIN)


def _roads(graph: RoadGraph, profiles: Sequence[TruckProfile], sheet: Sheet) -> Iterator[str]:
    parts = [parts_of(graph, travel_seconds(graph, profile)) for profile in profiles]
    usable = np.any([part.usable for part in parts], axis=0)
    cut_off = np.any([part.usable & ~part.main for part in parts], axis=0)
    great = np.isin(graph.ways.highway, _MAIN_CLASSES)[graph.way]
    stretches = len(graph.shapes.start) - 1
    # Of both directions of a road the one that tells more is drawn.
    kind = np.zeros(stretches, dtype=np.int64)
    np.maximum.at(kind, graph.shape, np.where(cut_off, 3, np.where(usable, 1 + great, 0)))
    row = graph.shapes.row
    for number, (colour, wide) in enumerate(_STROKES):
        mine = kind[row] == number
        data = courses(sheet, graph.shapes.lon[mine], graph.shapes.lat[mine], row[mine])
        yield f'<path d="{data}" stroke="{colour}" stroke-width="{wide * TENTH:g}"/>'


def _places(places: Mapping[str, Location], report: SnapReport, sheet: Sheet) -> Iterator[str]:
    """Yield places and their snaps, those left out last and so on top."""
    snaps: dict[str, list[Snap]] = {place: [] for place in places}
    for snap in report.snaps:
        snaps[snap.place_id].append(snap)
    spots = dict(zip(places, _pixels(sheet, list(places.values())), strict=True))
    lost = {snap.place_id for snap in report.left_out}
    for place in sorted(places, key=lambda place: place in lost):
        yield from _place(spots[place], snaps[place], sheet, colour=_LOST if place in lost else _PLACE)
    named = [place for place in places if place in lost]
    at = np.array([spots[place] for place in named]).reshape(-1, 2)
    yield from labels(sheet, at, [_label(snaps[place]) for place in named], colour=_LOST)


def _pixels(sheet: Sheet, at: Sequence[Location]) -> list[tuple[float, float]]:
    lon = np.array([place.lon for place in at], dtype=np.float64)
    lat = np.array([place.lat for place in at], dtype=np.float64)
    return [(x, y) for x, y in sheet.at(lon, lat).tolist()]


def _place(spot: tuple[float, float], snaps: Sequence[Snap], sheet: Sheet, *, colour: str) -> Iterator[str]:
    x, y = spot
    met = {(s.lon, s.lat) for s in snaps if s.status is not SnapStatus.TOO_FAR}
    for to_x, to_y in _pixels(sheet, [Location(lat, lon) for lon, lat in sorted(met)]):
        yield f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{colour}" stroke-width="1"/>'
        yield f'<circle cx="{to_x:.1f}" cy="{to_y:.1f}" r="1" fill="#fff" stroke="{colour}"/>'
    tooltip = "\n".join(
        f"{s.place_id}, {s.profile_id}: {s.road}, {s.distance_m:.0f} m, {s.status}" for s in snaps
    )
    radius = 3 if colour == _LOST else 2
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}">'
    yield f"<title>{escape(tooltip)}</title></circle>"


def _label(snaps: Sequence[Snap]) -> str:
    lost = [snap.profile_id for snap in snaps if snap.status is not SnapStatus.OK]
    return snaps[0].place_id + (f" ({', '.join(lost)})" if len(lost) < len(snaps) else "")


def _foot(profiles: Sequence[TruckProfile], report: SnapReport, sheet: Sheet) -> Iterator[str]:
    """Yield what the picture shows, its scale, and the legend, beneath the map."""
    top = sheet.height
    yield f'<rect y="{top:.1f}" width="{WIDTH:.0f}" height="{_FOOT:.0f}" fill="#f6f4ef"/>'
    named = ", ".join(profile.id for profile in profiles)
    yield _text(20, top + 30, f"Điểm gắn vào đường / Where places meet the road: {named}", kind="head")
    yield from _scale_bar(sheet, 20, top + 100)
    yield _text(20, top + 64, str(_count(report)))
    for i, (colour, wide, label) in enumerate(_ROADS):
        x, y = 640 + 290 * (i // 2), top + 64 + 30 * (i % 2)
        yield f'<path d="M{x} {y - 4:.1f}h44" stroke="{colour}" stroke-width="{wide}"/>'
        yield _text(x + 56, y, str(label))
    for i, (colour, label) in enumerate(_SPOTS):
        y = top + 64 + 30 * i
        yield f'<circle cx="1390" cy="{y - 4:.1f}" r="3" fill="{colour}"/>' + _text(1406, y, str(label))


def _count(report: SnapReport) -> Text:
    places = {snap.place_id for snap in report.snaps}
    good = len(places) - len({snap.place_id for snap in report.left_out})
    limit = f"{report.limit_m:.0f} m"
    return Text(
        f"{good}/{len(places)} điểm cách đường ≤ {limit}",
        f"{good} of {len(places)} places lie within {limit} of the road",
    )


def _scale_bar(sheet: Sheet, x: float, y: float) -> Iterator[str]:
    metres = sheet.scale_bar_m()
    length = metres * sheet.metre_px
    yield f'<path d="M{x} {y - 6:.1f}v6h{length:.1f}v-6" stroke="#222" stroke-width="1.5"/>'
    yield _text(x + length + 8, y, f"{metres // 1000} km" if metres >= 1000 else f"{metres} m")  # noqa: PLR2004


def _text(x: float, y: float, words: str, *, kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{mark} fill="#222">{escape(words)}</text>'
