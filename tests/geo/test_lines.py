"""Drawn lines agree with the matrix."""

import json
import math

import numpy as np
import pytest

from geo.lines.base_map import roads_geojson
from geo.lines.lines import feature_collection, leg_lines, straight_lines
from geo.restrictions.closures import close_ways
from geo.travel import matrix as matrices
from geo.travel.time_dependent import TimedProfile, time_dependent_travel


def rounded_up(value):
    """The matrix's rounding rule."""
    return math.ceil(value - 1e-6)


@pytest.fixture
def places(at):
    """Near node 1, near node 4, and far from everything."""
    return {"south": at(-0.1, 0), "east": at(2, 1.1), "lost": at(50, 50), "twin": at(-0.1, 0)}


def test_a_line_runs_from_gate_to_gate_along_the_road(cross, truck, places):
    """Place, junctions and the bend in between, in driving order."""
    line = leg_lines(cross, places, truck, [("south", "east")])[0]
    expected = [[108, 15.999], [108, 16], [108, 16.01], [108.01, 16.01], [108.01, 16.02], [108.011, 16.02]]
    assert line.points == pytest.approx(np.array(expected))
    back = leg_lines(cross, places, truck, [("east", "south")])[0]
    assert back.points == pytest.approx(np.array(expected[::-1]))


@pytest.mark.parametrize("small", [0, 2000])
def test_length_and_time_are_the_matrix_s(cross, truck, places, small, monkeypatch):
    """To its rounding, for every pair, and None exactly where it says unreachable; searched either way."""
    monkeypatch.setattr(matrices, "SMALL", small)
    matrix, _ = time_dependent_travel(cross, places, [TimedProfile(profile=truck)])
    legs = [(a, b) for a in places for b in places]
    for leg, line in zip(legs, leg_lines(cross, places, truck, legs), strict=True):
        assert (line and rounded_up(line.length_m)) == matrix.distance_m("truck", *leg)
        assert (line and rounded_up(line.duration_s)) == matrix.time_s("truck", *leg)


def test_a_closed_road_has_no_line(cross, truck, places):
    """Matrix and line see the same graph."""
    assert leg_lines(close_ways(cross, ["20"]), places, truck, [("south", "east")])[0] is None


def test_features_are_geojson_with_the_callers_properties(cross, truck, places):
    """Legs without a road are left out; the rest can be encoded without NaN."""
    lines = leg_lines(cross, places, truck, [("south", "east"), ("south", "lost"), ("south", "twin")])
    collection = feature_collection(lines, [{"trip": 1}, {"trip": 2}, {"trip": 3}])
    assert [f["properties"]["trip"] for f in collection["features"]] == [1, 3]
    assert collection["features"][0]["geometry"]["type"] == "LineString"
    assert len(collection["features"][1]["geometry"]["coordinates"]) == 2
    json.dumps(collection, allow_nan=False)


def test_straight_lines_say_that_they_are(places):
    """Without roads a line is drawn as the crow flies and labelled."""
    collection = feature_collection(straight_lines(places, [("south", "east")]))
    assert collection["features"][0]["properties"]["straight"] is True
    assert collection["features"][0]["properties"]["length_m"] is None
    json.dumps(collection, allow_nan=False)


def test_the_base_map_groups_roads_by_class_and_name(cross):
    """Each road is drawn once, not once a direction; the most important class first."""
    base_map = roads_geojson(cross, simplify_m=0)
    properties = [feature["properties"] for feature in base_map["features"]]
    assert properties == [{"class": "primary", "ref": "QL.1", "name": "Quốc lộ 1"}, {"class": "residential"}]
    assert base_map["features"][0]["geometry"]["coordinates"] == [[[108.0, 16.0], [108.0, 16.02]]]
    assert len(base_map["features"][1]["geometry"]["coordinates"][0]) == 3


def test_the_base_map_drops_lesser_classes_first(cross):
    """When the page's limit is near, avenues stay and lanes go."""
    assert roads_geojson(cross, max_bytes=400)["classes"] == ["primary"]
    assert roads_geojson(cross, classes=["residential"])["classes"] == ["residential"]


def test_the_base_map_is_clipped_and_shows_closures(cross):
    """A box keeps what lies inside; a closed road is told by a property."""
    inside = roads_geojson(cross, bbox=(107.99, 15.99, 108.005, 16.005))
    assert [f["properties"]["class"] for f in inside["features"]] == ["primary"]
    shut = roads_geojson(close_ways(cross, ["20"]))
    assert [f["properties"].get("closed") for f in shut["features"]] == [None, True]
