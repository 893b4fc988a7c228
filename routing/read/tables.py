"""Vehicles, orders and cylinder types from CSV: their columns, and what an empty cell means."""

from pathlib import Path
from typing import Final

from routing.model import (
    NOTHING,
    PART_MARK,
    CylinderType,
    DriverRules,
    IssueCode,
    Meals,
    Order,
    Rates,
    Shift,
    Text,
    TimeWindow,
    Urgency,
    Vehicle,
)
from routing.read.cells import CellError, clock, counts, level, names, number, or_none, shift, text, windows
from routing.read.source import load
from routing.read.table import Cells, Column, parse_table

_MINUTE, _HOUR = 60, 3600
_NO_NAMES: Final[frozenset[str]] = frozenset()
_NOT_GIVEN: Final = 0


def _order_id(cell: str) -> str:
    if PART_MARK in cell:
        fault = Text(f"Mã đơn không được chứa {PART_MARK!r}", f"An order id must not contain {PART_MARK!r}")
        raise CellError(IssueCode.RESERVED_ID, fault, Text("Đổi mã đơn", "Rename the order"))
    return cell


# The limits on driving are those of the law (in force since 1 January 2025, Article 64); the break, the
# longest duty and the meals are estimates. See the table of driver rules among the reference data.
VEHICLE_COLUMNS: Final = (
    Column(name="id", read=text, aliases=("vehicle_id",)),
    Column(name="name", read=text, default="", aliases=("plate",)),
    Column(name="payload_kg", read=number(unit=1000, least=1)),
    Column(name="slots", read=number(least=1)),
    Column(name="depot_id", read=text, aliases=("start_depot_id",)),
    Column(name="end_depot_id", read=text, default=None),
    Column(name="shift", read=shift, default=TimeWindow(6 * _HOUR, 18 * _HOUR)),
    Column(name="max_overtime_min", read=number(unit=_MINUTE), default=0),
    Column(
        name="max_duration_h",
        read=or_none(number(unit=_HOUR, least=60)),
        default=12 * _HOUR,
        aliases=("max_duration",),
    ),
    Column(name="profile", read=text, default="truck"),
    Column(name="skills", read=names, default=_NO_NAMES),
    Column(name="load_depot_ids", read=names, default=None),
    Column(name="max_trips", read=number(least=1), default=None),
    Column(name="fixed_vnd", read=number(), default=0),
    Column(name="per_km_vnd", read=number(), default=0),
    Column(name="per_hour_vnd", read=number(), default=0),
    Column(name="overtime_per_hour_vnd", read=number(), default=0),
    Column(name="max_driving_h", read=number(unit=_HOUR), default=10 * _HOUR),
    Column(name="max_continuous_h", read=number(unit=_HOUR, least=60), default=4 * _HOUR),
    Column(name="break_min", read=number(unit=_MINUTE), default=15 * _MINUTE),
    Column(name="meal_min", read=or_none(number(unit=_MINUTE, least=_MINUTE)), default=30 * _MINUTE),
    Column(name="meal_within_h", read=or_none(number(unit=_HOUR, least=_HOUR)), default=_NOT_GIVEN),
    Column(name="meal_windows", read=windows, default=()),
    Column(name="registered_kg", read=number(unit=1000, least=1), default=None),
    Column(name="permits", read=names, default=_NO_NAMES),
)
ORDER_COLUMNS: Final = (
    Column(name="id", read=_order_id, aliases=("order_id",)),
    Column(name="facility_id", read=text),
    Column(name="deliver", read=counts, default=NOTHING),
    Column(name="collect", read=counts, default=NOTHING),
    Column(name="urgency", read=level(Urgency), default=Urgency.ROUTINE),
    Column(name="due", read=clock, default=None),
    Column(name="windows", read=windows, default=()),
    Column(name="skills", read=names, default=_NO_NAMES),
    Column(name="release", read=clock, default=None),
    Column(name="prize_vnd", read=number(), default=None),
)
EMPTY_VND: Final = 5_000
"""What an empty left standing costs where its table says nothing: an estimate, see the reference data."""
WAITING_VND_PER_HOUR: Final = (60_000, 12_000, 0)
"""What an hour costs until an order is begun, by urgency: an estimate, see the reference data."""
CYLINDER_COLUMNS: Final = (
    Column(name="id", read=text, aliases=("type",)),
    Column(name="name", read=text, default=None),
    Column(name="full_kg", read=number(unit=1000)),
    Column(name="tare_kg", read=number(unit=1000)),
    Column(name="gas_m3", read=number(unit=1000), default=0),
    Column(name="slots", read=number(), default=1),
    Column(name="empty_vnd", read=number(), default=EMPTY_VND),
)


