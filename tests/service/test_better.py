"""A published plan that was searched too little is searched again, and the better one published."""

import time
from pathlib import Path

import pytest

from routing.documents import problem_sha256
from service.cli import better
from service.cli.better import Again, bettered
from service.dispatch.plans.planning import keep_plan, load_plan, publish, schedule, take_in
from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import plan_day
from service.settings import Settings
from service.wiring import open_service

PATIENCE_S = 120.0


def _published(store, problem, engine, **search):
    """Publish what an engine makes of a day."""
    take_in(store, problem)
    search = Search(engine=engine, **{"seconds": 1.0, **search})
    solution = plan_day(problem, search, problem_sha256=problem_sha256(problem))
    return publish(store, keep_plan(store, problem, solution, engine=engine).id)


def _again(row, sheets, seconds=1.0):
    return Again(row=row, search=Search(engine="ruin_recreate", seconds=seconds), sheets=sheets)


def _wait_until(done):
    until = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", workers=1)


def test_the_better_plan_becomes_the_next_revision(settings, tmp_path, two_depots):
    """With run sheets of the same revision; what was published before is superseded."""
    with open_service(settings) as service:
        row = _published(service.store, two_depots, "greedy")
        assert row.figures["search_quality"] == "none"
        with bettered(service, _again(row, tmp_path / "sheets")):
            _wait_until(lambda: schedule(service.store, two_depots.date).row.revision == 2)
            _wait_until(lambda: list((tmp_path / "sheets").glob("*")))
        now = schedule(service.store, two_depots.date)
        assert now.row.figures["search_quality"] == "full"
        assert now.plan.objective <= load_plan(service.store, row.id).plan.objective
        assert load_plan(service.store, row.id).row.status == "superseded"


def test_whoever_published_meanwhile_is_not_overruled(settings, tmp_path, two_depots, capsys):
    """The better plan stays a draft, which is told."""
    with open_service(settings) as service:
        row = _published(service.store, two_depots, "greedy")
        theirs = _published(service.store, two_depots, "greedy")
        with bettered(service, _again(row, tmp_path / "sheets")):
            _wait_until(lambda: "revision 2" in capsys.readouterr().err)
        assert schedule(service.store, two_depots.date).row.id == theirs.id
        assert not (tmp_path / "sheets").exists()


def test_nothing_is_searched_while_the_search_is_prepared(settings, tmp_path, two_depots, monkeypatch):
    """Ending the server ends the waiting, too."""
    monkeypatch.setattr(better, "can_wait", lambda: True)
    with open_service(settings) as service:
        row = _published(service.store, two_depots, "greedy")
        with bettered(service, _again(row, tmp_path / "sheets")):
            pass
        assert schedule(service.store, two_depots.date).row.id == row.id


def test_a_plan_that_was_searched_is_left_alone(settings):
    """There is nothing to do."""
    with open_service(settings) as service, bettered(service, None):
        pass
