"""A home of version 2 is opened, served and planned in as it stands; its roads are closed as it says."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from routing.documents import parse_problem, problem_json, read_problem
from service.app import make_app
from service.cli import app
from service.dispatch.roads.geography import travel_like
from service.dispatch.roads.road_source import roads_of
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.changing import changed_problem
from service.settings import Settings

KEPT = Path(__file__).resolve().parents[1] / "data" / "version_2"
JSON = {"Content-Type": "application/json"}
SHA = "fedb818413626e81bc90086994dd98f7d9fcacf628a84b6edeee004f93b66f12"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A server on a copy of the home, with its roads."""
    home = tmp_path / "home"
    shutil.copytree(KEPT / "home", home)
    settings = Settings(home=home, roads=(KEPT / "roads",))
    with TestClient(make_app(settings), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_its_travel_times_are_made_anew_the_same():
    """From the road file alone, with all that is closed, barred and slow, and with its kinds of trucks."""
    problem = read_problem(KEPT / "problem.json")
    roads = roads_of(problem, beside=KEPT / "problem.json")
    assert roads.still_reachable == {"binh"}
    assert travel_like(problem, roads) == problem.travel


def test_its_plans_are_served_and_drawn_along_its_roads(client):
    """Published and scenario, byte for byte and valid."""
    plans = client.get("/v1/plans").json()["plans"]
    assert sorted(plan["status"] for plan in plans) == ["published", "scenario"]
    for plan in plans:
        whole = client.get(f"/v1/plans/{plan['id']}").json()
        assert whole["plan"]["format"]["version"] == 2
        assert whole["figures"]["violations"] == 0
        lines = client.get(f"/v1/plans/{plan['id']}/lines.geojson").json()["features"]
        assert lines
        assert not any(line["properties"].get("straight") for line in lines)


def test_a_scenario_of_then_is_made_again(client):
    """The same closing on the same day gives the travel times that were stored, and the same record."""
    (row,) = [plan for plan in client.get("/v1/plans").json()["plans"] if plan["status"] == "scenario"]
    stored = parse_problem(client.get(f"/v1/problems/{row['problem_sha256']}").content)
    day = read_problem(KEPT / "problem.json")
    roads = roads_of(day, override=KEPT / "roads")
    again = changed_problem(day, make_changes(ScenarioChanges(close_way=["W2"])), roads=lambda: roads)
    assert (stored.format_version, json.loads(problem_json(again))["format"]["version"]) == (2, 3)
    assert again.roads == stored.roads
    assert again.travel == stored.travel
    assert parse_problem(problem_json(again)) == replace(stored, stay=again.stay)


def test_its_problem_handed_in_again_is_the_same(client):
    """The hash of then is the hash of now; without its tables it has the fields of the present version."""
    answer = client.post("/v1/problems", content=(KEPT / "problem.json").read_bytes(), headers=JSON)
    assert (answer.status_code, answer.json()["sha256"]) == (200, SHA)
    slim = client.get(f"/v1/problems/{SHA}", params={"travel": "false"}).json()
    assert "sources" not in slim
    assert [closure["kind"] for closure in slim["roads"]["closures"]] == [
        *("ways_closed", "edges_closed", "area_closed", "ways_closed", "area_closed")
    ]


def test_a_what_if_on_it_is_planned(client, steps):
    """Its stored roads, bans and kinds are understood by the worker, too."""
    plan = next(x for x in client.get("/v1/plans").json()["plans"] if x["status"] == "published")
    body = {"base": plan["id"], "engine": "greedy", "seconds": 1, "changes": {"close_way": ["W2"]}}
    done = steps.operation(client, client.post("/v1/scenarios", json=body).json()["id"])
    assert done["state"] == "done", done
    scenario = client.get(f"/v1/scenarios/{done['scenario_id']}").json()
    assert client.get(f"/v1/plans/{scenario['plan_id']}").json()["figures"]["violations"] == 0


def test_its_plan_is_checked_on_the_command_line():
    """Valid, and its roads are found beside it."""
    files = [str(KEPT / "problem.json"), str(KEPT / "plan.json")]
    result = CliRunner().invoke(app, ["check", *files])
    assert result.exit_code == 0, result.output
    hits = CliRunner().invoke(app, ["hits", *files, "--close-way", "W1", "--json"])
    assert hits.exit_code == 0, hits.output
    assert json.loads(hits.stdout)["legs"]


def test_a_record_that_cannot_be_read_is_refused_when_it_is_handed_in(client):
    """Over HTTP, with each fault at its path."""
    value = json.loads((KEPT / "problem.json").read_bytes())
    value["sources"] |= {"truck_bans": "?", "closed_edges": "?"}
    answer = client.post("/v1/problems", content=json.dumps(value).encode(), headers=JSON)
    assert answer.status_code == 422
    assert sorted(issue["code"] for issue in answer.json()["issues"]) == ["BAD_BANS", "BAD_EDGE"]
