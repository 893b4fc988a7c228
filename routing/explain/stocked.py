"""The same day with other stocks: without limit, as the plan leaves them, or at one depot only."""

from collections.abc import Mapping
from dataclasses import replace

from routing.model import Counts, Problem


def unlimited(problem: Problem) -> Problem:
    """Return the day with as much stock as anybody wants."""
    return left_with(problem, {depot.id: None for depot in problem.depots})


def from_depot(problem: Problem, depot_id: str) -> Problem:
    """Return the day with as much stock as anybody wants at one depot, and none elsewhere."""
    return left_with(problem, {d.id: None if d.id == depot_id else Counts() for d in problem.depots})


def left_with(problem: Problem, stock: Mapping[str, Counts | None]) -> Problem:
    """Return the day with these stocks by depot."""
    return problem.replace(depots=tuple(replace(d, stock=stock[d.id]) for d in problem.depots))
