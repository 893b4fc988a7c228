"""Random legal days through every engine and every use: no exception, no violation, no part forgotten."""

import json
import multiprocessing
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from routing.documents import parse_plan, parse_problem, plan_json, problem_json, problem_sha256
from routing.model import (
    AreaClosed,
    Budget,
    Change,
    Counts,
    DemandTimes,
    DepotDown,
    DriverRules,
    InputError,
    Meals,
    MoreStock,
    Order,
    Plan,
    Problem,
    Rates,
    Shift,
    TimeWindow,
    Urgency,
    VehicleDown,
    WaysClosed,
)
from routing.portfolio import ENGINES
from routing.replan.insertion import rank_insertions
from routing.solve import solve
from service.dispatch.day.build import build_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.plans.figures import figures
from service.dispatch.plans.search import Search
from service.dispatch.roads.road_source import roads_of
from service.dispatch.what_if.hits import hits_of
from service.dispatch.what_if.what_if import Mode, what_if
from service.runsheet import csv_bytes, html_page, json_bytes, run_sheet

HOUR, DAY = 3600, 86_400
DAYS_A_TEST = 20
SLOW = ("or_tools", "portfolio")
"""Engines that take a tenth of the days: one looks at the clock, the other begins processes."""
TESTS = [
    pytest.param(number, marks=[pytest.mark.campaign, *([pytest.mark.bounded] if number == 0 else [])])
    for number in range(100)
]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    """Six stations and two depots on a grid of roads, one of them on an island without a road."""
    folder = tmp_path_factory.mktemp("ground")
    at = {f"n{x}{y}": (16 + 0.05 * y, 108 + 0.05 * x) for x in range(3) for y in range(3)}
    ends = [
        (a, b)
        for a in at
        for b in at
        if a < b and sum(abs(int(p) - int(q)) for p, q in zip(a[1:], b[1:], strict=True)) == 1
    ]
    tables = {
        "roads/junctions.csv": [
            "id,name,lat,lon,kind",
            *(f"{k},{k},{y:.2f},{x:.2f},junction" for k, (y, x) in at.items()),
        ],
        "roads/links.csv": [
            "way_id,road,road_name,from,to,class,length_m,oneway",
            *(f"W{i},R,R,{a},{b},trunk,{6000 + 100 * i},false" for i, (a, b) in enumerate(ends)),
        ],
        "facilities.csv": [
            "id,name,lat,lon,class",
            *(
                f"F{i},Trạm {i},{at[k][0]:.2f},{at[k][1]:.2f},commune_station"
                for i, k in enumerate(list(at)[:5])
            ),
        ],
        "depots.csv": [
            "id,name,lat,lon,supplier_id,supplier_name",
            *(
                f"D{i},Kho {i},{at[k][0]:.2f},{at[k][1]:.2f},S{i},NCC {i}"
                for i, k in enumerate(["n11", "n22"])
            ),
        ],
        "vehicles.csv": ["id,name,payload_kg,slots,depot_id", "T0,T0,2000,40,D0"],
        "orders.csv": ["id,facility_id,deliver", *(f"O{i},F{i},40L:1" for i in range(5))],
    }
    for name, lines in tables.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = {name: folder / f"{name}.csv" for name in ("depots", "vehicles", "orders")}
    given = Inputs(
        facilities=(folder / "facilities.csv",), date="2026-11-24", roads=folder / "roads", **files
    )
    return build_problem(given).problem


def wild_day(ground: Problem, seed: int) -> Problem:
    """A legal day of which every field is drawn, however odd.

    Hours over midnight, releases after the last window, shifts outside all hours. A single truck or none, no
    stock, no cylinders to bring.
    """
    draw = np.random.default_rng(seed)
    kinds = tuple(k.id for k in ground.cylinder_types[:3])
    return ground.replace(
        cylinder_types=tuple(
            replace(k, empty_vnd=_maybe(draw, 0.7, int(draw.integers(0, 30_000))))
            for k in ground.cylinder_types
        ),
        facilities=tuple(
            replace(
                f,
                receiving=_windows(draw),
                unload_fixed_s=int(draw.integers(0, 3000)),
                unload_s_per_cylinder=int(draw.integers(0, 200)),
                skills=_skills(draw, 0.15),
            )
            for f in ground.facilities
        ),
        depots=tuple(
            replace(
                d,
                open=_windows(draw),
                stock=_maybe(draw, 0.5, _counts(draw, kinds, 40)),
                bays=_maybe(draw, 0.4, int(draw.integers(1, 3))),
                load_fixed_s=int(draw.integers(0, 3000)),
                load_s_per_cylinder=int(draw.integers(0, 100)),
                in_service=bool(draw.random() < 0.85),
            )
            for d in ground.depots
        ),
        vehicles=tuple(_truck(draw, ground, i) for i in range(int(draw.choice([0, 1, 1, 2, 3])))),
        orders=tuple(_order(draw, i, kinds) for i in range(int(draw.integers(0, 7)))),
        waiting_vnd_per_hour=tuple(int(x) for x in draw.choice([0, 1_000, 900_000], 3)),
    )