def parse_vehicles(data: bytes | str, *, file: str = "") -> tuple[Vehicle, ...]:
    """Return the trucks of a CSV text; raises InputError with every issue of it."""
    return parse_table(data, file=file, columns=VEHICLE_COLUMNS, build=_vehicle)


def parse_orders(data: bytes | str, *, file: str = "") -> tuple[Order, ...]:
    """Return the orders of a CSV text; raises InputError with every issue of it."""
    return parse_table(data, file=file, columns=ORDER_COLUMNS, build=_order)


def parse_cylinder_types(data: bytes | str, *, file: str = "") -> tuple[CylinderType, ...]:
    """Return the cylinder types of a CSV text; raises InputError with every issue of it."""
    return parse_table(data, file=file, columns=CYLINDER_COLUMNS, build=_cylinder_type)


def read_vehicles(path: Path) -> tuple[Vehicle, ...]:
    """Return the trucks of the CSV file at `path`; raises InputError with every issue of it."""
    return parse_vehicles(load(path), file=Path(path).name)


def read_orders(path: Path) -> tuple[Order, ...]:
    """Return the orders of the CSV file at `path`; raises InputError with every issue of it."""
    return parse_orders(load(path), file=Path(path).name)


def read_cylinder_types(path: Path) -> tuple[CylinderType, ...]:
    """Return the cylinder types of the CSV file at `path`; raises InputError with every issue of it."""
    return parse_cylinder_types(load(path), file=Path(path).name)


def _vehicle(cells: Cells) -> Vehicle:
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


def _meals(cells: Cells) -> Meals | None:
    """Return the meals: within six hours of work, unless hours or windows are given."""
    length_s, within_s, hours = cells["meal_min"], cells["meal_within_h"], cells["meal_windows"]
    if within_s == _NOT_GIVEN:
        within_s = None if hours else 6 * _HOUR
    if length_s is None or (within_s is None and not hours):
        return None
    return Meals(length_s=length_s, within_work_s=within_s, windows=hours)


def _order(cells: Cells) -> Order:
    if not cells["deliver"] and not cells["collect"]:
        fault = Text("Đơn không giao và không thu bình nào", "The order delivers and collects nothing")
        remedy = Text("Nhập số bình hoặc xóa dòng này", "Enter a count or delete the row")
        raise CellError(IssueCode.EMPTY_ORDER, fault, remedy, column="deliver")
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


def _cylinder_type(cells: Cells) -> CylinderType:
    if cells["full_kg"] < cells["tare_kg"]:
        fault = Text("Bình đầy nhẹ hơn bình rỗng", "The full cylinder is lighter than the empty one")
        remedy = Text("Kiểm tra full_kg và tare_kg", "Check full_kg and tare_kg")
        raise CellError(IssueCode.FULL_BELOW_TARE, fault, remedy, column="full_kg")
    return CylinderType(
        id=cells["id"],
        name=cells["name"] or cells["id"],
        full_g=cells["full_kg"],
        tare_g=cells["tare_kg"],
        gas_l=cells["gas_m3"],
        slots=cells["slots"],
        empty_vnd=cells["empty_vnd"],
    )
