"""Clocks: departures, arrivals, breaks on the way, waits and work follow from one another."""

import itertools
from collections.abc import Iterator, Sequence

from routing.check.day import Day
from routing.check.facts import Facts
from routing.check.say import at_visit, clock, on_day, work
from routing.check.time_of_day import may_wait_until
from routing.model import Break, BreakKind, Leg, Violation, ViolationCode

CLOCK = ViolationCode.CLOCK


def day_starts_and_ends_on_the_clock(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: `start_s` is the first departure or loading, `end_s` the first open second after arrival."""
    del facts
    route = day.route
    if route.start_s != day.start_s:
        vi = f"ngày ghi bắt đầu {clock(route.start_s)}, việc đầu tiên lúc {clock(day.start_s)}"
        en = f"the day says it starts at {clock(route.start_s)}, its first work is at {clock(day.start_s)}"
        yield on_day(CLOCK, day, vi, en, amount=route.start_s - day.start_s)
    if route.end_s > day.end_s:
        vi = f"ngày ghi kết thúc {clock(route.end_s)}, xe vào kho được từ {clock(day.end_s)}"
        en = f"the day says it ends at {clock(route.end_s)}, the truck may enter from {clock(day.end_s)}"
        yield on_day(CLOCK, day, vi, en, amount=route.end_s - day.end_s)


def legs_depart_when_work_ends(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: a leg departs when the work before it ends, or a meal then, or when a road opens or closes."""
    for before, visit in itertools.pairwise(day.visits):
        if visit.leg is None or visit.leg.depart_s == before.end_s or _ends_a_meal(day, visit.leg):
            continue
        by_hour = facts.by_hour(day.vehicle, visit.origin_id, visit.place_id)
        waits = by_hour and visit.leg.depart_s > before.end_s
        if not (by_hour and waits and may_wait_until(by_hour, visit.leg.depart_s)):
            done, departs = clock(before.end_s), clock(visit.leg.depart_s)
            vi = f"rời {visit.origin_id} lúc {departs}, việc ở đó xong lúc {done}"
            en = f"leaves {visit.origin_id} at {departs}, work there ends at {done}"
            yield at_visit(CLOCK, day, visit, vi, en, amount=visit.leg.depart_s - before.end_s)


def _ends_a_meal(day: Day, leg: Leg) -> bool:
    eats = day.vehicle is not None and day.vehicle.rules.meals is not None
    meals = (pause.end_s for pause in leg.rests if pause.kind is BreakKind.MEAL)
    return eats and leg.depart_s in meals


def legs_take_their_travel_and_breaks(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: a leg arrives after its travel time and its breaks.

    Either the claimed or the true travel time will do: whether they agree is WRONG_LEG_TIME.
    """
    del facts
    for visit in day.visits:
        if visit.leg is None:
            continue
        paused_s = sum(pause.end_s - pause.start_s for pause in visit.leg.breaks)
        due_s = visit.leg.depart_s + visit.leg.travel_s + paused_s
        if visit.leg.arrive_s not in (due_s, due_s - visit.leg.travel_s + visit.driving_s):
            vi = f"đến {visit.place_id} lúc {clock(visit.leg.arrive_s)}, tính ra {clock(due_s)}"
            en = f"arrives at {visit.place_id} at {clock(visit.leg.arrive_s)}, it should be {clock(due_s)}"
            yield at_visit(CLOCK, day, visit, vi, en, amount=visit.leg.arrive_s - due_s)


def _in_order(pauses: Sequence[Break], start_s: int, end_s: int) -> bool:
    edges = [start_s, *(edge for pause in pauses for edge in (pause.start_s, pause.end_s)), end_s]
    # A pause that runs backwards is told as too short, so only its place is judged here.
    pairs = list(itertools.pairwise(edges))
    return all(a <= b for a, b in pairs[::2])


def breaks_lie_on_their_leg(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: breaks on the way are in order between departure and arrival."""
    del facts
    for visit in day.visits:
        leg = visit.leg
        if leg and leg.breaks and not _in_order(leg.breaks, leg.depart_s, leg.arrive_s):
            span = f"{clock(leg.depart_s)}-{clock(leg.arrive_s)}"
            vi = f"giờ nghỉ trên chặng đến {visit.place_id} chồng nhau hoặc ngoài {span}"
            en = f"breaks on the leg to {visit.place_id} overlap or lie outside {span}"
            yield at_visit(CLOCK, day, visit, vi, en)


def rests_lie_in_the_wait(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: rests are in order between arrival and the beginning of work."""
    del facts
    for visit in day.visits:
        if visit.rests and not _in_order(visit.rests, visit.arrive_s, visit.begin_s):
            span = f"{clock(visit.arrive_s)}-{clock(visit.begin_s)}"
            vi = f"giờ nghỉ khi chờ ở {visit.place_id} chồng nhau hoặc ngoài {span}"
            en = f"rests while waiting at {visit.place_id} overlap or lie outside {span}"
            yield at_visit(CLOCK, day, visit, vi, en)


def rests_lie_before_the_leg(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: rests before a leg are in order between the end of the work before it and its departure."""
    del facts
    before_s = day.vehicle.shift.start_s if day.vehicle else 0
    for visit in day.visits:
        leg = visit.leg
        if leg and leg.rests and not _in_order(leg.rests, before_s, leg.depart_s):
            span = f"{clock(before_s)}-{clock(leg.depart_s)}"
            vi = f"giờ nghỉ trước chặng đến {visit.place_id} chồng nhau hoặc ngoài {span}"
            en = f"rests before the leg to {visit.place_id} overlap or lie outside {span}"
            yield at_visit(CLOCK, day, visit, vi, en)
        before_s = visit.end_s


def work_begins_after_arrival(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: work begins at arrival or later."""
    del facts
    for visit in day.visits:
        if visit.begin_s < visit.arrive_s:
            vi = f"{work(visit).vi} lúc {clock(visit.begin_s)}, trước khi đến lúc {clock(visit.arrive_s)}"
            en = f"{work(visit).en} at {clock(visit.begin_s)}, before arrival at {clock(visit.arrive_s)}"
            yield at_visit(CLOCK, day, visit, vi, en, amount=visit.arrive_s - visit.begin_s)


def work_takes_its_time(facts: Facts, day: Day) -> Iterator[Violation]:
    """CLOCK: loading and unloading take exactly what their cylinders need."""
    del facts
    for visit in day.visits:
        if visit.work_s is not None and visit.end_s - visit.begin_s != visit.work_s:
            took_s = visit.end_s - visit.begin_s
            vi = f"{work(visit).vi} từ {clock(visit.begin_s)} ghi {took_s} s, cần {visit.work_s} s"
            en = f"{work(visit).en} from {clock(visit.begin_s)} says {took_s} s, it takes {visit.work_s} s"
            yield at_visit(CLOCK, day, visit, vi, en, amount=took_s - visit.work_s)
