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
from routing.read.json_text import parse_json
from routing.read.tables import (
    WAITING_VND_PER_HOUR,
    parse_cylinder_types,
    parse_orders,
    parse_vehicles,
    read_cylinder_types,
    read_orders,
    read_vehicles,
)

__all__ = [
    "WAITING_VND_PER_HOUR",
    "parse_cylinder_types",
    "parse_json",
    "parse_orders",
    "parse_plan",
    "parse_problem",
    "parse_scenario",
    "parse_tours",
    "parse_vehicles",
    "read_cylinder_types",
    "read_orders",
    "read_plan",
    "read_problem",
    "read_scenario",
    "read_tours",
    "read_vehicles",
]
