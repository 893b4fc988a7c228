"""The picture by which people check how places meet the road."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from geo.files.sheet import labels, sheet_of
from geo.snapping.snap import snap_places
from geo.snapping.snap_picture import snap_picture
from geo.snapping.snap_report import merged
from geo.trucks.truck_profile import travel_seconds

SVG = "{http://www.w3.org/2000/svg}"
LOST = "#d5001c"


@pytest.fixture
def town(osm):
    """A street, a lane off it that heavy trucks may not use, and a road that touches nothing.

    1 ──10── 2 ──20── 3        7 ──30── 8
    """
    return osm(
        {1: (0, 0), 2: (0, 1), 3: (0, 2), 7: (0, 4), 8: (0, 5)},
        [
            (10, [1, 2], {"highway": "primary"}),
            (20, [2, 3], {"highway": "residential", "maxweight": "3.5"}),
            (30, [7, 8], {"highway": "primary"}),
        ],
    )


@pytest.fixture
def drawn(town, truck):
    """Draw places for the truck and for others, and read the picture as XML."""

    def draw(places, *others):
        profiles = [truck, *others]
        report = merged(
            snap_places(town, places, profile_id=p.id, seconds=travel_seconds(town, p)) for p in profiles
        )
        return ET.fromstring(snap_picture(town, places, profiles, report))

    return draw


def texts(picture, kind=None):
    """The words that are shown, in order."""
    return [text.text for text in picture.iter(f"{SVG}text") if kind in (None, text.get("class"))]


def test_places_left_out_are_red_and_named(drawn, at):
    """One too far and one at an island; the one on the road has no label, only words for the pointer."""
    picture = drawn({"ok": at(0.1, 0.5), "far<1>": at(2, 1), "cut": at(0, 4.5)})
    assert texts(picture, "id") == ["far<1>", "cut"]
    dots = [dot for dot in picture.iter(f"{SVG}circle") if dot.find(f"{SVG}title") is not None]
    assert [dot.get("fill") == LOST for dot in dots] == [False, True, True]
    assert dots[0].find(f"{SVG}title").text == "ok, truck: primary 10, 111 m, ok"


def test_of_several_trucks_those_are_named_that_cannot_come(drawn, truck, at):
    """The lane is closed to the heavy one alone; its end is too far from the street."""
    light = replace(truck, id="light", gross_t=2.4)
    picture = drawn({"lane": at(0, 2), "far": at(2, 1)}, light)
    assert texts(picture, "id") == ["lane (truck)", "far"]


def test_legend_and_scale_are_in_both_languages(drawn, at):
    """What was counted, every kind of road, and a bar of round length."""
    words = texts(drawn({"ok": at(0, 0.5), "far": at(2, 1)}))
    assert "1/2 điểm cách đường ≤ 600 m / 1 of 2 places lie within 600 m of the road" in words
    assert "đường cô lập / roads cut off from the rest" in words
    assert "1 km" in words


def test_roads_are_drawn_once_by_kind(drawn, at):
    """Barred, lesser, main and cut off: the lane, none, the street, the road apart."""
    paths = [path.get("d") for path in drawn({"ok": at(0, 0.5)}).find(f"{SVG}g")]
    assert [data.count("M") for data in paths] == [1, 0, 1, 1]


def test_a_typing_error_does_not_shrink_the_town(drawn, at):
    """A place in another country is drawn on the edge, and the scale stays."""
    near, far = drawn({"a": at(0.5, 1)}), drawn({"a": at(0.5, 1), "b": at(3000, 9000)})
    assert "1 km" in texts(near)
    assert "1 km" in texts(far)


def test_the_scale_is_true(at):
    """Two places a step of latitude apart, 1112 m, are as many pixels apart as the bar says."""
    sheet = sheet_of(np.array([108.0, 108.1]), np.array([16.0, 16.1]), width=1000, margin=10)
    ends = sheet.at(np.array([108.05, 108.05]), np.array([16.04, 16.05]))
    assert abs(np.diff(ends[:, 1])[0]) / sheet.metre_px == pytest.approx(1111.95, rel=1e-4)
    assert sheet.scale_bar_m() == 2000


def test_labels_keep_off_each_other(at):
    """Six places within ten pixels have labels at six heights or sides."""
    sheet = sheet_of(np.array([108.0, 108.1]), np.array([16.0, 16.1]), width=1000, margin=10)
    spots = np.array([[500.0 + i, 500.0 + 2 * i] for i in range(6)])
    shown = [line for line in labels(sheet, spots, ["place"] * 6, colour="#000") if "<text" in line]
    where = [ET.fromstring(line) for line in shown]
    boxes = [(float(text.get("x")), float(text.get("y"))) for text in where]
    for i, (x, y) in enumerate(boxes):
        assert all(abs(x - u) >= 5 * 6.4 or abs(y - v) >= 13 for u, v in boxes[:i])
