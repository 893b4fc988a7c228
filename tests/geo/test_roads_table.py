"""Hand-made road directories."""

from importlib.resources import as_file, files

import pytest

from geo.roads import read_roads
from routing.model import InputError

JUNCTIONS = "id,name,lat,lon\na,Thị trấn A,16.00,108.00\nb,Ngã ba B,16.01,108.00\nc,Xã C,16.02,108.05\n"
LINKS = (
    "way_id,road,road_name,from,to,class,length_m,oneway,max_weight_t\n"
    "QL1-01,QL1,Quốc lộ 1,a,b,trunk,1500,false,\n"
    "DH2-01,ĐH2,,b,c,tertiary,9000,true,8\n"
)


def folder(tmp_path, junctions=JUNCTIONS, links=LINKS):
    """A directory with both files; None leaves one out."""
    for name, text in (("junctions.csv", junctions), ("links.csv", links)):
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def codes(path):
    """The codes and rows with which a directory is refused."""
    with pytest.raises(InputError) as refused:
        read_roads(path)
    return sorted((issue.code, issue.subject.row) for issue in refused.value.issues)


def test_links_become_edges_of_surveyed_length(tmp_path):
    """The length is what the row says; a link is two-way unless it says otherwise."""
    graph = read_roads(folder(tmp_path))
    edges = zip(graph.node_id[graph.tail], graph.node_id[graph.head], graph.length_m, strict=True)
    assert sorted(map(tuple, edges)) == [("a", "b", 1500.0), ("b", "a", 1500.0), ("b", "c", 9000.0)]
    assert graph.ways.id.tolist() == ["QL1-01", "DH2-01"]
    assert graph.ways.label(1) == "ĐH2"
    assert graph.ways.max_weight_t[1] == 8


def test_links_may_tell_limits(tmp_path):
    """Columns for those who know more: trucks, speed, axle, height, width and surface."""
    links = (
        "way_id,from,to,class,length_m,hgv,maxspeed_kmh,max_axle_t,max_height_m,max_width_m,surface\n"
        "A,a,b,trunk,1500,no,40,6,3.2,2.5,gravel\nB,b,c,trunk,5500,,,,,,\n"
    )
    ways = read_roads(folder(tmp_path, links=links)).ways
    assert ways.hgv.tolist() == [False, True]
    limits = (ways.maxspeed_kmh, ways.max_axle_t, ways.max_height_m, ways.max_width_m)
    assert [column[0] for column in limits] == [40, 6, 3.2, 2.5]
    assert ways.grounds[ways.ground].tolist() == ["surface=gravel", ""]


def test_the_hash_follows_both_files(tmp_path):
    """Another length, another hash."""
    before = read_roads(folder(tmp_path)).sha256
    assert read_roads(folder(tmp_path, links=LINKS.replace("1500", "1501"))).sha256 != before


def test_every_fault_of_both_files_is_told_at_once(tmp_path):
    """Unknown junction, bad class, bad numbers, repeated id, loop: each with its row."""
    path = folder(
        tmp_path,
        JUNCTIONS + "a,Lặp,16,108\nd,D,abc,108\n",
        LINKS + "X,,,a,nowhere,trunk,100,,\nY,,,a,b,footpath,nan,perhaps,-1\nZ,,,a,a,trunk,5,,\n",
    )
    assert codes(path) == [
        ("DUPLICATE_ID", 5),
        ("LINK_TO_ITSELF", 6),
        ("NOT_A_NUMBER", 5),
        ("NOT_A_NUMBER", 6),
        ("NUMBER_OUT_OF_RANGE", 5),
        ("UNKNOWN_JUNCTION", 4),
        ("UNKNOWN_VALUE", 5),
        ("UNKNOWN_VALUE", 5),
    ]


def test_missing_files_and_columns_are_named(tmp_path):
    """A directory without links.csv, and one whose links lack a column."""
    assert codes(folder(tmp_path, links=None)) == [("FILE_MISSING", None)]
    links = LINKS.replace("length_m", "length")
    assert codes(folder(tmp_path, "id,lat\na,16\n", links)) == [("MISSING_COLUMN", 1), ("MISSING_COLUMN", 1)]


def test_no_links_are_refused(tmp_path):
    """A header alone is no road network."""
    assert codes(folder(tmp_path, links=LINKS.splitlines()[0] + "\n")) == [("ROADS_NONE", None)]


def test_the_shipped_sample_is_one_connected_network():
    """Quảng Nam's main roads as compiled by hand can be read, and every junction reaches every other."""
    with as_file(files("data") / "quang-nam" / "roads") as path:
        if not path.is_dir():
            pytest.skip("the sample is not there yet")
        graph = read_roads(path)
    assert graph.report.components == 1
    assert graph.report.nodes > 20


def test_limits_are_written_as_plain_numbers(tmp_path):
    """The longest link reads 2000000 in the remedy, not 2e+06."""
    path = folder(tmp_path, links=LINKS + "X,,,a,b,trunk,-5,,\n")
    with pytest.raises(InputError) as caught:
        read_roads(path)
    (issue,) = caught.value.issues
    assert (issue.code, "2000000" in issue.remedy.vi, "e+" in str(issue)) == (
        "NUMBER_OUT_OF_RANGE",
        True,
        False,
    )


@pytest.mark.parametrize(
    ("length", "refused"), [("5.5", True), ("5500", False), ("1300", True), ("5300", False)]
)
def test_a_link_shorter_than_the_straight_line_is_refused(tmp_path, length, refused):
    """Kilometres among metres; b and c are 5.46 km apart."""
    links = f"way_id,from,to,class,length_m\nA,a,b,trunk,1500\nB,b,c,trunk,{length}\n"
    path = folder(tmp_path, links=links)
    if not refused:
        assert read_roads(path).edges == 4
        return
    with pytest.raises(InputError) as error:
        read_roads(path)
    assert [(issue.code, issue.subject.row) for issue in error.value.issues] == [("SHORTER_THAN_STRAIGHT", 3)]
