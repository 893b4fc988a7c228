"""`oxyroute insert`: the best places for one more order in a plan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from routing.documents import problem_sha256, read_plan, read_problem, write_plan
from routing.model import InputError, Issue, IssueCode, Problem, Subject, Text, Urgency, clock_on_day
from service.cli.asked import HELP_ONLY
from service.cli.numbers import hours, vnd
from service.cli.options import AS_JSON, MOST_PLACES
from service.cli.outputs import check_outputs
from service.cli.show import LEVELS, add_row, table
from service.cli.terminal import BROKEN, err, guarded, out

if not HELP_ONLY:
    from routing.replan.insertion import Insertion, rank_insertions
    from service.dispatch.plans.inserting import insertion_json

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
    insertions = rank_insertions(problem, plan, order_id, most=most, problem_sha256=problem_sha256(problem))
    if out_path and insertions:
        write_plan(_chosen(insertions, choose).plan, out_path)
    if as_json:
        rows = [insertion_json(insertion) for insertion in insertions]
        typer.echo(json.dumps({"order_id": order_id, "insertions": rows}, ensure_ascii=False, sort_keys=True))
    elif insertions:
        _tell(problem, insertions)
    if not insertions:
        err().print(
            "Không có chỗ nào trong kế hoạch này; hãy lập lại từ nó: oxyroute solve --start\n"
            "  no place in the plan as it stands; plan again from it: oxyroute solve --start",
            markup=False,
        )
        raise typer.Exit(BROKEN)


def _chosen(insertions: Sequence[Insertion], number: int) -> Insertion:
    if number <= len(insertions):
        return insertions[number - 1]
    issue = Issue(
        code=IssueCode.NO_SUCH_CHOICE,
        subject=Subject(column="--choose"),
        fault=Text(f"Chỉ có {len(insertions)} chỗ", f"There are only {len(insertions)} place(s)"),
        remedy=Text(f"Chọn từ 1 đến {len(insertions)}", f"Choose 1 to {len(insertions)}"),
    )
    raise InputError([issue])


def _tell(problem: Problem, insertions: Sequence[Insertion]) -> None:
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
    for number, insertion in enumerate(insertions, start=1):
        name = problem.vehicle_by_id[insertion.vehicle_id].name or insertion.vehicle_id
        place = (
            f"{insertion.trip} (mới/new)" if insertion.new_trip else f"{insertion.trip}, {insertion.position}"
        )
        late = hours(insertion.late_s) if insertion.late_s else "0"
        cost, begin = vnd(insertion.cost_rise_vnd), clock_on_day(insertion.begin_s)
        add_row(
            made,
            number,
            name,
            place,
            insertion.depot_id,
            begin,
            late,
            cost,
            _late(insertion),
            _later(insertion),
        )
    out().print(made)


def _late(insertion: Insertion) -> str:
    levels = zip(Urgency, insertion.late_rise_s, strict=True)
    rises = [f"{LEVELS[level.name]} {rise_s / 60:+.0f} ph/min" for level, rise_s in levels if rise_s]
    return ", ".join(rises) or "0"


def _later(insertion: Insertion) -> str:
    delays = [f"{row.part_id} +{-(-row.by_s // 60)} ph" for row in insertion.later[:_SHOWN]]
    more = len(insertion.later) - len(delays)
    return ", ".join(delays + ([f"… +{more}"] if more else [])) or "–"
