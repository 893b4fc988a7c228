"""Work begins within opening hours, and the day within the shift."""

from collections.abc import Iterator, Sequence

from routing.check.day import Day, Kind, Visit
from routing.check.facts import Facts
from routing.check.say import at_visit, clock, on_day, work
from routing.model import Text, TimeWindow, Violation, ViolationCode


def begins_in_its_windows(facts: Facts, day: Day) -> Iterator[Violation]:
    """WINDOW_MISSED, DEPOT_CLOSED: work begins within the hours, both ends included."""
    del facts
    for visit in day.visits:
        if _is_open(visit.windows, visit.begin_s):
            continue
        stop = visit.kind is Kind.STOP
        hours = "; ".join(f"{clock(w.start_s)}-{clock(w.end_s)}" for w in visit.windows)
        vi = f"{work(visit).vi} lúc {clock(visit.begin_s)}, ngoài giờ {hours}"
        en = f"{work(visit).en} at {clock(visit.begin_s)}, outside {hours}"
        code = ViolationCode.WINDOW_MISSED if stop else ViolationCode.DEPOT_CLOSED
        yield at_visit(code, day, visit, vi, en, amount=_distance_s(visit))


def _is_open(windows: Sequence[TimeWindow], at_s: int) -> bool:
    return not windows or any(w.start_s <= at_s <= w.end_s for w in windows)


def _distance_s(visit: Visit) -> int:
    """Return how many seconds the beginning lies from the nearest window."""
    at_s = visit.begin_s
    return min(w.start_s - at_s if at_s < w.start_s else at_s - w.end_s for w in visit.windows)


def shift_is_kept(facts: Facts, day: Day) -> Iterator[Violation]:
    """SHIFT_EXCEEDED: the day starts after the shift does, and ends within it and its overtime."""
    del facts
    if day.vehicle is None:
        return
    shift = day.vehicle.shift
    latest_s = shift.end_s + shift.max_overtime_s
    if day.start_s < shift.start_s:
        vi = f"ngày bắt đầu {clock(day.start_s)}, trước ca lúc {clock(shift.start_s)}"
        en = f"the day starts at {clock(day.start_s)}, before the shift at {clock(shift.start_s)}"
        yield on_day(ViolationCode.SHIFT_EXCEEDED, day, vi, en, amount=shift.start_s - day.start_s)
    if day.end_s > latest_s:
        vi = f"ngày kết thúc {clock(day.end_s)}, muộn nhất là {clock(latest_s)} kể cả tăng ca"
        en = f"the day ends at {clock(day.end_s)}, the latest is {clock(latest_s)} with overtime"
        yield on_day(ViolationCode.SHIFT_EXCEEDED, day, vi, en, amount=day.end_s - latest_s)


def duty_is_short_enough(facts: Facts, day: Day) -> Iterator[Violation]:
    """DURATION_EXCEEDED: from its start to its end the day takes `max_duration_s` at most."""
    del facts
    limit_s = day.vehicle.shift.max_duration_s if day.vehicle else None
    duty_s = day.end_s - day.start_s
    if limit_s is not None and duty_s > limit_s:
        vi = f"làm việc {clock(duty_s)} giờ trong ngày, tối đa {clock(limit_s)} giờ"
        en = f"is on duty for {clock(duty_s)} hours, the most is {clock(limit_s)} hours"
        yield on_day(ViolationCode.DURATION_EXCEEDED, day, vi, en, amount=duty_s - limit_s)


def loads_what_is_ready(facts: Facts, day: Day) -> Iterator[Violation]:
    """NOT_RELEASED: a trip begins to load once the cylinders of each of its orders are ready."""
    for trip in day.route.trips:
        for stop in trip.stops:
            ready_s = facts.release_s(stop.part_id)
            if ready_s is None or trip.begin_s >= ready_s:
                continue
            begins, ready = clock(trip.begin_s), clock(ready_s)
            vi = f"nhận bình tại kho {trip.depot_id} lúc {begins}, bình của đơn {stop.part_id} {ready} mới có"
            en = f"loads at depot {trip.depot_id} at {begins}, "
            en += f"the cylinders of order {stop.part_id} are ready at {ready}"
            yield Violation(
                code=ViolationCode.NOT_RELEASED,
                vehicle_id=day.vehicle_id,
                order_id=stop.part_id,
                place_id=trip.depot_id,
                amount=ready_s - trip.begin_s,
                message=Text(f"Xe {day.vehicle_id}: {vi}", f"Truck {day.vehicle_id}: {en}"),
            )
