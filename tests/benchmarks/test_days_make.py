"""Days with everything switched on: repeatable, as stated, and every rule of theirs binds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.days import PLACES, VARIANTS, DayKey, load_day
from benchmarks.days.depots import stocks
from benchmarks.days.hours import PERMIT, receiving
from benchmarks.days.peers import PEERS, peer_named
from routing.documents import problem_sha256
from routing.engines import ENGINES
from routing.model import (
    Budget,
    Counts,
    DriverRules,
    FacilityClass,
    Load,
    Location,
    Order,
    Plan,
    Problem,
    Standing,
    Urgency,
    ViolationCode,
)
from routing.solve import judge, solve
from routing.timetable import timetable


def key(orders: int = 50, variant: str = "calm", *, place: str = "quang-nam", seed: int = 1) -> DayKey:
    return DayKey(place=place, orders=orders, seed=seed, variant=variant)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("days")


@pytest.fixture(scope="module")
def calm(kept: Path) -> Problem:
    """Fifty orders on the roads of the sample, which needs no shared file."""
    return load_day(key(), folder=kept)


@pytest.fixture(scope="module")
def tight(kept: Path) -> Problem:
    return load_day(key(variant="tight"), folder=kept)


@pytest.fixture(scope="module")
def large(kept: Path) -> Problem:
    return load_day(key(200), folder=kept)


def ordered_cylinders(problem: Problem) -> Counts:
    return sum((order.deliver for order in problem.orders), Counts())


def stocked(problem: Problem) -> Counts:
    return sum((depot.stock for depot in problem.depots), Counts())


def greedy_plan(problem: Problem) -> Plan:
    return solve(problem, engine="greedy", budget=Budget(seconds=60), explained=False).plan


def loadings(plan: Plan) -> Iterator[tuple[str, int, int]]:
    return ((trip.depot_id, trip.begin_s, trip.end_s) for route in plan.routes for trip in route.trips)


def most_at_once(plan: Plan) -> Counter[str]:
    """Return how many trucks load at the same second at each depot, at the most."""
    most: Counter[str] = Counter()
    spans = list(loadings(plan))
    for depot_id, at_s, _ in spans:
        now = sum(1 for other, begin, end in spans if other == depot_id and begin <= at_s < end)
        most[depot_id] = max(most[depot_id], now)
    return most


def test_the_same_arguments_give_the_same_day(calm: Problem, tmp_path: Path):
    """Made anew elsewhere the hash is the same, from the kept ground too; another seed is another day."""
    assert problem_sha256(load_day(key(), folder=tmp_path)) == problem_sha256(calm)
    assert problem_sha256(load_day(key(), folder=tmp_path)) == problem_sha256(calm)
    assert problem_sha256(load_day(key(seed=2), folder=tmp_path)) != problem_sha256(calm)


def test_a_small_day_is_part_of_a_large_one(calm: Problem, large: Problem):
    """Orders keep their size, urgency and hours when more are asked for."""
    assert set(calm.orders) < set(large.orders)
    assert len(large.orders) == 200


def test_variants_differ_in_means_alone(calm: Problem, tight: Problem):
    """Calm has stock for all of every type and more trucks; tight has neither."""
    assert calm.orders == tight.orders
    assert len(tight.vehicles) < len(calm.vehicles)
    wanted = ordered_cylinders(calm)
    assert all(stocked(calm)[key] >= n for key, n in wanted.items())
    assert stocked(tight)["40L"] < wanted["40L"]


def test_what_is_invented_says_so(large: Problem):
    """Sites at junctions are labelled, and the problem names its generator."""
    invented = [site for site in large.facilities if site.id.startswith("GD-")]
    assert all(site.standing is Standing.SYNTHETIC and "SYNTHETIC" in site.name for site in invented)
    assert "SYNTHETIC" in large.name
    assert "benchmarks.days" in large.notes["generator"]


def test_beyond_the_files_sites_stand_at_junctions(kept: Path):
    """A day of more orders than the province has facilities takes road junctions, and more depots."""
    day = load_day(key(400), folder=kept)
    assert len(day.orders) == 400
    assert any(site.id.startswith("GD-") for site in day.facilities)
    assert any(depot.id.startswith("KHO-GD-") for depot in day.depots)


def test_every_feature_is_switched_on(large: Problem):
    """Three urgencies, skills, two profiles, reloads bounded, suppliers, split orders, backlog of empties."""
    assert {order.urgency for order in large.orders} == set(Urgency)
    assert len(large.parts) > len(large.orders)
    assert any(order.collect.total > order.deliver.total > 0 for order in large.orders)
    assert any(not order.deliver for order in large.orders)
    assert {vehicle.profile for vehicle in large.vehicles} == {"truck", "van"}
    bound = [v for v in large.vehicles if v.load_depot_ids is not None]
    assert 0 < len(bound) < len(large.vehicles)
    assert all(len(v.load_depot_ids) < len(large.depots) for v in bound)
    needed = [large.skills_of(order) for order in large.orders]
    assert any(skills and not skills <= v.skills for skills in needed for v in large.vehicles)
    assert any(v.max_trips for v in large.vehicles)
    assert all(v.shift.max_overtime_s for v in large.vehicles)
    assert any(len(large.windows_of(order)) > 1 for order in large.orders)
    assert all(1 <= depot.bays <= 3 and depot.load_s_per_cylinder for depot in large.depots)


def test_some_stock_out_times_cannot_be_met(large: Problem):
    """Some orders run out before their facility opens, or before any truck could be there."""
    assert any(order.due_s < large.windows_of(order)[0].start_s for order in large.orders)


def test_some_order_is_larger_than_any_truck(large: Problem):
    """No truck of any kind could bring the largest order in one go."""
    most = max(large.orders, key=lambda order: order.deliver.total)
    assert not any(large.fits(Load(full=most.deliver), vehicle) for vehicle in large.vehicles)


def test_stock_binds(calm: Problem):
    """Tours made without a look at stock take more from a depot than it has."""
    unlimited = calm.replace(depots=tuple(replace(x, stock=None) for x in calm.depots))
    tours = ENGINES["greedy"](unlimited, Budget(seconds=60))
    codes = {item.code for item in judge(calm, tours).violations}
    assert codes == {ViolationCode.STOCK_EXCEEDED}


def test_bays_bind(large: Problem):
    """Without bays more trucks load at once than a depot has bays for; with them, never."""
    endless = large.replace(depots=tuple(replace(x, bays=None, stock=None) for x in large.depots))
    tours = ENGINES["greedy"](endless, Budget(seconds=60))
    free = most_at_once(timetable(endless, tours))
    assert any(free[depot.id] > depot.bays for depot in large.depots)
    queued = most_at_once(timetable(large, tours))
    assert all(queued[depot.id] <= depot.bays for depot in large.depots)


def test_breaks_and_driving_limits_bind(calm: Problem):
    """Tours made for drivers without rules break the rules of those who have some."""
    tireless = calm.replace(vehicles=tuple(replace(v, rules=DriverRules()) for v in calm.vehicles))
    tours = ENGINES["greedy"](tireless, Budget(seconds=60))
    plan = judge(calm, tours).plan
    assert any(leg.breaks for route in plan.routes for leg in route.legs)
    assert plan.objective != timetable(tireless, tours).objective


def test_trucks_reload(calm: Problem):
    """Even a greedy plan sends some truck out twice."""
    assert any(len(route.trips) > 1 for route in greedy_plan(calm).routes)


def test_tight_leaves_something(tight: Problem):
    """There is less stock than is asked for, so something stays unserved in any plan."""
    assert sum(greedy_plan(tight).objective.unserved) > 0


@pytest.mark.parametrize("variant", list(VARIANTS))
@pytest.mark.parametrize("engine", list(ENGINES))
def test_engines_break_no_rule(engine: str, variant: str, kept: Path):
    """A little search of any engine on fifty orders gives a plan without a violation."""
    problem = load_day(key(variant=variant), folder=kept)
    solution = solve(
        problem, engine=engine, budget=Budget(seconds=1, iterations=500, seed=1), explained=False
    )
    assert solution.violations == ()
    assert sum(1 for _ in solution.plan.stops) > 0


@pytest.mark.parametrize("peer", PEERS)
def test_peers_give_tours_of_the_day(peer: str, calm: Problem):
    """What a peer returns can be timed and judged, and no part is in two stops."""
    pytest.importorskip({"or_tools_plain": "ortools"}.get(peer, peer))
    tours = peer_named(peer)(calm, Budget(seconds=1, seed=1))
    plan = judge(calm, tours).plan
    served = Counter(stop.part_id for stop in plan.stops)
    assert served
    assert max(served.values()) == 1


def test_stock_is_dealt_out_to_the_last_cylinder():
    """The depots' stocks add up to the share asked for; the one most asked for is short of its own."""
    dealt = stocks({"40L": [100, 50, 10], "8L": [3, 0, 0]}, share=1.25, depots=3)
    assert sum(x["40L"] for x in dealt) == 200
    assert sum(x["8L"] for x in dealt) == 4
    assert dealt[0]["40L"] == 65


