"""Changes that might serve an order, by cause, those most easily arranged first."""

import functools
import itertools
from collections.abc import Iterator
from typing import Final

from routing.explain.options import Case, Option, trucks_of
from routing.explain.proposal import NEAREST, Proposal, once, together
from routing.explain.reason import Cause, Reason
from routing.explain.remedy_hours import close_later, end_later, start_earlier, wait_for_opening
from routing.explain.remedy_road import open_road
from routing.explain.remedy_stock import Kind, more_stock, more_stock_and, stocked_only
from routing.model import (
    LargerTruck,
    Load,
    PermitGranted,
    SecondDriver,
    SkillAdded,
    Vehicle,
)


def proposals(case: Case, cause: Cause) -> Iterator[Proposal]:
    """Yield what might serve the order, the most easily arranged first."""
    yield from RULES[cause.code](case, cause.options)
    yield from _one_of_each(case, cause)


def _one_of_each(case: Case, cause: Cause) -> Iterator[Proposal]:
    """Propose together what mends each of the limits that must give way."""
    if cause.needed:
        mending = (itertools.islice(RULES[code](case, cause.options), NEAREST) for code in cause.needed)
        for parts in itertools.product(*mending):
            yield once(together(*(proposal.make(proposal.guess) for proposal in parts)))


def _add_skill(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    lacking = {w.vehicle.id: case.lacking_skills(w) for w in options if case.reaches(w) and case.carries(w)}
    single_skill = [(vehicle_id, skills[0]) for vehicle_id, skills in lacking.items() if len(skills) == 1]
    for vehicle_id, skill in single_skill[: NEAREST + 1]:
        yield once(SkillAdded(vehicle_id=vehicle_id, skill=skill))


def _enlarge(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    """Enlarge a truck to the order, as it is, by the least payload."""
    payload_g, slots = _size(case)
    trucks = sorted(trucks_of(options), key=lambda v: max(0, payload_g - v.payload_g))
    for truck in trucks[:NEAREST]:
        yield _larger(truck, payload_g=payload_g, slots=slots)


def _enlarge_for_more(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    """Enlarge a truck that is full already, by the order."""
    payload_g, slots = _size(case)
    for truck in itertools.islice(trucks_of(options), NEAREST):
        yield _larger(truck, payload_g=truck.payload_g + payload_g, slots=truck.slots + slots)


def _larger(truck: Vehicle, *, payload_g: int, slots: int) -> Proposal:
    return once(
        LargerTruck(
            vehicle_id=truck.id,
            payload_g=max(truck.payload_g, payload_g),
            slots=max(truck.slots, slots),
        )
    )


def _size(case: Case) -> tuple[int, int]:
    types = case.problem.type_by_id
    loads = (Load(full=case.part.deliver), Load(empty=case.part.collect))
    return max(load.mass_g(types) for load in loads), max(load.slots(types) for load in loads)


def _second_driver(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    del case
    limited = (
        truck
        for truck in trucks_of(options)
        if any(limit is not None for limit in _limits_of_one_driver(truck))
    )
    for truck in itertools.islice(limited, NEAREST):
        yield once(SecondDriver(vehicle_id=truck.id))


def _limits_of_one_driver(truck: Vehicle) -> tuple[object, ...]:
    rules = truck.rules
    return rules.max_driving_s, rules.max_continuous_driving_s, rules.meals, truck.shift.max_duration_s


def _permit(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    hours = case.problem.travel.time_dependent
    bound = (v for v in trucks_of(options) if v.profile in hours and hours[v.profile].without)
    for truck in itertools.islice(bound, NEAREST + 1):
        yield once(PermitGranted(vehicle_id=truck.id))


def _nothing(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    """Propose nothing: there is room already, or only the person who pinned the order can help."""
    del case, options
    yield from ()


def _in_turn(*kinds: Kind) -> Kind:
    return lambda case, options: itertools.chain.from_iterable(kind(case, options) for kind in kinds)


_close_later_alone: Final = functools.partial(close_later, alone=True)
_start_earlier_alone: Final = functools.partial(start_earlier, alone=True)
_end_later_alone: Final = functools.partial(end_later, alone=True)

_BESIDE_OTHERS: Final[tuple[Kind, ...]] = (
    functools.partial(close_later, alone=False),
    functools.partial(end_later, alone=False),
    functools.partial(start_earlier, alone=False),
    _second_driver,
    _permit,
)
"""What makes time for one more order on a truck that has others."""

RULES: Final[dict[Reason, Kind]] = {
    Reason.UNREACHABLE: open_road,
    Reason.SKILL_MISSING: _add_skill,
    Reason.CYLINDER_TOO_HEAVY: _enlarge,
    Reason.NO_DEPOT_OPEN: wait_for_opening,
    Reason.PINNED: _nothing,
    Reason.NO_STOCK: _in_turn(more_stock, more_stock_and(*_BESIDE_OTHERS)),
    Reason.RELEASED_TOO_LATE: _in_turn(_close_later_alone, _end_later_alone),
    Reason.WINDOW_TOO_EARLY: _in_turn(_close_later_alone, _start_earlier_alone),
    Reason.ROAD_BARRED: _in_turn(_permit, _close_later_alone, _end_later_alone, _start_earlier_alone),
    Reason.SHIFT_TOO_SHORT: _in_turn(_end_later_alone, _start_earlier_alone, _second_driver),
    Reason.DUTY_TOO_LONG: _second_driver,
    Reason.DRIVING_TOO_LONG: _second_driver,
    Reason.MEALS_TOO_LONG: _in_turn(
        _end_later_alone, _start_earlier_alone, _close_later_alone, _second_driver
    ),
    Reason.SEVERAL_LIMITS: _in_turn(_start_earlier_alone, _end_later_alone, _second_driver),
    Reason.FLEET_BUSY: _in_turn(
        *map(stocked_only, _BESIDE_OTHERS), more_stock, stocked_only(_enlarge_for_more)
    ),
    Reason.NOT_PLACED: _nothing,
    Reason.NOT_WORTH_IT: _nothing,
    Reason.EMPTIES_STAY: _nothing,
}
"""What may mend each cause; every cause has its rule, and one that nothing mends says so by `_nothing`."""