def _maybe(draw: np.random.Generator, share: float, value):
    return value if draw.random() < share else None


def _skills(draw: np.random.Generator, share: float) -> frozenset[str]:
    return frozenset({"tail_lift"} if draw.random() < share else ())


def _windows(draw: np.random.Generator) -> tuple[TimeWindow, ...]:
    """None, some of the day, over midnight either way, or a single second."""
    ends = np.sort(
        draw.choice(np.arange(-6 * HOUR, 32 * HOUR, 900), 2 * int(draw.integers(0, 3)), replace=False)
    )
    windows = [TimeWindow(int(a), int(b)) for a, b in ends.reshape(-1, 2)]
    if windows and draw.random() < 0.1:
        windows[-1] = TimeWindow(windows[-1].start_s, windows[-1].start_s)
    return tuple(windows)


def _counts(draw: np.random.Generator, kinds: tuple[str, ...], most: int) -> Counts:
    return Counts({kind: int(draw.integers(0, most)) for kind in kinds if draw.random() < 0.6})


def _truck(draw: np.random.Generator, ground: Problem, i: int):
    depots = [d.id for d in ground.depots]
    start_s = int(draw.integers(-8, 30)) * HOUR
    rates = [int(x) for x in draw.choice([0, 1, 9_000, 700_000], 4)]
    return replace(
        ground.vehicles[0],
        id=f"T{i}",
        payload_g=int(draw.choice([1, 60_000, 700_000, 4_000_000])),
        slots=int(draw.choice([1, 12, 80])),
        start_depot_id=str(draw.choice(depots)),
        end_depot_id=str(draw.choice(depots)),
        shift=Shift(
            start_s=start_s,
            end_s=start_s + int(draw.integers(0, 16)) * HOUR,
            max_overtime_s=int(draw.integers(0, 3)) * HOUR,
            max_duration_s=_maybe(draw, 0.5, int(draw.integers(1, 13 * HOUR))),
        ),
        rules=DriverRules(
            max_driving_s=_maybe(draw, 0.5, int(draw.integers(0, 10 * HOUR))),
            max_continuous_driving_s=_maybe(draw, 0.5, int(draw.integers(1, 4 * HOUR))),
            break_s=int(draw.choice([0, 1, 900, 5400])),
            meals=_maybe(draw, 0.5, _meals(draw)),
        ),
        rates=Rates(
            fixed_vnd=rates[0], per_km_vnd=rates[1], per_hour_vnd=rates[2], overtime_per_hour_vnd=rates[3]
        ),
        skills=_skills(draw, 0.5),
        load_depot_ids=_maybe(draw, 0.3, frozenset({str(draw.choice(depots))})),
        max_trips=_maybe(draw, 0.4, int(draw.integers(1, 4))),
    )


def _meals(draw: np.random.Generator) -> Meals:
    return Meals(
        length_s=int(draw.choice([60, 600, 1800, 5400])),
        within_work_s=_maybe(draw, 0.7, int(draw.integers(HOUR, 9 * HOUR))),
        windows=_windows(draw),
    )


def _order(draw: np.random.Generator, i: int, kinds: tuple[str, ...]) -> Order:
    deliver, collect = _counts(draw, kinds, int(draw.choice([2, 15, 90]))), _counts(draw, kinds, 20)
    if not deliver and not collect:
        collect = Counts({kinds[0]: 1})
    return Order(
        id=f"O{i}",
        facility_id=f"F{draw.integers(5)}",
        deliver=deliver,
        collect=collect,
        urgency=Urgency(int(draw.integers(3))),
        due_s=_maybe(draw, 0.6, int(draw.integers(-DAY, 2 * DAY))),
        windows=_windows(draw) if draw.random() < 0.3 else (),
        skills=_skills(draw, 0.1),
        release_s=_maybe(draw, 0.3, int(draw.integers(-DAY, 2 * DAY))),
        prize_vnd=_maybe(draw, 0.2, int(draw.integers(0, 900_000))),
    )


