"""The benchmarks of reading maps, of snapping and of lines, on a town of two streets."""

import csv
from pathlib import Path

import numpy as np
import osmium
import pytest

from benchmarks.compared import medians
from benchmarks.lines import __main__ as lines
from benchmarks.load import __main__ as load
from benchmarks.snap import __main__ as snap
from benchmarks.snap.tiles import tiled
from geo.roads import read_roads
from geo.roads.parts import parts_of

TOWN = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
<node id="1" lat="16.00" lon="108.00"/><node id="2" lat="16.01" lon="108.00"/>
<node id="3" lat="16.02" lon="108.00"/><node id="4" lat="16.01" lon="108.01"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>
<way id="20"><nd ref="2"/><nd ref="4"/><tag k="highway" v="residential"/></way>
</osm>
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A road north and one east of its middle."""
    path = tmp_path / "town.osm"
    path.write_text(TOWN, encoding="utf-8")
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_readers_find_the_same_town(town, tmp_path, capsys):
    """Four nodes, and six edges: three stretches in both directions."""
    table = tmp_path / "load.csv"
    assert load.main(["--roads", str(town), "--repeats", "1", "--csv", str(table)]) == 0
    rows = _rows(table)
    assert [row["engine"] for row in rows] == ["ours", "again", "osmnx"]
    assert {(row["nodes"], row["edges"]) for row in rows} == {("4", "6")}
    assert "again" in capsys.readouterr().out


def test_a_pbf_is_read_without_osmnx(town, tmp_path, capsys):
    """What osmnx cannot read is compared without it, and that is said."""
    packed, table = tmp_path / "town.osm.pbf", tmp_path / "load.csv"
    with osmium.SimpleWriter(str(packed)) as writer:
        for part in osmium.FileProcessor(str(town)):
            writer.add(part)
    assert load.main(["--roads", str(packed), "--repeats", "1", "--csv", str(table)]) == 0
    assert [row["engine"] for row in _rows(table)] == ["ours", "again"]
    assert "osmnx reads no .pbf" in capsys.readouterr().out


def test_all_snap_to_the_same_roads(town, tmp_path):
    """The mean distance to edges is the same, but for the plane of osmnx; to nodes it is more."""
    table = tmp_path / "snap.csv"
    arguments = ["--roads", str(town), "--points", "50", "--repeats", "1", "--csv", str(table)]
    assert snap.main(arguments) == 0
    ours, again, edges, nodes = (float(row["mean_m"]) for row in _rows(table))
    assert 0 < ours == again < nodes
    assert ours == pytest.approx(edges, rel=0.01)


def test_a_map_side_by_side_is_one_network(town):
    """Six towns of four junctions, joined at the seams; each stands where the next begins."""
    single = read_roads(town)
    many = tiled(single, (2, 3))
    assert (many.nodes, len(many.shapes.start) - 1) == (24, 6 * 3 + 7 * 2)
    parts = parts_of(many, many.length_m)
    assert parts.main.all()
    for edge in range(many.edges):
        ends = many.shape_of(edge)[[0, -1]]
        nodes = [many.tail[edge], many.head[edge]]
        assert ends == pytest.approx(np.column_stack((many.node_lon[nodes], many.node_lat[nodes])))


def test_the_middle_run_counts():
    """Medians of time, the largest memory."""
    runs = [
        {"engine": "a", "cpu_s": cpu_s, "wall_s": 2 * cpu_s, "peak_mb": mb, "repeat": i}
        for i, (cpu_s, mb) in enumerate([(3.0, 10.0), (1.0, 30.0), (2.0, 20.0)])
    ]
    (row,) = medians(runs)
    assert (row["cpu_s"], row["wall_s"], row["peak_mb"]) == (2.0, 4.0, 30.0)


def test_both_draw_the_same_lines(town, tmp_path):
    """The same kilometres between the same junctions, and no more points where they are thinned."""
    table = tmp_path / "lines.csv"
    arguments = ["--roads", str(town), "--legs", "3", "--zoom", "5", "--repeats", "1", "--csv", str(table)]
    assert lines.main(arguments) == 0
    rows = {row["engine"]: row for row in _rows(table)}
    assert list(rows) == ["ours", "thinned", "networkx"]
    assert {row["legs"] for row in rows.values()} == {"3"}
    km = [float(row["km"]) for row in rows.values()]
    assert km == pytest.approx([km[0]] * 3, rel=1e-4)
    assert int(rows["thinned"]["points"]) == 2 * 3 <= int(rows["ours"]["points"])
