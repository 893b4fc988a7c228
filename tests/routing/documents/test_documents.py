"""JSON is read strictly: every fault at its path, in both languages, all at once."""

import json

import pytest

from routing.documents import (
    parse_plan,
    parse_problem,
    parse_scenario,
    parse_tours,
    problem_json,
    read_plan,
    read_problem,
)
from routing.model import InputError, Plan, Tour


@pytest.fixture
def value(two_clinics):
    """The JSON of two_clinics, to be damaged."""
    return json.loads(problem_json(two_clinics))


def issues(text, parse=parse_problem):
    with pytest.raises(InputError) as refused:
        parse(text if isinstance(text, str | bytes) else json.dumps(text), file="day.json")
    assert all(i.subject.file == "day.json" and i.remedy.vi and i.remedy.en for i in refused.value.issues)
    return [(i.code, i.subject.column) for i in refused.value.issues]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "FILE_EMPTY"),
        (b" \n", "FILE_EMPTY"),
        (b"\xef\xbb\xbf", "FILE_EMPTY"),
        (b"\xff\xfe{\x00}\x00", "NOT_UTF8"),
        ("{}".encode("utf-16-le"), "NOT_UTF8"),
        ("{", "NOT_JSON"),
        ("{} {}", "NOT_JSON"),
        ("[" * 100_000, "NOT_JSON"),
        ("1" * 5000, "NOT_JSON"),
        ('{"a": 1, "a": 2}', "DUPLICATE_KEY"),
        ("[]", "WRONG_FORMAT"),
        ("null", "WRONG_FORMAT"),
        ('{"date": "2026-11-24"}', "WRONG_FORMAT"),
        ('{"format": {"name": "oxyroute-plan", "version": 1}}', "WRONG_FORMAT"),
        ('{"format": {"name": "oxyroute-problem"}}', "UNSUPPORTED_VERSION"),
        ('{"format": {"name": "oxyroute-problem", "version": 4}}', "UNSUPPORTED_VERSION"),
        ('{"format": {"name": "oxyroute-problem", "version": 0}}', "UNSUPPORTED_VERSION"),
        ('{"format": {"name": "oxyroute-problem", "version": true}}', "UNSUPPORTED_VERSION"),
    ],
)
def test_what_is_no_problem_file_is_refused(text, code):
    """One issue, with what to do."""
    assert [kind for kind, _ in issues(text)] == [code]


def test_a_missing_file_is_refused(tmp_path):
    """By its name, not by its whole path; a folder likewise."""
    for path, code in ((tmp_path / "none.json", "FILE_MISSING"), (tmp_path, "FILE_UNREADABLE")):
        with pytest.raises(InputError) as refused:
            read_problem(path)
        (issue,) = refused.value.issues
        assert (issue.code, issue.subject.file) == (code, path.name)


