"""What version 2 wrote is read and written as it was: roads as texts, some of them documents of their own."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing import model
from routing.check import check
from routing.documents import (
    parse_problem,
    plan_json,
    problem_json,
    problem_schema,
    problem_sha256,
    read_plan,
    read_problem,
)
from routing.model import (
    AreaClosed,
    EdgesClosed,
    InputError,
    RoadProfile,
    SpeedFactor,
    TimeWindow,
    TruckKind,
    WaysClosed,
    key_of,
    stored_fields,
)

KEPT = Path(__file__).resolve().parents[2] / "data" / "version_2"
FLOOD = ((108.17, 16.02), (108.18, 16.02), (108.18, 16.04), (108.17, 16.02))
WARD = ((108.13, 15.98), (108.22, 15.98), (108.22, 16.01), (108.13, 16.01), (108.13, 15.98))
HOUR = 3600
KEYS = (
    *("roads", "roads_sha256", "matrix_from", "snap_limit_m", "profiles", "truck_bans", "road_hours"),
    *("truck_profiles", "closed_ways", "closed_edges", "closed_areas", "closed_for_hours", "still_reachable"),
)
WORDS = ("id", "type", "features", "geometry", "coordinates", "format", "name", "changes", "area", "closed")


@pytest.fixture
def problem():
    """Two trucks under bans; roads closed all day and for hours, and a place that is served all the same."""
    return read_problem(KEPT / "problem.json")


def value() -> dict:
    return json.loads((KEPT / "problem.json").read_bytes())


def with_text(key: str, text: str) -> bytes:
    changed = value()
    changed["sources"][key] = text
    return json.dumps(changed).encode()


def refused(text: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        parse_problem(text)
    return [(issue.code, issue.subject.column) for issue in caught.value.issues]


def test_it_is_written_as_it_was_read(problem):
    """To the byte, so that its hash stays that which its plans name."""
    plan = read_plan(KEPT / "plan.json")
    assert (problem.format_version, plan.format_version) == (2, 2)
    assert problem_json(problem) == (KEPT / "problem.json").read_bytes()
    assert plan_json(plan) == (KEPT / "plan.json").read_bytes()
    assert plan.problem_sha256 == problem_sha256(problem)
    assert check(problem, plan, problem_sha256=plan.problem_sha256) == ()


def test_every_text_has_become_a_field(problem):
    """File, hash and limit; what is closed, when; bans, factors, kinds; and what a profile's name says."""
    roads, texts = problem.roads, value()["sources"]
    assert (roads.file, roads.sha256, roads.server) == ("roads", texts["roads_sha256"], "")
    assert roads.snap_limit_m == 600.0
    ward = AreaClosed(
        name="Ngập Bình",
        polygon=(((108.19, 15.99), (108.21, 15.99), (108.21, 16.005), (108.19, 16.005), (108.19, 15.99)),),
        hours=(TimeWindow(10 * HOUR, 12 * HOUR),),
    )
    assert roads.closures == (
        WaysClosed(way_ids=("W3",)),
        EdgesClosed(pairs=(("v", "a"), ("v", "b"))),
        AreaClosed(name="Lũ sông", polygon=(FLOOD,)),
        WaysClosed(way_ids=("W4",), hours=(TimeWindow(6 * HOUR, 9 * HOUR),)),
        ward,
    )
    assert roads.still_reachable == {"binh"}
    large, small = roads.bans
    assert (large.id, large.over_kg, large.up_to_kg, large.days) == ("CAM-LON", 1250.0, None, (0, 1, 2, 3, 4))
    assert large.closed == ((6 * HOUR, 8 * HOUR), (59_400, 66_600))
    assert (large.first, large.last) == ("2026-01-01", "")
    assert (large.area.code, large.area.name, large.area.name_en) == ("phuong", "Phường Bình", "Binh ward")
    assert [[len(ring) for ring in rings] for rings in large.area.polygons] == [[5, 4]]
    assert set(large.area.polygons[0][0]) == set(WARD)
    assert (small.over_kg, small.up_to_kg) == (500.0, 1250.0)
    assert roads.speed_profile == (
        SpeedFactor(highway="trunk", from_s=23_400, until_s=30_600, factor=0.7),
        SpeedFactor(highway="*", from_s=75_600, until_s=108_000, factor=1.1),
    )
    assert [(kind.id, kind.gross_t, kind.height_m, kind.hgv, kind.axles) for kind in roads.truck_kinds] == [
        ("lon", 5.0, 3.2, True, 2),
        ("nho", 2.4, 2.2, False, 2),
    ]
    assert roads.profiles == (
        RoadProfile(id="lon × CAM-LON", kind="lon", bans=("CAM-LON",)),
        RoadProfile(id="nho × CAM-NHO", kind="nho", bans=("CAM-NHO",)),
    )
    assert problem.notes == {}


def test_every_key_has_been_kept_as_test_data():
    """All of version 2 but the name of a server, which stands in place of roads."""
    assert set(value()["sources"]) == {
        *("roads", "roads_sha256", "snap_limit_m", "profiles", "truck_bans", "road_hours", "truck_profiles"),
        *("closed_ways", "closed_edges", "closed_areas", "closed_for_hours", "still_reachable"),
    }
    assert parse_problem(with_text("matrix_from", "osrm:http://a:5000")).roads.server == "osrm:http://a:5000"


