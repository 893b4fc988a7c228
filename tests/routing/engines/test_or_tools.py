"""What the OR-Tools engine rests on: weights that keep the order, and the relaxed day."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engines.greedy import greedy
from routing.engines.mend import mend
from routing.engines.or_tools.model import Model
from routing.engines.or_tools.nodes import Nodes
from routing.engines.or_tools.rules import RULES
from routing.engines.or_tools.search import search
from routing.engines.relaxed import relaxed
from routing.engines.weights import LIMIT, WeightOverflowError, _weights, weights_of
from routing.model import Budget, Counts, DriverRules, TimeWindow, Tour, TourTrip
from routing.solve import solve
from routing.timetable import time_tour, timetable

levels = st.tuples(*[st.integers(0, 10_000)] * 3)


@given(st.integers(1, 10**9), levels, levels)
def test_a_cylinder_outweighs_all_below_it(cost, late_s, cylinders):
    """One cylinder weighs more than all of the lower classes, all lateness and all cost together."""
    weights, _ = _weights(cost, late_s, cylinders, 1, 3600)
    below = cost + sum(w * n for w, n in zip(weights.late, late_s, strict=True))
    for urgency in (2, 1, 0):
        assert weights.unserved[urgency] > below
        below += weights.unserved[urgency] * cylinders[urgency]


@given(st.integers(1, 10**9), levels, st.sampled_from([1, 60, 3600]))
def test_a_quantum_of_lateness_outweighs_all_below_it(cost, late_s, quantum_s):
    """A quantum of a class's lateness weighs at least the lower classes' lateness and the cost."""
    weights, _ = _weights(cost, late_s, (1, 1, 1), 1, quantum_s)
    below = cost
    for urgency in (2, 1, 0):
        assert weights.late[urgency] * quantum_s > below
        below += weights.late[urgency] * late_s[urgency]


@given(st.integers(1, 10**9), levels, levels)
def test_the_weighted_sum_is_bounded_as_said(cost, late_s, cylinders):
    """The total that the guard looks at is the weighted sum of the worst plan."""
    weights, total = _weights(cost, late_s, cylinders, 1, 60)
    worst = cost + sum(w * n for w, n in zip(weights.late, late_s, strict=True))
    worst += sum(w * n for w, n in zip(weights.unserved, cylinders, strict=True))
    assert total == worst


def test_weights_that_could_overflow_are_refused(two_clinics):
    """A hundred thousand cylinders in each class are too much for strict weights in int64."""
    orders = tuple(
        replace(two_clinics.orders[0], id=f"o{u}{i}", urgency=u, deliver=Counts({"40L": 100_000}), due_s=0)
        for u in two_clinics.orders[0].urgency.__class__
        for i in range(20)
    )
    light = replace(two_clinics.cylinder_types[0], full_g=1, tare_g=1, slots=0)
    heavy = replace(two_clinics.vehicles[0], payload_g=10**8)
    problem = two_clinics.replace(cylinder_types=(light,), orders=orders, vehicles=(heavy,))
    with pytest.raises(WeightOverflowError):
        weights_of(problem)


def test_weights_stay_below_the_limit(world):
    """The worst plan's weighted sum fits int64 with room to spare."""
    weights = weights_of(world)
    counts = [sum(p.cylinders for p in world.parts if p.urgency == u) for u in range(3)]
    assert sum(w * n for w, n in zip(weights.unserved, counts, strict=True)) < LIMIT


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 5 * 3600), min_size=1, max_size=12),
    st.integers(1800, 5 * 3600),
    st.integers(1, 3600),
)
def test_the_relaxed_clock_is_never_ahead(legs, limit_s, break_s):
    """Driving that pays its share of breaks as it goes is never earlier than with breaks placed."""
    driven = paused = stretch = 0
    relaxed_s = 0
    for leg in legs:
        relaxed_s += int(np.ceil(leg * (1 + break_s / limit_s)))
        left = leg
        while stretch + left > limit_s:
            left -= limit_s - stretch
            stretch, paused = 0, paused + break_s
        stretch += left
        driven += leg
        assert driven + paused <= relaxed_s


def test_the_relaxed_day_has_no_breaks_left(far_valley):
    """Its trucks have no limit on continuous driving, and longer roads instead."""
    day = relaxed(far_valley, greedy(far_valley, Budget()))
    vehicle = day.vehicles[0]
    assert vehicle.rules.max_continuous_driving_s is None
    true_s = far_valley.travel.time_s("truck", "depot", "far")
    assert day.travel.time_s(vehicle.profile, "depot", "far") == int(np.ceil(true_s * (1 + 900 / 14_400)))
    assert day.travel.time_s(vehicle.profile, "depot", "island") is None


def test_no_break_rule_leaves_the_roads_as_they_are(two_clinics):
    """Where nobody must pause, nothing is stretched."""
    truck = replace(two_clinics.vehicles[0], rules=DriverRules())
    problem = two_clinics.replace(vehicles=(truck,))
    assert relaxed(problem, ()).travel == problem.travel


def test_bug_a_large_truck_that_cannot_return_still_splits_the_orders(two_depots):
    """Without it the relaxed day had other parts than the day, and OR-Tools gave tours of those."""
    east = replace(two_depots.depots[1], open=(TimeWindow(start_s=0, end_s=1),))
    small, large = two_depots.vehicles
    trucks = (replace(small, slots=1), replace(large, end_depot_id=east.id))
    problem = two_depots.replace(depots=(two_depots.depots[0], east), vehicles=trucks)
    assert relaxed(problem, ()).part_by_id.keys() != problem.part_by_id.keys()
    solution = solve(problem, engine="or_tools", budget=Budget(seconds=0.3), explained=False)
    assert solution.violations == ()
    assert solution.plan.tours == greedy(problem, Budget())


def test_bug_or_tools_serves_without_a_first_plan(world):
    """From nothing, the model itself finds tours that serve what the greedy plan serves."""
    day = relaxed(world, greedy(world, Budget()))
    model = Model.of(day, Nodes.of(day, greedy(day, Budget())), weights_of(day))
    for rule in RULES:
        rule(model)
    tours = mend(world, search(model, (), Budget(seconds=1.0)), Budget(seconds=0))
    by_greedy = timetable(world, greedy(world, Budget())).objective
    assert timetable(world, tours).objective.unserved <= by_greedy.unserved


def test_mending_sheds_what_does_not_fit(tight_morning):
    """Three stops by 08:00 are too many: the routine one goes, and the rest is feasible."""
    tours = (
        Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=("o-an", "o-binh", "o-chau")),)),
    )
    mended = mend(tight_morning, tours, Budget())
    assert all(not time_tour(tight_morning, tour).broken for tour in mended)
    assert {row.order_id for row in timetable(tight_morning, mended).unserved} == {"o-an"}


def test_mending_leaves_good_tours_alone(two_clinics):
    """A feasible plan comes back as it was."""
    tours = greedy(two_clinics, Budget())
    assert mend(two_clinics, tours, Budget()) == tours
