"""Timed closures: edges that may not be driven during some hours, and why."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.metric import Rings

DAY_S = 86_400
DAYS: Final = (-1, 0, 1)
"""Yesterday, today and tomorrow: a shift may begin before midnight and end after the next."""
Windows = tuple[tuple[int, int], ...]
"""Seconds, from and until; sorted, and not touching each other."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimedClosure:
    """Some edges, closed for some hours: a city's ban of trucks, a conditional tag, a closure.

    Attributes
    ----------
    name : str
        What people know it by.
    edges : bool array, shape (edges,)
        True where it closes an edge.
    windows : tuple of (int, int)
        Closed from the first second on and open again at the last, in seconds after midnight of
        the plan's day, over all of `DAYS`; sorted, not touching each other. Empty: it closes nothing.
    areas : tuple of (str, Rings)
        Areas that are closed with all that lies in them, by name.
    """

    name: str
    edges: NDArray[np.bool_]
    windows: Windows
    areas: tuple[tuple[str, Rings], ...] = ()

    def __post_init__(self) -> None:
        self.edges.setflags(write=False)
        ends = [end for window in self.windows for end in window]
        if ends != sorted(set(ends)):
            raise ValueError(f"{self.name}: windows must be sorted and apart, each longer than nothing")


def over_days(today: dt.date, hours_on: Callable[[dt.date], Iterable[tuple[int, int]]]) -> Windows:
    """Return hours of yesterday, today and tomorrow as windows of the plan's day.

    Parameters
    ----------
    today
        The plan's day.
    hours_on
        The hours that begin on a day, in seconds after its midnight; they may go on past the next.
    """
    windows = []
    # A night that began the day before yesterday may still last.
    for number in (DAYS[0] - 1, *DAYS):
        day = today.toordinal() + number
        if dt.date.min.toordinal() <= day <= dt.date.max.toordinal():
            begin = number * DAY_S
            windows += [(begin + a, begin + b) for a, b in hours_on(dt.date.fromordinal(day))]
    first, last = DAYS[0] * DAY_S, (DAYS[-1] + 1) * DAY_S
    return united((max(first, a), min(last, b)) for a, b in windows)


def every_day(hours: Iterable[tuple[int, int]]) -> Windows:
    """Return hours of the clock as windows of the plan's day: the same on each of `DAYS`."""
    listed = tuple(hours)
    return over_days(dt.date(2026, 1, 1), lambda _: listed)


def united(windows: Iterable[tuple[int, int]]) -> Windows:
    """Return windows sorted, and merged where they meet or overlap; those without length are dropped."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(window for window in windows if window[0] < window[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
