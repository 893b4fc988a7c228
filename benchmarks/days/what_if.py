"""What if a depot is lost: a few seconds from the plan in hand against a long search from nothing."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.days.runs import SLACK, Value, within
from benchmarks.days.store import DayKey, load_day
from benchmarks.run import run_job
from routing.engines.mend import mend
from routing.model import Budget, DepotDown, Objective, Plan, Problem, Tour, Tours, TourTrip
from routing.scenario import apply
from routing.solve import Solution, solve

Run = dict[str, Any]


def what_if_job(day: DayKey, *, engine: str, seconds: float, again_s: float, long_s: float, seed: int) -> Run:
    """Return the job: `seconds` for the base plan, `again_s` from it, `long_s` from nothing."""
    return {
        "job": "what_if",
        "day": asdict(day),
        "engine": engine,
        "seconds": seconds,
        "again_s": again_s,
        "long_s": long_s,
        "seed": seed,
    }


def do_what_if(job: Run) -> Run:
    """Plan a day, take the depot away at which most trips load, and plan again in both ways."""
    problem = load_day(DayKey(**job["day"]))
    base = _solved(problem, job, job["seconds"])
    lost = busiest_depot(base.plan)
    changed = apply(problem, [DepotDown(depot_id=lost)])
    begin = time.perf_counter()
    start = started(changed, base.plan)
    start_s = time.perf_counter() - begin
    runs = {
        "again": _solved(changed, job, job["again_s"], start),
        "anew": _solved(changed, job, job["again_s"]),
        "long": _solved(changed, job, job["long_s"]),
    }
    return {
        "depot": lost,
        "start_s": round(start_s, 3),
        "base": _summary(base),
        **{name: _summary(solution) for name, solution in runs.items()},
    }


def busiest_depot(plan: Plan) -> str:
    """Return the id of the depot at which most trips load; of equals the first by id."""
    counted = Counter(trip.depot_id for route in plan.routes for trip in route.trips)
    return min(counted, key=lambda depot_id: (-counted[depot_id], depot_id))


def started(changed: Problem, plan: Plan) -> Tours:
    """Return what remains of a plan on the changed day: trips from lost depots go, the rest is mended."""
    kept = (Tour(vehicle_id=r.vehicle_id, trips=_standing(changed, r.trips)) for r in plan.routes)
    return mend(changed, tuple(tour for tour in kept if tour.trips), Budget(seconds=0.0))


def _standing(changed: Problem, trips: Sequence[Any]) -> tuple[TourTrip, ...]:
    return tuple(
        TourTrip(depot_id=trip.depot_id, part_ids=tuple(stop.part_id for stop in trip.stops))
        for trip in trips
        if changed.depot_by_id[trip.depot_id].in_service
    )


def _solved(problem: Problem, job: Run, seconds: float, start: Tours = ()) -> Solution:
    budget = Budget(seconds=seconds, seed=job["seed"], start=start)
    return solve(problem, engine=job["engine"], budget=budget, explained=False, problem_sha256="unused")


def _summary(solution: Solution) -> Run:
    return {
        "objective": list(_value(solution.plan.objective)),
        "violations": len(solution.violations),
        "seconds": round(solution.seconds, 2),
    }


def _value(objective: Objective) -> Value:
    return (*objective.unserved, *objective.late_s, objective.cost_vnd)


def what_if(days: Sequence[DayKey], **options: Any) -> int:  # noqa: ANN401 - those of `what_if_job`
    """Run and print every day; return 1 if a plan breaks a rule."""
    made = Table(title="Mất kho / A lost depot", title_justify="left")
    for head in (
        "day",
        "engine",
        "depot",
        "plan",
        "s",
        "unserved E/U/R",
        "late h E/U/R",
        "cost M₫",
        "within",
    ):
        made.add_column(head)
    bad = 0
    for day in days:
        job = what_if_job(day, **options)
        result = run_job(job)
        best = min(tuple(result[name]["objective"]) for name in ("again", "anew", "long"))
        for name in ("base", "again", "anew", "long"):
            made.add_row(day.name, job["engine"], result["depot"], name, *_row(result[name], best, name))
            bad += result[name]["violations"]
    Console(width=160).print(made)
    print(f"again = from the plan in hand, anew = from nothing; within {SLACK:.0%} of the best of the three")
    return int(bad > 0)


def _row(summary: Run, best: Value, name: str) -> tuple[str, ...]:
    value = tuple(summary["objective"])
    reached = "" if name == "base" else "✓" if within(value, best) else "✗"
    return (
        f"{summary['seconds']:g}",
        "/".join(map(str, value[:3])),
        "/".join(f"{x / 3600:.1f}" for x in value[3:6]),
        f"{value[6] / 1e6:.3f}",
        reached,
    )
