"""The benchmark of tables on a tiny town: grounds, engines against the oracle, the table and the CSV."""

import csv
import io

import numpy as np
import pytest
from rich.console import Console

from benchmarks.matrix import __main__ as command
from benchmarks.matrix import child
from benchmarks.matrix.engines import ENGINES
from benchmarks.matrix.ground import WEIGHTS, ground_of, read_ground
from benchmarks.matrix.table import middles, show_runs

SIDE = 8
"""Junctions on each side of the town."""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """An OSM file of a square town: streets north and south, avenues east and west, one of them one-way.

    Node r * 8 + c + 1 lies r steps north and c steps east; trucks may not drive the first street.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for node in range(SIDE * SIDE):
        row, column = divmod(node, SIDE)
        bent = 0.0001 * (node * 37 % 11)
        lines.append(
            f'<node id="{node + 1}" lat="{21 + row / 200 + bent:.6f}" lon="{105 + column / 200:.6f}"/>'
        )
    for line in range(SIDE):
        avenue = [line * SIDE + column + 1 for column in range(SIDE)]
        street = [row * SIDE + line + 1 for row in range(SIDE)]
        oneway = '<tag k="oneway" v="yes"/>' if line == 3 else ""
        barred = '<tag k="hgv" v="no"/>' if line == 0 else ""
        for way, nodes, tags in ((line, avenue, oneway), (SIDE + line, street, barred)):
            refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
            lines.append(f'<way id="{way + 1}">{refs}<tag k="highway" v="residential"/>{tags}</way>')
    path = tmp_path_factory.mktemp("town") / "town.osm"
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def test_a_ground_is_the_same_again_and_from_its_file(town, tmp_path):
    """By file, tiles, places and seed; what is closed to a truck is open to a van."""
    made, again = (ground_of(town, tiles=(1, 1), places=20, seed=3) for _ in range(2))
    made.write(tmp_path / "ground.npz")
    read = read_ground(tmp_path / "ground.npz")
    for other in (again, read):
        assert np.array_equal(made.places, other.places)
        assert all(np.array_equal(made.seconds(x), other.seconds(x)) for x in WEIGHTS)
    assert made.nodes == 64
    assert len(set(made.places.tolist())) == 20
    barred = [np.isinf(made.seconds(x)).sum() for x in WEIGHTS]
    assert barred[0] == 2 * 7
    assert barred[1] == 0
    assert barred[2] == len(made.tail)


def test_tiles_are_joined_by_many_links(town):
    """Two by three towns: seven seams of eight links both ways, no longer than a tile is wide."""
    single, six = (ground_of(town, tiles=tiles, places=5, seed=1) for tiles in ((1, 1), (2, 3)))
    links = 2 * 7 * 8
    assert six.nodes == 6 * single.nodes
    assert len(six.tail) == 6 * len(single.tail) + links
    assert six.metres[-links:].max() < SIDE / 200 * 111_195
    assert np.isfinite(six.truck[-links:]).all()


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("tiles", [(1, 1), (2, 1)])
def test_every_engine_gives_the_oracle_s_tables(town, tmp_path, name, tiles):
    """Without a difference in time; in length where it gives one; for a truck and for a van."""
    if name == "pyroutingkit":
        pytest.importorskip("pyroutingkit")
    ground = str(tmp_path / "ground.npz")
    job = {"roads": str(town), "tiles": tiles, "places": 12, "seed": 1, "ground": ground, "sources": 12}
    known = child.ground_job(job | {"weights": WEIGHTS})
    assert known["nodes"] == 64 * tiles[0] * tiles[1]
    for weights in ("truck", "van"):
        run = child.table_job({"ground": ground, "engine": name, "points": 12, "weights": weights})
        assert run["seconds_error"] == 0
        assert run.get("metres_error", 0) == 0
        assert run["compared"] == run["measured"] > 0
        assert run["table_cpu_s"] > 0


def test_an_error_is_found():
    """Of the pairs that the oracle knows; a way where there is none counts as endlessly wrong."""
    right = np.array([[0.0, 5.0, np.inf], [4.0, 0.0, np.inf]])
    values = np.vstack((right, np.ones((1, 3))))
    assert child._errors("seconds", values[:, :2], right) == {"seconds_error": 0, "compared": 4}
    values[1, 0] = 4.5
    assert child._errors("seconds", values, right) == {"seconds_error": 0.5, "compared": 6}
    values[0, 2] = 9
    assert child._errors("seconds", values, right)["seconds_error"] == np.inf


def run_of(engine, cpu_s, **changes):
    """A run as a child tells it."""
    times = {f"{step}_{kind}_s": cpu_s for step in ("build", "weigh", "table") for kind in ("cpu", "wall")}
    base = {"engine": engine, "points": 10, "weights": "truck", "peak_mb": 100.0, "seconds_error": 0.0}
    return base | times | {"measured": 100, "compared": 50, "metres_error": 0.0} | changes


def test_medians_hide_no_error_and_scaled_times_are_marked():
    """Times are medians, errors the worst; the ratio is to our kernel at the same points."""
    runs = [run_of("kernel", s) for s in (1.0, 3.0, 2.0)]
    runs += [run_of("scipy", 8.0), run_of("scipy", 8.0, seconds_error=0.25)]
    runs.append(run_of("osmnx", 5000.0, measured=4))
    kernel, scipy, _ = middles(runs)
    assert kernel["table_cpu_s"] == 2.0
    assert scipy["seconds_error"] == 0.25
    output = io.StringIO()
    show_runs(runs, title="town", console=Console(file=output, width=200))
    assert "4.0 " in output.getvalue()
    assert "~5000.000" in output.getvalue()
    assert "2,500.0" in output.getvalue()


def test_the_command_measures_in_turn(town, tmp_path, capsys, monkeypatch):
    """Engines vary fastest; the table is printed, the CSV has every run, and our kernel is exact."""
    monkeypatch.setattr(command, "OUT", tmp_path)
    out = tmp_path / "runs.csv"
    arguments = ["--roads", str(town), "--points", "5,10", "--engines", "kernel,scipy", "--repeats", "1"]
    assert command.main([*arguments, "--pairs", "50", "--csv", str(out)]) == 0
    assert "64 nodes" in capsys.readouterr().out
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expected = [("kernel", "5"), ("scipy", "5"), ("kernel", "10"), ("scipy", "10"), *[("kernel", "10")] * 3]
    assert [(row["engine"], row["points"]) for row in rows] == expected
    assert [row["weights"] for row in rows] == ["truck"] * 4 + ["van", "closed", "turns"]
    assert {row["compared"] for row in rows} == {"25", "50"}
    assert all(float(row["seconds_error"]) == float(row["metres_error"]) == 0 for row in rows)
