"""Rows of places from CSV or GeoJSON: the same columns either way, points in WGS 84."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pyproj import Transformer

from geo.cells import Row
from geo.geojson import collection, to_wgs84
from geo.tables import read_csv
from routing.model import IssueCode, Text, nfc

ALIASES: Final = {
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "long": "lon",
    "kind": "class",
    "type": "class",
}
REQUIRED: Final = ("id", "name", "lat", "lon")
FARTHEST: Final = 1e9
"""No coordinate in degrees or metres is larger."""
GEOJSON_SUFFIXES: Final = (".geojson", ".json")


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return the rows of a file of places; `.geojson` and `.json` are GeoJSON, all else is CSV.

    Raises
    ------
    InputError
        If the file as a whole cannot be used; faults of rows are noted in the rows.
    """
    if path.suffix.lower() in GEOJSON_SUFFIXES:
        return _read_geojson(path)
    return read_csv(path, required=REQUIRED, aliases=ALIASES)


def _read_geojson(path: Path) -> tuple[Row, ...]:
    content = collection(path)
    transformer = to_wgs84(content.get("crs"), path)
    return tuple(
        _feature_row(feature, number, path, transformer)
        for number, feature in enumerate(content["features"], start=1)
    )


def _feature_row(feature: Mapping[str, Any], number: int, path: Path, transformer: Transformer | None) -> Row:
    properties = feature.get("properties")
    named = {
        str(key).strip().lower(): value
        for key, value in (properties if isinstance(properties, dict) else {}).items()
    }
    cells = {"id": _cell(feature.get("id"))}
    cells |= {ALIASES[name]: _cell(value) for name, value in named.items() if name in ALIASES}
    cells |= {name: _cell(value) for name, value in named.items() if name not in ALIASES}
    point = _point(feature.get("geometry"))
    if point is not None:
        lon, lat = transformer.transform(*point) if transformer else point
        cells |= {"lon": repr(float(lon)), "lat": repr(float(lat))}
    row = Row(file=path.name, number=number, cells=cells)
    row.refuse_unseen()
    if point is None:
        row.fault(
            IssueCode.NOT_A_POINT,
            Text("Hình học không phải một điểm", "The geometry is not a point"),
            Text("Dùng một điểm (Point) ở cổng nhận hàng", "Use one Point, at the gate where goods arrive"),
            column="geometry",
        )
    return row


def _point(geometry: Any) -> tuple[float, float] | None:  # noqa: ANN401
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    at = geometry.get("coordinates")
    if not isinstance(at, list) or len(at) < 2:  # noqa: PLR2004
        return None
    lon, lat = at[:2]
    if any(isinstance(x, bool) or not isinstance(x, int | float) for x in (lon, lat)):
        return None
    # Compared before it becomes a float: JSON knows whole numbers that no float can hold.
    return (float(lon), float(lat)) if max(abs(lon), abs(lat)) < FARTHEST else None


def _cell(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(x, str) for x in value):
        return nfc(";".join(value))
    return nfc(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
