"""Roads of a place by its name, from OpenStreetMap's servers, by osmnx."""

import os
import tempfile
from pathlib import Path
from typing import Final

from geo.roads.graphml import SUFFIX
from geo.roads.road import ROAD_TAGS
from routing.model import InputError, Issue, IssueCode, Subject, Text
from routing.tables import file_issue

_LONGEST: Final = 160
"""Letters of a reason; what servers answer may be a page."""
_TRUCK_TAGS: Final = (
    *ROAD_TAGS,
    *("motor_vehicle", "access"),
    *("hgv:conditional", "motor_vehicle:conditional", "access:conditional"),
)


def download_roads(place: str, path: Path) -> None:
    """Write the roads of a place, as a geocoder knows it, to a GraphML file that `read_roads` reads.

    Raises
    ------
    InputError
        ROADS_FORMAT if the file is not to be `.graphml`, ROADS_NOT_DOWNLOADED if the servers cannot be
        reached, do not know the place or have no roads there. Then nothing is written.
    """
    import osmnx  # noqa: PLC0415 - takes seconds to import, and only a download needs it

    if not path.name.lower().endswith(SUFFIX):
        raise InputError([_not_graphml(path)])
    wanted = dict.fromkeys([*osmnx.settings.useful_tags_way, *_TRUCK_TAGS])
    osmnx.settings.useful_tags_way = list(wanted)
    try:
        graph = osmnx.graph_from_place(place, network_type="drive", retain_all=True)
    except Exception as error:  # whatever a network or a server may come up with
        raise InputError([_not_downloaded(place, error)]) from error
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        whole = Path(folder) / path.name
        osmnx.save_graphml(graph, whole)
        with whole.open("rb") as file:
            os.fsync(file.fileno())
        whole.replace(path)


def _not_graphml(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_FORMAT,
        path,
        Text("Đường tải về được ghi dạng GraphML", "Downloaded roads are written as GraphML"),
        Text(f"Đặt tên tệp kết thúc bằng {SUFFIX}", f"Give the file a name that ends in {SUFFIX}"),
    )


def _not_downloaded(place: str, error: Exception) -> Issue:
    why = f"{type(error).__name__}: {error}"[:_LONGEST]
    return Issue(
        code=IssueCode.ROADS_NOT_DOWNLOADED,
        subject=Subject(id=place, column="place"),
        fault=Text(f"Không tải được đường: {why}", f"The roads could not be downloaded: {why}"),
        remedy=Text(
            "Kiểm tra mạng và tên nơi (ví dụ “Đà Nẵng, Việt Nam”), hoặc dùng một tệp OSM có sẵn",
            "Check the network and the place's name (say “Đà Nẵng, Vietnam”), or use an OSM file at hand",
        ),
    )
