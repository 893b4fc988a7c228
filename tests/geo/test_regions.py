"""Provinces as polygons."""

import json

import pytest

from geo.places.regions import read_regions, region_named, region_of
from routing.model import InputError, Location


def feature(properties, west=None):
    """A feature with a square of one degree from `west` and 15 N."""
    ring = [[west, 15], [west + 1, 15], [west + 1, 16], [west, 16], [west, 15]] if west else None
    geometry = {"type": "Polygon", "coordinates": [ring]} if ring else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def write(tmp_path):
    """Write features to a GeoJSON file."""

    def save(*features):
        path = tmp_path / "provinces.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return path

    return save


@pytest.fixture
def two(write):
    """Two squares side by side, meeting at 108 E."""
    west = feature({"code": "01", "name": "Đắk Lắk", "nameEn": "Dak Lak"}, 107)
    return read_regions(write(west, feature({"code": "02", "name": "Hồ Chí Minh"}, 108)))


def test_a_point_lies_in_its_region_or_near_it(two):
    """Inside, just outside, far outside."""
    assert region_of(two, Location(15.5, 107.5)).code == "01"
    assert region_of(two, Location(15.5, 109.01)).code == "02"
    assert region_of(two, Location(15.5, 109.1)) is None
    assert region_of((), Location(15.5, 107.5)) is None


@pytest.mark.parametrize("name", ["Đắk Lắk", "dak lak", "Tỉnh Đắk Lắk", "01", "ĐẮK LẮK"])
def test_names_match_however_they_are_written(two, name):
    """Case, diacritics and the word for the unit do not matter; the code will do."""
    assert region_named(two, name).code == "01"


def test_cities_match_with_their_prefix(two):
    """TP. and Thành phố."""
    assert (
        region_named(two, "TP. Hồ Chí Minh").code == region_named(two, "Thành phố Hồ Chí Minh").code == "02"
    )
    assert region_named(two, "Quảng Nam") is None


def test_features_without_name_or_polygon_are_refused_by_number(write):
    """Both faults at once."""
    with pytest.raises(InputError) as refused:
        read_regions(
            write(
                feature({"code": "01", "name": "A"}, 107),
                feature({"code": "2"}, 107),
                feature({"code": "3", "name": "C"}),
            )
        )
    assert [(i.code, i.subject.row) for i in refused.value.issues] == [("BAD_REGION", 2), ("BAD_REGION", 3)]
