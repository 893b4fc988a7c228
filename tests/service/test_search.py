"""How a day is searched travels as one value, and the machine's cores are shared out last."""

import inspect

import pytest

from routing.model import Budget
from routing.portfolio import DEFAULT_ENGINE
from routing.solve import solve
from service.dispatch.plans.search import Search
from service.schemas.given import SearchAsked


def budget(search: Search, *, cores: int = 8) -> Budget:
    return search.budget(cores=cores)


def test_every_door_has_the_same_default_engine() -> None:
    """The library, a search as it stands, and a request."""
    library = inspect.signature(solve).parameters["engine"].default
    assert {library, Search().engine, SearchAsked().engine} == {DEFAULT_ENGINE}


@pytest.mark.parametrize("search", [Search(), Search(engine="greedy", seconds=3, iterations=7, seed=5)])
def test_a_kept_request_asks_for_the_same_search(search: Search) -> None:
    """Cores are not kept: they are those of the machine that searches."""
    assert Search.from_json({**search.as_json(), "date": "2026-11-24"}) == search
    assert "workers" not in search.as_json()


def test_a_search_has_its_share_of_the_cores() -> None:
    """All of them where no share is named; by iterations as many on any machine."""
    assert budget(Search()).workers == 8
    assert budget(Search(workers=3)).workers == 3
    by_rounds = [budget(Search(iterations=5, workers=workers), cores=8) for workers in (None, 3)]
    assert {b.workers for b in by_rounds} == {Budget().workers}


def test_each_of_two_days_gets_half_of_the_time_or_all_of_the_rounds() -> None:
    """So a scenario takes as long as a plan."""
    assert budget(Search(seconds=10).half).seconds == 5
    assert budget(Search(seconds=10, iterations=40).half).iterations == 40
