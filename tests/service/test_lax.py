"""Nothing is taken in silence: every parameter and field of every route is known, of its type, given once."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from routing.documents import problem_json, tours_json
from routing.model import Problem, Tour, TourTrip
from service.app import make_app
from service.settings import Settings

DAY = "2026-11-24"
SHA = "a" * 64
PLAN, OPERATION, SCENARIO = "plan-0123456789abcdef", "op-0123456789abcdef", "scn-0123456789abcdef"
JSON = {"Content-Type": "application/json"}
READ = (
    "/v1/plans",
    f"/v1/plans/{PLAN}",
    f"/v1/plans/{PLAN}/lines.geojson",
    f"/v1/operations/{OPERATION}",
    f"/v1/operations/{OPERATION}/events",
    f"/v1/scenarios/{SCENARIO}",
    f"/v1/schedules/{DAY}",
    f"/v1/schedules/{DAY}/run-sheets",
    f"/v1/schedules/{DAY}/run-sheets/kho",
    f"/v1/problems/{SHA}",
    "/v1/facilities",
    "/v1/depots",
    "/v1/roads.geojson",
    f"/v1/plans/{PLAN}/orders/d-an/why",
    "/v1/health",
    "/v1/ready",
)
WRITTEN = (
    "/v1/plans",
    "/v1/problems",
    "/v1/scenarios",
    "/v1/tours/check",
    f"/v1/plans/{PLAN}/publish",
    f"/v1/plans/{PLAN}/insertions",
    f"/v1/problems/{SHA}/top-ups",
    f"/v1/operations/{OPERATION}/stop",
)
NO_DAYS = (
    "2026-13-45",
    "2026-02-29",
    "2026-1-1",
    "20261124",
    "2026-W48-2",
    "1999-01-01",
    "2101-01-01",
    "0001-01-01",
    "２０２６-11-24",
    "2026-11-24 ",
    "yesterday",
    "",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with TestClient(make_app(settings), raise_server_exceptions=False) as opened:
        yield opened


def issues(answer, status: int = 422) -> list[dict[str, Any]]:
    """Check the form of a refusal and return what it names."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    listed = answer.json()["issues"]
    assert listed
    assert all(issue["fault"]["vi"] and issue["fault"]["en"] for issue in listed)
    return listed


def test_every_route_of_the_interface_is_tried(client: TestClient) -> None:
    """The two lists above are the interface: a new route has to stand in one of them."""
    shapes = {
        PLAN: "{plan_id}",
        OPERATION: "{operation_id}",
        SCENARIO: "{scenario_id}",
        DAY: "{date}",
        SHA: "{sha256}",
    }
    tried = set()
    for verb, paths in (("get", READ), ("post", WRITTEN)):
        for path in paths:
            shape = path.replace("/kho", "/{depot_id}").replace("/d-an/", "/{order_id}/")
            for value, name in shapes.items():
                shape = shape.replace(value, name)
            tried.add((verb, shape))
    documented = client.get("/openapi.json").json()["paths"]
    assert {(verb, path) for path, verbs in documented.items() for verb in verbs} == tried


@pytest.mark.parametrize("path", READ)
def test_unknown_parameters_of_reads(client: TestClient, path: str) -> None:
    """A misspelt filter would show everything as if it were what was asked for."""
    for query in ("state=draft", "Date=2026-11-24", "x", "date%00=1", "zooom=3&limitt=4"):
        faults = issues(client.get(f"{path}?{query}"))
        assert {issue["code"] for issue in faults} == {"UNKNOWN_PARAMETER"}
        assert len(faults) == query.count("&") + 1


@pytest.mark.parametrize("path", WRITTEN)
def test_unknown_parameters_of_writes(client: TestClient, path: str) -> None:
    """What writes takes no parameters in its address at all."""
    assert issues(client.post(f"{path}?dry_run=true", json={}))[0]["code"] == "UNKNOWN_PARAMETER"


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/plans?date={DAY}&date=2026-11-25",
        "/v1/plans?limit=1&limit=2",
        "/v1/plans?status=draft&status=draft",
        f"/v1/plans/{PLAN}?format=json&format=geojson",
        f"/v1/plans/{PLAN}/lines.geojson?zoom=1&zoom=2",
        f"/v1/schedules/{DAY}/run-sheets/kho?format=csv&format=html",
        f"/v1/problems/{SHA}?travel=true&travel=false",
        f"/v1/depots?date={DAY}&date={DAY}",
        f"/v1/roads.geojson?problem_sha256={SHA}&problem_sha256={SHA}",
    ],
)
def test_parameters_given_twice(client: TestClient, address: str) -> None:
    assert [issue["code"] for issue in issues(client.get(address))] == ["DUPLICATE_PARAMETER"]


