"""PyVRP's day says what ours says, where it can say it."""

from dataclasses import replace

import pytest

from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.with_pyvrp import with_pyvrp
from routing.engines.with_pyvrp.day import day_of
from routing.engines.with_pyvrp.tours import solution_of, tours_of
from routing.engines.within_stock import within_stock
from routing.model import Budget, Counts, Depot, Pin, TimeWindow, Tour, TourTrip
from routing.solve import judge, solve
from routing.timetable import timetable


def _with_order(problem, key, **changes):
    orders = tuple(replace(o, **changes) if o.id == key else o for o in problem.orders)
    return problem.replace(orders=orders)


def _solved(problem, iterations=400):
    budget = Budget(iterations=iterations, seed=1)
    return solve(problem, engine="with_pyvrp", budget=budget, explained=False)


def test_tours_come_back_as_they_went(world):
    """A plan put into PyVRP's terms and back is the same plan, but for trucks that are alike."""
    tours = greedy(world, Budget())
    day = day_of(world, tours, {})
    if day is None:
        return
    back = tours_of(day, solution_of(world, day, tours))
    assert {tour.trips for tour in back} == {tour.trips for tour in tours}
    assert timetable(world, mend(world, back, Budget())).objective <= timetable(world, tours).objective


def test_two_windows_are_two_visits_of_which_one_is_made(two_clinics):
    """A lunch break is kept: PyVRP chooses before or after."""
    windows = (TimeWindow(start_s=7 * 3600, end_s=8 * 3600), TimeWindow(start_s=13 * 3600, end_s=14 * 3600))
    problem = _with_order(two_clinics, "o-an", windows=windows)
    day = day_of(problem, (), {})
    assert [visit.part.id for visit in day.visits].count("o-an") == 2
    assert [list(group.clients) for group in day.data.groups()] == [[0, 1]]
    solution = _solved(problem)
    assert solution.violations == ()
    assert solution.plan.objective.unserved == (0, 0, 0)


def test_cylinders_that_are_not_ready_are_waited_for(two_clinics):
    """PyVRP's release is ours: the loading begins when the cylinders are ready."""
    problem = _with_order(two_clinics, "o-an", release_s=9 * 3600)
    solution = _solved(problem)
    assert solution.violations == ()
    trips = [trip for route in solution.plan.routes for trip in route.trips]
    assert any(trip.begin_s >= 9 * 3600 for trip in trips)


def test_a_top_up_is_served_only_where_it_pays(two_clinics):
    """An optional order is worth its prize and no more."""
    for prize_vnd, left_out in ((0, True), (50_000_000, False)):
        plan = _solved(_with_order(two_clinics, "o-binh", prize_vnd=prize_vnd)).plan
        assert ("o-binh" in {row.order_id for row in plan.unserved}) == left_out


def test_pinned_orders_stay_on_their_truck(two_depots):
    """Both orders are pinned to one truck, though the other's depot is nearer to one of them."""
    truck = two_depots.vehicles[0].id
    pins = (Pin(vehicle_id=truck, order_ids=frozenset({"o-an", "o-binh"})),)
    day = day_of(two_depots.replace(pins=pins), (), {})
    roads = [day.data.duration_matrix(kind_type.profile) for kind_type in day.data.vehicle_types()]
    own = next(i for i, kind in enumerate(day.kinds) if truck in kind.vehicle_ids)
    assert (roads[own][:2] < 86_400).all()
    assert all((matrix[0, 2:] > 86_400).all() for i, matrix in enumerate(roads) if i != own)


def test_pinned_trips_are_not_pyvrps_business(two_depots):
    """A truck with pinned trips keeps them, and PyVRP is not asked about its orders."""
    truck = two_depots.vehicles[0]
    trips = (TourTrip(depot_id=truck.start_depot_id, order_ids=("o-an",)),)
    problem = two_depots.replace(pins=(Pin(vehicle_id=truck.id, trips=trips, closed=True),))
    day = day_of(problem, (), {})
    assert day.settled == (Tour(vehicle_id=truck.id, trips=trips),)
    assert [visit.part.id for visit in day.visits] == ["o-binh"]


def test_the_longest_duty_is_kept(two_clinics):
    """Duty that may last so long is PyVRP's longest duration."""
    (first, *others) = two_clinics.vehicles
    shift = replace(first.shift, max_duration_s=6 * 3600, max_overtime_s=3600)
    problem = two_clinics.replace(vehicles=(replace(first, shift=shift), *others))
    day = day_of(problem, (), {})
    assert day.data.vehicle_type(0).max_duration == 6 * 3600
    assert _solved(problem).violations == ()


@pytest.mark.parametrize(("stock", "kept"), [(8, {"o-an", "o-binh"}), (0, set())])
def test_what_is_not_in_stock_leaves(scarce_stock, stock, kept):
    """The least urgent leave first, until the depot has enough."""
    depots = tuple(_stocked(depot, stock) for depot in scarce_stock.depots)
    problem = scarce_stock.replace(depots=depots)
    truck, depot = problem.vehicles[0], problem.depots[0].id
    trips = (TourTrip(depot_id=depot, order_ids=tuple(part.id for part in problem.parts)),)
    left = within_stock(problem, (Tour(vehicle_id=truck.id, trips=trips),))
    assert {key for tour in left for trip in tour.trips for key in trip.order_ids} == kept
    assert judge(problem, mend(problem, left, Budget())).violations == ()


def _stocked(depot: Depot, count: int) -> Depot:
    return replace(depot, stock=Counts({"40L": count}))


def test_the_same_iterations_give_the_same_tours(tight_morning):
    """No clock has a say."""
    first, second = (with_pyvrp(tight_morning, Budget(iterations=200, seed=3)) for _ in range(2))
    assert first == second
