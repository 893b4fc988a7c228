"""Turn restrictions of a map bind matrix and lines alike."""

import dataclasses
import itertools

import numpy as np
import pytest

from geo.lines.lines import leg_lines
from geo.travel import matrix
from geo.travel.matrix import reach
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from geo.trucks.truck_profile import TruckProfile
from routing.model import Location

TERTIARY = {"highway": "tertiary"}
TRUCK = TruckProfile(id="truck", speeds_kmh={"tertiary": 36.0})
VAN = dataclasses.replace(TRUCK, id="van", hgv=False)
NODES = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (2, 0), 5: (2, 1), 6: (1, -1)}
WAYS = [
    (10, [1, 2], TERTIARY),
    (20, [6, 2, 3], TERTIARY),
    (30, [2, 4], TERTIARY),
    (40, [4, 5, 3], TERTIARY),
]
NO_RIGHT = (("from", "way", 10), ("via", "node", 2), ("to", "way", 20))
PLACES = {"south": Location(16.0, 108.0), "east": Location(16.01, 108.01)}


def _turn(members=NO_RIGHT, kind="no_right_turn", **more):
    key = more.pop("key", "restriction")
    return (900, members, {"type": "restriction", key: kind} | more)


def _metres(graph, profile):
    table, _ = time_dependent_travel(graph, PLACES, [TimedProfile(profile=profile)])
    return int(table.length_m[profile.id][0, 1]), int(table.length_m[profile.id][1, 0])


@pytest.fixture
def town(osm):
    """4 ── 5
    │    │
    2 ── 3      6 lies west of 2, and 1 south of it; the way from 1 to 3 is a right turn at 2.
    │
    1
    """
    return lambda *turns: osm(NODES, WAYS, turns)


def test_without_a_restriction_the_way_is_short(town):
    """The measure of all that follows."""
    there, back = _metres(town(), TRUCK)
    assert there == back
    assert town().report.turns == 0


@pytest.mark.parametrize("kind", ["no_right_turn", "only_straight_on"])
def test_a_forbidden_turn_is_driven_around(town, kind):
    """By way of 4 and 5: twice as many stretches more; nobody forbids the way back."""
    to = 20 if kind.startswith("no") else 30
    members = (("from", "way", 10), ("via", "node", 2), ("to", "way", to))
    free, graph = _metres(town(), TRUCK), town(_turn(members, kind))
    there, back = _metres(graph, TRUCK)
    assert there > 1.9 * free[0]
    assert back == free[1]
    assert graph.report.turns == 1
    assert "1 turn restrictions apply" in {line.en for line in graph.report.lines()}


def test_matrix_and_line_drive_the_same(town):
    """The line's edges are those of the matrix, and none follows another that it may not."""
    graph = town(_turn())
    (line,) = leg_lines(graph, PLACES, TRUCK, [("south", "east")])
    assert round(line.length_m) == _metres(graph, TRUCK)[0]
    barred = set(graph.turns.bind(hgv=True))
    assert barred
    assert not barred & set(itertools.pairwise(line.edges))


def _walk(graph, edges):
    """The junctions of a walk, by their numbers in the file."""
    return [int(graph.node_id[graph.tail[edges[0]]]), *(int(graph.node_id[graph.head[e]]) for e in edges)]


@pytest.mark.parametrize("kind", ["no_right_turn", "no_u_turn"])
def test_a_turn_over_another_way_is_forbidden_as_a_whole(town, kind):
    """South over way 30 into way 40: straight on into 30, or from 30 into 40 alone, may be driven."""
    over = (("from", "way", 10), ("via", "way", 30), ("to", "way", 40))
    graph = town(_turn(), _turn(over, kind))
    assert [_walk(graph, turn) for turn in graph.turns.bind(hgv=True) if len(turn) > 2] == [[1, 2, 4, 3]]
    (line,) = leg_lines(graph, PLACES, TRUCK, [("south", "east")])
    # Neither to the right nor on at 4: about there, and back.
    assert _walk(graph, line.edges) == [1, 2, 4, 2, 3]
    assert int(np.ceil(line.length_m)) == _metres(graph, TRUCK)[0]


