"""An instance as a problem of our own: the same solutions at the same cost."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.quality.as_problem import as_problem, as_routes, plan_routes
from benchmarks.quality.instance import Instance, Route, Routes, Trip, VehicleType
from benchmarks.quality.judge import judge
from benchmarks.quality.read import read_instance
from benchmarks.quality.solution import parse_routes
from routing.model import Budget, Tour, Tours, TourTrip, ViolationCode
from routing.solve import judge as judge_here
from routing.solve import solve

AT = np.array([0, 100, 10, 20, 90])
HOME = VehicleType(capacity=6, count=2)


def line(**changes) -> Instance:
    """Depots at 0 and 100 of a line, clients 2, 3 and 4 at 10, 20 and 90; one bare vehicle type."""
    base = {
        "family": "CVRP",
        "name": "line",
        "depots": 2,
        "coordinates": np.stack([AT, np.zeros(5)], axis=1).astype(float),
        "distance": np.abs(AT[:, None] - AT[None, :]),
        "delivery": np.array([0, 0, 2, 3, 4]),
        "pickup": np.zeros(5, dtype=np.int64),
        "service": np.zeros(5, dtype=np.int64),
        "release": np.zeros(5, dtype=np.int64),
        "window": np.tile([0, 1000], (5, 1)),
        "vehicle_types": (HOME,),
        "fleet": (0, 0),
        "timed": False,
    }
    return Instance(**base | changes)


MIXED = (
    replace(HOME, count=1, fixed_cost=70, unit_distance_cost=3),
    replace(HOME, count=2, capacity=4, depot=1, fixed_cost=50),
)
TIMED = {"timed": True, "service": np.array([0, 0, 5, 5, 5])}
WORLDS = {
    "CVRP": line(),
    "HFVRP": line(vehicle_types=MIXED),
    "VRPSPD": line(pickup=np.array([0, 0, 4, 0, 5])),
    "MDVRPTW": line(**TIMED, vehicle_types=tuple(replace(kind, max_duration=60) for kind in MIXED)),
    "MTVRPTWR": line(
        **TIMED,
        release=np.array([0, 0, 0, 300, 20]),
        vehicle_types=(replace(HOME, count=1, reload_depots=(0,)),),
    ),
    "nothing brought": line(delivery=np.array([0, 0, 2, 0, 4])),
}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
@pytest.mark.parametrize("engine", ["greedy", "ruin_recreate"])
def test_a_plan_costs_what_the_judge_says(world: Instance, engine: str):
    """Whatever an engine plans is a solution, and its VND are the instance's units."""
    problem = as_problem(world)
    solution = solve(problem, engine=engine, budget=Budget(seconds=0.3, seed=1), explained=False)
    assert solution.violations == ()
    assert solution.plan.objective.unserved == (0, 0, 0)
    verdict = judge(world, plan_routes(solution.plan))
    assert verdict.faults == ()
    assert verdict.cost == solution.plan.objective.cost_vnd


def tours_of(routes: Routes) -> Tours:
    used: Counter[int] = Counter()
    tours = []
    for route in routes:
        kind = route.vehicle_type
        trips = tuple(
            TourTrip(depot_id=str(t.depot), part_ids=tuple(map(str, t.clients))) for t in route.trips
        )
        tours.append(Tour(vehicle_id=f"{kind}-{used[kind]}", trips=trips))
        used[kind] += 1
    return tuple(tours)


def test_tours_and_routes_tell_the_same():
    """There and back."""
    routes = (Route(vehicle_type=1, trips=(Trip(depot=1, clients=(4, 2)), Trip(depot=0, clients=(3,)))),)
    assert as_routes(tours_of(routes)) == routes


@pytest.mark.parametrize(
    ("world", "routes", "codes"),
    [
        ("CVRP", [[2, 3, 4]], {ViolationCode.PAYLOAD_EXCEEDED}),
        ("VRPSPD", [[2, 4], [3]], {ViolationCode.PAYLOAD_EXCEEDED}),
        ("MDVRPTW", [[2, 4], [3]], {ViolationCode.DURATION_EXCEEDED}),
    ],
)
def test_our_checker_and_the_judge_refuse_the_same(
    world: str, routes: list[list[int]], codes: set[ViolationCode]
):
    """What breaks the instance breaks the problem."""
    instance = replace(WORLDS[world], vehicle_types=(replace(WORLDS[world].vehicle_types[0], count=2),))
    made = tuple(Route(vehicle_type=0, trips=(Trip(depot=0, clients=tuple(nodes)),)) for nodes in routes)
    assert len(judge(instance, made).faults) == 1
    assert {
        violation.code for violation in judge_here(as_problem(instance), tours_of(made)).violations
    } == codes


FILES = {
    "CVRP": "X-n200-k36",
    "HFVRP": "X317-HVRP",
    "MDVRPTW": "PR11A",
    "MTVRPTWR": "RC2_2_01R0.75",
    "VRPTW": "C1_10_2",
}


@pytest.mark.shared
@pytest.mark.parametrize("family", FILES)
def test_the_best_known_solution_is_a_good_plan_of_ours(shared_data: Path, family: str):
    """Judge, timetable and checker agree on the best solutions that there are, to the last unit."""
    path = shared_data / "instances" / family / f"{FILES[family]}.vrp"
    instance = read_instance(path, family)
    routes = parse_routes(path.with_suffix(".sol").read_text(encoding="utf-8"), instance)
    assert judge(instance, routes).faults == ()
    solution = judge_here(as_problem(instance), tours_of(routes))
    assert solution.violations == ()
    assert solution.plan.objective.cost_vnd == instance.best_known


@pytest.mark.shared
@pytest.mark.parametrize("family", FILES)
def test_pyvrp_is_told_what_its_own_reader_tells_it(shared_data: Path, family: str):
    """The peer's model of the neutral instance is that of its own reading of the file."""
    pyvrp = pytest.importorskip("pyvrp")
    from benchmarks.quality.peers.with_pyvrp import as_data  # noqa: PLC0415 - needs the peer

    path = shared_data / "instances" / family / f"{FILES[family]}.vrp"
    rounding = {"CVRP": "round", "VRPTW": "dimacs", "MTVRPTWR": "dimacs"}.get(family, "exact")
    theirs, ours = pyvrp.read(path, rounding), as_data(read_instance(path, family))
    assert np.array_equal(theirs.distance_matrix(0), ours.distance_matrix(0))
    assert theirs.clients() == ours.clients()
    assert [kind.replace(name="") for kind in theirs.vehicle_types()] == list(ours.vehicle_types())
