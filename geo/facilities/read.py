"""Files of places become `Facility`, `Depot` and `Supplier`; nothing is taken if anything is wrong."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from geo.cells import Row
from geo.facilities.astray import gather_astray
from geo.facilities.checks import location, repeated_ids, repeated_places
from geo.facilities.defaults import DEPOT_DEFAULTS, FACILITY_DEFAULTS
from geo.facilities.rows import read_rows
from geo.regions import Region
from routing.model import (
    CylinderType,
    Depot,
    Facility,
    FacilityClass,
    InputError,
    Issue,
    IssueCode,
    Location,
    Standing,
    Supplier,
    Text,
    refuse_if,
)


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
    rows = _all_rows(Path(path) for path in listed)
    places = [location(row, regions) for row in rows]
    facilities = [_facility(row, place) for row, place in zip(rows, places, strict=True)]
    repeated_ids(rows)
    repeated_places(rows, places)
    gather_astray(rows)
    refuse_if(issue for row in rows for issue in row.issues)
    return tuple(facilities)


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
    types = [kind.id for kind in cylinder_types]
    rows = read_rows(Path(path))
    places = [location(row, regions) for row in rows]
    depots = tuple(_depot(row, place, types) for row, place in zip(rows, places, strict=True))
    repeated_ids(rows)
    repeated_places(rows, places)
    gather_astray(rows)
    suppliers = _suppliers(rows)
    refuse_if(issue for row in rows for issue in row.issues)
    return DepotFile(depots, suppliers)


def _all_rows(paths: Iterable[Path]) -> tuple[Row, ...]:
    rows: list[Row] = []
    issues: list[Issue] = []
    for path in paths:
        try:
            rows.extend(read_rows(path))
        except InputError as error:
            issues.extend(error.issues)
    if issues:
        # A file that cannot be read must not hide what is wrong in the others.
        for row in rows:
            _facility(row, location(row, ()))
        gather_astray(rows)
        raise InputError([*issues, *(issue for row in rows for issue in row.issues)])
    return tuple(rows)


def _facility(row: Row, place: Location) -> Facility:
    kind = FacilityClass(row.one_of("class", [x.value for x in FacilityClass], default=FacilityClass.OTHER))
    usual = FACILITY_DEFAULTS[kind]
    return Facility(
        id=row.required("id"),
        name=row.required("name"),
        location=place,
        name_en=row.text("name_en"),
        kind=kind,
        receiving=row.windows("receiving", default=usual.receiving),
        unload_fixed_s=_minutes_s(row, "unload_fixed_min", usual.unload_fixed_s),
        unload_s_per_cylinder=_seconds(row, "unload_s_per_cylinder", usual.unload_s_per_cylinder),
        skills=frozenset(filter(None, (skill.strip() for skill in row.text("skills").split(";")))),
        parent_id=row.text("parent_id"),
        province=row.text("province"),
        district=row.text("district"),
        commune=row.text("commune"),
        standing=_standing(row),
    )


def _depot(row: Row, place: Location, types: Sequence[str]) -> Depot:
    return Depot(
        id=row.required("id"),
        name=row.required("name"),
        location=place,
        name_en=row.text("name_en"),
        supplier_id=row.text("supplier_id"),
        open=row.windows("open", default=DEPOT_DEFAULTS.open),
        stock=row.counts("stock", types=types),
        bays=row.whole("bays", default=None, high=1000),
        load_fixed_s=_minutes_s(row, "load_fixed_min", DEPOT_DEFAULTS.load_fixed_s),
        load_s_per_cylinder=_seconds(row, "load_s_per_cylinder", DEPOT_DEFAULTS.load_s_per_cylinder),
        standing=_standing(row),
    )


def _suppliers(rows: Sequence[Row]) -> tuple[Supplier, ...]:
    names: dict[str, str] = {}
    for row in rows:
        supplier, name = row.text("supplier_id"), row.text("supplier_name")
        if not supplier:
            continue
        known = names.get(supplier, "")
        if known and name and known != name:
            row.fault(
                IssueCode.SUPPLIER_NAMES_DIFFER,
                Text(f"Nhà cung cấp {supplier} có hai tên", f"The supplier {supplier} has two names"),
                Text(f"Dùng một tên, ví dụ “{known}”", f"Use one name, such as “{known}”"),
                column="supplier_name",
            )
        names[supplier] = known or name
    return tuple(Supplier(id=supplier, name=name or supplier) for supplier, name in names.items())


def _standing(row: Row) -> Standing:
    usual = Standing.SYNTHETIC if row.boolean("synthetic", default=False) else Standing.OWN
    return Standing(row.one_of("standing", [x.value for x in Standing], default=usual))


def _minutes_s(row: Row, column: str, default_s: int) -> int:
    return round(row.real(column, default=default_s / 60, high=1440) * 60)


def _seconds(row: Row, column: str, default_s: int) -> int:
    value = row.whole(column, default=default_s, high=86_400)
    return default_s if value is None else value
