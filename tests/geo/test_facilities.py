"""Files of facilities: taken whole, or refused with every fault."""

import json
import unicodedata

import pytest
from shapely import box

from geo.places.facilities import read_facilities
from geo.places.regions import Region
from routing.model import FacilityClass, InputError, Location, Standing, format_windows

HEADER = (
    "id,name,lat,lon,class,receiving,unload_fixed_min,unload_s_per_cylinder,"
    "skills,parent_id,province,standing"
)
GOOD = "bv,Bệnh viện Đa khoa,15.57,108.47,hospital,06:00-20:00,15,45,tail_lift;night,,Quảng Nam,sourced"


@pytest.fixture
def csv(tmp_path):
    """Write a header and rows to facilities.csv."""

    def write(*rows, header=HEADER, name="facilities.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return path

    return write


@pytest.fixture
def geojson(tmp_path):
    """Write (properties, geometry) pairs to facilities.geojson."""

    def write(*features, **top):
        listed = [
            {"type": "Feature", "properties": properties, "geometry": drawn} for properties, drawn in features
        ]
        path = tmp_path / "facilities.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": listed} | top), encoding="utf-8")
        return path

    return write


def point(lon, lat):
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def faults(*args, **kwargs):
    """The issues with which a reading is refused, as (code, row, column)."""
    with pytest.raises(InputError) as refused:
        read_facilities(*args, **kwargs)
    for issue in refused.value.issues:
        assert issue.subject.file
        assert issue.fault.vi != issue.fault.en
        assert issue.remedy.vi
        assert issue.remedy.en
    return [(issue.code, issue.subject.row, issue.subject.column) for issue in refused.value.issues]


def test_every_column_is_read(csv):
    """One full row."""
    (facility,) = read_facilities(csv(GOOD))
    assert (facility.id, facility.name, facility.location) == (
        "bv",
        "Bệnh viện Đa khoa",
        Location(15.57, 108.47),
    )
    assert (facility.kind, facility.standing) == (FacilityClass.HOSPITAL, Standing.SOURCED)
    assert format_windows(facility.receiving) == "06:00-20:00"
    assert (facility.unload_fixed_s, facility.unload_s_per_cylinder) == (900, 45)
    assert facility.skills == {"tail_lift", "night"}
    assert facility.province == "Quảng Nam"


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        ("hospital", "05:00-22:00"),
        ("hospital_central_or_military", "05:00-22:00"),
        ("district_health_centre", "06:00-20:00"),
        ("commune_station", "07:00-11:30;13:30-17:00"),
        ("clinic", "07:00-17:00"),
        ("", "07:00-17:00"),
    ],
)
def test_empty_cells_get_the_estimates_of_the_class(csv, kind, hours):
    """Hours by class, 10 minutes and 60 s a cylinder; data without a standing are people's own."""
    (facility,) = read_facilities(csv(f"a,A,15.5,108.4,{kind},,,,,,,"))
    assert format_windows(facility.receiving) == hours
    assert (facility.unload_fixed_s, facility.unload_s_per_cylinder) == (600, 60)
    assert facility.standing is Standing.OWN


def test_other_column_names_and_extra_columns_are_accepted(csv):
    """latitude, lng and kind are known; phone is nobody's business."""
    (facility,) = read_facilities(csv("a,A,15.5,108.4,clinic,090", header="id,name,latitude,lng,kind,phone"))
    assert (facility.location, facility.kind) == (Location(15.5, 108.4), FacilityClass.CLINIC)


def test_an_alias_gives_way_to_the_column_itself(csv, geojson):
    """`type` beside `class` is an extra column, in CSV and in GeoJSON, in whatever order."""
    (facility,) = read_facilities(csv("a,A,15.5,108.4,clinic,cái gì đó", header="id,name,lat,lon,class,type"))
    assert facility.kind is FacilityClass.CLINIC
    properties = {"id": "a", "name": "A", "class": "clinic", "type": "node"}
    (facility,) = read_facilities(geojson((properties, point(108.4, 15.5))))
    assert facility.kind is FacilityClass.CLINIC


