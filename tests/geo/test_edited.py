"""OSM files as editors save them, and such as nobody saves: read as meant, or refused with a sentence."""

import bz2
import gzip

import pytest

from geo.restrictions.closures import close_ways
from geo.roads import edited, read_roads
from geo.roads.opl import PlaceIndex
from routing.model import InputError

NODES = {1: (16.05, 108.15), 2: (16.05, 108.20), 3: (16.05, 108.25), 4: (16.10, 108.20)}
WAYS = {10: (1, 2), 11: (2, 3), 12: (2, 4)}
PACK = {".osm": lambda data: data, ".osm.gz": gzip.compress, ".osm.bz2": bz2.compress}


def xml(nodes=NODES, ways=WAYS, *, attributes=None, more="", tag='<tag k="highway" v="primary"/>'):
    """A file's text; `attributes` gives those of objects by their ids."""
    attributes = attributes or {}
    points = (
        f'<node id="{i}" version="1" lat="{a}" lon="{b}" {attributes.get(i, "")}/>'
        for i, (a, b) in nodes.items()
    )
    roads = (
        f'<way id="{i}" version="1" {attributes.get(i, "")}>'
        + "".join(f'<nd ref="{r}"/>' for r in refs)
        + f"{tag}</way>"
        for i, refs in ways.items()
    )
    return "\n".join(['<?xml version="1.0"?>', '<osm version="0.6">', *points, *roads, more, "</osm>"])


@pytest.fixture
def read(tmp_path):
    """Reads a text as a road file, packed as its name says."""

    def go(text, *, suffix=".osm"):
        path = tmp_path / f"roads{suffix}"
        path.write_bytes(PACK[suffix](text.encode()))
        return read_roads(path)

    return go


def pairs(graph):
    """The ends of each edge, in no order."""
    return {
        frozenset((str(graph.node_id[a]), str(graph.node_id[b])))
        for a, b in zip(graph.tail, graph.head, strict=True)
    }


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("mark", ['action="delete"', "action='delete' visible='true'", 'action = "delete"'])
def test_a_road_deleted_in_an_editor_is_not_driven(read, suffix, mark):
    """And that is told."""
    graph = read(xml(attributes={11: mark}), suffix=suffix)
    assert set(graph.ways.id) == {"10", "12"}
    assert graph.report.deleted == 1
    assert any("1 objects deleted" in line.en for line in graph.report.lines())


def test_what_was_changed_in_an_editor_is_read(read):
    """Only what is to go is left out."""
    graph = read(xml(attributes={11: 'action="modify"'}))
    assert set(graph.ways.id) == {"10", "11", "12"}
    assert not graph.report.deleted


@pytest.mark.parametrize("suffix", PACK)
def test_roads_drawn_in_an_editor_are_driven(read, suffix):
    """All with ids below 0; they keep these as their names."""
    nodes = {-i: at for i, at in NODES.items()}
    ways = {-i: tuple(-ref for ref in refs) for i, refs in WAYS.items()}
    graph, usual = read(xml(nodes, ways), suffix=suffix), read(xml())
    assert set(graph.ways.id) == {"-10", "-11", "-12"}
    assert pairs(graph) == {frozenset(f"-{name}" for name in pair) for pair in pairs(usual)}
    assert sorted(graph.length_m) == pytest.approx(sorted(usual.length_m))
    assert graph.report.missing_nodes == 0
    assert close_ways(graph, ["-11"]).closed.sum() == 2


def test_a_point_drawn_on_a_road_of_the_map_is_a_point_of_it(read):
    """It bends the road, and cuts nothing."""
    graph = read(xml(NODES | {-7: (16.06, 108.225)}, WAYS | {11: (2, -7, 3)}))
    assert pairs(graph) == pairs(read(xml()))
    assert graph.report.missing_nodes == 0
    assert graph.length_m.max() > 5600


def test_barriers_and_turns_between_what_was_drawn_apply(read):
    """Their ids are the drawn ones, too."""
    turn = (
        '<relation id="-5" version="1"><member type="way" ref="10" role="from"/>'
        '<member type="node" ref="2" role="via"/><member type="way" ref="-11" role="to"/>'
        '<tag k="type" v="restriction"/><tag k="restriction" v="no_right_turn"/></relation>'
    )
    graph = read(xml(ways={10: (1, 2), -11: (2, 3), 12: (2, 4)}, more=turn))
    assert graph.report.turns == 1
    gate = '<node id="-9" version="1" lat="16.05" lon="108.225"><tag k="barrier" v="bollard"/></node>'
    text = xml(ways=WAYS | {11: (2, -9, 3)}).replace('<way id="10"', gate + '<way id="10"')
    assert read(text).report.barriers == (("bollard", 1),)


