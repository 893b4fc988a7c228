"""Roads from OpenStreetMap files: .osm, .osm.gz, .osm.bz2 and .osm.pbf, read by libosmium."""

import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.parsers.expat import ExpatError

import numpy as np

from geo.roads.access import course_of, motor_access, takes_trucks
from geo.roads.barriers import cut_at_barriers, with_courses, with_limits
from geo.roads.build import Points, WayRows, assemble
from geo.roads.edited import DRAWN, name_of, readable
from geo.roads.graph import RoadGraph
from geo.roads.opl import PlaceIndex, PointLists, Thing, members, things
from geo.roads.report import Tally
from geo.roads.road import Road, road_of
from geo.roads.tags import BOTH, MOTOR_CLASSES, NEITHER, direction
from geo.roads.timed import SUFFIX, Tags, Timed, timed_rules
from geo.roads.turns import restriction_of, with_turns
from routing.model import InputError, Issue, IssueCode, Text
from routing.tables import file_issue

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
    tell(0.0)
    try:
        extract = _extract(path, tell)
    except OSError as error:
        if error.errno is not None:  # a disk that is full, say
            raise
        raise InputError([_broken(path)]) from None
    except (RuntimeError, ExpatError, EOFError, zlib.error):  # whatever is found wrong with a file
        raise InputError([_broken(path)]) from None
    if not extract.rows.roads:
        raise InputError([_no_roads(path)])
    tell(0.8)
    restrictions = [restriction_of(tags, who, extract.tally) for tags, who in extract.turns]
    graph = _graph(extract, source=path.name, sha256=sha256)
    if not graph.edges:
        raise InputError([_no_roads(path)])
    return with_turns(
        graph, [restriction for restriction in restrictions if restriction is not None], extract.tally
    )


@dataclass(slots=True, kw_only=True)
class _Extract:
    """What a file holds: ways and their points, tags of barriers by node, tags and members of turns."""

    tally: Tally = field(default_factory=Tally)
    rows: WayRows = field(default_factory=WayRows)
    points: PointLists = field(default_factory=PointLists)
    barriers: dict[int, Tags] = field(default_factory=dict)
    turns: list[tuple[Tags, list[tuple[str, str, str]]]] = field(default_factory=list)


def _extract(path: Path, tell: Progress) -> _Extract:
    """Read a file once, or twice where the places of some points came after the ways that name them."""
    with tempfile.TemporaryDirectory() as folder:
        places, text = PlaceIndex(), Path(folder) / "roads.opl"
        path, deleted = readable(path, Path(folder))
        places.write(path, text)
        tell(0.4)
        extract = _read(text)
        extract.tally.deleted = deleted
        if np.isfinite(extract.points.columns()[1]).all():
            return extract
        text.unlink()
        places.write(path, text, ways_only=True)
        again = _read(text)
        again.tally.deleted = deleted
        return replace(again, barriers=extract.barriers, turns=extract.turns)


def _read(text: Path) -> _Extract:
    extract = _Extract()
    seen: set[int] = set()
    for thing in things(text):
        if thing.kind == "n":
            extract.barriers[thing.id] = thing.tags
        elif thing.kind == "r":
            extract.turns.append(
                (thing.tags, [(role, kind, str(name_of(ref))) for role, kind, ref in members(thing.rest)])
            )
        else:
            _add_way(thing, extract, seen)
    return extract


def _add_way(way: Thing, extract: _Extract, seen: set[int]) -> None:
    tags, tally = way.tags, extract.tally
    if "highway" not in tags and tags.get("route") != "ferry":
        return
    tally.ways_read += 1
    if not _wanted(tags, tally):
        return
    if way.id in seen:
        tally.repeated += 1
        return
    seen.add(way.id)
    road = _road(name_of(way.id), tags, tally)
    if road is not None:
        extract.rows.roads.append(road)
        extract.points.add(way.rest)


def _graph(extract: _Extract, *, source: str, sha256: str) -> RoadGraph:
    refs, lon, lat = extract.points.columns()
    cut = cut_at_barriers(
        refs, np.array(extract.points.sizes, dtype=np.int64), extract.barriers, extract.tally
    )
    ids, first, numbers = np.unique(cut.refs, return_index=True, return_inverse=True)
    at = cut.at[first]
    names = np.where(at < 0, ids, refs[at])
    graph = assemble(
        extract.rows,
        numbers,
        Points(
            names=np.where(names > DRAWN, DRAWN - names, names),
            lon=np.where(at < 0, np.nan, lon[at]),
            lat=np.where(at < 0, np.nan, lat[at]),
        ),
        sizes=cut.sizes,
        nodes=np.searchsorted(ids, np.array(sorted(cut.binding), dtype=np.int64)),
        tally=extract.tally,
        source=source,
        sha256=sha256,
    )
    return with_courses(with_limits(graph, cut.binding), [road.trucks_course for road in extract.rows.roads])


def _silent(share: float) -> None:
    del share


def _wanted(tags: Tags, tally: Tally) -> bool:
    highway = tags.get("highway", "ferry")
    if highway not in MOTOR_CLASSES or tags.get("area") == "yes":
        tally.ignored[highway] += 1
        return False
    return True


def _road(way_id: int, tags: Tags, tally: Tally) -> Road | None:
    """Return a way as its tags tell it, None where it is barred or has no direction to count on."""
    timed: Timed = ()
    if SUFFIX in " ".join(tags):
        timed, tags = timed_rules(tags, tally)
    if not motor_access(tags):
        tally.barred += 1
        return None
    if "highway" not in tags and not takes_trucks(tags):
        tally.ignored["ferry (no trucks)"] += 1
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
    course = course_of(tags, BOTH if course is None else course)
    if course == NEITHER:
        tally.barred += 1
        return None
    return road_of(str(way_id), tags, tags.items(), tally, highway=highway, direction=course, timed=timed)


def _broken(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_BROKEN,
        path,
        Text("Tệp bị cắt cụt hoặc không phải dữ liệu OSM", "The file is cut short or is not OSM data"),
        Text(
            "Tải lại tệp .osm, .osm.gz, .osm.bz2 hoặc .osm.pbf",
            "Download the .osm, .osm.gz, .osm.bz2 or .osm.pbf again",
        ),
    )


def _no_roads(path: Path) -> Issue:
    return file_issue(
        IssueCode.ROADS_NONE,
        path,
        Text("Tệp không có đường cho xe cơ giới", "The file holds no road for motor vehicles"),
        Text(
            "Dùng tệp có đường (highway=*) và các nút của chúng", "Use a file with highways and their nodes"
        ),
    )
