"""Where nothing is compiled a search begins all the same, and ours joins when it is ready."""

import itertools
import subprocess
import sys

import pytest

from routing.engines import apart
from routing.model import Budget
from routing.portfolio import portfolio
from routing.solve import solve

HOLD = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def cold(monkeypatch):
    """A machine on which our search is ready after as many questions as are asked for."""

    def after(questions: float) -> list[str]:
        counter, begun = itertools.count(), []
        monkeypatch.setattr(portfolio, "can_wait", lambda: True)
        monkeypatch.setattr(portfolio, "compile_apart", lambda: begun.append("apart") or True)
        monkeypatch.setattr(portfolio, "is_compiled", lambda: next(counter) >= questions)
        return begun

    return after


def _solved(problem, **budget):
    return solve(problem, engine="portfolio", budget=Budget(**budget), explained=False)


def test_ours_joins_when_it_is_compiled(tight_morning, cold):
    """Another engine searches meanwhile and ends then; nobody was lost."""
    begun = cold(4)
    solution = _solved(tight_morning, seconds=1.5)
    parameters = solution.plan.parameters
    assert begun == ["apart"]
    assert parameters["engines"] == "with_pyvrp, ruin_recreate"
    assert "engines_lost" not in parameters
    assert parameters["search_quality"] == "full"
    assert solution.curve[0].engine == "greedy"
    assert solution.violations == ()


def test_a_search_that_ends_before_ours_is_ready_says_so(tight_morning, cold):
    """There is a plan in time, and it tells that our search never began."""
    cold(float("inf"))
    solution = _solved(tight_morning, seconds=0.4)
    assert solution.violations == ()
    assert solution.plan.stops
    assert solution.plan.parameters["engines_lost"] == "ruin_recreate"
    assert solution.plan.parameters["search_quality"] == "short"


def test_what_counts_rounds_waits_for_ours(two_clinics, cold):
    """The members are the same, cold or warm, since the same plan is to come again."""
    warm = _solved(two_clinics, iterations=400).plan
    begun = cold(float("inf"))
    assert _solved(two_clinics, iterations=400).plan.parameters["engines"] == warm.parameters["engines"]
    assert begun == []


def test_a_plan_in_hand_is_kept_where_nothing_is_compiled(tight_morning, cold):
    """What if begins from the base plan, not from a worse one of greedy."""
    start = _solved(tight_morning, iterations=400).plan
    cold(float("inf"))
    solution = _solved(tight_morning, seconds=0.3, start=start.tours)
    assert solution.plan.objective <= start.objective


def test_one_process_a_machine_compiles(tmp_path, monkeypatch):
    """Who comes while another compiles leaves it to that one."""
    compiled = []
    monkeypatch.setattr(apart, "compile_search", compiled.append)
    command = [sys.executable, "-c", HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        assert not apart.compile_alone(tmp_path)
        assert compiled == []
        holder.stdin.close()
        holder.wait()
    assert apart.compile_alone(tmp_path)
    assert len(compiled) == 1


def test_waiting_shows_how_far_it_is(monkeypatch):
    """The share rises from what is there to all, and what could not be done apart is done here."""
    shares, waits, compiled = iter([0.2, 0.7]), iter([True, True, True, False]), []
    monkeypatch.setattr(apart, "can_wait", lambda: next(waits))
    monkeypatch.setattr(apart, "compile_apart", lambda: True)
    monkeypatch.setattr(apart, "_taken", lambda: True)
    monkeypatch.setattr(apart, "_BEGUN", [subprocess.Popen([sys.executable, "-c", ""])])
    monkeypatch.setattr(apart, "share", lambda: next(shares))
    monkeypatch.setattr(apart, "is_compiled", lambda: False)
    monkeypatch.setattr(apart, "compile_search", compiled.append)
    shown = []
    apart.compile_watched(shown.append)
    apart._BEGUN[-1].wait()
    assert shown == [0.2, 0.7, 1.0]
    assert len(compiled) == 1