def test_byte_order_mark_and_decomposed_letters_are_accepted(csv):
    """Excel writes a BOM, some phones write NFD: names come out NFC."""
    row = unicodedata.normalize("NFD", "a, Trạm Y tế Phước Sơn ,15.5,108.4")
    (facility,) = read_facilities(csv(row, header="id,name,lat,lon", encoding="utf-8-sig"))
    assert facility.name == unicodedata.normalize("NFC", "Trạm Y tế Phước Sơn")


def test_another_encoding_is_refused_with_its_line(csv):
    """Windows-1258 from an old Excel."""
    assert faults(
        csv("a,A,15.5,108.4", "b,Xá Đá,15.6,108.4", header="id,name,lat,lon", encoding="cp1258")
    ) == [("NOT_UTF8", 3, "")]


def test_all_faults_of_all_rows_are_told_at_once(csv):
    """Nothing is taken, and the good row is not blamed."""
    path = csv(
        GOOD,
        ",Không mã,15.5,108.4,clinic,,,,,,,",
        "b,,15.5,108.4,clinic,,,,,,,",
        "c,C,abc,108.4,castle,7h-9h,-5,1.5,,,,guess",
        "d,D,,nan,clinic,10:00-09:00,inf,,,,,",
    )
    assert faults(path) == [
        ("BLANK_CELL", 3, "id"),
        ("BLANK_CELL", 4, "name"),
        ("NOT_A_NUMBER", 5, "lat"),
        ("UNKNOWN_VALUE", 5, "class"),
        ("BAD_WINDOWS", 5, "receiving"),
        ("NUMBER_OUT_OF_RANGE", 5, "unload_fixed_min"),
        ("NOT_WHOLE", 5, "unload_s_per_cylinder"),
        ("UNKNOWN_VALUE", 5, "standing"),
        ("BLANK_CELL", 6, "lat"),
        ("NOT_A_NUMBER", 6, "lon"),
        ("BAD_WINDOWS", 6, "receiving"),
        ("NOT_A_NUMBER", 6, "unload_fixed_min"),
    ]


def test_swapped_and_foreign_coordinates_are_told_apart(csv):
    """Swapped ones get the remedy to swap; Paris is simply not in Viet Nam."""
    rows = ("a,A,108.4,15.5", "b,B,48.85,2.35", "c,C,15.5,-108.4", "d,D,15.5,108.4")
    assert faults(csv(*rows, header="id,name,lat,lon")) == [
        ("SWAPPED_COORDINATES", 2, "lat"),
        ("OUTSIDE_VIETNAM", 3, "lat"),
        ("OUTSIDE_VIETNAM", 4, "lat"),
    ]


def test_bug_a_latitude_reaches_from_minus_90_to_90(csv):
    """The remedy for a latitude of 95 does not offer 180."""
    with pytest.raises(InputError) as refused:
        read_facilities(csv("a,A,95,108.4", header="id,name,lat,lon"))
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.column) == ("NUMBER_OUT_OF_RANGE", "lat")
    assert "-90 đến 90" in issue.remedy.vi


DEGREES = ((108.4, 15.5), (108.5, 15.6), (108.6, 15.7), (108.7, 15.8))
METRES = ((588_000, 1_723_000), (589_000, 1_724_000), (590_000, 1_725_000), (591_000, 1_726_000))


@pytest.mark.parametrize(("crs", "points"), [("EPSG:3405", DEGREES), ("EPSG:4326", METRES), (None, METRES)])
def test_bug_numbers_of_another_system_are_one_fault_of_the_file(geojson, crs, points):
    """Degrees under a system of metres, metres as degrees: one fault that hints at the system."""
    features = [({"id": str(at), "name": str(at)}, point(*at)) for at in points]
    top = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    with pytest.raises(InputError) as refused:
        read_facilities(geojson(*features, **top))
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.row) == ("OUTSIDE_VIETNAM", None)
    assert "4/4 points" in issue.fault.en
    assert "crs" in issue.remedy.vi


