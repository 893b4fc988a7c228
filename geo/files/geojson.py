"""GeoJSON files as far as they can be judged as a whole."""

import json
from pathlib import Path
from typing import Any

from pyproj import Transformer
from pyproj.exceptions import ProjError
from shapely import Polygon

from geo.metric import Rings
from routing.model import InputError, Issue, IssueCode, Text
from routing.tables import file_issue, load, table_text


def collection(path: Path) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection; `features` is a list of objects, not looked into.

    Raises
    ------
    InputError
        BAD_GEOJSON, or that the file cannot be read.
    """
    content = document(path)
    listed = content.get("features")
    if not isinstance(listed, list) or not all(isinstance(feature, dict) for feature in listed):
        raise InputError([_bad_geojson(path, None)])
    return content


def document(path: Path) -> dict[str, Any]:
    """Return the object that a JSON file holds, not looked into; raises as `collection`."""
    text = table_text(load(path), path.name)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for numbers of thousands of digits
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError([_bad_geojson(path, row)]) from None
    if not isinstance(content, dict):
        raise InputError([_bad_geojson(path, None)])
    return content


def to_wgs84(crs: Any, path: Path) -> Transformer | None:  # noqa: ANN401 - a member of a document
    """Return what turns coordinates of a document with this `crs` into WGS 84; None where they are.

    Raises
    ------
    InputError
        UNKNOWN_CRS.
    """
    if crs is None:
        return None
    try:
        return Transformer.from_crs(crs["properties"]["name"], "OGC:CRS84", always_xy=True)
    except (ProjError, KeyError, TypeError):
        raise InputError(
            [
                file_issue(
                    IssueCode.UNKNOWN_CRS,
                    path,
                    Text(
                        "Không nhận ra hệ toạ độ (crs) của tệp",
                        "The file's coordinate system (crs) is not known",
                    ),
                    Text("Xuất lại theo WGS 84 (EPSG:4326)", "Export it again in WGS 84 (EPSG:4326)"),
                )
            ]
        ) from None


def rings_of(polygon: Polygon) -> Rings:
    """Return the outer line of a polygon, then those of its holes, as (longitude, latitude)."""
    rings = (polygon.exterior, *polygon.interiors)
    return tuple(tuple((x, y) for x, y, *_ in ring.coords) for ring in rings)


def _bad_geojson(path: Path, row: int | None) -> Issue:
    return file_issue(
        IssueCode.BAD_GEOJSON,
        path,
        Text("Tệp không phải GeoJSON FeatureCollection", "The file is not a GeoJSON FeatureCollection"),
        Text("Xuất lại dạng GeoJSON (FeatureCollection)", "Export it again as GeoJSON (FeatureCollection)"),
        row=row,
    )
