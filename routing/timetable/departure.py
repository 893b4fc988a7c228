"""Forward time slack: how much later a truck may leave, so that it waits less and nothing gets worse."""

from collections.abc import Iterator, Sequence
from typing import Final

from routing.model import Problem, Route, Stop, TimeWindow, Trip

_NO_LIMIT: Final = 1 << 40


def latest_delay_s(problem: Problem, route: Route) -> int:
    """Return by how many seconds the first loading of `route` may begin later.

    Forward time slack (Savelsbergh, 1992): waits on the way use a delay up. What is left of it

    - at a stop must keep the stop in its window and in time, and in the same second where waiting has a
      price;
    - at a loading must keep it in its window, and in the same second where bays are shared;
    - at the return must be nothing.

    Breaks are left out, and so is that a leg may take another time later: see `no_worse`.
    """
    waited_s, delay_s = 0, _slack_s(_opening(problem, route.trips[0]), route.trips[0].begin_s)
    for wait_s, slack_s in _later(problem, route):
        waited_s += wait_s
        delay_s = min(delay_s, waited_s + slack_s)
    return max(0, delay_s)


def no_worse(problem: Problem, late: Route, earliest: Route) -> bool:
    """Say whether `late`, the same tour begun later, keeps all that `earliest` promised.

    A wait that was given up may have held a break.
    """
    if late.end_s > earliest.end_s:
        return False
    for after, before in zip(late.stops, earliest.stops, strict=True):
        part = problem.part_by_id[before.part_id]
        if after.late_s > before.late_s or part.waited_vnd_s(after.begin_s) > part.waited_vnd_s(
            before.begin_s
        ):
            return False
    return all(after - before <= slack_s for after, before, slack_s in _moved(problem, late, earliest))


def _later(problem: Problem, route: Route) -> Iterator[tuple[int, int]]:
    """Yield wait and slack of each stop and loading after the first loading, then of the return."""
    before_s = 0
    for number, trip in enumerate(route.trips):
        if number and trip.leg:
            waited_s = trip.leg.depart_s - before_s + trip.begin_s - trip.leg.arrive_s
            yield waited_s, _loading_slack_s(problem, trip)
        before_s = trip.end_s
        for stop in trip.stops:
            yield stop.leg.depart_s - before_s + stop.wait_s, _stop_slack_s(problem, stop)
            before_s = stop.end_s
    yield route.finish.depart_s - before_s + route.end_s - route.finish.arrive_s, 0


def _moved(problem: Problem, late: Route, earliest: Route) -> Iterator[tuple[int, int, int]]:
    """Yield each work after the first loading: its beginning in `late` and in `earliest`, and its slack."""
    for number, (after, before) in enumerate(zip(late.trips, earliest.trips, strict=True)):
        if number:
            yield after.begin_s, before.begin_s, _loading_slack_s(problem, before)
        for moved, stop in zip(after.stops, before.stops, strict=True):
            yield moved.begin_s, stop.begin_s, _window_slack_s(problem, stop)


def _loading_slack_s(problem: Problem, trip: Trip) -> int:
    if problem.depot_by_id[trip.depot_id].bays is not None:
        return 0
    return _slack_s(_opening(problem, trip), trip.begin_s)


def _opening(problem: Problem, trip: Trip) -> Sequence[TimeWindow]:
    return problem.depot_by_id[trip.depot_id].open


def _stop_slack_s(problem: Problem, stop: Stop) -> int:
    part = problem.part_by_id[stop.part_id]
    left_s = _NO_LIMIT if part.due_s is None else max(0, part.due_s - stop.begin_s)
    if part.waiting_vnd_per_hour:
        left_s = min(left_s, max(0, part.waits_from_s - stop.begin_s))
    return min(left_s, _window_slack_s(problem, stop))


def _window_slack_s(problem: Problem, stop: Stop) -> int:
    return _slack_s(problem.windows_of(problem.part_by_id[stop.part_id]), stop.begin_s)


def _slack_s(windows: Sequence[TimeWindow], begin_s: int) -> int:
    """Return how long the window in use stays open; 0 where it was missed."""
    if not windows:
        return _NO_LIMIT
    return next((w.end_s - begin_s for w in windows if begin_s in w), 0)
