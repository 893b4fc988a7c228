"""An arrangement in words: what is to be arranged, kind by kind, and whom it serves."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from routing.explain.remedy_text import remedy_text
from routing.model import (
    Change,
    EarlierShift,
    LargerTruck,
    LaterClosing,
    LongerShift,
    MoreStock,
    PermitGranted,
    Problem,
    SecondDriver,
    SkillAdded,
    Text,
    TruckAdded,
    clock_on_day,
    first_of,
)

_NAMED: Final = 6
"""So many names are told, of more their number."""
_KINDS: Final = 2
"""So many kinds of trucks are told by what they are like, more by where they stand."""


def arranged_text(problem: Problem, changes: Iterable[Change]) -> Text:
    """Return changes as a list of things: `2 more trucks like A and 60 × 40L at Kho An Hòa`."""
    by_kind: dict[type, list[Any]] = defaultdict(list)
    for change in changes:
        by_kind[type(change)].append(change)
    ordered = sorted(by_kind.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))
    return listed([phrase for kind, alike in ordered for phrase in _PHRASES.get(kind, _each)(problem, alike)])


def listed(phrases: Sequence[Text]) -> Text:
    """Return `a, b and c`."""
    if len(phrases) <= 1:
        return phrases[0] if phrases else Text("", "")
    *first, last = phrases
    return Text(
        f"{', '.join(t.vi for t in first)} và {last.vi}", f"{', '.join(t.en for t in first)} and {last.en}"
    )


def capital(text: Text) -> Text:
    """Return the text as the beginning of a sentence."""
    return Text(text.vi[:1].upper() + text.vi[1:], text.en[:1].upper() + text.en[1:])


def _names(problem: Problem, ids: Iterable[str]) -> Text:
    names = [problem.vehicle_by_id[key].name or key for key in dict.fromkeys(ids)]
    return first_of([Text(name, name) for name in names], _NAMED, "xe")


def _trucks(problem: Problem, changes: Sequence[TruckAdded]) -> Iterator[Text]:
    kinds = Counter(change.like_vehicle_id for change in changes)
    if len(kinds) > _KINDS:
        yield _trucks_by_depot(problem, kinds)
        return
    for like_id, count in kinds.items():
        like = problem.vehicle_by_id[like_id]
        name = like.name or like.id
        depot = problem.depot_by_id[like.start_depot_id].name or like.start_depot_id
        trucks = "truck" if count == 1 else "trucks"
        yield Text(f"thêm {count} xe như {name} ở {depot}", f"{count} more {trucks} like {name} at {depot}")


def _trucks_by_depot(problem: Problem, kinds: Counter[str]) -> Text:
    at: Counter[str] = Counter()
    for like_id, count in kinds.items():
        at[problem.vehicle_by_id[like_id].start_depot_id] += count
    named = [(count, problem.depot_by_id[key].name or key) for key, count in at.items()]
    vi, en = (", ".join(f"{n} {at} {name}" for n, name in named) for at in ("ở", "at"))
    total = sum(kinds.values())
    return Text(f"thêm {total} xe ({vi})", f"{total} more trucks ({en})")


def _permits(problem: Problem, changes: Sequence[PermitGranted]) -> Iterator[Text]:
    names = _names(problem, (change.vehicle_id for change in changes))
    what = "a permit" if len(changes) == 1 else f"{len(changes)} permits"
    yield Text(
        f"{len(changes)} giấy phép vào giờ cấm (xe {names.vi})", f"{what} for hours of bans ({names.en})"
    )


def _drivers(problem: Problem, changes: Sequence[SecondDriver]) -> Iterator[Text]:
    names = _names(problem, (change.vehicle_id for change in changes))
    yield Text(f"tài xế thứ hai cho xe {names.vi}", f"a second driver for {names.en}")


def _stock(problem: Problem, changes: Sequence[MoreStock]) -> Iterator[Text]:
    at: dict[str, list[MoreStock]] = defaultdict(list)
    for change in changes:
        at[change.depot_id].append(change)
    for depot_id, more in at.items():
        name = problem.depot_by_id[depot_id].name or depot_id
        yield Text(
            f"thêm {' + '.join(f'{x.count} bình {x.type_id}' for x in more)} ở {name}",
            f"{' + '.join(f'{x.count} × {x.type_id}' for x in more)} more at {name}",
        )


def _shifts(problem: Problem, changes: Sequence[LongerShift | EarlierShift]) -> Iterator[Text]:
    """Tell of one kind of shift changes; several of one truck add up."""
    by_s: Counter[str] = Counter()
    for change in changes:
        by_s[change.vehicle_id] += change.by_s
    phrases = [
        Text(
            f"{problem.vehicle_by_id[key].name or key} {s // 60} phút",
            f"{problem.vehicle_by_id[key].name or key} by {s // 60} min",
        )
        for key, s in by_s.items()
    ]
    names = listed(phrases)
    if isinstance(changes[0], LongerShift):
        yield Text(f"ca làm dài thêm (xe {names.vi})", f"longer shifts ({names.en})")
    else:
        yield Text(f"ca làm bắt đầu sớm hơn (xe {names.vi})", f"earlier shifts ({names.en})")


def _closings(problem: Problem, changes: Sequence[LaterClosing]) -> Iterator[Text]:
    """Tell of few later closings each, of many how many places there are and by how much at most."""
    if len(changes) <= _NAMED:
        yield from (_closing(problem, change) for change in changes)
        return
    places = len({problem.order_by_id[change.order_id].facility_id for change in changes})
    most = max(change.by_s for change in changes) // 60
    yield Text(
        f"{places} nơi nhận hàng muộn hơn, nhiều nhất {most} phút",
        f"later closing at {places} places, by {most} minutes at most",
    )


def _closing(problem: Problem, change: LaterClosing) -> Text:
    order = problem.order_by_id[change.order_id]
    name = problem.facility_by_id[order.facility_id].name or order.facility_id
    closing = clock_on_day(problem.windows_of(order)[-1].end_s + change.by_s, problem.date)
    minutes = change.by_s // 60
    return Text(
        f"{name} nhận hàng muộn hơn {minutes} phút (đến {closing})",
        f"{minutes} minutes later closing at {name} (until {closing})",
    )


def _skills(problem: Problem, changes: Sequence[SkillAdded]) -> Iterator[Text]:
    for change in changes:
        name = _names(problem, [change.vehicle_id])
        yield Text(f"{change.skill} cho xe {name.vi}", f"{change.skill} for truck {name.en}")


def _larger(problem: Problem, changes: Sequence[LargerTruck]) -> Iterator[Text]:
    for change in changes:
        name, kg = _names(problem, [change.vehicle_id]), f"{change.payload_g / 1000:.0f} kg"
        yield Text(
            f"xe lớn hơn thay {name.vi} ({kg}, {change.slots} chỗ)",
            f"a larger truck for {name.en} ({kg}, {change.slots} slots)",
        )


def _each(problem: Problem, changes: Sequence[Change]) -> Iterator[Text]:
    for change in changes:
        phrase = remedy_text(problem, change)
        yield Text(phrase.vi[:1].lower() + phrase.vi[1:], phrase.en[:1].lower() + phrase.en[1:])


_PHRASES: Final[dict[type, Callable[[Problem, Any], Iterator[Text]]]] = {
    TruckAdded: _trucks,
    PermitGranted: _permits,
    MoreStock: _stock,
    LongerShift: _shifts,
    EarlierShift: _shifts,
    SecondDriver: _drivers,
    LaterClosing: _closings,
    SkillAdded: _skills,
    LargerTruck: _larger,
}
"""What has a phrase for many of a kind; all else is told one by one."""
_ORDER: Final = {kind: number for number, kind in enumerate(_PHRASES)}
