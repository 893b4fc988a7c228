"""Timing one truck's tour: clocks, loads and costs of its route, and whether rules break."""

from collections.abc import Callable
from functools import partial

from routing.model import Meals, Problem, Route, Tour, Urgency
from routing.timetable.bays import Bays
from routing.timetable.clockwork import Clockwork, Timed
from routing.timetable.departure import latest_delay_s, no_worse
from routing.timetable.loads import tour_loads
from routing.timetable.meals import meals_are_owed


def time_tour(problem: Problem, tour: Tour, bays: Bays | None = None) -> Timed:
    """Time a tour of at least one trip, its ids known, against the loadings in `bays`.

    The truck leaves as late as nothing suffers from; see README.md for every rule.
    """
    bays = bays or Bays()
    clockwork = partial(Clockwork, problem, tour, bays, tour_loads(problem, tour))
    plain = _without_meals(problem, tour, bays, clockwork)
    meals = problem.vehicle_by_id[tour.vehicle_id].rules.meals
    return plain if meals is None else _with_meals(problem, plain, meals, clockwork)


def _without_meals(problem: Problem, tour: Tour, bays: Bays, clockwork: Callable[..., Clockwork]) -> Timed:
    earliest = clockwork().run()
    later_s = _latest_first_loading(problem, tour, bays, earliest.route)
    if later_s is None:
        return earliest
    late = clockwork(first_loading_s=later_s).run()
    good = late.broken <= earliest.broken and no_worse(problem, late.route, earliest.route)
    return late if good else earliest


def _with_meals(problem: Problem, plain: Timed, meals: Meals, clockwork: Callable[..., Clockwork]) -> Timed:
    """Return the tour with its meals, `plain` being what it is without any.

    It leaves when it would without meals. Where that is too late for them, two earlier departures are
    tried: by a meal, and as early as can be. Of those that keep the rules the least late is taken, then
    the cheapest.
    """

    def leaving_at(start_s: int | None) -> Timed:
        return clockwork(meals=True, start_s=start_s).run()

    trip = plain.route.trips[0]
    if trip.leg and problem.vehicle_by_id[plain.route.vehicle_id].profile in problem.travel.time_dependent:
        owed = meals_are_owed(meals, plain.route.start_s, plain.route.end_s)
        return leaving_at(None) if owed or plain.broken else plain
    if plain.broken:
        early = leaving_at(None)
        if not early.broken:
            return early
    start_s = plain.route.start_s
    if not meals_are_owed(meals, start_s, plain.route.end_s):
        return plain
    late = leaving_at(start_s)
    if plain.broken or _is_as_good(problem, late, plain):
        return late
    early = leaving_at(None)
    tried = [late, early]
    if start_s - meals.length_s > early.route.start_s:
        tried.insert(1, leaving_at(start_s - meals.length_s))
    return min(tried, key=lambda timing: (len(timing.broken), *_worth(problem, timing.route)))


def _is_as_good(problem: Problem, fed: Timed, plain: Timed) -> bool:
    """Say whether meals make nothing late, and cost no overtime."""
    end_s = max(problem.vehicle_by_id[fed.route.vehicle_id].shift.end_s, plain.route.end_s)
    same = late_by_urgency(problem, fed.route) == late_by_urgency(problem, plain.route)
    return same and not fed.broken and fed.route.end_s <= end_s


def _worth(problem: Problem, route: Route) -> tuple[tuple[int, ...], int]:
    return late_by_urgency(problem, route), route.cost.total_vnd


def late_by_urgency(problem: Problem, route: Route) -> tuple[int, ...]:
    """Return the seconds late of a route's stops by urgency."""
    late = [0] * len(Urgency)
    for stop in route.stops:
        late[problem.part_by_id[stop.part_id].urgency] += stop.late_s
    return tuple(late)


def _latest_first_loading(problem: Problem, tour: Tour, bays: Bays, route: Route) -> int | None:
    """Return when the first loading may begin at the latest, None where leaving later gains nothing.

    A loading slot is kept; then the truck only leaves for it without haste.
    """
    trip = route.trips[0]
    if (
        trip.leg is not None
        and problem.vehicle_by_id[tour.vehicle_id].profile in problem.travel.time_dependent
    ):
        return None  # Leaving later changes how long the leg to the first loading takes.
    waits_for_depot = trip.leg is not None and trip.begin_s > trip.leg.arrive_s
    delay_s = latest_delay_s(problem, route) if tour.trips[0].loading_slot_s is None else 0
    if not delay_s and not waits_for_depot:
        return None
    depot = problem.depot_by_id[trip.depot_id]
    begin_s = bays.latest(depot, trip.begin_s + delay_s, trip.end_s - trip.begin_s)
    return begin_s if begin_s is not None and begin_s >= trip.begin_s else None
