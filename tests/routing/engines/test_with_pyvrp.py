"""PyVRP's day says what ours says, where it can say it."""

from dataclasses import replace

import pytest
import pyvrp

from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.with_pyvrp import covers, with_pyvrp
from routing.engines.with_pyvrp.day import day_of
from routing.engines.with_pyvrp.loads import loads_of
from routing.engines.with_pyvrp.tours import solution_of, tours_of
from routing.engines.within_stock import within_stock
from routing.model import (
    Budget,
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Pin,
    Rates,
    Shift,
    TimeWindow,
    Tour,
    TourTrip,
    TravelMatrix,
)
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


def test_releases_are_opening_hours_where_trucks_reload(two_clinics):
    """With releases and reloads at once PyVRP's local search may never end (`test_any_legal_day`)."""
    truck = replace(two_clinics.vehicles[0], slots=1, max_trips=None, rates=Rates(per_hour_vnd=1))
    an = replace(
        two_clinics.orders[0], deliver=Counts({"40L": 18}), collect=Counts({"40L": 12}), release_s=36_622
    )
    problem = two_clinics.replace(vehicles=(truck,), orders=(an,))
    assert len(problem.parts) == 18
    assert not covers(problem)
    for day in (problem, problem.replace(vehicles=(replace(truck, max_trips=1),))):
        data = day_of(day, (), {}).data
        stated = {client.release_time for client in data.clients()}
        assert stated == ({0} if day is problem else {36_622})
        assert all(client.tw_early >= (36_622 if day is problem else 0) for client in data.clients())
    solution = _solved(problem)
    assert solution.violations == ()
    assert all(trip.begin_s >= 36_622 for route in solution.plan.routes for trip in route.trips)


def test_a_top_up_is_served_only_where_it_pays(two_clinics):
    """An optional order is worth its prize and no more."""
    for prize_vnd, left_out in ((0, True), (50_000_000, False)):
        plan = _solved(_with_order(two_clinics, "o-binh", prize_vnd=prize_vnd)).plan
        assert ("o-binh" in {row.order_id for row in plan.unserved}) == left_out


def test_pinned_orders_stay_on_their_truck(two_depots):
    """Both orders are pinned to one truck, though the other's depot is nearer to one of them."""
    truck = two_depots.vehicles[0].id
    pins = (Pin(vehicle_id=truck, reserved_part_ids=frozenset({"o-an", "o-binh"})),)
    day = day_of(two_depots.replace(pins=pins), (), {})
    roads = [day.data.duration_matrix(kind_type.profile) for kind_type in day.data.vehicle_types()]
    own = next(i for i, kind in enumerate(day.kinds) if truck in kind.vehicle_ids)
    assert (roads[own][:2] < 86_400).all()
    assert all((matrix[0, 2:] > 86_400).all() for i, matrix in enumerate(roads) if i != own)


def test_pinned_trips_are_not_pyvrps_business(two_depots):
    """A truck with pinned trips keeps them, and PyVRP is not asked about its orders."""
    truck = two_depots.vehicles[0]
    trips = (TourTrip(depot_id=truck.start_depot_id, part_ids=("o-an",)),)
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
    trips = (TourTrip(depot_id=depot, part_ids=tuple(part.id for part in problem.parts)),)
    left = within_stock(problem, (Tour(vehicle_id=truck.id, trips=trips),))
    assert {key for tour in left for trip in tour.trips for key in trip.part_ids} == kept
    assert judge(problem, mend(problem, left, Budget())).violations == ()


def _stocked(depot: Depot, count: int) -> Depot:
    return replace(depot, stock=Counts({"40L": count}))


def test_the_same_iterations_give_the_same_tours(tight_morning):
    """No clock has a say."""
    first, second = (with_pyvrp(tight_morning, Budget(iterations=200, seed=3)) for _ in range(2))
    assert first == second


def _of_depot(problem, **changes):
    return problem.replace(depots=tuple(replace(depot, **changes) for depot in problem.depots))


def _of_truck(problem, **changes):
    return problem.replace(vehicles=tuple(replace(vehicle, **changes) for vehicle in problem.vehicles))


def test_a_plain_day_is_covered(two_clinics, two_depots):
    """Loads, roads, hours and several depots are PyVRP's own words, and so is stock enough for all."""
    assert covers(two_clinics)
    assert covers(two_depots)
    assert covers(_of_depot(two_clinics, stock=Counts({"40L": 9})))


@pytest.mark.parametrize(
    "harder",
    [
        lambda day: _of_depot(day, bays=1),
        lambda day: _of_depot(day, load_s_per_cylinder=30),
        lambda day: _of_depot(day, stock=Counts({"40L": 8})),
        lambda day: _of_depot(day, open=(TimeWindow(0, 30_000), TimeWindow(40_000, 80_000))),
        lambda day: _of_truck(day, rules=DriverRules(max_driving_s=30_000)),
        lambda day: _of_truck(day, rules=DriverRules(max_continuous_driving_s=14_400)),
        lambda day: _of_truck(day, shift=Shift(start_s=21_600, end_s=64_800, max_overtime_s=3_600)),
        lambda day: _with_order(day, "o-an", due_s=40_000),
        lambda day: day.replace(pins=(Pin(vehicle_id="t1", reserved_part_ids=frozenset({"o-an"})),)),
    ],
)
def test_what_pyvrp_cannot_say_is_not_covered(two_clinics, harder):
    """One rule beyond its model is enough."""
    assert not covers(harder(two_clinics))


