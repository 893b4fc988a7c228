"""Time-dependent travel as flat arrays for the compiled search."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.arrays import FAR, Ints
from routing.model import TravelMatrix

Int32s = NDArray[np.int32]
UNREACHABLE_LEG: Final = 1 << 29
"""Seconds and metres where there is no road: more than any real leg, and far from overflow."""


class TimeDependent(NamedTuple):
    """Slices of the day by profile, and all their tables; of no slices where none depends on the hour."""

    start: Ints  # (profiles, slices) FAR where a profile has fewer
    end: Ints  # (profiles, slices) when the slice's period ends, FAR for the last
    following: Ints  # (profiles, slices) the slice with which the next period begins, -1 after the last
    table: Ints  # (profiles, 2, slices) the tables over roads open then, and over roads open all day
    seconds: Int32s  # (tables, places, places)
    metres: Int32s


def time_dependent(travel: TravelMatrix, rows: Ints) -> TimeDependent:
    """Tabulate what depends on the hour, for the places in `rows` of the matrix."""
    most = max((len(by_hour.start_s) for by_hour in travel.time_dependent.values()), default=0)
    profiles = len(travel.profiles)
    start = np.full((profiles, most), FAR, dtype=np.int64)
    end, following = np.full_like(start, FAR), np.full_like(start, -1)
    table = np.zeros((profiles, 2, most), dtype=np.int64)
    seconds: list[Int32s] = []
    metres: list[Int32s] = []
    for p, profile in enumerate(travel.profiles):
        by_hour = travel.time_dependent.get(profile)
        if by_hour is None:
            continue
        for slot, start_s in enumerate(by_hour.start_s):
            start[p, slot] = start_s
            table[p, :, slot] = [len(seconds) + by_hour.free[slot], len(seconds) + by_hour.always[slot]]
            ends = by_hour.next_period(slot)
            if ends is not None:
                end[p, slot], following[p, slot] = by_hour.start_s[ends], ends
        seconds += [_legs(one, rows) for one in by_hour.duration_s]
        metres += [_legs(one, rows) for one in by_hour.length_m]
    none = np.zeros((0, len(rows), len(rows)), dtype=np.int32)
    return TimeDependent(
        start=start,
        end=end,
        following=following,
        table=table,
        seconds=np.array(seconds) if seconds else none,
        metres=np.array(metres) if metres else none,
    )


def _legs(table: Int32s, rows: Ints) -> Int32s:
    legs = table[np.ix_(rows, rows)]
    return np.where(legs < 0, UNREACHABLE_LEG, np.minimum(legs, UNREACHABLE_LEG)).astype(np.int32)
