"""Vehicles, orders, cylinder types and stock from tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from routing.day_tables.order_columns import CYLINDERS, ORDERS, STOCK
from routing.day_tables.vehicle_columns import NOT_GIVEN, VEHICLES
from routing.model import (
    CylinderType,
    DriverRules,
    IssueCode,
    Meals,
    Order,
    Rates,
    Shift,
    Text,
    TimeWindow,
    Vehicle,
)
from routing.tables import Row, Sheet, Table, parse_sheet, read_sheets, refuse_repeated, refuse_sheets

_HOUR: Final = 3600
WAITING_VND_PER_HOUR: Final = (60_000, 12_000, 0)
"""What an hour costs until an order is begun, by urgency: an estimate, see the reference data."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """What a facility has of a cylinder type in the morning, and what it uses in a day."""

    facility_id: str
    type_id: str
    full: int
    empty: int
    use_per_day: float


def vehicle_sheets(paths: Iterable[Path]) -> list[Sheet]:
    """Return tables of trucks with all that is wrong with them."""
    return read_sheets(paths, VEHICLES)


def order_sheets(paths: Iterable[Path]) -> list[Sheet]:
    """Return tables of orders with all that is wrong with them."""
    return _judged(read_sheets(paths, ORDERS), _judge_order)


def cylinder_sheets(paths: Iterable[Path]) -> list[Sheet]:
    """Return tables of cylinder types with all that is wrong with them."""
    return _judged(read_sheets(paths, CYLINDERS), _judge_cylinder_type)


def vehicles_of(sheets: Sequence[Sheet]) -> tuple[Vehicle, ...]:
    """Return the trucks of tables; raises InputError with every issue of them."""
    return _items(sheets, _vehicle)


def orders_of(sheets: Sequence[Sheet]) -> tuple[Order, ...]:
    """Return the orders of tables; raises InputError with every issue of them."""
    return _items(sheets, _order)


def cylinder_types_of(sheets: Sequence[Sheet]) -> tuple[CylinderType, ...]:
    """Return the cylinder types of tables; raises InputError with every issue of them."""
    return _items(sheets, _cylinder_type)


def parse_vehicles(data: bytes | str, *, file: str = "") -> tuple[Vehicle, ...]:
    """Return the trucks of a CSV text; raises InputError with every issue of it."""
    return vehicles_of(_parsed(data, VEHICLES, file))


def parse_orders(data: bytes | str, *, file: str = "") -> tuple[Order, ...]:
    """Return the orders of a CSV text; raises InputError with every issue of it."""
    return orders_of(_judged(_parsed(data, ORDERS, file), _judge_order))


def parse_cylinder_types(data: bytes | str, *, file: str = "") -> tuple[CylinderType, ...]:
    """Return the cylinder types of a CSV text; raises InputError with every issue of it."""
    return cylinder_types_of(_judged(_parsed(data, CYLINDERS, file), _judge_cylinder_type))


def parse_stock(data: bytes | str, *, file: str = "") -> tuple[StockLine, ...]:
    """Return the lines of a CSV text of stock; raises InputError with every issue of it."""
    return _items(_parsed(data, STOCK, file), _stock_line)


def read_vehicles(path: Path) -> tuple[Vehicle, ...]:
    """Return the trucks of the CSV file at `path`; raises InputError with every issue of it."""
    return vehicles_of(vehicle_sheets([path]))


def read_orders(path: Path) -> tuple[Order, ...]:
    """Return the orders of the CSV file at `path`; raises InputError with every issue of it."""
    return orders_of(order_sheets([path]))


def read_cylinder_types(path: Path) -> tuple[CylinderType, ...]:
    """Return the cylinder types of the CSV file at `path`; raises InputError with every issue of it."""
    return cylinder_types_of(cylinder_sheets([path]))


def read_stock(path: Path) -> tuple[StockLine, ...]:
    """Return the lines of the CSV file of stock at `path`; raises InputError with every issue of it."""
    return _items(read_sheets([path], STOCK), _stock_line)


def _parsed(data: bytes | str, table: Table, file: str) -> list[Sheet]:
    sheet = parse_sheet(data, table, file=file)
    if table.key:
        refuse_repeated(sheet.rows)
    return [sheet]


def _judged(sheets: list[Sheet], judge: Callable[[Row], None]) -> list[Sheet]:
    for sheet in sheets:
        for row in sheet.rows:
            judge(row)
    return sheets


def _items(sheets: Sequence[Sheet], build: Callable[[Row], _T]) -> tuple[_T, ...]:
    refuse_sheets(*sheets)
    return tuple(build(row) for sheet in sheets for row in sheet.rows)


def _judge_order(row: Row) -> None:
    if row.good("deliver", "collect") and not row["deliver"] and not row["collect"]:
        row.fault(
            IssueCode.EMPTY_ORDER,
            Text("Đơn không giao và không thu bình nào", "The order delivers and collects nothing"),
            Text("Nhập số bình hoặc xóa dòng này", "Enter a count or delete the row"),
            column="deliver",
        )


def _judge_cylinder_type(row: Row) -> None:
    if row.filled("full_kg") and row.filled("tare_kg") and row["full_kg"] < row["tare_kg"]:
        row.fault(
            IssueCode.FULL_BELOW_TARE,
            Text("Bình đầy nhẹ hơn bình rỗng", "The full cylinder is lighter than the empty one"),
            Text("Kiểm tra full_kg và tare_kg", "Check full_kg and tare_kg"),
            column="full_kg",
        )


def _stock_line(row: Row) -> StockLine:
    return StockLine(
        facility_id=row["facility_id"],
        type_id=row["type"],
        full=row["full"],
        empty=row["empty"],
        use_per_day=row["use_per_day"],
    )


def _vehicle(cells: Row) -> Vehicle:
    duty: TimeWindow = cells["shift"]
    return Vehicle(
        id=cells["id"],
        name=cells["name"],
        profile=cells["profile"],
        payload_g=cells["payload_kg"],
        slots=cells["slots"],
        start_depot_id=cells["depot_id"],
        end_depot_id=cells["end_depot_id"] or cells["depot_id"],
        shift=Shift(
            start_s=duty.start_s,
            end_s=duty.end_s,
            max_overtime_s=cells["max_overtime_min"],
            max_duration_s=cells["max_duration_h"],
        ),
        rules=DriverRules(
            max_driving_s=cells["max_driving_h"],
            max_continuous_driving_s=cells["max_continuous_h"],
            break_s=cells["break_min"],
            meals=_meals(cells),
        ),
        rates=Rates(
            fixed_vnd=cells["fixed_vnd"],
            per_km_vnd=cells["per_km_vnd"],
            per_hour_vnd=cells["per_hour_vnd"],
            overtime_per_hour_vnd=cells["overtime_per_hour_vnd"],
        ),
        skills=cells["skills"],
        load_depot_ids=cells["load_depot_ids"] or None,
        max_trips=cells["max_trips"],
        registered_g=cells["registered_kg"],
        permits=cells["permits"],
    )


def _meals(cells: Row) -> Meals | None:
    """Return the meals: within six hours of work, unless hours or windows are given."""
    length_s, within_s, hours = cells["meal_min"], cells["meal_within_h"], cells["meal_windows"]
    if within_s == NOT_GIVEN:
        within_s = None if hours else 6 * _HOUR
    if length_s is None or (within_s is None and not hours):
        return None
    return Meals(length_s=length_s, within_work_s=within_s, windows=hours)


def _order(cells: Row) -> Order:
    return Order(
        id=cells["id"],
        facility_id=cells["facility_id"],
        deliver=cells["deliver"],
        collect=cells["collect"],
        urgency=cells["urgency"],
        due_s=cells["due"],
        windows=cells["windows"],
        skills=cells["skills"],
        release_s=cells["release"],
        prize_vnd=cells["prize_vnd"],
    )


def _cylinder_type(cells: Row) -> CylinderType:
    return CylinderType(
        id=cells["id"],
        name=cells["name"] or cells["id"],
        full_g=cells["full_kg"],
        tare_g=cells["tare_kg"],
        gas_l=cells["gas_m3"],
        slots=cells["slots"],
        empty_vnd=cells["empty_vnd"],
    )
