"""Tables that nobody wrote in good faith: refused with a sentence, in time and room that are bounded."""

import json

import pytest

from geo.places.facilities import read_depots, read_facilities
from geo.restrictions.ban_table import read_bans
from geo.roads import read_roads
from geo.trucks.speed_profile import read_speed_profile
from geo.trucks.truck_table import read_trucks
from routing.model import MOST_ISSUES, CylinderType, InputError
from routing.tables import files, separated

TYPES = (CylinderType(id="40L", name="40L", full_g=56_300, tare_g=48_000),)
FACILITIES = ("id,name,lat,lon", "bv,Bệnh viện,15.57,108.47")
DEPOTS = ("id,name,lat,lon,stock", "k,Kho,15.57,108.47,40L:3")
TRUCKS = ("id,max_speed_kmh", "nhe,60")
HOURS = ("class,from,until,factor", "primary,06:00,09:00,0.7")
BANS = ("id,name,area,closed", "B,Cấm,X,06:00-09:00")
JUNCTIONS = ("id,lat,lon", "a,15.5,108.4")
LINKS = ("way_id,from,to,class,length_m", "w,a,b,primary,100")


def _folder(path):
    for name, lines in (("junctions.csv", JUNCTIONS), ("links.csv", LINKS)):
        other = path.parent / name
        if not other.exists():
            other.write_text("\n".join(lines), encoding="utf-8")
    return read_roads(path.parent)


def _bans(path):
    (path.parent / "truck_ban_areas.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8"
    )
    return read_bans(path)


READERS = {
    "facilities.csv": (read_facilities, FACILITIES),
    "depots.csv": (lambda path: read_depots(path, TYPES), DEPOTS),
    "trucks.csv": (read_trucks, TRUCKS),
    "road_hours.csv": (read_speed_profile, HOURS),
    "bans.csv": (_bans, BANS),
    "junctions.csv": (_folder, JUNCTIONS),
    "links.csv": (_folder, LINKS),
}


def refusal(tmp_path, name, *lines):
    """What a table is refused with."""
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        READERS[name][0](path)
    return refused.value


@pytest.mark.parametrize("name", READERS)
def test_a_header_of_200_000_columns_is_refused(tmp_path, name):
    """By their number alone; work that grows with its square would never end."""
    header, row = READERS[name][1]
    wide = ",".join([header, *(f"c{i}" for i in range(200_000))])
    (issue,) = refusal(tmp_path, name, wide, row).issues
    assert (issue.code, issue.subject.row) == ("TOO_MANY_COLUMNS", 1)
    assert "1000" in issue.fault.en


@pytest.mark.parametrize("name", READERS)
def test_more_rows_than_a_table_has_are_refused(tmp_path, name, monkeypatch):
    """Before anything is made of them."""
    monkeypatch.setattr(separated, "MOST_ROWS", 50)
    header, row = READERS[name][1]
    codes = {issue.code for issue in refusal(tmp_path, name, header, *[row] * 50).issues}
    assert "TOO_MANY_ROWS" in codes


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("mark", ["\0", "\a", "\u202e"])
def test_a_control_character_in_a_cell_is_refused(tmp_path, name, mark):
    """By row and column."""
    header, row = READERS[name][1]
    first, _, rest = row.partition(",")
    error = refusal(tmp_path, name, header, f"{first}{mark}x,{rest}")
    cells = [
        (issue.subject.row, issue.subject.column)
        for issue in error.issues
        if issue.code == "CONTROL_CHARACTER"
    ]
    assert cells == [(2, header.partition(",")[0])]
    assert mark not in str(error)


@pytest.mark.parametrize("name", READERS)
def test_of_many_bad_rows_a_hundred_issues_are_kept_in_words(tmp_path, name):
    """And all are counted."""
    header, _ = READERS[name][1]
    error = refusal(tmp_path, name, header, *[",".join("x" * len(header.split(",")))] * 3000)
    assert len(error.issues) == MOST_ISSUES + 1
    assert error.count >= 2999
    assert "more" in str(error.issues[-1])


def test_a_file_beyond_all_size_is_not_read_whole(tmp_path, monkeypatch):
    """Such as a device that never ends."""
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    error = refusal(tmp_path, "facilities.csv", *FACILITIES, "x" * 100)
    assert [issue.code for issue in error.issues] == ["FILE_TOO_LARGE"]


def test_thousands_of_places_of_one_name_are_compared_with_their_neighbours_only(tmp_path):
    """Each with each would take hours; two that are one are found all the same."""
    rows = [
        f"t{i},Trạm y tế,{15 + i % 100 * 0.001:.4f},{107.5 + i // 100 * 0.001:.4f}" for i in range(10_000)
    ]
    rows.append("again,trạm Y TẾ,15.05022,107.55")
    error = refusal(tmp_path, "facilities.csv", FACILITIES[0], *rows)
    (issue,) = error.issues
    assert (issue.code, issue.subject.row) == ("DUPLICATE_PLACE", 10_002)
    assert "t5050" in issue.fault.en


@pytest.mark.parametrize(
    "step", [(0, 0.000269), (0.00026, 0), (0.00015, 0.00018), (-0.00026, 0), (0, -0.000269)]
)
def test_two_places_of_one_name_within_thirty_metres_are_one_on_any_side(tmp_path, step):
    """Squares of the map have edges; what lies across one is near all the same."""
    lat, lon = 16.0, 108.0
    rows = [f"a,Trạm,{lat},{lon}", f"b,Trạm,{lat + step[0]:.7f},{lon + step[1]:.7f}"]
    (issue,) = refusal(tmp_path, "facilities.csv", FACILITIES[0], *rows).issues
    assert issue.code == "DUPLICATE_PLACE"


def test_a_control_character_in_geojson_is_refused(tmp_path):
    """JSON can write any of them."""
    feature = {
        "type": "Feature",
        "properties": {"id": "bv", "name": "Bệnh viện\u202e"},
        "geometry": {"type": "Point", "coordinates": [108.47, 15.57]},
    }
    path = tmp_path / "facilities.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_facilities(path)
    assert [(issue.code, issue.subject.column) for issue in refused.value.issues] == [
        ("CONTROL_CHARACTER", "name")
    ]
