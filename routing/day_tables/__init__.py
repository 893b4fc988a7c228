"""Tables of a day: vehicles, orders, cylinder types and stock."""

from routing.day_tables.order_columns import CYLINDERS, ORDERS, STOCK
from routing.day_tables.tables import (
    WAITING_VND_PER_HOUR,
    StockLine,
    cylinder_sheets,
    cylinder_types_of,
    order_sheets,
    orders_of,
    parse_cylinder_types,
    parse_orders,
    parse_stock,
    parse_vehicles,
    read_cylinder_types,
    read_orders,
    read_stock,
    read_vehicles,
    vehicle_sheets,
    vehicles_of,
)
from routing.day_tables.vehicle_columns import VEHICLES

__all__ = [
    "CYLINDERS",
    "ORDERS",
    "STOCK",
    "VEHICLES",
    "WAITING_VND_PER_HOUR",
    "StockLine",
    "cylinder_sheets",
    "cylinder_types_of",
    "order_sheets",
    "orders_of",
    "parse_cylinder_types",
    "parse_orders",
    "parse_stock",
    "parse_vehicles",
    "read_cylinder_types",
    "read_orders",
    "read_stock",
    "read_vehicles",
    "vehicle_sheets",
    "vehicles_of",
]
