"""Files of places become `Facility`, `Depot` and `Supplier`; nothing is taken if anything is wrong."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from geo.places.facilities.astray import gather_astray
from geo.places.facilities.checks import location, repeated_places
from geo.places.facilities.columns import DEPOTS, FACILITIES
from geo.places.facilities.defaults import DEPOT_DEFAULTS, FACILITY_DEFAULTS
from geo.places.facilities.rows import place_sheets
from geo.places.regions import Region
from routing.model import CylinderType, Depot, Facility, IssueCode, Location, Standing, Supplier, Text
from routing.tables import Row, Sheet, refuse_repeated, refuse_sheets, rows_of


class DepotFile(NamedTuple):
    """The depots of a file and the suppliers that they name."""

    depots: tuple[Depot, ...]
    suppliers: tuple[Supplier, ...]


def read_facilities(
    paths: Path | str | Iterable[Path | str], *, regions: Sequence[Region] = ()
) -> tuple[Facility, ...]:
    """Return the facilities of one or several CSV or GeoJSON files, in the files' order.

    Parameters
    ----------
    regions
        Province outlines; with them, a point outside the province that its row names is refused.

    Raises
    ------
    InputError
        With every issue of every file; nothing was taken.

    Notes
    -----
    Hours and unloading times that a file leaves out are those of its class in `defaults`:
    estimates. Their presence does not change a facility's `standing`, which is the row's; a row
    that says nothing is people's own.
    """
    listed = [paths] if isinstance(paths, Path | str) else list(paths)
    return facilities_of(facility_sheets([Path(path) for path in listed], regions=regions))


def facility_sheets(paths: Iterable[Path], *, regions: Sequence[Region] = ()) -> list[Sheet]:
    """Return files of facilities with all that is wrong with them."""
    return _judged(place_sheets(paths, FACILITIES), regions)


def facilities_of(sheets: Sequence[Sheet]) -> tuple[Facility, ...]:
    """Return the facilities of files; raises InputError with every issue of them."""
    refuse_sheets(*sheets)
    return tuple(_facility(row) for row in rows_of(sheets))


def read_depots(
    path: Path | str, cylinder_types: Iterable[CylinderType], *, regions: Sequence[Region] = ()
) -> DepotFile:
    """Return the depots of a CSV or GeoJSON file and their suppliers.

    Parameters
    ----------
    cylinder_types
        The types that a stock may name.

    Raises
    ------
    InputError
        With every issue of the file; nothing was taken.
    """
    types = {kind.id for kind in cylinder_types}
    return depots_of(depot_sheets([Path(path)], types=types, regions=regions))


def depot_sheets(
    paths: Iterable[Path], *, types: Collection[str] | None, regions: Sequence[Region] = ()
) -> list[Sheet]:
    """Return files of depots with all that is wrong with them.

    Parameters
    ----------
    types
        Ids that a stock may name; None if they could not be read, and nothing is said of them.
    """
    sheets = _judged(place_sheets(paths, DEPOTS), regions)
    rows = rows_of(sheets)
    for row in rows:
        if types is not None and row.filled("stock"):
            _judge_stock(row, types)
    _judge_suppliers(rows)
    return sheets


def depots_of(sheets: Sequence[Sheet]) -> DepotFile:
    """Return the depots of files and their suppliers; raises InputError with every issue of them."""
    refuse_sheets(*sheets)
    rows = rows_of(sheets)
    return DepotFile(tuple(_depot(row) for row in rows), _suppliers(rows))


def _judged(sheets: list[Sheet], regions: Sequence[Region]) -> list[Sheet]:
    rows = rows_of(sheets)
    places = [location(row, regions) for row in rows]
    refuse_repeated(rows)
    repeated_places(rows, places)
    gather_astray(rows)
    return sheets


def _facility(row: Row) -> Facility:
    usual = FACILITY_DEFAULTS[row["class"]]
    return Facility(
        id=row["id"],
        name=row["name"],
        location=Location(row["lat"], row["lon"]),
        name_en=row["name_en"],
        kind=row["class"],
        receiving=usual.receiving if row["receiving"] is None else row["receiving"],
        unload_fixed_s=_minutes_s(row, "unload_fixed_min", usual.unload_fixed_s),
        unload_s_per_cylinder=_or(row["unload_s_per_cylinder"], usual.unload_s_per_cylinder),
        skills=row["skills"],
        parent_id=row["parent_id"],
        province=row["province"],
        district=row["district"],
        commune=row["commune"],
        standing=_standing(row),
    )


def _depot(row: Row) -> Depot:
    return Depot(
        id=row["id"],
        name=row["name"],
        location=Location(row["lat"], row["lon"]),
        name_en=row["name_en"],
        supplier_id=row["supplier_id"],
        open=DEPOT_DEFAULTS.open if row["open"] is None else row["open"],
        stock=row["stock"],
        bays=row["bays"],
        load_fixed_s=_minutes_s(row, "load_fixed_min", DEPOT_DEFAULTS.load_fixed_s),
        load_s_per_cylinder=_or(row["load_s_per_cylinder"], DEPOT_DEFAULTS.load_s_per_cylinder),
        standing=_standing(row),
    )


def _judge_stock(row: Row, types: Collection[str]) -> None:
    strange = ", ".join(sorted(set(row["stock"]) - set(types)))
    if strange:
        known = ", ".join(sorted(types))
        row.fault(
            IssueCode.BAD_COUNTS,
            Text(f"Không có loại bình {strange}", f"There is no cylinder type {strange}"),
            Text(f"Dùng các loại bình: {known}", f"Use the cylinder types {known}"),
            column="stock",
        )


def _judge_suppliers(rows: Iterable[Row]) -> None:
    names: dict[str, str] = {}
    for row in rows:
        if not row.filled("supplier_id") or not row.good("supplier_name"):
            continue
        supplier, name = row["supplier_id"], row["supplier_name"]
        known = names.get(supplier, "")
        if known and name and known != name:
            row.fault(
                IssueCode.SUPPLIER_NAMES_DIFFER,
                Text(f"Nhà cung cấp {supplier} có hai tên", f"The supplier {supplier} has two names"),
                Text(f"Dùng một tên, ví dụ “{known}”", f"Use one name, such as “{known}”"),
                column="supplier_name",
            )
        names[supplier] = known or name


def _suppliers(rows: Iterable[Row]) -> tuple[Supplier, ...]:
    names: dict[str, str] = {}
    for row in rows:
        if row["supplier_id"]:
            names[row["supplier_id"]] = names.get(row["supplier_id"], "") or row["supplier_name"]
    return tuple(Supplier(id=supplier, name=name or supplier) for supplier, name in names.items())


def _standing(row: Row) -> Standing:
    usual = Standing.SYNTHETIC if row["synthetic"] else Standing.OWN
    return row["standing"] or usual


def _minutes_s(row: Row, column: str, default_s: int) -> int:
    return default_s if row[column] is None else round(row[column] * 60)


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