def changes_for(draw: np.random.Generator, problem: Problem) -> tuple[Change, ...]:
    """One change of any kind that the day allows, or two."""
    night = (TimeWindow(0, 2 * HOUR), TimeWindow(22 * HOUR, 24 * HOUR))
    hours = ((), (TimeWindow(6 * HOUR, 9 * HOUR),), night)
    ring = tuple((108.02 + dx, 15.98 + dy) for dx, dy in ((0, 0), (0.06, 0), (0.06, 0.04), (0, 0.04), (0, 0)))
    candidates: list[Change] = [
        DepotDown(depot_id="D0"),
        DemandTimes(percent=int(draw.choice([50, 100, 300]))),
        WaysClosed(way_ids=(f"W{draw.integers(12)}",), hours=hours[int(draw.integers(3))]),
        AreaClosed(name="ngập", polygon=(ring,), hours=hours[int(draw.integers(3))]),
        MoreStock(depot_id="D1", type_id=problem.cylinder_types[0].id, count=9),
        *(VehicleDown(vehicle_id=v.id) for v in problem.vehicles[:1]),
    ]
    picked = draw.choice(len(candidates), int(draw.integers(1, 3)), replace=False)
    return tuple(candidates[int(k)] for k in picked)


@pytest.mark.parametrize("number", TESTS)
def test_any_legal_day_is_planned_explained_changed_and_printed(number, ground):
    """Twenty days: each engine plans them, and all that a plan is used for works on what it planned."""
    for seed in range(number * DAYS_A_TEST, (number + 1) * DAYS_A_TEST):
        problem = wild_day(ground, seed)
        assert parse_problem(problem_json(problem)) == problem, seed
        for engine in ENGINES:
            if engine not in SLOW or seed % 10 == 0:
                _planned(problem, engine, seed)
        _used(problem, seed)


@pytest.mark.parametrize("seed", [168, 1865])
def test_bug_pyvrp_never_ended(seed, ground):
    """Releases, trips without number and single slots: its local search took the same moves for ever."""
    # In a process of its own: nothing else can end a search that is inside the library.
    process = multiprocessing.get_context("fork").Process(
        target=_planned, args=(wild_day(ground, seed), "with_pyvrp", seed)
    )
    process.start()
    process.join(60)
    process.kill()
    assert process.exitcode == 0


def _planned(problem: Problem, engine: str, seed: int) -> Plan:
    iterations = None if engine == "or_tools" else 15
    budget = Budget(seconds=0.2, iterations=iterations, seed=seed)
    solution = solve(problem, engine=engine, budget=budget)
    label = f"seed {seed}, {engine}"
    assert solution.violations == (), label
    planned = sorted([s.part_id for s in solution.plan.stops] + [u.part_id for u in solution.plan.unserved])
    assert planned == sorted(part.id for part in problem.parts), label
    assert all(u.explanation for u in solution.plan.unserved), label
    return solution.plan


def _used(problem: Problem, seed: int) -> None:
    """Explain, print, insert, hit and what-if: on the plan of our own search."""
    draw, sha256 = np.random.default_rng(seed), problem_sha256(problem)
    budget = Budget(seconds=0.2, iterations=15, seed=seed)
    solution = solve(problem, engine="ruin_recreate", budget=budget, problem_sha256=sha256)
    plan = solution.plan
    assert parse_plan(plan_json(plan)) == plan, seed
    assert json.dumps(figures(problem, plan, ())), seed
    for depot in problem.depots:
        sheet = run_sheet(problem, plan, depot.id)
        assert all(paper(sheet) for paper in (html_page, csv_bytes, json_bytes)), seed
    for order_id in {u.order_id for u in plan.unserved}:
        if problem.order_by_id[order_id].id in problem.part_by_id:
            rank_insertions(problem, plan, order_id, problem_sha256=sha256)
    _what_if(problem, plan, changes_for(draw, problem), seed)


def _what_if(problem: Problem, plan: Plan, changes: tuple[Change, ...], seed: int) -> None:
    closings = [change for change in changes if isinstance(change, WaysClosed | AreaClosed)]
    issues: list = []
    hits_of(issues, problem, plan, roads_of(problem), closings)
    assert [x.code for x in issues if x.code != "NOTHING_CLOSED"] == [], seed
    for mode in Mode:
        search = Search(engine="greedy", seconds=0.2, iterations=1, seed=seed)
        refused, outcome = (), None
        try:
            outcome = what_if(
                problem, changes, search, roads=partial(roads_of, problem), base=plan, mode=mode
            )
        except InputError as error:
            refused = tuple(x.code for x in error.issues)
        # Only what changes nothing, or is too much of it, may be refused.
        assert set(refused) <= {"CHANGES_NOTHING", "TOO_MANY_PARTS"}, seed
        assert outcome is None or outcome.violations == (), f"seed {seed}, {mode}"
