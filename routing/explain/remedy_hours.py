"""Other hours that would let a truck come in time: later closing, longer or earlier shifts."""

import itertools
from collections.abc import Callable, Iterable, Iterator

from routing.explain.options import Case, Earliest, Option, trucks_of
from routing.explain.proposal import MOST_STEPS, NEAREST, STEP_S, Proposal
from routing.model import Change, EarlierShift, LaterClosing, LongerShift


def _by_steps(make: Callable[[int], Change], late_s: Iterable[int], *, alone: bool) -> Proposal:
    """Propose as much as the least of `late_s`.

    If the order fails even `alone`, the estimate is taken for the least that suffices; beside other
    orders it only says where to begin.
    """
    guess = min(MOST_STEPS, max(1, -(-min(late_s, default=MOST_STEPS * STEP_S) // STEP_S)))
    return Proposal(make=make, guess=guess, floor=guess - 1 if alone else 0)


def close_later(case: Case, options: tuple[Option, ...], *, alone: bool) -> Iterator[Proposal]:
    """Let the facility receive the order longer."""
    windows, order_id = case.problem.windows_of(case.part), case.part.order_id
    if windows:
        late_s = [t.arrive_s - windows[-1].end_s for _, t in _times(case, options, alone=alone)]
        yield _by_steps(lambda n: LaterClosing(order_id=order_id, by_s=n * STEP_S), late_s, alone=alone)


def start_earlier(case: Case, options: tuple[Option, ...], *, alone: bool) -> Iterator[Proposal]:
    """Let a near truck's shift start earlier."""
    windows = case.problem.windows_of(case.part)
    times = list(_times(case, options, alone=alone))
    for truck in itertools.islice(trucks_of(options), NEAREST):
        late_s = [
            max(t.arrive_s - windows[-1].end_s if windows else 0, t.end_s - truck.shift.latest_s)
            for option, t in times
            if option.vehicle.id == truck.id
        ]
        yield _by_steps(_earlier(truck.id), late_s, alone=alone)


def _earlier(vehicle_id: str) -> Callable[[int], Change]:
    return lambda n: EarlierShift(vehicle_id=vehicle_id, by_s=n * STEP_S)


def end_later(case: Case, options: tuple[Option, ...], *, alone: bool) -> Iterator[Proposal]:
    """Let a near truck's shift end later."""
    windows = case.problem.windows_of(case.part)
    times = list(_times(case, options, alone=alone))
    for truck in itertools.islice(trucks_of(options), NEAREST):
        late_s = [
            max(t.end_s - truck.shift.latest_s, t.duty_s - (truck.shift.max_duration_s or t.duty_s))
            for option, t in times
            # Who comes after closing is not helped by a longer shift, unless by another option.
            if option.vehicle.id == truck.id and (not windows or t.arrive_s <= windows[-1].end_s)
        ]
        yield _by_steps(_longer(truck.id), late_s, alone=alone)


def _longer(vehicle_id: str) -> Callable[[int], Change]:
    return lambda n: LongerShift(vehicle_id=vehicle_id, by_s=n * STEP_S)


def _times(case: Case, options: tuple[Option, ...], *, alone: bool) -> Iterator[tuple[Option, Earliest]]:
    """Yield each option with its times, in a day for the order alone or at the end of the planned day."""
    for option in options:
        times = case.earliest(option) if alone else case.after_work(option)
        if times:
            yield option, times


def wait_for_opening(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    """Work at other hours; nothing here helps where no depot is in service and allowed at all."""
    if any(case.may_load(option) for option in options):
        yield from end_later(case, options, alone=True)
        yield from start_earlier(case, options, alone=True)
