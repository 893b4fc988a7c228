"""The best places for one order in a plan, timed, judged and ranked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from routing.check import check
from routing.model import (
    Order,
    Plan,
    Problem,
    Route,
    Stop,
    Tours,
    Urgency,
    Violation,
    ViolationCode,
)
from routing.replan.insertion.asked import unserved_part
from routing.replan.insertion.changed import appointed, changed, with_changed
from routing.replan.insertion.insertion import Insertion, Later
from routing.replan.insertion.spots import Spot, shortlist
from routing.timetable import Timed, objective_of, refuse_unknown_ids, time_tours, unserved_rows

MOST: Final = 5
"""Places told of unless more or fewer are asked for."""
_TRIED: Final = 40
"""Places that are timed: the cheapest at sight. Only where none of them holds, all others are."""


def rank_insertions(
    problem: Problem, plan: Plan, order_id: str, *, most: int = MOST, problem_sha256: str = ""
) -> tuple[Insertion, ...]:
    """Return the best places for one more order in a plan, by lateness and then by cost.

    All else stays: each truck keeps its stops in their order, all others keep their clocks, too, and pins
    hold. The result has the best position of each trip, and the best new trip of each truck from each
    depot. Positions get an estimated cost, the cheapest are timed, and the best are checked.

    Parameters
    ----------
    order_id : str
        An order of `problem` that `plan` does not serve, or one part of it where it is split.
    problem_sha256 : str
        The hash of `problem`, for the plans made.

    Returns
    -------
    tuple of Insertion
        At most `most`; empty where the order fits nowhere as the plan stands.

    Raises
    ------
    InputError
        If the order is unknown, served already, or in several parts, or if the plan names what the
        problem does not have.
    """
    tours = appointed(problem, plan)
    refuse_unknown_ids(problem, tours)
    timed = tuple(time_tours(problem, tours))
    base = _timed_plan(problem, timed, plan, problem_sha256)
    part = unserved_part(problem, base, order_id)
    return tuple(_Ranking(problem, base, timed, tours, part).best(most))


def _timed_plan(problem: Problem, timed: Sequence[Timed], original: Plan, problem_sha256: str) -> Plan:
    """Return the plan of timed tours, with the parameters and explanations of another."""
    routes = tuple(timing.route for timing in timed)
    why = {row.part_id: row.explanation for row in original.unserved}
    rows = unserved_rows(problem, {stop.part_id for route in routes for stop in route.stops})
    return Plan(
        problem_sha256=problem_sha256,
        routes=routes,
        unserved=tuple(replace(row, explanation=why.get(row.part_id)) for row in rows),
        objective=objective_of(problem, routes),
        parameters=original.parameters,
    )


class _Ranking:
    """The ranking of one part's places in one plan."""

    def __init__(
        self, problem: Problem, base: Plan, timed: Sequence[Timed], tours: Tours, part: Order
    ) -> None:
        self.tours = {tour.vehicle_id: tour for tour in tours}
        self.problem, self.base, self.timed, self.part = problem, base, timed, part
        self.stops = {stop.part_id: stop for stop in base.stops}
        self.routes_vnd = sum(route.cost.total_vnd for route in base.routes)
        self.known: Collection[tuple[ViolationCode, str]] | None = None

    def best(self, most: int) -> list[Insertion]:
        """Return the best places that the checker lets pass."""
        spots = shortlist(self.problem, {route.vehicle_id: route for route in self.base.routes}, self.part)
        return self._best_of(spots[:_TRIED], most) or self._best_of(spots[_TRIED:], most)

    def _best_of(self, spots: Sequence[Spot], most: int) -> list[Insertion]:
        insertions: list[Insertion] = []
        for spot, timed in self._promising(spots):
            plan = self._plan(with_changed(self.timed, timed))
            if self._sound(plan):
                insertions.append(self._insertion(spot, plan))
            if len(insertions) == most:
                break
        return insertions

    def _promising(self, spots: Sequence[Spot]) -> list[tuple[Spot, Timed]]:
        """Return the best place of each trip with the truck's timing, the best first."""
        routes = {route.vehicle_id: route for route in self.base.routes}
        best: dict[object, tuple[tuple[object, ...], Spot, Timed]] = {}
        for spot in spots:
            before = routes.get(spot.vehicle_id)
            tour = spot.insert(self.tours.get(spot.vehicle_id), self.part.id)
            timed = changed(self.problem, self.timed, tour)
            rank = self._rise(before, timed.route)
            if not timed.broken and (spot.among not in best or rank < best[spot.among][0]):
                best[spot.among] = (rank, spot, timed)
        return [(spot, timed) for _, spot, timed in sorted(best.values(), key=lambda item: item[0])]

    def _rise(self, before: Route | None, after: Route) -> tuple[tuple[int, ...], int]:
        """Return by how much a truck's own lateness and cost rise."""
        late = [0] * len(Urgency)
        for route, sign in ((before, -1), (after, 1)):
            for stop in route.stops if route else ():
                late[self.problem.part_by_id[stop.part_id].urgency] += sign * stop.late_s
        cost_vnd = after.cost.total_vnd - (before.cost.total_vnd if before else 0)
        return tuple(late), cost_vnd

    def _plan(self, made: Sequence[Timed]) -> Plan:
        plan = _timed_plan(self.problem, made, self.base, self.base.problem_sha256)
        return replace(plan, parameters={**plan.parameters, "inserted": self.part.id})

    def _sound(self, plan: Plan) -> bool:
        """Say whether the checker finds nothing that was not in the plan before."""
        violations = check(self.problem, plan)
        if violations and self.known is None:
            self.known = {_broken_rule(violation) for violation in check(self.problem, self.base)}
        return all(_broken_rule(violation) in (self.known or ()) for violation in violations)

    def _insertion(self, spot: Spot, plan: Plan) -> Insertion:
        stop = next(stop for stop in plan.stops if stop.part_id == self.part.id)
        cost_vnd = sum(route.cost.total_vnd for route in plan.routes)
        late = zip(plan.objective.late_s, self.base.objective.late_s, strict=True)
        return Insertion(
            part_id=self.part.id,
            vehicle_id=spot.vehicle_id,
            depot_id=spot.depot_id,
            trip=spot.trip + 1,
            position=spot.position + 1,
            new_trip=spot.new,
            begin_s=stop.begin_s,
            late_s=stop.late_s,
            cost_rise_vnd=cost_vnd - self.routes_vnd,
            late_rise_s=tuple(after_s - before_s for after_s, before_s in late),
            later=tuple(sorted(self._later(plan), key=lambda delay: (-delay.by_s, delay.part_id))),
            plan=plan,
        )

    def _later(self, plan: Plan) -> Iterator[Later]:
        for route in plan.routes:
            for stop in route.stops:
                before = self.stops.get(stop.part_id)
                if before is not None and before.begin_s < stop.begin_s:
                    yield _later(route.vehicle_id, before, stop)


def _later(vehicle_id: str, before: Stop, after: Stop) -> Later:
    return Later(
        order_id=after.order_id,
        part_id=after.part_id,
        vehicle_id=vehicle_id,
        begin_before_s=before.begin_s,
        begin_after_s=after.begin_s,
        late_before_s=before.late_s,
        late_after_s=after.late_s,
    )


def _broken_rule(violation: Violation) -> tuple[ViolationCode, str]:
    return violation.code, violation.vehicle_id
