"""The embedded sample of Quảng Nam: whole, honest about its sources, connected, and of the sizes intended."""

import csv
import math
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLE = DATA / "quang-nam"
STANDINGS = {"sourced", "computed", "estimate", "synthetic"}
ROAD_CLASSES = {
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "service",
}  # fmt: skip
ISLAND = "TYT-20434"
FULL_KG = {"8L": 12.2, "10L": 14.6, "40L": 56.3}
DAYS = ("calm", "surge")

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a file of the sample."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def shipped() -> list[Path]:
    """Return every table that ships and that others read."""
    return sorted([*SAMPLE.rglob("*.csv"), *(DATA / "reference").glob("*.csv")])


def counts(cell: str) -> Counter[str]:
    """Return the counts of a cell such as `40L:12;10L:3`."""
    pairs = (part.split(":") for part in cell.split(";") if part)
    return Counter({kind: int(count) for kind, count in pairs})


def demand(day: str, *urgencies: str) -> Counter[str]:
    """Return the cylinders to deliver by type, of all orders or of the urgencies named."""
    chosen = (o for o in rows(f"orders_{day}.csv") if not urgencies or o["urgency"] in urgencies)
    return sum((counts(order["deliver"]) for order in chosen), Counter())


def depot_stock() -> Counter[str]:
    """Return the full cylinders of all depots by type."""
    return sum((counts(depot["stock"]) for depot in rows("depots.csv")), Counter())


def fleet_payload_kg() -> int:
    """Return what all trucks can carry in one trip each."""
    return sum(int(vehicle["payload_kg"]) for vehicle in rows("vehicles.csv"))


def mass_kg(cylinders: Counter[str]) -> float:
    """Return the mass of full cylinders."""
    return sum(FULL_KG[kind] * count for kind, count in cylinders.items())


