"""Our own search: its evaluation is the timetable's twin, and its totals stay right."""

from dataclasses import replace

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.engines.greedy import greedy
from routing.engines.ruin_recreate import laid_out, ruin_recreate
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.state import empty_state
from routing.engines.ruin_recreate.data.tables import tables_of
from routing.engines.ruin_recreate.data.workspace import workspace_for
from routing.engines.ruin_recreate.moves.exact import insertion_cost
from routing.engines.ruin_recreate.moves.insertion import BETWEEN, NOWHERE, estimate_insertion
from routing.engines.ruin_recreate.route.update import update_route
from routing.engines.ruin_recreate.search.partition import merge, partition, restrict
from routing.engines.ruin_recreate.search.searcher import Searcher
from routing.engines.ruin_recreate.search.start import state_of, tours_of
from routing.model import (
    Budget,
    KeptStop,
    Meals,
    Problem,
    Stay,
    TimeWindow,
    Tour,
    TourTrip,
    TravelMatrix,
    ViolationCode,
)
from routing.timetable import time_tour, timetable

HOUR = 3600
ALONE = {"pinned_trips_changed", "closed_to_more", "pinned_elsewhere"}


def _evaluated(problem: Problem, tour: Tour) -> tuple[bool, list[int]]:
    """Feasible or not; lateness by urgency, start, end and cost of a tour by the compiled evaluation."""
    t = tables_of(problem)
    s = empty_state(t)
    workspace = workspace_for(t, s)
    row = {part.id: i for i, part in enumerate(problem.parts)}
    depot = {d.id: t.n + i for i, d in enumerate(problem.depots)}
    nodes = [n for trip in tour.trips for n in (depot[trip.depot_id], *(row[key] for key in trip.part_ids))]
    v = [vehicle.id for vehicle in problem.vehicles].index(tour.vehicle_id)
    s.seq[v, : len(nodes)] = nodes
    s.size[v] = len(nodes)
    good = update_route(t, s, v, workspace.spare_at, workspace.spare)
    route = s.route[v]
    return good, [*route[c.R_LATE : c.R_LATE + 3].tolist(), route[c.R_START], route[c.R_END], route[c.R_COST]]


@st.composite
def _tours(draw: st.DrawFn, problem: Problem) -> Tour:
    vehicle = draw(st.sampled_from(problem.vehicles))
    ids = draw(st.permutations([part.id for part in problem.parts]))
    ids = ids[: draw(st.integers(1, len(ids)))]
    trips = []
    while ids:
        size = draw(st.integers(1, len(ids)))
        depot = draw(st.sampled_from(problem.depots))
        trips.append(TourTrip(depot_id=depot.id, part_ids=tuple(ids[:size])))
        ids = ids[size:]
    return Tour(vehicle_id=vehicle.id, trips=tuple(trips))


