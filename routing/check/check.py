"""The list of all rules, and the one function that judges a plan by them."""

from collections.abc import Callable, Iterator
from typing import Final

from routing.check.cargo import (
    aboard_is_what_remains,
    load_fits_the_truck,
    loaded_is_what_the_trip_delivers,
)
from routing.check.clock import (
    breaks_lie_on_their_leg,
    day_starts_and_ends_on_the_clock,
    legs_depart_when_work_ends,
    legs_take_their_travel_and_breaks,
    rests_lie_before_the_leg,
    rests_lie_in_the_wait,
    work_begins_after_arrival,
    work_takes_its_time,
)
from routing.check.day import Day, days_of
from routing.check.depots import bays_suffice, loads_where_it_may, stock_suffices, trips_are_few_and_not_empty
from routing.check.driving import breaks_are_long_enough, breaks_come_in_time, driving_is_within_its_limit
from routing.check.facts import Facts
from routing.check.hours import (
    begins_in_its_windows,
    duty_is_short_enough,
    loads_what_is_ready,
    shift_is_kept,
)
from routing.check.identity import every_part_is_planned_once, orders_are_known, plan_is_for_this_problem
from routing.check.legs import (
    legs_have_their_length,
    legs_have_their_time,
    legs_join_up,
    legs_keep_to_open_roads,
    legs_lead_somewhere,
)
from routing.check.meals import meals_are_long_enough, meals_come_in_time, meals_keep_their_hours
from routing.check.quantity import (
    places_are_the_orders_own,
    quantities_are_the_orders_own,
    split_orders_add_up,
)
from routing.check.settled import (
    closed_trucks_get_no_more,
    pinned_orders_stay_on_their_truck,
    pinned_trips_come_first,
)
from routing.check.vehicles import (
    ends_at_its_end_depot,
    has_the_skills,
    starts_at_its_start_depot,
    vehicles_are_known,
    vehicles_drive_once,
)
from routing.check.worth import (
    cost_is_what_it_costs,
    lateness_is_counted,
    objective_is_what_it_is_worth,
)
from routing.model import Plan, Problem, Violation

DayRule = Callable[[Facts, Day], Iterator[Violation]]
PlanRule = Callable[[Facts, tuple[Day, ...]], Iterator[Violation]]

DAY_RULES: Final[tuple[DayRule, ...]] = (
    has_the_skills,
    starts_at_its_start_depot,
    ends_at_its_end_depot,
    loads_where_it_may,
    trips_are_few_and_not_empty,
    legs_join_up,
    legs_lead_somewhere,
    legs_keep_to_open_roads,
    legs_have_their_time,
    legs_have_their_length,
    day_starts_and_ends_on_the_clock,
    legs_depart_when_work_ends,
    legs_take_their_travel_and_breaks,
    breaks_lie_on_their_leg,
    rests_lie_in_the_wait,
    rests_lie_before_the_leg,
    work_begins_after_arrival,
    work_takes_its_time,
    begins_in_its_windows,
    shift_is_kept,
    duty_is_short_enough,
    loads_what_is_ready,
    driving_is_within_its_limit,
    breaks_come_in_time,
    breaks_are_long_enough,
    meals_come_in_time,
    meals_are_long_enough,
    meals_keep_their_hours,
    loaded_is_what_the_trip_delivers,
    aboard_is_what_remains,
    load_fits_the_truck,
    lateness_is_counted,
    cost_is_what_it_costs,
)
"""Rules of one truck's day."""

PLAN_RULES: Final[tuple[PlanRule, ...]] = (
    orders_are_known,
    every_part_is_planned_once,
    split_orders_add_up,
    quantities_are_the_orders_own,
    places_are_the_orders_own,
    vehicles_are_known,
    vehicles_drive_once,
    pinned_trips_come_first,
    closed_trucks_get_no_more,
    pinned_orders_stay_on_their_truck,
    stock_suffices,
    bays_suffice,
    objective_is_what_it_is_worth,
)
"""Rules of the plan as a whole."""


def check(problem: Problem, plan: Plan, *, problem_sha256: str = "") -> tuple[Violation, ...]:
    """Judge `plan` and return every violation found; none means that the plan is valid.

    A rule judges the plan by its own claims of the step before: a window by the claimed beginning, a
    departure by the claimed end of work. So one fault is named once. A plan may choose freely:

    - the first departure within the shift, and waiting for a road to open;
    - waiting longer than needed before a loading or a stop;
    - when and how long to rest while waiting;
    - `parameters` and explanations.

    Parameters
    ----------
    problem : Problem
        What the plan is meant for.
    plan : Plan
        Any plan, however malformed: unknown ids, negative times and empty trips are violations,
        never errors.
    problem_sha256 : str
        The hash of `problem`. If given, the plan must carry it; otherwise that is the only violation.
    """
    if mistaken := tuple(plan_is_for_this_problem(plan, problem_sha256)):
        # Held against another day, nearly every line is wrong, and none of that helps anybody.
        return mistaken
    facts = Facts(problem=problem, plan=plan)
    days = days_of(facts)
    violations: list[Violation] = []
    for rule in PLAN_RULES:
        violations += rule(facts, days)
    for day in days:
        for day_rule in DAY_RULES:
            violations += day_rule(facts, day)
    return tuple(violations)
