"""Starting from a plan of another day: what still holds is kept, and no engine ends worse than that."""

from dataclasses import replace

import pytest

from routing.check import check
from routing.model import Budget, DepotDown, Objective, Problem, Tour, TourTrip, VehicleDown
from routing.portfolio import ENGINES
from routing.replan.start import known_tours, usable_start
from routing.scenario import apply
from routing.solve import solve
from routing.timetable import timetable


def tour(vehicle: str, *trips: tuple[str, ...]) -> Tour:
    made = (TourTrip(depot_id=depot, part_ids=ids) for depot, *ids in trips)
    return Tour(
        vehicle_id=vehicle, trips=tuple(replace(trip, part_ids=tuple(trip.part_ids)) for trip in made)
    )


def test_what_the_day_does_not_have_is_left_out(two_depots: Problem) -> None:
    """Unknown trucks, depots and orders, second tours and second visits go; the rest stays in order."""
    old = (
        tour("t-sold", ("west", "o-binh")),
        tour("t-west", ("gone", "o-an"), ("west", "o-old", "o-an", "o-an"), ("west", "o-old")),
        tour("t-west", ("west", "o-binh")),
    )
    assert known_tours(two_depots, old) == (tour("t-west", ("west", "o-an")),)


def test_trips_of_a_lost_depot_go_and_their_orders_are_placed_anew(two_depots: Problem) -> None:
    """Nothing loads at a depot that is down, and what it served comes from the other."""
    changed = apply(two_depots, [DepotDown(depot_id="east")])
    old = (tour("t-west", ("west", "o-an")), tour("t-east", ("east", "o-binh")))
    assert known_tours(changed, old) == old[:1]
    start = usable_start(changed, old, Budget())
    assert {trip.depot_id for driven in start for trip in driven.trips} == {"west"}
    plan = timetable(changed, start)
    assert (plan.unserved, check(changed, plan)) == ((), ())


def test_any_old_tours_become_feasible(world: Problem) -> None:
    """All orders on one truck, in one trip: whatever the world, the start breaks no rule."""
    everything = tuple(part.id for part in world.parts)
    start = usable_start(world, (tour(world.vehicles[0].id, (world.depots[0].id, *everything)),), Budget())
    assert check(world, timetable(world, start)) == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_no_engine_ends_worse_than_it_began(engine: str, two_depots: Problem) -> None:
    """Begun from a plan with ids of yesterday and a lost truck, every engine keeps or betters it."""
    changed = apply(two_depots, [VehicleDown(vehicle_id="t-west")])
    old = (tour("t-west", ("west", "o-an")), tour("t-east", ("east", "o-binh", "o-yesterday")))
    start = timetable(changed, usable_start(changed, old, Budget()))
    solution = solve(changed, engine=engine, budget=Budget(seconds=0.3, iterations=300, start=old))
    assert solution.violations == ()
    assert solution.plan.objective <= start.objective < Objective(unserved=(0, 0, 1))
