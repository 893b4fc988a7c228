"""Roads from OpenStreetMap files: .osm, .osm.gz, .osm.bz2 and .osm.pbf, read by pyosmium."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray

from geo.roads.barriers import cut_at_barriers, with_limits
from geo.roads.build import Points, WayRows, assemble
from geo.roads.graph import RoadGraph
from geo.roads.report import Tally
from geo.roads.road import Road, road_of, takes_trucks
from geo.roads.tags import BOTH, MOTOR_CLASSES, NEITHER, direction, motor_access
from geo.roads.timed import SUFFIX, Timed, timed_rules
from geo.roads.turns import Restriction, restriction_of, with_turns
from geo.tables import file_issue
from routing.model import InputError, Issue, Text

Progress = Callable[[float], None]
"""Called with the share that is done, from 0 to 1."""


def read_osm(path: Path, *, sha256: str, progress: Progress | None = None) -> RoadGraph:
    """Return the road graph of an OSM file whose bytes have the hash `sha256`.

    Raises
    ------
    InputError
        ROADS_BROKEN if the file is truncated or not OSM, ROADS_NONE if it holds no motor road.
    """
    tell = progress or _silent
    tally = Tally()
    tell(0.0)
    try:
        places = osmium.index.create_map("flex_mem")
        places_of_ways = osmium.NodeLocationsForWays(places)
        places_of_ways.ignore_errors()
        osmium.apply(osmium.io.Reader(str(path), osmium.osm.NODE), places_of_ways)
        tell(0.3)
        rows = _ways(path, places_of_ways, tally)
        tell(0.8)
        barriers = _barriers(path)
        restrictions = _restrictions(path, tally)
    except RuntimeError:  # whatever libosmium finds wrong with a file
        raise InputError([_broken(path)]) from None
    if not rows.roads:
        raise InputError([_no_roads(path)])
    graph = _graph(rows, barriers, places, tally=tally, source=path.name, sha256=sha256)
    if not graph.edges:
        raise InputError([_no_roads(path)])
    return with_turns(graph, restrictions, tally)


def _graph(
    rows: WayRows,
    barriers: Mapping[int, Mapping[str, str]],
    places: osmium.index.LocationTable,
    *,
    tally: Tally,
    source: str,
    sha256: str,
) -> RoadGraph:
    cut = cut_at_barriers(np.array(rows.refs), np.array(rows.sizes), barriers, tally)
    ids, numbers = np.unique(cut.refs, return_inverse=True)
    graph = assemble(
        rows,
        numbers,
        _points(cut.real(ids), places),
        sizes=cut.sizes,
        nodes=np.searchsorted(ids, np.array(sorted(cut.binding), dtype=np.int64)),
        tally=tally,
        source=source,
        sha256=sha256,
    )
    return with_limits(graph, cut.binding)


def _silent(share: float) -> None:
    del share


def _ways(path: Path, places_of_ways: osmium.NodeLocationsForWays, tally: Tally) -> WayRows:
    rows = WayRows()
    seen: set[int] = set()
    roads = osmium.filter.KeyFilter("highway", "route")
    # The places are not used here: passing them makes libosmium sort its index, without which
    # nodes of a file that is not in order (Overpass, hand-made) would not be found.
    for way in osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(roads).with_filter(places_of_ways):
        tags = dict(way.tags)
        if not isinstance(way, osmium.osm.Way) or way.deleted:
            continue
        if "highway" not in tags and tags.get("route") != "ferry":
            continue
        tally.ways_read += 1
        if not _wanted(tags, tally):
            continue
        if way.id in seen:
            tally.repeated += 1
            continue
        seen.add(way.id)
        road = _road(way.id, tags, tally)
        if road is not None:
            rows.add(road, [node.ref for node in way.nodes])
    return rows


def _wanted(tags: Mapping[str, str], tally: Tally) -> bool:
    highway = tags.get("highway", "ferry")
    if highway not in MOTOR_CLASSES or tags.get("area") == "yes":
        tally.ignored[highway] += 1
        return False
    return True


def _road(way_id: int, tags: Mapping[str, str], tally: Tally) -> Road | None:
    """Return a way as its tags tell it, None where it is barred or has no direction to count on."""
    timed: Timed = ()
    if any(key.endswith(SUFFIX) for key in tags):
        timed, tags = timed_rules(tags, tally)
    if not motor_access(tags) or ("highway" not in tags and not takes_trucks(tags)):
        tally.barred += 1
        return None
    highway, junction = tags.get("highway", "ferry"), tags.get("junction", "")
    # Every vehicle here is a motor vehicle, so what is told of these alone is what counts.
    key = "oneway:motor_vehicle" if "oneway:motor_vehicle" in tags else "oneway"
    if "oneway:hgv" in tags:
        tally.unapplied["oneway:hgv"] += 1
    course = direction(tags.get(key, ""), junction=junction, highway=highway)
    if course is None:
        tally.cannot_read(key, tags[key])
        course = direction("", junction=junction, highway=highway)
    if course == NEITHER:
        tally.reversible += 1
        return None
    course = BOTH if course is None else course
    return road_of(str(way_id), tags, tags.items(), tally, highway=highway, direction=course, timed=timed)


def _points(ids: NDArray[np.int64], places: osmium.index.LocationTable) -> Points:
    lon, lat = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    for i, node in enumerate(ids.tolist()):
        try:
            at = places.get(node)
        except KeyError:
            continue
        if at.valid():
            lon[i], lat[i] = at.lon, at.lat
    return Points(names=ids.astype(np.str_), lon=lon, lat=lat)


def _barriers(path: Path) -> dict[int, dict[str, str]]:
    barriers = osmium.filter.KeyFilter("barrier")
    nodes = osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(barriers)
    return {node.id: dict(node.tags) for node in nodes}


def _restrictions(path: Path, tally: Tally) -> list[Restriction]:
    turns = osmium.filter.TagFilter(("type", "restriction"))
    found = []
    for relation in osmium.FileProcessor(str(path), osmium.osm.RELATION).with_filter(turns):
        if not isinstance(relation, osmium.osm.Relation) or relation.deleted:
            continue
        members = [(member.role, member.type, str(member.ref)) for member in relation.members]
        restriction = restriction_of(dict(relation.tags), members, tally)
        if restriction is not None:
            found.append(restriction)
    return found


def _broken(path: Path) -> Issue:
    return file_issue(
        "ROADS_BROKEN",
        path,
        Text("Tệp bị cắt cụt hoặc không phải dữ liệu OSM", "The file is cut short or is not OSM data"),
        Text(
            "Tải lại tệp .osm, .osm.gz, .osm.bz2 hoặc .osm.pbf",
            "Download the .osm, .osm.gz, .osm.bz2 or .osm.pbf again",
        ),
    )


def _no_roads(path: Path) -> Issue:
    return file_issue(
        "ROADS_NONE",
        path,
        Text("Tệp không có đường cho xe cơ giới", "The file holds no road for motor vehicles"),
        Text(
            "Dùng tệp có đường (highway=*) và các nút của chúng", "Use a file with highways and their nodes"
        ),
    )
