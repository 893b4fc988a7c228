"""A file whose points are nearly all in the wrong place has one fault, not one a row."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from routing.model import Issue, IssueCode, Subject, Text
from routing.tables import Row

FEWEST: Final = 3
"""Fewer points than this are told one by one: they may well be slips of the keyboard."""
_SHARE: Final = 0.8
_ABROAD: Final = IssueCode.OUTSIDE_VIETNAM
_SWAPPED: Final = IssueCode.SWAPPED_COORDINATES
_NUMBER: Final = (IssueCode.NOT_A_NUMBER, IssueCode.NUMBER_OUT_OF_RANGE)


def gather_astray(rows: Sequence[Row]) -> None:
    """Replace the faults of position, in each file that has hardly any other rows, by one of the file."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_file[row.file].append(row)
    for listed in by_file.values():
        points = [row for row in listed if _is_point(row)]
        astray = [row for row in points if any(_of_position(issue) for issue in row.issues)]
        if len(astray) >= FEWEST and len(astray) > _SHARE * len(points):
            issue = _of_file(astray, points)
            for row in astray:
                row.issues[:] = [issue for issue in row.issues if not _of_position(issue)]
            astray[0].issues.insert(0, issue)


def _is_point(row: Row) -> bool:
    try:
        # What a conversion of coordinates could not place is infinite, and a point all the same.
        return not any(math.isnan(_degrees(row, column)) for column in ("lat", "lon"))
    except ValueError:
        return False


def _degrees(row: Row, column: str) -> float:
    return float(row.cell(column).replace(",", "."))


def _of_position(issue: Issue) -> bool:
    outside = issue.code in _NUMBER and issue.subject.column in ("lat", "lon")
    return outside or issue.code in (_ABROAD, _SWAPPED)


def _of_file(astray: Sequence[Row], points: Sequence[Row]) -> Issue:
    first, share = astray[0], f"{len(astray)}/{len(points)}"
    swapped = sum(any(issue.code == _SWAPPED for issue in row.issues) for row in astray)
    seen = f"lat {_degrees(first, 'lat'):.9g}, lon {_degrees(first, 'lon'):.9g}"
    if swapped > _SHARE * len(astray):
        fault = Text(
            f"{share} điểm của tệp bị đảo lat và lon; dòng {first.number}: {seen}",
            f"{share} points of the file have lat and lon swapped; row {first.number}: {seen}",
        )
        remedy = Text(
            "Đổi tên hai cột lat và lon; trong GeoJSON, lon đứng trước lat",
            "Exchange the names of the columns lat and lon; in GeoJSON lon stands before lat",
        )
    else:
        fault = Text(
            f"{share} điểm của tệp ở ngoài Việt Nam; dòng {first.number}: {seen}",
            f"{share} points of the file are not in Viet Nam; row {first.number}: {seen}",
        )
        remedy = Text(
            "Kiểm tra hệ toạ độ: số phải khớp với crs mà tệp ghi, không ghi crs thì là độ WGS 84 "
            "(không phải mét VN-2000); kiểm tra lat và lon có bị đảo không",
            "Check the coordinate system: the numbers must match the crs that the file names, and without "
            "one they are degrees of WGS 84 (not metres of VN-2000); see whether lat and lon are swapped",
        )
    code = _SWAPPED if swapped > _SHARE * len(astray) else _ABROAD
    return Issue(code=code, subject=Subject(file=first.file, column="lat"), fault=fault, remedy=remedy)
