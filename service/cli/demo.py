"""`oxyroute demo`: the sample in, a plan, a table, run sheets, and the server on top."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from routing.documents import problem_sha256
from routing.model import Problem, Text
from service.cli.asked import HELP_ONLY
from service.cli.options import DEFAULT_ENGINE, ENGINE, HOME, HOST, PORT, SECONDS, SEED
from service.cli.serve import run_server, settings_of
from service.cli.solve import report, solve_watched
from service.cli.terminal import BROKEN, err, guarded, note, out
from service.dispatch.days import day
from service.dispatch.sample import LABEL, SampleDay

if not HELP_ONLY:
    from routing.solve import Solution
    from service.cli.better import Again, bettered
    from service.cli.watched import get_ready
    from service.dispatch.day.sample_day import sample_problem
    from service.dispatch.plans.planning import keep_plan, publish, take_in
    from service.dispatch.plans.search import Search
    from service.runsheet import write_run_sheets
    from service.store import PlanRow, Store
    from service.wiring import open_home, open_service

_BETTER: Final = Text(
    "Bản này mới tối ưu rất ít; khi bộ tìm tuyến sẵn sàng, máy chủ tối ưu lại và công bố bản tốt hơn",
    "This plan was searched very little; when the route search is ready, it is searched again and the better "
    "plan is published",
)


@guarded
def demo(
    *,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Chạy máy chủ sau đó / serve afterwards")
    ] = True,
    seconds: SECONDS = 10.0,
    seed: SEED = 0,
    engine: ENGINE = DEFAULT_ENGINE,
    sample: Annotated[
        SampleDay, typer.Option("--day", help="Ngày thường hay cao điểm / calm or surge")
    ] = "calm",
    home: HOME = None,
    port: PORT = None,
    host: HOST = None,
) -> None:
    """Chạy thử với dữ liệu mẫu Quảng Nam / try it on the sample of Quảng Nam."""
    settings = settings_of(home=home, port=port, host=host)
    console, again = out(), None
    search = Search(engine=engine, seconds=seconds, seed=seed)
    with open_home(settings) as store:
        problem = _sample(store, sample)
        sha256 = problem_sha256(problem)
        if not serve:
            get_ready(engine, waits=True)  # Nobody waits for a page: the first plan is to be the best.
        solution = solve_watched(problem, search, sha256=sha256)
        report(problem, solution, engine=engine, as_json=False)
        row = keep_plan(store, problem, solution, engine=engine, seed=seed)
        if not solution.violations:
            row = publish(store, row.id)
            sheets = settings.run_sheets / problem.date
            _write_sheets(problem, solution, row, sheets)
            if _searched_little(row, engine):
                again = Again(row=row, search=search, sheets=sheets)
    console.print(f"⚠ {LABEL.vi}\n  {LABEL.en}", markup=False, soft_wrap=True)
    if solution.violations:
        err().print("✗ Kế hoạch có vi phạm nên không công bố / violations: not published", markup=False)
        if not serve:
            raise typer.Exit(BROKEN)
    if serve:
        with open_service(settings) as service, bettered(service, again):
            if again is not None:
                note(_BETTER)
            run_server(service)


def _searched_little(row: PlanRow, engine: str) -> bool:
    """Say whether searching once more is worth while; greedy never searches."""
    return engine != "greedy" and row.figures["search_quality"] != "full"


def _sample(store: Store, sample: SampleDay) -> Problem:
    built = sample_problem(sample, date=day("tomorrow"))
    for line in built.snaps.lines():
        err().print(f"{line.vi} / {line.en}", markup=False, soft_wrap=True)
    take_in(store, built.problem)
    return built.problem


def _write_sheets(problem: Problem, solution: Solution, row: PlanRow, folder: Path) -> None:
    paths = write_run_sheets(problem, solution.plan, folder, revision=row.revision)
    out().print(
        f"✓ Đã công bố bản {row.revision} cho ngày {problem.date} / published as revision {row.revision}\n"
        f"✓ {len(paths)} phiếu giao hàng / run sheets: {folder}",
        markup=False,
        soft_wrap=True,
    )
