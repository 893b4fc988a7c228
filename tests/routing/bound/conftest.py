"""Tiny random days, and the best plan of each by trying every tour."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import pytest

from routing.check import check
from routing.model import (
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Facility,
    Location,
    Order,
    Plan,
    Problem,
    Rates,
    Shift,
    TimeWindow,
    Tour,
    TourTrip,
    TravelMatrix,
    Urgency,
    Vehicle,
)
from routing.timetable import time_tour, timetable

MINUTE, HOUR = 60, 3600
TYPES = (
    CylinderType(id="40L", name="Chai 40 L", full_g=56_300, tare_g=48_000),
    CylinderType(id="10L", name="Chai 10 L", full_g=14_600, tare_g=12_500, slots=2),
)
HOURS = ((), ((7, 11), (13, 17)), ((6, 9),), ((8, 20),))
Late = tuple[int, ...]
Loads = frozenset[tuple[str, str]]


def random_day(seed: int, *, parts: int = 4) -> Problem:
    """Draw depots, mixed trucks, windows, empties, loading times and shifts on a random, lopsided map."""
    draw = Random(seed)
    names = [f"f{i}" for i in range(parts)] + ["d0", "d1"]
    span = draw.choice((20, 60, 120))
    metric = np.array([[0 if a == b else draw.randint(3, span) for b in names] for a in names])
    here = Location(16.0, 108.0)
    depots = tuple(
        Depot(
            id=f"d{i}",
            name=f"d{i}",
            location=replace(here, lat=17.0 + i / 10),
            load_fixed_s=draw.choice((0, 10, 30)) * MINUTE,
            load_s_per_cylinder=draw.choice((0, 60, 180)),
            open=_windows(draw.choice(((), ((5, 12), (14, 21))))),
        )
        for i in range(2)
    )
    facilities = tuple(
        Facility(
            id=f"f{i}",
            name=f"f{i}",
            location=replace(here, lat=16.0 + i / 10),
            receiving=_windows(draw.choice(HOURS)),
            unload_fixed_s=draw.choice((5, 20)) * MINUTE,
            unload_s_per_cylinder=draw.choice((0, 60)),
            skills=frozenset({"tail_lift"}) if draw.random() < 0.15 else frozenset(),
        )
        for i in range(parts)
    )
    return Problem(
        date="2026-11-24",
        name=f"random_day_{seed}",
        cylinder_types=TYPES,
        facilities=facilities,
        depots=depots,
        vehicles=tuple(_truck(draw, i) for i in range(draw.choice((1, 2, 2)))),
        orders=tuple(_order(draw, i) for i in range(parts)),
        travel=TravelMatrix.from_float(
            names, seconds={"truck": metric * 60.0}, metres={"truck": metric * draw.choice((500.0, 1000.0))}
        ),
    )


def _windows(hours: tuple[tuple[int, int], ...]) -> tuple[TimeWindow, ...]:
    return tuple(TimeWindow(a * HOUR, b * HOUR) for a, b in hours)


def _truck(draw: Random, i: int) -> Vehicle:
    return Vehicle(
        id=f"t{i}",
        payload_g=draw.choice((6, 10, 20)) * 56_300,
        slots=draw.choice((8, 14, 40)),
        start_depot_id=draw.choice(("d0", "d1")),
        end_depot_id=draw.choice(("d0", "d1")),
        shift=Shift(
            start_s=draw.choice((5, 6)) * HOUR, end_s=draw.choice((12, 16)) * HOUR, max_overtime_s=2 * HOUR
        ),
        rules=DriverRules(max_driving_s=8 * HOUR, max_continuous_driving_s=draw.choice((None, 2 * HOUR))),
        rates=Rates(
            fixed_vnd=draw.choice((0, 400_000, 900_000)),
            per_km_vnd=draw.choice((5_000, 9_000)),
            per_hour_vnd=draw.choice((0, 60_000)),
            overtime_per_hour_vnd=draw.choice((0, 90_000)),
        ),
        skills=frozenset({"tail_lift"}) if draw.random() < 0.6 else frozenset(),
        load_depot_ids=draw.choice((None, None, frozenset({"d0"}))),
        max_trips=draw.choice((None, None, 2)),
    )


def _order(draw: Random, i: int) -> Order:
    return Order(
        id=f"o{i}",
        facility_id=f"f{i}",
        deliver=Counts({"40L": draw.randint(1, 5), "10L": draw.randint(0, 2)}),
        collect=Counts({"40L": draw.randint(0, 7)}),
        urgency=draw.choice(tuple(Urgency)),
        due_s=draw.choice((None, None, 8 * HOUR, 11 * HOUR)),
    )


@dataclass(frozen=True)
class Best:
    """The best plan by all levels, and the least cost of the plans that leave as little unserved."""

    plan: Plan
    least_cost_vnd: int


def best_of(problem: Problem) -> Best:
    """Try every tour of every truck over every set of parts; bays and stock must not be limited."""
    ids = [part.id for part in problem.parts]
    best: dict[frozenset[str], tuple[Late, int, tuple[Tour, ...]]] = {frozenset(): ((0, 0, 0), 0, ())}
    cheap: dict[frozenset[str], int] = {frozenset(): 0}
    for vehicle in problem.vehicles:
        routes = {}
        for size in range(1, len(ids) + 1):
            for those in itertools.combinations(ids, size):
                if best_routes := _best_routes(problem, vehicle, those):
                    routes[frozenset(those)] = best_routes
        before, cheap_before = dict(best), dict(cheap)
        for done, (late, cost, tours) in before.items():
            for those, (row, least) in routes.items():
                if done & those:
                    continue
                both = done | those
                sum_late = tuple(a + b for a, b in zip(late, row[0], strict=True))
                offer = (sum_late, cost + row[1], (*tours, row[2]))
                if both not in best or offer[:2] < best[both][:2]:
                    best[both] = offer
                cheap[both] = min(cheap.get(both, 1 << 60), cheap_before[done] + least)
    plans = [timetable(problem, tours) for _, _, tours in best.values()]
    plan = min(plans, key=lambda p: p.objective)
    least = [cost for those, cost in cheap.items() if _left(problem, those) == plan.objective.unserved]
    assert not check(problem, plan)
    return Best(plan, min(least))


def _left(problem: Problem, served: frozenset[str]) -> tuple[int, ...]:
    left = [0, 0, 0]
    for part in problem.parts:
        if part.id not in served and not part.optional:
            left[part.urgency] += part.cylinders
    return tuple(left)


def _best_routes(problem: Problem, vehicle: Vehicle, those: tuple[str, ...]):
    """Return the best route over a set of parts with its lateness and cost, and the least cost of any."""
    best, least = None, 1 << 60
    for tour in _tours(problem, vehicle, those):
        timed = time_tour(problem, tour)
        if timed.broken:
            continue
        late = [0, 0, 0]
        for stop in timed.route.stops:
            late[problem.part_by_id[stop.part_id].urgency] += stop.late_s
        cost = timed.route.cost.total_vnd
        least = min(least, cost)
        if best is None or (tuple(late), cost) < best[:2]:
            best = (tuple(late), cost, tour)
    return (best, least) if best else None


def _tours(problem: Problem, vehicle: Vehicle, those: tuple[str, ...]) -> Iterator[Tour]:
    depots = [depot.id for depot in problem.depots if problem.may_load(vehicle, depot)]
    for order in itertools.permutations(those):
        for cuts in itertools.product((False, True), repeat=len(order) - 1):
            trips: list[list[str]] = [[order[0]]]
            for cut, part in zip(cuts, order[1:], strict=True):
                trips.append([part]) if cut else trips[-1].append(part)
            if vehicle.max_trips is not None and len(trips) > vehicle.max_trips:
                continue
            for where in itertools.product(depots, repeat=len(trips)):
                made = (TourTrip(depot_id=d, part_ids=tuple(t)) for d, t in zip(where, trips, strict=True))
                yield Tour(vehicle_id=vehicle.id, trips=tuple(made))


def best_in_stock(problem: Problem) -> Plan:
    """Try every tour, minding what each depot has; bays must not be limited.

    Of tours that serve the same from the same depots the best alone is kept.
    """
    whole: dict[tuple[frozenset[str], Loads], tuple[Late, int, tuple[Tour, ...]]]
    whole = {(frozenset(), frozenset()): ((0, 0, 0), 0, ())}
    for vehicle in problem.vehicles:
        own = _by_loads(problem, vehicle)
        for (served, loads), (late_s, cost, tours) in list(whole.items()):
            for more, row in own.items():
                those, both = frozenset(key for _, key in more), loads | more
                if served & those or not _lasts(problem, both):
                    continue
                sum_late = tuple(a + b for a, b in zip(late_s, row[0], strict=True))
                offer = (sum_late, cost + row[1], (*tours, row[2]))
                key = (served | those, both)
                if key not in whole or offer[:2] < whole[key][:2]:
                    whole[key] = offer
    plan = min((timetable(problem, tours) for *_, tours in whole.values()), key=lambda p: p.objective)
    assert not check(problem, plan)
    return plan


def _by_loads(problem: Problem, vehicle: Vehicle) -> dict[Loads, tuple[Late, int, Tour]]:
    """Return a truck's best tour for each choice of what it loads where."""
    ids = [part.id for part in problem.parts]
    sets = (those for size in range(1, len(ids) + 1) for those in itertools.combinations(ids, size))
    own: dict[Loads, tuple[Late, int, Tour]] = {}
    for tour in (tour for those in sets for tour in _tours(problem, vehicle, those)):
        timed = time_tour(problem, tour)
        if timed.broken:
            continue
        late = [0, 0, 0]
        for stop in timed.route.stops:
            late[problem.part_by_id[stop.part_id].urgency] += stop.late_s
        row = (tuple(late), timed.route.cost.total_vnd, tour)
        loads = frozenset((trip.depot_id, key) for trip in tour.trips for key in trip.part_ids)
        if loads not in own or row[:2] < own[loads][:2]:
            own[loads] = row
    return own


