"""Our own engines, through the same door as everybody: `routing.solve.solve`."""

import dataclasses
from collections.abc import Sequence
from typing import Final

from benchmarks.quality.as_problem import as_problem, as_routes, plan_routes
from benchmarks.quality.clock import Clock
from benchmarks.quality.instance import Instance
from benchmarks.quality.judge import judge
from benchmarks.quality.peers import Solver
from benchmarks.quality.peers.found import Found, NotAvailableError, Trace
from benchmarks.quality.read import parse_instance
from routing.model import Budget, InputError, Tours
from routing.solve import solve

_COMPILED: Final = "ruin_recreate"
"""The compiled engine, whose code what others fork finds loaded."""
_TINY: Final = """NAME: tiny
DIMENSION: 4
CAPACITY: 2
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 0 5
DEMAND_SECTION
1 0
2 1
3 1
4 1
DEPOT_SECTION
1
EOF
"""


def ours(engine: str) -> Solver:
    """Return the solver of an engine, with its compiled code loaded, as a peer's library is by its import.

    `name@1` is the engine on one thread instead of as many as it has by default.

    Raises
    ------
    NotAvailableError
        If there is no engine of that name.
    """
    name, _, threads = engine.partition("@")
    try:
        budget = Budget(workers=int(threads)) if threads else Budget()
        for needed in (_COMPILED, name):
            _solved(parse_instance(_TINY, "CVRP"), needed, Clock(0.2), budget)
    except (InputError, ValueError) as fault:
        raise NotAvailableError(f"no engine {engine}") from fault

    def solver(instance: Instance, clock: Clock, seed: int) -> Found:
        return _solved(instance, name, clock, dataclasses.replace(budget, seed=seed))

    return solver


def _solved(instance: Instance, engine: str, clock: Clock, budget: Budget) -> Found:
    seen: list[tuple[float, Tours]] = []
    problem = as_problem(instance)
    budget = dataclasses.replace(
        budget, seconds=clock.left(), on_better=lambda tours: seen.append((clock.now(), tours))
    )
    solution = solve(problem, engine=engine, budget=budget, explained=False, problem_sha256="unused")
    return Found(
        routes=plan_routes(solution.plan),
        trace=lambda: _trace(instance, seen),
        note=f"broke its own rules: {solution.violations[0].code}" if solution.violations else "",
    )


def _trace(instance: Instance, seen: Sequence[tuple[float, Tours]]) -> Trace:
    verdicts = [(at_s, judge(instance, as_routes(tours))) for at_s, tours in seen]
    return tuple((at_s, verdict.cost) for at_s, verdict in verdicts if verdict.feasible)
