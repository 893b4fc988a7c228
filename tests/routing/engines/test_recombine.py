"""Recombining tours: the best of a pool under all that couples tours."""

from dataclasses import replace

from routing.engines.or_tools.columns import columns_of, pruned
from routing.engines.or_tools.recombine import recombine
from routing.model import Budget, Tour, TourTrip
from routing.solve import judge
from routing.timetable import timetable


def _tour(problem, truck, *part_ids):
    vehicle = problem.vehicle_by_id[truck]
    return Tour(
        vehicle_id=truck, trips=(TourTrip(depot_id=vehicle.start_depot_id, order_ids=tuple(part_ids)),)
    )


def _crossed(problem):
    """Two plans, each with one good tour and one that drives past the other's depot."""
    west, east = (vehicle.id for vehicle in problem.vehicles)
    good = (_tour(problem, west, "o-an"), _tour(problem, east, "o-binh"))
    bad = (_tour(problem, west, "o-binh"), _tour(problem, east, "o-an"))
    return good, bad


def test_takes_the_good_half_of_two_plans(two_depots):
    """From a start with the wrong trucks to the tours that a pool has."""
    good, bad = _crossed(two_depots)
    found = recombine(two_depots, Budget(seconds=2, start=bad), (*bad, *good))
    assert set(found) == set(good)


def test_a_part_in_two_tours_leaves_one_of_them(two_depots):
    """A pool that serves a part twice still makes a plan."""
    west, east = (vehicle.id for vehicle in two_depots.vehicles)
    both = _tour(two_depots, west, "o-an", "o-binh")
    pool = (both, _tour(two_depots, east, "o-binh"))
    solution = judge(two_depots, recombine(two_depots, Budget(seconds=2), pool))
    assert solution.violations == ()
    assert solution.plan.objective.unserved == (0, 0, 0)


def test_stock_couples_tours(scarce_stock):
    """Tours that each fit the depot's stock and together do not are not taken together."""
    problem = scarce_stock
    depot = problem.depots[0]
    pool = tuple(
        Tour(vehicle_id=vehicle.id, trips=(TourTrip(depot_id=depot.id, order_ids=(part.id,)),))
        for vehicle in problem.vehicles
        for part in problem.parts
    )
    solution = judge(problem, recombine(problem, Budget(seconds=2), pool))
    assert solution.violations == ()
    assert {stop.order_id for stop in solution.plan.stops} == {"o-an", "o-binh"}


def test_bays_couple_tours(two_depots):
    """With one bay, nobody loads while another does."""
    depots = tuple(replace(depot, bays=1) for depot in two_depots.depots)
    problem = two_depots.replace(depots=depots)
    good, bad = _crossed(problem)
    assert judge(problem, recombine(problem, Budget(seconds=2), (*good, *bad))).violations == ()


def test_the_same_iterations_give_the_same_choice(two_depots):
    """CP-SAT works by its own clock where iterations count."""
    good, bad = _crossed(two_depots)
    budget = Budget(iterations=500, start=bad)
    first, second = (recombine(two_depots, budget, (*bad, *good)) for _ in range(2))
    assert first == second
    assert timetable(two_depots, first).objective == timetable(two_depots, good).objective


def test_pruning_keeps_what_the_relaxation_would_use(two_depots):
    """Of four tours the two that make the cheapest plan have the least reduced costs."""
    good, bad = _crossed(two_depots)
    kept = pruned(two_depots, columns_of(two_depots, (*bad, *good)), most=2)
    assert {column.tour for column in kept} == set(good)


def test_an_empty_pool_leaves_the_start(two_depots):
    """Nothing to choose from, nothing changed; neither with nothing to do."""
    good, _ = _crossed(two_depots)
    assert recombine(two_depots, Budget(seconds=1, start=good)) == good
    assert recombine(two_depots.replace(vehicles=()), Budget(seconds=1)) == ()
