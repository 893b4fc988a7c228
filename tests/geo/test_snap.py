"""Places on the road."""

import pytest

from geo.restrictions.closures import close_ways
from geo.snapping.snap import snap_places
from geo.snapping.snap_report import Side, Snap, SnapReport, SnapStatus, merged
from geo.trucks.truck_profile import travel_seconds

PRIMARY = {"highway": "primary"}


@pytest.fixture
def two_islands(osm):
    """Way 10 is the main road; way 20, eleven kilometres east, touches nothing.

    1 ──10── 2 ──10b── 3          7 ──20── 8
    """
    return osm(
        {1: (0, 0), 2: (0, 1), 3: (0, 2), 7: (0, 12), 8: (0, 13)},
        [
            (10, [1, 2], PRIMARY | {"name": "Đường Hùng Vương"}),
            (11, [2, 3], PRIMARY),
            (20, [7, 8], PRIMARY | {"name": "Đường Đảo"}),
        ],
    )


def snapped(graph, truck, places, limit_m=600.0):
    """The snaps by place id."""
    seconds = travel_seconds(graph, truck)
    report = snap_places(graph, places, profile_id=truck.id, seconds=seconds, limit_m=limit_m)
    return {snap.place_id: snap for snap in report.snaps}, report


def test_a_place_beyond_the_end_of_a_road_meets_the_end(two_islands, truck, at):
    """0.2 steps north of node 1 are 222 m."""
    snaps, _ = snapped(two_islands, truck, {"p": at(0.2, 0)})
    assert two_islands.node_id[snaps["p"].node] == "1"
    assert snaps["p"].distance_m == pytest.approx(222.39, abs=0.01)
    assert (snaps["p"].status, snaps["p"].road) == (SnapStatus.OK, "Đường Hùng Vương")


