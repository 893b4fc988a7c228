"""Provinces of both generations, by their communes."""

from importlib.resources import as_file, files

import pytest

from geo.places.facilities import read_facilities
from geo.places.provinces import province_key, read_communes, same_province, shipped_communes
from routing.model import InputError, Location

HANOI = Location(21.03, 105.85)


@pytest.fixture(scope="module")
def sample():
    """The facilities of the sample."""
    with as_file(files("data") / "quang-nam" / "facilities.csv") as path:
        return read_facilities(path)


def test_each_facility_of_the_sample_lies_in_its_province(sample):
    """By the communes of before July 2025, of which Quảng Nam was one province."""
    assert {place.province for place in sample} == {"Quảng Nam"}
    assert set(shipped_communes().astray("Quảng Nam", [place.location for place in sample])) == {""}


def test_each_facility_that_is_moved_to_hanoi_does_not(sample):
    """And the province in which it lies is named."""
    assert shipped_communes().astray("Quảng Nam", [HANOI] * len(sample)) == ["Hà Nội"] * len(sample)


@pytest.mark.parametrize(
    ("province", "lat", "lon", "there"),
    [
        ("Đà Nẵng", 16.06, 108.22, ""),
        ("Đà Nẵng", 15.57, 108.48, ""),  # Tam Kỳ, in Đà Nẵng since 2025
        ("Thành phố Đà Nẵng", 16.06, 108.22, ""),
        ("Ðà Nẵng", 16.06, 108.22, ""),
        ("đà  nẵng", 21.03, 105.85, "Hà Nội"),
        ("Quảng Nam", 15.97, 108.26, ""),  # beside it: communes are points, and the border is near
        ("Quảng Nam", 16.06, 108.22, "Đà Nẵng"),
        ("Quảng Nam", 15.12, 108.80, "Quảng Ngãi"),
        ("Khánh Hoà", 12.24, 109.19, ""),
        ("Tỉnh Khánh Hòa", 11.57, 108.99, ""),  # Phan Rang, once Ninh Thuận
        ("Ninh Thuận", 12.24, 109.19, "Khánh Hòa"),
        ("TP.HCM", 10.78, 106.70, ""),
        ("TP. Hồ Chí Minh", 10.35, 107.08, ""),  # Vũng Tàu
        ("Sài Gòn", 21.03, 105.85, "Hà Nội"),
        ("Thừa Thiên - Huế", 16.46, 107.59, ""),
        ("Huế", 16.46, 107.59, ""),
        ("Đắc Lắc", 12.67, 108.04, ""),
        ("Atlantis", 21.03, 105.85, ""),
        ("", 21.03, 105.85, ""),
    ],
)
def test_a_name_of_either_generation_may_be_meant(province, lat, lon, there):
    """By any usual spelling; of a name that is in neither nothing is said."""
    assert shipped_communes().astray(province, [Location(lat, lon)]) == [there]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Khánh Hoà", "Khánh Hòa", True),
        ("Tỉnh Khánh Hòa", "khánh  hòa", True),
        ("Ðắk Lắk", "Đắc Lắc", True),
        ("TP HCM", "Thành phố Hồ Chí Minh", True),
        ("BR-VT", "Bà Rịa–Vũng Tàu", True),
        ("Huế", "Thừa Thiên Huế", True),
        ("Quảng Nam", "Quảng Ngãi", False),
        ("Quang Nam", "Quảng Nam", False),
        ("Quảng Nam", "Đà Nẵng", False),
        ("", "Hà Nội", False),
    ],
)
def test_spellings_and_aliases_are_one_province(one, other, same):
    """A merger does not make two names one."""
    assert same_province(one, other) is same
    assert same_province(other, one) is same


def test_tones_stand_where_they_stand():
    """Another tone is another name."""
    assert province_key("Hoà") == province_key("Hòa") != province_key("Hóa")


def test_both_generations_are_whole():
    """63 provinces before July 2025, 34 since; each is where its own communes are."""
    communes = shipped_communes()
    assert len(set(communes.owner)) == 63  # all of the new names are old ones
    for name in ("Hà Nội", "Cà Mau", "Điện Biên", "Lâm Đồng"):
        rows = communes.rows_of[province_key(name)]
        own = [Location(*communes.at[row]) for row in rows[:50]]
        assert set(communes.astray(name, own)) == {""}


def test_every_fault_of_a_table_of_communes_is_told(tmp_path):
    """As of any table."""
    path = tmp_path / "communes.csv"
    path.write_text("province,generation,points\n,old,21.0 105.8\nHuế,oldest,\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_communes(path)
    assert [(i.code, i.subject.row, i.subject.column) for i in refused.value.issues] == [
        ("BLANK_CELL", 2, "province"),
        ("UNKNOWN_VALUE", 3, "generation"),
        ("BLANK_CELL", 3, "points"),
    ]
