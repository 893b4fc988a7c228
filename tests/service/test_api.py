"""The HTTP door: a whole day's journey, and every refusal as problem+json."""

import csv
import hashlib
import io
import json
from importlib.metadata import PackageNotFoundError

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from routing.documents import problem_json, problem_sha256, tours_json
from routing.model import Problem, Tour, TourTrip
from service import errors
from service.api import health
from service.app import make_app
from service.settings import Settings

DAY = "2026-11-24"
JSON = {"Content-Type": "application/json"}


def refused(answer, status: int, code: str) -> dict:
    """Check the form of a refusal and return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    assert body["title_en"]
    assert body["detail"]
    assert body["detail_en"]
    return body


def test_a_day_from_problem_to_run_sheet(client: TestClient, two_depots: Problem, steps) -> None:
    """Dispatcher plans and publishes, supplier fetches the sheet, planner asks what if: nothing moves."""
    sha256 = steps.hand_in(client, two_depots)
    refused(client.get(f"/v1/schedules/{DAY}"), 404, "nothing_published")
    plan_id = steps.plan(client, sha256)
    stored = client.get(f"/v1/plans/{plan_id}")
    assert stored.headers["etag"] == '"0"'
    assert stored.json()["figures"]["served"] == 2
    published = client.post(f"/v1/plans/{plan_id}/publish", headers={"If-Match": '"0"'})
    assert (published.status_code, published.json()["revision"]) == (200, 1)

    listed = client.get(f"/v1/schedules/{DAY}/run-sheets").json()["run_sheets"]
    assert {sheet["depot_id"] for sheet in listed} == {"west", "east"}
    sheet = client.get(listed[0]["href"], headers={"Accept": "text/csv"})
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["giao/stop", "vỏ về/return"]
    page = client.get(listed[0]["href"], headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get(listed[0]["href"]).json()["revision"] == 1
    refused(client.get(listed[0]["href"], headers={"Accept": "image/png"}), 406, "not_acceptable")
    refused(client.get(f"/v1/schedules/{DAY}/run-sheets/nowhere"), 404, "not_found")

    before = client.get(f"/v1/schedules/{DAY}").content
    request = {
        "base": DAY,
        "changes": {"depot_down": ["east"], "demand": 1.5},
        "engine": "greedy",
        "seconds": 1,
    }
    operation = steps.operation(client, client.post("/v1/scenarios", json=request).json()["id"])
    assert operation["state"] == "done", operation
    scenario = client.get(f"/v1/scenarios/{operation['scenario_id']}").json()
    assert scenario["base_plan_id"] == plan_id
    assert scenario["figures"]["cylinders"] == 18
    assert scenario["delta"]["orders"]
    assert scenario["answer"]["mode"] == "today"
    assert scenario["answer"]["lines"][0]["vi"]
    assert "answer" not in scenario["delta"]
    assert client.get(f"/v1/plans/{scenario['plan_id']}").json()["status"] == "scenario"
    refused(client.post(f"/v1/plans/{scenario['plan_id']}/publish"), 409, "not_a_draft")
    assert client.get(f"/v1/schedules/{DAY}").content == before
    # What a scenario changed is no day's problem: the newest of the day is still the dispatcher's.
    assert client.get("/v1/facilities", params={"date": DAY}).json()["problem_sha256"] == sha256


def test_problem_comes_back_byte_for_byte(client: TestClient, two_clinics: Problem) -> None:
    """Handing a problem in twice stores it once, and its bytes hash to its id."""
    body = json.dumps(json.loads(problem_json(two_clinics)), indent=3)
    first, second = (client.post("/v1/problems", content=body, headers=JSON) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    sha256 = first.json()["sha256"]
    assert sha256 == problem_sha256(two_clinics) == second.json()["sha256"]
    assert hashlib.sha256(client.get(first.headers["location"]).content).hexdigest() == sha256


def test_faulty_problem_names_every_issue(client: TestClient, two_clinics: Problem) -> None:
    """A problem that contradicts itself is refused with a path and both languages, and nothing is stored."""
    value = json.loads(problem_json(two_clinics))
    value["vehicles"][0]["payload_g"] = "heavy"
    value["orders"][0]["deliver"] = {"40L": 1.5}
    body = refused(client.post("/v1/problems", json=value), 422, "invalid_input")
    assert len(body["issues"]) == 2
    assert all(issue["path"] and issue["fault"]["vi"] and issue["remedy"]["en"] for issue in body["issues"])
    refused(client.get("/v1/depots"), 404, "not_found")


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"format": 1}', b"[" * 5000])
def test_rubbish_is_refused(body: bytes, client: TestClient) -> None:
    """Whatever is no problem is refused as bad input, never as an internal error."""
    refused(client.post("/v1/problems", content=body, headers=JSON), 422, "invalid_input")


def test_idempotency_key(client: TestClient, two_clinics: Problem, steps) -> None:
    """The same key and body give the same operation; another body with that key is a conflict."""
    sha256 = steps.hand_in(client, two_clinics)
    request = {"problem_sha256": sha256, "engine": "greedy", "seconds": 1}
    headers = {"Idempotency-Key": "once"}
    first = client.post("/v1/plans", json=request, headers=headers)
    again = client.post("/v1/plans", json=request, headers=headers)
    assert (first.status_code, first.json()["id"]) == (202, again.json()["id"])
    assert first.headers["location"] == f"/v1/operations/{first.json()['id']}"
    other = client.post("/v1/plans", json={**request, "seed": 7}, headers=headers)
    refused(other, 409, "idempotency_key_reused")
    assert steps.operation(client, first.json()["id"])["state"] == "done"
    assert len(client.get("/v1/plans").json()["plans"]) == 1


def hand_made(problem: Problem, *part_ids: str) -> list:
    trip = TourTrip(depot_id=problem.depots[0].id, part_ids=part_ids)
    return json.loads(tours_json((Tour(vehicle_id=problem.vehicles[0].id, trips=(trip,)),)))["tours"]


def test_hand_made_plan_is_judged_kept_and_published(client: TestClient, two_clinics: Problem, steps) -> None:
    """Tours made by hand are timed and judged; kept, they are a draft like any other."""
    sha256 = steps.hand_in(client, two_clinics)
    tours = hand_made(two_clinics, "o-an", "o-binh")
    request = {"problem_sha256": sha256, "tours": tours}
    looked = client.post("/v1/tours/check", json=request).json()
    assert (looked["violations"], looked["plan_id"], looked["figures"]["served"]) == ([], None, 2)
    kept = client.post(
        "/v1/tours/check", json={"problem_sha256": sha256, "tours": tours, "keep": True}
    ).json()
    assert client.post(f"/v1/plans/{kept['plan_id']}/publish").json()["status"] == "published"


def test_plan_with_violations_is_not_published(client: TestClient, full_for_empty: Problem, steps) -> None:
    """A plan that overloads its truck is shown with its violation, and publishing it is refused."""
    sha256 = steps.hand_in(client, full_for_empty)
    request = {"problem_sha256": sha256, "tours": hand_made(full_for_empty, "o-an", "o-binh"), "keep": True}
    judged = client.post("/v1/tours/check", json=request).json()
    assert "slots_exceeded" in {violation["code"] for violation in judged["violations"]}
    body = refused(client.post(f"/v1/plans/{judged['plan_id']}/publish"), 409, "plan_has_violations")
    assert body["issues"][0]["message"]["vi"]
    refused(client.get(f"/v1/schedules/{DAY}"), 404, "nothing_published")


def test_second_dispatcher_is_told(client: TestClient, two_clinics: Problem, steps) -> None:
    """Who publishes on the strength of an old revision is refused and told the new one."""
    sha256 = steps.hand_in(client, two_clinics)
    request = {"problem_sha256": sha256, "tours": hand_made(two_clinics, "o-an", "o-binh"), "keep": True}
    mine, theirs = (client.post("/v1/tours/check", json=request).json()["plan_id"] for _ in range(2))
    assert client.post(f"/v1/plans/{theirs}/publish", headers={"If-Match": '"0"'}).status_code == 200
    late = client.post(f"/v1/plans/{mine}/publish", headers={"If-Match": '"0"'})
    assert refused(late, 412, "stale_revision")["current_revision"] == 1
    refused(client.post(f"/v1/plans/{mine}/publish", headers={"If-Match": "one"}), 400, "bad_request")
    assert client.post(f"/v1/plans/{mine}/publish", headers={"If-Match": '"1"'}).json()["revision"] == 2
    assert client.get(f"/v1/plans/{theirs}").json()["status"] == "superseded"


def test_plan_on_a_map(client: TestClient, two_clinics: Problem, steps) -> None:
    """Without roads legs are straight and say so; stops and depots are points."""
    sha256 = steps.hand_in(client, two_clinics)
    request = {"problem_sha256": sha256, "tours": hand_made(two_clinics, "o-an", "o-binh"), "keep": True}
    plan_id = client.post("/v1/tours/check", json=request).json()["plan_id"]
    drawn = client.get(f"/v1/plans/{plan_id}/lines.geojson")
    assert drawn.headers["content-type"] == "application/geo+json"
    assert all(feature["properties"]["straight"] for feature in drawn.json()["features"])
    whole = client.get(f"/v1/plans/{plan_id}", params={"format": "geojson"}).json()
    kinds = [feature["properties"]["kind"] for feature in whole["features"]]
    assert (kinds.count("stop"), kinds.count("depot")) == (2, 1)
    refused(client.get("/v1/roads.geojson"), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nope", 404, "not_found"),
        ("GET", "/v1/nope", 404, "not_found"),
        ("DELETE", "/v1/plans", 405, "method_not_allowed"),
        ("GET", "/v1/plans/plan-0000000000000000", 404, "not_found"),
        ("GET", "/v1/plans/1", 422, "invalid_input"),
        ("GET", "/v1/plans/plan-0000000000000000'--", 422, "invalid_input"),
        ("GET", "/v1/operations/op-0000000000000000", 404, "not_found"),
        ("GET", "/v1/operations/op-0000000000000000/events", 404, "not_found"),
        ("POST", "/v1/operations/op-0000000000000000/stop", 404, "not_found"),
        ("GET", "/v1/scenarios/scn-0000000000000000", 404, "not_found"),
        ("GET", f"/v1/problems/{'0' * 64}", 404, "not_found"),
        ("GET", "/v1/problems/abc", 422, "invalid_input"),
        ("GET", "/v1/schedules/31-12-2026", 422, "invalid_input"),
        ("GET", "/v1/schedules/2026-02-30", 422, "invalid_input"),
        ("GET", "/v1/schedules/tomorrow", 404, "nothing_published"),
        ("GET", "/v1/plans?limit=0", 422, "invalid_input"),
        ("POST", "/v1/plans", 422, "invalid_input"),
    ],
)
def test_refusals(method: str, path: str, status: int, code: str, client: TestClient) -> None:
    """Unknown addresses, methods and ids are problem+json like any refusal, in both languages."""
    refused(client.request(method, path), status, code)


@pytest.mark.parametrize(
    "wrong",
    [
        {"engine": "magic"},
        {"seconds": 0},
        {"seconds": 1e9},
        {"seed": -1},
        {"iterations": 0},
        {"date": DAY},
        {"problem_sha256": None},
        {"surprise": 1},
    ],
)
def test_wrong_plan_requests(wrong: dict, client: TestClient, two_clinics: Problem, steps) -> None:
    """A request that cannot work is refused at once, with the field."""
    request = {"problem_sha256": steps.hand_in(client, two_clinics), "engine": "greedy", "seconds": 1}
    answer = client.post("/v1/plans", json={k: v for k, v in (request | wrong).items() if v is not None})
    assert refused(answer, 422, "invalid_input")["issues"][0]["path"]


@pytest.mark.parametrize(
    "changes",
    [{}, {"depot_down": ["x"]}, {"vehicle_down": ["x"]}, {"demand": 0}, {"demand": 1}, {"flood": 1}],
)
def test_wrong_scenarios(changes: dict, client: TestClient, two_clinics: Problem, steps) -> None:
    """A scenario that names nothing, or what is not there, is refused before any work."""
    sha256 = steps.hand_in(client, two_clinics)
    request = {"problem_sha256": sha256, "tours": hand_made(two_clinics, "o-an", "o-binh"), "keep": True}
    base = client.post("/v1/tours/check", json=request).json()["plan_id"]
    answer = client.post("/v1/scenarios", json={"base": base, "changes": changes, "engine": "greedy"})
    refused(answer, 422, "invalid_input")


def test_body_limit_names_itself(settings: Settings) -> None:
    """A body over the limit is refused with the limit, announced or not."""
    tight = settings.model_copy(update={"max_body_bytes": 1000})
    with TestClient(make_app(tight)) as small:
        body = refused(small.post("/v1/problems", content=b"x" * 2000, headers=JSON), 413, "body_too_large")
        assert body["limit_bytes"] == 1000
        pieces = (b"x" * 300 for _ in range(10))
        answer = small.post("/v1/problems", content=pieces, headers=JSON)
        assert "1000" in refused(answer, 413, "body_too_large")["detail"]


def test_internal_errors_tell_an_id_and_nothing_else() -> None:
    """What was not foreseen shows an id to look for in the log, never its own words."""
    app = FastAPI()
    errors.install(app)

    @app.get("/boom")
    def boom() -> None:
        raise RuntimeError("secret path /etc/passwd")

    answer = TestClient(app, raise_server_exceptions=False).get("/boom")
    body = refused(answer, 500, "internal_error")
    assert "secret" not in answer.text
    assert body["error_id"] in body["detail"]


def test_health_names_a_version_or_says_dev(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of the distribution; run from a source tree it is `dev`, never a number made up."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(health, "version", missing)
    assert client.get("/v1/health").json() == {"status": "ok", "version": "dev"}
    monkeypatch.setattr(health, "version", lambda _: "1.2.3")
    assert client.get("/v1/ready").json() == {"status": "ready", "version": "1.2.3"}


def test_browsers_are_kept_strict(client: TestClient) -> None:
    """Every answer, refusals too, carries the security headers."""
    for path in ("/", "/v1/health", "/v1/ready", "/nope"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_openapi_is_whole(client: TestClient) -> None:
    """Every operation has a summary, and none loads its documentation from elsewhere."""
    paths = client.get("/openapi.json").json()["paths"]
    operations = [
        (path, verb, operation) for path, verbs in paths.items() for verb, operation in verbs.items()
    ]
    assert len(operations) >= 20
    assert [x[:2] for x in operations if not x[2].get("summary")] == []
    assert client.get("/docs").status_code == 404


def test_a_problem_without_its_tables_is_small(client, steps, two_clinics, by_hour):
    """What bars a profile is told, everything else is there, and the whole is what it was."""
    travel = by_hour(two_clinics.travel, (0, 100, "an"), (23 * 3600, 100, ""))
    problem = two_clinics.replace(travel=travel)
    sha256 = steps.hand_in(client, problem)
    whole, less = (client.get(f"/v1/problems/{sha256}{query}").json() for query in ("", "?travel=false"))
    assert less["travel"] == {
        "profiles": {
            "free": {"bans": [], "without": ""},
            "truck": {"bans": ["Cấm xe tải"], "without": "free"},
        }
    }
    assert {**whole, "travel": None} == {**less, "travel": None}
