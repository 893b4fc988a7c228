"""The lists of columns in `data/README.md` are those that the readers declare."""

import re
from pathlib import Path

import pytest

from geo.places.facilities import DEPOTS, FACILITIES
from geo.places.ground import SURFACES
from geo.places.provinces import PROVINCES
from geo.restrictions.ban_table import BANS
from geo.roads.table import JUNCTIONS, LINKS
from geo.trucks.speed_profile import ROAD_HOURS
from geo.trucks.truck_profile import SPEEDS
from geo.trucks.truck_table import TRUCKS
from routing.day_tables import CYLINDERS, ORDERS, STOCK, VEHICLES

README = (Path(__file__).parents[2] / "data" / "README.md").read_text(encoding="utf-8")
LISTED = {
    "- `facilities.csv`": FACILITIES,
    "- `depots.csv`": DEPOTS,
    "- `vehicles.csv`": VEHICLES,
    "- a table of kinds of trucks": TRUCKS,
    "- `stock_*.csv`": STOCK,
    "- `orders_*.csv`": ORDERS,
    "- `roads/junctions.csv`": JUNCTIONS,
    "- `roads/links.csv`": LINKS,
    "| `cylinders.csv` |": CYLINDERS,
    "| `road_speeds.csv` |": SPEEDS,
    "| `road_hours.csv` |": ROAD_HOURS,
    "| `truck_bans.csv` |": BANS,
    "| `road_surfaces.csv` |": SURFACES,
    "| `commune_points.csv` |": PROVINCES,
}
UNITS = {"kg": "kg", "m": "m", "t": "t", "vnd": "VND", "kmh": "km/h", "min": "min", "h": "h", "m3": "m³"}


def listed(begin: str) -> list[str]:
    """The columns that the list beginning so names; what stands in parentheses explains them."""
    (start,) = (found.end() for found in re.finditer(f"^{re.escape(begin)}", README, flags=re.MULTILINE))
    text = re.split(r"\n(?=[-|\n])", README[start:])[0]
    while (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return re.findall(r"`([a-z][a-z0-9_]*)`", text)


@pytest.mark.parametrize("begin", LISTED)
def test_each_column_is_in_the_readme_and_no_other(begin):
    """Whoever fills in a table finds every column there, once."""
    columns = [column.name for column in LISTED[begin].columns]
    assert sorted(listed(begin)) == sorted(columns)


@pytest.mark.parametrize("table", LISTED.values(), ids=LISTED)
def test_each_column_is_declared_whole(table):
    """A meaning in both languages, a unit as its name says, no name twice."""
    titles = [name for column in table.columns for name in (column.name, *column.aliases)]
    assert len(titles) == len(set(titles))
    assert table.name.vi != table.name.en
    for column in table.columns:
        assert column.meaning.vi
        assert column.meaning.en
        assert column.meaning.vi != column.meaning.en
        suffix = column.name.rpartition("_")[2]
        assert column.unit == UNITS.get(suffix, column.unit)
        assert not column.required or column.default is None
