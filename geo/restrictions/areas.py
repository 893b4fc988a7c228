"""Areas to close, from GeoJSON: polygons with a name, or every fault by its feature."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from pyproj import Transformer
from shapely import Polygon

from geo.files.geojson import document, to_wgs84
from routing.model import InputError, Issue, IssueCode, Subject, Text, nfc, refuse_if

_NAMES: Final = ("name", "tên", "ten", "title", "id")
_FEWEST: Final = 3
_KINDS: Final = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A polygon in WGS 84 degrees (x = longitude), valid and not empty, and what people call it."""

    name: str
    polygon: Polygon


def read_areas(path: Path) -> tuple[Area, ...]:
    """Return the areas of a GeoJSON file; raises as `parse_areas`, or that it cannot be read."""
    return parse_areas(document(path), file=path.name)


def parse_areas(content: Mapping[str, Any], *, file: str) -> tuple[Area, ...]:
    """Return the polygons of a FeatureCollection, a Feature or a bare geometry, each by itself.

    A MultiPolygon gives an area for each part, all of one name: `name` of the properties, else the
    feature's id, else file and number.

    Raises
    ------
    InputError
        NO_AREA, UNKNOWN_CRS, and for each feature NOT_A_POLYGON, BAD_COORDINATES or AREA_INVALID.
    """
    transformer = to_wgs84(content.get("crs"), Path(file))
    features = _features(content)
    areas, issues = [], []
    for number, feature in enumerate(features, start=1):
        subject = Subject(file=file, row=number, id=_name(feature))
        name = subject.id or (f"{file} {number}" if len(features) > 1 else Path(file).stem)
        for part in _parts(feature):
            made = _polygon(part, transformer) if part else _NO_POLYGON
            if isinstance(made, Polygon):
                areas.append(Area(name=name, polygon=made))
            else:
                issues.append(_issue(made, subject))
    refuse_if(issues)
    if not areas:
        raise InputError([_issue(_NO_AREA, Subject(file=file))])
    return tuple(areas)


Fault = tuple[IssueCode, Text, Text]
_DRAW: Final = Text("Vẽ lại vùng thành một đa giác kín", "Draw the area again as a closed polygon")
_NO_AREA: Final = (
    IssueCode.NO_AREA,
    Text("Không có vùng nào", "There is no area"),
    Text("Cho ít nhất một Polygon hoặc MultiPolygon", "Give one Polygon or MultiPolygon at least"),
)
_NO_POLYGON: Final = (
    IssueCode.NOT_A_POLYGON,
    Text("Hình học không phải đa giác", "The geometry is no polygon"),
    Text("Chỉ để Polygon hoặc MultiPolygon", "Keep to Polygon or MultiPolygon"),
)
_BAD_COORDINATES: Final = (
    IssueCode.BAD_COORDINATES,
    Text("Toạ độ không phải [kinh độ, vĩ độ] tính bằng độ", "Coordinates are not [longitude, latitude]"),
    Text("Xuất lại theo WGS 84, kinh độ trước", "Export it again in WGS 84, longitude first"),
)
_INVALID: Final = (
    IssueCode.AREA_INVALID,
    Text(
        "Vùng rỗng, tự cắt hoặc dưới ba đỉnh", "The area is empty, crosses itself or has under three corners"
    ),
    _DRAW,
)


def _features(content: Mapping[str, Any]) -> list[Any]:
    match content.get("type"):
        case "FeatureCollection":
            listed = content.get("features")
            return listed if isinstance(listed, list) else []
        case "Feature":
            return [content]
        case _:
            return [{"geometry": content}]


def _name(feature: Any) -> str:  # noqa: ANN401 - a member of a document
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    lower = (
        {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    )
    known = (lower.get(key) for key in _NAMES)
    named = next((x for x in (*known, feature.get("id")) if isinstance(x, str | int) and str(x).strip()), "")
    return nfc(str(named)).strip()


def _parts(feature: Any) -> Iterator[Sequence[Any] | None]:  # noqa: ANN401 - a member of a document
    """Yield the rings of each polygon, None for what is no polygon."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    rings = geometry.get("coordinates") if kind in _KINDS and isinstance(geometry, dict) else None
    listed = rings if kind == "MultiPolygon" and isinstance(rings, list) else [rings]
    for part in listed or [None]:
        yield part if isinstance(part, list) and part else None


def _polygon(rings: Sequence[Any], transformer: Transformer | None) -> Polygon | Fault:
    if not all(isinstance(ring, list) and all(map(_is_point, ring)) for ring in rings):
        return _BAD_COORDINATES
    if any(len(ring) < _FEWEST for ring in rings):
        return _INVALID
    drawn = [np.array([point[:2] for point in ring], dtype=np.float64) for ring in rings]
    if transformer:
        drawn = [np.column_stack(transformer.transform(ring[:, 0], ring[:, 1])) for ring in drawn]
    # A comparison with NaN or inf is false, too.
    if not all((abs(ring) <= (180, 90)).all() for ring in drawn):
        return _BAD_COORDINATES
    made = Polygon(drawn[0], drawn[1:])
    return made if made.is_valid and not made.is_empty else _INVALID


def _is_point(at: Any) -> bool:  # noqa: ANN401 - a member of a document
    """Whether it begins with two numbers that floats can hold."""
    if not isinstance(at, list) or len(at) < 2:  # noqa: PLR2004
        return False
    numbers = [x for x in at[:2] if isinstance(x, int | float) and not isinstance(x, bool)]
    return len(numbers) == 2 and all(abs(x) < math.inf and abs(x) < 1e12 for x in numbers)  # noqa: PLR2004


def _issue(fault: Fault, subject: Subject) -> Issue:
    code, text, remedy = fault
    return Issue(code=code, subject=subject, fault=text, remedy=remedy)
