"""What if: only what the change causes, close to the plan in hand or searched freely."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from routing.documents import write_plan, write_problem
from routing.model import (
    Change,
    DemandTimes,
    DepotDown,
    InputError,
    PermitGranted,
    Plan,
    Problem,
    Tour,
    TourTrip,
    TruckAdded,
    VehicleDown,
)
from routing.solve import judge, solve
from service.cli import app
from service.dispatch.plans.search import Search
from service.dispatch.what_if import what_if as asking
from service.dispatch.what_if.answer import answer
from service.dispatch.what_if.folding import components, swapped
from service.dispatch.what_if.mode import Mode
from service.dispatch.what_if.what_if import WhatIf, what_if

BEST_VND = 1_480_000
SAVED_VND = 5_000_000 - BEST_VND
"""Of `crossed`, where each truck could serve its own side."""


def what_if_of(problem: Problem, *changes: Change, base: Plan | None, mode: Mode = Mode.TODAY) -> WhatIf:
    return what_if(
        problem,
        changes,
        Search(engine="ruin_recreate", seconds=2, iterations=150, seed=1),
        roads=pytest.fail,
        base=base,
        mode=mode,
    )


def greedy(problem: Problem) -> Plan:
    return solve(problem, engine="greedy", explained=False).plan


@pytest.fixture
def crossed(two_depots: Problem) -> Plan:
    """Each truck serves the other's side: far from the best plan of the day."""
    tours = (
        Tour(vehicle_id="t-west", trips=(TourTrip(depot_id="west", part_ids=("o-binh",)),)),
        Tour(vehicle_id="t-east", trips=(TourTrip(depot_id="east", part_ids=("o-an",)),)),
    )
    return judge(two_depots, tours).plan


def _with_spares(problem: Problem) -> Problem:
    """One more depot, at the place of the first, and one more truck, like the last."""
    first, last = problem.depots[0], problem.vehicles[-1]
    travel = problem.travel
    at = [*range(len(travel.place_ids)), travel.index[first.id]]
    matrix = replace(
        travel,
        place_ids=(*travel.place_ids, "spare"),
        duration_s={key: table[at][:, at] for key, table in travel.duration_s.items()},
        length_m={key: table[at][:, at] for key, table in travel.length_m.items()},
    )
    return problem.replace(
        depots=(*problem.depots, replace(first, id="spare", name="Kho dự phòng")),
        vehicles=(
            *problem.vehicles,
            replace(last, id="t-spare", name="", start_depot_id="spare", end_depot_id="spare"),
        ),
        travel=matrix,
    )


def _unused(problem: Problem, plan: Plan) -> list[Change]:
    loads = {trip.depot_id for route in plan.routes for trip in route.trips}
    drive = {route.vehicle_id for route in plan.routes}
    pinned = problem.pin_by_vehicle
    idle = [v.id for v in problem.vehicles if v.id not in drive and v.id not in pinned]
    return [
        *(DepotDown(depot_id=depot.id) for depot in problem.depots if depot.id not in loads),
        *(VehicleDown(vehicle_id=key) for key in idle),
    ]


