"""Barriers on nodes close or bind roads, or are told and left alone."""

from collections.abc import Mapping

import numpy as np
import pytest

from geo.roads import read_roads
from geo.roads.barriers import effect_of
from geo.trucks.truck_profile import travel_seconds

PRIMARY = {"highway": "primary"}
NODES = {1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (3, 0), 5: (1, 1)}
ALONG = [(10, [1, 2, 3, 4], PRIMARY)]
BOLLARD = {"barrier": "bollard"}


@pytest.fixture
def road(tmp_path, osm_xml):
    """1 ── 2 ── 3 ── 4 with a barrier at a node."""

    def read(tags: Mapping[str, str], ways=ALONG, node=2):
        text = osm_xml(NODES, ways)
        tags_xml = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        (line,) = (line for line in text.splitlines() if line.startswith(f'<node id="{node}"'))
        path = tmp_path / "roads.osm"
        path.write_text(text.replace(line, line.replace("/>", f">{tags_xml}</node>")), encoding="utf-8")
        return read_roads(path)

    return read


def _pairs(graph):
    return sorted(zip(graph.node_id[graph.tail].tolist(), graph.node_id[graph.head].tolist(), strict=True))


def _parts(graph):
    return graph.report.components


def test_a_bollard_ends_the_road_on_both_sides(road):
    """One can drive up to it from either side; nothing leads through, nothing is lost, nothing is missing."""
    graph = road(BOLLARD)
    assert _pairs(graph) == [("1", "2"), ("2", "1"), ("2", "4"), ("4", "2")]
    assert graph.nodes == 4
    assert _parts(graph) == 2
    assert graph.report.barriers == (("bollard", 1),)
    assert graph.report.missing_nodes == 0
    assert graph.report.length_km == pytest.approx(road({}).report.length_km)
    assert "barriers that close or bind: bollard 1" in "\n".join(map(str, graph.report.lines()))


def test_a_bollard_where_two_ways_meet_parts_them(road):
    """Each keeps its end."""
    ways = [(10, [1, 2], PRIMARY), (20, [2, 3, 4], PRIMARY)]
    graph = road(BOLLARD, ways)
    assert _parts(graph) == 2
    assert set(graph.ways.id[graph.way].tolist()) == {"10", "20"}


def test_a_barrier_at_a_junction_is_told_and_left_alone(road):
    """Which of three roads it closes nobody can say."""
    graph = road(BOLLARD, [*ALONG, (20, [2, 5], PRIMARY)])
    assert _parts(graph) == 1
    assert graph.report.barriers == ()
    assert graph.report.barriers_unclear == (("bollard (junction)", 1),)


def test_a_barrier_at_the_end_of_a_road_changes_nothing(road):
    """Nothing lies behind it."""
    graph = road(BOLLARD, node=4)
    assert _pairs(graph) == _pairs(road({}))


def test_ways_without_points_do_no_harm(road):
    """Before, between and after others; the bollard at the end of a road still has one arm."""
    empty = [(number, [], PRIMARY) for number in (1, 2, 3)]
    graph = road(BOLLARD, [empty[0], (10, [1, 2], PRIMARY), empty[1], (20, [2, 3], PRIMARY), empty[2]])
    assert _parts(graph) == 2
    assert graph.report.barriers == (("bollard", 1),)


def test_a_closed_loop_is_opened(road):
    """A ring road with a block on it is driven up to the block from both sides."""
    ring = [(10, [1, 2, 5, 1], PRIMARY | {"oneway": "no"})]
    graph = road({"barrier": "block"}, ring)
    assert _parts(graph) == 1
    assert _pairs(graph) == [("1", "2"), ("1", "2"), ("2", "1"), ("2", "1")]
    assert graph.nodes == 3


def test_several_barriers_on_one_way(tmp_path, osm_xml):
    """Each cuts it."""
    text = osm_xml(NODES, ALONG)
    for node in (2, 3):
        (line,) = (line for line in text.splitlines() if line.startswith(f'<node id="{node}"'))
        text = text.replace(line, line.replace("/>", '><tag k="barrier" v="block"/></node>'))
    path = tmp_path / "roads.osm"
    path.write_text(text, encoding="utf-8")
    graph = read_roads(path)
    assert _pairs(graph) == [("1", "2"), ("2", "1"), ("2", "3"), ("3", "2"), ("3", "4"), ("4", "3")]
    assert _parts(graph) == 3


@pytest.mark.parametrize(("height", "passes"), [("2.9", False), ("3", True), ("3.5 m", True)])
def test_a_height_restrictor_binds_by_height(road, truck, height, passes):
    """A truck of 3 m; the roads at the gantry stay where they are, for whoever is low enough."""
    graph = road({"barrier": "height_restrictor", "maxheight": height})
    assert graph.nodes == 3
    assert _parts(graph) == 1
    assert np.isfinite(travel_seconds(graph, truck)).all() == passes


def test_a_gantry_without_a_height_is_told(road):
    """`below_default` says that it is low, not how low."""
    for tags in ({"maxheight": "below_default"}, {}, {"maxheight": "low"}):
        graph = road({"barrier": "height_restrictor", **tags})
        assert graph.report.barriers_unclear == (("height_restrictor", 1),)
        assert len(graph.limits.edge) == 0


def test_a_gate_for_vans_bars_trucks(road, truck):
    """hgv=no on a gate."""
    graph = road({"barrier": "gate", "hgv": "no"})
    assert np.isinf(travel_seconds(graph, truck)).all()


@pytest.mark.parametrize(
    ("tags", "closed"),
    [
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "no"}, True),
        ({"barrier": "lift_gate", "access": "private"}, True),
        ({"barrier": "gate", "access": "permissive"}, False),
        ({"barrier": "gate", "access": "private", "motor_vehicle": "yes"}, False),
        ({"barrier": "gate", "access": "private", "hgv": "delivery"}, False),
        ({"barrier": "gate", "motor_vehicle": "no"}, True),
        ({"barrier": "cycle_barrier"}, True),
        ({"barrier": "block", "motor_vehicle": "yes"}, False),
        ({"barrier": "bollard", "access": "unknown"}, True),
        ({"barrier": "kissing_gate", "hgv": "yes"}, False),
        ({"barrier": "toll_booth", "access": "no"}, False),
        ({"barrier": "border_control"}, False),
        ({"barrier": "cattle_grid"}, False),
        ({"barrier": "entrance"}, False),
        ({"barrier": "yes", "access": "no"}, True),
        ({"barrier": "height_restrictor", "access": "no"}, True),
    ],
)
def test_which_barriers_close(tags, closed):
    """Access counts first; gates stand open, bollards do not, and tolls are paid."""
    assert effect_of(tags).closed is closed


@pytest.mark.parametrize("kind", ["yes", "fence", "steel_barricade", "height_restrictor"])
def test_which_barriers_are_not_understood(kind):
    """Something is there, and what it stops is not said."""
    assert effect_of({"barrier": kind}) is None
