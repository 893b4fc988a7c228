"""Cities as people find them: each is read with a report of what is doubtful, or refused with a reason."""

import gzip
from itertools import product

import numpy as np
import osmium
import pytest

from geo.restrictions.signs import signed_closures
from geo.roads import read_roads
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from geo.trucks.truck_profile import travel_seconds
from routing.model import InputError

SIDE = 12
GRID = {1 + SIDE * row + column: (row, column) for row, column in product(range(SIDE), repeat=2)}
PRIMARY = {"highway": "primary"}
MANY = {
    "maxspeed": "50",
    "maxspeed:hgv": "40",
    "maxweight": "10",
    "maxweightrating": "7.5 t",
    "maxaxleload": "6",
    "maxheight": "4.5",
    "maxwidth": "2.5 m",
    "hgv": "destination",
    "goods": "yes",
    "surface": "asphalt",
    "smoothness": "good",
    "incline": "3%",
    "oneway": "no",
    "hgv:conditional": "no @ (06:00-09:00)",
    "maxweight:conditional": "3.5 @ (Sa-Su)",
    "toll": "yes",
    "bridge": "yes",
    "layer": "1",
    "name": "Phố Huế, &lt;đoạn 1&gt; = 50% @ ngõ",
}


def streets(tags):
    """A street along each row and each column of the grid."""
    rows = [[1 + SIDE * row + column for column in range(SIDE)] for row in range(SIDE)]
    lines = [*rows, *map(list, zip(*rows, strict=True))]
    return [(100 + i, line, PRIMARY | tags) for i, line in enumerate(lines)]


def refusal(path):
    """The issue by which a file is refused."""
    with pytest.raises(InputError) as refused:
        read_roads(path)
    (issue,) = refused.value.issues
    assert issue.subject.file == path.name
    assert issue.fault.vi
    assert issue.remedy.en
    return issue.code


@pytest.fixture
def written(tmp_path, osm_xml):
    """The grid as a file of any of OSM's formats."""

    def write(suffix, tags=MANY):
        plain = tmp_path / "city.osm"
        plain.write_text(osm_xml(GRID, streets(tags)), encoding="utf-8")
        path = tmp_path / f"city{suffix}"
        if suffix == ".osm.gz":
            path.write_bytes(gzip.compress(plain.read_bytes()))
        elif suffix == ".osm.pbf":
            with osmium.SimpleWriter(str(path)) as writer:
                for thing in osmium.FileProcessor(str(plain)):
                    writer.add(thing)
        return path

    return write


def test_a_city_without_speeds_or_truck_tags(osm, truck):
    """Class speeds do for all of it, and the report has nothing to complain of."""
    graph = osm(GRID, streets({}))
    assert np.isnan(graph.ways.maxspeed_kmh).all()
    assert np.allclose(travel_seconds(graph, truck), graph.length_m / 10)
    assert signed_closures(graph, truck, "2026-11-23") == ()
    assert len(graph.report.lines()) == 2


def test_a_city_with_many_tags(osm, truck):
    """Each is read, none is misread, and names survive whatever stands in them."""
    graph = osm(GRID, streets(MANY))
    ways = graph.ways
    columns = (ways.maxspeed_kmh, ways.maxspeed_hgv_kmh, ways.max_weight_t, ways.max_axle_t)
    assert [column[0] for column in columns] == [50, 40, 7.5, 6]
    assert (ways.max_height_m[0], ways.max_width_m[0]) == (4.5, 2.5)
    assert set(ways.name.tolist()) == {"Phố Huế, <đoạn 1> = 50% @ ngõ"}
    assert ways.grounds.tolist() == ["surface=asphalt|smoothness=good|incline=3"]
    assert graph.report.unreadable == graph.report.conditional == graph.report.unapplied == ()
    assert np.isfinite(travel_seconds(graph, truck)).all()
    closed = [closure.windows for closure in signed_closures(graph, truck, "2026-11-28")]
    assert closed == [((-64_800, -54_000), (0, 172_800))]  # Friday's rush hour, then the weekend


def test_a_city_whose_tags_are_all_nonsense(osm, truck):
    """It loads; every tag is quoted."""
    keys = [
        "maxspeed",
        "maxweight",
        "maxaxleload",
        "maxheight",
        "maxwidth",
        "hgv",
        "goods",
        "oneway",
        "incline",
    ]
    keys += ["hgv:conditional", "maxspeed:hgv"]
    graph = osm(GRID, streets(dict.fromkeys(keys, "bừa")))
    assert {tag.key for tag in graph.report.unreadable} == set(keys)
    assert all(tag.count == 2 * SIDE for tag in graph.report.unreadable)
    assert np.isfinite(travel_seconds(graph, truck)).all()


def test_a_map_cut_at_a_border_with_hundreds_of_islands(osm, truck, at):
    """The city is one part; what lies on an island cannot be reached and is named."""
    islands = {10_000 + i: (20 + i // 40, (i % 40) / 2) for i in range(600)}
    stubs = [(5000 + i, [10_000 + 2 * i, 10_001 + 2 * i], PRIMARY) for i in range(300)]
    graph = osm(GRID | islands, [*streets({}), *stubs])
    assert graph.report.components == 301
    assert graph.report.largest_component == len(GRID)
    places = {"an": at(0, 0), "binh": at(5, 5), "far": at(*islands[10_000])}
    _, report = time_dependent_travel(graph, places, [TimedProfile(profile=truck)])
    assert [snap.place_id for snap in report.left_out] == ["far"]


def test_ways_that_name_absent_nodes(osm):
    """They are cut there and counted; what is left is a map."""
    gone = {1 + SIDE * row + 5 for row in range(SIDE)}
    graph = osm({node: place for node, place in GRID.items() if node not in gone}, streets({}))
    assert graph.report.missing_nodes == 2 * SIDE
    assert graph.report.components == 2
    assert not gone & {int(node) for node in graph.node_id}
    assert "references to absent nodes" in "\n".join(map(str, graph.report.lines()))


def test_a_map_without_any_of_its_nodes(tmp_path, osm_xml):
    """Ways alone, as `out body` without recursion gives them."""
    path = tmp_path / "ways.osm"
    path.write_text(osm_xml({}, streets({})), encoding="utf-8")
    assert refusal(path) == "ROADS_NONE"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.97])
@pytest.mark.parametrize("suffix", [".osm", ".osm.gz", ".osm.pbf"])
def test_a_download_that_broke_off(written, suffix, share):
    """Wherever it ends, it is refused as broken, and not read as a smaller city."""
    path = written(suffix)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path) == "ROADS_BROKEN"


def test_a_damaged_archive(written):
    """A bit that flipped on the way."""
    path = written(".osm.gz")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    assert refusal(path) == "ROADS_BROKEN"


@pytest.mark.parametrize("suffix", [".osm", ".osm.gz", ".osm.bz2", ".osm.pbf"])
def test_an_empty_file(tmp_path, suffix):
    """Nothing was downloaded."""
    path = tmp_path / f"city{suffix}"
    path.touch()
    assert refusal(path) == "FILE_EMPTY"


def test_whole_files_of_all_formats_are_one_city(written):
    """The measure of the broken ones."""
    graphs = [read_roads(written(suffix)) for suffix in (".osm", ".osm.gz", ".osm.pbf")]
    assert len({graph.edges for graph in graphs}) == 1
    assert all(np.array_equal(graph.length_m, graphs[0].length_m) for graph in graphs)
