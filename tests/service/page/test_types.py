"""Answers that `/openapi.json` leaves open have the fields that the browser's modules are checked against."""

import re
import time
from pathlib import Path

import pytest

ANSWERS = Path(__file__).parents[3] / "service/board/types/answers.d.ts"
TEXT = ANSWERS.read_text(encoding="utf-8")
# Corners of a box around Tam Kỳ.
BOX = [[108.2, 15.3], [108.6, 15.3], [108.6, 15.6], [108.2, 15.6], [108.2, 15.3]]


def fields(name: str) -> set[str]:
    """The fields of an interface in the declarations, without those that may be missing."""
    body = re.search(rf"^export interface {name}\b[^{{]*\{{\n(.*?)^\}}", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert body, name
    return set(re.findall(r"^  (\w+):", body.group(1), flags=re.MULTILINE))


@pytest.fixture(scope="module")
def scenario(day) -> dict:
    """A flood that cuts places off."""
    area = {"type": "Polygon", "coordinates": [BOX]}
    request = {"base": day.plan["id"], "changes": {"close_area": [area]}, "engine": "greedy", "seconds": 1}
    operation = day.http.post("/v1/scenarios", json=request).json()
    deadline = time.monotonic() + 60
    while operation["state"] != "done":
        assert time.monotonic() < deadline, operation
        time.sleep(0.2)
        operation = day.http.get(f"/v1/operations/{operation['id']}").json()
    return day.http.get(f"/v1/scenarios/{operation['scenario_id']}").json()


def test_figures_are_as_declared(day):
    """Each figure of a plan, and no other."""
    figures = day.body()["figures"]
    assert set(figures) == fields("Figures")
    assert set(figures["unserved_by_urgency"]) == {"EMERGENCY", "URGENT", "ROUTINE"}


def test_a_scenario_is_as_declared(scenario):
    """Differences, legs hit, the answer and what it tells of places that are cut off."""
    delta = scenario["delta"]
    assert set(delta) == fields("Delta")
    assert set(delta["before"]) >= fields("Objective")
    assert set(delta["orders"][0]) == fields("ChangedOrder")
    assert set(scenario["hits"]) == fields("Hits")
    assert set(scenario["hits"]["legs"][0]) == fields("LegHit")
    assert set(scenario["answer"]) == fields("Answer")
    assert set(scenario["answer"]["cut_off"][0]) == fields("CutOff")


def test_run_sheets_and_profiles_have_what_is_read(day):
    """Of these the page reads some fields only."""
    sheets = day.http.get(f"/v1/schedules/{day.date}/run-sheets").json()["run_sheets"]
    assert fields("RunSheet") <= set(sheets[0])
    problem = day.http.get(f"/v1/problems/{day.plan['problem_sha256']}?travel=false").json()
    for profile in problem["travel"]["profiles"].values():
        assert set(profile) == {"bans", "without"}