def test_what_the_plan_does_not_use_is_not_missed(world: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every set of unused depots and trucks of every world: nothing is searched, nothing differs."""
    problem = _with_spares(world)
    used = {t.id for t in world.vehicles}
    in_hand = greedy(problem.replace(vehicles=tuple(v for v in problem.vehicles if v.id in used)))
    in_hand = judge(problem, in_hand.tours).plan
    monkeypatch.setattr(asking, "plan_day", pytest.fail)
    unused = _unused(problem, in_hand)
    assert unused
    for count in range(1, len(unused) + 1):
        for changes in itertools.combinations(unused, count):
            outcome = what_if_of(problem, *changes, base=in_hand)
            assert (outcome.delta.orders, outcome.violations, outcome.searched) == ((), (), False)
            assert outcome.delta.before == outcome.delta.after
            assert outcome.plan.routes == in_hand.routes


@pytest.mark.parametrize("mode", Mode)
def test_what_is_lost_never_saves(two_depots: Problem, crossed: Plan, mode: Mode) -> None:
    """The plan in hand is poor: losing a depot or a truck leads to a cheaper one, and costs for all that."""
    for change in (DepotDown(depot_id="east"), VehicleDown(vehicle_id="t-east")):
        outcome = what_if_of(two_depots, change, base=crossed, mode=mode)
        assert outcome.violations == ()
        assert outcome.delta.after.cost_vnd - outcome.delta.before.cost_vnd == 2_740_000 - BEST_VND
        assert outcome.saved_vnd == SAVED_VND
        assert answer(outcome)["better"]["saved_vnd"] == SAVED_VND


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "change", [TruckAdded(like_vehicle_id="t-east", new_id="new"), DemandTimes(percent=50)]
)
def test_what_is_given_counts_only_beyond_the_search(
    two_depots: Problem, crossed: Plan, mode: Mode, change: Change
) -> None:
    """A truck that nobody needs, or less to carry: the day as it is gains all of it without."""
    outcome = what_if_of(two_depots, change, base=crossed, mode=mode)
    assert outcome.delta.before.cost_vnd == outcome.delta.after.cost_vnd == BEST_VND
    assert outcome.delta.orders == ()
    assert outcome.saved_vnd == SAVED_VND


def test_losses_cost_something_in_every_world(world: Problem) -> None:
    """Each depot and each truck in turn, in both modes: no plan of the changed day beats the day as it is."""
    in_hand = greedy(world)
    pinned = world.pin_by_vehicle
    losses: list[Change] = [DepotDown(depot_id=depot.id) for depot in world.depots]
    losses += [VehicleDown(vehicle_id=v.id) for v in world.vehicles if v.id not in pinned]
    for change, mode in itertools.product([] if pinned else losses, Mode):
        outcome = what_if_of(world, change, base=in_hand, mode=mode)
        assert outcome.violations == ()
        assert outcome.delta.after >= outcome.delta.before
        if outcome.better:
            assert judge(world, outcome.better.tours).violations == ()
            assert outcome.better.objective < in_hand.objective


def test_a_permit_counts_where_it_helps(two_clinics: Problem, by_hour) -> None:
    """An is barred all day: with a permit it is served, in both modes."""
    barred = two_clinics.replace(travel=by_hour(two_clinics.travel, (0, 100, "an"), (23 * 3600, 100, "")))
    in_hand = greedy(barred)
    assert sum(in_hand.objective.unserved)
    for mode in Mode:
        outcome = what_if_of(barred, PermitGranted(vehicle_id="t1"), base=in_hand, mode=mode)
        assert sum(outcome.delta.after.unserved) == 0
        assert outcome.better is None
        assert outcome.delta.delivered_after > outcome.delta.delivered_before


def test_a_lost_truck_moves_its_own_stops_only(two_depots: Problem) -> None:
    """What need not move stays: the other truck keeps its stop and takes one more."""
    tours = (
        Tour(vehicle_id="t-west", trips=(TourTrip(depot_id="west", part_ids=("o-an",)),)),
        Tour(vehicle_id="t-east", trips=(TourTrip(depot_id="east", part_ids=("o-binh",)),)),
    )
    in_hand = judge(two_depots, tours).plan
    outcome = what_if_of(two_depots, VehicleDown(vehicle_id="t-east"), base=in_hand)
    (only,) = outcome.delta.orders
    assert (only.order_id, only.vehicles_before, only.vehicles_after) == ("o-binh", ("t-east",), ("t-west",))


def test_cost_is_told_by_the_cylinder_where_less_is_delivered(scarce_stock: Problem) -> None:
    """West is down with its 8 cylinders: the day costs less and delivers less, and both are said."""
    outcome = what_if_of(scarce_stock, DepotDown(depot_id="west"), base=greedy(scarce_stock))
    assert outcome.delta.delivered_after < outcome.delta.delivered_before
    text = " ".join(line["en"] for line in answer(outcome)["lines"])
    lost = outcome.delta.delivered_before - outcome.delta.delivered_after
    assert f"{lost} fewer cylinders delivered; cost of each" in text


@pytest.mark.parametrize(
    "change",
    [
        DemandTimes(percent=100),
        PermitGranted(vehicle_id="t1"),
        DemandTimes(percent=130, facility_ids=("binh",)),
    ],
)
def test_no_change_is_refused(two_clinics: Problem, change: Change) -> None:
    """Demand × 1, a permit where no ban binds, more of what nobody orders."""
    problem = two_clinics.replace(orders=two_clinics.orders[:1])
    for mode in Mode:
        with pytest.raises(InputError) as refused:
            what_if_of(problem, change, base=greedy(problem), mode=mode)
        assert [issue.code for issue in refused.value.issues] == ["CHANGES_NOTHING"]


def test_a_depot_out_of_service_cannot_be_lost(two_depots: Problem) -> None:
    """Twice the same loss changes nothing the second time."""
    west, east = two_depots.depots
    problem = two_depots.replace(depots=(west, replace(east, in_service=False)))
    with pytest.raises(InputError):
        what_if_of(problem, DepotDown(depot_id="east"), base=greedy(problem))


def test_planning_needs_no_plan_in_hand(two_depots: Problem) -> None:
    """Both days are searched from nothing; today needs a plan to stay close to."""
    outcome = what_if_of(two_depots, DepotDown(depot_id="east"), base=None, mode=Mode.PLANNING)
    assert (outcome.better, outcome.saved_vnd, outcome.searched) == (None, 0, True)
    with pytest.raises(ValueError, match="plan in hand"):
        what_if_of(two_depots, DepotDown(depot_id="east"), base=None)


def _tours(text: str) -> tuple[Tour, ...]:
    """`a:1 2|3 b:4`: truck a with a trip of 1 and 2 and one of 3, truck b with one of 4."""
    tours = []
    for word in text.split(";"):
        truck, _, trips = word.strip().partition(":")
        parts = (TourTrip(depot_id="d", part_ids=tuple(trip.split())) for trip in trips.split("|"))
        tours.append(Tour(vehicle_id=truck, trips=tuple(parts)))
    return tuple(tours)


@pytest.mark.parametrize(
    ("before", "after", "groups"),
    [
        ("a: 1 2; b: 3; c: 4", "a: 1 2; b: 3; c: 4", []),
        ("a: 1 2; b: 3; c: 4", "a: 2 1; b: 3; c: 4", ["a"]),
        ("a: 1 2; b: 3; c: 4; d: 5", "a: 1; b: 2 3; c: 5; d: 4", ["a b", "c d"]),
        ("a: 1; b: 2; c: 3", "a: 3; b: 1; c: 2", ["a b c"]),
        ("a: 1; b: 2", "b: 2 1", ["a b"]),
        ("a: 1; b: 2", "a: 1 9; b: 2 8", ["a", "b"]),
    ],
)
def test_trucks_that_exchange_nothing_are_apart(before: str, after: str, groups: Sequence[str]) -> None:
    """Groups by stops that went from truck to truck; taking a group back restores its tours and no other."""
    old, new = _tours(before), _tours(after)
    assert [" ".join(sorted(group)) for group in components(old, new)] == groups
    for group in components(old, new):
        mixed = {tour.vehicle_id: tour for tour in swapped(new, old, group)}
        for tours, own in ((old, True), (new, False)):
            there = {t.vehicle_id: t for t in tours if (t.vehicle_id in group) == own}
            assert there == {key: t for key, t in mixed.items() if (key in group) == own}


def test_the_command_line_names_mode_and_answer(two_depots: Problem, crossed: Plan, tmp_path: Path) -> None:
    """Both modes, as sentences and as JSON; a better plan is written; a null change is refused with 2."""
    problem, plan, better = (tmp_path / name for name in ("problem.json", "plan.json", "better.json"))
    write_problem(two_depots, problem)
    write_plan(crossed, plan)
    search = ("--plan", plan, "--engine", "ruin_recreate", "--iterations", "100")

    def run(*arguments: object):
        return CliRunner().invoke(app, [str(word) for word in ("what-if", problem, *search, *arguments)])

    result = run("--depot-down", "east", "--out-better", better, "--json")
    assert result.exit_code == 0, result.output
    values = json.loads(result.stdout)
    assert (values["mode"], values["better"]["saved_vnd"]) == ("today", SAVED_VND)
    checked = CliRunner().invoke(app, ["check", str(problem), str(better)])
    assert checked.exit_code == 0
    shown = run("--depot-down", "east", "--mode", "planning")
    assert "Mode planning" in shown.stdout
    assert "A plan better for the day as it is" in shown.stdout
    refused = run("--demand", "1.0")
    assert (refused.exit_code, "CHANGES_NOTHING" in refused.stderr) == (2, True)
