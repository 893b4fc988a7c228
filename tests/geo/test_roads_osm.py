"""OSM files become graphs."""

import bz2
import gzip
import pickle

import numpy as np
import osmium
import pytest

from geo.roads import read_roads
from routing.model import InputError

PRIMARY = {"highway": "primary"}
STEP_M = 1111.950
"""0.01 degrees of latitude on the sphere of radius 6 371 009 m."""
NODES = "".join(f'<node id="{i}" lat="16.{i:03}" lon="108"/>' for i in range(1, 99))
LOST_WAY = '<way id="1"><nd ref="501"/><nd ref="502"/><tag k="highway" v="primary"/></way>'


def pairs(graph):
    """The directed edges as (from id, to id)."""
    return sorted(zip(graph.node_id[graph.tail].tolist(), graph.node_id[graph.head].tolist(), strict=True))


def test_points_between_junctions_are_folded_into_the_shape(cross):
    """Node 5 is a mere bend: no node of the graph, but a point of the edge's shape."""
    assert sorted(cross.node_id.tolist()) == ["1", "2", "3", "4"]
    assert pairs(cross) == [("1", "2"), ("2", "1"), ("2", "3"), ("2", "4"), ("3", "2"), ("4", "2")]
    edge = next(e for e in range(cross.edges) if cross.node_id[cross.tail[e]] == "4")
    shape = cross.shape_of(edge)
    assert shape.tolist() == pytest.approx(np.array([[108.01, 16.02], [108.01, 16.01], [108.0, 16.01]]))


def test_length_is_the_sum_along_the_shape(cross):
    """An edge is as long as its course, not as the line between its ends."""
    edge = next(e for e in range(cross.edges) if cross.node_id[cross.tail[e]] == "4")
    assert cross.length_m[edge] == pytest.approx(STEP_M * (1 + np.cos(np.radians(16.01))), rel=1e-6)


def test_ways_keep_what_a_person_calls_them(cross):
    """Name, number, class and id of the way are found from an edge."""
    names = {cross.ways.label(way) for way in cross.way.tolist()}
    assert names == {"Quốc lộ 1", "residential 20"}
    assert set(cross.ways.ref.tolist()) == {"QL.1", ""}


def test_an_edge_never_spans_two_ways(osm):
    """Where one way ends and the next begins there is a node, though no road branches off there."""
    graph = osm({1: (0, 0), 2: (1, 0), 3: (2, 0)}, [(10, [1, 2], PRIMARY), (20, [2, 3], PRIMARY)])
    assert graph.nodes == 3
    assert set(graph.ways.id[graph.way].tolist()) == {"10", "20"}


def test_one_way_streets_have_one_direction(osm):
    """yes runs along the way, -1 against it, a roundabout along it, a reversible way not at all."""
    graph = osm(
        {i: (i, i % 3) for i in range(1, 9)},
        [
            (10, [1, 2], PRIMARY | {"oneway": "yes"}),
            (20, [3, 4], PRIMARY | {"oneway": "-1"}),
            (30, [5, 6], PRIMARY | {"junction": "roundabout"}),
            (40, [7, 8], PRIMARY | {"oneway": "reversible"}),
        ],
    )
    assert pairs(graph) == [("1", "2"), ("4", "3"), ("5", "6")]
    assert graph.report.reversible == 1


def test_one_way_for_motor_vehicles_is_what_counts(osm):
    """What is told of motor vehicles beats the plain tag; what is told of trucks alone is counted."""
    graph = osm(
        {i: (i, i % 3) for i in range(1, 7)},
        [
            (10, [1, 2], PRIMARY | {"oneway": "yes", "oneway:motor_vehicle": "no"}),
            (20, [3, 4], PRIMARY | {"oneway:motor_vehicle": "yes"}),
            (30, [5, 6], PRIMARY | {"oneway": "yes", "oneway:hgv": "no"}),
        ],
    )
    assert pairs(graph) == [("1", "2"), ("2", "1"), ("3", "4"), ("5", "6")]
    assert graph.report.unapplied == (("oneway:hgv", 1),)
    assert "tags not applied yet: oneway:hgv 1" in "\n".join(map(str, graph.report.lines()))


FERRIES = [
    ({}, 1),
    ({"hgv": "no"}, 0),
    ({"motor_vehicle": "no"}, 0),
    ({"motorcar": "no"}, 0),
    ({"motorcar": "no", "hgv": "yes"}, 1),
]


