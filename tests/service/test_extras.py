"""Explaining, listing and the like are extras: at each door the plan survives their failure."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from routing import solve as solving
from routing.documents import parse_plan, problem_json, problem_sha256, read_plan, write_problem
from routing.model import VehicleDown
from service.cli import app, show
from service.dispatch.plans.search import Search
from service.dispatch.what_if import what_if as asking
from service.jobs import worker
from service.jobs.task import Outcome, Task

GREEDY = Search(engine="greedy", seconds=1)


class Silent:
    """A watch that nobody asks anything."""

    def of(self, problem):
        pass

    def stopped(self):
        return False

    def on_better(self, tours):
        pass

    def progress(self, _):
        return None


def broken(*_, **__):
    raise KeyError("an extra")


@pytest.fixture
def no_reasons(monkeypatch):
    monkeypatch.setattr(solving, "explain", broken)


def solve(tmp_path: Path, problem, *more: str):
    write_problem(problem, tmp_path / "day.json")
    arguments = ["solve", tmp_path / "day.json", "--engine", "greedy", "--out", tmp_path / "plan.json", *more]
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_line_keeps_the_plan(tmp_path, tight_morning, no_reasons):
    """The plan is written and printed, the failure is told beside it, without a traceback."""
    result = solve(tmp_path, tight_morning)
    assert result.exit_code == 0
    assert read_plan(tmp_path / "plan.json").routes
    assert "Explaining the unserved orders: internal error (KeyError)" in result.stderr
    assert "Traceback" not in result.stderr
    assert "o-chau" in result.stdout or "chau" in result.stdout


def test_json_has_the_figures_and_the_trouble(tmp_path, tight_morning, no_reasons):
    """A program reads both from one line."""
    line = json.loads(solve(tmp_path, tight_morning, "--json").stdout)
    assert line["served"] == 2
    assert [trouble["en"].partition(":")[0] for trouble in line["troubles"]] == [
        "Explaining the unserved orders"
    ]


def test_a_table_that_cannot_be_drawn_costs_nothing_else(tmp_path, tight_morning, monkeypatch):
    """All other tables are printed."""
    monkeypatch.setattr(show, "unserved", broken)
    result = solve(tmp_path, tight_morning)
    assert result.exit_code == 0
    assert "Tóm tắt" in result.stdout
    assert "The table of unserved orders: internal error" in result.stderr


def task(problem, **more) -> Task:
    sha256 = problem_sha256(problem)
    return Task(
        operation_id="op", problem=problem_json(problem), problem_sha256=sha256, search=GREEDY, **more
    )


def test_a_worker_keeps_the_plan(tight_morning, no_reasons):
    """What it sends is an outcome with the plan; its figures say what failed."""
    outcome = worker._result(Silent(), task(tight_morning))
    assert isinstance(outcome, Outcome)
    assert parse_plan(outcome.plan).routes
    assert [trouble["vi"].partition(":")[0] for trouble in outcome.figures["troubles"]] == [
        "Giải thích các đơn chưa giao"
    ]


def test_a_worker_without_trouble_says_nothing(tight_morning):
    """Figures have no troubles where there are none."""
    outcome = worker._result(Silent(), task(tight_morning))
    assert isinstance(outcome, Outcome)
    assert "troubles" not in outcome.figures


def test_hits_that_fail_leave_the_answer_of_a_what_if(two_depots, monkeypatch):
    """The changed plan and its difference come without the list of legs."""
    monkeypatch.setattr(asking, "_hits", broken)
    base = solving.solve(two_depots, engine="greedy").plan
    lost = (VehicleDown(vehicle_id="t-east"),)
    outcome = asking.what_if(two_depots, lost, GREEDY, roads=broken, base=base)
    assert outcome.violations == ()
    assert outcome.hits is None
    assert len(outcome.troubles) == 1
