"""The synthetic day of Hà Nội: repeatable, readable, and within the means of its fleet."""

from pathlib import Path

import pytest

from benchmarks.hanoi import Day, HanoiFiles, hanoi_files, make_day, write_day
from benchmarks.hanoi.__main__ import commands, main
from benchmarks.hanoi.files import Place, places_near_roads
from benchmarks.hanoi.fleet import fleet_rows
from benchmarks.hanoi.orders import order_rows
from routing.day_tables import parse_orders, parse_vehicles, read_cylinder_types, read_orders, read_vehicles
from routing.model import Counts, Load, Urgency
from service.dispatch.sample import reference_path

SIX_O_CLOCK = 6 * 3600
KINDS = ("hospital", "hospital_central_or_military", "district_health_centre", "commune_station", "clinic")


@pytest.fixture
def files(shared_data: Path) -> HanoiFiles:
    return hanoi_files(shared_data.parent)


@pytest.fixture
def day(files: HanoiFiles) -> Day:
    return make_day(files, seed=1)


def places(count: int) -> list[Place]:
    return [Place(f"p{i}", KINDS[i % len(KINDS)]) for i in range(count)]


def test_an_order_depends_on_its_place_and_the_seed_alone():
    """Neither the company nor the sequence of places changes a row; another seed does."""
    many = order_rows(places(60), seed=1, source="s")
    few = order_rows(reversed(places(10)), seed=1, source="s")
    assert few == many[9::-1]
    assert order_rows(places(60), seed=2, source="s") != many


def test_sizes_keep_to_the_stated_bounds():
    """Stations get 1-3 small cylinders, others up to 60 of 40 L, and as many empties go back."""
    rows = order_rows(places(1000), seed=3, source="s")
    for row, place in zip(rows, places(1000), strict=True):
        assert row["collect"] == row["deliver"]
        counts = {key: int(n) for key, n in (part.split(":") for part in row["deliver"].split(";"))}
        if place.kind == "commune_station":
            assert counts.keys() <= {"8L", "10L", "14L"}
            assert 1 <= sum(counts.values()) <= 3
        else:
            assert 1 <= counts["40L"] <= 60


def test_the_fleet_ends_with_the_demand():
    """One trip of all trucks carries everything, and without the last truck it would not."""
    trucks = reference_path("trucks.csv")
    rows = fleet_rows(["a", "b"], mass_kg=40_000, cylinders=1, trucks=trucks, seed=1, source="s")
    payloads = [int(row["payload_kg"]) for row in rows]
    assert sum(payloads) >= 40_000 > sum(payloads[:-1])
    assert {row["depot_id"] for row in rows} == {"a", "b"}


@pytest.mark.shared
def test_same_seed_same_bytes(files: HanoiFiles, day: Day):
    """The same seed gives the same tables, another seed others."""
    assert make_day(files, seed=1) == day
    assert make_day(files, seed=2) != day


@pytest.mark.shared
def test_files_are_read_without_an_issue(day: Day, files: HanoiFiles, tmp_path: Path):
    """Every facility in coverage orders once; classes of urgency agree with the hours left."""
    write_day(day, tmp_path)
    orders, vehicles = read_orders(tmp_path / "orders.csv"), read_vehicles(tmp_path / "vehicles.csv")
    assert sorted(x.facility_id for x in orders) == [x.id for x in places_near_roads(files.facilities)]
    assert len(orders) == 314
    assert {x.urgency for x in orders} == set(Urgency)
    assert {x.start_depot_id for x in vehicles} == {"hanoi-D1", "hanoi-D2", "hanoi-D3", "hanoi-D4"}
    for order in orders:
        left_h = (order.due_s - SIX_O_CLOCK) / 3600
        level = Urgency.EMERGENCY if left_h < 12 else Urgency.URGENT if left_h < 24 else Urgency.ROUTINE
        assert order.urgency is level


@pytest.mark.shared
def test_every_row_says_that_it_is_invented(day: Day):
    """Standing is synthetic, and the source names script and seed."""
    for text in (day.orders, day.vehicles):
        rows = text.splitlines()[1:]
        assert all(row.endswith('"invented by benchmarks.hanoi, seed 1",synthetic') for row in rows)


@pytest.mark.shared
@pytest.mark.parametrize("count", [1, 20, 314])
def test_the_fleet_has_the_means(files: HanoiFiles, count: int):
    """All cylinders fit one trip of the fleet, and each order fits a truck, at any size of day."""
    day = make_day(files, seed=1, count=count)
    orders, vehicles = parse_orders(day.orders), parse_vehicles(day.vehicles)
    types = {x.id: x for x in read_cylinder_types(reference_path("cylinders.csv"))}
    loads = [Load(full=order.deliver) for order in orders]
    demand = Load(full=sum((order.deliver for order in orders), Counts()))
    assert len(orders) == count
    assert demand.mass_g(types) <= sum(x.payload_g for x in vehicles)
    assert demand.slots(types) <= sum(x.slots for x in vehicles)
    for load in loads:
        assert any(load.mass_g(types) <= x.payload_g and load.slots(types) <= x.slots for x in vehicles)


@pytest.mark.shared
def test_a_small_day_is_part_of_the_full_one(files: HanoiFiles, day: Day):
    """With --orders, fewer facilities order, but each of them the same."""
    small = make_day(files, seed=1, count=25)
    assert set(small.orders.splitlines()) < set(day.orders.splitlines())
    with pytest.raises(ValueError, match="314"):
        make_day(files, seed=1, count=315)


@pytest.mark.shared
def test_the_command_writes_and_tells_what_comes_next(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Two files are written, and build and solve are printed word for word."""
    main(["--out", str(tmp_path), "--seed", "4", "--orders", "12", "--shared", str(shared_data.parent)])
    build, solve = commands(hanoi_files(shared_data.parent), tmp_path, date="2026-11-24")
    output = capsys.readouterr().out
    assert len(read_orders(tmp_path / "orders.csv")) == 12
    assert "12 đơn/orders" in output
    assert "seed 4" in output
    assert " ".join(build) in output
    assert " ".join(solve) in output


def test_missing_shared_files_are_named(tmp_path: Path):
    """Where the shared folder is elsewhere, the refusal names each file."""
    with pytest.raises(FileNotFoundError, match=r"hanoi_roads\.osm\.gz"):
        hanoi_files(tmp_path)
