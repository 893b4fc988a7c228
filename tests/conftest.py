"""Tiny named worlds on a line: one place a number of minutes from another, a kilometre a minute."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routing.engines import prepare
from routing.model import (
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Facility,
    Location,
    Order,
    Pin,
    Problem,
    Rates,
    Shift,
    Supplier,
    TimeDependentTravel,
    TimeWindow,
    TourTrip,
    TravelMatrix,
    Urgency,
    Vehicle,
)

MINUTE, HOUR = 60, 3600
DATE = "2026-11-24"
T40 = CylinderType(id="40L", name="Chai 40 L", full_g=56_300, tare_g=48_000, gas_l=6_100)
T10 = CylinderType(id="10L", name="Chai 10 L", full_g=14_600, tare_g=12_500, gas_l=1_520)
RATES = Rates(fixed_vnd=500_000, per_km_vnd=10_000, per_hour_vnd=60_000, overtime_per_hour_vnd=30_000)


_OTHERS = """
from geo.kernel import prepared
from routing.bound import bound
from routing.engines.first_run import small_day
prepared()
bound(small_day(), seconds=0.1)
"""
"""Compiles all but the search."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than cores: many tests wait for a server or a browser."""
    del config
    return len(os.sched_getaffinity(0)) + 1


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile all code once, on two cores, before tests and workers that would each wait for it."""
    if not hasattr(session.config, "workerinput"):
        with subprocess.Popen([sys.executable, "-c", _OTHERS]):
            prepare("ruin_recreate")


def on_a_line(minutes: Mapping[str, int | None], profile: str = "truck") -> TravelMatrix:
    """Places at whole minutes along one road, a kilometre a minute; None is off the road."""
    names = tuple(minutes)
    at = np.array([np.nan if m is None else float(m) for m in minutes.values()])
    gap = np.abs(at[:, None] - at[None, :])
    gap = np.where(np.isnan(gap), np.inf, gap)
    np.fill_diagonal(gap, 0.0)
    return TravelMatrix.from_float(names, seconds={profile: gap * MINUTE}, metres={profile: gap * 1000})


def _by_hour(
    travel: TravelMatrix, *slices: tuple[int, int, str], detour: int = 0, profile: str = "truck"
) -> TravelMatrix:
    """The same travel by the time of day, the profile's own ways being those of `free`, which no ban binds.

    Each slice is (beginning, percent of the time that ways take, places that are barred, space between).
    Ways to and from a barred place are closed then, or take `detour` times as long where that is given.
    """
    period, periods = [], 0
    for before, now in zip((slices[0], *slices), slices, strict=False):
        periods += set(before[2].split()) != set(now[2].split())
        period.append(periods)
    ever = set().union(*(set(names.split()) for _, _, names in slices))
    seconds, metres = [], []
    for _, percent, names in slices:
        for shut in (set(names.split()), ever):
            hit = np.array([place in shut for place in travel.place_ids])
            hit = (hit[:, None] | hit[None, :]) & ~np.eye(len(hit), dtype=bool)
            ways = -(-travel.duration_s[profile].astype(np.int64) * percent // 100)
            for table, value in ((seconds, ways), (metres, travel.length_m[profile])):
                gone = travel.duration_s[profile] < 0
                table.append(np.where(gone | (hit & (detour == 0)), -1, np.where(hit, value * detour, value)))
    hours = TimeDependentTravel(
        start_s=tuple(start_s for start_s, _, _ in slices),
        period=tuple(period),
        free=tuple(range(0, len(seconds), 2)),
        always=tuple(range(1, len(seconds), 2)),
        duration_s=np.array(seconds),
        length_m=np.array(metres),
        bans=("Cấm xe tải",) if ever else (),
        without="free",
    )
    own = (travel.duration_s[profile], travel.length_m[profile])
    return TravelMatrix(
        place_ids=travel.place_ids,
        duration_s={**travel.duration_s, profile: hours.least_s, "free": own[0]},
        length_m={**travel.length_m, profile: hours.least_m, "free": own[1]},
        time_dependent={profile: hours},
    )


def depot(name: str, **extra) -> Depot:
    base = {
        "name": f"Kho {name}",
        "location": Location(16.0, 108.0),
        "supplier_id": "messer",
        "load_fixed_s": 10 * MINUTE,
    }
    return Depot(id=name, **base | extra)


def clinic(name: str, **extra) -> Facility:
    base = {"name": f"Trạm y tế {name}", "location": Location(16.0, 108.1), "unload_fixed_s": 10 * MINUTE}
    return Facility(id=name, **base | extra)


def truck(name: str, home: str = "depot", **extra) -> Vehicle:
    base = {
        "name": f"92C-{name}",
        "payload_g": 10 * T40.full_g,
        "slots": 40,
        "start_depot_id": home,
        "end_depot_id": home,
        "shift": Shift(start_s=6 * HOUR, end_s=18 * HOUR),
        "rates": RATES,
    }
    return Vehicle(id=name, **base | extra)


def order(name: str, facility: str, full: int = 4, empty: int = 0, **extra) -> Order:
    counts = {"deliver": Counts({"40L": full}), "collect": Counts({"40L": empty})}
    return Order(id=name, facility_id=facility, **counts | extra)


def day(minutes: Mapping[str, int | None], **parts) -> Problem:
    for kind in ("facilities", "depots"):
        parts[kind] = tuple(_placed(place, minutes[place.id]) for place in parts[kind])
    base = {
        "date": DATE,
        "cylinder_types": (T40, T10),
        "suppliers": (Supplier(id="messer", name="Messer"),),
        "travel": on_a_line(minutes),
    }
    return Problem(**base | parts)


def _placed(place: Facility | Depot, minutes: int | None) -> Facility | Depot:
    """Put a place where its minutes say, a hundredth of a degree each; what is off the road, 22 km north."""
    at = Location(16.2, 107.0) if minutes is None else Location(16.0, 107.0 + minutes / 100)
    return replace(place, location=at)


def _two_clinics() -> Problem:
    """depot 0 ── an 20 ── binh 50; one truck takes both orders in one trip."""
    return day(
        {"depot": 0, "an": 20, "binh": 50},
        name="two_clinics",
        depots=(depot("depot"),),
        facilities=(clinic("an"), clinic("binh")),
        vehicles=(truck("t1"),),
        orders=(order("o-an", "an", 4, 3), order("o-binh", "binh", 5, 5)),
    )


def _two_depots() -> Problem:
    """west 0 ── an 10 ── binh 90 ── east 100; a truck at each end."""
    return day(
        {"west": 0, "an": 10, "binh": 90, "east": 100},
        name="two_depots",
        depots=(depot("west"), depot("east")),
        facilities=(clinic("an"), clinic("binh")),
        vehicles=(truck("t-west", "west"), truck("t-east", "east")),
        orders=(order("o-an", "an", 6, 6), order("o-binh", "binh", 6, 6)),
    )


def _tight_morning() -> Problem:
    """depot 0 ── an 30 ── binh 60 ── chau 90; all receive 07:00-08:00 only, so one truck cannot do all."""
    morning = (TimeWindow(7 * HOUR, 8 * HOUR),)
    return day(
        {"depot": 0, "an": 30, "binh": 60, "chau": 90},
        name="tight_morning",
        depots=(depot("depot"),),
        facilities=tuple(
            clinic(n, receiving=morning, unload_fixed_s=20 * MINUTE) for n in ("an", "binh", "chau")
        ),
        vehicles=(truck("t1"),),
        orders=(
            order("o-an", "an", 3, urgency=Urgency.ROUTINE),
            order("o-binh", "binh", 3, urgency=Urgency.URGENT),
            order("o-chau", "chau", 3, urgency=Urgency.EMERGENCY, due_s=7 * HOUR),
        ),
    )


def _full_for_empty() -> Problem:
    """depot 0 ── an 20 ── binh 40; the empties of an leave no room for binh unless it comes first."""
    return day(
        {"depot": 0, "an": 20, "binh": 40},
        name="full_for_empty",
        depots=(depot("depot", load_s_per_cylinder=30),),
        facilities=(clinic("an", unload_s_per_cylinder=60), clinic("binh", unload_s_per_cylinder=60)),
        vehicles=(truck("t1", slots=10),),
        orders=(order("o-an", "an", 2, 8), order("o-binh", "binh", 8, 2)),
    )


def _far_valley() -> Problem:
    """depot 0 ── near 30 ── far 300 min; 4 h of driving end in a break, island has no road."""
    rules = DriverRules(max_driving_s=11 * HOUR, max_continuous_driving_s=4 * HOUR, break_s=15 * MINUTE)
    return day(
        {"depot": 0, "near": 30, "far": 300, "island": None},
        name="far_valley",
        depots=(depot("depot"),),
        facilities=(clinic("near"), clinic("far"), clinic("island")),
        vehicles=(
            truck("t1", shift=Shift(start_s=5 * HOUR, end_s=17 * HOUR, max_overtime_s=HOUR), rules=rules),
        ),
        orders=(
            order("o-near", "near", 2, 2),
            order("o-far", "far", 4, 4, urgency=Urgency.URGENT, due_s=11 * HOUR),
            order("o-island", "island", 1),
        ),
    )


def _scarce_stock() -> Problem:
    """west 0 ── an 10 ── binh 20 ── chau 80 ── east 90; west has 8 cylinders, east 4 for an order of 6."""
    return day(
        {"west": 0, "an": 10, "binh": 20, "chau": 80, "east": 90},
        name="scarce_stock",
        depots=(depot("west", stock=Counts({"40L": 8})), depot("east", stock=Counts({"40L": 4}), bays=1)),
        facilities=(clinic("an"), clinic("binh"), clinic("chau")),
        vehicles=(truck("t-west", "west"), truck("t-east", "east", max_trips=2)),
        orders=(
            order("o-an", "an", 4, 4, urgency=Urgency.EMERGENCY, due_s=9 * HOUR),
            order("o-binh", "binh", 4, 0, urgency=Urgency.URGENT),
            order("o-chau", "chau", 6, 6, urgency=Urgency.ROUTINE),
        ),
    )


def _big_order() -> Problem:
    """depot 0 ── hospital 20; 24 cylinders for trucks of 10: three parts, so somebody reloads."""
    hours = (TimeWindow(7 * HOUR, 11 * HOUR), TimeWindow(13 * HOUR, 17 * HOUR))
    return day(
        {"depot": 0, "hospital": 20, "ward": 25},
        name="big_order",
        depots=(depot("depot", open=(TimeWindow(5 * HOUR, 19 * HOUR),), load_s_per_cylinder=60, bays=1),),
        facilities=(
            clinic("hospital", receiving=hours, unload_s_per_cylinder=60),
            clinic("ward", skills=frozenset({"tail_lift"})),
        ),
        vehicles=(truck("t1"), truck("t2", skills=frozenset({"tail_lift"}))),
        orders=(
            order("o-big", "hospital", 24, 24, urgency=Urgency.URGENT, due_s=9 * HOUR),
            order("o-ward", "ward", 2, 1),
        ),
    )


def _pinned_morning() -> Problem:
    """depot 0 ── an 20 ── binh 50 ── chau 80; t1 has left for binh, t2 for chau and comes home, an is t3's.

    t1 may go out again, t2 may not, t4 stays idle; dung at 90 is for whoever may.
    """
    return day(
        {"depot": 0, "an": 20, "binh": 50, "chau": 80, "dung": 90},
        name="pinned_morning",
        depots=(depot("depot"),),
        facilities=tuple(map(clinic, ("an", "binh", "chau", "dung"))),
        vehicles=(truck("t1"), truck("t2"), truck("t3", slots=4), truck("t4")),
        orders=(
            order("o-an", "an", 4),
            order("o-binh", "binh", 5),
            order("o-chau", "chau", 3),
            order("o-dung", "dung", 5),
        ),
        pins=(
            Pin(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=("o-binh",)),)),
            Pin(vehicle_id="t2", trips=(TourTrip(depot_id="depot", part_ids=("o-chau",)),), closed=True),
            Pin(vehicle_id="t3", reserved_part_ids=frozenset({"o-an"})),
            Pin(vehicle_id="t4", closed=True),
        ),
    )


def _late_release() -> Problem:
    """depot 0 ── an 20 ── binh 50; those for binh are ready at 10:00, when an closes; two trucks."""
    return day(
        {"depot": 0, "an": 20, "binh": 50},
        name="late_release",
        depots=(depot("depot"),),
        facilities=(clinic("an", receiving=(TimeWindow(7 * HOUR, 10 * HOUR),)), clinic("binh")),
        vehicles=(truck("t1"), truck("t2")),
        orders=(order("o-an", "an", 4, 3), order("o-binh", "binh", 5, 5, release_s=10 * HOUR)),
    )


def _short_duty() -> Problem:
    """depot 0 ── an 60 ── binh 120; an is open early, binh late, and a duty lasts six hours."""
    shift = Shift(start_s=5 * HOUR, end_s=20 * HOUR, max_duration_s=6 * HOUR)
    return day(
        {"depot": 0, "an": 60, "binh": 120},
        name="short_duty",
        depots=(depot("depot"),),
        facilities=(
            clinic("an", receiving=(TimeWindow(6 * HOUR, 8 * HOUR),)),
            clinic("binh", receiving=(TimeWindow(14 * HOUR, 16 * HOUR),)),
        ),
        vehicles=(truck("t1", shift=shift), truck("t2", shift=shift)),
        orders=(order("o-an", "an", 4), order("o-binh", "binh", 4)),
    )


def _top_up() -> Problem:
    """depot 0 ── an 20 ── binh 50 ── far 200; an and far may wait, an at more than it costs to stop there."""
    return day(
        {"depot": 0, "an": 20, "binh": 50, "far": 200},
        name="top_up",
        depots=(depot("depot"),),
        facilities=(clinic("an"), clinic("binh"), clinic("far")),
        vehicles=(truck("t1"),),
        orders=(
            order("o-an", "an", 4, prize_vnd=50_000),
            order("o-binh", "binh", 5),
            order("o-far", "far", 1, urgency=Urgency.EMERGENCY, due_s=6 * HOUR, prize_vnd=900_000),
        ),
    )


WORLDS: dict[str, Callable[[], Problem]] = {
    "two_clinics": _two_clinics,
    "two_depots": _two_depots,
    "tight_morning": _tight_morning,
    "full_for_empty": _full_for_empty,
    "far_valley": _far_valley,
    "scarce_stock": _scarce_stock,
    "big_order": _big_order,
    "pinned_morning": _pinned_morning,
    "late_release": _late_release,
    "short_duty": _short_duty,
    "top_up": _top_up,
}


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> Problem:
    """Every named world in turn."""
    return WORLDS[request.param]()


@pytest.fixture(scope="session")
def world_at() -> Callable[[int], Problem]:
    """Gives the named worlds by number, for tests that draw one."""
    worlds = [make() for make in WORLDS.values()]
    return worlds.__getitem__


@pytest.fixture(scope="session", name="by_hour")
def by_hour_() -> Callable[..., TravelMatrix]:
    """Gives travel by the time of day, for worlds that have it only now and then."""
    return _by_hour


@pytest.fixture
def two_clinics() -> Problem:
    return _two_clinics()


@pytest.fixture
def two_depots() -> Problem:
    return _two_depots()


@pytest.fixture
def tight_morning() -> Problem:
    return _tight_morning()


@pytest.fixture
def full_for_empty() -> Problem:
    return _full_for_empty()


@pytest.fixture
def far_valley() -> Problem:
    return _far_valley()


@pytest.fixture
def scarce_stock() -> Problem:
    return _scarce_stock()


@pytest.fixture
def big_order() -> Problem:
    return _big_order()


@pytest.fixture
def pinned_morning() -> Problem:
    return _pinned_morning()


@pytest.fixture
def late_release() -> Problem:
    return _late_release()


@pytest.fixture
def short_duty() -> Problem:
    return _short_duty()


@pytest.fixture
def top_up() -> Problem:
    return _top_up()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared data; its absence skips a test, or fails it where CI asks for strictness."""
    root = Path(os.environ.get("OXYROUTE_SHARED", Path(__file__).parents[2] / "shared")) / "data"
    if not root.is_dir():
        if os.environ.get("OXYROUTE_REQUIRE_SHARED") == "1":
            pytest.fail(f"shared data are required and not at {root}")
        pytest.skip("needs the shared data (OXYROUTE_SHARED)")
    return root
