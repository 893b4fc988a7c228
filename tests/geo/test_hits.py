"""Legs that a closure hits."""

import pytest

from geo.lines.hits import hits as hits_by_number
from geo.lines.lines import leg_lines
from geo.restrictions.closures import close_edges, close_ways
from geo.timed_closures import TimedClosure
from geo.travel.time_dependent import RoadDay, TimedProfile
from routing.model import Leg, rounded_up


@pytest.fixture
def ring(osm):
    """A square of four sides of one step: 1 and 2 below, 4 and 3 above; way 20 is its lower side.

    4 ──30── 3
    │30      │30
    1 ──20── 2
    """
    road = {"highway": "primary"}
    return osm({1: (0, 0), 2: (0, 1), 3: (1, 1), 4: (1, 0)}, [(20, [1, 2], road), (30, [2, 3, 4, 1], road)])


@pytest.fixture
def places(at):
    """West and east stand on nodes 1 and 2, north on 4."""
    return {"west": at(0, 0), "east": at(0, 1), "north": at(1, 0)}


def hits(roads, closed, places, truck, legs, *, timed_closures=(), depart_s=0):
    """The legs that are hit, by their ends; all depart in the same second."""
    day = RoadDay(graph=roads, of=TimedProfile(profile=truck, timed_closures=timed_closures))
    timed = [_leg(day, places, ends, depart_s) for ends in legs]
    return {legs[i]: hit for i, hit in hits_by_number(day, closed, places, timed).items()}


def _leg(day, places, ends, depart_s):
    origin, end = ends
    at_hour = {"at_hour": day.seconds(day.keys_at(depart_s)[0])}
    line = leg_lines(day.graph, places, day.of.profile, [(origin, end)], **at_hour)[0]
    length_m = int(rounded_up(line.length_m)) if line else 0
    return Leg(
        origin_id=origin,
        destination_id=end,
        depart_s=depart_s,
        arrive_s=depart_s + 1,
        travel_s=1,
        length_m=length_m,
    )


LEGS = [("west", "east"), ("east", "west"), ("west", "north")]


def test_only_legs_over_the_closed_road_are_hit(ring, places, truck):
    """Both directions of the lower side go round by three sides; the left side is not touched."""
    by_leg = hits(ring, close_ways(ring, ["20"]), places, truck, LEGS)
    assert list(by_leg) == [("west", "east"), ("east", "west")]
    hit = by_leg["west", "east"]
    assert len(hit.edges) == 1
    assert hit.longer_m == pytest.approx(2 * 1112, rel=0.01)
    assert hit.longer_s == pytest.approx(hit.longer_m / 10, rel=0.001)


def test_the_detour_is_what_is_drawn_on_the_closed_roads(ring, places, truck):
    """Time and length of both lines are those of `leg_lines`."""
    closed = close_ways(ring, ["20"])
    hit = hits(ring, closed, places, truck, LEGS)["west", "east"]
    anew = leg_lines(closed, places, truck, [("west", "east")])[0]
    assert (hit.after.duration_s, hit.after.edges) == (anew.duration_s, anew.edges)


def test_a_closed_direction_hits_that_direction(osm, places, truck):
    """A pair of junctions names both roads from 1 to 2, the long one past north as well, in one direction.

    A third way leads round by the junction 5, so that nobody is cut off.
    """
    nodes = {1: (0, 0), 2: (0, 1), 3: (1, 1), 4: (1, 0), 5: (-1, 0), 6: (-1, -1)}
    ways = [(20, [1, 2]), (30, [2, 3, 4, 1]), (40, [1, 5, 2]), (50, [5, 6])]
    roads = osm(nodes, [(key, way, {"highway": "primary"}) for key, way in ways])
    by_leg = hits(roads, close_edges(roads, [("1", "2")]), places, truck, LEGS)
    assert list(by_leg) == [("west", "east"), ("west", "north")]
    assert all(hit.longer_m > 0 for hit in by_leg.values())


def test_where_nobody_comes_back_everybody_is_cut_off(ring, places, truck):
    """Closed from 1 to 2 on both roads, no way leads from west to east: neither matrix nor legs have one."""
    by_leg = hits(ring, close_edges(ring, [("1", "2")]), places, truck, LEGS)
    assert list(by_leg) == LEGS
    assert {hit.after for hit in by_leg.values()} == {None}


def test_a_leg_without_a_way_left_says_so(cross, at, truck):
    """Way 20 is the only one to the east."""
    places = {"south": at(0, 0), "east": at(2, 1)}
    by_leg = hits(cross, close_ways(cross, ["20"]), places, truck, [("south", "east")])
    hit = by_leg["south", "east"]
    assert (hit.after, hit.longer_s, hit.longer_m) == (None, None, None)
    assert hit.before.duration_s > 0


def test_what_was_closed_before_hits_nothing(ring, places, truck):
    """Neither does closing nothing."""
    closed = close_ways(ring, ["20"])
    assert hits(closed, close_ways(closed, ["20"]), places, truck, LEGS) == {}
    assert hits(ring, ring, places, truck, LEGS) == {}


def test_other_roads_are_a_mistake(ring, cross, places, truck):
    """Edge numbers mean nothing between two maps."""
    with pytest.raises(ValueError, match="same roads"):
        hits(ring, cross, places, truck, LEGS)


def test_a_leg_that_drives_around_a_ban_is_not_hit_where_it_is_not(ring, places, truck):
    """While the lower side is barred nobody is on it; at another hour it is hit."""
    closure = TimedClosure(name="Cấm", edges=ring.ways.id[ring.way] == "20", windows=((6 * 3600, 9 * 3600),))
    closed = close_ways(ring, ["20"])
    assert hits(ring, closed, places, truck, LEGS, timed_closures=(closure,), depart_s=7 * 3600) == {}
    by_leg = hits(ring, closed, places, truck, LEGS, timed_closures=(closure,), depart_s=10 * 3600)
    assert list(by_leg) == [("west", "east"), ("east", "west")]
