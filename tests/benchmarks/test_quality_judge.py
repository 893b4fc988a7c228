"""The judge, sabotaged: one good solution, one damage, exactly that fault."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.quality.instance import Instance, Route, Trip, VehicleType
from benchmarks.quality.judge import judge

AT = np.array([0, 100, 10, 20, 90])
"""Depots at 0 and 100 of a line, clients 2, 3 and 4 at 10, 20 and 90."""


def line(**changes) -> Instance:
    base = {
        "family": "MTVRPTWR",
        "name": "line",
        "depots": 2,
        "coordinates": np.stack([AT, np.zeros(5)], axis=1).astype(float),
        "distance": np.abs(AT[:, None] - AT[None, :]),
        "delivery": np.array([0, 0, 2, 3, 4]),
        "pickup": np.array([0, 0, 1, 4, 0]),
        "service": np.array([0, 0, 5, 5, 5]),
        "release": np.array([0, 0, 0, 7, 0]),
        "window": np.array([[0, 200], [0, 300], [10, 60], [30, 90], [0, 300]]),
        "vehicle_types": (
            VehicleType(capacity=6, count=1, max_duration=60, reload_depots=(0,), fixed_cost=1000),
            VehicleType(capacity=4, count=1, depot=1, unit_distance_cost=3),
        ),
        "fleet": (0, 1),
        "timed": True,
    }
    return Instance(**base | changes)


GOOD = (
    Route(vehicle_type=0, trips=(Trip(depot=0, clients=(2, 3)),)),
    Route(vehicle_type=1, trips=(Trip(depot=1, clients=(4,)),)),
)


def first(*trips: Trip) -> tuple[Route, ...]:
    return (Route(vehicle_type=0, trips=trips), GOOD[1])


def test_a_good_solution_has_its_cost_and_no_fault():
    """Fixed 1000, 40 of distance; 20 of distance at 3 each."""
    verdict = judge(line(), GOOD)
    assert verdict.faults == ()
    assert verdict.feasible
    assert verdict.cost == 1000 + 40 + 60


@pytest.mark.parametrize(
    ("routes", "faults"),
    [
        (GOOD[:1], ["client 4 is visited 0 times"]),
        ((*GOOD, GOOD[1]), ["client 4 is visited 2 times", "2 vehicles of type 1, of 1"]),
        (first(Trip(depot=0, clients=(2, 0, 3))), ["node 0 is no client"]),
        ((*GOOD, Route(vehicle_type=2, trips=())), ["there is no vehicle type 2"]),
        (first(Trip(depot=1, clients=(2, 3))), ["route 0: starts at depot 1, not 0"]),
        (
            first(Trip(depot=0, clients=(2,)), Trip(depot=1, clients=(3,))),
            ["route 0: may not reload at depot 1"],
        ),
    ],
)
def test_sabotaged_routes(routes, faults):
    """Each damage is named, and nothing else."""
    assert list(judge(free_of_time(line()), routes).faults) == faults


def free_of_time(world: Instance) -> Instance:
    kinds = tuple(replace(kind, max_duration=None) for kind in world.vehicle_types)
    return replace(world, timed=False, vehicle_types=kinds)


def small(capacity: int) -> VehicleType:
    return replace(line().vehicle_types[0], capacity=capacity)


def test_a_route_of_no_trip_is_a_fault():
    """A vehicle that does nothing is not used."""
    world = line(vehicle_types=(small(6), replace(line().vehicle_types[1], count=2)))
    idle = Route(vehicle_type=1, trips=())
    assert judge(world, (*GOOD, idle)).faults == ("route 2: a vehicle is used for no trip",)


def test_the_order_of_stops_decides_what_is_aboard():
    """Five out: client 2 leaves 4 aboard and then 5; the other way round it is 6 in between."""
    world = free_of_time(line(vehicle_types=(small(5), line().vehicle_types[1])))
    assert judge(world, GOOD).faults == ()
    turned = first(Trip(depot=0, clients=(3, 2)))
    assert judge(world, turned).faults == ("route 0: trip 0 carries 6 of 5",)


def windows(**changes: list[int]) -> np.ndarray:
    window = line().window.copy()
    for node, hours in changes.items():
        window[int(node[1:])] = hours
    return window


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"delivery": np.array([0, 0, 2, 5, 4])}, "trip 0 carries 7 of 6"),
        ({"pickup": np.array([0, 0, 4, 4, 0])}, "trip 0 carries 8 of 6"),
        # Released at 7, the first client begins at 17, the second at 32; home at 57, 50 after leaving.
        ({"window": windows(n2=[10, 16])}, "at node 2 at 17, after 16"),
        ({"window": windows(n3=[30, 31])}, "at node 3 at 32, after 31"),
        ({"window": windows(n0=[0, 56])}, "at node 0 at 57, after 56"),
        ({"release": np.array([0, 0, 0, 51, 0])}, "at node 2 at 61, after 60"),
        (
            {"vehicle_types": (replace(line().vehicle_types[0], max_duration=49), line().vehicle_types[1])},
            "lasts 50 of 49",
        ),
    ],
)
def test_sabotaged_instances(change, fault):
    """The same routes on an instance that asks a little more."""
    assert judge(line(**change), GOOD).faults == (f"route 0: {fault}",)


def test_a_departure_as_late_as_possible_makes_a_route_shortest():
    """The depot opens at 0, yet leaving at 20 is early enough for the client that opens at 45."""
    kinds = (replace(line().vehicle_types[0], max_duration=50), line().vehicle_types[1])
    world = line(window=windows(n3=[45, 90]), vehicle_types=kinds)
    assert judge(world, GOOD).faults == ()


def test_a_wait_that_no_departure_avoids_counts():
    """The first client closes at 20, so the truck leaves by 10; the second keeps it until 85."""
    world = line(window=windows(n2=[10, 20], n3=[80, 90]))
    assert judge(world, GOOD).faults == (f"route 0: lasts {85 + 20 - 10} of 60",)


def test_a_release_holds_the_trip_that_carries_it_and_no_other():
    """Released at 40: the second trip waits for it, the first has left before."""
    late = np.array([0, 0, 0, 40, 0])
    apart = first(Trip(depot=0, clients=(2,)), Trip(depot=0, clients=(3,)))
    kinds = (replace(line().vehicle_types[0], max_duration=None), line().vehicle_types[1])
    windows = np.array([[0, 200], [0, 300], [10, 15], [30, 60], [0, 300]])
    instance = line(release=late, window=windows, vehicle_types=kinds)
    assert judge(instance, apart).faults == ()
    assert judge(instance, GOOD).faults == ("route 0: at node 2 at 50, after 15",)


def test_each_trip_has_its_own_load():
    """Five to bring on a vehicle for four: not at once, but with a reload."""
    kinds = (small(4), line().vehicle_types[1])
    world = line(vehicle_types=kinds, window=np.tile([0, 300], (5, 1)), pickup=np.zeros(5, dtype=np.int64))
    apart = first(Trip(depot=0, clients=(2,)), Trip(depot=0, clients=(3,)))
    assert judge(world, GOOD).faults == ("route 0: trip 0 carries 5 of 4",)
    assert "carries" not in " ".join(judge(world, apart).faults)


def test_without_times_only_the_longest_duration_is_looked_at():
    """Windows of an untimed family say nothing; driving and service do."""
    shut = np.zeros((5, 2), dtype=np.int64)
    assert judge(line(timed=False, window=shut), GOOD).faults == ()
    kinds = (replace(line().vehicle_types[0], max_duration=49), line().vehicle_types[1])
    assert judge(line(timed=False, vehicle_types=kinds), GOOD).faults == ("route 0: lasts 50 of 49",)
