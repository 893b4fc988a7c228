"""GeoJSON files as far as they can be judged as a whole."""

import json
from pathlib import Path
from typing import Any

from geo.tables import decode, file_issue, read_bytes
from routing.model import InputError, Issue, Text


def collection(path: Path) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection; `features` is a list of objects, not looked into.

    Raises
    ------
    InputError
        BAD_GEOJSON, or that the file cannot be read.
    """
    text = decode(read_bytes(path), path)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for numbers of thousands of digits
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError([_bad_geojson(path, row)]) from None
    listed = found.get("features") if isinstance(found, dict) else None
    if not isinstance(listed, list) or not all(isinstance(feature, dict) for feature in listed):
        raise InputError([_bad_geojson(path, None)])
    return dict(found)


def _bad_geojson(path: Path, row: int | None) -> Issue:
    return file_issue(
        "BAD_GEOJSON",
        path,
        Text("Tệp không phải GeoJSON FeatureCollection", "The file is not a GeoJSON FeatureCollection"),
        Text("Xuất lại dạng GeoJSON (FeatureCollection)", "Export it again as GeoJSON (FeatureCollection)"),
        row=row,
    )
