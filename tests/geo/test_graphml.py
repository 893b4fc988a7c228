"""Roads from osmnx's GraphML: what went out comes back."""

import networkx as nx
import osmnx as ox
import pytest

from geo.restrictions.closures import close_ways
from geo.roads import download_roads, read_roads, to_networkx
from routing.model import InputError


def _edges(graph):
    """Each directed edge by its ends' ids, with way, length and number of points."""
    return sorted(
        (
            str(graph.node_id[graph.tail[edge]]),
            str(graph.node_id[graph.head[edge]]),
            str(graph.ways.id[graph.way[edge]]),
            round(float(graph.length_m[edge]), 3),
            len(graph.shape_of(edge)),
        )
        for edge in range(graph.edges)
    )


def test_there_and_back(cross, tmp_path):
    """Ends, ways, lengths and bends of every edge, one-way or not, and the names of roads."""
    path = tmp_path / "town.graphml"
    ox.save_graphml(to_networkx(cross), path)
    again = read_roads(path)
    assert _edges(again) == _edges(cross)
    assert set(again.ways.name.tolist()) == set(cross.ways.name.tolist())
    assert again.report.source == "town.graphml"
    assert len(set(again.shape.tolist())) * 2 == again.edges


def test_one_way_roads_stay_so(osm, tmp_path):
    """A road that is driven in one direction has no twin."""
    one_way = {"highway": "primary", "oneway": "yes", "maxspeed": "50", "maxweight": "8"}
    town = osm(
        {1: (0, 0), 2: (1, 0), 3: (2, 0)}, [(10, [1, 2], one_way), (20, [2, 3], {"highway": "primary"})]
    )
    path = tmp_path / "town.graphml"
    drawn = to_networkx(town)
    for *_, data in drawn.edges(data=True):
        data["maxweight"] = ["8", "13.5"] if data["osmid"] == 10 else "oversize"
    ox.save_graphml(drawn, path)
    again = read_roads(path)
    assert _edges(again) == _edges(town)
    assert again.ways.max_weight_t[again.ways.id == "10"].tolist() == [8.0]
    assert [(tag.key, tag.examples) for tag in again.report.unreadable] == [("maxweight", ("oversize",))]


def test_roads_joined_of_several_ways_close_as_one(osm, tmp_path):
    """osmnx names all ways of a joined edge; here the first names it."""
    town = osm({1: (0, 0), 2: (1, 0)}, [(10, [1, 2], {"highway": "primary"})])
    drawn = to_networkx(town)
    for *_, data in drawn.edges(data=True):
        data |= {"osmid": [10, 11], "highway": ["primary", "tertiary"]}
    path = tmp_path / "town.graphml"
    ox.save_graphml(drawn, path)
    again = read_roads(path)
    assert again.ways.highway.tolist() == ["primary"]
    assert close_ways(again, ["10"]).closed.all()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "FILE_EMPTY"), (b"hello", "ROADS_BROKEN"), (b"<graphml", "ROADS_BROKEN")],
)
def test_what_is_no_graphml_is_refused(tmp_path, content, code):
    """By name, with a remedy."""
    path = tmp_path / "town.graphml"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_roads(path)
    assert [(issue.code, issue.subject.file) for issue in refused.value.issues] == [(code, "town.graphml")]


def test_graphs_without_places_or_roads_are_refused(tmp_path):
    """Any program writes GraphML; not all of it is a map."""
    path = tmp_path / "graph.graphml"
    nx.write_graphml(nx.MultiDiGraph([(1, 2)]), path)
    with pytest.raises(InputError) as refused:
        read_roads(path)
    assert refused.value.issues[0].code == "ROADS_BROKEN"
    paths = nx.MultiDiGraph(crs="epsg:4326")
    paths.add_node(1, x=108.0, y=16.0)
    paths.add_node(2, x=108.1, y=16.0)
    paths.add_edge(1, 2, osmid=5, highway="footway", length=9.0)
    ox.save_graphml(paths, path)
    with pytest.raises(InputError) as refused:
        read_roads(path)
    assert refused.value.issues[0].code == "ROADS_NONE"


def test_roads_are_downloaded_by_name(cross, tmp_path, monkeypatch):
    """The place is asked for as it was typed, with what trucks need to know; the file reads back."""
    calls = []
    monkeypatch.setattr(
        ox,
        "graph_from_place",
        lambda place, **how: calls.append((place, how["network_type"])) or to_networkx(cross),
    )
    path = tmp_path / "town.graphml"
    download_roads("Đà Nẵng, Việt Nam", path)
    assert calls == [("Đà Nẵng, Việt Nam", "drive")]
    assert {"maxweight", "maxheight", "hgv"} <= set(ox.settings.useful_tags_way)
    assert _edges(read_roads(path)) == _edges(cross)
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".osm"] == ["town.graphml"]


@pytest.mark.parametrize(("name", "code"), [("a.graphml", "ROADS_NOT_DOWNLOADED"), ("a.osm", "ROADS_FORMAT")])
def test_a_failed_download_writes_nothing(tmp_path, monkeypatch, name, code):
    """No network, no such place, or a file of another kind: a reason and a remedy."""

    def nothing(*_: object, **__: object) -> None:
        raise ConnectionError("no route to host")

    monkeypatch.setattr(ox, "graph_from_place", nothing)
    with pytest.raises(InputError) as refused:
        download_roads("Nơi nào đó", tmp_path / name)
    assert refused.value.issues[0].code == code
    assert list(tmp_path.iterdir()) == []
