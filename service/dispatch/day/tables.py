"""The tables of a day, read together so that every fault of every file is seen at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from geo.places.facilities import depots_of, facilities_of
from geo.places.provinces import same_province
from routing.day_tables import WAITING_VND_PER_HOUR, cylinder_types_of, orders_of, vehicles_of
from routing.model import (
    CylinderType,
    Depot,
    Facility,
    InputError,
    Issue,
    IssueCode,
    Order,
    Subject,
    Supplier,
    Text,
    Vehicle,
    refuse_if,
)
from service.dispatch.day.day_sheets import DaySheets, read_sheets_of_day
from service.dispatch.roads.geography import DEFAULT_SNAP_LIMIT_M
from service.dispatch.sample import reference_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The files of a day.

    Attributes
    ----------
    roads : Path or None
        May be left out where travel times come from a server.
    matrix_from : str
        That server, such as `osrm:http://host:5000`; empty means that they are computed from the roads.
    roads_name : str
        How the problem names its roads; empty means by the path as given.
    province : str
        Only facilities of this province take part; empty means all.
    bans, road_hours : str
        Tables of bans of trucks and of speeds by the hour, see `service.dispatch.roads.road_rules`.
    more_orders : sequence of Path
        Further tables of orders, such as the urgent calls of the morning.
    truck_profiles : Path, optional
        Table of kinds of trucks, which trucks name as their profile.
    empty_vnd : int, optional
        What an empty left standing costs, of every type; without it, what the table of types says.
    waiting_vnd_per_hour : tuple of int
        By urgency, what an hour costs until an order is begun.
    """

    facilities: Sequence[Path]
    depots: Path
    vehicles: Path
    orders: Path
    more_orders: Sequence[Path] = ()
    date: str
    roads: Path | None = None
    matrix_from: str = ""
    cylinders: Path = field(default_factory=lambda: reference_path("cylinders.csv"))
    province: str = ""
    snap_limit_m: float = DEFAULT_SNAP_LIMIT_M
    name: str = ""
    roads_name: str = ""
    bans: str = ""
    road_hours: str = ""
    truck_profiles: Path | None = None
    empty_vnd: int | None = None
    waiting_vnd_per_hour: tuple[int, int, int] = WAITING_VND_PER_HOUR

    @property
    def order_files(self) -> tuple[Path, ...]:
        """All tables of orders."""
        return (self.orders, *self.more_orders)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTables:
    """What the files say.

    Attributes
    ----------
    outside : tuple of str
        Ids of orders that the choice of a province leaves out.
    outside_provinces : tuple of str
        The provinces of these.
    sheets : DaySheets
        The rows that all this is from.
    """

    facilities: tuple[Facility, ...]
    depots: tuple[Depot, ...]
    suppliers: tuple[Supplier, ...]
    types: tuple[CylinderType, ...]
    vehicles: tuple[Vehicle, ...]
    orders: tuple[Order, ...]
    outside: tuple[str, ...] = ()
    outside_provinces: tuple[str, ...] = ()
    sheets: DaySheets

    @property
    def ordering(self) -> tuple[Facility, ...]:
        """The facilities that order something."""
        wanted = {order.facility_id for order in self.orders}
        return tuple(facility for facility in self.facilities if facility.id in wanted)


def read_day(inputs: Inputs, *, tell: Callable[[Text], None] | None = None) -> DayTables:
    """Return the tables of a day.

    Parameters
    ----------
    tell
        Called with what people should know of the files, whether these are refused or not.

    Raises
    ------
    InputError
        With the issues of all files together.
    """
    sheets = read_sheets_of_day(
        facilities=inputs.facilities,
        depots=inputs.depots,
        types=inputs.cylinders,
        vehicles=inputs.vehicles,
        orders=inputs.order_files,
    )
    if tell:
        for notice in sheets.notices:
            tell(notice)
    refuse_if(sheets.issues)
    types, depots = cylinder_types_of(sheets.types), depots_of(sheets.depots)
    tables = DayTables(
        facilities=facilities_of(sheets.facilities),
        depots=depots.depots,
        suppliers=depots.suppliers,
        types=types if inputs.empty_vnd is None else _priced(types, inputs.empty_vnd),
        vehicles=vehicles_of(sheets.vehicles),
        orders=orders_of(sheets.orders),
        sheets=sheets,
    )
    return _of_province(tables, inputs.province)


def _priced(types: Sequence[CylinderType], empty_vnd: int) -> tuple[CylinderType, ...]:
    return tuple(replace(kind, empty_vnd=empty_vnd) for kind in types)


def _of_province(tables: DayTables, province: str) -> DayTables:
    if not province:
        return tables
    named = {f.province for f in tables.facilities}
    wanted = {name for name in named if same_province(name, province)}
    inside = tuple(f for f in tables.facilities if f.province in wanted)
    left = {f.id: f.province for f in tables.facilities if f.province not in wanted}
    orders = tuple(order for order in tables.orders if order.facility_id not in left)
    outside = tuple(order for order in tables.orders if order.facility_id in left)
    provinces = {left[order.facility_id] for order in outside}
    if not orders:
        raise InputError([_no_orders_in(province, provinces)])
    return replace(
        tables,
        facilities=inside,
        orders=orders,
        outside=tuple(order.id for order in outside),
        outside_provinces=tuple(sorted(filter(None, provinces))),
    )


def _no_orders_in(province: str, others: Collection[str]) -> Issue:
    """Return the issue of a province that orders nothing, naming those that do."""
    named = ", ".join(sorted(filter(None, others))) or "—"
    return Issue(
        code=IssueCode.NO_ORDERS_IN_PROVINCE,
        subject=Subject(column="province", id=province),
        fault=Text("Tỉnh này không có đơn nào", "No order is of this province"),
        remedy=Text(f"Các tỉnh có đơn: {named}", f"Provinces with orders: {named}"),
    )
