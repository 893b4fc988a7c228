"""What can be wrong with a place beyond its cells: where it lies, and whether it is there twice."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.metric import haversine_m
from geo.places.regions import Region, region_named, region_of
from routing.model import IssueCode, Location, Text
from routing.tables import Row, out_of_range

SAME_PLACE_M: Final = 30.0
"""Two places of one name nearer than this are taken for one place entered twice."""
_METRES_A_DEGREE: Final = 111_000.0
"""A little less than a degree of latitude has."""
LAT_RANGE: Final = (8.0, 24.0)
LON_RANGE: Final = (102.0, 110.0)
"""Viet Nam's mainland and near islands, in degrees."""
NOWHERE: Final = Location(0.0, 0.0)
"""Where a place lies whose position is refused."""


def location(row: Row, regions: Sequence[Region]) -> Location:
    """Return the row's point, noting what is wrong with it: swapped, abroad, or in another province."""
    if not (row.filled("lat") and row.filled("lon")):
        return NOWHERE
    lat, lon = row["lat"], row["lon"]
    if _within(lon, LAT_RANGE) and _within(lat, LON_RANGE):
        _refuse_swapped(row)
        return NOWHERE
    before = len(row.issues)
    for column, most in (("lat", 90), ("lon", 180)):
        if abs(row[column]) > most:
            row.refuse(out_of_range(row.cell(column), -most, most), column)
    if len(row.issues) > before:
        return NOWHERE
    place = Location(lat, lon)
    if not (_within(lat, LAT_RANGE) and _within(lon, LON_RANGE)):
        row.fault(
            IssueCode.OUTSIDE_VIETNAM,
            Text(f"Điểm {lat:g}, {lon:g} ngoài Việt Nam", f"The point {lat:g}, {lon:g} is not in Viet Nam"),
            Text(
                "Kiểm tra toạ độ: lat 8-24, lon 102-110 độ",
                "Check the position: lat 8-24, lon 102-110 degrees",
            ),
            column="lat",
        )
    elif regions:
        _province(row, place, regions)
    return place


def _refuse_swapped(row: Row) -> None:
    lat, lon = row["lat"], row["lon"]
    row.fault(
        IssueCode.SWAPPED_COORDINATES,
        Text(f"lat = {lat:g} và lon = {lon:g} bị đảo", f"lat = {lat:g} and lon = {lon:g} are swapped"),
        Text("Đổi chỗ hai giá trị: lat trước, khoảng 8-24", "Swap the two: lat is the one from 8 to 24"),
        column="lat",
    )


def repeated_places(rows: Sequence[Row], places: Sequence[Location]) -> None:
    """Note each row whose name an earlier row has within `SAME_PLACE_M`, in whichever file."""
    # By name and square of the map: a table may hold thousands of places of one name.
    kept: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.issues:
            continue
        name, (x, y) = row["name"].casefold(), _square(places[i])
        around = [(name, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        near = sorted(j for key in around if key in kept for j in kept[key])
        known = next((j for j in near if _metres(places[i], places[j]) <= SAME_PLACE_M), None)
        if known is None:
            kept[name, x, y].append(i)
        else:
            _same(row, rows[known])


def _square(place: Location) -> tuple[int, int]:
    """Return the square of the map that a place lies in; no two places nearer than that skip one."""
    side = SAME_PLACE_M / _METRES_A_DEGREE
    # Degrees of longitude are the shorter the farther north; at `LAT_RANGE` never half as long.
    return math.floor(place.lon / (2 * side)), math.floor(place.lat / side)


def _same(row: Row, known: Row) -> None:
    row.fault(
        IssueCode.DUPLICATE_PLACE,
        Text(
            f"Trùng tên và vị trí với {known['id']} ({known.file}, dòng {known.number})",
            f"Same name and position as {known['id']} ({known.file}, row {known.number})",
        ),
        Text("Bỏ một trong hai, hoặc đổi tên cho khác", "Remove one of the two, or give it another name"),
        column="name",
    )


def _province(row: Row, place: Location, regions: Sequence[Region]) -> None:
    """Check against the province named, if the boundaries have it (older names they do not)."""
    named = region_named(regions, row["province"]) if row.filled("province") else None
    there = named if named is not None and named.holds(place) else region_of(regions, place)
    if there is None or (named is not None and there is not named):
        where = (
            Text(there.name, there.name_en or there.name) if there else Text("ngoài mọi tỉnh", "no province")
        )
        row.fault(
            IssueCode.WRONG_PROVINCE,
            Text(
                f"Điểm không nằm trong tỉnh đã ghi ({where.vi})",
                f"The point is not in its province ({where.en})",
            ),
            Text("Sửa toạ độ hoặc tên tỉnh", "Correct the position or the province"),
            column="province",
        )


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _metres(a: Location, b: Location) -> float:
    ends = (np.float64(x) for x in (a.lon, a.lat, b.lon, b.lat))
    return float(haversine_m(*(np.array(x) for x in ends)))