@pytest.mark.parametrize(("tags", "kept"), FERRIES)
def test_ferries_are_roads_unless_they_take_no_trucks(osm, tags, kept):
    """A ferry joins two banks; one for people and motorcycles joins nothing here."""
    graph = osm(
        {1: (0, 0), 2: (1, 0), 3: (2, 0)},
        [(10, [1, 2], PRIMARY), (20, [2, 3], {"route": "ferry", **tags})],
    )
    assert graph.report.ferries == kept
    assert graph.nodes == 2 + kept
    assert ("1 ferries" in "\n".join(map(str, graph.report.lines()))) == bool(kept)


def test_a_way_that_crosses_itself_gets_a_node_there(osm):
    """A loop road passes node 2 twice: a junction, and the loop is an edge from it to itself."""
    graph = osm(
        {1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (2, 1)}, [(10, [1, 2, 3, 4, 2], PRIMARY | {"oneway": "yes"})]
    )
    assert pairs(graph) == [("1", "2"), ("2", "2")]


def test_repeated_points_make_no_edge_of_their_own(osm):
    """A point that a way names twice in a row is one point."""
    graph = osm({1: (0, 0), 2: (1, 0), 3: (2, 0)}, [(10, [1, 2, 2, 3], PRIMARY | {"oneway": "yes"})])
    assert pairs(graph) == [("1", "3")]
    assert graph.length_m.tolist() == pytest.approx([2 * STEP_M])


def test_absent_nodes_are_counted_and_cut_the_way(osm):
    """No straight line is drawn across a point that the file lacks."""
    graph = osm({1: (0, 0), 2: (1, 0), 4: (3, 0), 5: (4, 0)}, [(10, [1, 2, 3, 4, 5, 6], PRIMARY)])
    assert graph.report.missing_nodes == 2
    assert pairs(graph) == [("1", "2"), ("2", "1"), ("4", "5"), ("5", "4")]


def test_footways_and_closed_ways_are_left_out_and_counted(osm):
    """Only motor roads are kept; what is left out is told by class."""
    nodes = {i: (i, 0) for i in range(1, 9)}
    graph = osm(
        nodes,
        [
            (1, [1, 2], PRIMARY),
            (2, [3, 4], {"highway": "footway"}),
            (3, [5, 6], {"highway": "service", "access": "private"}),
            (4, [7, 8], {"route": "bus"}),
            (5, [1, 2], {"building": "yes"}),
        ],
    )
    assert graph.report.ways_read == 3
    assert graph.report.ways_kept == 1
    assert graph.report.ignored_classes == (("footway", 1),)
    assert graph.report.barred == 1


def test_unreadable_tags_are_reported_with_examples_and_not_fatal(osm):
    """A word where a number should be counts as no tag at all, and the report quotes it."""
    graph = osm(
        {1: (0, 0), 2: (1, 0), 3: (2, 0)},
        [
            (10, [1, 2], PRIMARY | {"maxspeed": "VN:urban", "maxweight": "3500", "oneway": "perhaps"}),
            (
                20,
                [2, 3],
                PRIMARY | {"maxspeed": "VN:urban", "hgv": "maybe", "maxspeed:conditional": "30 @ wet"},
            ),
        ],
    )
    unreadable = {tag.key: (tag.count, tag.examples) for tag in graph.report.unreadable}
    assert unreadable == {
        "maxspeed": (2, ("VN:urban",)),
        "maxweight": (1, ("3500",)),
        "oneway": (1, ("perhaps",)),
        "hgv": (1, ("maybe",)),
    }
    assert np.isnan(graph.ways.maxspeed_kmh).all()
    assert graph.edges == 4
    assert graph.report.conditional == (("maxspeed:conditional", 1),)
    text = "\n".join(str(line) for line in graph.report.lines())
    assert "“VN:urban”" in text
    assert "timed rules not applied yet: maxspeed:conditional 1" in text


