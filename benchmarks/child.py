"""One measured job in a process of its own: JSON job on stdin, JSON result as the last line of stdout."""

import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.days import DayKey, load_day
from benchmarks.days.peers import PEERS, peer_named
from benchmarks.days.what_if import do_what_if
from benchmarks.effort import measured
from routing.documents import problem_sha256, read_problem, write_plan, write_problem
from routing.model import Budget, Objective, Problem, Tours
from routing.solve import Solution, judge, solve
from service.dispatch.day.build import build_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.plans.figures import figures

Result = dict[str, Any]


def build_job(job: Result) -> Result:
    """Build a problem from tables and roads and write it."""
    inputs = Inputs(
        facilities=tuple(map(Path, job["facilities"])),
        depots=Path(job["depots"]),
        vehicles=Path(job["vehicles"]),
        orders=Path(job["orders"]),
        roads=Path(job["roads"]),
        date=job["date"],
        roads_name=job["roads_name"],
    )
    out = Path(job["out"])
    with measured() as effort:
        report = build_problem(inputs)
        write_problem(report.problem, out)
    snaps = Counter(snap.status.value for snap in report.snaps.snaps)
    problem = report.problem
    return {
        **effort,
        "steps_s": report.seconds,
        "snaps": {"places": len(report.snaps.snaps), **snaps},
        "stranded": len(report.stranded),
        "orders": len(problem.orders),
        "vehicles": len(problem.vehicles),
        "depots": len(problem.depots),
        "file_mb": round(out.stat().st_size / 1e6, 2),
        "sha256": problem_sha256(problem),
    }


def problem_of(job: Result) -> Problem:
    """Return the problem of a job: a file's, or that of a made day."""
    return load_day(DayKey(**job["day"])) if job.get("day") else read_problem(Path(job["problem"]))


def planned(problem: Problem, *, engine: str, budget: Budget, explained: bool, sha256: str) -> Solution:
    """Return the judged plan of an engine, or of a peer, whose tours are taken as they are given."""
    if engine not in PEERS:
        return solve(problem, engine=engine, budget=budget, explained=explained, problem_sha256=sha256)
    begin = time.perf_counter()
    tours = peer_named(engine)(problem, budget)
    seconds = time.perf_counter() - begin
    return replace(judge(problem, tours, problem_sha256=sha256), seconds=seconds)


def solve_job(job: Result) -> Result:
    """Solve a problem with one engine; `trace` is the objective of the plan in hand, over time.

    Tours that an engine tells of and that break a rule are nobody's plan: `found_refused` counts them.
    """
    problem = problem_of(job)
    sha256 = problem_sha256(problem)
    offers: list[tuple[float, Tours]] = []
    with measured() as effort:
        begin = time.perf_counter()
        budget = Budget(
            seconds=job["seconds"],
            seed=job["seed"],
            on_better=lambda tours: offers.append((time.perf_counter() - begin, tours)),
        )
        solution = planned(
            problem, engine=job["engine"], budget=budget, explained=job["explained"], sha256=sha256
        )
    if job.get("out"):
        write_plan(solution.plan, Path(job["out"]))
    kept, refused = _judged(problem, offers)
    return {
        **effort,
        **figures(problem, solution.plan, solution.violations),
        "engine": job["engine"],
        "seconds": job["seconds"],
        "seed": job["seed"],
        "broken": Counter(item.code.value for item in solution.violations),
        "engine_s": round(solution.seconds, 3),
        "explained": sum(item.explanation is not None for item in solution.plan.unserved),
        "found": len(offers),
        "found_refused": refused,
        "trace": _trace([*kept, (solution.seconds, solution)]),
    }


def _judged(problem: Problem, offers: list[tuple[float, Tours]]) -> tuple[list[tuple[float, Solution]], int]:
    # Judged after the search, so that looking at what was found costs the search nothing.
    kept = [(at_s, judge(problem, tours, problem_sha256="unused")) for at_s, tours in offers]
    clean = [(at_s, solution) for at_s, solution in kept if not solution.violations]
    return clean, len(kept) - len(clean)


def _trace(plans: list[tuple[float, Solution]]) -> list[list[Any]]:
    """Return the seconds and the three parts of the objective of each plan better than all before."""
    points: list[list[Any]] = []
    best: Objective | None = None
    for at_s, solution in plans:
        now = solution.plan.objective
        if best is None or now < best:
            best = now
            points.append([round(at_s, 3), now.unserved, now.late_s, now.cost_vnd])
    return points


JOBS = {"build": build_job, "solve": solve_job, "what_if": do_what_if}


def main() -> None:
    """Read a job, do it, tell the result."""
    job = json.load(sys.stdin)
    print(json.dumps(JOBS[job["job"]](job)))


if __name__ == "__main__":
    main()
