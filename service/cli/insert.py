"""`oxyroute insert`: the best places for one more order in a plan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from routing.model import InputError, Issue, IssueCode, Problem, Subject, Text, Urgency, clock_on_day
from routing.read import read_plan, read_problem
from routing.write import problem_sha256, write_plan
from service.cli.asked import HELP_ONLY
from service.cli.numbers import hours, vnd
from service.cli.options import AS_JSON, MOST_PLACES
from service.cli.outputs import check_outputs
from service.cli.show import LEVELS, add_row, table
from service.cli.terminal import BROKEN, err, guarded, out

if not HELP_ONLY:
    from routing.insertion import Insertion, rank_insertions
    from service.dispatch.inserting import insertion_json

_SHOWN = 3
"""Stops that begin later, shown of each place."""


@guarded
def insert(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN", help="Tệp kế hoạch / plan file")],
    order_id: Annotated[str, typer.Argument(metavar="ORDER", help="Mã đơn chưa giao / unserved order")],
    *,
    most: Annotated[int, typer.Option(min=1, max=100, help="Số chỗ nêu ra / places told")] = MOST_PLACES,
    choose: Annotated[int, typer.Option(min=1, help="Chỗ được chọn / the place chosen")] = 1,
    out_path: Annotated[
        Path | None, typer.Option("--out", help="Ghi kế hoạch với chỗ đã chọn / write the plan chosen")
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Xếp hạng chỗ chèn một đơn vào kế hoạch; mã thoát 1 nếu không có / rank places for one order."""
    check_outputs({"--out": out_path}, inputs=(problem_path, plan_path))
    problem, plan = read_problem(problem_path), read_plan(plan_path)
    most = max(most, choose)
    found = rank_insertions(problem, plan, order_id, most=most, problem_sha256=problem_sha256(problem))
    if out_path and found:
        write_plan(_chosen(found, choose).plan, out_path)
    if as_json:
        rows = [insertion_json(one) for one in found]
        typer.echo(json.dumps({"order_id": order_id, "insertions": rows}, ensure_ascii=False, sort_keys=True))
    elif found:
        _tell(problem, found)
    if not found:
        err().print(
            "Không có chỗ nào trong kế hoạch này; hãy lập lại từ nó: oxyroute solve --start\n"
            "  no place in the plan as it stands; plan again from it: oxyroute solve --start",
            markup=False,
        )
        raise typer.Exit(BROKEN)


def _chosen(found: Sequence[Insertion], number: int) -> Insertion:
    if number <= len(found):
        return found[number - 1]
    issue = Issue(
        code=IssueCode.NO_SUCH_CHOICE,
        subject=Subject(column="--choose"),
        fault=Text(f"Chỉ có {len(found)} chỗ", f"There are only {len(found)} place(s)"),
        remedy=Text(f"Chọn từ 1 đến {len(found)}", f"Choose 1 to {len(found)}"),
    )
    raise InputError([issue])


def _tell(problem: Problem, found: Sequence[Insertion]) -> None:
    heads = (
        ">#",
        "Xe / truck",
        "Chuyến, điểm / trip, stop",
        "Kho / depot",
        "Giờ giao / time",
        ">Trễ / late",
        ">Thêm chi phí / cost",
        "Thêm trễ / more late",
        "Điểm muộn hơn / stops later",
    )
    made = table("Chỗ chèn tốt nhất / Best places", *heads)
    for number, one in enumerate(found, start=1):
        name = problem.vehicle_by_id[one.vehicle_id].name or one.vehicle_id
        place = f"{one.trip} (mới/new)" if one.new_trip else f"{one.trip}, {one.position}"
        late = hours(one.late_s) if one.late_s else "0"
        cost, begin = vnd(one.cost_rise_vnd), clock_on_day(one.begin_s)
        add_row(made, number, name, place, one.depot_id, begin, late, cost, _late(one), _later(one))
    out().print(made)


def _late(one: Insertion) -> str:
    levels = zip(Urgency, one.late_rise_s, strict=True)
    told = [f"{LEVELS[level.name]} {rise_s / 60:+.0f} ph/min" for level, rise_s in levels if rise_s]
    return ", ".join(told) or "0"


def _later(one: Insertion) -> str:
    told = [f"{row.part_id} +{-(-row.by_s // 60)} ph" for row in one.later[:_SHOWN]]
    more = len(one.later) - len(told)
    return ", ".join(told + ([f"… +{more}"] if more else [])) or "–"