def test_a_byte_order_mark_is_no_fault(two_clinics):
    """Editors on Windows write one."""
    assert parse_problem(b"\xef\xbb\xbf" + problem_json(two_clinics)) == two_clinics


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda v: v.update(name=None), ("WRONG_TYPE", "$.name")),
        (lambda v: v.update(name="\ud800"), ("WRONG_TYPE", "$.name")),
        (lambda v: v.update(orders={}), ("WRONG_TYPE", "$.orders")),
        (lambda v: v.update(orders=[3]), ("WRONG_TYPE", "$.orders[0]")),
        (lambda v: v.pop("travel"), ("MISSING_KEY", "$.travel")),
        (lambda v: v.update(colour="red"), ("UNKNOWN_KEY", "$.colour")),
        (lambda v: v.update({"a b": 1}), ("UNKNOWN_KEY", "$['a b']")),
        (lambda v: v["format"].update(by="me"), ("UNKNOWN_KEY", "$.format.by")),
        (lambda v: v["vehicles"][0].update(slots=True), ("WRONG_TYPE", "$.vehicles[0].slots")),
        (lambda v: v["vehicles"][0].update(slots=12.0), ("WRONG_TYPE", "$.vehicles[0].slots")),
        (lambda v: v["vehicles"][0].update(slots="12"), ("WRONG_TYPE", "$.vehicles[0].slots")),
        (lambda v: v["vehicles"][0].update(slots=2**53), ("WRONG_TYPE", "$.vehicles[0].slots")),
        (lambda v: v["vehicles"][0].update(skills=["a", "a"]), ("WRONG_TYPE", "$.vehicles[0].skills")),
        (lambda v: v["vehicles"][0].update(skills=[["a"]]), ("WRONG_TYPE", "$.vehicles[0].skills[0]")),
        (lambda v: v["vehicles"][0]["shift"].pop("end_s"), ("MISSING_KEY", "$.vehicles[0].shift.end_s")),
        (lambda v: v["depots"][0].update(in_service=1), ("WRONG_TYPE", "$.depots[0].in_service")),
        (
            lambda v: v["depots"][0]["location"].update(lat=float("nan")),
            ("WRONG_TYPE", "$.depots[0].location.lat"),
        ),
        (lambda v: v["depots"][0]["location"].update(lat=True), ("WRONG_TYPE", "$.depots[0].location.lat")),
        (lambda v: v["orders"][1].update(urgency=1), ("WRONG_TYPE", "$.orders[1].urgency")),
        (lambda v: v["orders"][1].update(urgency="urgent"), ("WRONG_TYPE", "$.orders[1].urgency")),
        (
            lambda v: v["orders"][1].update(deliver={"40L": -0.5}),
            ("WRONG_TYPE", "$.orders[1].deliver['40L']"),
        ),
        (lambda v: v["orders"][1].update(deliver=[]), ("WRONG_TYPE", "$.orders[1].deliver")),
        (lambda v: v["orders"][1].update(windows=[[1, 2, 3]]), ("WRONG_TYPE", "$.orders[1].windows[0]")),
        (lambda v: v["orders"][1].update(windows=[[1, True]]), ("WRONG_TYPE", "$.orders[1].windows[0]")),
        (lambda v: v.update(sources={"roads": "a"}), ("UNKNOWN_KEY", "$.sources")),
        (lambda v: v.update(notes={"by": 1}), ("WRONG_TYPE", "$.notes.by")),
        (lambda v: v.update(roads=[]), ("WRONG_TYPE", "$.roads")),
        (lambda v: v["roads"].update(file=1), ("WRONG_TYPE", "$.roads.file")),
        (lambda v: v["roads"].update(snap_limit_m="600"), ("WRONG_TYPE", "$.roads.snap_limit_m")),
        (
            lambda v: v["roads"].update(closures=[{"kind": "flood"}]),
            ("WRONG_TYPE", "$.roads.closures[0].kind"),
        ),
        (lambda v: v["roads"].update(profiles=[{"id": "a"}]), ("MISSING_KEY", "$.roads.profiles[0].kind")),
        (lambda v: v.update(date="24/11/2026"), ("BAD_DATE", "date")),
    ],
)
def test_each_fault_is_named_at_its_path(value, damage, expected):
    """Types are not bent: true is no number, 12.0 no whole one, "12" a text."""
    damage(value)
    assert issues(value) == [expected]


@pytest.mark.parametrize(
    ("path", "cell"),
    [("[0][1]", True), ("[0][1]", 1.0), ("[0][1]", None), ("[0][1]", -2), ("[2][0]", 2**31), ("[1][0]", "5")],
)
def test_each_cell_of_the_matrix_is_judged(value, path, cell):
    """In whatever row it stands."""
    row, column = int(path[1]), int(path[4])
    value["travel"]["profiles"]["truck"]["length_m"][row][column] = cell
    assert issues(value) == [("WRONG_TYPE", f"$.travel.profiles.truck.length_m{path}")]


@pytest.mark.parametrize(
    ("damage", "code", "tail"),
    [
        (lambda t: t.update(place_ids="abc"), "WRONG_TYPE", ".place_ids"),
        (lambda t: t.update(profiles=[]), "WRONG_TYPE", ".profiles"),
        (lambda t: t.update(profiles={}), "BAD_TRAVEL", ""),
        (lambda t: t.update(profiles={"truck": 3}), "WRONG_TYPE", ".profiles.truck"),
        (lambda t: t["profiles"]["truck"].pop("length_m"), "MISSING_KEY", ".profiles.truck.length_m"),
        (lambda t: t["profiles"]["truck"]["length_m"].pop(), "WRONG_TYPE", ".profiles.truck.length_m"),
        (lambda t: t["profiles"]["truck"]["length_m"][2].pop(), "WRONG_TYPE", ".profiles.truck.length_m[2]"),
        (
            lambda t: t["profiles"]["truck"]["length_m"][2].append(0),
            "WRONG_TYPE",
            ".profiles.truck.length_m[2]",
        ),
        (lambda t: t["profiles"]["truck"]["length_m"][0].__setitem__(0, 1), "BAD_TRAVEL", ""),
        (lambda t: t["place_ids"].__setitem__(0, t["place_ids"][1]), "BAD_TRAVEL", ""),
    ],
)
def test_the_matrix_has_a_shape(value, damage, code, tail):
    """As many rows and columns as places, zeros on the diagonal, both tables."""
    damage(value["travel"])
    assert issues(value)[0] == (code, f"$.travel{tail}")