@pytest.mark.parametrize("date", NO_DAYS)
def test_days_that_there_are_not(client: TestClient, two_clinics: Problem, date: str) -> None:
    """In an address, in a query, in a body and in a problem."""
    for path in ("/v1/plans", "/v1/facilities", "/v1/depots", "/v1/roads.geojson"):
        issues(client.get(path, params={"date": date}))
    if date:
        for path in (
            f"/v1/schedules/{date}",
            f"/v1/schedules/{date}/run-sheets",
            f"/v1/schedules/{date}/run-sheets/kho",
        ):
            issues(client.get(path))
    issues(client.post("/v1/plans", json={"date": date, "engine": "greedy"}))
    issues(client.post("/v1/scenarios", json={"base": date, "changes": {"demand": 2}}))
    value = {**json.loads(problem_json(two_clinics)), "date": date}
    assert issues(client.post("/v1/problems", json=value))[0]["code"] == "BAD_DATE"


@pytest.mark.parametrize(
    "address",
    [
        *(
            f"/v1/plans?limit={value}"
            for value in ("1.0", "+1", " 1", "1e1", "1_0", "true", "0x1", "１", "", "0", "1001")
        ),
        *(f"/v1/plans/{PLAN}/lines.geojson?zoom={value}" for value in ("1.0", "-1", "true", "99", "")),
        *(f"/v1/problems/{SHA}?travel={value}" for value in ("1", "yes", "on", "t", "False", "")),
        "/v1/plans?status=Draft",
        "/v1/plans?status=",
        f"/v1/plans/{PLAN}?format=JSON",
        f"/v1/plans/{PLAN}?zoom=3",
        f"/v1/schedules/{DAY}/run-sheets/kho?format=pdf",
        f"/v1/depots?problem_sha256={SHA.upper()}",
        f"/v1/depots?problem_sha256={SHA}&date={DAY}",
        "/v1/depots?problem_sha256=",
        "/v1/plans/plan-1",
        f"/v1/plans/{PLAN.upper()}",
        f"/v1/operations/{PLAN}",
        "/v1/problems/abc",
    ],
)
def test_values_of_another_type(client: TestClient, address: str) -> None:
    """Whole numbers are digits, truths are `true` and `false`, words are of the list."""
    issues(client.get(address.replace("+", "%2B").replace(" ", "%20")))


WRONG: dict[str, list[dict[str, Any]]] = {
    "/v1/plans": [
        *({"seconds": value} for value in (True, False, "1", None, [], 0, -1, 1e9)),
        *({"iterations": value} for value in (True, 1.0, "1", 0, 2**63)),
        *({"seed": value} for value in (True, 1.0, "1", -1, 2**31, None)),
        *({"engine": value} for value in (1, None, "", "nope", ["greedy"])),
        *({"problem_sha256": value} for value in (1, True, SHA.upper(), SHA[1:], SHA + "\n")),
        {"date": DAY},
        {"sedes": 1},
        {"locks": {"routes": ["x"]}},
        {"start_plan_id": PLAN, "locks": {"routes": [1]}},
        {"start_plan_id": PLAN, "locks": {"departed": {"x": True}}},
        {"start_plan_id": PLAN, "locks": {"departed": {"x": "1"}}},
        {"start_plan_id": PLAN, "locks": {"route": ["x"]}},
        {"start_plan_id": PLAN, "locks": []},
        {"start_plan_id": PLAN.upper()},
    ],
    "/v1/scenarios": [
        *({"changes": {"demand": value}} for value in (True, "2", 0, -1, 101, [])),
        *({"changes": {"depot_down": value}} for value in ("kho", [1], [True], [None], [[]], [""])),
        *({"changes": {"permit": value}} for value in ("xe", [1], {})),
        *({"changes": {"close_edge": value}} for value in ([["a"]], [["a", "b", "c"]], ["ab"], [["a", 1]])),
        *({"changes": {"close_area": value}} for value in ({}, [1], ["x"])),
        {"changes": {"close_hours": 6}},
        {"changes": {"depots_down": ["kho"]}},
        {"changes": []},
        {"changes": None},
        *({"mode": value} for value in (1, True, None, "Today", ["today"])),
        {"base": 1},
        {"seconds": True},
    ],
    "/v1/tours/check": [
        *({"keep": value} for value in (1, 0, "true", None, "yes")),
        *({"tours": value} for value in ({}, [1], [[]], "x", [{}], [{"vehicle_id": 1, "trips": []}])),
        {"problem_sha": SHA},
    ],
    f"/v1/plans/{PLAN}/publish": [
        *({"accept": value} for value in ("problem_not_current", ["x"], [1], [True], None, {})),
        {"accepted": []},
    ],
    f"/v1/plans/{PLAN}/insertions": [
        *({"most": value} for value in (True, "1", 1.0, 0, 101)),
        *({"order_id": value} for value in (1, "", None, "x" * 129)),
        {"order": "x"},
    ],
    f"/v1/problems/{SHA}/top-ups": [
        *({"share_percent": value} for value in (True, "50", 50.0, -1, 101)),
        *({"order_ids": value} for value in ([], "d-an", [1], [""])),
        {"share": 1},
    ],
}
RIGHT: dict[str, dict[str, Any]] = {
    "/v1/plans": {"problem_sha256": SHA, "engine": "greedy", "seconds": 1},
    "/v1/scenarios": {
        "base": PLAN,
        "engine": "greedy",
        "seconds": 1,
        "mode": "planning",
        "changes": {"demand": 2},
    },
    "/v1/tours/check": {"problem_sha256": SHA, "tours": []},
    f"/v1/plans/{PLAN}/publish": {},
    f"/v1/plans/{PLAN}/insertions": {"order_id": "x"},
    f"/v1/problems/{SHA}/top-ups": {"order_ids": ["x"]},
}


