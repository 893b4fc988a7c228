"""Roads compiled by hand: a directory with junctions.csv and links.csv."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import numpy as np

from geo.cells import Row
from geo.metric import haversine_m
from geo.plausible import at_least_m
from geo.roads.build import Points, WayRows, assemble
from geo.roads.graph import RoadGraph, content_hash
from geo.roads.report import Tally
from geo.roads.road import Road
from geo.roads.tags import BOTH, FORWARD, MOTOR_CLASSES
from geo.tables import decode, file_issue, missing_file, parse_csv, read_bytes
from routing.model import InputError, Issue, IssueCode, Text, refuse_if

_JUNCTIONS: Final = ("id", "lat", "lon")
_LINKS: Final = ("way_id", "from", "to", "class", "length_m")


def read_table(folder: Path, *, progress: Callable[[float], None] | None = None) -> RoadGraph:
    """Return the road graph of a directory; each row of links.csv is a way of one straight stretch.

    The length is what the row says, not the line between its junctions.

    Raises
    ------
    InputError
        With every fault of both files: missing columns, repeated or unknown junctions, numbers
        that cannot be, unknown classes.
    """
    names = (folder / "junctions.csv", folder / "links.csv")
    refuse_if(missing_file(path) for path in names if not path.is_file())
    (junctions, links), data = _tables(names)
    index = _index(junctions)
    rows = WayRows()
    for row in links:
        _add(rows, row, index)
    if not any(row.issues for row in junctions):
        _refuse_short(links, junctions)
    refuse_if(issue for row in (*junctions, *links) for issue in row.issues)
    if not rows.roads:
        raise InputError([_no_links(names[1])])
    graph = assemble(
        rows,
        np.array(rows.refs, dtype=np.int64),
        _points(junctions),
        tally=Tally(ways_read=len(rows.roads)),
        source=folder.name,
        sha256=content_hash(*data),
    )
    if progress:
        progress(1.0)
    return graph


def _tables(paths: tuple[Path, Path]) -> tuple[list[tuple[Row, ...]], list[bytes]]:
    tables: list[tuple[Row, ...]] = []
    data: list[bytes] = []
    issues: list[Issue] = []
    for path, required in zip(paths, (_JUNCTIONS, _LINKS), strict=True):
        try:
            data.append(read_bytes(path))
            tables.append(parse_csv(decode(data[-1], path), path, required=required, aliases={}))
        except InputError as error:
            issues.extend(error.issues)
    refuse_if(issues)
    return tables, data


def _index(junctions: Iterable[Row]) -> dict[str, int]:
    index: dict[str, int] = {}
    for row in junctions:
        name = row.required("id")
        for column, limit in (("lat", 90.0), ("lon", 180.0)):
            row.required(column)
            row.real(column, low=-limit, high=limit)
        if name in index:
            row.fault(
                IssueCode.DUPLICATE_ID,
                Text(f"Mã nút “{name}” bị trùng", f"The junction id “{name}” is repeated"),
                Text("Đặt cho mỗi nút một mã riêng", "Give each junction an id of its own"),
                column="id",
            )
        index.setdefault(name, len(index))
    return index


def _points(junctions: Iterable[Row]) -> Points:
    rows = list(junctions)
    return Points(
        names=np.array([row.text("id") for row in rows], dtype=np.str_),
        lon=np.array([float(row.text("lon")) for row in rows]),
        lat=np.array([float(row.text("lat")) for row in rows]),
    )


def _add(rows: WayRows, row: Row, index: dict[str, int]) -> None:
    ends = [_junction(row, column, index) for column in ("from", "to")]
    if ends[0] == ends[1] and not row.issues:
        row.fault(
            IssueCode.LINK_TO_ITSELF,
            Text("Đoạn đường bắt đầu và kết thúc ở cùng một nút", "The link starts and ends at one junction"),
            Text("Sửa cột from hoặc to", "Correct the column from or to"),
            column="to",
        )
    row.required("class")
    row.required("length_m")
    road = Road(
        id=row.required("way_id"),
        highway=row.one_of("class", MOTOR_CLASSES, default="unclassified"),
        direction=FORWARD if row.boolean("oneway", default=False) else BOTH,
        name=row.text("road_name"),
        ref=row.text("road"),
        length_m=row.real("length_m", low=1, high=2_000_000),
        hgv=row.boolean("hgv", default=True),
        maxspeed_kmh=row.real("maxspeed_kmh", low=1, high=150),
        max_weight_t=row.real("max_weight_t", low=0.1, high=200),
        max_axle_t=row.real("max_axle_t", low=0.1, high=50),
        max_height_m=row.real("max_height_m", low=0.5, high=20),
        max_width_m=row.real("max_width_m", low=0.5, high=20),
        ground=f"surface={row.text('surface')}" if row.text("surface") else "",
    )
    rows.add(road, ends)


def _refuse_short(links: Iterable[Row], junctions: Iterable[Row]) -> None:
    """Note each link that is shorter than the straight line between its junctions."""
    at = {row.text("id"): (float(row.text("lon")), float(row.text("lat"))) for row in junctions}
    good = [row for row in links if not row.issues]
    ends = np.array([(*at[row.text("from")], *at[row.text("to")]) for row in good], dtype=np.float64).reshape(
        -1, 4
    )
    straight = haversine_m(*ends.T)
    lengths_m = np.array([float(row.text("length_m")) for row in good])
    for i in np.flatnonzero(lengths_m < at_least_m(straight)).tolist():
        written = good[i].text("length_m")
        good[i].fault(
            IssueCode.SHORTER_THAN_STRAIGHT,
            Text(
                f"length_m = “{written}” ngắn hơn đường chim bay {straight[i]:.0f} m",
                f"length_m = “{written}” is shorter than the straight line of {straight[i]:.0f} m",
            ),
            Text(
                "Ghi số mét không có dấu phân nghìn (5500, không phải 5.500), hoặc sửa toạ độ hai nút",
                "Write metres without a thousands mark (5500, not 5.500), or correct the junctions",
            ),
            column="length_m",
        )


def _junction(row: Row, column: str, index: dict[str, int]) -> int:
    name = row.required(column)
    if name and name not in index:
        row.fault(
            IssueCode.UNKNOWN_JUNCTION,
            Text(f"Không có nút “{name}”", f"There is no junction “{name}”"),
            Text("Thêm nút vào junctions.csv hoặc sửa mã", "Add it to junctions.csv or correct the id"),
            column=column,
        )
    return index.get(name, 0)


def _no_links(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_NONE,
        path,
        Text("Tệp không có đoạn đường nào", "The file holds no road"),
        Text("Thêm ít nhất một dòng", "Add one row at least"),
    )
