"""Travel between places."""

from dataclasses import replace

import pytest

from geo.kernel import prepared
from geo.restrictions.closures import close_ways
from geo.travel import matrix as matrices
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from routing.model import UNREACHABLE

PRIMARY = {"highway": "primary"}


@pytest.fixture(autouse=True, params=["plain", "hierarchy"])
def search(request, monkeypatch):
    """Small graphs are searched plainly; here by a hierarchy as well."""
    if request.param == "hierarchy":
        monkeypatch.setattr(matrices, "SMALL", 0)


@pytest.fixture
def ring(osm):
    """A one-way ring of four junctions, a step each side, and a spur to the south.

    2 ─> 3
    ^    │
    │    v
    1 <─ 4      spur: 1 ─ 5, residential
    """
    nodes = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (-1, 0)}
    sides = [
        (10 + i, refs, PRIMARY | {"oneway": "yes"}) for i, refs in enumerate([[1, 2], [2, 3], [3, 4], [4, 1]])
    ]
    return osm(nodes, [*sides, (20, [1, 5], {"highway": "residential"})])


def test_one_way_streets_make_the_matrix_asymmetric(ring, truck, at):
    """1 to 2 is one side of the ring, 2 to 1 the other three; at 10 m/s and rounded up once."""
    matrix, report = time_dependent_travel(
        ring, {"a": at(0, 0), "b": at(1, 0)}, [TimedProfile(profile=truck)]
    )
    assert matrix.length_m["truck"].tolist() == [[0, 1112], [3250, 0]]
    assert matrix.duration_s["truck"].tolist() == [[0, 112], [325, 0]]
    assert not report.left_out


def test_the_way_from_the_gate_to_the_road_is_driven_too(ring, truck, at):
    """222 m at 15 km/h at one end are 54 s more."""
    matrix, _ = time_dependent_travel(ring, {"a": at(0, 0), "b": at(1.2, 0)}, [TimedProfile(profile=truck)])
    assert matrix.distance_m("truck", "a", "b") == 1335
    assert matrix.time_s("truck", "a", "b") == 165


def test_two_places_at_one_junction_are_apart_by_their_gates_only(ring, truck, at):
    """111 m and 222 m to the junction: 334 m; at the very same point: nothing."""
    places = {"a": at(-0.1, 0), "b": at(0.2, 0), "c": at(0.2, 0)}
    matrix, _ = time_dependent_travel(ring, places, [TimedProfile(profile=truck)])
    assert matrix.distance_m("truck", "a", "b") == 334
    assert matrix.distance_m("truck", "b", "c") == 0
    assert matrix.time_s("truck", "c", "b") == 0


def test_places_left_out_are_unreachable_both_ways_and_reported(ring, truck, at):
    """The diagonal stays 0, even for two lost places at one point."""
    places = {"a": at(0, 0), "far": at(50, 50), "far2": at(50, 50)}
    matrix, report = time_dependent_travel(ring, places, [TimedProfile(profile=truck)])
    assert matrix.duration_s["truck"].tolist() == [
        [0, UNREACHABLE, UNREACHABLE],
        [UNREACHABLE, 0, UNREACHABLE],
        [UNREACHABLE, UNREACHABLE, 0],
    ]
    assert [snap.place_id for snap in report.left_out] == ["far", "far2"]


def test_every_profile_has_its_own_layer_and_snaps(ring, truck, at):
    """A slower truck takes longer over the same metres."""
    slow = replace(truck, id="slow", speed_cap_kmh=18)
    matrix, report = time_dependent_travel(
        ring, {"a": at(0, 0), "b": at(1, 0)}, [TimedProfile(profile=truck), TimedProfile(profile=slow)]
    )
    assert matrix.time_s("slow", "a", "b") == 223
    assert matrix.distance_m("slow", "a", "b") == matrix.distance_m("truck", "a", "b")
    assert {snap.profile_id for snap in report.snaps} == {"truck", "slow"}


def test_a_closed_road_changes_the_matrix(ring, truck, at):
    """With the spur closed its end is cut off."""
    places = {"a": at(0, 0), "spur": at(-1, 0)}
    before, _ = time_dependent_travel(ring, places, [TimedProfile(profile=truck)])
    after, _ = time_dependent_travel(close_ways(ring, ["20"]), places, [TimedProfile(profile=truck)])
    assert before.distance_m("truck", "a", "spur") == 1112
    assert after.distance_m("truck", "a", "spur") is None


def test_progress_covers_all_profiles(ring, truck, at):
    """It rises to 1 once, over both."""
    shares = []
    time_dependent_travel(
        ring,
        {"a": at(0, 0)},
        [TimedProfile(profile=truck), TimedProfile(profile=replace(truck, id="b"))],
        progress=shares.append,
    )
    assert shares == [0.5, 1.0]


def test_no_profile_or_twice_the_same_is_refused(ring, truck, at):
    """Layers are told apart by the profile's id."""
    for profiles in ([], [truck, truck]):
        with pytest.raises(ValueError, match="profile"):
            time_dependent_travel(
                ring, {"a": at(0, 0)}, [TimedProfile(profile=profile) for profile in profiles]
            )


def test_people_are_told_before_the_search_is_compiled(monkeypatch):
    """Not where the map is so small that nothing has to be; and once prepared there is nothing to tell."""
    monkeypatch.setattr(matrices, "SMALL", 2000)
    assert prepared()
    assert matrices.first_run_notice(5000) is None
    monkeypatch.setattr(matrices, "is_compiled", lambda: False)
    assert matrices.first_run_notice(300) is None
    assert "first run only" in matrices.first_run_notice(5000).en
