"""The remedy of last resort: a fresh truck, with the stock that it needs."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from routing.explain.options import Case
from routing.explain.proposal import NEAREST, least, together
from routing.explain.reason import Cause, Reason
from routing.explain.remedies import proposals
from routing.explain.remedy_stock import stock_for
from routing.explain.stocked import from_depot, unlimited
from routing.explain.trial import Tries
from routing.model import Change, Depot, Problem, TruckAdded, Vehicle


def sure_remedies(case: Case, cause: Cause, tries: Tries) -> Iterator[Change]:
    """Yield changes after which a fresh truck serves the order by itself, the least stock first.

    Where the order fails even alone, each begins with what mends that. All that the day's other
    orders can still do to such a truck is to occupy the bays when it loads.
    """
    if cause.code in {Reason.NO_STOCK, Reason.FLEET_BUSY, Reason.PINNED}:
        yield from _fresh_trucks(case, tries, None, tries.lone)
        return
    for first in _mending(case, cause, tries):
        changed = tries.lone_after(first)
        if changed:
            yield from _fresh_trucks(case, tries, first, changed)


def _mending(case: Case, cause: Cause, tries: Tries) -> Iterator[Change]:
    """Yield the first proposals that would let the order be served alone, stock permitting."""

    def works(change: Change) -> bool:
        changed = tries.lone_after(change)
        return changed is not None and tries.alone(unlimited(changed))

    changes = (least(proposal, works) for proposal in proposals(case, cause))
    return itertools.islice((change for change in changes if change), NEAREST)


def _fresh_trucks(case: Case, tries: Tries, first: Change | None, lone: Problem) -> Iterator[Change]:
    """Yield, for each depot to load at and each home, the first truck whose like can do it."""
    homes = _trucks_by_home(case)
    for depot in sorted(case.problem.depots, key=lambda d: (case.short_of(d).total, d.id)):
        stocked = from_depot(lone, depot.id)
        # One that is at home where it loads has no other depot to go to first.
        for _, trucks in sorted(homes.items(), key=lambda item: item[0] != depot.id):
            like = next((v for v in trucks if _can(case, tries, stocked, v.id)), None)
            if like:
                yield _with_truck(case, first, depot, like)


def _can(case: Case, tries: Tries, problem: Problem, vehicle_id: str) -> bool:
    """Say whether a truck could serve the order if neither had anything else."""
    vehicle = problem.vehicle_by_id[vehicle_id]
    return problem.carries(vehicle, case.part) and tries.alone(problem.replace(vehicles=(vehicle,), pins=()))


def _with_truck(case: Case, first: Change | None, depot: Depot, like: Vehicle) -> Change:
    known = case.problem.vehicle_by_id
    number = next(n for n in itertools.count(2) if f"{like.id}-{n}" not in known)
    truck = TruckAdded(like_vehicle_id=like.id, new_id=f"{like.id}-{number}")
    # The truck comes last, so that it is like one that got a skill or a longer shift before.
    return together(*((first,) if first else ()), *stock_for(case, depot), truck)


def _trucks_by_home(case: Case) -> dict[str, list[Vehicle]]:
    """Return the kinds of trucks by where they start, those first that would be back the soonest."""
    windows = case.problem.windows_of(case.part)

    def rank(vehicle: Vehicle) -> tuple[bool, float, str]:
        options = (option for option in case.options_of(vehicle) if case.may_load(option))
        times = [earliest for option in options if (earliest := case.earliest(option))]
        if not times:
            return True, float("inf"), vehicle.id
        late = bool(windows) and min(t.arrive_s for t in times) > windows[-1].end_s
        return late, min(t.end_s for t in times) - vehicle.shift.latest_s, vehicle.id

    homes: dict[str, list[Vehicle]] = {}
    for vehicle in sorted(_kinds(case.problem.vehicles), key=rank):
        homes.setdefault(vehicle.start_depot_id, []).append(vehicle)
    return homes


def _kinds(vehicles: tuple[Vehicle, ...]) -> Iterator[Vehicle]:
    """Yield the first of all trucks that differ in nothing but id and name."""
    known: list[Vehicle] = []
    for vehicle in vehicles:
        kind = replace(vehicle, id="", name="")
        if kind not in known:
            known.append(kind)
            yield vehicle
