"""Problems, tours, plans and scenarios from JSON; fleet, orders and cylinder types from CSV."""

from routing.read.documents import (
    parse_plan,
    parse_problem,
    parse_scenario,
    parse_tours,
    read_plan,
    read_problem,
    read_scenario,
    read_tours,
)

__all__ = [
    "parse_plan",
    "parse_problem",
    "parse_scenario",
    "parse_tours",
    "read_plan",
    "read_problem",
    "read_scenario",
    "read_tours",
]