@pytest.mark.parametrize("path", RIGHT)
def test_what_is_right_gets_as_far_as_the_store(client: TestClient, path: str) -> None:
    """The bodies that are spoilt below are good by themselves: only what they name is missing."""
    assert client.post(path, json=RIGHT[path]).status_code == 404


@pytest.mark.parametrize(("path", "wrong"), [(path, wrong) for path, all_ in WRONG.items() for wrong in all_])
def test_fields_of_another_type(client: TestClient, path: str, wrong: dict[str, Any]) -> None:
    """No true for a number, no number for a text, no field that nobody reads."""
    issues(client.post(path, json={**RIGHT[path], **wrong}))


@pytest.mark.parametrize("path", RIGHT)
def test_bodies_that_are_no_object(client: TestClient, path: str) -> None:
    for body in ("[]", "1", "true", '"x"', "[{}]"):
        issues(client.post(path, content=body, headers=JSON))


@pytest.mark.parametrize("path", RIGHT)
def test_fields_given_twice(client: TestClient, path: str) -> None:
    """The last would win, and nobody knows whether that was meant; deeper in, too."""
    body = json.dumps(RIGHT[path])[1:-1]
    joined = f"{body}," if body else ""
    for twice in (f'{{{joined}"seed":1,"seed":1}}', f'{{{joined}"x":{{"a":[{{"b":1,"b":2}}]}}}}'):
        codes = [issue["code"] for issue in issues(client.post(path, content=twice, headers=JSON))]
        assert codes == ["DUPLICATE_KEY"]


def test_days_by_name_and_filters_work(client: TestClient, two_clinics: Problem, steps) -> None:
    """What is spelt right is taken: a filter filters."""
    sha256 = steps.hand_in(client, two_clinics)
    trip = TourTrip(depot_id=two_clinics.depots[0].id, part_ids=("o-an",))
    tours = json.loads(tours_json((Tour(vehicle_id=two_clinics.vehicles[0].id, trips=(trip,)),)))["tours"]
    assert client.post("/v1/tours/check", json={"problem_sha256": sha256, "tours": tours, "keep": True})
    for query, count in (
        (f"date={DAY}&limit=5", 1),
        ("date=today", 0),
        ("status=published", 0),
        ("status=draft", 1),
    ):
        assert len(client.get(f"/v1/plans?{query}").json()["plans"]) == count
    assert client.get(f"/v1/depots?date={DAY}").json()["problem_sha256"] == sha256
    for travel in ("true", "false"):
        assert client.get(f"/v1/problems/{sha256}?travel={travel}").status_code == 200


@pytest.mark.parametrize("match", ["1", '"x"', '""', '"１"', '"1', 'W/"1', '"1", "2"', '"-1"', ""])
def test_wrong_if_match(client: TestClient, match: str) -> None:
    answer = client.post(f"/v1/plans/{PLAN}/publish", headers={"If-Match": match.encode()})
    assert answer.status_code == 400
