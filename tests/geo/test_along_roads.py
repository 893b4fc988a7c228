"""Drives between points along roads: against a graph in which these points are junctions."""

import itertools
import random
from collections import defaultdict
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from geo.lines.lines import leg_lines
from geo.metric import haversine_m
from geo.restrictions.closures import close_edges, close_ways
from geo.snapping.snap_report import SnapStatus
from geo.travel import matrix as matrices
from geo.travel.matrix import fastest, reach
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from routing.model import Location

PRIMARY = {"highway": "primary"}
LANE = {"highway": "residential"}
SIDE = 5
"""Junctions of the town in a row."""


@pytest.fixture
def street(osm):
    """One long street and a short one around its middle part: 2 ── 3 is 1 step, the other way 3.

    1 ─10─ 2 ─20─ 3 ─30─ 4
           │      │
           5 ─40─ 6
    """
    return lambda **tags: osm(
        {1: (0, 0), 2: (0, 1), 3: (0, 2), 4: (0, 3), 5: (-1, 1), 6: (-1, 2)},
        [
            (10, [1, 2], PRIMARY),
            (20, [2, 3], PRIMARY | tags),
            (30, [3, 4], PRIMARY),
            (40, [2, 5, 6, 3], LANE),
        ],
    )


def town(osm, seed, *, turns=0):
    """A grid of streets askew, with bends, one-way streets, a loop and, if asked, forbidden turns."""
    draw = random.Random(seed)
    spots = list(itertools.product(range(SIDE), repeat=2))
    number = {spot: i + 1 for i, spot in enumerate(spots)}
    nodes = {number[n, e]: (n + draw.uniform(-0.3, 0.3), e + draw.uniform(-0.3, 0.3)) for n, e in spots}
    ways = []
    for n, e in spots:
        for other in ((n + 1, e), (n, e + 1)):
            if other in number and draw.random() < 0.85:
                bend = 1000 + len(ways)
                nodes[bend] = (n / 2 + other[0] / 2 + draw.uniform(-0.2, 0.2), e / 2 + other[1] / 2)
                oneway = {"oneway": draw.choice(["yes", "-1"])} if draw.random() < 0.3 else {}
                speed = {"maxspeed": str(draw.choice([10, 20, 30]))}
                ways.append((100 + len(ways), [number[n, e], bend, number[other]], PRIMARY | oneway | speed))
    nodes |= {2000: (-0.6, -0.5), 2001: (-0.6, 0.3)}
    ways.append((99, [1, 2000, 2001, 1], LANE))
    return osm(nodes, ways, [_turn(draw, ways, i) for i in range(turns)])


def _turn(draw, ways, number):
    chosen = draw.choice(ways)
    via = chosen[1][draw.choice([0, -1])]
    other = draw.choice([way for way in ways if via in way[1]])
    kind = draw.choice(["no_left_turn", "only_straight_on", "no_u_turn"])
    members = (("from", "way", chosen[0]), ("via", "node", via), ("to", "way", other[0]))
    return (9000 + number, members, {"type": "restriction", "restriction": kind})


def scattered(seed, count):
    """Places all over the town, some of them at its corners and some at one point."""
    draw = random.Random(seed)
    spots = [(draw.uniform(-1, SIDE), draw.uniform(-1, SIDE)) for _ in range(count)]
    return {f"p{i}": Location(16 + n / 100, 108 + e / 100) for i, (n, e) in enumerate(spots)}


