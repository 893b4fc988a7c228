"""A plan timed by hand: it knows the contract of routing/README.md, not the timetable."""

from dataclasses import replace

import numpy as np
import pytest

from routing.model import (
    Break,
    Cost,
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Facility,
    Leg,
    Load,
    Location,
    Objective,
    Order,
    Plan,
    Problem,
    Rates,
    Route,
    Shift,
    Stop,
    TimeWindow,
    TravelMatrix,
    Trip,
    Unserved,
    Urgency,
    Vehicle,
    parse_clock,
)

KM = {"dao": -15, "east": -10, "west": 0, "an": 20, "lon": 30, "xa": 170}
HERE = Location(16.0, 108.0)


def at(text: str) -> int:
    return parse_clock(text)


def hours(text: str) -> TimeWindow:
    start, end = text.split("-")
    return TimeWindow(at(start), at(end))


def drive(origin: str, destination: str, depart: str, arrive: str, *breaks: Break) -> Leg:
    """A kilometre a minute, as on the map; the clocks are given, not computed."""
    gap = abs(KM[origin] - KM[destination])
    return Leg(
        origin_id=origin,
        destination_id=destination,
        depart_s=at(depart),
        arrive_s=at(arrive),
        travel_s=gap * 60,
        length_m=gap * 1000,
        breaks=breaks,
    )


def pause(start: str, end: str) -> Break:
    return Break(start_s=at(start), end_s=at(end))


def cylinders(n: int) -> Counts:
    return Counts({"40L": n})


def aboard(full: int, empty: int) -> Load:
    return Load(full=cylinders(full), empty=cylinders(empty))


@pytest.fixture
def problem() -> Problem:
    """dao −15 ── east −10 ── west 0 ── an 20 ── lon 30 ── xa 170 (km and minutes); dao-bac is an island."""
    names = (*KM, "dao-bac")
    line = np.array([[abs(KM[a] - KM[b]) if a in KM and b in KM else -1 for b in names] for a in names])
    np.fill_diagonal(line, 0)
    rates = Rates(fixed_vnd=500_000, per_km_vnd=10_000, per_hour_vnd=60_000, overtime_per_hour_vnd=30_000)
    rules = DriverRules(max_driving_s=6 * 3600, max_continuous_driving_s=2 * 3600, break_s=900)
    west = Depot(
        id="west",
        name="Kho Tây",
        location=HERE,
        open=(hours("05:00-12:00"), hours("14:00-19:00")),
        stock=cylinders(19),
        bays=1,
        load_fixed_s=600,
        load_s_per_cylinder=60,
    )
    t1 = Vehicle(
        id="t1",
        payload_g=563_000,
        slots=12,
        start_depot_id="west",
        end_depot_id="west",
        shift=Shift(start_s=at("06:00"), end_s=at("13:30"), max_overtime_s=7200),
        rules=rules,
        rates=rates,
    )
    t2 = replace(t1, id="t2", start_depot_id="east", end_depot_id="east", rules=DriverRules())
    clinics = [
        Facility(id=name, name=name, location=HERE, unload_fixed_s=600, unload_s_per_cylinder=60)
        for name in ("dao", "an", "lon", "xa", "dao-bac")
    ]
    receiving = {"an": "07:00-08:00", "lon": "07:30-16:00", "xa": "10:30-12:00"}
    return Problem(
        date="2026-11-24",
        cylinder_types=(CylinderType(id="40L", name="Chai 40 L", full_g=56_300, tare_g=48_000),),
        facilities=tuple(
            replace(f, receiving=(hours(receiving[f.id]),) if f.id in receiving else ()) for f in clinics
        ),
        depots=(west, Depot(id="east", name="Kho Đông", location=HERE, load_fixed_s=600)),
        vehicles=(t1, t2, replace(t2, id="t3")),
        orders=(
            Order(
                id="o-an",
                facility_id="an",
                deliver=cylinders(3),
                collect=cylinders(2),
                urgency=Urgency.URGENT,
                due_s=at("07:00"),
            ),
            Order(id="o-xa", facility_id="xa", deliver=cylinders(2), collect=cylinders(4)),
            Order(id="o-lon", facility_id="lon", deliver=cylinders(14), collect=cylinders(14)),
            Order(id="o-dao", facility_id="dao", collect=cylinders(2)),
            Order(id="o-bac", facility_id="dao-bac", collect=cylinders(1)),
        ),
        travel=TravelMatrix(
            place_ids=names,
            duration_s={"truck": np.where(line < 0, -1, line * 60)},
            length_m={"truck": np.where(line < 0, -1, line * 1000)},
        ),
    )