def test_only_loads_that_can_bind_are_counted(two_clinics):
    """Ten cylinders of one type fill the truck by mass, and its forty slots never."""
    loads = loads_of(two_clinics, two_clinics.parts, two_clinics.vehicles)
    assert loads.kept == (0,)
    assert [loads.deliver(part) for part in two_clinics.parts] == [(4 * 563,), (5 * 563,)]
    assert loads.collect(two_clinics.parts[1]) == (5 * 480,)
    assert loads.room(two_clinics.vehicles[0]) == (5_630,)


def test_loads_of_two_kinds_stay_two(two_clinics):
    """Many small cylinders may fill the slots before the mass, so both count."""
    small = CylinderType(id="10L", name="10 L", full_g=100, tare_g=100)
    types = (two_clinics.cylinder_types[0], small)
    problem = _with_order(two_clinics.replace(cylinder_types=types), "o-an", deliver=Counts({"10L": 30}))
    loads = loads_of(problem, problem.parts, problem.vehicles)
    assert loads.kept == (0, 1)
    assert loads.room(problem.vehicles[0])[1] == 40 // loads.units[1]


def test_a_plain_day_is_told_in_few_words(two_depots):
    """Trucks of a kind are one type, a depot is told once, limits that bind nothing are not told."""
    trucks = tuple(
        replace(truck, id=f"{truck.id} {i}", max_trips=1, rates=Rates(per_km_vnd=1_000))
        for truck in two_depots.vehicles
        for i in range(3)
    )
    problem = _of_depot(two_depots.replace(vehicles=trucks), load_fixed_s=0)
    data = day_of(problem, (), {}, required=True).data
    assert [kind.num_available for kind in data.vehicle_types()] == [3, 3]
    assert data.num_depots == 2
    assert data.num_profiles == data.num_load_dimensions == 1
    assert all(client.required and not client.prize for client in data.clients())
    bare = pyvrp.VehicleType()
    assert all(kind.shift_duration == bare.shift_duration for kind in data.vehicle_types())
    assert all(kind.max_distance == bare.max_distance for kind in data.vehicle_types())
    assert all(kind.unit_distance_cost == 1 for kind in data.vehicle_types())


def test_one_of_two_windows_is_required(two_clinics):
    """Where all is asked for, one of a part's visits must be made and a top-up need not."""
    windows = (TimeWindow(start_s=7 * 3600, end_s=8 * 3600), TimeWindow(start_s=13 * 3600, end_s=14 * 3600))
    problem = _with_order(two_clinics, "o-an", windows=windows)
    problem = _with_order(problem, "o-binh", prize_vnd=100)
    data = day_of(problem, (), {}, required=True).data
    assert [group.required for group in data.groups()] == [True]
    assert [client.required for client in data.clients()] == [False] * 3


def test_bug_a_day_may_be_longer_than_three(two_clinics):
    """Depots without hours are open however long the roads are."""
    travel = two_clinics.travel
    slow = TravelMatrix(
        place_ids=travel.place_ids,
        duration_s={key: 200 * seconds for key, seconds in travel.duration_s.items()},
        length_m=travel.length_m,
    )
    problem = _of_truck(two_clinics.replace(travel=slow), shift=Shift(start_s=0, end_s=2_000_000))
    solution = _solved(problem)
    assert solution.plan.objective.unserved == (0, 0, 0)
    assert day_of(problem, (), {}, required=True).data.depot(0).tw_late >= 2_000_000


def test_a_plain_day_on_which_not_all_can_be_served(two_clinics):
    """All is asked for in vain, and then what can be served is: one trip holds ten cylinders."""
    problem = _of_truck(_with_order(two_clinics, "o-an", deliver=Counts({"40L": 8})), max_trips=1)
    assert covers(problem)
    solution = _solved(problem)
    assert solution.violations == ()
    assert sum(solution.plan.objective.unserved) in (5, 8)


def test_a_start_is_bettered_and_not_forgotten(two_clinics):
    """A plan that serves all is where a search begins: without a round it comes back."""
    (tour,) = greedy(two_clinics, Budget())
    (trip,) = tour.trips
    twice = (
        Tour(vehicle_id=tour.vehicle_id, trips=tuple(replace(trip, part_ids=(k,)) for k in trip.part_ids)),
    )
    assert with_pyvrp(two_clinics, Budget(iterations=0, start=twice)) == twice
    better = with_pyvrp(two_clinics, Budget(iterations=200, start=twice))
    assert timetable(two_clinics, better).objective < timetable(two_clinics, twice).objective