def test_only_over_another_way_leaves_nothing_else(town):
    """Who comes from the south goes over way 30 into 40, neither to the right nor back from 4."""
    over = (("from", "way", 10), ("via", "way", 30), ("to", "way", 40))
    graph = town(_turn(over, "only_straight_on"))
    walks = sorted(_walk(graph, turn) for turn in graph.turns.bind(hgv=True))
    assert walks == [[1, 2, 1], [1, 2, 3], [1, 2, 4, 2], [1, 2, 6]]
    assert graph.report.turns == 1


def test_a_turn_over_a_way_of_several_stretches(osm):
    """Way 30 is cut by a side street in its middle: the turn over it is four edges long."""
    nodes = NODES | {7: (1.5, 0), 8: (1.5, -1)}
    ways = [*WAYS[:2], (30, [2, 7, 4], TERTIARY), WAYS[3], (50, [7, 8], TERTIARY)]
    over = (("from", "way", 10), ("via", "way", 30), ("to", "way", 40))
    graph = osm(nodes, ways, [_turn(over)])
    assert [_walk(graph, turn) for turn in graph.turns.bind(hgv=True)] == [[1, 2, 7, 4, 3]]


@pytest.mark.parametrize(
    ("turn", "truck", "van"),
    [
        (_turn(), True, True),
        (_turn(key="restriction:hgv"), True, False),
        (_turn(**{"except": "hgv;bus"}), False, True),
        (_turn(**{"except": "motor_vehicle"}), False, False),
    ],
)
def test_whom_it_binds(town, turn, truck, van):
    """Trucks, others, everybody or nobody."""
    free, graph = _metres(town(), TRUCK)[0], town(turn)
    assert (_metres(graph, TRUCK)[0] > free, _metres(graph, VAN)[0] > free) == (truck, van)


def test_turning_about_on_one_way_is_not_driving_on(osm):
    """`no_u_turn` of a way to itself lets through whoever goes on along it."""
    about = (900, (("from", "way", 20), ("via", "node", 2), ("to", "way", 20)))
    graph = osm(NODES, WAYS, [(*about, {"type": "restriction", "restriction": "no_u_turn"})])
    pairs = graph.turns.bind(hgv=True)
    assert len(pairs) == 2
    assert all(graph.shape[edge] == graph.shape[other] for edge, other in pairs)


@pytest.mark.parametrize(
    ("turn", "field"),
    [
        (_turn((("from", "way", 10), ("via", "node", 2), ("to", "way", 99))), "turns_lost"),
        (_turn((("from", "way", 10), ("via", "node", 99), ("to", "way", 20))), "turns_lost"),
        (_turn((("from", "way", 10), ("to", "way", 20))), "turns_lost"),
        (_turn((("from", "way", 10), ("via", "way", 99), ("to", "way", 40))), "turns_lost"),
        (_turn((("from", "way", 10), ("via", "way", 40), ("to", "way", 20))), "turns_lost"),
    ],
)
def test_what_cannot_be_applied_is_counted(town, turn, field):
    """A member that is not in the file, or ways that do not meet: told, never guessed."""
    graph = town(turn)
    assert getattr(graph.report, field) == 1
    assert not graph.turns.bind(hgv=True)
    assert _metres(graph, TRUCK) == _metres(town(), TRUCK)


def test_an_unknown_kind_and_hours_are_told(town):
    """What is not understood is listed with its value, what has hours is counted."""
    report = town(_turn(kind="kein_abbiegen")).report
    assert [(tag.key, tag.examples) for tag in report.unreadable] == [("restriction", ("kein_abbiegen",))]
    timed = town(_turn(key="restriction:conditional", kind="no_right_turn @ (07:00-09:00)")).report
    assert timed.conditional == (("restriction:conditional", 1),)


def test_a_hierarchy_knows_the_turns_too(town, monkeypatch, tmp_path):
    """On a large map the compiled search is asked; here it is made to be."""
    monkeypatch.setattr(matrix, "SMALL", 1)
    monkeypatch.setattr("geo.arrays.cache_folder", lambda _: tmp_path)
    graph = town(_turn())
    fast = _metres(graph, TRUCK)
    monkeypatch.setattr(matrix, "SMALL", 10_000)
    assert fast == _metres(graph, TRUCK)


def test_closing_a_way_keeps_the_turns(town):
    """What is forbidden stays so on the graph that a closure makes."""
    graph = town(_turn())
    closed = dataclasses.replace(graph, closed=np.arange(graph.edges) < 0)
    assert reach(closed, PLACES, TRUCK).graph.nodes == graph.nodes
    assert _metres(closed, TRUCK) == _metres(graph, TRUCK)
