"""The communes of Quảng Nam before July 2025, with one point each."""

import sqlite3
import unicodedata
from dataclasses import dataclass
from importlib.metadata import distribution

from data.compile.tables import INPUTS, Row, read_rows

PROVINCE_CODE = "49"
PACKAGE = "vietnamadminunits"
# Nông Sơn was merged into Quế Sơn in January 2025, half a year before districts ended; its centre stands.
NONG_SON_WARDS = frozenset({"20656", "20668", "20669", "20671", "20692"})
ISLAND_WARDS = frozenset({"20434"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune, ward or town, with its point in degrees and how far the point can be trusted."""

    code: str
    name: str
    district_code: str
    lat: float
    lon: float
    source: str

    @property
    def is_island(self) -> bool:
        """Whether no road reaches it."""
        return self.code in ISLAND_WARDS


def read_communes() -> dict[str, Commune]:
    """Return the communes by code, in the order of their codes.

    Points come from the legacy table of the package; `inputs/point_corrections.csv` replaces those
    that are visibly a fallback (the middle of the district, or a neighbour's point).
    """
    package = distribution(PACKAGE)
    path = package.locate_file(f"{PACKAGE}/data/dataset.db")
    query = (
        "SELECT wardCode, ward, districtCode, wardLat, wardLon FROM admin_units_legacy"
        " WHERE provinceCode = ? ORDER BY wardCode"
    )
    with sqlite3.connect(str(path)) as connection:
        rows = connection.execute(query, (PROVINCE_CODE,)).fetchall()
    corrections = {row["ward_code"]: row for row in read_rows(INPUTS / "point_corrections.csv")}
    source = f"{PACKAGE} {package.version} (MIT), admin_units_legacy"
    return {row[0]: _commune(row, source, corrections.get(row[0])) for row in rows}


def _commune(row: tuple[str, str, str, float, float], source: str, correction: Row | None) -> Commune:
    code, name, district_code, lat, lon = row
    if correction:
        lat, lon = float(correction["lat"]), float(correction["lon"])
        source = f"position by hand: {correction['reason']}"
    return Commune(
        code=code,
        name=_plain_name(name),
        district_code="509N" if code in NONG_SON_WARDS else district_code,
        lat=round(lat, 5),
        lon=round(lon, 5),
        source=source,
    )


def _plain_name(name: str) -> str:
    """Return the name in NFC with the kind of unit as the gazette writes it ("Thị trấn", not "Thị Trấn")."""
    return unicodedata.normalize("NFC", name).replace("Thị Trấn", "Thị trấn").strip()
