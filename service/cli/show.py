"""Plans, violations and differences as tables, Vietnamese first and English beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from routing.model import (
    Break,
    BreakKind,
    OrderDelta,
    Plan,
    PlanDelta,
    Problem,
    Shortfall,
    Stop,
    Text,
    Urgency,
    Violation,
    clock_on_day,
)
from routing.topup import top_ups as find_top_ups
from service.cli.asked import HELP_ONLY
from service.cli.numbers import hours, km, number, signed, vnd

if not HELP_ONLY:
    from service.dispatch.cut_off import CutOff, place_line
    from service.dispatch.figures import objective_note
    from service.dispatch.hits import Hits, LegHit

QUALITY = {"full": "đủ / full", "short": "quá ít / short", "none": "chưa tối ưu / none"}
"""How much search stands behind a plan (`routing.effort`), by word."""
LEVELS = {"EMERGENCY": "cấp cứu", "URGENT": "khẩn", "ROUTINE": "thường"}

_MOST_DELTAS = 25
"""Orders shown of a difference; the worst off come first."""
_MOST_UNSERVED = 12
"""Unserved orders told of one by one, the most urgent first; all others are counted by their causes."""
_MOST_HITS = 25
"""Legs shown of those that closed roads hit."""


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


def hits(console: Console, problem: Problem, hit_report: Hits) -> None:
    """Print which legs closed roads hit, and how much longer each becomes."""
    title = (
        f"{len(hit_report.legs)} chặng bị ảnh hưởng, {hit_report.edges} đoạn đường đóng / "
        f"{len(hit_report.legs)} legs hit, {hit_report.edges} road segments closed"
    )
    if not hit_report.legs:
        console.print(title, style="bold", markup=False)
        return
    made = table(title, "Xe / truck", ">Chuyến", "Giờ / time", "Từ / from", "Tới / to", ">+phút/min", ">+km")
    names = {place.id: place.name or place.id for place in problem.places}
    for leg in hit_report.legs[:_MOST_HITS]:
        longer = ("không còn đường / no way left", "–") if leg.longer_s is None else _longer(leg)
        ends = names[leg.from_id], names[leg.to_id]
        add_row(made, leg.vehicle_name, leg.trip, clock_on_day(leg.depart_s), *ends, *longer)
    console.print(made)
    if (more := len(hit_report.legs) - _MOST_HITS) > 0:
        console.print(f"… và {more} chặng nữa; --json ghi đủ / and {more} more; --json has all")


def _longer(leg: LegHit) -> tuple[str, str]:
    return signed((leg.longer_s or 0) / 60, 1), signed((leg.longer_m or 0) / 1000, 1)


def cut_off(console: Console, places: Sequence[CutOff]) -> None:
    """Print the places that closures cut off, and what can be done."""
    for place in places:
        line = place_line(place)
        console.print(f"{place.name}: {line.vi}\n  {line.en}", markup=False, soft_wrap=True)
        if not place.allowed:
            console.print(f"  --still-reachable {place.place_id}", markup=False, soft_wrap=True)


def delta(console: Console, difference: PlanDelta, *, moved: bool = True) -> None:
    """Print what a change causes; `moved` says whether orders that only change truck or time are shown."""
    made = table("So với kế hoạch gốc / Against the base plan", "", ">Trước / before", ">Sau / after", ">±")
    for label, before, after in _totals(difference):
        change = "" if before is None or after is None else signed(after - before)
        add_row(made, label, *("–" if n is None else number(n) for n in (before, after)), change)
    console.print(made)
    orders = [o for o in difference.orders if moved or _is_worse(o)]
    if not orders:
        return
    heads = ("Đơn / order", "Cơ sở / facility", "Xe / truck", "Giờ / time", ">Trễ (ph)", ">Chưa giao")
    made = table("Đơn thay đổi / Changed orders", *heads)
    for order in orders[:_MOST_DELTAS]:
        trucks = f"{_names(order.vehicles_before)} → {_names(order.vehicles_after)}"
        times = f"{_clock(order.begin_before_s)} → {_clock(order.begin_after_s)}"
        late = f"{-(-order.late_before_s // 60)} → {-(-order.late_after_s // 60)}"
        left = f"{order.unserved_before} → {order.unserved_after}"
        add_row(made, order.order_id, order.facility_id, trucks, times, late, left)
    console.print(made)
    if (more := len(orders) - _MOST_DELTAS) > 0:
        console.print(f"… và {more} đơn nữa; --json ghi đủ / and {more} more; --json has all")


def _is_worse(order: OrderDelta) -> bool:
    return order.unserved_after > order.unserved_before or order.late_after_s > order.late_before_s


def _totals(difference: PlanDelta) -> Iterable[tuple[str, int | None, int | None]]:
    yield "Bình giao được / cylinders delivered", difference.delivered_before, difference.delivered_after
    for level, name in zip(Urgency, LEVELS.values(), strict=True):
        before, after = difference.before.unserved[level], difference.after.unserved[level]
        yield f"Bình chưa giao, {name} / unserved {level.name}", before, after
    for level, name in zip(Urgency, LEVELS.values(), strict=True):
        before, after = -(-difference.before.late_s[level] // 60), -(-difference.after.late_s[level] // 60)
        yield f"Trễ (phút), {name} / late min {level.name}", before, after
    yield "Xe / trucks", difference.trucks_before, difference.trucks_after
    yield "km", round(difference.length_before_m / 1000), round(difference.length_after_m / 1000)
    yield "Chi phí (₫) / cost (VND)", difference.before.cost_vnd, difference.after.cost_vnd
    each = difference.per_cylinder_before_vnd, difference.per_cylinder_after_vnd
    yield "Chi phí mỗi bình (₫) / cost of a cylinder", *each


def _names(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "–"


def _clock(at_s: int | None) -> str:
    return "–" if at_s is None else clock_on_day(at_s)
