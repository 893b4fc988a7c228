"""Parts as PyVRP's clients, one for each receiving window.

One client from the first opening to the last closing was tried instead: PyVRP then plans into the
gaps, and repairing that cost more than twice as many clients did.
"""

import sys
from dataclasses import dataclass
from typing import Final

import pyvrp

from routing.engines.with_pyvrp.loads import Amounts, Loads
from routing.engines.with_pyvrp.prices import Prices
from routing.model import NOTHING, Order, Problem, TimeWindow, Tours
from routing.timetable import time_tours

ALWAYS: Final = TimeWindow(start_s=0, end_s=sys.maxsize)
"""To PyVRP no window at all: the end is its default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A part visited within one window; its amounts are those that count (`Loads`).

    `release_s` is when its trip may begin to load, 0 where that is left to the window.
    """

    part: Order
    window: TimeWindow
    deliver: Amounts
    collect: Amounts
    unload_s: int
    prize: int
    release_s: int

    def client(self, *, location: int, group: int | None, required: bool) -> pyvrp.Client:
        """Return the visit as a client."""
        return pyvrp.Client(
            location=location,
            delivery=list(self.deliver),
            pickup=list(self.collect),
            service_duration=self.unload_s,
            tw_early=self.window.start_s,
            tw_late=self.window.end_s,
            release_time=self.release_s,
            prize=0 if required else self.prize,
            required=required and group is None,
            group=group,
        )


def clients_of(
    problem: Problem, first: Tours, prices: Prices, loads: Loads, *, settled: frozenset[str]
) -> tuple[Visit, ...]:
    """Return the visits that may be made, `settled` parts apart.

    A part that a first plan serves in time must stay in time: PyVRP knows no soft due times, and
    lateness weighs more than any cost.
    """
    late = _lateness(problem, first)
    # With releases and reloads at once the local search of PyVRP 0.14 may take the same moves in turn for
    # ever, and nothing can stop it there. So where trucks reload, a release is stated as an opening hour.
    reloads = any(vehicle.reloads for vehicle in problem.vehicles)
    tried = late.keys() if _stock_is_short(problem) else problem.part_by_id.keys()
    visits = []
    for part in problem.parts:
        if (part.id in tried or part.only_empties) and part.id not in settled:
            due_s = part.due_s if late.get(part.id) == 0 else None
            ready_s = max(0, part.release_s or 0)
            visits += [
                _visit(problem, part, window, prices, loads, release_s=0 if reloads else ready_s)
                for window in _windows(
                    problem, part, due_s, ready_s, opening_s=_arrival_s(problem, part) if reloads else 0
                )
            ]
    return tuple(visits)


def _arrival_s(problem: Problem, part: Order) -> int:
    """Return when a truck can bring a part at the earliest for its release: 0 where it is ready."""
    if part.release_s is None:
        return 0
    travel, profiles = problem.travel, {vehicle.profile for vehicle in problem.vehicles}
    legs = (
        (depot, travel.time_s(key, depot.id, part.facility_id))
        for depot in problem.depots
        for key in profiles
    )
    away_s = [depot.load_fixed_s + time_s for depot, time_s in legs if time_s is not None]
    return max(0, part.release_s + min(away_s, default=0))


def _visit(
    problem: Problem, part: Order, window: TimeWindow, prices: Prices, loads: Loads, *, release_s: int
) -> Visit:
    return Visit(
        part=part,
        window=window,
        deliver=loads.deliver(part),
        collect=loads.collect(part),
        unload_s=problem.unload_s(part),
        prize=prices.prize(part),
        release_s=release_s,
    )


def _windows(
    problem: Problem, part: Order, due_s: int | None, ready_s: int, *, opening_s: int
) -> list[TimeWindow]:
    """Return the windows in which unloading may begin, is not late, and finds the cylinders ready."""
    ready_s = max(ready_s, opening_s)
    windows = [w for w in problem.windows_of(part) or (ALWAYS,) if w.end_s >= ready_s]
    if due_s is not None:
        windows = [
            TimeWindow(start_s=w.start_s, end_s=min(w.end_s, due_s))
            for w in windows
            if max(w.start_s, ready_s) <= due_s
        ]
    return [TimeWindow(start_s=max(0, w.start_s, opening_s), end_s=w.end_s) for w in windows]


def _lateness(problem: Problem, tours: Tours) -> dict[str, int]:
    """Return the seconds late of each part served."""
    return {stop.part_id: stop.late_s for timed in time_tours(problem, tours) for stop in timed.route.stops}


def _stock_is_short(problem: Problem) -> bool:
    """Say whether all depots together have less of some type than is ordered."""
    stocks = [depot.stock for depot in problem.depots if depot.in_service]
    if any(stock is None for stock in stocks):
        return False
    have = sum((stock for stock in stocks if stock is not None), NOTHING)
    wanted = sum((part.deliver for part in problem.parts), NOTHING)
    return any(have[key] < count for key, count in wanted.items())
