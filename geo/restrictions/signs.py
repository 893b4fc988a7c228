"""Timed closures of a day from the map's conditional restrictions (`:conditional` tags)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial, reduce

import numpy as np
from numpy.typing import NDArray

from geo.roads import RoadGraph
from geo.roads.access import truck_access
from geo.roads.access_rules import (
    ACCESS_KEYS,
    Clause,
    Comparison,
    Rule,
    limit_of,
    parse_conditional,
    rule_of,
)
from geo.roads.opening_hours import OpeningHours, common, without
from geo.roads.timed import SUFFIX
from geo.timed_closures import DAY_S, TimedClosure, Windows, over_days, united
from geo.trucks.truck_profile import TruckProfile

_ALWAYS: Windows = ((0, DAY_S),)
_TimedRules = list[tuple[Rule, tuple[Clause, ...]]]


def signed_closures(
    graph: RoadGraph, profile: TruckProfile, date: str, *, holidays: Collection[str] = ()
) -> tuple[TimedClosure, ...]:
    """Return what the map's timed rules close to a truck on the plan's day and the days beside it.

    Parameters
    ----------
    date
        The plan's day, YYYY-MM-DD.
    holidays
        Public holidays, which some rules name (`PH`), YYYY-MM-DD.

    Returns
    -------
    tuple of TimedClosure
        One for each road by name, tag and hours; in the order of the map's ways.

    Raises
    ------
    ValueError
        If a date is none.
    """
    today, off = dt.date.fromisoformat(date), frozenset(map(dt.date.fromisoformat, holidays))
    judge_of = cache(lambda day: _Judge(profile, day, off))
    groups: dict[tuple[str, Windows], list[tuple[int, int]]] = defaultdict(list)
    for way, rules, tags in _by_way(graph):
        for along, windows in _closed(judge_of, rules, today):
            if windows:
                groups[f"{graph.ways.label(way)} ({tags})", windows].append((way, along))
    return tuple(
        TimedClosure(name=name, edges=_edges(graph, ways), windows=windows)
        for (name, windows), ways in groups.items()
    )


def _closed(
    judge_of: Callable[[dt.date], "_Judge"], rules: _TimedRules, today: dt.date
) -> list[tuple[int, Windows]]:
    """Return when a way is closed along (1), against (-1), or in both directions (0)."""

    def when(along: int) -> Windows:
        return over_days(today, lambda day: judge_of(day).closed(rules, along))

    windows = {along: when(along) for along in (1, -1)}
    return [(0, windows[1])] if windows[1] == windows[-1] else list(windows.items())


def _by_way(graph: RoadGraph) -> Iterator[tuple[int, _TimedRules, str]]:
    """Yield each way that has timed rules, with these and its tags as people write them."""
    rules = graph.conditions
    rows: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for way, key, text in zip(rules.way.tolist(), rules.key.tolist(), rules.text.tolist(), strict=True):
        rows[way].append((key, text))
    for way, tags in rows.items():
        parsed = [(rule_of(key), parse_conditional(text)) for key, text in tags]
        known = [(rule, clauses) for rule, clauses in parsed if rule and clauses]
        # What stands without hours is no news to those who ask why a road is closed at six.
        yield way, known, ", ".join(f"{key}={text}" for key, text in tags if key.endswith(SUFFIX))


def _edges(graph: RoadGraph, ways: list[tuple[int, int]]) -> NDArray[np.bool_]:
    hit = np.zeros(graph.edges, dtype=np.bool_)
    for way, along in ways:
        hit |= (graph.way == way) & (graph.backward == (along < 0) if along else True)
    return hit


def _denies(value: str) -> bool:
    return truck_access(value) is False


class _Judge:
    """What rules mean to one truck on one day."""

    def __init__(self, profile: TruckProfile, day: dt.date, holidays: frozenset[dt.date]) -> None:
        self._profile, self._day, self._holidays = profile, day, holidays
        self._figure = {
            "weight": profile.gross_t,
            "axleload": profile.axle_load_t,
            "height": profile.height_m,
            "width": profile.width_m,
            "length": profile.length_m,
            "axles": float(profile.axles),
            "maxweight": profile.gross_t,
            "maxweightrating": profile.gross_t,
            "maxaxleload": profile.axle_load_t,
            "maxheight": profile.height_m,
            "maxwidth": profile.width_m,
            "maxlength": profile.length_m,
        }
        self._chain = [key for key in reversed(ACCESS_KEYS) if profile.hgv or key != "hgv"]
        self._whom = {"", "hgv" if profile.hgv else "goods"}

    def closed(self, rules: _TimedRules, along: int) -> Windows:
        """Return when a way is closed along (1) or against (-1) its direction."""
        return self._barred(rules, along) + self._limited(rules, along)

    def _barred(self, rules: _TimedRules, along: int) -> Windows:
        """Return the hours in which access is denied: the narrowest key counts, then the last clause."""
        closed, decided = Windows(), Windows()
        for key in self._chain:
            for rule, clauses in reversed(rules):
                if rule.key == key and rule.along in {0, along}:
                    truck_clauses = clauses if key != "goods" else self._of_goods(clauses)
                    more, decided = self._decide(truck_clauses, decided, _denies)
                    closed += more
        return closed

    def _of_goods(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """Return what rules for vans with goods mean here: they bar trucks too, and let none in."""
        if not self._profile.hgv:
            return clauses
        return tuple(clause for clause in clauses if _denies(clause.value))

    def _limited(self, rules: _TimedRules, along: int) -> Windows:
        """Return the hours in which a limit is below the truck's figure, or the way one-way against it."""
        against, closed = "-1" if along > 0 else "yes", Windows()
        for rule, clauses in rules:
            if rule.key == "oneway":
                closed += self._decide(clauses, (), lambda value: value == against)[0]
            elif rule.key in self._figure and rule.whom in self._whom and rule.along in {0, along}:
                closed += self._decide(clauses, (), partial(self._exceeds, rule.key))[0]
        return closed

    def _exceeds(self, key: str, value: str) -> bool:
        limit = limit_of(key, value)
        return limit is not None and limit < self._figure[key]

    def _decide(
        self, clauses: tuple[Clause, ...], decided: Windows, closes: Callable[[str], bool]
    ) -> tuple[Windows, Windows]:
        """Return the hours that clauses close, and all that are now decided; the last clause comes first."""
        closed = Windows()
        for clause in reversed(clauses):
            when = without(self._windows(clause), decided)
            decided = united([*decided, *when])
            closed += when if closes(clause.value) else ()
        return closed, decided

    def _windows(self, clause: Clause) -> Windows:
        """Return the seconds of the day in which all conditions hold."""
        parts = (self._holds(condition) for condition in clause.conditions)
        return reduce(common, parts, _ALWAYS)

    def _holds(self, condition: OpeningHours | Comparison) -> Windows:
        if isinstance(condition, Comparison):
            return _ALWAYS if condition.holds(self._figure[condition.what]) else ()
        return condition.windows(self._day, holidays=self._holidays)