def test_other_changes_keep_the_version(problem):
    """As before; where other roads are closed or a note is added, only the present version can say so."""
    versions = [
        json.loads(problem_json(changed))["format"]["version"]
        for changed in (
            problem.replace(name="khác"),
            problem.replace(roads=replace(problem.roads, closures=())),
            problem.replace(notes={"by": "hand"}),
            problem.replace(roads=replace(problem.roads, closures=())).replace(roads=problem.roads),
        )
    ]
    assert versions == [2, 3, 3, 2]


def test_the_same_roads_in_the_present_version_come_back(problem):
    """Written with other closures and read again, bans and all else are the same fields."""
    changed = problem.replace(roads=replace(problem.roads, closures=()), notes={"by": "hand"})
    again = parse_problem(problem_json(changed))
    assert again == changed
    assert again.format_version == 3
    jsonschema.validate(json.loads(problem_json(changed)), problem_schema())
    assert "sources" not in json.loads(problem_json(changed))


def test_a_key_without_a_meaning_is_a_note():
    """It is kept, and written as it was."""
    text = with_text("generator", "bằng tay")
    problem = parse_problem(text)
    assert problem.notes == {"generator": "bằng tay"}
    assert json.loads(problem_json(problem)) == json.loads(text)


def test_texts_of_another_hand_are_written_as_they_were():
    """Spaces in a document, ways that are not sorted: the hash is that of what was handed in."""
    given = value()
    given["sources"] |= {"closed_ways": "W4;W3", "closed_edges": '[ ["v", "a"] ]', "snap_limit_m": "600.0"}
    problem = parse_problem(json.dumps(given))
    assert problem.roads.closures[0] == WaysClosed(way_ids=("W4", "W3"))
    assert json.loads(problem_json(problem)) == given


def test_a_kind_of_truck_may_say_little():
    """What is missing is that of the usual truck."""
    problem = parse_problem(with_text("truck_profiles", '[{"id": "lon", "gross_t": 5}]'))
    assert problem.roads.truck_kinds == (TruckKind(id="lon", gross_t=5.0),)


def test_a_ban_that_the_document_does_not_have_never_bound():
    """A name in a profile alone closes nothing."""
    profiles = parse_problem(with_text("truck_bans", "")).roads.profiles
    assert [(profile.kind, profile.bans) for profile in profiles] == [("lon", ()), ("nho", ())]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("closed_areas", "[", "BAD_GEOJSON"),
        ("closed_areas", "7", "BAD_GEOJSON"),
        ("closed_areas", '{"type": "Point"}', "NOT_A_POLYGON"),
        ("closed_areas", '{"type": "Polygon", "coordinates": [], "crs": {"properties": {}}}', "UNKNOWN_CRS"),
        ("closed_edges", "a,b", "BAD_EDGE"),
        ("closed_edges", '[["a"]]', "BAD_EDGE"),
        ("closed_for_hours", "[]", "WRONG_TYPE"),
        ("closed_for_hours", '{"format": {"name": "oxyroute-scenario"}, "changes": 7}', "WRONG_TYPE"),
        ("snap_limit_m", "xa", "WRONG_TYPE"),
        ("truck_bans", "?", "BAD_BANS"),
        ("truck_bans", '[{"id": "A"}]', "BAD_BANS"),
        ("road_hours", "[[1]]", "BAD_ROAD_HOURS"),
        ("truck_profiles", '[{"id": "a", "wings": 2}]', "BAD_TRUCKS"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(key, text, code):
    """When the problem is taken in, at its path."""
    ((told, path),) = refused(with_text(key, text))
    assert told == code
    assert path.startswith(f"$.sources.{key}")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(KEYS), ANY.map(json.dumps) | st.sampled_from(["[" * 9999, "[1e999]", '["\\ud800"]', ";"])
)
def test_a_text_of_anything_is_taken_or_refused(key, text):
    """Nothing else is raised, and what is taken is written as it was."""
    given_text = with_text(key, text)
    try:
        problem = parse_problem(given_text)
    except InputError:
        return
    assert json.loads(problem_json(problem)) == json.loads(given_text)
    problem_json(problem.replace(notes={"by": "hand"}))


def test_all_faults_of_texts_and_fields_come_at_once():
    """Three texts, a text that is none and a field beside them."""
    given = value()
    given["sources"] |= {"truck_bans": "?", "road_hours": "?", "closed_edges": "?", "roads": 1}
    given["orders"] = {}
    assert sorted(refused(json.dumps(given).encode())) == [
        ("BAD_BANS", "$.sources.truck_bans"),
        ("BAD_EDGE", "$.sources.closed_edges"),
        ("BAD_ROAD_HOURS", "$.sources.road_hours"),
        ("WRONG_TYPE", "$.orders"),
        ("WRONG_TYPE", "$.sources.roads"),
    ]


def test_a_document_of_version_2_has_the_fields_that_were_written_then():
    """A field that came later says so, or the hashes of then would change."""
    written = json.loads((KEPT / "fields.json").read_text(encoding="utf-8"))
    for name, fields in written.items():
        assert sorted(key_of(f) for f in stored_fields(getattr(model, name), 2)) == fields, name
