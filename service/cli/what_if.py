"""`oxyroute what-if`: the same day without a depot, a truck or a road, or with more demand."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from routing.documents import problem_sha256, read_problem, write_plan, write_problem
from routing.documents.encode import encode
from service.cli import show_change
from service.cli.asked import HELP_ONLY
from service.cli.closing import CLOSE_AREA, CLOSE_EDGE, CLOSE_HOURS, CLOSE_WAY, STILL_REACHABLE
from service.cli.options import AS_JSON, DEFAULT_ENGINE, ENGINE, ITERATIONS, SECONDS, SEED
from service.cli.outputs import check_outputs
from service.cli.plans import read_plan_of
from service.cli.solve import report, solve_watched
from service.cli.terminal import BROKEN, err, guarded, out
from service.dispatch.what_if.mode import Mode

if not HELP_ONLY:
    from routing.solve import Solution
    from service.cli.watched import watched
    from service.dispatch.plans.figures import figures
    from service.dispatch.plans.search import Search
    from service.dispatch.roads.road_source import roads_of
    from service.dispatch.what_if.answer import answer, lines
    from service.dispatch.what_if.changes import ScenarioChanges, make_changes
    from service.dispatch.what_if.changing import changed_day, changed_problem, refuse_no_change
    from service.dispatch.what_if.what_if import WhatIf
    from service.dispatch.what_if.what_if import what_if as plan_changed

MODE = Annotated[
    Mode,
    typer.Option(
        help="today: sát kế hoạch đang có / close to the plan; planning: tìm lại tự do / both days anew"
    ),
]


@guarded
def what_if(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    *,
    depot_down: Annotated[list[str] | None, typer.Option(help="Kho ngừng / depot out of service")] = None,
    vehicle_down: Annotated[list[str] | None, typer.Option(help="Xe hỏng / truck not available")] = None,
    close_way: CLOSE_WAY = None,
    close_area: CLOSE_AREA = None,
    close_edge: CLOSE_EDGE = None,
    close_hours: CLOSE_HOURS = "",
    still_reachable: STILL_REACHABLE = None,
    permit: Annotated[
        list[str] | None, typer.Option(help="Xe được phép vào giờ cấm / truck with a permit for bans")
    ] = None,
    demand: Annotated[float | None, typer.Option(help="Nhu cầu nhân với / demand times")] = None,
    mode: MODE = Mode.TODAY,
    plan: Annotated[Path | None, typer.Option(help="Kế hoạch gốc / base plan; else planned first")] = None,
    roads: Annotated[Path | None, typer.Option(help="Tệp đường, nếu đã dời / roads, where moved")] = None,
    seconds: SECONDS = 10.0,
    iterations: ITERATIONS = None,
    seed: SEED = 0,
    engine: ENGINE = DEFAULT_ENGINE,
    out_path: Annotated[Path | None, typer.Option("--out", help="Tệp kế hoạch mới / new plan file")] = None,
    out_problem: Annotated[
        Path | None, typer.Option(help="Tệp dữ liệu ngày đã đổi / file for the changed problem")
    ] = None,
    out_better: Annotated[
        Path | None,
        typer.Option(help="Tệp kế hoạch tốt hơn cho ngày như cũ / a better plan, where found"),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Điều gì xảy ra nếu…; kế hoạch gốc không đổi / what if…; the base plan is never touched."""
    check_outputs(
        {"--out": out_path, "--out-problem": out_problem, "--out-better": out_better},
        inputs=(problem_path, plan, roads, *(close_area or ())),
    )
    problem = read_problem(problem_path)
    roads_now = partial(roads_of, problem, override=roads, beside=problem_path)
    changes = make_changes(
        ScenarioChanges(
            depot_down=depot_down or (),
            vehicle_down=vehicle_down or (),
            close_way=close_way or (),
            close_area=close_area or (),
            close_edge=close_edge or (),
            close_hours=close_hours,
            still_reachable=still_reachable or (),
            permit=permit or (),
            demand=demand,
        ),
        trial=partial(changed_problem, problem, roads=roads_now),
    )
    if plan is None:
        # A wrong id is told now, not after the search for the base plan.
        refuse_no_change(problem, changed_day(problem, changes, roads=roads_now))
    search = Search(engine=engine, seconds=seconds, iterations=iterations, seed=seed)
    base = read_plan_of(problem, plan) if plan else None
    if base is None and mode is Mode.TODAY:
        label = "Kế hoạch gốc / base plan"
        base = solve_watched(problem, search, sha256=problem_sha256(problem), label=label).plan
    with watched(search) as listener:
        outcome = plan_changed(
            problem, changes, search, roads=roads_now, base=base, mode=mode, listener=listener
        )
    if out_path:
        write_plan(outcome.plan, out_path)
    if out_problem:
        write_problem(outcome.problem, out_problem)
    if out_better and outcome.better:
        write_plan(outcome.better, out_better)
    _tell(outcome, engine=engine, as_json=as_json)
    if outcome.violations:
        raise typer.Exit(BROKEN)


def _tell(outcome: WhatIf, *, engine: str, as_json: bool) -> None:
    solution = Solution(
        plan=outcome.plan, violations=outcome.violations, seconds=outcome.seconds, troubles=outcome.troubles
    )
    if as_json:
        line = {
            "engine": engine,
            "seconds": round(outcome.seconds, 3),
            **figures(outcome.problem, outcome.plan, outcome.violations),
            "delta": encode(outcome.delta),
            **answer(outcome),
            "troubles": encode(outcome.troubles),
        }
        if outcome.hits:
            line["hits"] = encode(outcome.hits)
        typer.echo(json.dumps(line, ensure_ascii=False, sort_keys=True))
        return
    for sentence in lines(outcome):
        out().print(f"{sentence.vi}\n  {sentence.en}", markup=False, soft_wrap=True)
    show_change.cut_off(out(), outcome.cut_off)
    report(outcome.problem, solution, engine=engine, as_json=False)
    if outcome.hits:
        show_change.hits(out(), outcome.problem, outcome.hits)
    show_change.delta(out(), outcome.delta, moved=outcome.mode is Mode.TODAY)
    err().print("Kế hoạch gốc không đổi / the base plan is unchanged")
