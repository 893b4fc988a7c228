"""Legs join the places of the day and have the matrix's times and lengths."""

from collections.abc import Iterator

from routing.check.day import Day, Kind, Visit
from routing.check.facts import NO_WAY, Facts
from routing.check.say import at_visit, clock
from routing.model import Leg, Violation, ViolationCode


def legs_join_up(facts: Facts, day: Day) -> Iterator[Violation]:
    """LEG_BROKEN: a leg leads from the place before to the place where the work is.

    The first loading has a leg only where the truck does not start at that depot. Two other rules look at
    the ends of the day: `starts_at_its_start_depot` and `ends_at_its_end_depot`.
    """
    del facts
    for number, visit in enumerate(day.visits):
        if visit.leg is None:
            if number > 0:
                vi, en = f"thiếu chặng đến {visit.place_id}", f"there is no leg to {visit.place_id}"
                yield at_visit(ViolationCode.LEG_BROKEN, day, visit, vi, en)
        elif number == 0 and visit.kind is Kind.LOADING and visit.origin_id == visit.place_id:
            vi = f"ngày bắt đầu ngay tại kho {visit.place_id} nên không có chặng đến đó"
            en = f"the day starts at depot {visit.place_id}, so no leg leads there"
            yield at_visit(ViolationCode.LEG_BROKEN, day, visit, vi, en)
        elif not _joins(number, visit, visit.leg):
            vi = f"chặng {_ends(visit.leg)} phải đi từ {visit.origin_id} đến {visit.place_id}"
            en = f"leg {_ends(visit.leg)} should lead from {visit.origin_id} to {visit.place_id}"
            yield at_visit(ViolationCode.LEG_BROKEN, day, visit, vi, en)


def _joins(number: int, visit: Visit, leg: Leg) -> bool:
    comes = number == 0 or leg.origin_id == visit.origin_id
    return comes and (visit.kind is Kind.RETURN or leg.destination_id == visit.place_id)


def _ends(leg: Leg) -> str:
    return f"{leg.origin_id} → {leg.destination_id}"


def legs_lead_somewhere(facts: Facts, day: Day) -> Iterator[Violation]:
    """UNREACHABLE_LEG: a road joins the two places, for this kind of truck."""
    del facts
    for visit in day.visits:
        if visit.leg and visit.travel_s == NO_WAY:
            vi = f"không có đường từ {visit.origin_id} đến {visit.place_id}"
            en = f"no road leads from {visit.origin_id} to {visit.place_id}"
            yield at_visit(ViolationCode.UNREACHABLE_LEG, day, visit, vi, en)


def legs_keep_to_open_roads(facts: Facts, day: Day) -> Iterator[Violation]:
    """ROAD_BARRED: no leg is on a road while it is closed to the truck: a city's ban, a closure."""
    for visit in day.visits:
        if visit.leg and visit.barred:
            by_hour = facts.by_hour(day.vehicle, visit.origin_id, visit.place_id)
            bans = ", ".join(by_hour.bans) if by_hour else ""
            span = f"{clock(visit.leg.depart_s)}-{clock(visit.leg.arrive_s)}"
            vi = f"chặng đến {visit.place_id} lúc {span} đi vào đường đang cấm ({bans})"
            en = f"the leg to {visit.place_id} at {span} is on roads that are barred then ({bans})"
            yield at_visit(ViolationCode.ROAD_BARRED, day, visit, vi, en)


def legs_have_their_time(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_LEG_TIME: `travel_s` is the matrix's time."""
    del facts
    for visit in day.visits:
        if visit.leg and visit.travel_s not in (None, NO_WAY, visit.leg.travel_s):
            off = visit.leg.travel_s - visit.driving_s
            vi = f"chặng đến {visit.place_id} ghi {visit.leg.travel_s} s, theo bản đồ là {visit.travel_s} s"
            en = f"leg to {visit.place_id} says {visit.leg.travel_s} s, the road takes {visit.travel_s} s"
            yield at_visit(ViolationCode.WRONG_LEG_TIME, day, visit, vi, en, amount=off)


def legs_have_their_length(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_LEG_LENGTH: `length_m` is the matrix's length."""
    del facts
    for visit in day.visits:
        if visit.leg and visit.length_m not in (None, NO_WAY, visit.leg.length_m):
            off = visit.leg.length_m - (visit.length_m or 0)
            vi = f"chặng đến {visit.place_id} ghi {visit.leg.length_m} m, theo bản đồ là {visit.length_m} m"
            en = f"leg to {visit.place_id} says {visit.leg.length_m} m, the road has {visit.length_m} m"
            yield at_visit(ViolationCode.WRONG_LEG_LENGTH, day, visit, vi, en, amount=off)
