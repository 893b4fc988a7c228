"""Rows of places from CSV or GeoJSON: the same columns either way, points in WGS 84."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pyproj import Transformer

from geo.files.geojson import collection, to_wgs84
from routing.model import InputError, IssueCode, Text, nfc
from routing.tables import Records, Row, Sheet, Table, as_cell, read_sheet, sheet_of

FARTHEST: Final = 1e9
"""No coordinate in degrees or metres is larger."""
_COLLECTIONS: Final = {"MultiPoint": "coordinates", "GeometryCollection": "geometries"}
GEOJSON_SUFFIXES: Final = (".geojson", ".json")

Properties = Mapping[str, str]


def place_sheets(paths: Iterable[Path], table: Table) -> list[Sheet]:
    """Return the rows of files of places; `.geojson` and `.json` are GeoJSON, all else is CSV."""
    return [
        _geojson(path, table) if path.suffix.lower() in GEOJSON_SUFFIXES else read_sheet(path, table)
        for path in paths
    ]


def _geojson(path: Path, table: Table) -> Sheet:
    try:
        content = collection(path)
        transformer = to_wgs84(content.get("crs"), path)
    except InputError as error:
        return Sheet(file=path.name, table=table, issues=list(error.issues))
    features = content["features"]
    properties = [_properties(feature) for feature in features]
    points = [_point(feature.get("geometry")) for feature in features]
    titles = dict.fromkeys(title for named in properties for title in named)
    source = _sources(table, titles)
    cells = _cells(properties, points, source=source, transformer=transformer)
    unread = [title for title in titles if title not in source]
    records = Records(file=path.name, row=0, titles=[*table.index, *unread], rows=cells)
    sheet = sheet_of(records, table)
    for row, point in zip(sheet.rows, points, strict=True):
        if point is None:
            _refuse_geometry(row)
    return sheet


def _properties(feature: Mapping[str, Any]) -> Properties:
    """Return the properties of a feature as cells, those that are blank or null left out."""
    given = feature.get("properties")
    named = {"id": _cell(feature.get("id"))}
    for key, value in (given if isinstance(given, dict) else {}).items():
        # A null hides nothing: such as the id that stands on the feature itself.
        if cell := _cell(value):
            named[nfc(str(key)).lower()] = cell
    return {title: cell for title, cell in named.items() if cell}


def _sources(table: Table, titles: Mapping[str, None]) -> tuple[str, ...]:
    """Return the property of each column: its name, or an alias where no feature has the name."""
    return tuple(
        next((name for name in (column.name, *column.aliases) if name in titles), column.name)
        for column in table.columns
    )


def _cells(
    properties: Sequence[Properties],
    points: Sequence[tuple[float, float] | None],
    *,
    source: Sequence[str],
    transformer: Transformer | None,
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, (named, point) in enumerate(zip(properties, points, strict=True), start=1):
        at = {} if point is None else _at(transformer.transform(*point) if transformer else point)
        yield number, [at.get(title, named.get(title, "")) for title in source]


def _at(point: tuple[float, float]) -> Properties:
    lon, lat = (as_cell(float(degree)) for degree in point)
    names = {"lon": ("lon", "longitude", "lng", "long"), "lat": ("lat", "latitude")}
    return {name: cell for key, cell in (("lon", lon), ("lat", lat)) for name in names[key]}


def _refuse_geometry(row: Row) -> None:
    """Say once that a feature has no point, and not again that its latitude and longitude are blank."""
    others = [issue for issue in row.issues if issue.subject.column not in {"lat", "lon"}]
    row.issues.clear()
    row.fault(
        IssueCode.NOT_A_POINT,
        Text("Hình học không phải một điểm", "The geometry is not a point"),
        Text("Dùng một điểm (Point) ở cổng nhận hàng", "Use one Point, at the gate where goods arrive"),
        column="geometry",
    )
    row.issues += others


def _point(geometry: Any) -> tuple[float, float] | None:  # noqa: ANN401
    """Return the point of a geometry: a Point, or a collection of a single one."""
    at = _position(geometry)
    if not isinstance(at, list) or len(at) < 2:  # noqa: PLR2004
        return None
    lon, lat = at[:2]
    if any(isinstance(x, bool) or not isinstance(x, int | float) for x in (lon, lat)):
        return None
    # Compared before it becomes a float: JSON knows whole numbers that no float can hold.
    return (float(lon), float(lat)) if max(abs(lon), abs(lat)) < FARTHEST else None


def _position(geometry: Any) -> Any:  # noqa: ANN401
    """Return the coordinates of the only point of a geometry, None if it is no point."""
    kind, single = _member(geometry, "type"), None
    if kind == "Point":
        return _member(geometry, "coordinates")
    if kind in _COLLECTIONS:
        single = _member(geometry, _COLLECTIONS[kind])
    if not isinstance(single, list) or len(single) != 1:
        return None
    if kind == "MultiPoint":
        return single[0]
    # One level is enough: whatever lies deeper was not drawn as a place.
    return _member(single[0], "coordinates") if _member(single[0], "type") == "Point" else None


def _member(value: Any, name: str) -> Any:  # noqa: ANN401
    return value.get(name) if isinstance(value, dict) else None


def _cell(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return as_cell(value)
    if isinstance(value, list) and all(isinstance(x, str) for x in value):
        return nfc(";".join(value))
    return nfc(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
