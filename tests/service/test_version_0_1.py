"""A home of version 0.1 is opened, served and planned in as it stands."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from service.app import make_app
from service.cli import app
from service.settings import Settings

KEPT = Path(__file__).resolve().parents[1] / "data" / "version_0_1"
JSON = {"Content-Type": "application/json"}
SHA = "4141e9e883c5cd39066dd3d44d2cf012e4946cf342c0fc9fea724a4e65c35d26"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A server on a copy of the home that version 0.1 left."""
    home = tmp_path / "home"
    shutil.copytree(KEPT / "home", home)
    with TestClient(make_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_its_plans_are_served_and_told_as_what_they_are(client):
    """Published and drafts, byte for byte, made under the objective of then."""
    plans = client.get("/v1/plans").json()["plans"]
    assert sorted(plan["status"] for plan in plans) == ["draft", "published"]
    for plan in plans:
        assert "format 1" in plan["objective_note"]["en"]
        whole = client.get(f"/v1/plans/{plan['id']}").json()
        assert whole["plan"]["format"]["version"] == 1
        assert whole["plan"]["objective"]["unserved"] == [0, 4, 0]
        assert whole["figures"]["violations"] == 0
        assert client.get(f"/v1/plans/{plan['id']}", params={"format": "geojson"}).status_code == 200


def test_its_drafts_can_be_published(client):
    """They are judged by the problem's own meaning and found valid."""
    draft = next(plan for plan in client.get("/v1/plans").json()["plans"] if plan["status"] == "draft")
    answer = client.post(f"/v1/plans/{draft['id']}/publish", json={})
    assert answer.status_code == 200, answer.text
    sheet = client.get("/v1/schedules/2026-11-24/run-sheets/depot")
    assert sheet.json()["problem_sha256"] == SHA


def test_its_problem_handed_in_again_is_the_same(client):
    """The hash of then is the hash of now."""
    answer = client.post("/v1/problems", content=(KEPT / "problem.json").read_bytes(), headers=JSON)
    assert answer.json()["sha256"] == SHA


def test_its_plan_is_checked_on_the_command_line():
    """Valid, and said to be of format 1."""
    result = CliRunner().invoke(app, ["check", str(KEPT / "problem.json"), str(KEPT / "plan.json")])
    assert result.exit_code == 0, result.output
    assert "format 1" in result.output