def test_a_place_meets_the_road_between_its_ends(two_islands, truck, at):
    """A quarter of the way along way 10, 111 m north of it: on its left, seen eastward."""
    snaps, _ = snapped(two_islands, truck, {"p": at(0.1, 0.25), "q": at(-0.1, 0.25)})
    snap = snaps["p"]
    assert (snap.lon, snap.lat) == pytest.approx((108.0025, 16.0), abs=1e-6)
    assert snap.share == pytest.approx(0.25)
    assert snap.distance_m == pytest.approx(111.2, abs=0.01)
    ends = [
        [str(two_islands.node_id[node[edge]]) for node in (two_islands.tail, two_islands.head)]
        for edge in (snap.forward, snap.backward)
    ]
    assert ends == [["1", "2"], ["2", "1"]]
    assert (snap.node, snap.side, snaps["q"].side) == (-1, Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize(("oneway", "met"), [("yes", (True, False)), ("-1", (False, True))])
def test_a_one_way_street_is_met_in_its_direction(osm, truck, at, oneway, met):
    """Drawn along it or against it; a ring, so that nobody is trapped."""
    graph = osm(
        {1: (0, 0), 2: (0, 1), 3: (1, 1)},
        [(10, [1, 2], PRIMARY | {"oneway": oneway}), (20, [1, 3, 2], PRIMARY)],
    )
    snap = snapped(graph, truck, {"p": at(-0.1, 0.4)})[0]["p"]
    assert (snap.forward >= 0, snap.backward >= 0) == met
    assert snap.share == pytest.approx(0.4)


def test_the_nearer_carriageway_of_a_divided_road_is_met(osm, truck, at):
    """22 m apart: who lies south meets the eastbound one, who lies north the other."""
    graph = osm(
        {1: (0, 0), 2: (0, 1), 3: (0.02, 1), 4: (0.02, 0)},
        [
            (10, [1, 2], PRIMARY | {"oneway": "yes"}),
            (11, [3, 4], PRIMARY | {"oneway": "yes"}),
            (12, [2, 3], PRIMARY),
            (13, [4, 1], PRIMARY),
        ],
    )
    snaps, _ = snapped(graph, truck, {"south": at(-0.1, 0.5), "north": at(0.1, 0.5)})
    assert [graph.ways.id[graph.way[snaps[p].forward]] for p in ("south", "north")] == ["10", "11"]
    assert {snap.backward for snap in snaps.values()} == {-1}
    assert {snap.side for snap in snaps.values()} == {Side.RIGHT}


def test_a_corner_is_told_by_a_road_with_a_name(osm, truck, at):
    """Both roads are equally near to who stands beyond the corner."""
    lane = {"highway": "residential"}
    graph = osm(
        {1: (0, 0), 2: (0, 1), 3: (1, 0)},
        [(5, [2, 1], lane), (9, [1, 3], lane | {"name": "Phố Huế"})],
    )
    snap = snapped(graph, truck, {"p": at(-0.1, -0.1)})[0]["p"]
    assert (snap.road, snap.node >= 0) == ("Phố Huế", True)


def test_bends_between_junctions_are_heeded(osm, truck, at):
    """A road that leads around: the nearest point lies on its bend, a kilometre from the line of its ends."""
    graph = osm({1: (0, 0), 2: (1, 0.5), 3: (0, 1)}, [(10, [1, 2, 3], PRIMARY)])
    snap = snapped(graph, truck, {"p": at(1.1, 0.5)})[0]["p"]
    assert snap.share == pytest.approx(0.5)
    assert snap.distance_m == pytest.approx(111.2, abs=0.1)


def test_far_places_and_island_places_are_told_apart(two_islands, truck, at):
    """One has no road near, one has a road that leads nowhere; both are named with a remedy."""
    snaps, report = snapped(two_islands, truck, {"far": at(5, 0), "island": at(0.1, 13), "ok": at(0, 1)})
    assert snaps["far"].status is SnapStatus.TOO_FAR
    assert snaps["far"].distance_m == pytest.approx(5 * 1111.95, abs=1)
    assert snaps["island"].status is SnapStatus.ISLAND
    assert (snaps["island"].road, snaps["island"].part_nodes) == ("Đường Đảo", 2)
    assert [snap.place_id for snap in report.left_out] == ["far", "island"]
    assert all(snap.node == -1 for snap in report.left_out)
    text = "\n".join(str(line) for line in report.lines())
    assert "1 of 3 places" in text
    assert "Đường Đảo" in text


def test_the_limit_is_the_callers(two_islands, truck, at):
    """A hand-made network of main roads needs a wider one."""
    snaps, _ = snapped(two_islands, truck, {"far": at(5, 0)}, limit_m=6000)
    assert snaps["far"].status is SnapStatus.OK


def test_the_main_part_is_preferred_within_the_limit(two_islands, truck, at):
    """Nearer to the island, but the main road is within reach too."""
    snaps, _ = snapped(two_islands, truck, {"p": at(0, 10)}, limit_m=10_000)
    assert two_islands.node_id[snaps["p"].node] == "3"


def test_the_main_part_is_that_of_the_truck(osm, truck, at):
    """A weak bridge cuts the town in two for a truck: what lies beyond is an island to it."""
    graph = osm(
        {1: (0, 0), 2: (0, 1), 3: (0, 2), 4: (0, 3), 5: (0, 4)},
        [
            (10, [1, 2], PRIMARY),
            (11, [2, 3], PRIMARY),
            (12, [3, 4], PRIMARY | {"maxweight": "2"}),
            (13, [4, 5], PRIMARY),
        ],
    )
    snaps, _ = snapped(graph, truck, {"beyond": at(0, 4), "here": at(0, 0)})
    assert snaps["beyond"].status is SnapStatus.ISLAND
    assert snaps["here"].status is SnapStatus.OK


def test_a_dead_end_one_way_is_no_part_of_the_network(osm, truck, at):
    """A truck that enters it could never come back."""
    graph = osm(
        {1: (0, 0), 2: (0, 1), 3: (0, 2)},
        [(10, [1, 2], PRIMARY), (11, [2, 3], PRIMARY | {"oneway": "yes"})],
    )
    snaps, _ = snapped(graph, truck, {"p": at(0, 2)})
    assert snaps["p"].status is SnapStatus.ISLAND
    assert snaps["p"].part_nodes == 1


def test_with_every_road_closed_nothing_snaps(two_islands, truck, at):
    """The report says so instead of failing."""
    shut = close_ways(two_islands, ["10", "11", "20"])
    snaps, report = snapped(shut, truck, {"p": at(0, 0)})
    assert snaps["p"].status is SnapStatus.TOO_FAR
    assert len(report.lines()) == 2


def test_the_table_names_every_place_in_both_languages(two_islands, truck, at):
    """Places left out come first."""
    _, report = snapped(two_islands, truck, {"ok": at(0, 1), "far": at(5, 0)})
    lines = report.table().splitlines()
    assert "Đường / Road" in lines[0]
    assert [line.split()[0] for line in lines[1:]] == ["far", "ok"]
    assert "quá xa đường / too far from any road" in lines[1]


def test_reports_of_several_profiles_merge(two_islands, truck, at):
    """But not if their limits differ: the sentence about the limit would lie."""
    _, report = snapped(two_islands, truck, {"p": at(0, 0)})
    _, two = snapped(two_islands, truck, {"p": at(0, 0)}, limit_m=10)
    assert len(merged([report, report]).snaps) == 2
    with pytest.raises(ValueError, match="limits"):
        merged([report, two])


def test_places_that_order_nothing_share_a_sentence():
    """Only places that matter today get a sentence each; the others are named in one, and once."""
    snaps = tuple(
        Snap(
            place_id=name,
            profile_id="truck",
            node=-1,
            distance_m=900.0,
            status=SnapStatus.TOO_FAR,
            road="",
            part_nodes=0,
        )
        for name in ("a", "b", "c")
    )
    report = SnapReport(snaps=snaps, limit_m=600.0)
    lines = report.lines({"b"})
    assert len(lines) == 3
    assert "b" in lines[1].en
    assert lines[2].vi.endswith("a, c")
    assert lines[2].en == "2 other places far from it (named above)"


def test_a_place_far_from_all_roads_may_have_none(two_islands, truck, at):
    """Six kilometres off: an island, perhaps; a few hundred metres: a position or limit to correct."""
    _, report = snapped(two_islands, truck, {"off": at(6, 0), "near": at(0.7, 0)})
    off, near = (line for line in report.lines() if "from the road" in line.en)
    assert "hải đảo" in off.vi
    assert "an island" in off.en
    assert "island" not in near.en