class Oracle:
    """The same drives by networkx: nodes are pieces of edges, cut where the two places are."""

    def __init__(self, graph, ready, profile):
        self.graph, self.ready = graph, ready
        self.barred = set(graph.turns.bind(hgv=profile.hgv))

    def cost(self, origin, goal):
        """Units of time and length from place to place, None where there is no way."""
        cuts, snaps = defaultdict(set), self.ready.report.snaps
        start, other = snaps[origin], snaps[goal]
        if (start.lon, start.lat) == (other.lon, other.lat):
            return 0, 0
        for snap in (start, other):
            if snap.node < 0:
                for edge in (snap.forward, snap.backward):
                    cuts[edge].add(snap.share)
        pieces = [piece for edge in range(self.graph.edges) for piece in self._pieces(edge, cuts)]
        starts = [p for p in pieces if self._meets(p[:2], p[1], start, begins=True)]
        ends = [p for p in pieces if self._meets(p[:2], p[2], other, begins=False)]
        return self._search(pieces, starts, ends)

    def _pieces(self, edge, cuts):
        if not np.isfinite(self.ready.seconds[edge]):
            return
        whole = [round(self.ready.seconds[edge] * 1024), round(self.ready.metres[edge] * 256)]
        back = self.graph.backward[edge]
        stops = [0.0, *sorted(cuts.get(edge, ())), 1.0]
        for a, b in itertools.pairwise(stops):
            cost = [int(np.round(b * w)) - int(np.round(a * w)) for w in whole]
            yield (edge, b, a, *cost) if back else (edge, a, b, *cost)

    def _meets(self, piece, share, snap, *, begins):
        if snap.node < 0:
            return piece[0] in (snap.forward, snap.backward) and share == snap.share
        end = self.graph.tail if begins else self.graph.head
        at_end = (share == 0) == (begins != bool(self.graph.backward[piece[0]]))
        return share in (0, 1) and at_end and end[piece[0]] == snap.node

    def _search(self, pieces, starts, ends):
        roads = nx.DiGraph()
        begins = defaultdict(list)
        for piece in pieces:
            begins[self._spot(piece, piece[1], self.graph.tail)].append(piece)
        for piece in pieces:
            for other in begins[self._spot(piece, piece[2], self.graph.head)]:
                if (piece[0], other[0]) not in self.barred or 0 < piece[2] < 1:
                    roads.add_edge(piece, other, weight=(other[3] << 40) + other[4])
        for piece in starts:
            roads.add_edge("origin", piece, weight=(piece[3] << 40) + piece[4])
        for piece in ends:
            roads.add_edge(piece, "goal", weight=0)
        try:
            units = nx.dijkstra_path_length(roads, "origin", "goal")
        except (nx.NodeNotFound, nx.NetworkXNoPath):
            return None
        return units >> 40, units & (2**40 - 1)

    def _spot(self, piece, share, end):
        """A junction, or a cut of one edge, which can only be driven on over."""
        return (piece[0], share) if 0 < share < 1 else int(end[piece[0]])


def worlds(osm, seed):
    """The town as it is, with streets closed, with turns forbidden, and with both."""
    plain, bound = town(osm, seed), town(osm, seed, turns=12)
    assert len(bound.turns.whom) > 5
    draw = random.Random(seed)
    ways = draw.sample(plain.ways.id.tolist(), 4)
    edges = draw.sample(range(plain.edges), 3)
    return [
        plain,
        bound,
        close_edges(close_ways(plain, ways), edges),
        close_edges(close_ways(bound, ways), edges),
    ]


@pytest.mark.parametrize("small", [0, 2000])
@pytest.mark.parametrize("seed", range(3))
def test_drives_are_those_of_a_graph_cut_at_the_places(osm, truck, seed, small, monkeypatch):
    """All pairs, to the unit: networkx on pieces of edges, with closures and turns, searched either way."""
    monkeypatch.setattr(matrices, "SMALL", small)
    places = scattered(seed, 14)
    for closed in worlds(osm, seed):
        # Allowed by name, places whose street is closed meet the next one and are not cut off.
        graph = replace(closed, still_reachable=frozenset(places))
        ready = reach(graph, places, truck, snap_limit_m=1500)
        oracle = Oracle(graph, ready, truck)
        on_road = ready.on_road
        assert len(on_road) > 5
        assert (ready.side.edge[on_road] >= 0).any()
        seconds, metres = fastest(ready, on_road, on_road)
        for (i, a), (j, b) in itertools.permutations(enumerate(on_road.tolist()), 2):
            cost = oracle.cost(a, b)
            expected = (np.inf, np.inf) if cost is None else (cost[0] / 1024, cost[1] / 256)
            assert (seconds[i, j], metres[i, j]) == expected, (graph.closures, a, b)


@pytest.mark.parametrize("seed", range(3))
def test_a_line_runs_along_what_the_matrix_measured(osm, truck, seed):
    """Same length and time to the last bit, drawn as long as that, over no turn that is forbidden."""
    places = scattered(seed + 10, 12)
    for graph in worlds(osm, seed):
        ready = reach(graph, places, truck, snap_limit_m=1500)
        matrix, _ = time_dependent_travel(graph, places, [TimedProfile(profile=truck)], snap_limit_m=1500)
        barred = set(graph.turns.bind(hgv=True))
        legs = list(itertools.permutations(places, 2))
        for leg, line in zip(legs, leg_lines(graph, places, truck, legs, snap_limit_m=1500), strict=True):
            row = [list(places).index(end) for end in leg]
            if line is None:
                assert matrix.distance_m("truck", *leg) is None
                continue
            seconds, metres = (table[0, 0] for table in fastest(ready, np.array(row[:1]), np.array(row[1:])))
            assert line.length_m == metres + ready.access_m[row].sum()
            assert line.duration_s == seconds + ready.access_s()[row].sum()
            assert drawn_m(line) == pytest.approx(line.length_m, abs=0.3 * len(line.points))
            assert not barred & set(itertools.pairwise(line.edges))
            assert np.isfinite(ready.seconds[list(line.edges)]).all()


