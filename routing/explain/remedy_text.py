"""Remedies in words."""

from collections.abc import Sequence

from routing.model import (
    Change,
    EarlierShift,
    LargerTruck,
    LaterClosing,
    LongerShift,
    MoreStock,
    PermitGranted,
    Problem,
    RoadOpened,
    SecondDriver,
    SkillAdded,
    Text,
    Together,
    TruckAdded,
    clock_on_day,
    format_clock,
)


def remedy_text(problem: Problem, change: Change) -> Text:
    """Say what is to be arranged, with the figures of `change`."""
    if isinstance(change, Together):
        return _together([(single, remedy_text(problem, single)) for single in change.changes])
    if isinstance(change, LaterClosing | LongerShift | EarlierShift):
        return _hours(problem, change)
    if isinstance(change, RoadOpened):
        return _road(problem, change)
    if isinstance(change, MoreStock):
        name = problem.depot_by_id[change.depot_id].name or change.depot_id
        return Text(
            f"Thêm {change.count} bình {change.type_id} cho {name}",
            f"Add {change.count} × {change.type_id} to the stock of {name}",
        )
    return _truck(problem, change)


def _together(pairs: Sequence[tuple[Change, Text]]) -> Text:
    (_, first), *others = pairs
    later = [text if isinstance(change, LaterClosing) else _lowered(text) for change, text in others]
    return Text(
        " và ".join((first.vi, *(text.vi for text in later))),
        " and ".join((first.en, *(text.en for text in later))),
    )


def _lowered(text: Text) -> Text:
    """Begin in lower case what does not begin with a name."""
    return Text(text.vi[:1].lower() + text.vi[1:], text.en[:1].lower() + text.en[1:])


def _hours(problem: Problem, change: LaterClosing | LongerShift | EarlierShift) -> Text:
    minutes = change.by_s // 60
    if isinstance(change, LaterClosing):
        order = problem.order_by_id[change.order_id]
        name = problem.facility_by_id[order.facility_id].name or order.facility_id
        closing = clock_on_day(problem.windows_of(order)[-1].end_s + change.by_s, problem.date)
        return Text(
            f"{name} nhận hàng muộn hơn {minutes} phút, đến {closing}",
            f"{name} receives {minutes} minutes longer, until {closing}",
        )
    truck = problem.vehicle_by_id[change.vehicle_id]
    if isinstance(change, LongerShift):
        ends = clock_on_day(truck.shift.end_s + change.by_s, problem.date)
        most = _longest_duty(truck.shift.max_duration_s, change)
        return Text(
            f"Ca của xe {_name(problem, truck.id)} dài thêm {minutes} phút, đến {ends}{most.vi}",
            f"The shift of truck {_name(problem, truck.id)} ends {minutes} minutes later, at {ends}{most.en}",
        )
    starts = clock_on_day(truck.shift.start_s - change.by_s, problem.date)
    return Text(
        f"Ca của xe {_name(problem, truck.id)} bắt đầu sớm hơn {minutes} phút, từ {starts}",
        f"The shift of truck {_name(problem, truck.id)} starts {minutes} minutes earlier, at {starts}",
    )


def _longest_duty(max_duration_s: int | None, change: LongerShift) -> Text:
    """Tell that a longer shift lengthens the longest duty, too, which somebody has to agree to."""
    if max_duration_s is None:
        return Text("", "")
    most = format_clock(max_duration_s + change.by_s)
    return Text(f" (làm việc tối đa {most} giờ)", f" (longest duty {most} hours)")


def _road(problem: Problem, change: RoadOpened) -> Text:
    names = {place.id: place.name or place.id for place in problem.places}
    ends = f"{names[change.origin_id]} – {names[change.destination_id]}"
    km, minutes = f"{change.length_m / 1000:.1f}", -(-change.duration_s // 60)
    return Text(
        f"Mở đường {ends} (giả định {km} km đường chim bay, 30 km/h, {minutes} phút)",
        f"Open a road {ends} (assumed: {km} km as the crow flies at 30 km/h, {minutes} minutes)",
    )


def _truck(problem: Problem, change: Change) -> Text:
    if isinstance(change, SkillAdded):
        name = _name(problem, change.vehicle_id)
        return Text(f"Trang bị {change.skill} cho xe {name}", f"Equip truck {name} with {change.skill}")
    if isinstance(change, SecondDriver):
        name = _name(problem, change.vehicle_id)
        return Text(f"Thêm tài xế thứ hai cho xe {name}", f"Send a second driver with truck {name}")
    if isinstance(change, PermitGranted):
        name = _name(problem, change.vehicle_id)
        return Text(
            f"Xin giấy phép vào giờ cấm cho xe {name}",
            f"Get truck {name} a permit for the hours of the ban",
        )
    if isinstance(change, LargerTruck):
        name, kg = _name(problem, change.vehicle_id), f"{change.payload_g / 1000:.1f}"
        return Text(
            f"Thay xe {name} bằng xe tải trọng {kg} kg, {change.slots} chỗ",
            f"Replace truck {name} by one of {kg} kg payload and {change.slots} slots",
        )
    if isinstance(change, TruckAdded):
        name = _name(problem, change.like_vehicle_id)
        return Text(f"Thêm một xe như {name}", f"Add one more truck like {name}")
    return Text(f"Thay đổi: {change}", f"Change: {change}")


def _name(problem: Problem, vehicle_id: str) -> str:
    return problem.vehicle_by_id[vehicle_id].name or vehicle_id
