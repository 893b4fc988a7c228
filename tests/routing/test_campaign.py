"""Random days with everything switched on: whatever an engine plans, the checker is silent."""

import numpy as np
import pytest

from routing.model import (
    Budget,
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Facility,
    Location,
    Order,
    Problem,
    Rates,
    Shift,
    TimeWindow,
    TravelMatrix,
    Urgency,
    Vehicle,
)
from routing.portfolio import ENGINES
from routing.solve import solve

HOUR = 3600
TYPES = (
    CylinderType(id="40L", name="40 L", full_g=56_300, tare_g=48_000),
    CylinderType(id="10L", name="10 L", full_g=14_600, tare_g=12_500),
)
SEEDS = [
    pytest.param(seed, marks=[pytest.mark.campaign, *([pytest.mark.bounded] if seed < 4 else [])])
    for seed in range(60)
]


def random_day(seed: int) -> Problem:
    """A day whose size, stock, bays, shifts, breaks, skills and windows are drawn at random.

    Some places are cut off, some orders are larger than any truck, and some dues have passed.
    """
    draw = np.random.default_rng(seed)
    count, depots = int(draw.integers(5, 70)), int(draw.integers(1, 4))
    names = [f"D{i}" for i in range(depots)] + [f"F{i}" for i in range(count)]
    return Problem(
        date="2026-11-24",
        cylinder_types=TYPES,
        facilities=tuple(_facility(draw, i) for i in range(count)),
        depots=tuple(_depot(draw, i) for i in range(depots)),
        vehicles=tuple(_vehicle(draw, i, depots) for i in range(int(draw.integers(1, 12)))),
        orders=tuple(_order(draw, i) for i in range(count)),
        travel=_travel(draw, names),
    )


def _travel(draw: np.random.Generator, names: list[str]) -> TravelMatrix:
    at = draw.uniform(0, draw.choice([20, 60, 150]), (len(names), 2))
    km = 1.3 * np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    lost = draw.random(len(names)) < 0.03
    km[lost], km[:, lost] = np.inf, np.inf
    np.fill_diagonal(km, 0.0)
    return TravelMatrix.from_float(names, seconds={"truck": km * 90}, metres={"truck": km * 1000})


def _facility(draw: np.random.Generator, i: int) -> Facility:
    hours = [
        (),
        (TimeWindow(6 * HOUR, 18 * HOUR),),
        (TimeWindow(7 * HOUR, 11 * HOUR), TimeWindow(13 * HOUR, 16 * HOUR)),
    ]
    return Facility(
        id=f"F{i}",
        name=f"Trạm {i}",
        location=Location(16.0, 108.0),
        receiving=hours[int(draw.integers(3))],
        unload_fixed_s=int(draw.integers(0, 1200)),
        unload_s_per_cylinder=int(draw.integers(0, 90)),
        skills=frozenset({"tail_lift"} if draw.random() < 0.1 else ()),
    )


def _depot(draw: np.random.Generator, i: int) -> Depot:
    stock = Counts({"40L": int(draw.integers(0, 300)), "10L": int(draw.integers(0, 200))})
    return Depot(
        id=f"D{i}",
        name=f"Kho {i}",
        location=Location(16.0, 108.0),
        stock=stock if draw.random() < 0.5 else None,
        bays=int(draw.integers(1, 3)) if draw.random() < 0.5 else None,
        open=(TimeWindow(4 * HOUR, 20 * HOUR),) if draw.random() < 0.5 else (),
        load_fixed_s=int(draw.integers(0, 1200)),
        load_s_per_cylinder=int(draw.integers(0, 40)),
        in_service=bool(draw.random() < 0.9),
    )


def _vehicle(draw: np.random.Generator, i: int, depots: int) -> Vehicle:
    start_s = int(draw.integers(-2, 9)) * HOUR
    return Vehicle(
        id=f"T{i}",
        payload_g=int(draw.choice([18, 37, 75])) * TYPES[0].full_g,
        slots=int(draw.integers(20, 120)),
        start_depot_id=f"D{draw.integers(depots)}",
        end_depot_id=f"D{draw.integers(depots)}",
        shift=Shift(
            start_s=start_s,
            end_s=start_s + int(draw.integers(4, 13)) * HOUR,
            max_overtime_s=int(draw.integers(0, 3)) * HOUR,
        ),
        rules=DriverRules(
            max_driving_s=int(draw.integers(3, 11)) * HOUR,
            max_continuous_driving_s=int(draw.integers(1, 5)) * HOUR,
            break_s=int(draw.integers(0, 4)) * 900,
        ),
        rates=Rates(fixed_vnd=500_000, per_km_vnd=9_000, per_hour_vnd=70_000, overtime_per_hour_vnd=35_000),
        skills=frozenset({"tail_lift"} if draw.random() < 0.5 else ()),
        load_depot_ids=frozenset({"D0"}) if draw.random() < 0.2 else None,
        max_trips=int(draw.integers(1, 4)) if draw.random() < 0.3 else None,
    )


def _order(draw: np.random.Generator, i: int) -> Order:
    most = 120 if draw.random() < 0.05 else 12
    return Order(
        id=f"O{i}",
        facility_id=f"F{i}",
        deliver=Counts({"40L": int(draw.integers(1, most)), "10L": int(draw.integers(0, 6))}),
        collect=Counts({"40L": int(draw.integers(0, 14))}),
        urgency=Urgency(int(draw.choice(3, p=[0.1, 0.3, 0.6]))),
        due_s=int(draw.integers(-4, 20)) * HOUR if draw.random() < 0.5 else None,
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", SEEDS)
def test_any_day_is_planned_without_a_violation(seed, engine):
    """Every part is served or unserved, every rule is kept, and no engine is worse than greedy."""
    problem = random_day(seed)
    solution = solve(problem, engine=engine, budget=Budget(seconds=1.0, seed=seed), explained=False)
    assert solution.violations == ()
    first = solve(problem, engine="greedy", budget=Budget(), explained=False)
    assert solution.plan.objective <= first.plan.objective


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", SEEDS)
def test_any_day_with_hours_is_planned_without_a_violation(seed, engine, by_hour):
    """Rush hours, and a third of the places barred at times, with a way around or none."""
    problem = random_day(seed)
    problem = problem.replace(travel=_by_the_hour(np.random.default_rng(seed), problem.travel, by_hour))
    solution = solve(problem, engine=engine, budget=Budget(seconds=1.0, seed=seed), explained=False)
    assert solution.violations == ()


def _by_the_hour(draw: np.random.Generator, travel: TravelMatrix, by_hour) -> TravelMatrix:
    barred = " ".join(name for name in travel.place_ids if name[0] == "F" and draw.random() < 0.3)
    starts = np.sort(
        draw.choice(np.arange(4 * HOUR, 20 * HOUR, 900), int(draw.integers(1, 6)), replace=False)
    )
    slices = [
        (int(start_s), int(draw.integers(60, 250)), barred if draw.random() < 0.5 else "")
        for start_s in starts
    ]
    return by_hour(travel, *slices, detour=int(draw.choice([0, 0, 2, 3])))
