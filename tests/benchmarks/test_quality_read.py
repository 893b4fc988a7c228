"""Reading public instances and solutions from text: units, rounding, fleets, depots."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.instance import Trip
from benchmarks.quality.judge import judge
from benchmarks.quality.read import parse_instance, read_instance
from benchmarks.quality.solution import best_known, claimed_cost, parse_routes

CVRP = """NAME : 	tiny
TYPE : CVRP
DIMENSION : 	4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 	5
NODE_COORD_SECTION
1	0	0
2	1	1
3	0	3
4	4	0
DEMAND_SECTION
1	0
2	2
3	3
4	4
DEPOT_SECTION
	1
	-1
EOF
"""
MDVRPTW = """NAME: two
TYPE: MDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 4
VEHICLES: 3
CAPACITY: 10
VEHICLES_MAX_DURATION: 45
NODE_COORD_SECTION
1	0	0
2	10	0
3	1	1
4	9	0.5
DEMAND_SECTION
1	0
2	0
3	4
4	5
SERVICE_TIME_SECTION
1	0
2	0
3	2
4	3
TIME_WINDOW_SECTION
1	0	100
2	0	90
3	5	50
4	6	60
VEHICLES_DEPOT_SECTION
1	1
2	2
3	1
DEPOT_SECTION
1
2
EOF
"""
MIXED = CVRP.replace("CAPACITY : 	5", "VEHICLES: 3").replace(
    "DEPOT_SECTION",
    """CAPACITY_SECTION
1	5
2	9
3	5
VEHICLES_FIXED_COST_SECTION
1	200
2	350
3	200
VEHICLES_UNIT_DISTANCE_COST_SECTION
1	70
2	80
3	70
DEPOT_SECTION""",
)
RELOADING = (
    MDVRPTW.replace("VEHICLES_MAX_DURATION: 45\n", "")
    .replace("2	2\n3	1\nDEPOT_SECTION", "2	1\n3	1\nDEPOT_SECTION")
    .replace(
        "DEPOT_SECTION\n1\n2",
        """RELEASE_TIME_SECTION
1	0
2	0
3	7
4	0
VEHICLES_RELOAD_DEPOT_SECTION
1	1	2
2	1	2
3	1
DEPOT_SECTION
1
2""",
    )
)
SPD = """NAME : CMT1X
TYPE : MVRPB
DIMENSION : 3
VEHICLES : 2
CAPACITY : 100
EDGE_WEIGHT_TYPE : EXACT_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 0 2
PICKUP_AND_DELIVERY_SECTION
1 0 0 10000000 0 0 0
2 0 0 10000000 0 20 50
3 0 0 10000000 0 0 30
DEPOT_SECTION
1
-1
EOF
"""
SOLOMON = """R101

VEHICLE
NUMBER     CAPACITY
  2         200

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE   TIME

    0      35         35          0          0       230          0
    1      41         49         10        161       171         10
    2      35         17          7         50        60         10
"""


def test_a_plain_instance_has_as_many_vehicles_as_clients():
    """Distances are rounded to the nearest; windows do not matter; one type of vehicle."""
    read = parse_instance(CVRP, "CVRP")
    assert read.distance[0].tolist() == [0, 1, 3, 4]
    assert read.delivery.tolist() == [0, 2, 3, 4]
    (kind,) = read.vehicle_types
    assert (kind.capacity, kind.count, kind.max_duration, kind.reload_depots) == (5, 3, None, ())
    assert not read.timed
    assert read.clients == range(1, 4)


def test_a_fleet_is_cut_only_to_what_can_be_of_use():
    """Nine units on trucks of five: no more than four routes need be less than joined."""
    read = parse_instance(CVRP.replace("CAPACITY : 	5", "CAPACITY : 	9"), "CVRP")
    assert read.useful(read.vehicle_types[0]) == 3
    timed = parse_instance(MDVRPTW, "MDVRPTW")
    assert [timed.useful(kind) for kind in timed.vehicle_types] == [2, 1]


def test_several_depots_windows_and_a_longest_duration():
    """Thousandths, rounded; vehicles by their depot, in the file's order in `fleet`."""
    read = parse_instance(MDVRPTW, "MDVRPTW")
    assert read.depots == 2
    assert read.distance[0, 2] == 1414
    assert read.service.tolist() == [0, 0, 2000, 3000]
    assert read.window[3].tolist() == [6000, 60_000]
    assert [(k.depot, k.count, k.max_duration) for k in read.vehicle_types] == [
        (0, 2, 45_000),
        (1, 1, 45_000),
    ]
    assert read.fleet == (0, 1, 0)