def _lasts(problem: Problem, loads: Loads) -> bool:
    """Say whether every depot has what is loaded there."""
    for depot in problem.depots:
        taken = sum((problem.part_by_id[key].deliver for d, key in loads if d == depot.id), Counts({}))
        if depot.stock is not None and any(n > depot.stock[kind] for kind, n in taken.items()):
            return False
    return True


@pytest.fixture(scope="session")
def short_of_stock():
    """Give a random day whose depots have so much of what is ordered each, and its best plan."""

    def give(seed: int, *, percent: int) -> tuple[Problem, Plan]:
        problem = random_day(seed)
        wanted = sum((part.deliver for part in problem.parts), Counts({}))
        stock = Counts({key: n * percent // 100 for key, n in wanted.items()})
        problem = problem.replace(depots=tuple(replace(depot, stock=stock) for depot in problem.depots))
        return problem, best_in_stock(problem)

    return give


@pytest.fixture(scope="session")
def tried():
    """Give a random day and its best plan by number, worked out once."""
    known: dict[int, tuple[Problem, Best]] = {}

    def give(seed: int) -> tuple[Problem, Best]:
        if seed not in known:
            problem = random_day(seed)
            known[seed] = (problem, best_of(problem))
        return known[seed]

    return give


@pytest.fixture(scope="session")
def tried_with_prizes():
    """Give a random day whose every other order is optional, and its best plan."""

    def give(seed: int) -> tuple[Problem, Best]:
        day = random_day(seed)
        orders = (
            replace(order, prize_vnd=150_000 * (i + 1) if i % 2 else None)
            for i, order in enumerate(day.orders)
        )
        problem = day.replace(orders=tuple(orders))
        return problem, best_of(problem)

    return give
