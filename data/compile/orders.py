"""The orders that follow from a day's stock report by one stated rule."""

import math
from collections import defaultdict
from collections.abc import Iterable

from data.compile.stock import Day
from data.compile.tables import TARGET, Row, write_rows

COLUMNS = ("id", "facility_id", "deliver", "collect", "urgency", "due", "windows", "source", "standing")
MORNING_MIN = 8 * 60
EMERGENCY_H, URGENT_H, ORDER_H, DUE_SHOWN_H = 12.0, 24.0, 48.0, 48.0
COLLECT_PER_DELIVERED = 1.25
RULE = "rule of data/README.md on the day's stock report"


def write_orders(day: Day, stock: list[Row], *, unreachable: Iterable[str]) -> list[Row]:
    """Write `orders_<day>.csv` and return its rows.

    A facility orders when any of its types lasts less than 48 h from 08:00. It then fills up every type
    of its store, one full cylinder for one empty, and hands over up to a quarter more empties.
    """
    by_facility: defaultdict[str, list[Row]] = defaultdict(list)
    for row in stock:
        by_facility[row["facility_id"]].append(row)
    left_out = set(unreachable)
    reached = {key: rows for key, rows in by_facility.items() if key not in left_out}
    orders = [_order(day, facility_id, rows) for facility_id, rows in reached.items()]
    kept = [order for order in orders if order is not None]
    write_rows(TARGET / f"orders_{day.name}.csv", COLUMNS, kept)
    return kept


def hours_left(row: Row) -> float:
    """Return the hours from 08:00 until a type is used up."""
    return int(row["full"]) / float(row["use_per_day"]) * 24


def _order(day: Day, facility_id: str, rows: list[Row]) -> Row | None:
    hours = min(hours_left(row) for row in rows)
    wanted = {row["type"]: _missing(day, row) for row in rows}
    if hours >= ORDER_H or not any(wanted.values()):
        return None
    offered = {row["type"]: int(row["empty"]) for row in rows}
    back = {kind: min(offered[kind], math.ceil(COLLECT_PER_DELIVERED * wanted[kind])) for kind in wanted}
    return {
        "id": f"DH-{facility_id}",
        "facility_id": facility_id,
        "deliver": _counts(wanted),
        "collect": _counts(back),
        "urgency": "EMERGENCY" if hours < EMERGENCY_H else "URGENT" if hours < URGENT_H else "ROUTINE",
        "due": _clock(hours),
        "windows": "",
        "source": RULE,
        "standing": "computed",
    }


def _missing(day: Day, row: Row) -> int:
    """Return how many full cylinders fill the store up; never more than the empties it can give back."""
    if row["facility_id"].startswith("TYT-"):
        return int(row["empty"])
    store = math.ceil(float(row["use_per_day"]) * day.cover_days)
    return min(max(0, store - int(row["full"])), int(row["empty"]))


def _counts(counts: dict[str, int]) -> str:
    return ";".join(f"{cylinder}:{count}" for cylinder, count in counts.items() if count)


def _clock(hours: float) -> str:
    """Return the stock-out time as HH:MM after midnight of the day, empty when it is far off."""
    if hours > DUE_SHOWN_H:
        return ""
    minutes = MORNING_MIN + math.floor(hours * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
