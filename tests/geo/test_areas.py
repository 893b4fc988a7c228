"""Areas from GeoJSON: what is drawn is taken, and every fault is told by file and feature."""

import json

import pytest

from geo.restrictions.areas import parse_areas, read_areas
from routing.model import InputError

SQUARE = [[[108.0, 16.0], [108.1, 16.0], [108.1, 16.1], [108.0, 16.1], [108.0, 16.0]]]
BOW_TIE = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]


def polygon(rings, **properties):
    """A feature of one polygon."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": rings},
    }


def faults(document):
    """The codes of all faults with the number of their feature."""
    with pytest.raises(InputError) as refused:
        parse_areas(document, file="flood.geojson")
    assert {issue.subject.file for issue in refused.value.issues} == {"flood.geojson"}
    return [(issue.code, issue.subject.row, issue.subject.id) for issue in refused.value.issues]


def test_a_file_of_features_names_its_areas(tmp_path):
    """By name, in whatever case the key is written, else by file and number."""
    path = tmp_path / "flood.geojson"
    features = [polygon(SQUARE, Name="Ngập Hoà Vang"), polygon(SQUARE)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    areas = read_areas(path)
    assert [area.name for area in areas] == ["Ngập Hoà Vang", "flood.geojson 2"]
    assert areas[0].polygon.bounds == (108.0, 16.0, 108.1, 16.1)


def test_a_multipolygon_is_an_area_for_each_part():
    """A bare geometry is called after its file; heights are left out."""
    high = [[[109.0, 16.0, 5.0], [109.1, 16.0, 5.0], [109.1, 16.1, 5.0]]]
    areas = parse_areas({"type": "MultiPolygon", "coordinates": [SQUARE, high]}, file="flood.geojson")
    assert [(area.name, area.polygon.bounds[0]) for area in areas] == [("flood", 108.0), ("flood", 109.0)]
    assert not areas[1].polygon.has_z


def test_another_system_is_converted():
    """VN-2000 metres become degrees."""
    crs = {"type": "name", "properties": {"name": "EPSG:32648"}}
    metres = [[[500_000, 1_768_000], [501_000, 1_768_000], [501_000, 1_769_000]]]
    (area,) = parse_areas({**polygon(metres), "crs": crs}, file="flood.geojson")
    assert area.polygon.bounds[:2] == pytest.approx((105.0, 15.991), abs=0.002)


def test_all_faults_come_at_once():
    """Each with its feature and name; the good one does not save the file."""
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}
    features = [polygon(SQUARE), polygon(BOW_TIE, name="nơ"), line, polygon([[[1, 2], [3, 4]]]), 7]
    far = polygon([[[500, 0], [501, 0], [501, 1]]], name="xa")
    assert faults({"type": "FeatureCollection", "features": [*features, far]}) == [
        ("AREA_INVALID", 2, "nơ"),
        ("NOT_A_POLYGON", 3, ""),
        ("AREA_INVALID", 4, ""),
        ("NOT_A_POLYGON", 5, ""),
        ("BAD_COORDINATES", 6, "xa"),
    ]


@pytest.mark.parametrize(
    "ring", [[[1, "2"], [3, 4], [5, 6]], [[1], [2], [3]], [[True, 0], [0, 1], [1, 1]], 5]
)
def test_points_that_are_none_are_refused(ring):
    """Texts, short lists and booleans are no coordinates."""
    assert faults(polygon([ring])) == [("BAD_COORDINATES", 1, "")]


@pytest.mark.parametrize(
    "document", [{"type": "FeatureCollection", "features": []}, {"type": "FeatureCollection"}]
)
def test_no_area_at_all_is_refused(document):
    """A collection with nothing in it closes nothing, which nobody means."""
    assert faults(document) == [("NO_AREA", None, "")]


def test_what_is_no_geojson_is_refused():
    """An object of another kind."""
    assert faults({"hello": 1}) == [("NOT_A_POLYGON", 1, "")]
