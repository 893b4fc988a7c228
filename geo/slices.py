"""Slices of the day: within one, the same roads are closed and equally fast."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from geo.bars import DAY_S, DAYS, Bar
from geo.road_hours import RoadHour, changes_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """From `start_s` on, roads are as fast as at `clock_s` of the day, and some bars close theirs.

    `start_s` counts from the plan's midnight and may be below 0 or beyond a day; `barred` are
    numbers of bars.
    """

    start_s: int
    clock_s: int
    barred: frozenset[int]


def slices_of(bars: Sequence[Bar], hours: Sequence[RoadHour]) -> tuple[Slice, ...]:
    """Return the slices of three days, the plan's own in the middle; on each its own bars bind.

    What follows a slice differs from it in a bar or in the speeds' hour.
    """
    edges = (
        {0} | changes_at(hours) | {edge % DAY_S for bar in bars for edges in bar.windows for edge in edges}
    )
    slices: list[Slice] = []
    # Hours that are equally fast are told by the first of them, so that they share their tables.
    first: dict[tuple[bool, ...], int] = {}
    for day in DAYS:
        for clock_s in sorted(edges):
            speeds = tuple(hour.holds_at(clock_s) for hour in hours)
            at_s = day * DAY_S + clock_s
            now = Slice(
                start_s=at_s,
                clock_s=first.setdefault(speeds, clock_s),
                barred=frozenset(i for i, bar in enumerate(bars) if _closed(bar, at_s)),
            )
            if not slices or (slices[-1].barred, slices[-1].clock_s) != (now.barred, now.clock_s):
                slices.append(now)
    return tuple(slices)


def periods_of(slices: Sequence[Slice]) -> tuple[int, ...]:
    """Number the slices by periods: another begins where other roads are closed."""
    numbers = [0]
    for before, now in itertools.pairwise(slices):
        numbers.append(numbers[-1] + (before.barred != now.barred))
    return tuple(numbers)


def _closed(bar: Bar, at_s: int) -> bool:
    return any(start_s <= at_s < end_s for start_s, end_s in bar.windows)
