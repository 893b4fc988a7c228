"""`oxyroute check`: whether a plan keeps every rule of its problem."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from routing.check import check as find_violations
from routing.documents import problem_sha256, read_plan, read_problem
from service.cli import show
from service.cli.asked import HELP_ONLY
from service.cli.terminal import BROKEN, guarded, out

if not HELP_ONLY:
    from service.dispatch.plans.figures import objective_note

PROBLEM = Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")]
PLAN = Annotated[Path, typer.Argument(metavar="PLAN", help="Tệp kế hoạch / plan file")]


@guarded
def check(problem_path: PROBLEM, plan_path: PLAN) -> None:
    """Kiểm tra một kế hoạch; mã thoát 1 nếu có vi phạm / judge a plan; exit 1 on violations."""
    problem, plan = read_problem(problem_path), read_plan(plan_path)
    violations = find_violations(problem, plan, problem_sha256=problem_sha256(problem))
    console = out()
    if note := objective_note(min(problem.format_version, plan.format_version)):
        console.print(f"{note.vi} / {note.en}", markup=False)
    if violations:
        show.violations(console, violations)
        raise typer.Exit(BROKEN)
    stops = len(tuple(plan.stops))
    console.print(
        f"✓ Không có vi phạm / no violations: {len(plan.routes)} xe/trucks, {stops} điểm/stops, "
        f"{len(plan.unserved)} chưa giao/unserved",
        markup=False,
    )
