"""The tables of a day, read together so that every fault of every file is seen at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from geo.facilities import read_depots, read_facilities
from routing.model import (
    CylinderType,
    Depot,
    Facility,
    InputError,
    Issue,
    Order,
    Supplier,
    Vehicle,
    nfc,
)
from routing.read import WAITING_VND_PER_HOUR, read_cylinder_types, read_orders, read_vehicles
from service.dispatch.gather import or_none
from service.dispatch.geography import DEFAULT_SNAP_LIMIT_M
from service.dispatch.references import no_orders_in, no_rows, order_references, vehicle_references
from service.dispatch.sample import reference_path

T = TypeVar("T")


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
        Tables of bans of trucks and of speeds by the hour, see `service.dispatch.road_rules`.
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
    """What the files say; `outside` are ids of orders that the choice of a province leaves out."""

    facilities: tuple[Facility, ...]
    depots: tuple[Depot, ...]
    suppliers: tuple[Supplier, ...]
    types: tuple[CylinderType, ...]
    vehicles: tuple[Vehicle, ...]
    orders: tuple[Order, ...]
    outside: tuple[str, ...] = ()

    @property
    def ordering(self) -> tuple[Facility, ...]:
        """The facilities that order something."""
        wanted = {order.facility_id for order in self.orders}
        return tuple(facility for facility in self.facilities if facility.id in wanted)


def read_day(inputs: Inputs) -> DayTables:
    """Return the tables of a day.

    Raises
    ------
    InputError
        With the issues of all files together.
    """
    issues: list[Issue] = []
    facilities = or_none(issues, lambda: read_facilities(inputs.facilities))
    types = or_none(issues, lambda: read_cylinder_types(inputs.cylinders))
    # Without cylinder types no stock can be judged.
    depots = or_none(issues, lambda: read_depots(inputs.depots, types)) if types is not None else None
    vehicles = or_none(issues, lambda: read_vehicles(inputs.vehicles))
    by_file = [or_none(issues, partial(read_orders, path)) for path in inputs.order_files]
    places = _judged(issues, facilities, inputs.facilities)
    stores = _judged(issues, depots.depots if depots else None, (inputs.depots,))
    trucks = _judged(issues, vehicles, (inputs.vehicles,))
    if trucks and stores:
        issues += vehicle_references(trucks, inputs.vehicles, depots={depot.id for depot in stores})
    for path, listed in zip(inputs.order_files, by_file, strict=True):
        _judged(issues, listed, (path,))
        issues += order_references(
            listed or (),
            path,
            facilities=None if places is None else {facility.id for facility in places},
            types=None if types is None else {kind.id for kind in types},
        )
    if issues or facilities is None or types is None or depots is None or vehicles is None:
        raise InputError(issues)
    tables = DayTables(
        facilities=facilities,
        depots=depots.depots,
        suppliers=depots.suppliers,
        types=types if inputs.empty_vnd is None else _priced(types, inputs.empty_vnd),
        vehicles=vehicles,
        orders=tuple(order for listed in by_file for order in listed or ()),
    )
    return _of_province(tables, inputs.province)


def _priced(types: Sequence[CylinderType], empty_vnd: int) -> tuple[CylinderType, ...]:
    return tuple(replace(kind, empty_vnd=empty_vnd) for kind in types)


def _of_province(tables: DayTables, province: str) -> DayTables:
    if not province:
        return tables
    wanted = nfc(province).casefold()
    inside = tuple(f for f in tables.facilities if f.province.casefold() == wanted)
    left = {f.id for f in tables.facilities} - {f.id for f in inside}
    orders = tuple(order for order in tables.orders if order.facility_id not in left)
    if not orders:
        names = {f.id: f.province for f in tables.facilities}
        raise InputError([no_orders_in(province, {names[order.facility_id] for order in tables.orders})])
    return replace(
        tables,
        facilities=inside,
        orders=orders,
        outside=tuple(order.id for order in tables.orders if order.facility_id in left),
    )


def _judged(issues: list[Issue], items: tuple[T, ...] | None, paths: Sequence[Path]) -> tuple[T, ...] | None:
    """Return what was read, or None after noting that there is nothing in it."""
    if items is not None and not items:
        issues.append(no_rows(paths[0]))
    return items or None
