"""Finding the cause: first what rules the order out by itself, then what the other orders took."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from routing.explain.excerpt import at_any_time
from routing.explain.options import Case, Option
from routing.explain.proposal import singles
from routing.explain.reason import Cause, Reason
from routing.explain.stocked import from_depot, left_with, unlimited
from routing.explain.trial import Tries
from routing.explain.wording import (
    LACKING,
    NO_ROOM,
    busy,
    closed,
    empties_stay,
    not_placed,
    not_worth,
    pinned,
    several,
    short,
    too_heavy,
    unreachable,
    unskilled,
)
from routing.explain.wording_hours import bans_named, barred, driving, duty, meals, released, shift, window
from routing.model import DAY_S, Change, DriverRules, InputError, Problem, Shift, Text, TextError

Options = tuple[Option, ...]


def cause_of(case: Case, tries: Tries) -> Cause:
    """Return why the part is unserved: first what binds it alone, then what the others took."""
    before = options = case.options()
    for code, passes, text_of in _FILTERS:
        before, options = options, tuple(option for option in options if passes(case, option))
        if not options:
            return Cause(
                code=code, text=text_of(case, before), options=before, about=_about(case, code, before)
            )
    if case.part.only_empties:
        return Cause(code=Reason.EMPTIES_STAY, text=empties_stay(case, options), options=options)
    return _taken(case, options, tries)


def _taken(case: Case, options: Options, tries: Tries) -> Cause:
    """Return what binds the part in time, or what the others took."""
    near = _within_reach(options, tries)
    if not near:
        return _binding(case, options, tries)
    if not tries.alone(left_with(tries.lone, case.stock_left)):
        return out_of_stock(case, near)
    if tries.added():
        if case.prize_vnd is not None:
            return Cause(code=Reason.NOT_WORTH_IT, text=not_worth(case, near), options=near)
        return Cause(code=Reason.NOT_PLACED, text=not_placed(case, near), options=near)
    return busy_for(case, Cause(code=Reason.FLEET_BUSY, text=NO_ROOM, options=near), None)


def out_of_stock(case: Case, near: Options, depot_id: str = "") -> Cause:
    """Return the cause for one depot: the one that a remedy restocks, else the least short one."""
    least = min(near, key=lambda option: (option.depot.id != depot_id, case.short_now(option).total))
    options = sorted(near, key=lambda option: option.depot is not least.depot)
    others = len({option.depot.id for option in near}) > 1
    text = short(case, least, others=others)
    name = least.depot.name or least.depot.id
    return Cause(code=Reason.NO_STOCK, text=text, options=tuple(options), about=Text(name, name))


def _about(case: Case, code: Reason, options: Options) -> Text | None:
    """Return what a cause is about (a depot, a ban, skills), where orders may differ in that."""
    if code is Reason.ROAD_BARRED:
        return bans_named(case, options)
    if code is Reason.SKILL_MISSING:
        skills = ", ".join(sorted(case.problem.skills_of(case.part)))
        return Text(skills, skills)
    return None


def busy_for(case: Case, cause: Cause, change: Change | None) -> Cause:
    """Return the cause with what the trucks lack: that which the remedy gives them."""
    given = [LACKING[type(single)] for single in singles(change) if type(single) in LACKING] if change else []
    lacks = given[0] if given else NO_ROOM
    stocked = tuple(option for option in cause.options if not case.short_now(option))
    return replace(cause, text=busy(case, stocked, lacks), about=lacks)


def _within_reach(options: Options, tries: Tries) -> Options:
    """Return the options from those depots from which the order alone could be served, had they stock."""
    depot_ids = {option.depot.id for option in options}
    near = {key for key in depot_ids if tries.alone(from_depot(tries.lone, key))}
    return tuple(option for option in options if option.depot.id in near)


_FILTERS: Final[
    tuple[tuple[Reason, Callable[[Case, Option], bool], Callable[[Case, Options], Text]], ...]
] = (
    (Reason.UNREACHABLE, lambda case, option: case.reaches(option), unreachable),
    (Reason.SKILL_MISSING, lambda case, option: not case.lacking_skills(option), unskilled),
    (Reason.CYLINDER_TOO_HEAVY, lambda case, option: case.carries(option), too_heavy),
    (Reason.NO_DEPOT_OPEN, lambda case, option: case.may_load(option), closed),
    (Reason.PINNED, lambda case, option: case.problem.may_serve(option.vehicle, case.part), pinned),
)
"""What can be seen without a trial; each is asked of the options that those before left over."""


def _binding(case: Case, options: Options, tries: Tries) -> Cause:
    """Relax one rule at a time; where that never helps, name those to lift together."""
    lone = unlimited(tries.lone)
    for code, _, text_of in _RELAXED:
        if _lifted(case, lone, [code], tries):
            return Cause(
                code=code, text=text_of(case, options), options=options, about=_about(case, code, options)
            )
    needed = _least_relaxed(case, lone, tries)
    return Cause(code=Reason.SEVERAL_LIMITS, text=several(case, needed), options=options, needed=needed)


def _least_relaxed(case: Case, lone: Problem, tries: Tries) -> tuple[Reason, ...]:
    """Return rules that must be lifted together, none of them in vain; none if all are not enough."""
    lifted = [code for code, _, _ in _RELAXED]
    if not _lifted(case, lone, lifted, tries):
        return ()
    for code in reversed(lifted.copy()):
        fewer = [other for other in lifted if other is not code]
        if _lifted(case, lone, fewer, tries):
            lifted = fewer
    return tuple(lifted)


def _lifted(case: Case, lone: Problem, codes: Sequence[Reason], tries: Tries) -> bool:
    """Say whether the order alone could be served without some rules; False where no such day can be."""
    relaxed = _relaxed(lone, case, codes)
    return relaxed is not None and tries.alone(relaxed)


def _relaxed(problem: Problem, case: Case, codes: Sequence[Reason]) -> Problem | None:
    try:
        for code, relax, _ in _RELAXED:
            if code in codes:
                problem = relax(problem, case)
    except (InputError, TextError):
        return None
    return problem


def _any_window(problem: Problem, case: Case) -> Problem:
    return at_any_time(problem, {case.part.order_id})


def _any_hour(problem: Problem, case: Case) -> Problem:
    """Lift all bans; where no path is known without them, all roads are as at their best hour."""
    del case
    hours = problem.travel.time_dependent
    free = {key: by_hour.without for key, by_hour in hours.items() if by_hour.bans}
    vehicles = tuple(replace(v, profile=free.get(v.profile) or v.profile) for v in problem.vehicles)
    bound = {key: by_hour for key, by_hour in hours.items() if free.get(key) != ""}
    return problem.replace(vehicles=vehicles, travel=replace(problem.travel, time_dependent=bound))


def _any_shift(problem: Problem, case: Case) -> Problem:
    del case
    return _with_shifts(problem, lambda s: replace(s, start_s=-DAY_S, end_s=4 * DAY_S, max_overtime_s=0))


def _any_duty(problem: Problem, case: Case) -> Problem:
    del case
    return _with_shifts(problem, lambda s: replace(s, max_duration_s=None))


def _with_shifts(problem: Problem, change: Callable[[Shift], Shift]) -> Problem:
    return problem.replace(vehicles=tuple(replace(v, shift=change(v.shift)) for v in problem.vehicles))


def _any_release(problem: Problem, case: Case) -> Problem:
    del case
    return problem.replace(orders=tuple(replace(order, release_s=None) for order in problem.orders))


def _any_driving(problem: Problem, case: Case) -> Problem:
    del case
    return _with_rules(
        problem, lambda rules: replace(rules, max_driving_s=None, max_continuous_driving_s=None)
    )


def _any_meals(problem: Problem, case: Case) -> Problem:
    del case
    return _with_rules(problem, lambda rules: replace(rules, meals=None))


def _with_rules(problem: Problem, change: Callable[[DriverRules], DriverRules]) -> Problem:
    return problem.replace(vehicles=tuple(replace(v, rules=change(v.rules)) for v in problem.vehicles))


def _any_opening(problem: Problem, case: Case) -> Problem:
    del case
    return problem.replace(depots=tuple(replace(d, open=()) for d in problem.depots))


_RELAXED: Final[
    tuple[tuple[Reason, Callable[[Problem, Case], Problem], Callable[[Case, Options], Text]], ...]
] = (
    # First, as the times that the others tell of count no meals.
    (Reason.MEALS_TOO_LONG, _any_meals, meals),
    (Reason.RELEASED_TOO_LATE, _any_release, released),
    (Reason.ROAD_BARRED, _any_hour, barred),
    (Reason.WINDOW_TOO_EARLY, _any_window, window),
    (Reason.SHIFT_TOO_SHORT, _any_shift, shift),
    (Reason.DUTY_TOO_LONG, _any_duty, duty),
    (Reason.DRIVING_TOO_LONG, _any_driving, driving),
    (Reason.NO_DEPOT_OPEN, _any_opening, closed),
)
"""Rules of time, each with what lifts it, the one whose change is arranged most easily first."""
