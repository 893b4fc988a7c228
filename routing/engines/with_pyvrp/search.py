"""PyVRP's iterated local search with our penalties, our stop, and a look at its best now and then."""

import time
import warnings
from collections.abc import Callable
from typing import Final

import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.search import OPERATORS, LocalSearch, PerturbationManager, compute_neighbours

from routing.engines.with_pyvrp.course import Course
from routing.engines.with_pyvrp.day import Day
from routing.engines.with_pyvrp.penalties import first, highest
from routing.engines.with_pyvrp.tours import tours_of
from routing.model import Tours

_EVERY: Final = 50
"""Iterations between two looks: looking at each slows the search tenfold."""
_EVERY_BY_ROUNDS: Final = 1_000
"""The same where iterations count and not the clock."""
_PAUSE_S: Final = 1.0
"""Seconds between two plans told: each is mended and timed in full."""
_TELLING: Final = 30.0
"""Telling takes at most one part of so many."""

Listener = Callable[[Tours], bool]
Sound = Callable[[Tours], bool]


def search(day: Day, start: pyvrp.Solution | None, course: Course, listener: Listener, sound: Sound) -> Tours:
    """Search and return the best tours, feasible to PyVRP or not.

    Parameters
    ----------
    start : pyvrp.Solution, optional
        Where the search begins; PyVRP makes a start of its own where there is none.
    course : Course
        Says when to end.
    listener : callable
        Is given tours that are feasible to PyVRP, now and then; says whether to end for a better day.
    sound : callable
        Says of the best tours, whenever the course is looked at, whether to search on from them.
    """
    rng = pyvrp.RandomNumberGenerator(seed=course.seed)
    method = LocalSearch(day.data, rng, compute_neighbours(day.data), PerturbationManager())
    for operator in OPERATORS:
        if operator.supports(day.data):
            method.add_operator(operator(day.data))
    most = highest(day)
    begun = pyvrp.Solution.make_random(day.data, rng) if start is None else start
    begun = method(begun, most.evaluator(), exhaustive=True)
    penalties = first(day, begun).manager(most)
    watch = _Watch(day, course, listener, sound)
    if begun.is_feasible():
        watch.on_best(begun)
    params = pyvrp.IteratedLocalSearchParams(callbacks=watch)
    with warnings.catch_warnings():
        # A day on which not all can be served drives penalties to their bound, as it should.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = pyvrp.IteratedLocalSearch(day.data, penalties, method, begun, params).run(
            watch.over, collect_stats=False
        )
    return tours_of(day, result.best)


class _Watch(pyvrp.IteratedLocalSearchCallbacks):
    """Counts iterations, says when to stop, and passes on the best solution now and then."""

    def __init__(self, day: Day, course: Course, listener: Listener, sound: Sound) -> None:
        self._day, self._course, self._listener, self._sound = day, course, listener, sound
        self._best: pyvrp.Solution | None = None
        self._news = self._ended = False
        self._tell_at = time.monotonic() + _PAUSE_S

    def over(self, best_cost: float) -> bool:
        """Say whether the search ends; PyVRP asks before each iteration."""
        del best_cost
        if self._ended or self._course.over():
            return True
        if self._course.looks():
            return self._best is None or not self._sound(tours_of(self._day, self._best))
        return False

    def on_best(self, best: pyvrp.Solution) -> None:
        """Take note of a better solution."""
        self._best, self._news = best, True

    def on_iteration(self, *_: object) -> None:
        """Pass on the best, rarely."""
        self._course.rounds += 1
        if self._news and self._course.rounds % _EVERY == 0 and self._is_time():
            self._news = False
            began = time.monotonic()
            if self._best is not None and self._best.is_feasible():
                self._ended = self._listener(tours_of(self._day, self._best))
            ended = time.monotonic()
            self._tell_at = ended + max(_PAUSE_S, _TELLING * (ended - began))

    def _is_time(self) -> bool:
        if self._course.by_rounds:
            return self._course.rounds % _EVERY_BY_ROUNDS == 0
        return time.monotonic() >= self._tell_at
