"""The portfolio: a member that dies, raises or lies costs its own share and nothing else."""

import dataclasses
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from routing.documents import plan_json, write_problem
from routing.engines.greedy import greedy
from routing.engines.with_pyvrp import with_pyvrp
from routing.model import Budget, Tour, TourTrip
from routing.portfolio import Member, RoutePool, first_run_notice, lineup_for, portfolio_of, prepare
from routing.portfolio.workers import Workers
from routing.solve import judge, solve
from routing.timetable import timetable

PYVRP = Member(name="with_pyvrp", engine=with_pyvrp)


def _killed(problem, budget):
    """Find something, then be killed as by an administrator."""
    budget.on_better(greedy(problem, budget))
    time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGKILL)


def _raising(problem, budget):
    raise RuntimeError("no idea")


def _unknown(problem, budget):
    return (Tour(vehicle_id="no such truck", trips=(TourTrip(depot_id="west", part_ids=("o-an",)),)),)


def _no_tours(problem, budget):
    return "nonsense"


def _all_in_one(problem, budget):
    """Serve all that is ordered with one loading of one truck: too much for any of them."""
    ids = tuple(part.id for part in problem.parts)
    truck = problem.vehicles[0]
    return (Tour(vehicle_id=truck.id, trips=(TourTrip(depot_id=truck.start_depot_id, part_ids=ids),)),)


def _deaf(problem, budget):
    """Neither look at the clock nor hear the wish to stop."""
    time.sleep(600)


def _slowly_better(problem, budget):
    """Tell of three plans, each with one order more."""
    whole = greedy(problem, budget)
    ids = [key for tour in whole for trip in tour.trips for key in trip.part_ids]
    for left_out in (2, 1, 0):
        served = set(ids[: len(ids) - left_out])
        tours = (
            Tour(
                vehicle_id=tour.vehicle_id,
                trips=tuple(
                    TourTrip(depot_id=trip.depot_id, part_ids=kept)
                    for trip in tour.trips
                    if (kept := tuple(key for key in trip.part_ids if key in served))
                ),
            )
            for tour in whole
        )
        budget.on_better(tuple(tour for tour in tours if tour.trips))
        time.sleep(0.3)
    return whole


def _searched(problem, *engines, seconds=1.0, **budget):
    lineup = [Member(name=engine.__name__, engine=engine) for engine in engines]
    return portfolio_of(lineup).search(problem, Budget(seconds=seconds, **budget))


@pytest.mark.parametrize("bad", [_killed, _raising, _unknown, _no_tours, _all_in_one])
def test_a_bad_member_costs_nothing(two_depots, bad):
    """Alone it leaves the first plan; beside a good one it leaves that one's."""
    first = timetable(two_depots, greedy(two_depots, Budget())).objective
    for engines in ((bad,), (bad, with_pyvrp)):
        result = _searched(two_depots, *engines, seconds=0.4)
        solution = judge(two_depots, result.tours)
        assert solution.violations == ()
        assert solution.plan.objective <= first
        assert {point.engine for point in result.curve} <= {
            "greedy",
            "ruin_recreate",
            "with_pyvrp",
            "_killed",
        }


def test_a_deaf_member_is_ended(two_depots):
    """Who does not stop is ended, and no process is left."""
    result = _searched(two_depots, _deaf, seconds=0.1)
    assert result.tours
    assert multiprocessing.active_children() == []


def test_a_wish_to_stop_ends_all(big_order):
    """Whoever stops at once gets the first plan, and no process is left."""
    result = _searched(big_order, with_pyvrp, _deaf, seconds=600, stopped=lambda: True)
    assert judge(big_order, result.tours).plan.objective.unserved == (0, 0, 0)
    assert multiprocessing.active_children() == []


def test_a_wish_to_stop_is_passed_on(two_depots):
    """Members at work hear the wish and hand over what they have."""
    wishes = itertools.count()
    result = _searched(two_depots, with_pyvrp, seconds=600, stopped=lambda: next(wishes) > 5)
    assert judge(two_depots, result.tours).violations == ()


def test_the_curve_only_falls_and_all_of_it_is_sound(tight_morning):
    """Every plan told on the way is checked and better than the one before."""
    offers = []
    result = portfolio_of([Member(name="slow", engine=_slowly_better), PYVRP]).search(
        tight_morning, Budget(seconds=1.5, on_better=offers.append)
    )
    objectives = [point.objective for point in result.curve]
    assert objectives == sorted(set(objectives), reverse=True)
    assert [point.at_s for point in result.curve] == sorted(point.at_s for point in result.curve)
    assert [timetable(tight_morning, tours).objective for tours in offers] == objectives
    assert all(judge(tight_morning, tours).violations == () for tours in offers)
    assert offers[-1] == result.tours


