"""When to leave for a place with time-dependent travel, and how long the leg then takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from routing.model import UNREACHABLE, TimeDependentTravel


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The second of leaving, the seconds and metres of driving, and when the truck arrives."""

    depart_s: int
    travel_s: int
    length_m: int
    arrive_s: int


def leaving(  # noqa: PLR0917 - where from, where to, when and who
    by_hour: TimeDependentTravel,
    origin: int,
    destination: int,
    at_s: int,
    arrives: Callable[[int, int], int],
    departs: Callable[[int], int] = lambda at_s: at_s,
) -> Leaving | None:
    """Return the earliest arrival of all departures at `at_s` or later; None if there is none.

    A leg uses the roads that are open at its departure if it arrives before these change, else those
    that are open all day. Of equal arrivals the earliest departure is taken. Breaks aside, travel is
    FIFO: leaving later never arrives earlier.

    Parameters
    ----------
    origin, destination : int
        Rows of the tables.
    arrives : callable
        Returns the arrival for a departure and seconds of driving: breaks fall in between.
    departs : callable
        Returns when the truck leaves that waits for a second: a meal may be due before.
    """
    best: Leaving | None = None
    slot = _slot(by_hour, at_s)
    while best is None or at_s < best.arrive_s:
        if (fed_s := departs(at_s)) > at_s:
            at_s, slot = fed_s, _slot(by_hour, fed_s)
        following = by_hour.next_period(slot)
        end_s = None if following is None else by_hour.start_s[following]
        for tables, until_s in ((by_hour.free, end_s), (by_hour.always, None)):
            travel_s = _driven(by_hour, tables, origin, destination, at_s, slot)
            if travel_s == UNREACHABLE:
                continue
            arrive_s = arrives(at_s, travel_s)
            if (until_s is None or arrive_s <= until_s) and (best is None or arrive_s < best.arrive_s):
                length_m = int(by_hour.length_m[tables[slot], origin, destination])
                best = Leaving(depart_s=at_s, travel_s=travel_s, length_m=length_m, arrive_s=arrive_s)
        if following is None:
            break
        at_s, slot = by_hour.start_s[following], following
    return best


def _slot(by_hour: TimeDependentTravel, at_s: int) -> int:
    return max(0, sum(start_s <= at_s for start_s in by_hour.start_s) - 1)


def _driven(  # noqa: PLR0917 - where from, where to and when
    by_hour: TimeDependentTravel, tables: Sequence[int], origin: int, destination: int, at_s: int, slot: int
) -> int:
    """Return the seconds of a leg on one kind of tables, breaks left out.

    The share of the leg that lies in a slice takes that share of the slice's time (Ichoua, Gendreau and
    Potvin, "Vehicle dispatching with time-dependent travel times", 2003). The rest is rounded up.
    """
    seconds = by_hour.duration_s
    left_s = int(seconds[tables[slot], origin, destination])
    if left_s == UNREACHABLE:
        return UNREACHABLE
    now_s = at_s
    while slot + 1 < len(by_hour.start_s) and now_s + left_s > by_hour.start_s[slot + 1]:
        here_s = int(seconds[tables[slot], origin, destination])
        there_s = int(seconds[tables[slot + 1], origin, destination])
        if there_s == UNREACHABLE:
            return UNREACHABLE
        left_s -= by_hour.start_s[slot + 1] - now_s
        left_s = -(-left_s * there_s // here_s)
        now_s = by_hour.start_s[slot + 1]
        slot += 1
    return now_s + left_s - at_s
