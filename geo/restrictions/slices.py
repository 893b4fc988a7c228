"""Slices of the day: within one, the same roads are closed and equally fast."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from geo.timed_closures import DAY_S, DAYS, TimedClosure
from geo.trucks.speed_profile import changes_at
from routing.model import SpeedFactor


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """From `start_s` on, roads are as fast as at `clock_s` of the day, and some timed closures hold.

    `start_s` counts from the plan's midnight and may be below 0 or beyond a day; `closed` are
    numbers of timed closures.
    """

    start_s: int
    clock_s: int
    closed: frozenset[int]


def slices_of(
    timed_closures: Sequence[TimedClosure], speed_profile: Sequence[SpeedFactor]
) -> tuple[Slice, ...]:
    """Return the slices of three days, the plan's own in the middle; on each its own closures hold.

    What follows a slice differs from it in a closure or in the speeds' hour.
    """
    edges = (
        {0}
        | changes_at(speed_profile)
        | {edge % DAY_S for closure in timed_closures for edges in closure.windows for edge in edges}
    )
    slices: list[Slice] = []
    # Hours that are equally fast are told by the first of them, so that they share their tables.
    first: dict[tuple[bool, ...], int] = {}
    for day in DAYS:
        for clock_s in sorted(edges):
            speeds = tuple(speed.holds_at(clock_s) for speed in speed_profile)
            at_s = day * DAY_S + clock_s
            now = Slice(
                start_s=at_s,
                clock_s=first.setdefault(speeds, clock_s),
                closed=frozenset(i for i, closure in enumerate(timed_closures) if _closed(closure, at_s)),
            )
            if not slices or (slices[-1].closed, slices[-1].clock_s) != (now.closed, now.clock_s):
                slices.append(now)
    return tuple(slices)


def periods_of(slices: Sequence[Slice]) -> tuple[int, ...]:
    """Number the slices by periods: another begins where other roads are closed."""
    numbers = [0]
    for before, now in itertools.pairwise(slices):
        numbers.append(numbers[-1] + (before.closed != now.closed))
    return tuple(numbers)


def _closed(closure: TimedClosure, at_s: int) -> bool:
    return any(start_s <= at_s < end_s for start_s, end_s in closure.windows)