def test_columns_that_are_swapped_are_one_fault_of_the_file(csv):
    """Said of the file, beside what else is wrong with its rows; another file is judged for itself."""
    rows = ("a,A,108.4,15.5", "b,,108.5,15.6", "c,C,108.6,15.7")
    first = csv(*rows, header="id,name,lat,lon", name="one.csv")
    two = csv("d,D,108.4,15.5", "e,E,15.5,108.4", header="id,name,lat,lon", name="two.csv")
    assert faults([first, two]) == [
        ("SWAPPED_COORDINATES", None, "lat"),
        ("BLANK_CELL", 3, "name"),
        ("SWAPPED_COORDINATES", 2, "lat"),
    ]


def test_row_numbers_are_those_of_a_spreadsheet(csv):
    """Blank lines count, and a cell of two lines makes one row."""
    path = csv('a,"Hai\ndòng",15.5,108.4', "", "b,B,bad,108.4", header="id,name,lat,lon")
    assert faults(path) == [("NOT_A_NUMBER", 4, "lat")]


def test_ids_must_differ_across_files(csv):
    """The second file's row is blamed and the first one named."""
    first = csv("a,A,15.5,108.4", header="id,name,lat,lon", name="one.csv")
    two = csv("b,B,15.6,108.4", "a,C,15.7,108.4", header="id,name,lat,lon", name="two.csv")
    with pytest.raises(InputError) as refused:
        read_facilities([first, two])
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.file, issue.subject.row) == ("DUPLICATE_ID", "two.csv", 3)
    assert "one.csv, row 2" in issue.fault.en


def test_the_same_place_twice_is_noticed(csv):
    """Same name within 30 m; 50 m apart or under another name it is another place."""
    rows = (
        "a,Trạm Y tế,15.5,108.4",
        "b,TRẠM Y TẾ,15.5002,108.4",
        "c,Trạm Y tế,15.5007,108.4",
        "d,Khác,15.5,108.4",
    )
    assert faults(csv(*rows, header="id,name,lat,lon")) == [("DUPLICATE_PLACE", 3, "name")]


def test_a_point_outside_its_province_is_noticed(csv):
    """With boundaries; a province that they do not know is only held to be somewhere in the country."""
    regions = (
        Region(code="48", name="Đà Nẵng", name_en="Da Nang", outline=box(107, 15, 108.6, 16.3)),
        Region(code="51", name="Quảng Ngãi", name_en="Quang Ngai", outline=box(107, 14, 109, 15)),
    )
    path = csv(
        "a,A,15.5,108.4,Thành phố Đà Nẵng",
        "b,B,14.5,108.4,Da Nang",
        "c,C,15.5,108.4,Quảng Nam",
        "d,D,21,105.8,Quảng Nam",
        "e,E,15.01,108.7,Quảng Ngãi",
        "f,F,15.5,108.41,",
        header="id,name,lat,lon,province",
    )
    assert faults(path, regions=regions) == [
        ("WRONG_PROVINCE", 3, "province"),
        ("WRONG_PROVINCE", 5, "province"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("FILE_EMPTY", None, "")),
        (b"\xef\xbb\xbf", ("FILE_EMPTY", None, "")),
        (b",,\n,,\n", ("FILE_EMPTY", None, "")),
        (b"id,name,lat\na,A,15\n", ("MISSING_COLUMN", 1, "lon")),
        (b"id|name|lat|lon\na|A|15|108\n", ("WRONG_SEPARATOR", 1, "")),
        (b"id,name,lat,lon,lat\na,A,15,108,15\n", ("REPEATED_COLUMN", 1, "lat")),
        (b'id,name,lat,lon\na,"A,15,108\n', ("BAD_CSV", 2, "")),
        (b"id,name,lat,lon\na,A,B,15,108\n", ("TOO_MANY_CELLS", 2, "")),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, content, expected):
    """Empty, no such column, upright strokes, unmatched quotes, a stray comma."""
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    assert faults(path)[0] == expected


