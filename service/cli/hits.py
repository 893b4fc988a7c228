"""`oxyroute hits`: which legs of a plan drive over roads that are closed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from routing.documents import read_problem
from routing.documents.encode import encode
from routing.model import InputError, Issue
from service.cli import show_change
from service.cli.asked import HELP_ONLY
from service.cli.closing import CLOSE_AREA, CLOSE_EDGE, CLOSE_HOURS, CLOSE_WAY
from service.cli.options import AS_JSON
from service.cli.plans import read_plan_of
from service.cli.terminal import guarded, out
from service.dispatch.gather import or_none

if not HELP_ONLY:
    from service.dispatch.roads.road_source import roads_of
    from service.dispatch.what_if.changes import closings_from
    from service.dispatch.what_if.hits import hits_of


@guarded
def hits(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN", help="Tệp kế hoạch / plan file")],
    *,
    close_way: CLOSE_WAY = None,
    close_area: CLOSE_AREA = None,
    close_edge: CLOSE_EDGE = None,
    close_hours: CLOSE_HOURS = "",
    roads: Annotated[Path | None, typer.Option(help="Tệp đường, nếu đã dời / roads, where moved")] = None,
    as_json: AS_JSON = False,
) -> None:
    """Chặng nào của kế hoạch đi qua đường bị đóng, và lâu hơn bao nhiêu / which legs a closure hits."""
    problem = read_problem(problem_path)
    issues: list[Issue] = []
    plan = or_none(issues, lambda: read_plan_of(problem, plan_path))
    closings = closings_from(
        issues, ways=close_way or (), areas=close_area or (), edges=close_edge or (), hours=close_hours
    )
    graph = or_none(issues, lambda: roads_of(problem, override=roads, beside=problem_path))
    hit_report = hits_of(issues, problem, plan, graph, closings) if graph else None
    if hit_report is None:
        raise InputError(issues)
    if as_json:
        typer.echo(json.dumps(encode(hit_report), ensure_ascii=False, sort_keys=True))
    else:
        show_change.hits(out(), problem, hit_report)