def test_without_a_longest_duration_there_is_none():
    """The line may be missing."""
    read = parse_instance(MDVRPTW.replace("VEHICLES_MAX_DURATION: 45\n", ""), "MDVRPTW")
    assert {kind.max_duration for kind in read.vehicle_types} == {None}


def test_a_mixed_fleet():
    """Fixed costs in the units of distance; costs a unit as they are."""
    read = parse_instance(MIXED, "HFVRP")
    kinds = [(k.capacity, k.count, k.fixed_cost, k.unit_distance_cost) for k in read.vehicle_types]
    assert kinds == [(5, 2, 200_000, 70), (9, 1, 350_000, 80)]


def test_reloads_and_releases():
    """Tenths, cut off; each vehicle with its own reload depots, in rows of unequal length."""
    read = parse_instance(RELOADING, "MTVRPTWR")
    assert read.distance[0, 2] == 14
    assert read.release.tolist() == [0, 0, 70, 0]
    assert [kind.reload_depots for kind in read.vehicle_types] == [(0, 1), (0,)]


def test_pickups_and_deliveries():
    """The last column is delivered, the one before collected; best-known from the table."""
    read = parse_instance(SPD, "VRPSPD")
    assert read.pickup.tolist() == [0, 20, 0]
    assert read.delivery.tolist() == [0, 50, 30]
    assert read.distance[0, 1] == 14_142
    assert read.best_known == 4_667_700


def test_solomons_own_format():
    """The same noun from a plain text file."""
    read = parse_instance(SOLOMON, "VRPTW")
    assert read.size == 3
    assert read.vehicle_types[0].count == 2
    assert read.window[1].tolist() == [1610, 1710]
    assert read.service.tolist() == [0, 100, 100]
    assert read.distance[0, 2] == 180


def test_a_depot_behind_a_client_is_refused():
    """Nodes of depots come first, or all numbers would mean something else."""
    with pytest.raises(ValueError, match="first nodes"):
        parse_instance(CVRP.replace("\t1\n\t-1", "\t2\n\t-1"), "CVRP")


def test_a_solutions_routes_know_their_vehicle_and_their_reloads():
    """Route k is of vehicle k; a depot's number among the clients begins a new trip."""
    read = parse_instance(RELOADING, "MTVRPTWR")
    first, third = parse_routes("Route #1: 2 1 3\nRoute #2:\nRoute #3: 3\nCost 5", read)
    assert first.trips == (Trip(depot=0, clients=(2,)), Trip(depot=1, clients=(3,)))
    assert (first.vehicle_type, third.vehicle_type) == (0, 1)


@pytest.mark.parametrize("line", ["Cost 45790.7", "Cost: 45790.7", "COST : 45790.7"])
def test_a_claimed_cost(line):
    """With a colon or without, times the family's factor."""
    assert claimed_cost(f"Route #1: 1\n{line}\n", FAMILIES["VRPTW"]) == 457_907


def test_the_routes_are_believed_before_the_claim():
    """A claim in other units does no harm where routes are given; without routes it stands."""
    read = parse_instance(CVRP, "CVRP")
    assert best_known("Route #1: 1 2\nRoute #2: 3\nCost 999\n", read) == 6 + 8
    assert best_known("Cost 999\n", read) == 999
    assert best_known("Route #1: 1 2 3\n", read) is None


@pytest.mark.shared
@pytest.mark.parametrize("family", ["CVRP", "HFVRP", "MDVRPTW", "MTVRPTWR", "VRPTW"])
def test_best_known_solutions_cost_what_their_files_claim(shared_data: Path, family: str):
    """To the unit, but for HFVRP: there the claims have two decimals, or are whole costs themselves."""
    for path in sorted((shared_data / "instances" / family).glob("*.vrp")):
        instance = read_instance(path, family)
        text = path.with_suffix(".sol").read_text(encoding="utf-8")
        verdict = judge(instance, parse_routes(text, instance))
        assert (path.stem, verdict.faults) == (path.stem, ())
        claim = claimed_cost(text, FAMILIES[family])
        if path.stem == "X261-HD":
            claim //= FAMILIES[family].cost_scale
        assert verdict.cost == pytest.approx(claim, rel=0, abs=1000 if family == "HFVRP" else 0)
        assert instance.best_known == verdict.cost


def test_arrays_are_whole_numbers():
    """Nothing is left as a float but coordinates."""
    read = parse_instance(MDVRPTW, "MDVRPTW")
    arrays = (read.distance, read.delivery, read.pickup, read.service, read.release, read.window)
    assert {array.dtype for array in arrays} == {np.dtype(np.int64)}
