"""Unserved parts by cause: each cause once, with its figures and how many orders it keeps back."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from routing.explain.reason import Cause, Reason
from routing.model import CauseGroup, Counts, Text, Unserved

REASON_NAMES: Final[dict[Reason, Text]] = {
    Reason.UNREACHABLE: Text("không có đường cho xe tải", "no road for trucks"),
    Reason.SKILL_MISSING: Text("không xe nào đủ trang bị", "no truck has the skills"),
    Reason.CYLINDER_TOO_HEAVY: Text("không xe nào chở nổi", "too heavy for every truck"),
    Reason.NO_DEPOT_OPEN: Text("không có kho mở cho xe phù hợp", "no depot open for a truck that could go"),
    Reason.PINNED: Text("xe đã ghim hoặc đã chốt", "pinned, or the trucks are closed to more trips"),
    Reason.RELEASED_TOO_LATE: Text("bình sẵn sàng quá muộn", "cylinders are ready too late"),
    Reason.WINDOW_TOO_EARLY: Text("giờ nhận hàng quá sớm", "receiving hours end too early"),
    Reason.ROAD_BARRED: Text("giờ cấm đường", "hours in which roads are barred"),
    Reason.SHIFT_TOO_SHORT: Text("ca làm việc quá ngắn", "shifts are too short"),
    Reason.DUTY_TOO_LONG: Text("quá thời gian làm việc tối đa", "beyond the longest duty"),
    Reason.DRIVING_TOO_LONG: Text("quá giới hạn lái xe", "beyond the limits on driving"),
    Reason.MEALS_TOO_LONG: Text("không đủ giờ nghỉ ăn", "no time for meals"),
    Reason.SEVERAL_LIMITS: Text("nhiều giới hạn cùng lúc", "several limits at once"),
    Reason.NO_STOCK: Text("kho hết hàng", "out of stock"),
    Reason.FLEET_BUSY: Text("các xe đã kín việc", "the trucks have no time or room left"),
    Reason.NOT_PLACED: Text("vẫn còn chỗ, cần tìm lâu hơn", "there is still room: search longer"),
    Reason.NOT_WORTH_IT: Text("đơn bổ sung, chưa đáng chi phí", "top-ups that cost more than they are worth"),
    Reason.EMPTIES_STAY: Text(
        "bình rỗng để lại, không thiếu oxy", "empties left standing, no oxygen missing"
    ),
}
"""What each cause is called where several orders have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRow:
    """An unserved part with its cause."""

    row: Unserved
    cause: Cause


def groups(rows: Sequence[ExplainedRow], stock_left: Mapping[str, Counts | None]) -> tuple[CauseGroup, ...]:
    """Return the causes, that first which keeps back the most urgent and the most cylinders."""
    by: dict[tuple[Reason, Text | None], list[ExplainedRow]] = defaultdict(list)
    for explained in rows:
        by[explained.cause.code, explained.cause.about].append(explained)

    def rank(alike: Sequence[ExplainedRow]) -> tuple[int, ...]:
        lost: Counter[int] = Counter()
        for explained in alike:
            lost[explained.row.urgency] -= explained.row.deliver.total or 1
        return tuple(lost[level] for level in sorted({x.row.urgency for x in rows}))

    ordered = sorted(by.items(), key=lambda item: rank(item[1]))
    return tuple(_group(code, alike, stock_left) for (code, _), alike in ordered)


def _group(
    code: Reason, alike: Sequence[ExplainedRow], stock_left: Mapping[str, Counts | None]
) -> CauseGroup:
    orders = len({explained.row.order_id for explained in alike})
    name = _NAMED.get(code, _plain)(alike, stock_left)
    return CauseGroup(
        code=code,
        text=Text(
            f"{name.vi[:1].upper()}{name.vi[1:]}: {orders} đơn",
            f"{name.en[:1].upper()}{name.en[1:]}: {orders} {'order' if orders == 1 else 'orders'}",
        ),
        part_ids=tuple(explained.row.part_id for explained in alike),
    )


def _plain(alike: Sequence[ExplainedRow], stock_left: Mapping[str, Counts | None]) -> Text:
    del stock_left
    cause = alike[0].cause
    name, about = REASON_NAMES[cause.code], cause.about
    return Text(f"{name.vi} ({about.vi})", f"{name.en} ({about.en})") if about else name


def _short(alike: Sequence[ExplainedRow], stock_left: Mapping[str, Counts | None]) -> Text:
    """Tell what one depot lacks for all of them: `144 × 40L lacking at Kho An Hòa`."""
    depot = alike[0].cause.options[0].depot
    left = stock_left[depot.id] or Counts()
    lacking = dict(_lacking(alike, left))
    if not lacking:
        return _plain(alike, stock_left)
    name = depot.name or depot.id
    vi = " + ".join(f"{n} bình {key}" for key, n in lacking.items())
    en = " + ".join(f"{n} × {key}" for key, n in lacking.items())
    return Text(f"thiếu {vi} ở {name}", f"{en} lacking at {name}")


def _busy(alike: Sequence[ExplainedRow], stock_left: Mapping[str, Counts | None]) -> Text:
    """Tell what the trucks lack."""
    about = alike[0].cause.about
    if about is None:
        return _plain(alike, stock_left)
    return Text(f"các xe {about.vi}", f"the trucks have {about.en}")


def _lacking(alike: Sequence[ExplainedRow], left: Counts) -> Iterator[tuple[str, int]]:
    wanted = Counter({key: 0 for explained in alike for key in explained.row.deliver})
    for explained in alike:
        wanted.update(dict(explained.row.deliver))
    yield from ((key, count - left[key]) for key, count in sorted(wanted.items()) if count > left[key])


_NAMED: Final[dict[Reason, Callable[[Sequence[ExplainedRow], Mapping[str, Counts | None]], Text]]] = {
    Reason.NO_STOCK: _short,
    Reason.FLEET_BUSY: _busy,
}
