"""Moving and renaming code changes no plan: tours of the sample as they were before it."""

import hashlib

import pytest

from routing.engines.ruin_recreate import ruin_recreate
from routing.model import Budget
from routing.timetable import timetable
from service.dispatch.day.sample_day import sample_problem

CALM = ("47278c1036f0", 43_860_343, (0, 0, 0))
SURGE = ("be7e4b7d8c66", 91_851_698, (0, 0, 565))


@pytest.mark.parametrize(("day", "known"), [("calm", CALM), ("surge", SURGE)])
def test_the_same_iterations_give_the_tours_that_are_known(day, known):
    """A change meant for the search's results puts new ones here, and says in its commit why."""
    problem = sample_problem(day, date="2026-11-24").problem
    tours = ruin_recreate(problem, Budget(seconds=60, iterations=3000, seed=3))
    objective = timetable(problem, tours).objective
    digest = hashlib.sha256(repr(tours).encode()).hexdigest()[:12]
    assert (digest, objective.cost_vnd, objective.unserved) == known
