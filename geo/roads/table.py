"""Roads compiled by hand: a directory with junctions.csv and links.csv."""

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from geo.metric import haversine_m
from geo.plausible import at_least_m
from geo.roads.build import Points, WayRows, assemble
from geo.roads.graph import RoadGraph, content_hash
from geo.roads.report import Tally
from geo.roads.road import Road
from geo.roads.tags import BOTH, FORWARD, MOTOR_CLASSES
from routing.model import InputError, Issue, IssueCode, Text
from routing.tables import (
    FLAG,
    NOTES,
    Column,
    Row,
    Sheet,
    Table,
    choice,
    degrees,
    file_issue,
    load,
    parse_sheet,
    real,
    refuse_repeated,
    refuse_sheets,
)

JUNCTIONS: Final = Table(
    name=Text("nút", "junction"),
    columns=(
        Column(name="id", required=True, meaning=Text("mã nút", "id of the junction")),
        Column(name="name", default="", meaning=Text("tên nơi đó", "name of the place")),
        Column(name="lat", kind=degrees(90.0), unit="°", required=True, meaning=Text("vĩ độ", "latitude")),
        Column(
            name="lon", kind=degrees(180.0), unit="°", required=True, meaning=Text("kinh độ", "longitude")
        ),
        Column(name="kind", default="", meaning=Text("loại nút, để người đọc", "what it is, for people")),
        *NOTES,
    ),
)
LINKS: Final = Table(
    name=Text("đoạn đường", "link"),
    key="",
    columns=(
        Column(name="way_id", required=True, meaning=Text("mã đoạn đường", "id of the way")),
        Column(name="road", default="", meaning=Text("số hiệu đường", "number of the road")),
        Column(name="road_name", default="", meaning=Text("tên đường", "name of the road")),
        Column(name="from", required=True, meaning=Text("nút đầu", "junction where it begins")),
        Column(name="to", required=True, meaning=Text("nút cuối", "junction where it ends")),
        Column(
            name="class",
            kind=choice(MOTOR_CLASSES),
            required=True,
            meaning=Text("loại đường theo OSM", "class of road as in OSM"),
        ),
        Column(
            name="length_m",
            kind=real(1, 2_000_000),
            unit="m",
            required=True,
            meaning=Text("chiều dài", "length"),
        ),
        Column(name="oneway", kind=FLAG, default=False, meaning=Text("một chiều", "whether it is one-way")),
        Column(
            name="max_weight_t",
            kind=real(0.1, 200),
            unit="t",
            default=math.nan,
            meaning=Text("tổng khối lượng cho phép", "laden mass that it bears"),
        ),
        Column(
            name="hgv", kind=FLAG, default=True, meaning=Text("xe tải được đi", "whether trucks may use it")
        ),
        Column(
            name="maxspeed_kmh",
            kind=real(1, 150),
            unit="km/h",
            default=math.nan,
            meaning=Text("tốc độ tối đa", "signed limit"),
        ),
        Column(
            name="max_axle_t",
            kind=real(0.1, 50),
            unit="t",
            default=math.nan,
            meaning=Text("tải trục cho phép", "mass of an axle that it bears"),
        ),
        Column(
            name="max_height_m",
            kind=real(0.5, 20),
            unit="m",
            default=math.nan,
            meaning=Text("chiều cao cho phép", "height that passes"),
        ),
        Column(
            name="max_width_m",
            kind=real(0.5, 20),
            unit="m",
            default=math.nan,
            meaning=Text("chiều rộng cho phép", "width that passes"),
        ),
        Column(name="surface", default="", meaning=Text("mặt đường theo OSM", "surface as in OSM")),
        *NOTES,
    ),
)


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
    (junctions, links), data = _sheets(names)
    refuse_repeated(junctions.rows)
    if not (junctions.issues or links.issues):
        _judge_ends(links, {row["id"]: row for row in junctions.rows if row.filled("id")})
    refuse_sheets(junctions, links)
    index = {row["id"]: at for at, row in enumerate(junctions.rows)}
    rows = WayRows()
    for row in links.rows:
        rows.add(_road(row), [index[row["from"]], index[row["to"]]])
    if not rows.roads:
        raise InputError([_no_links(names[1])])
    graph = assemble(
        rows,
        np.array(rows.refs, dtype=np.int64),
        _points(junctions.rows),
        tally=Tally(ways_read=len(rows.roads)),
        source=folder.name,
        sha256=content_hash(*data),
    )
    if progress:
        progress(1.0)
    return graph


