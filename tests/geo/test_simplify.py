"""Lines thinned for a zoom."""

import json
from dataclasses import replace

import numpy as np
import pytest
from shapely import LineString, hausdorff_distance

from geo.lines.lines import LegLine, feature_collection
from geo.lines.simplify import simplified, tolerance_m
from geo.metric import mercator_xy

LAT = 16.0


def line(points):
    """A line along points (lon, lat)."""
    return LegLine(from_id="a", to_id="b", length_m=1.0, duration_s=2.0, points=np.array(points), edges=(3,))


@pytest.fixture
def winding():
    """A road of 600 points and 20 km that winds by 30 m, with sharp bends."""
    draw = np.random.default_rng(1)
    east = np.sort(draw.uniform(108.0, 108.2, 600))
    north = LAT + np.sin((east - 108) * 300) * 0.0003 + draw.normal(0, 0.00003, 600)
    return line(np.column_stack((east, north)).round(6))


def plane(points):
    # Metres on the ground: this plane stretches all directions alike around a place.
    return LineString(mercator_xy(points[:, 0], points[:, 1]) * np.cos(np.radians(LAT)))


def size(drawn):
    return len(json.dumps(feature_collection([drawn])))


def test_half_a_pixel_halves_with_each_step():
    """156.5 km a pixel at the equator at zoom 0, and cos(lat) of it elsewhere."""
    assert tolerance_m(0, 0.0) == pytest.approx(78_271.5, abs=0.1)
    assert tolerance_m(10, 0.0) == pytest.approx(2 * tolerance_m(11, 0.0))
    assert tolerance_m(0, 60.0) == pytest.approx(78_271.5 / 2, abs=0.1)


@pytest.mark.parametrize("zoom", [0, 8, 11, 13, 16, 20])
def test_ends_stay_and_the_line_moves_by_the_tolerance_at_most(winding, zoom):
    """Every point left out lies near what is drawn; every point kept is one of the line's own."""
    (thin,) = simplified([winding], zoom)
    assert (thin.points[[0, -1]] == winding.points[[0, -1]]).all()
    assert hausdorff_distance(plane(winding.points), plane(thin.points)) <= tolerance_m(zoom, LAT) * 1.001
    assert set(map(tuple, thin.points)) <= set(map(tuple, winding.points))
    assert (thin.length_m, thin.duration_s, thin.edges) == (1.0, 2.0, (3,))


def test_bytes_drop_with_the_zoom(winding):
    """Each step out is lighter; far out only the ends are left."""
    sizes = [size(simplified([winding], zoom)[0]) for zoom in (18, 14, 11, 8, 3)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] <= size(winding)
    assert sizes[2] < size(winding) / 4
    assert len(simplified([winding], 3)[0].points) == 2


def test_each_line_keeps_its_place(winding):
    """Lines beside each other, none, and one that stands still."""
    still = line([[108.0, LAT], [108.0, LAT]])
    back = replace(winding, points=winding.points[::-1])
    lines = simplified([None, winding, still, None, back], 12)
    assert (lines[0], lines[3]) == (None, None)
    assert lines[2].points.tolist() == still.points.tolist()
    assert lines[4].points[0].tolist() == winding.points[-1].tolist()
    assert lines[1].points[0].tolist() == winding.points[0].tolist()


def test_a_way_there_and_back_keeps_its_far_end():
    """A line that ends where it began is not drawn as a point."""
    there = line([[108.0, LAT], [108.1, LAT], [108.0, LAT]])
    assert simplified([there], 10)[0].points.tolist() == there.points.tolist()
    assert simplified([None], 10) == (None,)
    assert simplified([], 10) == ()
