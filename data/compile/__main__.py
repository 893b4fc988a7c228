"""Write the compiled files of `data/quang-nam/` and `data/reference/` from the inputs beside this module."""

from data.compile.communes import read_communes
from data.compile.facilities import write_facilities
from data.compile.orders import write_orders
from data.compile.provinces import write_provinces
from data.compile.roads import write_roads
from data.compile.stock import CALM, SURGE, write_stock
from data.compile.tables import INPUTS, read_rows


def main() -> None:
    """Compile all but depots and vehicles, which are written by hand."""
    write_provinces()
    communes = read_communes()
    districts = {row["code"]: row for row in read_rows(INPUTS / "districts.csv")}
    write_facilities(communes, districts)
    write_roads(communes, {code: row["terrain"] for code, row in districts.items()})
    beyond = [f"TYT-{row['ward_code']}" for row in read_rows(INPUTS / "no_direct_delivery.csv")]
    for day in (CALM, SURGE):
        write_orders(day, write_stock(day, communes, districts), unreachable=beyond)


if __name__ == "__main__":
    main()
