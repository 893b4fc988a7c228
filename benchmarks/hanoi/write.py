"""Putting the day together: orders first, then a fleet as large as they are, both as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.hanoi.files import HanoiFiles, depot_ids, places_near_roads
from benchmarks.hanoi.fleet import fleet_rows
from benchmarks.hanoi.orders import Row, order_rows
from routing.day_tables import parse_orders, read_cylinder_types
from routing.documents import write_bytes
from routing.model import Counts, Load
from service.dispatch.sample import reference_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The two tables of a day, as CSV texts."""

    orders: str
    vehicles: str


def make_day(files: HanoiFiles, *, seed: int, count: int | None = None) -> Day:
    """Return a day in which every facility in road coverage orders, or `count` of them.

    Fewer are drawn by the seed; an order is the same in a small day as in the full one.

    Raises
    ------
    ValueError
        If `count` is not between 1 and the number of facilities.
    """
    places = places_near_roads(files.facilities)
    if count is not None:
        if not 1 <= count <= len(places):
            raise ValueError(f"--orders: 1 … {len(places)}")
        places = tuple(sorted(Random(f"{seed}:choice").sample(places, count)))
    source = f"invented by benchmarks.hanoi, seed {seed}"
    orders = _csv(order_rows(places, seed=seed, source=source))
    full = _demand(orders)
    vehicles = fleet_rows(
        depot_ids(files.depots),
        mass_kg=_mass_kg(full),
        cylinders=full.total,
        trucks=reference_path("trucks.csv"),
        seed=seed,
        source=source,
    )
    return Day(orders=orders, vehicles=_csv(vehicles))


def write_day(day: Day, folder: Path) -> None:
    """Write `orders.csv` and `vehicles.csv`; the folder is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(day.orders.encode(), folder / "orders.csv")
    write_bytes(day.vehicles.encode(), folder / "vehicles.csv")


def _demand(orders: str) -> Counts:
    return sum((order.deliver for order in parse_orders(orders)), Counts())


def _mass_kg(full: Counts) -> float:
    types = {kind.id: kind for kind in read_cylinder_types(reference_path("cylinders.csv"))}
    return Load(full=full).mass_g(types) / 1000


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
