"""Timing all tours of a day, in order, into a plan."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from routing.model import (
    Issue,
    IssueCode,
    Objective,
    Plan,
    Problem,
    Route,
    Subject,
    Text,
    Tour,
    Unserved,
    Urgency,
    refuse_if,
)
from routing.timetable.bays import Bays
from routing.timetable.clockwork import Timed
from routing.timetable.route import time_tour


def timetable(
    problem: Problem,
    tours: Sequence[Tour],
    *,
    problem_sha256: str = "",
    parameters: Mapping[str, str] | None = None,
) -> Plan:
    """Return the timed plan of `tours`; orders in none of them are unserved.

    Where depots have bays, tours take them in the order given. Rules that the tours break are
    not repaired: an unreachable leg takes 0 s and 0 m, a missed window is begun on arrival, and
    the checker names it.

    Raises
    ------
    InputError
        If a tour names a vehicle, depot or order that the problem does not have, or has no trip.
    """
    refuse_unknown_ids(problem, tours)
    routes = [timed.route for timed in time_tours(problem, tours)]
    unserved = unserved_rows(problem, _served(routes))
    return Plan(
        problem_sha256=problem_sha256,
        routes=tuple(routes),
        unserved=unserved,
        objective=objective_of(problem, routes),
        parameters=dict(parameters or {}),
    )


def unserved_rows(problem: Problem, served: Collection[str]) -> tuple[Unserved, ...]:
    """Return the parts not in `served` (ids), most urgent first."""
    left = [part for part in problem.parts if part.id not in served]
    left.sort(key=lambda part: part.urgency)
    return tuple(
        Unserved(
            order_id=part.order_id,
            part_id=part.id,
            facility_id=part.facility_id,
            urgency=part.urgency,
            deliver=part.deliver,
            collect=part.collect,
            cylinders=0 if part.optional else part.cylinders,
        )
        for part in left
    )


def time_tours(problem: Problem, tours: Iterable[Tour]) -> Iterator[Timed]:
    """Yield each tour timed in its order, which is the order in which they take bays."""
    bays = Bays()
    for tour in tours:
        timed = time_tour(problem, tour, bays)
        bays.reserve(timed.loadings)
        yield timed


def _served(routes: Iterable[Route]) -> set[str]:
    return {stop.part_id for route in routes for stop in route.stops}


def objective_of(problem: Problem, routes: Sequence[Route]) -> Objective:
    """Return the objective of routes; every part in none of them is unserved or costs."""
    left, late, cost_vnd = [0] * len(Urgency), [0] * len(Urgency), 0
    served = _served(routes)
    for part in problem.parts:
        if part.id in served:
            continue
        if not part.optional:
            left[part.urgency] += part.cylinders
        cost_vnd += part.left_vnd
    for route in routes:
        cost_vnd += route.cost.total_vnd
        for stop in route.stops:
            late[problem.part_by_id[stop.part_id].urgency] += stop.late_s
    return Objective(unserved=tuple(left), late_s=tuple(late), cost_vnd=cost_vnd)


def refuse_unknown_ids(problem: Problem, tours: Iterable[Tour]) -> None:
    """Raise `InputError` if a tour names what the problem does not have, or has no trip."""
    refuse_if(_unknown_ids(problem, tours))


def _unknown_ids(problem: Problem, tours: Iterable[Tour]) -> Iterator[Issue]:
    for tour in tours:
        known: list[tuple[str, Collection[str], str]] = [
            (tour.vehicle_id, problem.vehicle_by_id, "vehicle_id")
        ]
        known += [(trip.depot_id, problem.depot_by_id, "depot_id") for trip in tour.trips]
        known += [(key, problem.part_by_id, "order_ids") for trip in tour.trips for key in trip.part_ids]
        for key, table, column in known:
            if key not in table:
                yield Issue(
                    code=IssueCode.UNKNOWN_REFERENCE,
                    subject=Subject(id=tour.vehicle_id, column=column),
                    fault=Text(f"Dữ liệu ngày không có mã {key!r}", f"The problem has no {column} {key!r}"),
                    remedy=Text("Sửa mã trong tuyến", "Correct the id in the tour"),
                )
        if not tour.trips:
            yield Issue(
                code=IssueCode.EMPTY_TOUR,
                subject=Subject(id=tour.vehicle_id, column="trips"),
                fault=Text("Tuyến không có chuyến nào", "The tour has no trip"),
                remedy=Text("Thêm một chuyến hoặc bỏ tuyến", "Add a trip or drop the tour"),
            )
