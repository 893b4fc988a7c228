"""Reasons in words, with the figures that make them plain."""

from collections.abc import Sequence
from typing import Final

from routing.explain.options import Case, Option
from routing.explain.reason import Reason
from routing.model import (
    Counts,
    EarlierShift,
    LargerTruck,
    LaterClosing,
    LongerShift,
    PermitGranted,
    SecondDriver,
    Text,
)

Options = tuple[Option, ...]


def place(case: Case) -> str:
    """Name the order's facility."""
    return case.problem.facility_by_id[case.part.facility_id].name or case.part.facility_id


def counted(counts: Counts) -> str:
    """Return `2 × 10L + 4 × 40L`."""
    return " + ".join(f"{n} × {key}" for key, n in counts.items()) or "0"


def counted_vi(counts: Counts) -> str:
    """Return `2 bình 10L + 4 bình 40L`."""
    return " + ".join(f"{n} bình {key}" for key, n in counts.items()) or "0"


def minutes(seconds: int) -> int:
    """Return whole minutes, rounded up."""
    return -(-seconds // 60)


def unreachable(case: Case, options: Options) -> Text:
    """No road leads there and back, for any truck."""
    del options
    return Text(
        f"Không xe nào có đường đi từ kho đến {place(case)} rồi về",
        f"No truck has a road from a depot to {place(case)} and back",
    )


def unskilled(case: Case, options: Options) -> Text:
    """No truck that gets there has all the skills."""
    del options
    skills = ", ".join(sorted(case.problem.skills_of(case.part)))
    return Text(
        f"Không xe nào đến được {place(case)} mà có đủ: {skills}",
        f"No truck that can reach {place(case)} has all of: {skills}",
    )


def too_heavy(case: Case, options: Options) -> Text:
    """No truck with the skills carries what the order cannot be split below."""
    best = max((option.vehicle for option in options), key=lambda v: (v.payload_g, v.slots))
    out, back = counted(case.part.deliver), counted(case.part.collect)
    size = f"{best.payload_g / 1000:.1f} kg, {best.slots}"
    return Text(
        f"Không xe nào phù hợp chở được {out} (giao) và {back} (thu về); xe lớn nhất chở {size} chỗ",
        f"No suitable truck carries {out} out and {back} back; the largest takes {size} slots",
    )


def closed(case: Case, options: Options) -> Text:
    """No depot is in service, allowed and open for a truck that could serve the order."""
    del options
    return Text(
        f"Không có kho nào đang hoạt động, mở đúng giờ và cho xe phù hợp nhận bình để giao {place(case)}",
        f"No depot is in service, open in time and allowed for a truck that could serve {place(case)}",
    )


def short(case: Case, option: Option, *, others: bool) -> Text:
    """Tell by how much the stock of an option's depot is short; `others` says that other depots lack, too."""
    at_first, now = case.short_at_first(option), case.short_now(option)
    name = option.depot.name or option.depot.id
    vi, en = counted_vi(now), counted(now)
    tail = Text("không kho nào khác giao kịp", "No other depot can deliver in time")
    if others:
        tail = Text("các kho khác giao kịp cũng thiếu", "The other depots within reach are short, too")
    if at_first == now:
        return Text(
            f"{name} không đủ hàng cho đơn này: thiếu {vi}; {tail.vi}",
            f"{name} has too little stock for this order: {en} short. {tail.en}",
        )
    return Text(
        f"{name} đã hết hàng cho đơn này (thiếu {vi}); {tail.vi}",
        f"{name} is out of stock for this order: {en} short. {tail.en}",
    )


def pinned(case: Case, options: Options) -> Text:
    """The order is kept for a truck that cannot take it, or all trucks that could are closed."""
    del options
    truck_id = case.problem.pinned_to.get(case.part.id)
    if truck_id is None:
        return Text(
            f"Mọi xe giao được {place(case)} đều đã chốt, không nhận thêm chuyến",
            f"Every truck that could serve {place(case)} is closed to more trips",
        )
    name = case.problem.vehicle_by_id[truck_id].name or truck_id
    return Text(
        f"Đơn của {place(case)} đã ghim cho xe {name}, mà xe này không giao được hoặc không nhận thêm",
        f"The order of {place(case)} is pinned to truck {name}, which cannot serve it or takes no more",
    )


def several(case: Case, needed: Sequence[Reason]) -> Text:
    """Name the limits that would have to be lifted together."""
    names = {
        Reason.RELEASED_TOO_LATE: Text("giờ bình sẵn sàng", "when the cylinders are ready"),
        Reason.DUTY_TOO_LONG: Text("thời gian làm việc tối đa", "the longest duty"),
        Reason.WINDOW_TOO_EARLY: Text("giờ nhận hàng", "receiving hours"),
        Reason.ROAD_BARRED: Text("giờ cấm đường", "hours in which roads are barred"),
        Reason.SHIFT_TOO_SHORT: Text("ca làm việc", "shifts"),
        Reason.DRIVING_TOO_LONG: Text("giới hạn lái xe", "limits on driving"),
        Reason.MEALS_TOO_LONG: Text("giờ nghỉ ăn", "meals"),
        Reason.NO_DEPOT_OPEN: Text("giờ mở kho", "depots' opening hours"),
    }
    limits = [names[code] for code in needed]
    if not limits:
        return Text(
            f"Nhiều giới hạn cùng lúc khiến không giao được {place(case)}",
            f"Several limits together prevent serving {place(case)}",
        )
    return Text(
        f"Muốn giao {place(case)} phải nới cùng lúc: {', '.join(t.vi for t in limits)}",
        f"To serve {place(case)} these would have to give way together: {', '.join(t.en for t in limits)}",
    )


LACKING: Final[dict[type, Text]] = {
    LaterClosing: Text("không còn rảnh trong giờ nhận hàng", "no time left in receiving hours"),
    LongerShift: Text("hết giờ trong ca", "no time left in their shifts"),
    EarlierShift: Text("hết giờ trong ca", "no time left in their shifts"),
    SecondDriver: Text("hết giờ lái hoặc giờ làm cho phép", "their driving or duty hours used up"),
    PermitGranted: Text("hết giờ ngoài giờ cấm", "no time left outside the hours of bans"),
    LargerTruck: Text("hết chỗ chở", "no room left"),
}
"""What trucks lack for one order more, by the change that gives it to them."""
NO_ROOM: Final = Text("không còn đủ chỗ hoặc thời gian", "no room or time left")


def busy(case: Case, options: Options, lacks: Text) -> Text:
    """The order would fit alone, but the trucks that could serve it lack time or room."""
    trucks = {option.vehicle.id: option.vehicle.name or option.vehicle.id for option in options}
    count = len(trucks)
    if count == 1:
        (name,) = trucks.values()
        return Text(
            f"Chỉ xe {name} giao được {place(case)}, nhưng xe này {lacks.vi}",
            f"Only truck {name} could serve {place(case)}, with {lacks.en}",
        )
    return Text(
        f"{count} xe có thể giao {place(case)} đều {lacks.vi}",
        f"The {count} trucks that could serve {place(case)} have {lacks.en}",
    )


def not_placed(case: Case, options: Options) -> Text:
    """There is room; the search did not find it."""
    del options
    return Text(
        f"Vẫn còn chỗ giao {place(case)} trong kế hoạch: việc tìm kiếm dừng quá sớm, hãy tìm lâu hơn",
        f"The plan still has room for {place(case)}: the search ended too soon, let it search longer",
    )


def empties_stay(case: Case, options: Options) -> Text:
    """Empties stay where fetching them costs more than they do, or fulls need the room."""
    del options
    what, vnd = counted(case.part.collect), case.part.left_vnd
    return Text(
        f"Bình rỗng để lại tại {place(case)}: {what}; không thiếu oxy, chỉ tính {vnd} đ",
        f"Empties left standing at {place(case)}: {what}; no oxygen is missing, they count as {vnd} VND",
    )


def not_worth(case: Case, options: Options) -> Text:
    """There is room, but the order is optional and no way was found that costs less than its prize."""
    del options
    return Text(
        f"Đơn bổ sung: chưa tìm được cách giao {place(case)} tốn ít hơn {case.prize_vnd} đ",
        f"A top-up: no way was found to serve {place(case)} for less than {case.prize_vnd} VND",
    )
