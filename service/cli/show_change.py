"""What a change does to a plan, as tables: legs hit, places cut off, orders that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console

from routing.model import (
    OrderDelta,
    PlanDelta,
    Problem,
    Urgency,
    clock_on_day,
)
from service.cli.asked import HELP_ONLY
from service.cli.numbers import number, signed
from service.cli.show import LEVELS, add_row, table

if not HELP_ONLY:
    from service.dispatch.what_if.cut_off import CutOff, place_line
    from service.dispatch.what_if.hits import Hits, LegHit

_MOST_DELTAS = 25
"""Orders shown of a difference; the worst off come first."""
_MOST_HITS = 25
"""Legs shown of those that closed roads hit."""


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