def _sheets(paths: tuple[Path, Path]) -> tuple[list[Sheet], list[bytes]]:
    """Return the sheets of both files, and their bytes as far as these could be read."""
    sheets: list[Sheet] = []
    data: list[bytes] = []
    for path, table in zip(paths, (JUNCTIONS, LINKS), strict=True):
        try:
            data.append(load(path))
            sheets.append(parse_sheet(data[-1], table, file=path.name))
        except InputError as error:
            sheets.append(Sheet(file=path.name, table=table, issues=list(error.issues)))
    return sheets, data


def _points(rows: list[Row]) -> Points:
    return Points(
        names=np.array([row["id"] for row in rows], dtype=np.str_),
        lon=np.array([row["lon"] for row in rows]),
        lat=np.array([row["lat"] for row in rows]),
    )


def _road(row: Row) -> Road:
    return Road(
        id=row["way_id"],
        highway=row["class"],
        direction=FORWARD if row["oneway"] else BOTH,
        name=row["road_name"],
        ref=row["road"],
        length_m=row["length_m"],
        hgv=row["hgv"],
        maxspeed_kmh=row["maxspeed_kmh"],
        max_weight_t=row["max_weight_t"],
        max_axle_t=row["max_axle_t"],
        max_height_m=row["max_height_m"],
        max_width_m=row["max_width_m"],
        ground=f"surface={row['surface']}" if row["surface"] else "",
    )


def _judge_ends(links: Sheet, junctions: Mapping[str, Row]) -> None:
    """Note junctions that are not there, links to themselves, and lengths that cannot be."""
    good: list[Row] = []
    for row in links.rows:
        named = [column for column in ("from", "to") if row.filled(column)]
        for column in named:
            if row[column] not in junctions:
                _refuse_junction(row, column)
        if len(named) > 1 and row["from"] == row["to"]:
            row.fault(
                IssueCode.LINK_TO_ITSELF,
                Text(
                    "Đoạn đường bắt đầu và kết thúc ở cùng một nút",
                    "The link starts and ends at one junction",
                ),
                Text("Sửa cột from hoặc to", "Correct the column from or to"),
                column="to",
            )
        if not row.issues and not any(junctions[row[column]].issues for column in named):
            good.append(row)
    _refuse_short(good, junctions)


def _refuse_short(links: list[Row], junctions: Mapping[str, Row]) -> None:
    """Note each link that is shorter than the straight line between its junctions."""
    ends = np.array(
        [
            [junctions[row[end]][degree] for end in ("from", "to") for degree in ("lon", "lat")]
            for row in links
        ],
        dtype=np.float64,
    ).reshape(-1, 4)
    straight = haversine_m(*ends.T)
    lengths_m = np.array([row["length_m"] for row in links])
    for i in np.flatnonzero(lengths_m < at_least_m(straight)).tolist():
        written = links[i].cell("length_m")
        links[i].fault(
            IssueCode.SHORTER_THAN_STRAIGHT,
            Text(
                f"length_m = “{written}” ngắn hơn đường chim bay {straight[i]:.0f} m",
                f"length_m = “{written}” is shorter than the straight line of {straight[i]:.0f} m",
            ),
            Text(
                "Ghi số mét (5500, không phải 5.5), hoặc sửa toạ độ hai nút",
                "Write metres (5500, not 5.5), or correct the junctions",
            ),
            column="length_m",
        )


def _refuse_junction(row: Row, column: str) -> None:
    name = row[column]
    row.fault(
        IssueCode.UNKNOWN_JUNCTION,
        Text(f"Không có nút “{name}”", f"There is no junction “{name}”"),
        Text("Thêm nút vào junctions.csv hoặc sửa mã", "Add it to junctions.csv or correct the id"),
        column=column,
    )


def _no_links(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_NONE,
        path,
        Text("Tệp không có đoạn đường nào", "The file holds no road"),
        Text("Thêm ít nhất một dòng", "Add one row at least"),
    )