def test_the_order_of_the_file_does_not_matter(tmp_path, osm_xml):
    """Overpass writes ways before nodes, people write nodes in any order."""
    text = osm_xml({9: (0, 0), 2: (1, 0)}, [(10, [9, 2], PRIMARY)])
    nodes = [line for line in text.splitlines() if line.startswith("<node")]
    body = text.replace("\n".join(nodes) + "\n", "").replace("</osm>", "\n".join(nodes) + "</osm>")
    path = tmp_path / "a.osm"
    path.write_text(body, encoding="utf-8")
    graph = read_roads(path)
    assert pairs(graph) == [("2", "9"), ("9", "2")]
    assert graph.report.missing_nodes == 0


def test_compressed_and_binary_files_give_the_same_graph(tmp_path, osm_xml):
    """.osm, .osm.gz, .osm.bz2 and .osm.pbf differ in nothing but the hash."""
    text = osm_xml({1: (0, 0), 2: (1, 0), 3: (2, 1)}, [(10, [1, 2, 3], PRIMARY | {"name": "Đường Trần Phú"})])
    plain = tmp_path / "a.osm"
    plain.write_text(text, encoding="utf-8")
    (tmp_path / "a.osm.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "a.osm.bz2").write_bytes(bz2.compress(text.encode()))
    with osmium.SimpleWriter(str(tmp_path / "a.osm.pbf")) as writer:
        for thing in osmium.FileProcessor(str(plain)):
            writer.add(thing)
    graphs = [read_roads(tmp_path / name) for name in ("a.osm", "a.osm.gz", "a.osm.bz2", "a.osm.pbf")]
    for graph in graphs[1:]:
        assert pairs(graph) == pairs(graphs[0])
        assert graph.length_m.tolist() == pytest.approx(graphs[0].length_m.tolist())
        assert graph.ways.name.tolist() == ["Đường Trần Phú"]
    assert len({graph.sha256 for graph in graphs}) == 4


def test_reading_twice_gives_the_same_hash_and_arrays(osm):
    """A graph is a function of the file's bytes."""
    drawing = ({1: (0, 0), 2: (1, 0)}, [(10, [1, 2], PRIMARY)])
    first, second = osm(*drawing), osm(*drawing)
    assert first.sha256 == second.sha256
    assert first.tail.tolist() == second.tail.tolist()


def test_progress_rises_to_one(tmp_path, osm_xml):
    """The share done never falls and ends at 1."""
    path = tmp_path / "a.osm"
    path.write_text(osm_xml({1: (0, 0), 2: (1, 0)}, [(10, [1, 2], PRIMARY)]), encoding="utf-8")
    shares = []
    read_roads(path, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_graph_travels_to_other_processes(cross):
    """Background workers get it pickled."""
    copy = pickle.loads(pickle.dumps(cross))
    assert copy.sha256 == cross.sha256
    assert copy.length_m.tolist() == cross.length_m.tolist()


def test_arrays_cannot_be_changed(cross):
    """A graph is shared by many; nobody may write into it."""
    with pytest.raises(ValueError, match="read-only"):
        cross.length_m[0] = 1.0


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.osm", b"", "FILE_EMPTY"),
        ("empty.osm.pbf", b"", "FILE_EMPTY"),
        ("page.osm", b"<html></html>", "ROADS_BROKEN"),
        ("text.osm.gz", b"hello", "ROADS_BROKEN"),
        ("text.osm.bz2", b"hello", "ROADS_BROKEN"),
        ("text.osm.pbf", b"hello", "ROADS_BROKEN"),
        ("cut.osm", f'<osm version="0.6">{NODES}'.encode(), "ROADS_BROKEN"),
        ("cut.osm.gz", gzip.compress(f'<osm version="0.6">{NODES}</osm>'.encode())[:-60], "ROADS_BROKEN"),
        ("none.osm", b'<osm version="0.6"></osm>', "ROADS_NONE"),
        ("lost.osm", f'<osm version="0.6">{LOST_WAY}</osm>'.encode(), "ROADS_NONE"),
        ("roads.shp", b"x", "ROADS_FORMAT"),
    ],
)
def test_a_useless_file_is_refused_by_name_with_a_remedy(tmp_path, name, content, code):
    """Empty, foreign, truncated and roadless files are refused with a code, in both languages."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_roads(path)
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.file) == (code, name)
    assert issue.remedy.vi
    assert issue.remedy.en


def test_a_missing_file_is_refused(tmp_path):
    """So is a path that leads nowhere."""
    with pytest.raises(InputError) as refused:
        read_roads(tmp_path / "nowhere.osm")
    assert refused.value.issues[0].code == "FILE_MISSING"
