"""Provinces and wards as polygons: which one a point lies in."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from shapely import Point, STRtree, make_valid
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.files.geojson import collection
from routing.model import InputError, Issue, IssueCode, Location, Text, nfc
from routing.tables import file_issue

TOLERANCE_DEG: Final = 0.02
"""About 2 km: boundary files are simplified, and a place near the border is not an error."""

_PREFIXES: Final = ("tinh ", "thanh pho ", "tp. ", "tp ", "phuong ", "xa ", "dac khu ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A province or ward: its code, names and outline in WGS 84 degrees."""

    code: str
    name: str
    name_en: str
    outline: BaseGeometry

    def holds(self, place: Location) -> bool:
        """Say whether the place lies inside, or within `TOLERANCE_DEG` of, the outline."""
        return bool(self.outline.dwithin(Point(place.lon, place.lat), TOLERANCE_DEG))


def read_regions(path: Path | str) -> tuple[Region, ...]:
    """Return the regions of a GeoJSON file with `code`, `name` and `nameEn`.

    Raises
    ------
    InputError
        BAD_GEOJSON if the file is no FeatureCollection, BAD_REGION for each feature without a
        code, a name or a polygon.
    """
    path = Path(path)
    regions, issues = [], []
    for number, feature in enumerate(collection(path)["features"], start=1):
        properties = feature.get("properties") or {}
        outline = _outline(feature.get("geometry"))
        code, name = nfc(str(properties.get("code") or "")), nfc(str(properties.get("name") or ""))
        if outline is None or not code or not name:
            issues.append(_bad_region(path, number))
            continue
        regions.append(
            Region(code=code, name=name, name_en=nfc(str(properties.get("nameEn") or "")), outline=outline)
        )
    if issues:
        raise InputError(issues)
    return tuple(regions)


def region_of(regions: Sequence[Region], place: Location) -> Region | None:
    """Return the region that the place lies in, else the nearest within the tolerance, else None."""
    if not regions:
        return None
    nearest = STRtree([region.outline for region in regions]).query_nearest(
        Point(place.lon, place.lat), max_distance=TOLERANCE_DEG, all_matches=False
    )
    return regions[int(nearest[0])] if len(nearest) else None


def region_named(regions: Sequence[Region], name: str) -> Region | None:
    """Return the region of that name or code; case, diacritics and words such as Tỉnh do not matter."""
    wanted = plain(name)
    return next((x for x in regions if wanted in {plain(x.name), plain(x.name_en), x.code.casefold()}), None)


def plain(name: str) -> str:
    """Return a name for comparison: lower case, no diacritics, no word for the kind of unit."""
    text = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    text = " ".join("".join(c for c in text if not unicodedata.combining(c)).split())
    return next((text.removeprefix(word) for word in _PREFIXES if text.startswith(word)), text)


def _outline(geometry: Any) -> BaseGeometry | None:  # noqa: ANN401
    try:
        outline = make_valid(shape(geometry))
    except (GEOSException, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None
    return outline if outline.area > 0 else None


def _bad_region(path: Path, number: int) -> Issue:
    return file_issue(
        IssueCode.BAD_REGION,
        path,
        Text("Vùng thiếu code, name hoặc đa giác", "The region lacks a code, a name or a polygon"),
        Text("Bổ sung thuộc tính và hình dạng", "Add the properties and the outline"),
        row=number,
    )