@pytest.fixture
def long_day() -> Route:
    """t1: an is begun ten minutes late, two hours of driving end in a break, west is shut till 14:00."""
    an = Stop(
        order_id="o-an",
        part_id="o-an",
        facility_id="an",
        leg=drive("west", "an", "06:50", "07:10"),
        begin_s=at("07:10"),
        end_s=at("07:23"),
        delivered=cylinders(3),
        collected=cylinders(2),
        aboard=aboard(2, 2),
        late_s=600,
        margin_s=-600,
    )
    xa = Stop(
        order_id="o-xa",
        part_id="o-xa",
        facility_id="xa",
        leg=drive("an", "xa", "07:23", "10:08", pause("09:03", "09:18")),
        rests=(pause("10:15", "10:30"),),
        begin_s=at("10:30"),
        end_s=at("10:42"),
        delivered=cylinders(2),
        collected=cylinders(4),
        aboard=aboard(0, 6),
    )
    trip = Trip(depot_id="west", begin_s=at("06:35"), end_s=at("06:50"), loaded=cylinders(5), stops=(an, xa))
    return Route(
        vehicle_id="t1",
        trips=(trip,),
        finish=drive("xa", "west", "10:42", "13:47", pause("12:42", "12:57")),
        start_s=at("06:35"),
        end_s=at("14:00"),
        cost=Cost(fixed_vnd=500_000, distance_vnd=3_400_000, time_vnd=445_000, overtime_vnd=15_000),
    )


def part_of_lon(number: int, leg: Leg, begin: str, end: str) -> Stop:
    return Stop(
        order_id="o-lon",
        part_id=f"o-lon#{number}",
        facility_id="lon",
        leg=leg,
        begin_s=at(begin),
        end_s=at(end),
        delivered=cylinders(7),
        collected=cylinders(7),
        aboard=aboard(0, 7),
    )


@pytest.fixture
def two_trips() -> Route:
    """t2 comes from east to load at west the second its bay is free, and reloads for the second part."""
    trips = (
        Trip(
            depot_id="west",
            leg=drive("east", "west", "06:40", "06:50"),
            begin_s=at("06:50"),
            end_s=at("07:07"),
            loaded=cylinders(7),
            stops=(part_of_lon(1, drive("west", "lon", "07:07", "07:37"), "07:37", "07:54"),),
        ),
        Trip(
            depot_id="west",
            leg=drive("lon", "west", "07:54", "08:24"),
            begin_s=at("08:24"),
            end_s=at("08:41"),
            loaded=cylinders(7),
            stops=(part_of_lon(2, drive("west", "lon", "08:41", "09:11"), "09:11", "09:28"),),
        ),
    )
    return Route(
        vehicle_id="t2",
        trips=trips,
        finish=drive("lon", "east", "09:28", "10:08"),
        start_s=at("06:40"),
        end_s=at("10:08"),
        cost=Cost(fixed_vnd=500_000, distance_vnd=1_400_000, time_vnd=208_000),
    )


@pytest.fixture
def empties_only() -> Route:
    """t3 loads nothing at east, where it starts, and collects two empties at dao."""
    stop = Stop(
        order_id="o-dao",
        part_id="o-dao",
        facility_id="dao",
        leg=drive("east", "dao", "08:10", "08:15"),
        begin_s=at("08:15"),
        end_s=at("08:25"),
        delivered=cylinders(0),
        collected=cylinders(2),
        aboard=aboard(0, 2),
    )
    trip = Trip(depot_id="east", begin_s=at("08:00"), end_s=at("08:10"), loaded=cylinders(0), stops=(stop,))
    return Route(
        vehicle_id="t3",
        trips=(trip,),
        finish=drive("dao", "east", "08:25", "08:30"),
        start_s=at("08:00"),
        end_s=at("08:30"),
        cost=Cost(fixed_vnd=500_000, distance_vnd=100_000, time_vnd=30_000),
    )


@pytest.fixture
def plan(long_day: Route, two_trips: Route, empties_only: Route) -> Plan:
    """All three trucks; the empty of dao-bac, which no road reaches, stays there."""
    island = Unserved(
        order_id="o-bac",
        part_id="o-bac",
        facility_id="dao-bac",
        urgency=Urgency.ROUTINE,
        deliver=cylinders(0),
        collect=cylinders(1),
        cylinders=1,
    )
    return Plan(
        problem_sha256="a1" * 32,
        routes=(long_day, two_trips, empties_only),
        unserved=(island,),
        objective=Objective(unserved=(0, 0, 1), late_s=(0, 600, 0), cost_vnd=7_098_000),
    )
