"""Plans, violations and differences as tables, Vietnamese first and English beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from routing.model import (
    Break,
    BreakKind,
    Plan,
    Problem,
    Shortfall,
    Stop,
    Text,
    Urgency,
    Violation,
    clock_on_day,
)
from routing.replan.topup import top_ups as find_top_ups
from service.cli.asked import HELP_ONLY
from service.cli.numbers import hours, km, number, vnd

if not HELP_ONLY:
    from service.dispatch.plans.figures import objective_note

QUALITY = {"full": "đủ / full", "short": "quá ít / short", "none": "chưa tối ưu / none"}
"""How much search stands behind a plan (`routing.effort`), by word."""
LEVELS = {"EMERGENCY": "cấp cứu", "URGENT": "khẩn", "ROUTINE": "thường"}

_MOST_UNSERVED = 12
"""Unserved orders told of one by one, the most urgent first; all others are counted by their causes."""


def table(title: str, *heads: str) -> Table:
    """Return an empty table; heads beginning with `>` are set to the right."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for head in heads:
        made.add_column(head.lstrip(">"), justify="right" if head.startswith(">") else "left")
    return made


def add_row(made: Table, *cells: object) -> None:
    """Add a row whose cells are taken as they are: an id may hold square brackets."""
    made.add_row(*(Line(str(cell)) for cell in cells))


def summary(console: Console, figures: Mapping[str, Any]) -> None:
    """Print the figures of a plan."""
    made = table("Tóm tắt / Summary", "", "")
    add_row(
        made, "Đơn giao được / orders served", f"{number(figures['served'])} / {number(figures['orders'])}"
    )
    add_row(
        made,
        "Bình giao được / cylinders",
        f"{number(figures['cylinders_served'])} / {number(figures['cylinders'])}",
    )
    add_row(made, "Bình chưa giao / unserved", _levels(figures["unserved_by_urgency"]))
    if standing := figures["empties_left"]["cylinders"]:
        text = f"{number(standing)} ({vnd(figures['empties_left']['vnd'])})"
        add_row(made, "Bình rỗng để lại / empties left", text)
    late = {key: hours(value) if value else "0" for key, value in figures["late_s_by_urgency"].items()}
    add_row(made, "Trễ quá giờ cạn / late past stock-out", _levels(late))
    add_row(made, "Xe, chuyến / trucks, trips", f"{figures['trucks']}, {figures['trips']}")
    add_row(made, "Quãng đường / distance", km(figures["distance_m"]))
    add_row(made, "Giờ làm / hours on duty", hours(figures["duration_s"]))
    add_row(made, "Chi phí / cost", vnd(figures["cost_vnd"]))
    if waiting := figures["waiting_vnd"]:
        add_row(made, "  giá chờ của đơn gấp / of which waiting", vnd(waiting))
    if note := objective_note(figures["objective_format"]):
        add_row(made, "Mục tiêu / objective", f"{note.vi}\n{note.en}")
    add_row(made, "Vi phạm / violations", figures["violations"])
    if figures["search_quality"]:
        add_row(made, "Tối ưu / search quality", QUALITY[figures["search_quality"]])
    console.print(made)


def search_quality(console: Console, plan: Plan) -> None:
    """Say where hardly any search stands behind a plan, and what helps first."""
    if plan.parameters.get("search_quality") not in ("short", "none"):
        return
    console.print(
        "⚠ Thời gian tối ưu quá ít, kế hoạch có thể còn kém xa: trước hết hãy tối ưu lâu hơn (--seconds)\n"
        "  The search hardly ran, so the plan may be far from good: first of all search longer (--seconds)",
        markup=False,
        soft_wrap=True,
    )


def _levels(values: Mapping[str, object]) -> str:
    return ", ".join(f"{LEVELS[key]} {values[key]}" for key in LEVELS)


def routes(console: Console, problem: Problem, plan: Plan) -> None:
    """Print each trip on a line, by the ids that other commands take, and its stops below.

    No table: in 80 columns its cells would cut ids, and lines break between words only.
    """
    words = "Tuyến (giờ bắt đầu, còn lại trước khi cạn) / Routes (begin, margin before stock-out)"
    console.print(words, style="bold", markup=False)
    for route in plan.routes:
        name = problem.vehicle_by_id[route.vehicle_id].name
        console.print(f"{route.vehicle_id} · {name}" if name else route.vehicle_id, markup=False)
        for turn, (trip, leg) in enumerate(route.ended_trips, start=1):
            load = f"{clock_on_day(trip.begin_s)}–{clock_on_day(trip.end_s)}"
            back = f"{leg.destination_id} {clock_on_day(leg.arrive_s)}" if leg else "–"
            counts = f"{trip.loaded.total} bình / cylinders, {len(trip.stops)} điểm / stops"
            console.print(f"  {turn}. {trip.depot_id} {load}: {counts}; về / back {back}", markup=False)
            stops = " → ".join(f"{s.facility_id} {clock_on_day(s.begin_s)}{_margin(s)}" for s in trip.stops)
            console.print(Padding(Line(stops), (0, 0, 0, 5), expand=False))
        if route.pauses:
            pauses = Line("nghỉ / pauses: " + ", ".join(map(_pause, route.pauses)))
            console.print(Padding(pauses, (0, 0, 0, 2), expand=False))


