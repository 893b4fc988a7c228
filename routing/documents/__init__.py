"""Problems, tours, plans and scenarios as JSON: read, written canonically (RFC 8785), and their schemas."""

from routing.documents.json_text import parse_json
from routing.documents.reading import (
    parse_plan,
    parse_problem,
    parse_scenario,
    parse_tours,
    read_plan,
    read_problem,
    read_scenario,
    read_tours,
)
from routing.documents.schema import plan_schema, problem_schema
from routing.documents.writing import (
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

__all__ = [
    "parse_json",
    "parse_plan",
    "parse_problem",
    "parse_scenario",
    "parse_tours",
    "plan_json",
    "plan_schema",
    "problem_json",
    "problem_schema",
    "problem_sha256",
    "read_plan",
    "read_problem",
    "read_scenario",
    "read_tours",
    "scenario_json",
    "tours_json",
    "write_bytes",
    "write_plan",
    "write_problem",
    "write_scenario",
    "write_tours",
]
