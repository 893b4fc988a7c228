"""Places that a closure cuts off: within a closed area, or behind a closed road."""

from dataclasses import replace

import numpy as np
import pytest
from shapely import Polygon

from geo.lines.hits import hits
from geo.lines.lines import leg_lines
from geo.restrictions.closures import close_area, close_edges, close_ways
from geo.restrictions.met import cut_off, met_places, places_inside
from geo.roads import RoadGraph
from geo.snapping.snap_report import SnapStatus
from geo.timed_closures import TimedClosure
from geo.travel.time_dependent import RoadDay, TimedProfile, time_dependent_travel
from routing.model import UNREACHABLE, Leg, Location, TravelMatrix


@pytest.fixture
def street(osm) -> RoadGraph:
    """A street of four steps with a junction at each, and a lane 0.2 steps (222 m) north of it.

    11 ─────40───── 13
    │50             │60
    1 ──10── 2 ──20── 3 ──30── 4      11 and 13 lie north of 1 and 3
    """
    nodes = {1: (0, 0), 2: (0, 1), 3: (0, 2), 4: (0, 3), 11: (0.2, 0), 13: (0.2, 2)}
    ways = [(10, [1, 2]), (20, [2, 3]), (30, [3, 4]), (40, [11, 13]), (50, [1, 11]), (60, [3, 13])]
    return osm(nodes, [(key, way, {"highway": "primary", "name": f"Đường {key}"}) for key, way in ways])


@pytest.fixture
def places(at) -> dict[str, Location]:
    """Depot at the west end, clinic in the middle of way 20, post at the east end."""
    return {"depot": at(0, 0), "clinic": at(-0.01, 1.5), "post": at(0, 3)}


def box(south: float, west: float, north: float, east: float) -> Polygon:
    """A rectangle in steps, as `at`."""
    corners = [(west, south), (east, south), (east, north), (west, north)]
    return Polygon([(108 + x / 100, 16 + y / 100) for x, y in corners])


AROUND = box(-0.05, 1.4, -0.005, 1.6)
"""The clinic's own ground, no road."""


def metres(roads, places, truck, a, b):
    matrix, report = time_dependent_travel(roads, places, [TimedProfile(profile=truck)])
    assert isinstance(matrix, TravelMatrix)
    return int(matrix.length_m["truck"][matrix.index[a], matrix.index[b]]), report


def test_a_flooded_place_on_a_dry_road_is_cut_off(street, places, truck):
    """The road beside it is open; the place is not: unreachable, and told with area and metres."""
    closed = close_area(street, AROUND, name="Lũ")
    assert not closed.closed.any()
    length_m, report = metres(closed, places, truck, "depot", "clinic")
    assert length_m == UNREACHABLE
    (snap,) = [candidate for candidate in report.snaps if candidate.place_id == "clinic"]
    assert (snap.status, snap.area, round(snap.distance_m)) == (SnapStatus.CUT_OFF, "Lũ", 11)
    assert report.left_out == (snap,)
    assert "closed area “Lũ”, 11 m" in report.lines()[1].en
    assert metres(closed, places, truck, "depot", "post")[0] > 0


def test_a_place_behind_a_closed_road_is_cut_off(street, places, truck):
    """The lane 234 m away is another street; from the same road 50 m on it would still be served."""
    closed = close_ways(street, ["20"])
    (snap,) = cut_off(closed, places, truck).values()
    assert (snap.place_id, snap.area, snap.road) == ("clinic", "", "Đường 40")
    assert round(snap.distance_m) == 234
    near = {**places, "clinic": replace(places["clinic"], lon=108.0196)}
    assert cut_off(closed, near, truck) == {}


def test_one_direction_that_is_closed_cuts_nobody_off(street, places, truck):
    """The truck comes from the other end."""
    assert cut_off(close_edges(street, [("2", "3")]), places, truck) == {}


def test_whoever_is_allowed_by_name_is_served_from_the_open_road(street, places, truck):
    """Beyond the usual limit, too; the others stay cut off."""
    closed = close_area(street, box(-0.1, 1.05, 0.1, 1.95), name="Lũ")
    both = {**places, "ward": replace(places["clinic"], lon=108.012)}
    assert set(cut_off(closed, both, truck, limit_m=100)) == {"clinic", "ward"}
    allowed = replace(closed, still_reachable=frozenset({"clinic"}))
    report = met_places(allowed, both, truck, limit_m=100)
    by_id = {snap.place_id: snap for snap in report.snaps}
    assert (by_id["clinic"].status, by_id["ward"].status) == (SnapStatus.OK, SnapStatus.CUT_OFF)
    assert by_id["clinic"].distance_m > 100
    assert metres(allowed, both, truck, "depot", "clinic")[0] > 0
    assert set(cut_off(allowed, both, truck)) == {"clinic", "ward"}


def test_matrix_lines_and_hits_agree(street, places, truck):
    """A leg to a flooded place is hit though its road is open, and there is no line."""
    closed = close_area(street, AROUND, name="Lũ")
    there = [("depot", "clinic")]
    assert leg_lines(street, places, truck, there)[0]
    assert leg_lines(closed, places, truck, there)[0] is None
    day = RoadDay(graph=street, of=TimedProfile(profile=truck))
    legs = [
        Leg(origin_id="depot", destination_id=key, depart_s=0, arrive_s=0, travel_s=0, length_m=0)
        for key in ("clinic", "post")
    ]
    by_leg = hits(day, closed, places, legs)
    assert {i: hit.after for i, hit in by_leg.items()} == {0: None}
    assert hits(RoadDay(graph=closed, of=TimedProfile(profile=truck)), closed, places, legs[1:]) == {}


def test_a_place_flooded_for_hours_waits_for_them(street, places, truck):
    """From six to nine it cannot be reached, before and after it can; the others always can."""
    (area,) = close_area(street, AROUND, name="Lũ").closures[-1].areas
    shut = np.zeros(street.edges, dtype=bool)
    closure = TimedClosure(name="Lũ", edges=shut, windows=((21_600, 32_400),), areas=(area,))
    matrix, _ = time_dependent_travel(
        street, places, [TimedProfile(profile=truck, timed_closures=(closure,))]
    )
    hours = matrix.time_dependent["truck"]
    ends = matrix.index["depot"], matrix.index["clinic"]
    at = dict(zip(hours.start_s, hours.free, strict=True))
    assert hours.length_m[(at[21_600], *ends)] == UNREACHABLE
    assert hours.length_m[(at[32_400], *ends)] > 0
    assert (hours.length_m[:, matrix.index["depot"], matrix.index["post"]] > 0).all()


def test_a_hole_in_an_area_is_dry(at):
    """Within the outer ring and in its hole; on the edge is inside."""
    outer, hole = box(0, 0, 3, 3).exterior.coords, box(1, 1, 2, 2).exterior.coords
    area = ("Lũ", (tuple(outer), tuple(hole)))
    spots = {"wet": at(0.5, 0.5), "island": at(1.5, 1.5), "edge": at(0, 1), "away": at(5, 5)}
    assert places_inside([area], spots) == {"wet": "Lũ", "edge": "Lũ"}
