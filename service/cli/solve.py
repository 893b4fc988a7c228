"""`oxyroute solve`: a problem file in, a checked plan out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from routing.documents import problem_sha256, read_plan, read_problem, write_plan, write_problem
from routing.documents.encode import encode
from routing.extras import or_trouble
from routing.model import Problem, Stay, Text, Tours
from service.cli import show
from service.cli.asked import HELP_ONLY
from service.cli.options import AS_JSON, DEFAULT_ENGINE, ENGINE, ITERATIONS, SECONDS, SEED
from service.cli.outputs import check_outputs
from service.cli.starting import (
    DEPART,
    LOCK_ROUTE,
    LOCK_STOP,
    LOCK_VEHICLE,
    START,
    STAY_CLOSE,
    refuse_without_problem,
)
from service.cli.terminal import BROKEN, guarded, note, out

if not HELP_ONLY:
    from routing.replan.locks import Locks
    from routing.solve import Solution
    from service.cli.watched import SEARCHING, watched
    from service.dispatch.plans.figures import figures
    from service.dispatch.plans.search import Search
    from service.dispatch.plans.solving import plan_day
    from service.dispatch.plans.starting import departed_from, started, stay_close_to

_TOP_UPS = Text("Bảng đơn có thể chờ", "The table of orders that could wait")
_UNSERVED = Text("Bảng đơn chưa giao", "The table of unserved orders")


@guarded
def solve(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    *,
    seconds: SECONDS = 10.0,
    iterations: ITERATIONS = None,
    seed: SEED = 0,
    engine: ENGINE = DEFAULT_ENGINE,
    start: START = None,
    stay_close: STAY_CLOSE = False,
    lock_route: LOCK_ROUTE = None,
    lock_vehicle: LOCK_VEHICLE = None,
    lock_stop: LOCK_STOP = None,
    depart: DEPART = None,
    out_path: Annotated[Path | None, typer.Option("--out", help="Tệp kế hoạch / plan file to write")] = None,
    out_problem: Annotated[
        Path | None,
        typer.Option(help="Tệp dữ liệu ngày với phần đã khóa / file for the problem with its locks"),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Lập kế hoạch cho dữ liệu ngày; Ctrl-C giữ phương án tốt nhất / plan; Ctrl-C keeps the best."""
    check_outputs({"--out": out_path, "--out-problem": out_problem}, inputs=(problem_path, start))
    locks = Locks(
        routes=tuple(lock_route or ()),
        vehicles=tuple(lock_vehicle or ()),
        orders=tuple(lock_stop or ()),
        departed=departed_from(depart or ()),
    )
    plan = read_plan(start) if start else None
    problem, tours = started(read_problem(problem_path), plan, locks)
    refuse_without_problem(locks, out_path, out_problem)
    solution = solve_watched(
        problem,
        Search(engine=engine, seconds=seconds, iterations=iterations, seed=seed),
        start=tours,
        stay=stay_close_to(plan) if stay_close else None,
        sha256=problem_sha256(problem),
    )
    if out_path:
        write_plan(solution.plan, out_path)
    if out_problem:
        write_problem(problem, out_problem)
    report(problem, solution, engine=engine, as_json=as_json)
    if solution.violations:
        raise typer.Exit(BROKEN)


def report(problem: Problem, solution: Solution, *, engine: str, as_json: bool) -> None:
    """Print a solution: one JSON line and nothing else, or tables."""
    plan_figures = figures(problem, solution.plan, solution.violations)
    if as_json:
        line = {"engine": engine, "seconds": round(solution.seconds, 3), **plan_figures}
        line["troubles"] = encode(solution.troubles)
        line["shortfall"] = encode(solution.plan.shortfall)
        typer.echo(json.dumps(line, ensure_ascii=False, sort_keys=True))
        return
    console, troubles = out(), list(solution.troubles)
    show.routes(console, problem, solution.plan)
    show.search_quality(console, solution.plan)
    for what, tell in (
        (_TOP_UPS, lambda: show.top_ups(console, problem, solution.plan)),
        (_UNSERVED, lambda: show.unserved(console, problem, solution.plan)),
    ):
        or_trouble(troubles, what, tell)
    show.violations(console, solution.violations)
    show.summary(console, plan_figures)
    for trouble in troubles:
        note(Text(f"⚠ {trouble.vi}", f"⚠ {trouble.en}"))


def solve_watched(
    problem: Problem,
    search: Search,
    *,
    sha256: str,
    start: Tours = (),
    stay: Stay | None = None,
    label: str = "",
) -> Solution:
    """Solve with a progress bar on stderr; the first Ctrl-C ends the search and keeps the best."""
    with watched(search, label or SEARCHING) as listener:
        return plan_day(problem, search, start=start, stay=stay, problem_sha256=sha256, listener=listener)