def test_a_worker_can_be_spawned_where_there_is_no_fork(two_depots):
    """Engine and problem cross to a process that inherits nothing."""
    with Workers("spawn") as workers:
        worker = workers.begin("with_pyvrp", with_pyvrp, two_depots, Budget(iterations=20))
        for _ in range(600):
            list(workers.hear(0.1))
            if worker.last is not None:
                break
    assert judge(two_depots, worker.last.tours).violations == ()


def test_who_begins_later_starts_from_the_best(two_depots):
    """A member that returns its start brings the best plan of the moment when it began."""
    late = Member(name="late", engine=lambda _, budget: budget.start, begins=0.9)
    result = portfolio_of([PYVRP, late]).search(two_depots, Budget(seconds=0.4))
    assert timetable(two_depots, result.tours).objective == result.curve[-1].objective


def test_the_same_iterations_give_the_same_bytes(tight_morning, monkeypatch):
    """Neither clock nor order of arrival has a say where iterations count."""
    lineup = [PYVRP, dataclasses.replace(PYVRP, name="other"), dataclasses.replace(PYVRP, begins=0.5)]
    monkeypatch.setattr("routing.solve.engine_named", lambda _: portfolio_of(lineup))
    first, second = (
        solve(tight_morning, engine="x", budget=Budget(iterations=300, seed=7), explained=False).plan
        for _ in range(2)
    )
    assert plan_json(first) == plan_json(second)
    assert first.parameters["iterations"] == "300"
    assert "seconds" not in first.parameters
    assert first.parameters["engines"] == "with_pyvrp, other, with_pyvrp"


def test_the_default_gives_the_same_bytes_again(tight_morning):
    """The line-up as it is works by iterations, too."""
    budget = Budget(iterations=300, seed=7)
    first, second = (
        solve(tight_morning, engine="portfolio", budget=budget, explained=False).plan for _ in range(2)
    )
    assert plan_json(first) == plan_json(second)


def test_bug_what_is_prepared_is_compiled():
    """Preparing once leaves nothing to compile: a worker would be ended in the middle of it, every time."""
    prepare("portfolio")
    assert first_run_notice("portfolio") is None


_ORPHANS = """
import os, sys, time
from routing.model import Budget
from routing.portfolio import Member, portfolio_of
from routing.documents import read_problem
from pathlib import Path

def sleeping(problem, budget):
    print(os.getpid(), flush=True)
    time.sleep(600)

member = Member(name="sleeping", engine=sleeping)
portfolio_of([member, member]).search(read_problem(Path(sys.argv[1])), Budget(seconds=600))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_worker_outlives_its_parent(two_depots, tmp_path):
    """A parent killed without a word leaves nobody behind."""
    path = tmp_path / "problem.json"
    write_problem(two_depots, path)
    with subprocess.Popen(
        [sys.executable, "-c", _ORPHANS, str(path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as parent:
        pids = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    for _ in range(200):
        if not any(_alive(pid) for pid in pids):
            break
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in pids)


def _alive(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(
    ("workers", "plain", "harder"),
    [
        (1, [("ruin_recreate", 1)], [("ruin_recreate", 1)]),
        (2, [("ruin_recreate", 1), ("with_pyvrp", 1)], [("ruin_recreate", 2)]),
        (
            4,
            [("ruin_recreate", 2), ("ruin_recreate", 1), ("with_pyvrp", 1)],
            [("ruin_recreate", 2), ("ruin_recreate", 2)],
        ),
    ],
)
def test_all_cores_are_used(two_clinics, workers, plain, harder):
    """PyVRP plays on one core where it can state the day; the rest is our own search's."""
    bays = two_clinics.replace(depots=tuple(dataclasses.replace(d, bays=1) for d in two_clinics.depots))
    for problem, expected in ((two_clinics, plain), (bays, harder)):
        lineup = lineup_for(problem, Budget(workers=workers))
        assert [(member.name, member.workers) for member in lineup] == expected


def test_the_pool_keeps_the_cheaper_of_two_that_do_the_same(two_clinics):
    """The same parts on the same kind of truck: one trip is cheaper than two."""
    (tour,) = greedy(two_clinics, Budget())
    (trip,) = tour.trips
    twice = tuple(dataclasses.replace(trip, part_ids=(key,)) for key in trip.part_ids)
    pool = RoutePool(two_clinics)
    pool.add((dataclasses.replace(tour, trips=twice),))
    pool.add((tour,))
    assert pool.tours() == (tour,)


def test_the_pool_is_bounded(two_depots):
    """The tours found least recently leave first."""
    tours = greedy(two_depots, Budget())
    assert len(tours) == 2
    pool = RoutePool(two_depots, most=1)
    pool.add(tours)
    assert pool.tours() == tours[1:]