@st.composite
def _windows(draw: st.DrawFn) -> tuple[TimeWindow, ...]:
    edges = sorted(draw(st.lists(st.integers(5 * HOUR, 20 * HOUR), max_size=4, unique=True)))
    return tuple(TimeWindow(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def _meals(draw: st.DrawFn) -> Meals:
    within_s = draw(st.none() | st.integers(HOUR, 7 * HOUR))
    return Meals(length_s=draw(st.integers(60, HOUR)), within_work_s=within_s, windows=draw(_windows()))


@st.composite
def _days(draw: st.DrawFn, world_at, by_hour) -> Problem:
    """Any world, with other hours, dues, releases, shifts and pauses."""
    problem = world_at(draw(st.integers(0, 10)))
    early, duty = draw(st.integers(0, 12 * HOUR)), draw(st.none() | st.integers(HOUR, 12 * HOUR))
    pause, stretch = draw(st.integers(0, HOUR)), draw(st.none() | st.integers(600, 5 * HOUR))
    vehicles = tuple(
        replace(
            v,
            shift=replace(v.shift, start_s=early, max_duration_s=duty),
            rules=replace(
                v.rules, break_s=pause, max_continuous_driving_s=stretch, meals=draw(st.none() | _meals())
            ),
        )
        for v in problem.vehicles
        if v.shift.end_s >= early
    )
    other = draw(st.booleans())
    orders = tuple(
        replace(
            order,
            windows=draw(_windows()) if other else order.windows,
            due_s=draw(st.none() | st.integers(0, 20 * HOUR)) if other else order.due_s,
            release_s=draw(st.none() | st.integers(0, 12 * HOUR)),
        )
        for order in problem.orders
    )
    depots = tuple(
        replace(depot, bays=None, open=draw(_windows()) if other else depot.open, load_s_per_cylinder=60)
        for depot in problem.depots
    )
    problem = problem.replace(vehicles=vehicles, depots=depots, orders=orders, pins=())
    if draw(st.booleans()):
        types = tuple(
            replace(kind, empty_vnd=draw(st.integers(0, 20_000))) for kind in problem.cylinder_types
        )
        prices = draw(st.sampled_from([(0, 0, 0), (90_001, 7_003, 0), (3, 1_000_000, 11)]))
        problem = problem.replace(cylinder_types=types, waiting_vnd_per_hour=prices)
    if draw(st.booleans()):
        problem = problem.replace(travel=draw(_travel_by_hour(problem.travel, by_hour)))
    return problem.replace(stay=draw(_stays(problem))) if draw(st.booleans()) else problem


@st.composite
def _stays(draw: st.DrawFn, problem: Problem) -> Stay:
    """Some parts have a truck, of this day or not, and an hour in a plan in hand."""
    ids = draw(st.lists(st.sampled_from([part.id for part in problem.parts]), unique=True))
    trucks = st.sampled_from([*(vehicle.id for vehicle in problem.vehicles), "sold"])
    hours = st.integers(5 * HOUR, 20 * HOUR)
    stops = {key: KeptStop(vehicle_id=draw(trucks), begin_s=draw(hours)) for key in ids}
    return Stay(stops=stops, truck_vnd=200_000, time_vnd=50_000, within_s=draw(st.integers(0, 2 * HOUR)))


@st.composite
def _travel_by_hour(draw: st.DrawFn, travel: TravelMatrix, by_hour) -> TravelMatrix:
    """The travel of a world with rush hours, and with places that are barred at times."""
    starts = draw(st.lists(st.integers(4 * HOUR, 20 * HOUR), min_size=1, max_size=4, unique=True))
    places = draw(st.lists(st.sampled_from(travel.place_ids), max_size=2))
    slices = [
        (start_s, draw(st.integers(50, 300)), " ".join(places) if draw(st.booleans()) else "")
        for start_s in sorted(starts)
    ]
    return by_hour(travel, *slices, detour=draw(st.integers(0, 3)))


def _without_meals(problem: Problem) -> Problem:
    vehicles = (replace(v, rules=replace(v.rules, meals=None)) for v in problem.vehicles)
    return problem.replace(vehicles=tuple(vehicles))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_evaluation_agrees_with_the_timetable(world_at, by_hour, data):
    """Feasibility to the rule, clocks to the second, cost to the dong, on any tour of any day.

    A tour that keeps the rules only because a meal is a break from driving, too, need not be found.
    """
    problem = data.draw(_days(world_at, by_hour))
    tour = data.draw(_tours(problem))
    timed = time_tour(problem, tour)
    good, figures = _evaluated(problem, tour)
    doubles = bool(time_tour(_without_meals(problem), tour).broken) and not good
    assert good == (not timed.broken) or doubles, timed.broken
    if good:
        plan = timetable(problem, [tour])
        assert {violation.code for violation in check(problem, plan)} <= {ViolationCode.STOCK_EXCEEDED}
        late = plan.objective.late_s
        route = timed.route
        assert figures == [*late, route.start_s, route.end_s, route.cost.total_vnd]


@numba.njit(_nrt=False)
def _estimated_and_exact(t, s, part, v, p, workspace):  # noqa: PLR0917 - compiled
    """Write the estimated cost of an insertion into the workspace; return the exact one."""
    estimate_insertion(t, s, part, v, p, workspace)
    rise, kept = workspace.rise[0], workspace.candidate_count[0]
    exact = insertion_cost(t, s, v, p, BETWEEN, part, workspace)
    workspace.rise[0], workspace.candidate_count[0] = rise, kept
    return exact


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_an_estimate_is_never_above_the_exact_cost(world_at, by_hour, data):
    """The least that an insertion costs is no more than it costs; what is offered costs just that.

    With meals, with stops that are to keep their hour, or where travel depends on the hour, an estimate is
    a guess: the route is evaluated before it is believed, and nothing feasible is passed over.
    """
    problem = data.draw(_days(world_at, by_hour))
    tables, state, workspace = laid_out(problem, ())
    tour = data.draw(_tours(problem))
    state = state_of(problem, tables, [tour], workspace)
    v = [vehicle.id for vehicle in problem.vehicles].index(tour.vehicle_id)
    for part in np.flatnonzero(state.truck < 0):
        for p in range(1, state.size[v] + 1):
            workspace.rise[0], workspace.candidate_count[0] = NOWHERE, 0
            if not tables.able[v, part]:
                continue
            exact = _estimated_and_exact(tables, state, part, v, p, workspace)
            vehicle = problem.vehicles[v]
            shifting = vehicle.profile in problem.travel.time_dependent or problem.stay is not None
            if workspace.rise[0] < NOWHERE:
                assert workspace.rise[0] == pytest.approx(exact, abs=5)
                assert not shifting
            elif workspace.candidate_count[0] == 0:
                assert exact == NOWHERE
            elif not shifting and vehicle.rules.meals is None:
                assert workspace.least[0] <= exact + 4


def _searched(problem: Problem, steps: int, seed: int = 7) -> Searcher:
    tables, state, _ = laid_out(problem, greedy(problem, Budget()))
    searcher = Searcher(tables, seed=seed)
    searcher.place(state)
    searcher.start(1e5, 1e2, seconds=0, iterations=steps).result()
    searcher.close()
    return searcher


def _worth(problem: Problem, tours) -> list[int]:
    objective = timetable(problem, tours).objective
    return [*objective.unserved, *objective.late_s, objective.cost_vnd]


def test_the_totals_agree_with_the_plan(world):
    """After a search the totals kept in passing are those of the plan timed anew."""
    problem = world.replace(
        depots=tuple(replace(depot, bays=None) for depot in world.depots),
        cylinder_types=tuple(replace(kind, empty_vnd=9_000) for kind in world.cylinder_types),
        waiting_vnd_per_hour=(60_000, 12_000, 100),
    )
    t = tables_of(problem)
    searcher = _searched(problem, 400)
    for state in (searcher.state, searcher.top):
        assert state.total.tolist() == _worth(problem, tours_of(problem, t, state))
        stock = t.stock.copy()
        for v in range(len(state.size)):
            for position, node in enumerate(state.seq[v, : state.size[v]]):
                if node >= t.n:
                    depot = node - t.n
                else:
                    stock[depot] -= t.by_type[node]
                    assert (state.truck[node], state.position[node]) == (v, position)
                    legs = state.at[v, position : position + 2, c.P_LEG_M]
                    assert state.reach[node].max() == legs.max()
        assert (stock == state.left).all()
        absent = state.absent[: state.absent[t.n]]
        assert sorted(absent) == np.flatnonzero(state.truck < 0).tolist()


def _calendar(t, s) -> dict[int, list[list[int]]]:
    return {d: s.calendar[d, :count].tolist() for d, count in enumerate(s.calendar_size)}


def _loadings(t, s, depot: int) -> list[list[int]]:
    """Begin, end and truck of all loadings at a depot, by the routes."""
    loadings = [
        [begin_s, end_s, v]
        for v in range(len(s.size))
        for node, begin_s, end_s in s.loadings[v, : s.route[v, c.R_TRIPS]].tolist()
        if node == depot
    ]
    return sorted(loadings, key=lambda loading: loading[0])


@pytest.mark.parametrize("name", ["big_order", "two_depots", "scarce_stock", "full_for_empty"])
def test_bays_are_kept_by_loading_slots(request, name):
    """With one bay at each depot the plan timed anew is worth what the search says, and breaks no rule."""
    world = request.getfixturevalue(name)
    problem = world.replace(depots=tuple(replace(depot, bays=1) for depot in world.depots))
    t = tables_of(problem)
    top = _searched(problem, 2_000).top
    assert _calendar(t, top) == {d: _loadings(t, top, t.n + d) for d in range(len(problem.depots))}
    tours = tours_of(problem, t, top)
    assert top.total.tolist() == _worth(problem, tours)
    assert check(problem, timetable(problem, tours)) == ()


def test_two_subsets_make_one_plan(big_order):
    """Each subset keeps its trucks, and together they are the whole plan again."""
    tables, state, workspace = laid_out(big_order, greedy(big_order, Budget()))
    subset, _ = partition(tables, state, np.random.default_rng(1))
    searchers = [Searcher(tables, seed=i) for i in range(2)]
    for which, searcher in enumerate(searchers):
        searcher.place(state)
        restrict(tables, searcher.state, subset, which, searcher.seeds)
        searcher.settle()
        searcher.close()
    both = empty_state(tables)
    merge(tables, both, searchers[0].state, searchers[1].state, 0, workspace.spare_at, workspace.spare)
    assert both.total.tolist() == state.total.tolist()
    assert (both.left == state.left).all()
    assert (both.truck == state.truck).all()


def test_same_seed_and_iterations_same_plan(big_order):
    """The search hangs on nothing but seed and iterations."""
    plans = [ruin_recreate(big_order, Budget(seconds=1e-9, iterations=300, seed=3)) for _ in range(2)]
    assert plans[0] == plans[1]


def test_no_iterations_are_the_first_plan(two_depots):
    """A plan without any search serves what can be served."""
    tours = ruin_recreate(two_depots, Budget(iterations=0))
    assert timetable(two_depots, tours).objective.unserved == (0, 0, 0)


def test_starts_from_what_still_holds(two_depots):
    """Of yesterday's plan, what names unknown orders or a lost truck is left out."""
    start = (*greedy(two_depots, Budget()), Tour(vehicle_id="gone", trips=()))
    problem = two_depots.replace(orders=two_depots.orders[:1], vehicles=two_depots.vehicles[:1])
    tables, state, _ = laid_out(problem, start)
    assert timetable(problem, tours_of(problem, tables, state)).objective.unserved == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize("seed", range(3))
def test_never_worse_than_the_plan_it_starts_from(scarce_stock, seed):
    """The search keeps the better of its start and what it finds."""
    start = greedy(scarce_stock, Budget())
    tours = ruin_recreate(scarce_stock, Budget(seconds=0.3, seed=seed, start=start))
    assert timetable(scarce_stock, tours).objective <= timetable(scarce_stock, start).objective
