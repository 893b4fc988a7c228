"""`oxyroute why`: why an order goes where it goes, what other places would cost, who else could take it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from routing.documents import read_problem
from routing.documents.encode import encode
from routing.model import Problem, clock_on_day
from service.cli.asked import HELP_ONLY
from service.cli.numbers import signed, vnd
from service.cli.options import AS_JSON
from service.cli.plans import read_plan_of
from service.cli.show import add_row, table
from service.cli.terminal import guarded, out

if not HELP_ONLY:
    from routing.explain import Why, why

_TRUCKS = 12
"""Trucks shown; those that could take it come first."""


@guarded
def tell_why(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN", help="Tệp kế hoạch / plan file")],
    order_id: Annotated[str, typer.Argument(metavar="ORDER", help="Mã đơn hoặc phần / order or part")],
    *,
    as_json: AS_JSON = False,
) -> None:
    """Vì sao đơn này do xe này giao, hoặc chưa giao được / why this truck, or why none."""
    problem = read_problem(problem_path)
    plan = read_plan_of(problem, plan_path)
    parts = why(problem, plan, order_id)
    if as_json:
        line = {"order_id": order_id, "parts": [encode(part) for part in parts]}
        typer.echo(json.dumps(line, ensure_ascii=False, sort_keys=True))
        return
    for part in parts:
        _tell(problem, part)


def _tell(problem: Problem, part: Why) -> None:
    console = out()
    console.print(f"{part.part_id}: {part.text.vi}\n  {part.text.en}", markup=False, soft_wrap=True)
    if part.explanation and part.explanation.remedy_text:
        remedy = part.explanation.remedy_text
        console.print(f"→ {remedy.vi}\n  {remedy.en}", markup=False, soft_wrap=True)
    if part.next:
        heads = (
            "Xe / truck",
            "Chuyến, điểm / trip, stop",
            "Giờ / time",
            ">So với không giao",
            ">So với bây giờ",
        )
        made = table("Các chỗ khác / Other places", *heads)
        for place in part.next:
            name = problem.vehicle_by_id[place.vehicle_id].name or place.vehicle_id
            where = f"{place.trip} (mới/new)" if place.new_trip else f"{place.trip}, {place.position}"
            more = "–" if place.more_vnd is None else f"{signed(place.more_vnd)} ₫"
            begin = clock_on_day(place.begin_s, problem.date)
            add_row(made, name, where, begin, vnd(place.cost_rise_vnd), more)
        console.print(made)
    if part.trucks:
        console.print(_trucks(problem, part))


def _trucks(problem: Problem, part: Why) -> object:
    made = table("Xe có thể giao / Who could take it", "Xe / truck", "Lúc / when")
    for truck in part.trucks[:_TRUCKS]:
        name = problem.vehicle_by_id[truck.vehicle_id].name or truck.vehicle_id
        when = ", ".join(clock_on_day(s, problem.date) for s in truck.begins_s)
        add_row(made, name, when or (f"{truck.why_not.vi} / {truck.why_not.en}" if truck.why_not else "–"))
    if (more := len(part.trucks) - _TRUCKS) > 0:
        add_row(made, "…", f"và {more} xe nữa; --json ghi đủ / and {more} more; --json has all")
    return made
