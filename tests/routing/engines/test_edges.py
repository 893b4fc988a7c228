"""Every engine at the edge of what a number may be: it serves what can be served, and never raises."""

import dataclasses

import pytest

from routing.model import Budget, Counts, Problem, Rates
from routing.model.limits import MOST, MOST_S
from routing.portfolio import ENGINES
from routing.solve import solve


def trucks(problem: Problem, **changes: object) -> Problem:
    return problem.replace(vehicles=tuple(dataclasses.replace(v, **changes) for v in problem.vehicles))


def rates(problem: Problem) -> Problem:
    """Whatever a truck does costs the most that it may."""
    dearest = {field.name: MOST[field.name] for field in dataclasses.fields(Rates)}
    return trucks(problem, rates=Rates(**dearest))


def never_this_truck(problem: Problem) -> Problem:
    """The fixed cost by which people say that a truck is a last resort."""
    return trucks(problem, rates=Rates(fixed_vnd=MOST["fixed_vnd"], per_km_vnd=9000))


def room(problem: Problem) -> Problem:
    """Trucks without end in load, slots and trips."""
    return trucks(problem, payload_g=MOST["payload_g"], slots=MOST["slots"], max_trips=MOST["max_trips"])


def shifts(problem: Problem) -> Problem:
    """Duty from the first to the last second that may be said."""
    return problem.replace(
        vehicles=tuple(
            dataclasses.replace(
                v,
                shift=dataclasses.replace(
                    v.shift, start_s=0, end_s=MOST_S, max_overtime_s=MOST_S, max_duration_s=MOST_S
                ),
            )
            for v in problem.vehicles
        )
    )


def due(problem: Problem) -> Problem:
    """Stock that ran out long ago: as late as can be, and served all the same."""
    orders = tuple(dataclasses.replace(o, due_s=-MOST_S) for o in problem.orders)
    return problem.replace(orders=orders)


def stock(problem: Problem) -> Problem:
    """A depot that never runs out, with as many bays as there may be."""
    depots = tuple(
        dataclasses.replace(
            d, stock=Counts({t.id: MOST["stock"] for t in problem.cylinder_types}), bays=MOST["bays"]
        )
        for d in problem.depots
    )
    return problem.replace(depots=depots)


@pytest.mark.parametrize("edge", [rates, never_this_truck, room, shifts, due, stock])
@pytest.mark.parametrize("engine", ENGINES)
def test_engines_serve_all_at_the_edge_of_each_limit(engine, edge, two_clinics):
    """Nothing overflows: both clinics are served, and the checker is silent."""
    solution = solve(
        edge(two_clinics), engine=engine, budget=Budget(seconds=0.4, iterations=_iterations(engine))
    )
    assert solution.violations == ()
    assert solution.plan.objective.unserved == (0, 0, 0)


def _iterations(engine: str) -> int | None:
    return None if engine == "or_tools" else 30