def _pause(pause: Break) -> str:
    kind = "ăn / meal" if pause.kind is BreakKind.MEAL else "lái xe / driving"
    return f"{clock_on_day(pause.start_s)}–{clock_on_day(pause.end_s)} {kind}"


def _margin(stop: Stop) -> str:
    """Return how long before the stock-out a stop is begun: `(+1:05)`, or `(−0:10)` where it is late."""
    if stop.margin_s is None:
        return ""
    sign = "+" if stop.margin_s >= 0 else "−"
    minutes = abs(stop.margin_s) // 60
    return f" ({sign}{minutes // 60}:{minutes % 60:02d})"


def top_ups(console: Console, problem: Problem, plan: Plan) -> None:
    """Print which orders that could wait the plan takes along, and what they would cost later."""
    rows = find_top_ups(problem, plan)
    if not rows:
        return
    title = "Đơn có thể chờ / Orders that could wait (giá ước tính / estimates)"
    made = table(title, "Đơn / order", "Cơ sở / facility", "Hôm nay / today", ">Lần giao sau / a later visit")
    for row in rows:
        name = problem.facility_by_id[row.facility_id].name
        add_row(
            made, row.order_id, name, "giao / taken" if row.taken else "để lại / left", vnd(row.prize_vnd)
        )
    console.print(made)


def unserved(console: Console, problem: Problem, plan: Plan) -> None:
    """Print what would serve most of what is left, the causes, then each unserved order with its remedy."""
    if not plan.unserved:
        return
    if plan.shortfall:
        _shortfall(console, plan.shortfall)
    heads = (
        "Đơn / order",
        "Cơ sở / facility",
        "Mức / urgency",
        ">Bình / cylinders",
        "Lý do / reason",
        "Cách khắc phục / remedy",
    )
    made = table("Chưa giao được / Unserved", *heads)
    for item in plan.unserved[:_MOST_UNSERVED]:
        explanation = item.explanation
        reason = f"{explanation.reason.vi}\n{explanation.reason.en}" if explanation else "–"
        remedy = (
            f"{explanation.remedy_text.vi}\n{explanation.remedy_text.en}"
            if explanation and explanation.remedy_text
            else "–"
        )
        name = problem.facility_by_id[item.facility_id].name
        count = item.deliver.total or f"{item.collect.total} rỗng / empty"
        level = LEVELS[Urgency(item.urgency).name]
        add_row(made, item.part_id, name, level, count, reason, remedy)
    console.print(made)
    if (more := len(plan.unserved) - _MOST_UNSERVED) > 0:
        line = f"… và {more} đơn nữa: oxyroute why PROBLEM PLAN ORDER, hoặc trong tệp kế hoạch"
        console.print(f"{line}\n  and {more} more: oxyroute why, or in the plan file", markup=False)


def _shortfall(console: Console, shortfall: Shortfall) -> None:
    sentences = [shortfall.first, shortfall.text] if shortfall.first else [shortfall.text]
    if shortfall.cut_short:
        sentences.append(
            Text("Hết thời gian trước khi thử hết các cách", "Time ran out before all was tried")
        )
    for line in sentences:
        console.print(f"→ {line.vi}\n  {line.en}", markup=False, soft_wrap=True)
    if shortfall.arrangement and len(shortfall.arrangement.steps) > 1:
        made = table("Từng bước / Step by step", "Sắp xếp thêm / to arrange", ">Giao được / served")
        for step in shortfall.arrangement.steps:
            add_row(made, f"{step.text.vi}\n{step.text.en}", step.orders)
        console.print(made)
    made = table("Nguyên nhân / Causes", "")
    for group in shortfall.groups:
        add_row(made, f"{group.text.vi}\n{group.text.en}")
    console.print(made)


def violations(console: Console, faults: Sequence[Violation]) -> None:
    """Print what the checker found."""
    if not faults:
        return
    made = table(f"{len(faults)} vi phạm / violations", "Mã / code", "Ở đâu / where", "Nội dung / message")
    for item in faults:
        where = " ".join(filter(None, (item.vehicle_id, item.order_id, item.place_id)))
        add_row(made, item.code, where, f"{item.message.vi}\n{item.message.en}")
    console.print(made)