def test_an_unreadable_file_does_not_hide_the_faults_of_another(csv, tmp_path):
    """Both are told."""
    bad = csv("a,A,bad,108.4", header="id,name,lat,lon")
    assert faults([tmp_path / "nowhere.csv", bad]) == [("FILE_MISSING", None, ""), ("NOT_A_NUMBER", 2, "lat")]


def test_geojson_has_the_same_columns_as_properties(geojson):
    """Numbers and lists of texts are fine; a feature's own id serves where the property is absent."""
    properties = {
        "id": 7,
        "name": "Trạm",
        "class": "commune_station",
        "unload_fixed_min": 5,
        "skills": ["a", "b"],
    }
    (facility,) = read_facilities(geojson((properties, point(108.4, 15.5))))
    assert (facility.id, facility.location, facility.unload_fixed_s) == ("7", Location(15.5, 108.4), 300)
    assert facility.skills == {"a", "b"}


def test_geojson_in_another_system_is_converted(geojson):
    """VN-2000 / UTM 48N (EPSG:3405) metres become WGS 84 degrees."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3405"}}
    path = geojson(({"id": "a", "name": "A"}, point(588_000, 2_325_000)), crs=crs)
    (facility,) = read_facilities(path)
    assert facility.location.lat == pytest.approx(21.02, abs=0.01)
    assert facility.location.lon == pytest.approx(105.85, abs=0.01)


def test_the_name_of_wgs_84_changes_nothing(geojson):
    """GDAL writes CRS84, others EPSG:4326: longitude comes first all the same."""
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"):
        crs = {"type": "name", "properties": {"name": name}}
        (facility,) = read_facilities(geojson(({"id": "a", "name": "A"}, point(108.4, 15.5)), crs=crs))
        assert facility.location == Location(15.5, 108.4)


def test_an_unknown_system_is_refused(geojson):
    """Guessing would put hospitals into the sea."""
    for crs in ({"type": "name", "properties": {"name": "EPSG:999999"}}, "WGS84", {"type": "link"}):
        assert faults(geojson(({"id": "a", "name": "A"}, point(1, 1)), crs=crs)) == [
            ("UNKNOWN_CRS", None, "")
        ]


def test_features_without_a_usable_point_are_named_by_number(geojson):
    """Polygons, nothing, NaN, texts: each feature counted from 1, beside its other faults."""
    area = {"type": "Polygon", "coordinates": [[[108, 15], [108, 16], [109, 16], [108, 15]]]}
    path = geojson(
        ({"id": "a", "name": "A"}, point(108.4, 15.5)),
        ({"id": "b", "name": "B"}, area),
        ({"id": "c", "name": ""}, None),
        ({"id": "d", "name": "D"}, point(float("nan"), 15.5)),
        ({"id": "e", "name": "E"}, point("108", 10**400)),
        ({"id": "f", "name": "F"}, point(15.5, 108.4)),
        (None, point(108.4, 15.5)),
    )
    assert faults(path) == [
        ("NOT_A_POINT", 2, "geometry"),
        ("NOT_A_POINT", 3, "geometry"),
        ("BLANK_CELL", 3, "name"),
        ("NOT_A_POINT", 4, "geometry"),
        ("NOT_A_POINT", 5, "geometry"),
        ("SWAPPED_COORDINATES", 6, "lat"),
        ("BLANK_CELL", 7, "id"),
        ("BLANK_CELL", 7, "name"),
    ]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"type": "Feature"}', '{"features": [1]}', "[" * 100_000, "9" * 5000]
)
def test_what_is_no_feature_collection_is_refused(tmp_path, text):
    """Broken JSON, other JSON, hostile JSON."""
    path = tmp_path / "f.geojson"
    path.write_text(text, encoding="utf-8")
    assert [fault[0] for fault in faults(path)] == ["BAD_GEOJSON"]