def test_the_closed_area_is_left_before_the_rush(calm: Problem):
    """In the closed area unloading begins neither in the rush nor in the half hour before it."""
    closed = PLACES["hanoi"].closed
    inside = replace(calm.facilities[0], location=closed.centre, kind=FacilityClass.HOSPITAL)
    outside = replace(inside, location=Location(21.5, 105.8))
    assert [(w.start_s / 3600, w.end_s / 3600) for w in receiving(inside, closed)] == [
        (5, 5.5),
        (9, 11.5),
        (12.5, 16),
        (19.5, 21),
    ]
    assert len(receiving(outside, closed)) == 2


def fits_someone(problem: Problem, part: Order) -> bool:
    return any(problem.skills_of(part) <= v.skills and problem.carries(v, part) for v in problem.vehicles)


@pytest.mark.shared
@pytest.mark.usefixtures("shared_data")
@pytest.mark.parametrize("place", ["hanoi", "hcmc"])
def test_city_days(place: str, tmp_path: Path):
    """Some places need a permit, every part has a truck, and the fleet cannot carry it all at once."""
    for variant in VARIANTS:
        problem = load_day(key(100, variant, place=place), folder=tmp_path)
        again = load_day(key(100, variant, place=place), folder=tmp_path)
        assert problem_sha256(problem) == problem_sha256(again)
        assert any(PERMIT in site.skills for site in problem.facilities)
        assert all(fits_someone(problem, part) for part in problem.parts)
        payload_g = sum(vehicle.payload_g for vehicle in problem.vehicles)
        assert payload_g < Load(full=ordered_cylinders(problem)).mass_g(problem.type_by_id)
