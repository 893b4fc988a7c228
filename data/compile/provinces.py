"""Where the communes of each province lie, before and since the provinces were merged in July 2025."""

import sqlite3
import unicodedata
from collections import defaultdict
from importlib.metadata import distribution

from data.compile.communes import PACKAGE
from data.compile.tables import REFERENCE, write_rows

COLUMNS = ("province", "aliases", "generation", "points", "source", "standing")
GENERATIONS = {"old": "admin_units_legacy", "new": "admin_units"}
ALIASES = {
    "Hà Nội": "HN",
    "Hồ Chí Minh": "HCM;TPHCM;Sài Gòn",
    "Bà Rịa - Vũng Tàu": "BR-VT;BRVT;Vũng Tàu",
    "Thừa Thiên Huế": "Huế;TT-Huế",
    "Huế": "Thừa Thiên Huế;TT-Huế",
    "Đắk Lắk": "Đắc Lắc;Đăk Lăk;Dak Lak",
    "Đắk Nông": "Đắc Nông;Đăk Nông;Dak Nong",
    "Bắc Kạn": "Bắc Cạn",
}
"""Other names in use, by hand."""
_PLACES = 3
"""Decimals of a degree, about 100 m: enough to tell provinces apart."""


def write_provinces() -> None:
    """Write `reference/commune_points.csv`: a row for each province of each generation."""
    package = distribution(PACKAGE)
    path = package.locate_file(f"{PACKAGE}/data/dataset.db")
    with sqlite3.connect(str(path)) as connection:
        rows = [
            _row(name, points, generation, f"{PACKAGE} {package.version} (MIT), {table}")
            for generation, table in GENERATIONS.items()
            for name, points in _points(connection, table).items()
        ]
    write_rows(REFERENCE / "commune_points.csv", COLUMNS, rows)


def _points(connection: sqlite3.Connection, table: str) -> dict[str, list[tuple[float, float]]]:
    # The table is one of the two above.
    query = (
        f"SELECT provinceShort, wardLat, wardLon FROM {table}"  # noqa: S608
        " WHERE wardLat IS NOT NULL AND wardLon IS NOT NULL ORDER BY provinceCode, wardCode"
    )
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for province, lat, lon in connection.execute(query):
        points[unicodedata.normalize("NFC", province)].append((lat, lon))
    return points


def _row(name: str, points: list[tuple[float, float]], generation: str, source: str) -> dict[str, str]:
    rounded = dict.fromkeys(f"{lat:.{_PLACES}f} {lon:.{_PLACES}f}" for lat, lon in points)
    return {
        "province": name,
        "aliases": ALIASES.get(name, ""),
        "generation": generation,
        "points": ";".join(rounded),
        "source": source,
        "standing": "sourced",
    }