def test_all_faults_come_at_once(value):
    """From the first key to the last cell."""
    value["date"] = 20261124
    value["vehicles"][0]["payload_kg"] = value["vehicles"][0].pop("payload_g")
    value["orders"][0]["due_s"] = "26:30"
    value["travel"]["profiles"]["truck"]["duration_s"][0][2] = 0.5
    assert issues(value) == [
        ("WRONG_TYPE", "$.date"),
        ("UNKNOWN_KEY", "$.vehicles[0].payload_kg"),
        ("MISSING_KEY", "$.vehicles[0].payload_g"),
        ("WRONG_TYPE", "$.orders[0].due_s"),
        ("WRONG_TYPE", "$.travel.profiles.truck.duration_s[0][2]"),
    ]


def test_a_misspelt_field_is_guessed(value):
    """The remedy names the field that was meant."""
    value["vehicles"][0]["payload"] = 1
    with pytest.raises(InputError, match="'payload_g' meant"):
        parse_problem(json.dumps(value))


def test_long_values_are_shown_shortly(value):
    """A message is no place for a megabyte."""
    value["date"] = value["orders"] = "x" * 10**6
    with pytest.raises(InputError) as refused:
        parse_problem(json.dumps(value))
    assert len(str(refused.value)) < 1000


def test_defaults_may_be_left_out(value, two_clinics):
    """What has a default in the model need not be written."""
    for order in value["orders"]:
        for name in ("windows", "skills", "part_of", "due_s"):
            del order[name]
    assert parse_problem(json.dumps(value)) == two_clinics


EMPTY_PLAN = {
    "format": {"name": "oxyroute-plan", "version": 1},
    "problem_sha256": "",
    "routes": [],
    "objective": {},
}


def test_a_short_plan_is_read(tmp_path):
    """From a file, too."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(EMPTY_PLAN), encoding="utf-8")
    assert read_plan(path) == parse_plan(json.dumps(EMPTY_PLAN))
    assert isinstance(read_plan(path), Plan)


@pytest.mark.parametrize("remedy", [{"kind": "magic"}, {}, 3, {"kind": ["depot_down"]}])
def test_a_remedy_needs_a_known_kind(remedy):
    """The issue stands at the kind."""
    why = {"code": "x", "reason": {"vi": "a", "en": "b"}, "remedy": remedy}
    unserved = {"order_id": "o", "part_id": "o", "facility_id": "f", "urgency": "URGENT"}
    unserved |= {"deliver": {}, "collect": {}, "explanation": why}
    faults = issues(EMPTY_PLAN | {"unserved": [unserved]}, parse_plan)
    assert faults == [("WRONG_TYPE", "$.unserved[0].explanation.remedy.kind")]


def test_a_change_has_the_fields_of_its_kind():
    """Missing and unknown ones are named."""
    scenario = {
        "format": {"name": "oxyroute-scenario", "version": 1},
        "name": {"vi": "a", "en": "b"},
        "changes": [{"kind": "depot_down", "vehicle_id": "v"}],
    }
    assert issues(scenario, parse_scenario) == [
        ("UNKNOWN_KEY", "$.changes[0].vehicle_id"),
        ("MISSING_KEY", "$.changes[0].depot_id"),
    ]


def test_tours_are_read():
    """What a dispatcher decides, as JSON."""
    text = '{"format": {"name": "oxyroute-tours", "version": 1}, "tours": [{"vehicle_id": "v", "trips": []}]}'
    assert parse_tours(text) == (Tour(vehicle_id="v", trips=()),)
    assert issues(text.replace("trips", "trip"), parse_tours) == [
        ("UNKNOWN_KEY", "$.tours[0].trip"),
        ("MISSING_KEY", "$.tours[0].trips"),
    ]