def metres(a: Row, b: Row) -> float:
    """Return the great-circle length between two rows with lat and lon."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(float(row[key])) for row in (a, b) for key in ("lat", "lon"))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


@cache
def road_graph() -> "nx.DiGraph[str]":
    """Return the roads with length in metres and driving time in hours for a loaded truck."""
    with (DATA / "reference" / "road_speeds.csv").open(encoding="utf-8", newline="") as file:
        speed_kmh = {row["class"]: float(row["speed_kmh"]) for row in csv.DictReader(file)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(row["id"] for row in rows("roads/junctions.csv"))
    for link in rows("roads/links.csv"):
        length_m = int(link["length_m"])
        hours = length_m / 1000 / speed_kmh[link["class"]]
        ends = (link["from"], link["to"])
        for start, end in (ends,) if link["oneway"] == "true" else (ends, ends[::-1]):
            graph.add_edge(start, end, length_m=length_m, hours=hours)
    return graph


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_row_says_where_it_comes_from(path: Path) -> None:
    """Each row of each table has a source and one of the four standings."""
    with path.open(encoding="utf-8", newline="") as file:
        table_rows = list(csv.DictReader(file))
    assert table_rows
    assert all(row["source"].strip() for row in table_rows)
    assert {row["standing"] for row in table_rows} <= STANDINGS


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_text_is_nfc(path: Path) -> None:
    """Vietnamese text is composed, so that names compare equal."""
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("facilities.csv", "id"),
        ("depots.csv", "id"),
        ("vehicles.csv", "id"),
        ("roads/junctions.csv", "id"),
        ("roads/links.csv", "way_id"),
        ("orders_calm.csv", "id"),
        ("orders_surge.csv", "id"),
    ],
)
def test_ids_are_unique(name: str, key: str) -> None:
    """No two rows of a table share their id."""
    assert [row for row, count in Counter(row[key] for row in rows(name)).items() if count > 1] == []


def test_the_province_is_whole() -> None:
    """There are 17 hospitals, 18 district health centres and 233 commune stations, each under a centre."""
    kinds = Counter(row["class"] for row in rows("facilities.csv"))
    centres = {row["id"] for row in rows("facilities.csv") if row["class"] == "district_health_centre"}
    parents = {row["parent_id"] for row in rows("facilities.csv") if row["class"] == "commune_station"}
    assert kinds["district_health_centre"] == 18
    assert kinds["commune_station"] == 233
    assert kinds["hospital"] + kinds["hospital_central_or_military"] == 17
    assert parents == centres


def test_references_resolve() -> None:
    """Orders, stock reports, vehicles, links and known distances name only what exists."""
    facilities = {row["id"] for row in rows("facilities.csv")}
    depots = {row["id"] for row in rows("depots.csv")}
    junctions = {row["id"] for row in rows("roads/junctions.csv")}
    for day in DAYS:
        assert {row["facility_id"] for row in rows(f"orders_{day}.csv")} <= facilities
        assert {row["facility_id"] for row in rows(f"stock_{day}.csv")} <= facilities
    assert {row[key] for row in rows("vehicles.csv") for key in ("depot_id", "end_depot_id")} <= depots
    assert {row[key] for row in rows("roads/links.csv") for key in ("from", "to")} <= junctions
    assert {row[key] for row in rows("distances.csv") for key in ("from", "to")} <= junctions


def test_cylinder_types_are_known() -> None:
    """Orders, stock reports and depots count only types of the reference table."""
    with (DATA / "reference" / "cylinders.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    for day in DAYS:
        assert set(demand(day)) <= known
        assert {row["type"] for row in rows(f"stock_{day}.csv")} <= known
    assert set(depot_stock()) <= known


def test_roads_are_large_enough_and_strongly_connected() -> None:
    """At least 300 junctions, each of which can reach each other."""
    graph = road_graph()
    assert graph.number_of_nodes() >= 300
    assert nx.is_strongly_connected(graph)


def test_links_have_osm_classes_and_are_no_shorter_than_the_great_circle() -> None:
    """A road may wind but cannot be shorter than the straight line between its ends."""
    places = {row["id"]: row for row in rows("roads/junctions.csv")}
    links = rows("roads/links.csv")
    assert {link["class"] for link in links} <= ROAD_CLASSES
    short = [
        link["way_id"]
        for link in links
        if int(link["length_m"]) < math.floor(metres(places[link["from"]], places[link["to"]]))
    ]
    assert short == []


def test_every_place_stands_at_a_junction_except_the_island() -> None:
    """Facilities and depots lie within 600 m of a junction; only Cù Lao Chàm has no road."""
    junctions = rows("roads/junctions.csv")
    places = (*rows("facilities.csv"), *rows("depots.csv"))
    far = [row["id"] for row in places if min(metres(row, junction) for junction in junctions) > 600]
    assert far == [ISLAND]


@pytest.mark.parametrize("known", rows("distances.csv"), ids=lambda row: f"{row['from']}-{row['to']}")
def test_known_distance_within_15_percent(known: Row) -> None:
    """The shortest way by road agrees with a distance that an independent source gives."""
    length_m = nx.dijkstra_path_length(road_graph(), known["from"], known["to"], "length_m")
    assert length_m / 1000 == pytest.approx(float(known["km"]), rel=0.15)


def test_enough_known_distances() -> None:
    """At least ten distances are held against the network."""
    assert len(rows("distances.csv")) >= 10


def test_driving_times_are_plausible_for_a_loaded_truck() -> None:
    """Đà Nẵng to Tắc Pỏ (Nam Trà My) takes 4 to 5 h, to Tam Kỳ 1.2 to 2 h."""
    hours = nx.single_source_dijkstra_path_length(road_graph(), "da-nang", weight="hours")
    assert 4 <= hours["C20944"] <= 5
    assert 1.2 <= hours["tam-ky"] <= 2


def test_no_order_from_the_island() -> None:
    """The station without a road never orders in the sample."""
    assert all(order["facility_id"] != ISLAND for day in DAYS for order in rows(f"orders_{day}.csv"))


@pytest.mark.parametrize("day", DAYS)
def test_every_order_is_within_a_day_of_driving(day: str) -> None:
    """Each ordering facility is at most 4.75 h from some depot, so there and back fits 10 h of driving."""
    gates = {f"CONG-{depot['id']}" for depot in rows("depots.csv")}
    hours = nx.multi_source_dijkstra_path_length(road_graph(), gates, weight="hours")
    junctions, facilities = rows("roads/junctions.csv"), {row["id"]: row for row in rows("facilities.csv")}
    for order in rows(f"orders_{day}.csv"):
        place = facilities[order["facility_id"]]
        nearest = min(junctions, key=lambda junction: metres(place, junction))
        assert hours[nearest["id"]] <= 4.75, order["id"]


@pytest.mark.parametrize("day", DAYS)
def test_order_follows_from_the_stock_report(day: str) -> None:
    """Urgency is read off the hours left at 08:00, and no more is taken back than stands there empty."""
    hours: dict[str, float] = {}
    empties: dict[str, Counter[str]] = {}
    for row in rows(f"stock_{day}.csv"):
        left = int(row["full"]) / float(row["use_per_day"]) * 24
        hours[row["facility_id"]] = min(left, hours.get(row["facility_id"], math.inf))
        empties.setdefault(row["facility_id"], Counter())[row["type"]] = int(row["empty"])
    for order in rows(f"orders_{day}.csv"):
        left = hours[order["facility_id"]]
        urgency = "EMERGENCY" if left < 12 else "URGENT" if left < 24 else "ROUTINE"
        deliver, collect = counts(order["deliver"]), counts(order["collect"])
        assert order["urgency"] == urgency
        assert collect <= empties[order["facility_id"]]
        assert all(count <= 2 * deliver[kind] for kind, count in collect.items())


def test_calm_day_is_within_means() -> None:
    """70 to 110 orders that the depots and one trip of two thirds of the fleet can serve."""
    assert 70 <= len(rows("orders_calm.csv")) <= 110
    assert demand("calm") <= depot_stock()
    assert mass_kg(demand("calm")) < 0.67 * fleet_payload_kg()


def test_no_shift_is_longer_than_the_longest_duty() -> None:
    """A shift of more hours would promise what no driver may do; the calm day needs no shorter one."""
    with (DATA / "reference" / "driver_rules.csv").open(encoding="utf-8", newline="") as file:
        (most,) = (
            int(row["value"]) for row in csv.DictReader(file) if row["rule"] == "longest duty in a day"
        )
    shifts = [[int(end.split(":")[0]) for end in row["shift"].split("-")] for row in rows("vehicles.csv")]
    assert {last - first for first, last in shifts} == {most}


def test_surge_day_is_beyond_means_but_not_for_the_urgent() -> None:
    """180 to 260 orders, 1.6 times the fleet, more 40 L than the depots hold; the urgent ones fit."""
    assert 180 <= len(rows("orders_surge.csv")) <= 260
    assert mass_kg(demand("surge")) >= 1.6 * fleet_payload_kg()
    assert demand("surge")["40L"] > depot_stock()["40L"]
    assert demand("surge", "EMERGENCY", "URGENT") <= depot_stock()


def test_surge_has_one_order_larger_than_any_truck() -> None:
    """Exactly one order must be split, and none on the calm day."""
    largest_kg = max(int(vehicle["payload_kg"]) for vehicle in rows("vehicles.csv"))
    too_large = {
        day: [o["id"] for o in rows(f"orders_{day}.csv") if mass_kg(counts(o["deliver"])) > largest_kg]
        for day in DAYS
    }
    assert too_large == {"calm": [], "surge": ["DH-BV-DK-QUANG-NAM"]}
