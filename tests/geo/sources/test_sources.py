"""Matrix and lines of a server that drives our roads are those that we compute ourselves."""

import json
from dataclasses import replace

import numpy as np
import pytest

from geo.lines.lines import leg_lines
from geo.snapping.snap_report import SnapStatus
from geo.travel.time_dependent import TimedProfile, time_dependent_travel


def test_the_matrix_is_ours_within_rounding(source, island, truck, places):
    """Times within a second, lengths within a metre, unreachable exactly where ours is."""
    ours, _ = time_dependent_travel(island, places, [TimedProfile(profile=truck)])
    theirs, _ = source.matrix(places, [truck])
    assert theirs.place_ids == ours.place_ids
    for name in ("duration_s", "length_m"):
        expected, actual = getattr(ours, name)["truck"], getattr(theirs, name)["truck"]
        assert np.array_equal(actual == -1, expected == -1)
        assert np.abs(actual - expected).max() <= 1
    assert ours.distance_m("truck", "south", "north") != ours.distance_m("truck", "north", "south")


def test_a_place_far_from_the_road_is_unreachable_and_reported(source, truck, places):
    """The two that lie beyond the limit; their own diagonal stays 0."""
    matrix, report = source.matrix(places, [truck])
    assert [snap.place_id for snap in report.left_out] == ["lost", "east"]
    lost = next(snap for snap in report.snaps if snap.place_id == "lost")
    assert lost.status is SnapStatus.TOO_FAR
    assert matrix.time_s("truck", "lost", "lost") == 0
    assert matrix.time_s("truck", "lost", "south") is None
    assert any("lost" in line.en for line in report.lines())


def test_the_limit_is_the_caller_s(source, truck, places):
    """100 m leave out the places that lie 111 m and more from the road."""
    matrix, report = source.matrix(places, [truck], snap_limit_m=100)
    assert {"south", "twin", "north", "lost"} <= {snap.place_id for snap in report.left_out}
    assert matrix.time_s("truck", "south", "twin") is None


def test_every_profile_has_its_layer(source, truck, places):
    """Two trucks, two layers, two snaps a place; shares of progress rise to 1."""
    shares = []
    heavy = replace(truck, id="heavy", gross_t=20.0)
    matrix, report = source.matrix(places, [truck, heavy], progress=shares.append)
    assert matrix.profiles == ("heavy", "truck")
    assert len(report.snaps) == 2 * len(places)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_no_profile_or_twice_the_same_is_refused(source, truck, places):
    """As our own matrix does."""
    for profiles in ([], [truck, truck]):
        with pytest.raises(ValueError, match="profile"):
            source.matrix(places, profiles)


def test_no_places_make_an_empty_matrix(source, truck, stand_in):
    """Nothing is asked."""
    matrix, _ = source.matrix({}, [truck])
    assert matrix.place_ids == ()
    assert stand_in.requests == []


def test_lines_are_ours(source, island, truck, places):
    """The same points, and lengths and times within a metre and a second; None where ours is."""
    legs = [(a, b) for a in places for b in places]
    drawn = zip(leg_lines(island, places, truck, legs), source.lines(places, truck, legs), strict=True)
    for ours, theirs in drawn:
        assert (ours is None) == (theirs is None)
        if ours is None or theirs is None:
            continue
        assert theirs.points == pytest.approx(ours.points, abs=2e-6)
        assert theirs.length_m == pytest.approx(ours.length_m, abs=1)
        assert theirs.duration_s == pytest.approx(ours.duration_s, abs=1)
        assert not theirs.straight


def test_a_leg_is_asked_for_once(source, truck, places, stand_in):
    """However often trucks drive it; a leg to the place itself never."""
    legs = [("south", "north"), ("south", "south"), ("south", "north")]
    first, still, again = source.lines(places, truck, legs)
    assert first is again
    assert still.length_m == 0
    assert sum("route" in request["path"] for request in stand_in.requests) == 1


def test_the_limit_holds_for_lines(source, truck, places):
    """What the matrix calls unreachable is not drawn."""
    assert source.lines(places, truck, [("south", "north")], snap_limit_m=100) == (None,)


def test_an_unknown_place_is_an_error_of_the_caller(source, truck, places):
    """As with our own lines."""
    with pytest.raises(KeyError):
        source.lines(places, truck, [("south", "nowhere")])


def test_blocks_are_no_larger_than_allowed(source, truck, places, stand_in):
    """Two places to a block: no request names more than four."""
    source.matrix(places, [truck])
    for request in stand_in.requests:
        body = json.loads(request["body"]) if request["body"] else {}
        named = len(request["path"].split("?")[0].split(";")) if not body else 0
        assert max(named, *(len(body.get(key, [])) for key in ("locations", "sources", "targets"))) <= 4