@pytest.mark.parametrize("key", ["lat", "lon"])
@pytest.mark.parametrize("value", ["nan", "NaN", "inf", "-inf", "1e400", "1e9", "200", "", "16,05", "abc"])
def test_a_position_that_is_none_is_refused(read, key, value):
    """By its line."""
    text = xml().replace(
        'lat="16.05" lon="108.2"',
        'lat="16.05" lon="108.2"'.replace(*{"lat": ("16.05", value), "lon": ("108.2", value)}[key]),
    )
    with pytest.raises(InputError) as refused:
        read(text)
    assert {(issue.code, issue.subject.row, issue.subject.column) for issue in refused.value.issues} == {
        ("BAD_COORDINATE", 4, key)
    }


@pytest.mark.parametrize("number", [10**30, 2**63, 2**63 - 1, -(2**63), 2**53, "abc", "", "1.5", "٣"])
@pytest.mark.parametrize("what", ["node", "way"])
def test_an_id_that_is_none_is_refused(read, number, what):
    """Beyond what a map has ever had, or no number."""
    text = xml().replace(f'<{what} id="{2 if what == "node" else 11}"', f'<{what} id="{number}"')
    with pytest.raises(InputError) as refused:
        read(text)
    assert {(issue.code, issue.subject.column) for issue in refused.value.issues} == {("BAD_ID", "id")}


def test_a_reference_beyond_all_ids_is_refused(read):
    """Of a way to a point, and of a turn to a way."""
    for text in (
        xml(ways=WAYS | {11: (2, 10**30)}),
        xml(more=f'<relation id="1"><member type="way" ref="{10**30}" role="from"/></relation>'),
    ):
        with pytest.raises(InputError) as refused:
            read(text)
        assert [issue.code for issue in refused.value.issues] == ["BAD_ID"]


def test_numbers_in_the_text_of_tags_do_no_harm(read):
    """Nor do exponents, which some tools write."""
    odd = "<tag k='name' v=\" id='x' lat='nan' action='delete'\"/>"
    graph = read(xml(tag='<tag k="highway" v="primary"/>' + odd).replace('lon="108.2"', 'lon="1.082e2"'))
    assert graph.ways.name[0] == "id='x' lat='nan' action='delete'"
    assert sorted(graph.length_m) == pytest.approx(sorted(read(xml()).length_m))


@pytest.mark.parametrize(
    "text",
    [
        xml().replace('version="1" lat', 'version="99999999999" lat'),
        xml(tag=f'<tag k="highway" v="{"x" * 70_000}"/>'),
        xml(tag='<tag k="highway" v="a&#7;"/>'),
        xml(tag='<tag k="highway" v="a\0"/>'),
        xml(attributes={11: 'action="delete"'})[:-40],
        xml(attributes={11: 'action="delete"'}) + "<osm>",
    ],
)
def test_whatever_else_is_wrong_is_refused(read, text):
    """Without a traceback."""
    with pytest.raises(InputError) as refused:
        read(text)
    assert [issue.code for issue in refused.value.issues] == ["ROADS_BROKEN"]


@pytest.mark.parametrize("suffix", [".osm.gz", ".osm.bz2"])
@pytest.mark.parametrize("cut", [3, 60])
def test_a_packed_file_that_is_cut_or_none_is_refused(tmp_path, suffix, cut):
    """At its head and in its middle."""
    path = tmp_path / f"roads{suffix}"
    for data in (PACK[suffix](xml().encode())[:-cut], b"x" * cut):
        path.write_bytes(data)
        with pytest.raises(InputError) as refused:
            read_roads(path)
        assert [issue.code for issue in refused.value.issues] == ["ROADS_BROKEN"]


def test_control_characters_in_names_are_shown_as_what_they_are(read):
    """A name of a road never refuses a file."""
    graph = read(xml(tag='<tag k="highway" v="primary"/><tag k="name" v="A\u202eB"/>'))
    assert set(graph.ways.name) == {"A<U+202E>B"}


def test_what_stands_across_two_parts_of_a_file_is_seen(read, monkeypatch):
    """A file is looked through in parts."""
    text = xml(attributes={11: 'action="delete"'})
    for size in (300, 301, 302, 303, 310, 320):
        monkeypatch.setattr(edited, "_CHUNK", size)
        assert read(text).report.deleted == 1


def test_a_file_straight_from_a_map_is_not_written_anew(tmp_path, monkeypatch):
    """However its parts fall."""
    path = tmp_path / "roads.osm"
    path.write_text(xml(), encoding="utf-8")
    for size in range(90, 130):
        monkeypatch.setattr(edited, "_CHUNK", size)
        assert edited.readable(path, tmp_path) == (path, 0)


def test_a_failure_while_writing_ends_no_process(tmp_path):
    """libosmium would write once more when it is thrown away, and end Python by that."""
    path = tmp_path / "roads.osm"
    path.write_text(xml().replace('lat="16.1"', 'lat="95"'), encoding="utf-8")
    for number in range(3):
        with pytest.raises(RuntimeError):
            PlaceIndex().write(path, tmp_path / f"{number}.opl")
    path.write_text(xml(), encoding="utf-8")
    PlaceIndex().write(path, tmp_path / "good.opl")
    assert "highway=primary" in (tmp_path / "good.opl").read_text(encoding="utf-8")
