"""Tail exchanges and vehicle swaps."""

from dataclasses import replace

import pytest

from routing.engines.ruin_recreate import laid_out
from routing.engines.ruin_recreate.moves.tail_exchange import BROKEN, KEPT, NOTHING, exchange_tails
from routing.engines.ruin_recreate.moves.vehicle_swap import swap_vehicles
from routing.engines.ruin_recreate.search.start import tours_of
from routing.model import Counts, Problem, Rates, Tour, Tours, TourTrip
from routing.timetable import timetable

ALL = 1e18


def _two_trucks(problem: Problem, **other) -> Problem:
    """The day with a second truck, and with two orders of each clinic."""
    (first,) = problem.vehicles
    orders = tuple(
        replace(order, id=f"{order.id}-{i}", deliver=Counts({"40L": 4}), collect=Counts({}))
        for order in problem.orders
        for i in range(2)
    )
    return problem.replace(vehicles=(first, replace(first, id="t2", **other)), orders=orders)


def _tours(*routes: tuple[str, ...]) -> Tours:
    names = ("t1", "t2")
    return tuple(
        Tour(vehicle_id=name, trips=(TourTrip(depot_id="depot", part_ids=ids),))
        for name, ids in zip(names, routes, strict=False)
    )


def _tried(swap, problem: Problem, tours: Tours, part: int, most: float = ALL):
    tables, state, workspace = laid_out(problem, tours)
    before = int(state.total[6])
    verdict = swap(tables, state, part, most, workspace)
    return verdict, tours_of(problem, tables, state), int(state.total[6]) - before


def test_tails_cross_over(two_clinics):
    """Two trucks that both go to both clinics leave each to one of them."""
    problem = _two_trucks(two_clinics)
    tours = _tours(("o-an-0", "o-binh-0"), ("o-binh-1", "o-an-1"))
    verdict, exchanged, rise = _tried(exchange_tails, problem, tours, part=0)
    assert verdict == KEPT
    served = {frozenset(trip.part_ids) for tour in exchanged for trip in tour.trips}
    assert served == {frozenset({"o-an-0", "o-an-1"}), frozenset({"o-binh-0", "o-binh-1"})}
    assert (
        rise
        == timetable(problem, exchanged).objective.cost_vnd - timetable(problem, tours).objective.cost_vnd
    )
    assert rise < 0


def test_an_exchange_that_is_too_dear_is_not_made(two_clinics):
    """What would cost more than is allowed leaves the plan as it was."""
    problem = _two_trucks(two_clinics)
    tours = _tours(("o-an-0", "o-an-1"), ("o-binh-0", "o-binh-1"))
    verdict, exchanged, rise = _tried(exchange_tails, problem, tours, part=0, most=0.0)
    assert (verdict, rise) == (NOTHING, 0)
    assert {tour.trips for tour in exchanged} == {tour.trips for tour in tours}


def test_an_exchange_that_breaks_a_rule_says_so(two_clinics):
    """What a crossing looks like from its ends is not all: the stop behind them is too late then."""
    problem = _two_trucks(two_clinics)
    shift = replace(problem.vehicles[0].shift, max_duration_s=100 * 60)
    problem = problem.replace(vehicles=tuple(replace(v, shift=shift) for v in problem.vehicles))
    tours = _tours(("o-an-0",), ("o-an-1",))
    verdict, _, _ = _tried(exchange_tails, problem, tours, part=0)
    assert verdict == KEPT  # Both on one truck: 10 + 20 + 10 + 10 + 20 minutes.
    shift = replace(shift, max_duration_s=65 * 60)
    problem = problem.replace(vehicles=tuple(replace(v, shift=shift) for v in problem.vehicles))
    verdict, _, _ = _tried(exchange_tails, problem, tours, part=0)
    assert verdict == BROKEN


def _priced(problem: Problem, *per_km_vnd: int) -> Problem:
    priced = zip(problem.vehicles, per_km_vnd, strict=True)
    return problem.replace(vehicles=tuple(replace(v, rates=Rates(per_km_vnd=vnd)) for v, vnd in priced))


@pytest.mark.parametrize("second", [("o-an-0", "o-an-1"), ()])
def test_the_cheaper_truck_takes_the_longer_route(two_clinics, second):
    """Two routes, or a route and an idle truck, change places where that costs less."""
    problem = _priced(_two_trucks(two_clinics), 9_000, 1_000)
    far = ("o-binh-0", "o-binh-1")
    tours = _tours(far, second) if second else _tours(far)
    verdict, exchanged, rise = _tried(swap_vehicles, problem, tours, part=2, most=0.0)
    assert verdict == KEPT
    assert (
        rise
        == timetable(problem, exchanged).objective.cost_vnd - timetable(problem, tours).objective.cost_vnd
    )
    assert rise < 0
    drives = {trip.part_ids: tour.vehicle_id for tour in exchanged for trip in tour.trips}
    assert drives == ({far: "t2", second: "t1"} if second else {far: "t2"})


def test_trucks_of_one_kind_do_not_change_places(two_clinics):
    """Nothing would be different."""
    tours = _tours(("o-an-0", "o-an-1"), ("o-binh-0", "o-binh-1"))
    verdict, _, _ = _tried(swap_vehicles, _two_trucks(two_clinics), tours, part=0)
    assert verdict == NOTHING
