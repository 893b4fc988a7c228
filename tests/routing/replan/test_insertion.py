"""Ranked insertions: against every place there is, with what each brings about."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from routing.check import check
from routing.engines.greedy import greedy
from routing.model import Budget, Depot, InputError, Plan, Problem, Route, Tour, TourTrip, Urgency
from routing.replan.insertion import rank_insertions
from routing.replan.insertion.changed import appointed
from routing.timetable import timetable


def without(problem: Problem, tours: tuple[Tour, ...], part_id: str) -> tuple[Tour, ...]:
    """Tours with one part taken out."""
    made = []
    for tour in tours:
        trips = [replace(t, part_ids=tuple(x for x in t.part_ids if x != part_id)) for t in tour.trips]
        if any(trip.part_ids for trip in trips):
            made.append(replace(tour, trips=tuple(trip for trip in trips if trip.part_ids)))
    return tuple(made)


def every_place(problem: Problem, tours: tuple[Tour, ...], part_id: str) -> Iterator[tuple[Tour, ...]]:
    """Tours with the part in each gap of each trip, and in each new trip of each truck; it loads last."""
    own = {tour.vehicle_id: tour for tour in tours}
    for vehicle in problem.vehicles:
        for trips in _with_part(own.get(vehicle.id), problem.depots, part_id):
            changed = Tour(vehicle_id=vehicle.id, trips=trips)
            yield (*(tour for tour in tours if tour.vehicle_id != vehicle.id), changed)


def _with_part(tour: Tour | None, depots: tuple[Depot, ...], part_id: str) -> Iterator[tuple[TourTrip, ...]]:
    trips = tuple(replace(trip, loading_slot_s=None) for trip in tour.trips) if tour else ()
    for t in range(len(trips) + 1):
        for depot in depots:
            alone = TourTrip(depot_id=depot.id, part_ids=(part_id,))
            yield (*trips[:t], alone, *trips[t:])
    for t, trip in enumerate(trips):
        for i in range(len(trip.part_ids) + 1):
            ids = (*trip.part_ids[:i], part_id, *trip.part_ids[i:])
            yield (*trips[:t], replace(trip, part_ids=ids), *trips[t + 1 :])


def worth(plan: Plan) -> tuple[tuple[int, ...], int]:
    return plan.objective.late_s, plan.objective.cost_vnd


def test_the_best_of_all_places_comes_first(world: Problem) -> None:
    """Take out each part that may go: the ranking finds as good a place as trying them all."""
    tours = greedy(world, Budget())
    pinned = {key for pin in world.pins for trip in pin.trips for key in trip.part_ids}
    for part_id in [key for tour in tours for trip in tour.trips for key in trip.part_ids]:
        if part_id in pinned:
            continue
        base = timetable(world, without(world, tours, part_id))
        tried = (timetable(world, every) for every in every_place(world, appointed(world, base), part_id))
        good = [worth(plan) for plan in tried if not check(world, plan)]
        insertions = rank_insertions(world, base, part_id)
        assert [worth(insertion.plan) for insertion in insertions][:1] == sorted(good)[:1]
        assert all(check(world, insertion.plan) == () for insertion in insertions)
        assert all(
            timetable(world, insertion.plan.tours).routes == insertion.plan.routes for insertion in insertions
        )


def test_an_insertion_tells_what_it_brings_about(two_clinics: Problem) -> None:
    """an on the way to binh: 10 minutes of unloading, by which binh is later; else a trip before or after."""
    base = timetable(
        two_clinics, (Tour(vehicle_id="t1", trips=(TourTrip(depot_id="depot", part_ids=("o-binh",)),)),)
    )
    first, *others = rank_insertions(two_clinics, base, "o-an")
    assert (first.vehicle_id, first.trip, first.position, first.new_trip) == ("t1", 1, 1, False)
    assert first.cost_rise_vnd == 10_000  # ten minutes at 60 000 an hour
    assert (first.late_s, first.late_rise_s) == (0, (0, 0, 0))
    stops = {stop.order_id: stop for stop in first.plan.stops}
    assert first.begin_s == stops["o-an"].begin_s
    (later,) = first.later
    before = next(base.stops)
    assert (later.order_id, later.by_s) == ("o-binh", stops["o-binh"].begin_s - before.begin_s)
    assert later.by_s == 10 * 60
    assert {(insertion.trip, insertion.new_trip) for insertion in others} == {(1, True), (2, True)}
    # 40 km, and an hour of loading, driving and unloading.
    assert [insertion.cost_rise_vnd for insertion in others] == [460_000, 460_000]


def test_a_new_urgent_order(tight_morning: Problem) -> None:
    """An order that came by telephone is added to the problem; its lateness counts by its urgency."""
    tours = greedy(tight_morning, Budget())
    old = timetable(tight_morning, tours)
    call = replace(tight_morning.orders[2], id="o-call", due_s=6 * 3600 + 1, windows=())
    called = tight_morning.replace(orders=(*tight_morning.orders, call))
    insertions = rank_insertions(called, old, "o-call", most=2)
    assert len(insertions) <= 2
    for insertion in insertions:
        assert insertion.late_rise_s[Urgency.EMERGENCY] >= insertion.late_s
        assert insertion.plan.objective.unserved == old.objective.unserved


def test_only_the_cheapest_few(two_depots: Problem) -> None:
    """As many as asked for, the best first."""
    base = timetable(two_depots, ())
    every = rank_insertions(two_depots, base, "o-an", most=9)
    assert len(every) == 4  # two trucks, two depots
    assert rank_insertions(two_depots, base, "o-an", most=1) == every[:1]
    assert [insertion.cost_rise_vnd for insertion in every] == sorted(
        insertion.cost_rise_vnd for insertion in every
    )


def test_bug_a_dear_place_was_not_found_behind_many_cheap_ones(two_clinics: Problem) -> None:
    """Fifty cheap trucks may hardly drive, which no price at sight knows; the dear one takes the order."""
    able = two_clinics.vehicles[0]
    idle = tuple(
        replace(able, id=f"t-{i}", slots=able.slots + i, rules=replace(able.rules, max_driving_s=1))
        for i in range(50)
    )
    dear = replace(able, id="t-dear", rates=replace(able.rates, per_km_vnd=90_000))
    problem = two_clinics.replace(vehicles=(*idle, dear))
    best, *others = rank_insertions(problem, timetable(problem, ()), "o-an")
    assert (best.vehicle_id, others) == ("t-dear", [])


def test_nothing_fits(far_valley: Problem) -> None:
    """There is no road to the island, so no place either."""
    assert rank_insertions(far_valley, timetable(far_valley, ()), "o-island") == ()


def test_what_cannot_be_inserted_is_refused(big_order: Problem) -> None:
    """Unknown, served already, or a large order of which nobody says which part."""
    plan = timetable(
        big_order, (Tour(vehicle_id="t2", trips=(TourTrip(depot_id="depot", part_ids=("o-ward",)),)),)
    )
    for order_id, code in (
        ("x", "UNKNOWN_REFERENCE"),
        ("o-ward", "ALREADY_SERVED"),
        ("o-big", "SEVERAL_PARTS"),
    ):
        with pytest.raises(InputError) as refused:
            rank_insertions(big_order, plan, order_id)
        assert [issue.code for issue in refused.value.issues] == [code]
    part = next(part for part in big_order.parts if part.order_id == "o-big")
    assert rank_insertions(big_order, plan, part.id)


def clocks(route: Route) -> list[tuple[str, int]]:
    """Return when a truck leaves, loads, unloads and is back."""
    loads = [(trip.depot_id, trip.begin_s) for trip in route.trips]
    stops = [(stop.part_id, stop.begin_s) for stop in route.stops]
    return [(route.vehicle_id, route.start_s), *loads, *stops, ("back", route.end_s)]


def test_other_trucks_keep_their_bays_and_clocks(big_order: Problem) -> None:
    """At the one bay, who gets more to load finds a turn beside the others, who notice nothing."""
    first, second, third = (part.id for part in big_order.parts if part.order_id == "o-big")
    tours = tuple(
        Tour(vehicle_id=key, trips=(TourTrip(depot_id="depot", part_ids=(part_id,)),))
        for key, part_id in (("t1", first), ("t2", second))
    )
    base = timetable(big_order, tours)
    insertions = rank_insertions(big_order, base, third)
    assert {insertion.vehicle_id for insertion in insertions} == {"t1", "t2"}
    for insertion in insertions:
        before, after = (
            [clocks(route) for route in plan.routes if route.vehicle_id != insertion.vehicle_id]
            for plan in (base, insertion.plan)
        )
        assert before == after
        assert {later.vehicle_id for later in insertion.later} <= {insertion.vehicle_id}
        assert check(big_order, insertion.plan) == ()