def drawn_m(line):
    """Metres along the points of a line, which are rounded to 0.1 m."""
    return haversine_m(line.points[:-1, 0], line.points[:-1, 1], line.points[1:, 0], line.points[1:, 1]).sum()


def metres(graph, truck, at, spot, other):
    """Metres from one spot to another and back."""
    matrix, _ = time_dependent_travel(graph, {"a": at(*spot), "b": at(*other)}, [TimedProfile(profile=truck)])
    return matrix.distance_m("truck", "a", "b"), matrix.distance_m("truck", "b", "a")


def test_two_places_on_one_street_drive_along_it(street, truck, at):
    """0.6 steps of 1069 m, both ways."""
    assert metres(street(), truck, at, (0, 1.2), (0, 1.8)) == (642, 642)


def test_on_a_one_way_street_the_way_back_is_around(street, truck, at):
    """Forward 0.6 steps; back 0.2 to one corner, three steps around, and 0.2 from the other corner."""
    there, back = metres(street(oneway="yes"), truck, at, (0, 1.2), (0, 1.8))
    assert (there, back) == (642, 3721)


def test_around_is_driven_where_the_street_itself_is_slow(street, truck, at):
    """At 5 km/h a kilometre takes twelve minutes, and 3.8 km around at 36 km/h six."""
    graph, places = street(maxspeed="5"), {"a": at(0, 1.02), "b": at(0, 1.98)}
    line = leg_lines(graph, places, truck, [("a", "b")])[0]
    assert graph.ways.id[graph.way[list(line.edges)]].tolist() == ["20", "40", "20"]
    assert line.length_m == pytest.approx(2 * 21.4 + 2 * 1112 + 1069, abs=1)
    assert (line.points[:, 1] < 16).any()


def test_a_place_turns_about_in_its_yard(street, truck, at):
    """From the west and back to the west: no way on to the next junction."""
    assert metres(street(), truck, at, (0, 1.2), (0, 0.5)) == (749, 749)


def test_the_first_and_last_stretch_are_drawn_in_part(street, truck, at):
    """From the place to the road, along the road and its corner, and off again."""
    places = {"a": at(0.1, 1.5), "b": at(-0.5, 2.1)}
    line = leg_lines(street(), places, truck, [("a", "b")])[0]
    steps = (line.points - [108, 16]) * 100
    assert steps == pytest.approx(np.array([[1.5, 0.1], [1.5, 0], [2, 0], [2, -0.5], [2.1, -0.5]]), abs=1e-3)


def test_a_place_at_a_corner_may_take_every_road_there(osm, truck, at):
    """A turn that is forbidden binds who comes along the road, not who starts at the corner."""
    nodes = {1: (0, 0), 2: (0, 1), 3: (1, 1), 4: (0, 2)}
    ways = [(10, [1, 2], PRIMARY), (20, [2, 3], PRIMARY), (30, [2, 4], PRIMARY)]
    tags = {"type": "restriction", "restriction": "no_left_turn"}
    graph = osm(nodes, ways, [(900, (("from", "way", 10), ("via", "node", 2), ("to", "way", 20)), tags)])
    assert metres(graph, truck, at, (0, 1), (0.5, 1))[0] == 556
    along = metres(graph, truck, at, (0, 0.9), (0.5, 1))
    assert along == (663 + 2 * 1069, 663)


def test_a_closed_street_sends_places_to_the_next(street, truck, at):
    """With way 20 closed its place is cut off; allowed by name it goes 428 m to the nearer corner."""
    graph = close_ways(street(), ["20"])
    places = {"a": at(0, 1.4)}
    for limit_m in (400, 600):
        (left,) = time_dependent_travel(graph, places, [TimedProfile(profile=truck)], snap_limit_m=limit_m)[
            1
        ].left_out
        assert left.status is SnapStatus.CUT_OFF
    allowed = replace(graph, still_reachable=frozenset(places))
    snap = reach(allowed, places, truck).report.snaps[0]
    assert graph.node_id[snap.node] == "2"
    assert snap.distance_m == pytest.approx(427.5, abs=0.1)


def test_profiles_differ_in_what_they_may_use(street, truck, at):
    """The truck that is too heavy for the lane starts from the street."""
    graph = street(maxweight="3.5")
    places = {"a": at(-0.1, 1.5)}
    light = replace(truck, id="light", gross_t=2.4)
    matrix, report = time_dependent_travel(
        graph, places, [TimedProfile(profile=truck), TimedProfile(profile=light)], snap_limit_m=1200
    )
    heavy, easy = report.snaps
    assert easy.road == "primary 20"
    assert heavy.road != "primary 20"
    assert matrix.time_s("light", "a", "a") == 0
