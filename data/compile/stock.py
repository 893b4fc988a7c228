"""The synthetic stock reports of a calm and of a surge day: cylinders full, empty and used."""

import math
from dataclasses import dataclass

from data.compile.communes import Commune
from data.compile.facilities import centre_id
from data.compile.tables import INPUTS, TARGET, Row, read_rows, share, write_rows

COLUMNS = ("facility_id", "type", "full", "empty", "use_per_day", "source", "standing")
# Cylinders of 40 L a day by the design rules of `reference/demand_norms.csv`.
WARD_BED_PER_DAY = 0.094
ICU_BED_PER_DAY = 2.36


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What sets a calm day apart from a surge; every figure is invented to make a day of that kind.

    `use_factor` is the part of the design flow in use. `cover_days` is how many days a full store lasts.
    `least_days` and `most_days` bound what is left at 08:00. `station_*` are the same for commune stations.
    """

    name: str
    use_factor: float
    cover_days: float
    least_days: float
    most_days: float
    station_least_use: float
    station_most_use: float
    station_most_full: int
    station_owned: int


CALM = Day(
    name="calm", use_factor=0.34, cover_days=3.0, least_days=0.3, most_days=2.4,
    station_least_use=0.2, station_most_use=1.2, station_most_full=3, station_owned=4,
)  # fmt: skip
SURGE = Day(
    name="surge", use_factor=1.0, cover_days=2.5, least_days=0.15, most_days=1.2,
    station_least_use=0.6, station_most_use=2.8, station_most_full=4, station_owned=7,
)  # fmt: skip
SMALL_USE_SHARE = 0.12


def write_stock(day: Day, communes: dict[str, Commune], districts: dict[str, Row]) -> list[Row]:
    """Write `stock_<day>.csv` and return its rows."""
    rows: list[Row] = []
    for hospital in read_rows(INPUTS / "hospitals.csv"):
        rows += _beds_rows(day, hospital["id"], hospital, small=False)
    for code, district in districts.items():
        figures = {
            "beds": district["centre_beds"],
            "icu_beds": district["centre_icu_beds"],
            "tank_percent": "0",
        }
        rows += _beds_rows(day, centre_id(code), figures, small=True)
    rows += [_station_row(day, commune) for commune in communes.values()]
    write_rows(TARGET / f"stock_{day.name}.csv", COLUMNS, rows)
    return rows


def _beds_rows(day: Day, facility_id: str, figures: Row, *, small: bool) -> list[Row]:
    """Return the 40 L row of a place with beds, and a 10 L row where it also moves patients."""
    design = WARD_BED_PER_DAY * int(figures["beds"]) + ICU_BED_PER_DAY * int(figures["icu_beds"])
    by_cylinder = 1 - int(figures["tank_percent"]) / 100
    use = max(1, round(design * by_cylinder * day.use_factor))
    source = "use = design flow of estimated beds x part of the day; stock invented"
    rows = [_row(day, facility_id, "40L", use, source)]
    if small:
        rows.append(_row(day, facility_id, "10L", max(1, round(use * SMALL_USE_SHARE)), source))
    return rows


def _row(day: Day, facility_id: str, cylinder: str, use: int, source: str) -> Row:
    key = f"{day.name}/{facility_id}/{cylinder}"
    days_left = day.least_days + (day.most_days - day.least_days) * share(key=key)
    full = max(1, round(use * days_left))
    store = math.ceil(use * day.cover_days)
    surplus = round(0.3 * use * share(key=f"{key}/surplus"))
    empty = max(0, store - full) + surplus
    return _stock_row(facility_id, cylinder, full=full, empty=empty, use=f"{use}", source=source)


def _station_row(day: Day, commune: Commune) -> Row:
    """Return the one row of a commune station, which keeps a few small cylinders."""
    facility_id = f"TYT-{commune.code}"
    cylinder = "10L" if share(key=f"{facility_id}/type") < 0.6 else "8L"  # noqa: PLR2004 - invented share
    key = f"{day.name}/{facility_id}"
    use = day.station_least_use + (day.station_most_use - day.station_least_use) * share(key=f"{key}/use")
    full = 1 + int(day.station_most_full * share(key=f"{key}/full"))
    source = "use and stock invented within 1-7 small cylinders a station"
    return _stock_row(
        facility_id, cylinder, full=full, empty=day.station_owned - full, use=f"{use:.1f}", source=source
    )


def _stock_row(facility_id: str, cylinder: str, *, full: int, empty: int, use: str, source: str) -> Row:
    return {
        "facility_id": facility_id,
        "type": cylinder,
        "full": f"{full}",
        "empty": f"{empty}",
        "use_per_day": use,
        "source": source,
        "standing": "synthetic",
    }
