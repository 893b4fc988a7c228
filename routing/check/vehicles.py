"""Trucks exist, drive one route each, can do the job, and start and end where they must."""

from collections import Counter
from collections.abc import Iterator

from routing.check.day import Day
from routing.check.facts import Facts
from routing.check.say import at_visit, on_day
from routing.model import Text, Violation, ViolationCode


def vehicles_are_known(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """UNKNOWN_VEHICLE: the problem has every truck of the plan."""
    del facts
    for day in days:
        if day.vehicle is None:
            vi, en = "dữ liệu ngày không có xe này", "the problem has no such truck"
            yield on_day(ViolationCode.UNKNOWN_VEHICLE, day, vi, en)


def vehicles_drive_once(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """VEHICLE_TWICE: a truck has one route at most."""
    del facts
    for vehicle_id, count in Counter(day.vehicle_id for day in days).items():
        if count > 1:
            yield Violation(
                code=ViolationCode.VEHICLE_TWICE,
                vehicle_id=vehicle_id,
                amount=count,
                message=Text(
                    f"Xe {vehicle_id} có {count} lộ trình trong một ngày",
                    f"Truck {vehicle_id} has {count} routes on one day",
                ),
            )


def has_the_skills(facts: Facts, day: Day) -> Iterator[Violation]:
    """SKILL_MISSING: the truck has all skills that order and facility ask for."""
    for visit in day.visits if day.vehicle else ():
        order = facts.whole(visit.part_id)
        if order is None or day.vehicle is None:
            continue
        needed = set(order.skills) | set(facts.facilities[order.facility_id].skills)
        if lacking := sorted(needed - set(day.vehicle.skills)):
            names = ", ".join(lacking)
            vi = f"đơn {visit.part_id} tại {visit.place_id} cần {names} mà xe không có"
            en = f"order {visit.part_id} at {visit.place_id} needs {names}, which the truck lacks"
            yield at_visit(ViolationCode.SKILL_MISSING, day, visit, vi, en, amount=len(lacking))


def starts_at_its_start_depot(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_START: the first leg leaves the start depot, or the first loading is there."""
    del facts
    first = day.visits[0]
    claimed = first.leg.origin_id if first.leg else first.place_id
    if day.vehicle and claimed != day.start_id:
        vi = f"ngày bắt đầu tại {claimed}, xe phải bắt đầu tại kho {day.start_id}"
        en = f"the day starts at {claimed}, the truck must start at depot {day.start_id}"
        yield on_day(ViolationCode.WRONG_START, day, vi, en, place_id=claimed)


def ends_at_its_end_depot(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_END: the last leg leads to the end depot."""
    del facts
    claimed, due = day.route.finish.destination_id, day.visits[-1].place_id
    if day.vehicle and claimed != due:
        vi = f"ngày kết thúc tại {claimed}, xe phải về kho {due}"
        en = f"the day ends at {claimed}, the truck must end at depot {due}"
        yield on_day(ViolationCode.WRONG_END, day, vi, en, place_id=claimed)
