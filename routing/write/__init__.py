"""The model as canonical JSON (RFC 8785), and the JSON Schemas that describe it."""

from routing.write.documents import (
    plan_json,
    problem_json,
    problem_sha256,
    scenario_json,
    tours_json,
    write_bytes,
    write_plan,
    write_problem,
    write_scenario,
    write_tours,
)
from routing.write.schema import plan_schema, problem_schema

__all__ = [
    "plan_json",
    "plan_schema",
    "problem_json",
    "problem_schema",
    "problem_sha256",
    "scenario_json",
    "tours_json",
    "write_bytes",
    "write_plan",
    "write_problem",
    "write_scenario",
    "write_tours",
]
