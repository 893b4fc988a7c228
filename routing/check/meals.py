"""Meals of a truck's day: often enough, long enough, at their hours."""

import itertools
from collections.abc import Iterator

from routing.check.day import Day, Visit
from routing.check.facts import Facts
from routing.check.say import at_visit, clock, on_day
from routing.model import Break, BreakKind, Meals, TimeWindow, Violation, ViolationCode


def meals_come_in_time(facts: Facts, day: Day) -> Iterator[Violation]:
    """MEAL_MISSING: no more than `within_work_s` pass from the day's start or a meal to the next or the end.

    Any listed meal counts; whether it is long enough is `meals_are_long_enough`.
    """
    del facts
    rules = _rules(day)
    limit_s = rules.within_work_s if rules else None
    if limit_s is None:
        return
    edges = [
        day.start_s,
        *(edge for _, meal in _meals(day) for edge in (meal.start_s, meal.end_s)),
        day.end_s,
    ]
    for from_s, until_s in list(itertools.pairwise(edges))[::2]:
        if until_s - from_s > limit_s:
            span, limit = f"{clock(from_s)}-{clock(until_s)}", clock(limit_s)
            vi = f"làm việc {span} không nghỉ ăn, nhiều nhất {limit} giờ"
            en = f"works {span} without a meal, the most is {limit} hours"
            yield on_day(ViolationCode.MEAL_MISSING, day, vi, en, amount=until_s - from_s - limit_s)


def meals_are_long_enough(facts: Facts, day: Day) -> Iterator[Violation]:
    """MEAL_SHORT: every listed meal takes `length_s` at least."""
    del facts
    rules = _rules(day)
    for visit, meal in _meals(day) if rules else ():
        took_s = meal.end_s - meal.start_s
        if rules and took_s < rules.length_s:
            vi = f"nghỉ ăn lúc {clock(meal.start_s)} chỉ {took_s} s, cần ít nhất {rules.length_s} s"
            en = f"the meal at {clock(meal.start_s)} takes {took_s} s only, the least is {rules.length_s} s"
            yield at_visit(ViolationCode.MEAL_SHORT, day, visit, vi, en, amount=rules.length_s - took_s)


def meals_keep_their_hours(facts: Facts, day: Day) -> Iterator[Violation]:
    """MEAL_OUTSIDE_WINDOW, MEAL_MISSING: who is on duty for the whole of a window has a meal begin in it.

    The code says whether there is a meal at another hour, or none all day.
    """
    del facts
    rules = _rules(day)
    meals = [meal for _, meal in _meals(day)]
    for window in rules.windows if rules else ():
        spans = day.start_s <= window.start_s and window.end_s < day.end_s
        if rules and spans and not any(_serves(rules, window, meal) for meal in meals):
            code = ViolationCode.MEAL_OUTSIDE_WINDOW if meals else ViolationCode.MEAL_MISSING
            span = f"{clock(window.start_s)}-{clock(window.end_s)}"
            vi, en = f"không nghỉ ăn trong khoảng {span}", f"has no meal that begins within {span}"
            yield on_day(code, day, vi, en)


def _serves(rules: Meals, window: TimeWindow, meal: Break) -> bool:
    """Say whether a meal, as long as it is up to `length_s`, may begin within a window."""
    from_s = max(meal.start_s, window.start_s)
    return from_s <= window.end_s and meal.end_s - from_s >= min(rules.length_s, meal.end_s - meal.start_s)


def _rules(day: Day) -> Meals | None:
    return day.vehicle.rules.meals if day.vehicle else None


def _meals(day: Day) -> Iterator[tuple[Visit, Break]]:
    for visit in day.visits:
        yield from ((visit, pause) for pause in visit.pauses if pause.kind is BreakKind.MEAL)
