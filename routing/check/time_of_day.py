"""How long a leg may take with time-dependent travel, worked out anew for the checker."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from routing.model import UNREACHABLE, Leg, TimeDependentTravel


@dataclass(frozen=True, slots=True, kw_only=True)
class LegAtHour:
    """Seconds and metres that a leg should have (None: nothing can be said), and whether it is barred."""

    travel_s: int | None
    length_m: int | None
    barred: bool


def leg_at_hour(by_hour: TimeDependentTravel, origin: int, destination: int, leg: Leg) -> LegAtHour:
    """Judge a leg by its claimed departure and arrival.

    It may go by the roads that are open when it departs if it arrives while they are, and by those
    that are open all day. Where both are lawful, what the leg claims decides.
    """
    slot = max([i for i, start_s in enumerate(by_hour.start_s) if start_s <= leg.depart_s], default=0)
    free = _leg(by_hour, by_hour.free, origin, destination, leg.depart_s, slot)
    always = _leg(by_hour, by_hour.always, origin, destination, leg.depart_s, slot)
    in_time = leg.arrive_s <= _closes_s(by_hour, slot)
    lawful = [driven for driven, may in ((free, in_time), (always, True)) if may and driven[0] != UNREACHABLE]
    claimed = (leg.travel_s, leg.length_m)
    if claimed in lawful:
        return LegAtHour(travel_s=claimed[0], length_m=claimed[1], barred=False)
    if claimed == free or (not lawful and free[0] != UNREACHABLE):
        return LegAtHour(travel_s=free[0], length_m=free[1], barred=True)
    if lawful:
        return LegAtHour(travel_s=lawful[0][0], length_m=lawful[0][1], barred=False)
    if (by_hour.duration_s[:, origin, destination] != UNREACHABLE).any():
        return LegAtHour(travel_s=None, length_m=None, barred=True)
    return LegAtHour(travel_s=UNREACHABLE, length_m=UNREACHABLE, barred=False)


def may_wait_until(by_hour: TimeDependentTravel, depart_s: int) -> bool:
    """Say whether roads open or close in that second, so that waiting for it can make sense."""
    slices = list(zip(by_hour.start_s, by_hour.period, strict=True))
    changes = {later[0] for now, later in itertools.pairwise(slices) if now[1] != later[1]}
    return depart_s in changes


def _closes_s(by_hour: TimeDependentTravel, slot: int) -> float:
    later = [i for i in range(slot, len(by_hour.period)) if by_hour.period[i] > by_hour.period[slot]]
    return by_hour.start_s[later[0]] if later else float("inf")


def _leg(  # noqa: PLR0917 - where from, where to and when
    by_hour: TimeDependentTravel,
    tables: Sequence[int],
    origin: int,
    destination: int,
    depart_s: int,
    slot: int,
) -> tuple[int, int]:
    """Return seconds and metres: each slice takes its share of the leg, and the rest is rounded up."""
    takes = [int(by_hour.duration_s[table, origin, destination]) for table in tables[slot:]]
    length_m = int(by_hour.length_m[tables[slot], origin, destination])
    rest_s, now_s = takes[0], depart_s
    for i, ends_s in enumerate(by_hour.start_s[slot + 1 :]):
        if takes[i] == UNREACHABLE:
            return UNREACHABLE, UNREACHABLE
        if now_s + rest_s <= ends_s:
            break
        share_s = rest_s - (ends_s - now_s)
        rest_s, now_s = (share_s * takes[i + 1] + takes[i] - 1) // takes[i], ends_s
        if takes[i + 1] == UNREACHABLE:
            return UNREACHABLE, UNREACHABLE
    return (UNREACHABLE, UNREACHABLE) if takes[0] == UNREACHABLE else (now_s + rest_s - depart_s, length_m)
