"""Limits on driving: of the whole day, and between breaks."""

from collections.abc import Iterator

from routing.check.day import Day, Visit
from routing.check.facts import Facts
from routing.check.say import at_visit, clock, on_day
from routing.model import Break, BreakKind, Violation, ViolationCode


def driving_is_within_its_limit(facts: Facts, day: Day) -> Iterator[Violation]:
    """DRIVING_EXCEEDED: all driving of the day stays within `max_driving_s`."""
    del facts
    limit_s = day.vehicle.rules.max_driving_s if day.vehicle else None
    driven_s = sum(visit.driving_s for visit in day.visits)
    if limit_s is not None and driven_s > limit_s:
        vi = f"lái {clock(driven_s)} giờ trong ngày, giới hạn {clock(limit_s)} giờ"
        en = f"drives {clock(driven_s)} hours in the day, the limit is {clock(limit_s)} hours"
        yield on_day(ViolationCode.DRIVING_EXCEEDED, day, vi, en, amount=driven_s - limit_s)


def breaks_come_in_time(facts: Facts, day: Day) -> Iterator[Violation]:
    """BREAK_MISSING: no stretch of driving between two breaks exceeds `max_continuous_driving_s`.

    Any listed break ends a stretch; whether it is long enough is `breaks_are_long_enough`. A meal
    ends one if it is as long as a break.
    """
    del facts
    limit_s = day.vehicle.rules.max_continuous_driving_s if day.vehicle else None
    if limit_s is None or day.vehicle is None:
        return
    for visit, driven_s in _stretches(day, day.vehicle.rules.break_s):
        if driven_s > limit_s:
            driven, limit, place_id = clock(driven_s), clock(limit_s), visit.place_id
            vi = f"lái liền {driven} giờ không nghỉ đến {place_id}, giới hạn {limit} giờ"
            en = f"drives {driven} hours without a break up to {place_id}, the limit is {limit} hours"
            yield at_visit(ViolationCode.BREAK_MISSING, day, visit, vi, en, amount=driven_s - limit_s)


def _stretches(day: Day, break_s: int) -> Iterator[tuple[Visit, int]]:
    """Yield each stretch of driving without a break, and on the way to which visit it ended."""

    def ends(pause: Break) -> bool:
        return pause.kind is not BreakKind.MEAL or pause.end_s - pause.start_s >= break_s

    driven_s = 0
    for visit in day.visits:
        if visit.leg and any(map(ends, visit.leg.rests)):
            yield visit, driven_s
            driven_s = 0
        left_s, at_s = visit.driving_s, visit.leg.depart_s if visit.leg else 0
        for pause in visit.leg.breaks if visit.leg else ():
            piece_s = min(max(pause.start_s - at_s, 0), left_s)
            driven_s, left_s, at_s = driven_s + piece_s, left_s - piece_s, pause.end_s
            if ends(pause):
                yield visit, driven_s
                driven_s = 0
        driven_s += left_s
        if any(map(ends, visit.rests)):
            yield visit, driven_s
            driven_s = 0
    yield day.visits[-1], driven_s


def breaks_are_long_enough(facts: Facts, day: Day) -> Iterator[Violation]:
    """BREAK_SHORT: every listed break and rest that is no meal takes `break_s` at least."""
    del facts
    least_s = day.vehicle.rules.break_s if day.vehicle else 0
    for visit in day.visits:
        for pause in visit.pauses:
            if pause.kind is not BreakKind.MEAL and pause.end_s - pause.start_s < least_s:
                took_s = pause.end_s - pause.start_s
                vi = f"nghỉ lúc {clock(pause.start_s)} chỉ {took_s} s, cần ít nhất {least_s} s"
                en = f"the break at {clock(pause.start_s)} takes {took_s} s only, the least is {least_s} s"
                yield at_visit(ViolationCode.BREAK_SHORT, day, visit, vi, en, amount=least_s - took_s)
