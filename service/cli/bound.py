"""`oxyroute bound`: how far from the best possible a plan may be at the most."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from routing.documents import problem_sha256, read_problem
from routing.model import Plan, Urgency
from service.cli import show
from service.cli.asked import HELP_ONLY
from service.cli.numbers import hours, number, vnd
from service.cli.options import AS_JSON, SECONDS
from service.cli.plans import read_valid_plan_of
from service.cli.terminal import err, guarded, out

if not HELP_ONLY:
    from routing.bound import Bound, is_compiled
    from routing.bound import bound as prove
    from service.cli.watched import interruptible


@guarded
def bound(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    plan_path: Annotated[
        Path | None, typer.Argument(metavar="PLAN", help="Tệp kế hoạch để so / plan file to hold against it")
    ] = None,
    *,
    seconds: SECONDS = 10.0,
    as_json: AS_JSON = False,
) -> None:
    """Chứng minh chi phí không thể thấp hơn bao nhiêu / prove how cheap a plan can be at the best."""
    problem = read_problem(problem_path)
    plan = read_valid_plan_of(problem, plan_path) if plan_path else None
    if not is_compiled():
        err().print(
            "Chuẩn bị bộ tính cận dưới (chỉ lần đầu), không tính vào thời gian tìm\n"
            "  Preparing the bound (first run only), not counted as searching",
            markup=False,
        )
    with interruptible() as stopped:
        proven = prove(problem, plan, seconds=seconds, stopped=stopped)
    line = _figures(proven, plan, problem_sha256(problem))
    if as_json:
        typer.echo(json.dumps(line, ensure_ascii=False, sort_keys=True))
        return
    _print(proven, plan)


def _figures(proven: Bound, plan: Plan | None, sha256: str) -> Mapping[str, Any]:
    gap = proven.gap(plan) if plan else None
    return {
        "problem_sha256": sha256,
        "unserved_by_urgency": _by_name(proven.unserved),
        "late_s_by_urgency": _by_name(proven.late_s),
        "cost_vnd": proven.cost_vnd,
        "scope": proven.scope.value,
        "plan_cost_vnd": plan.objective.cost_vnd if plan else None,
        "gap_percent": None if gap is None else round(100 * gap, 3),
        "converged": proven.converged,
        "rounds": proven.rounds,
        "seconds": round(proven.seconds, 3),
        "method": "column_generation",
    }


def _by_name(values: Sequence[int]) -> Mapping[str, int]:
    return {level.name: values[level] for level in Urgency}


def _print(proven: Bound, plan: Plan | None) -> None:
    heads = ("", ">Không thể dưới / at least", ">Kế hoạch / plan")
    made = show.table("Cận dưới đã chứng minh / Proven lower bound", *heads)
    objective = plan.objective if plan else None
    for level, name in zip(Urgency, show.LEVELS.values(), strict=True):
        due = objective.unserved[level] if objective else "–"
        show.add_row(made, f"Bình chưa giao, {name} / unserved {level.name}", proven.unserved[level], due)
    for level, name in zip(Urgency, show.LEVELS.values(), strict=True):
        late = hours(objective.late_s[level]) if objective else "–"
        show.add_row(made, f"Trễ, {name} / late {level.name}", hours(proven.late_s[level]), late)
    cost = "–" if proven.cost_vnd is None else vnd(proven.cost_vnd)
    show.add_row(made, "Chi phí / cost", cost, vnd(objective.cost_vnd) if objective else "–")
    console = out()
    console.print(made)
    console.print(
        f"Chi phí áp dụng cho {proven.about.vi}\n  The cost is about {proven.about.en}", markup=False
    )
    gap = proven.gap(plan) if plan else None
    if gap is not None:
        vi, en = (
            f"Kế hoạch đắt hơn mức tốt nhất có thể không quá {number(100 * gap, 1)} %",
            "of the best possible",
        )
        console.print(f"{vi}\n  The plan is within {number(100 * gap, 1)} % {en}", markup=False)
    state = (
        "đã hội tụ / converged"
        if proven.converged
        else "chưa hội tụ, thêm thời gian có thể chặt hơn / not converged"
    )
    how = f"Sinh cột / column generation, {proven.rounds} vòng / rounds, {proven.seconds:.1f} s"
    console.print(f"{how}: {state}", markup=False)
