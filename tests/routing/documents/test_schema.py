"""The published schemas are those of the model, and what is written follows them."""

import json
from pathlib import Path

import jsonschema
import pytest

import routing
from routing.documents import plan_json, plan_schema, problem_json, problem_schema
from routing.model import Change, Objective, Order, Plan

PUBLISHED = {"problem.schema.json": problem_schema, "plan.schema.json": plan_schema}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_checked_in_file_is_up_to_date(name):
    """`python -m routing.documents` writes both anew."""
    text = (Path(routing.__file__).parent / name).read_text(encoding="utf-8")
    assert json.loads(text) == PUBLISHED[name]()


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_schemas_are_schemas(name):
    """JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(PUBLISHED[name]())


def test_every_world_follows_the_schema(world):
    """What is written validates."""
    jsonschema.validate(json.loads(problem_json(world)), problem_schema())


def test_a_plan_follows_the_schema():
    """The smallest plan there is."""
    plan = Plan(problem_sha256="", routes=(), objective=Objective())
    jsonschema.validate(json.loads(plan_json(plan)), plan_schema())


@pytest.mark.parametrize(
    "damage",
    [
        lambda value: value.update(extra=1),
        lambda value: value.pop("travel"),
        lambda value: value["orders"][0].update(urgency="SOON"),
        lambda value: value["orders"][0].update(windows=[[1]]),
        lambda value: value["orders"][0].update(deliver={"40L": 1.5}),
        lambda value: value["format"].update(version=2),
        lambda value: value["travel"]["profiles"]["truck"]["duration_s"][0].insert(0, -2),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(two_clinics, damage):
    """Unknown, missing and misshapen fields."""
    value = json.loads(problem_json(two_clinics))
    damage(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, problem_schema())


def test_every_change_is_told_by_its_kind():
    """A remedy may be any change, each with a kind of its own."""
    definitions = plan_schema()["$defs"]
    kinds = {definitions[change.__name__]["properties"]["kind"]["const"] for change in Change.__args__}
    assert kinds == {change.kind for change in Change.__args__}


def test_only_fields_without_default_are_required():
    """A problem written by hand may be short."""
    assert problem_schema()["$defs"][Order.__name__]["required"] == ["id", "facility_id"]
