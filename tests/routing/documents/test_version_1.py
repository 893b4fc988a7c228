"""What version 0.1 wrote is read, written and judged as it was: its hash, its plans, its home."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from routing import model
from routing.check import check
from routing.documents import parse_problem, plan_json, problem_json, problem_sha256, read_plan, read_problem
from routing.model import Budget, InputError, Urgency, key_of, stored_fields
from routing.solve import solve

KEPT = Path(__file__).resolve().parents[2] / "data" / "version_0_1"


@pytest.fixture
def problem():
    """A truck of six: four fulls for an, urgent, and six empties of binh, which were an emergency."""
    return read_problem(KEPT / "problem.json")


@pytest.fixture
def plan():
    """The plan of then: the empties are fetched, and the oxygen stays."""
    return read_plan(KEPT / "plan.json")


def test_it_is_written_as_it_was_read(problem, plan):
    """To the byte, so that its hash stays that which its plans name."""
    assert (problem.format_version, plan.format_version) == (1, 1)
    assert problem_json(problem) == (KEPT / "problem.json").read_bytes()
    assert plan_json(plan) == (KEPT / "plan.json").read_bytes()
    assert problem_sha256(problem) == plan.problem_sha256


def test_its_plan_is_valid_under_the_objective_of_then(problem, plan):
    """Empties count as fulls where their type has no price."""
    assert check(problem, plan, problem_sha256=problem_sha256(problem)) == ()
    assert plan.objective.unserved[Urgency.URGENT] == 4


def test_planned_again_it_keeps_its_meaning(problem, plan):
    """The same problem, the same meaning, the same plan; with a price, fulls come first."""
    again = solve(problem, engine="greedy", budget=Budget(seconds=1), explained=False).plan
    assert again.objective == plan.objective
    types = tuple(replace(kind, empty_vnd=5_000) for kind in problem.cylinder_types)
    priced = problem.replace(cylinder_types=types)
    assert json.loads(problem_json(priced))["format"]["version"] == 2
    better = solve(priced, engine="greedy", budget=Budget(seconds=1), explained=False).plan
    assert better.objective.unserved == (0, 0, 0)


def test_a_document_of_version_1_has_no_fields_of_version_2():
    """They would be misread by whoever wrote it."""
    value = json.loads((KEPT / "problem.json").read_bytes())
    value["cylinder_types"][0]["empty_vnd"] = 5_000
    with pytest.raises(InputError) as refused:
        parse_problem(json.dumps(value))
    assert [issue.code for issue in refused.value.issues] == ["UNKNOWN_KEY"]
    value["format"]["version"] = 2
    assert parse_problem(json.dumps(value)).cylinder_types[0].empty_vnd == 5_000


def test_a_document_of_version_1_has_the_fields_that_version_0_1_wrote():
    """A field that came later is `SINCE_2`, or the hashes of then would change."""
    written = json.loads((KEPT / "fields.json").read_text(encoding="utf-8"))
    for name, fields in written.items():
        assert sorted(key_of(f) for f in stored_fields(getattr(model, name), 1)) == fields, name
