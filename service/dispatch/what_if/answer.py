"""What a what-if answers, in a few sentences and as JSON values: the same at every door."""

from collections.abc import Iterator
from typing import Any

from routing.documents.encode import encode
from routing.model import Text, thousands
from service.dispatch.what_if.cut_off import cut_off_lines, place_line
from service.dispatch.what_if.mode import Mode
from service.dispatch.what_if.what_if import WhatIf


def answer(outcome: WhatIf) -> dict[str, Any]:
    """Return how it was asked and what it says, beside figures and delta."""
    delta = outcome.delta
    better = None
    if outcome.better:
        better = {"saved_vnd": outcome.saved_vnd, "objective": encode(outcome.better.objective)}
    return {
        "mode": str(outcome.mode),
        "searched": outcome.searched,
        "lines": encode(tuple(lines(outcome))),
        "moved": delta.moved,
        "per_cylinder_before_vnd": delta.per_cylinder_before_vnd,
        "per_cylinder_after_vnd": delta.per_cylinder_after_vnd,
        "better": better,
        "cut_off": [{**encode(place), "told": encode(place_line(place))} for place in outcome.cut_off],
    }


def lines(outcome: WhatIf) -> Iterator[Text]:
    """Yield the answer in sentences, the most important first."""
    yield from cut_off_lines(outcome.cut_off)
    yield _how(outcome)
    yield _what(outcome)
    yield from _each(outcome)
    yield from _better(outcome)


def _how(outcome: WhatIf) -> Text:
    if not outcome.searched:
        return Text(
            "Chế độ hôm nay: kế hoạch đang có vẫn chạy được nguyên như vậy, không phải tìm lại.",
            "Mode today: the plan in hand holds as it is; nothing had to be searched.",
        )
    if outcome.mode is Mode.TODAY:
        return Text(
            "Chế độ hôm nay: giữ sát kế hoạch đang có; ngày như cũ cũng được tìm lại với cùng công sức.",
            "Mode today: close to the plan in hand; the day as it is was searched with the same effort.",
        )
    return Text(
        "Chế độ lập kế hoạch: cả ngày như cũ và ngày có thay đổi được tìm tự do, cùng công sức; "
        "xe và giờ của từng đơn không nói lên điều gì.",
        "Mode planning: the day as it is and the changed day were both searched freely with the same effort; "
        "trucks and times of single orders mean nothing.",
    )


def _what(outcome: WhatIf) -> Text:
    delta = outcome.delta
    less = delta.newly_unserved
    later = [o for o in delta.orders if o not in less and o.late_after_s > o.late_before_s]
    rise_vnd = delta.after.cost_vnd - delta.before.cost_vnd
    if not delta.orders and not delta.shifted and not rise_vnd:
        return Text("Thay đổi này không gây ra điều gì.", "The change causes nothing.")
    moved = delta.moved if outcome.mode is Mode.TODAY else None
    vi = f"Do thay đổi này: {len(less)} đơn giao thiếu thêm, {len(later)} đơn trễ thêm"
    en = f"Caused by the change: {len(less)} orders get fewer cylinders, {len(later)} come later"
    if moved is not None:
        vi, en = f"{vi}, {moved} đơn khác đổi xe hoặc giờ", f"{en}, {moved} others change truck or time"
        if delta.shifted:
            vi, en = f"{vi} ({delta.shifted} đơn xê dịch dưới 30 phút)", f"{en} ({delta.shifted} by minutes)"
    return Text(f"{vi}; chi phí {_signed(rise_vnd)} ₫.", f"{en}; cost {_signed(rise_vnd)} VND.")


def _each(outcome: WhatIf) -> Iterator[Text]:
    """Yield what is delivered less or more: then cost alone misleads."""
    delta = outcome.delta
    more = delta.delivered_after - delta.delivered_before
    if not more:
        return
    before, after = delta.per_cylinder_before_vnd, delta.per_cylinder_after_vnd
    vi, en = ("thêm", "more") if more > 0 else ("ít hơn", "fewer")
    yield Text(
        f"Giao {vi} {abs(more)} bình; chi phí mỗi bình: {_vnd(before)} → {_vnd(after)}.",
        f"{abs(more)} {en} cylinders delivered; cost of each: {_vnd(before)} → {_vnd(after)}.",
    )


def _better(outcome: WhatIf) -> Iterator[Text]:
    if not outcome.better:
        return
    if outcome.saved_vnd > 0:
        vi, en = f"tiết kiệm {_vnd(outcome.saved_vnd)}", f"it saves {_vnd(outcome.saved_vnd)}"
    else:
        vi, en = "giao được nhiều hơn hoặc đúng giờ hơn", "it delivers more, or less late"
    yield Text(
        f"Tìm thấy kế hoạch tốt hơn cho ngày như cũ: {vi}.",
        f"A plan better for the day as it is was found on the way: {en}.",
    )


def _vnd(amount: int | None) -> str:
    return "–" if amount is None else f"{thousands(amount)} ₫"


def _signed(amount: int) -> str:
    return f"+{thousands(amount)}" if amount > 0 else thousands(amount)
