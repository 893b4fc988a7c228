"""Our own search: its evaluator is the timetable's twin, and its books stay in order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engines.greedy import greedy
from routing.engines.ruin_recreate import ruin_recreate
from routing.engines.ruin_recreate.anneal import anneal, seed_numbers
from routing.engines.ruin_recreate.state import copied, state_of, tours_of
from routing.engines.ruin_recreate.tables import tables_of
from routing.engines.ruin_recreate.walk import OUT, cost_vnd, walk
from routing.model import Budget, Problem, Tour, TourTrip
from routing.timetable import time_tour, timetable


def _walked(problem: Problem, tour: Tour) -> tuple[bool, list[int]]:
    """Feasible or not; lateness by urgency, start, end and cost of a tour by the compiled walk."""
    t = tables_of(problem)
    row = {part.id: i for i, part in enumerate(problem.parts)}
    depot = {d.id: t.n + i for i, d in enumerate(problem.depots)}
    nodes = [n for trip in tour.trips for n in (depot[trip.depot_id], *(row[key] for key in trip.order_ids))]
    v = [vehicle.id for vehicle in problem.vehicles].index(tour.vehicle_id)
    out, spare = np.zeros(OUT, dtype=np.int64), np.zeros(OUT, dtype=np.int64)
    leaves = np.zeros(len(nodes), dtype=np.int64)
    good = walk(t, v, np.array(nodes), len(nodes), out, spare, leaves)
    return good, [*out[:5].tolist(), cost_vnd(t, v, out)]


@st.composite
def _tours(draw: st.DrawFn, problem: Problem) -> Tour:
    vehicle = draw(st.sampled_from(problem.vehicles))
    ids = draw(st.permutations([part.id for part in problem.parts]))
    ids = ids[: draw(st.integers(1, len(ids)))]
    trips = []
    while ids:
        size = draw(st.integers(1, len(ids)))
        depot = draw(st.sampled_from(problem.depots))
        trips.append(TourTrip(depot_id=depot.id, order_ids=tuple(ids[:size])))
        ids = ids[size:]
    return Tour(vehicle_id=vehicle.id, trips=tuple(trips))


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(),
    early=st.integers(0, 12 * 3600),
    pause=st.integers(0, 3600),
    stretch=st.integers(600, 5 * 3600),
)
def test_the_walk_agrees_with_the_timetable(world_at, data, early, pause, stretch):
    """Feasibility to the rule, clocks to the second, cost to the dong, on any tour of any world."""
    problem = world_at(data.draw(st.integers(0, 6)))
    duty = data.draw(st.none() | st.integers(3600, 12 * 3600))
    vehicles = tuple(
        replace(
            v,
            shift=replace(v.shift, start_s=early, max_duration_s=duty),
            rules=replace(v.rules, break_s=pause, max_continuous_driving_s=stretch),
        )
        for v in problem.vehicles
        if v.shift.end_s >= early
    )
    depots = tuple(replace(depot, bays=None) for depot in problem.depots)
    problem = problem.replace(vehicles=vehicles, depots=depots)
    tour = data.draw(_tours(problem))
    timed = time_tour(problem, tour)
    good, figures = _walked(problem, tour)
    assert good == (not timed.broken), timed.broken
    if good:
        late = timetable(problem, [tour]).objective.late_s
        route = timed.route
        assert figures == [*late, route.start_s, route.end_s, route.cost.total_vnd]


def test_the_books_agree_with_the_plan(world):
    """After a search the totals kept in passing are those of the plan timed anew."""
    problem = world.replace(depots=tuple(replace(depot, bays=None) for depot in world.depots))
    t = tables_of(problem)
    state = state_of(problem, t, greedy(problem, Budget()))
    best = copied(state)
    seed_numbers(7)
    anneal(t, state, best, 400, 1e5, 1e2)
    for found in (state, best):
        objective = timetable(problem, tours_of(problem, t, found.seq, found.size)).objective
        assert found.total.tolist() == [*objective.unserved, *objective.late_s, objective.cost_vnd]
    stock = t.stock.copy()
    for v in range(len(state.size)):
        for node in state.seq[v, : state.size[v]]:
            if node >= t.n:
                depot = node - t.n
            else:
                stock[depot] -= t.by_type[node]
    assert (stock == state.left).all()


def test_same_seed_and_iterations_same_plan(big_order):
    """The search itself hangs on nothing but seed and iterations."""
    t = tables_of(big_order)
    plans = []
    for _ in range(2):
        state = state_of(big_order, t, ())
        best = copied(state)
        seed_numbers(3)
        anneal(t, state, best, 200, 1e5, 1e2)
        plans.append(tours_of(big_order, t, best.seq, best.size))
    assert plans[0] == plans[1]


@pytest.mark.parametrize("seed", range(3))
def test_never_worse_than_the_greedy_plan(scarce_stock, seed):
    """The search starts from the greedy plan and keeps the better."""
    first = timetable(scarce_stock, greedy(scarce_stock, Budget())).objective
    found = ruin_recreate(scarce_stock, Budget(seconds=0.3, seed=seed))
    assert timetable(scarce_stock, found).objective <= first
