"""`oxyroute demo`: the sample in, a plan, a table, run sheets, and the server on top."""

from pathlib import Path
from typing import Annotated

import typer

from routing.model import Problem
from routing.solve import Solution
from routing.write import problem_sha256
from service.cli.serve import HOME, HOST, PORT, run_server, settings_of
from service.cli.solve import ENGINE, SECONDS, SEED, report, solve_watched
from service.cli.terminal import BROKEN, err, guarded, out
from service.dispatch.days import day
from service.dispatch.planning import keep_plan, publish, take_in
from service.dispatch.sample import LABEL, SampleDay
from service.dispatch.sample_day import sample_problem
from service.dispatch.solving import DEFAULT_ENGINE
from service.runsheet import write_run_sheets
from service.store import PlanRow, Store
from service.wiring import open_home, open_service


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
    console = out()
    with open_home(settings) as store:
        problem = _sample(store, sample)
        sha256 = problem_sha256(problem)
        solution = solve_watched(problem, engine=engine, seconds=seconds, seed=seed, sha256=sha256)
        report(problem, solution, engine=engine, as_json=False)
        row = keep_plan(store, problem, solution, engine=engine, seed=seed)
        if not solution.violations:
            row = publish(store, row.id)
            _write_sheets(problem, solution, row, settings.run_sheets / problem.date)
    console.print(f"⚠ {LABEL.vi}\n  {LABEL.en}", markup=False, soft_wrap=True)
    if solution.violations:
        err().print("✗ Kế hoạch có vi phạm nên không công bố / violations: not published", markup=False)
        if not serve:
            raise typer.Exit(BROKEN)
    if serve:
        with open_service(settings) as service:
            run_server(service)


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
