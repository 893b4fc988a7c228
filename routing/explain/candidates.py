"""What could be arranged for many orders at once: what helps single ones, trucks and permits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.explain.proposal import singles
from routing.explain.reason import Reason
from routing.model import (
    Change,
    EarlierShift,
    LargerTruck,
    LaterClosing,
    LongerShift,
    MoreStock,
    PermitGranted,
    Problem,
    RoadOpened,
    SecondDriver,
    SkillAdded,
    TruckAdded,
)

_TRUCKS, _OTHERS = 8, 24
"""Kinds of trucks, and other changes, that are looked at: those first that help most orders."""
_LEFT_BY_OTHERS: Final = frozenset({Reason.NO_STOCK, Reason.FLEET_BUSY})
"""Causes with which a change of the order's own hours is one way among others, and no condition."""
_EFFORT: Final[dict[type, int]] = {
    LaterClosing: 6,
    LongerShift: 6,
    EarlierShift: 8,
    PermitGranted: 12,
    SecondDriver: 15,
    SkillAdded: 15,
    LargerTruck: 30,
    TruckAdded: 40,
}
"""How hard a change is to arrange, against the others: an estimate."""
_HALF_HOUR_S: Final = 1800
_LONGEST_S: Final = 7200
"""A shift is longer, or earlier, by two hours at the most where many orders are served at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A change that may help many orders, and those that must come before it.

    Of a `TruckAdded` there may be several; its `new_id` is given when they are counted.
    """

    change: Change
    needs: tuple[Change, ...] = ()

    @property
    def is_truck(self) -> bool:
        """Whether it is one more truck, of which there may be several."""
        return isinstance(self.change, TruckAdded)


def effort(change: Change) -> int:
    """Return how hard a change is to arrange; hours count by the half hour."""
    by_s = getattr(change, "by_s", 0)
    steps = -(-by_s // _HALF_HOUR_S) if isinstance(change, LongerShift | EarlierShift) else 1
    return _EFFORT.get(type(change), 20) * max(1, steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """What was found out about one unserved part: the cause, and what serves it by itself."""

    part_id: str
    code: Reason
    remedy: Change | None

    @property
    def arranged(self) -> bool:
        """Whether it can be arranged for tomorrow: no road is opened by then."""
        return not any(isinstance(change, RoadOpened) for change in self._changes)

    @property
    def own(self) -> tuple[Change, ...]:
        """What the order itself needs before any truck can serve it."""
        if self.code in _LEFT_BY_OTHERS:
            return ()
        return tuple(change for change in self._changes if isinstance(change, LaterClosing))

    @property
    def others(self) -> tuple[Change, ...]:
        """What else was changed; stock is counted when all is tried together."""
        return tuple(x for x in self._changes if x not in self.own and not isinstance(x, MoreStock))

    @property
    def _changes(self) -> tuple[Change, ...]:
        return singles(self.remedy) if self.remedy else ()


def candidates(problem: Problem, parts: Sequence[Single]) -> tuple[Candidate, ...]:
    """Return what may be worth trying for all parts together, in a fixed order."""
    counts: Counter[Candidate] = Counter()
    for single in parts:
        counts.update(_of(single.others))
    counts = _one_shift_a_truck(counts)
    for candidate in _usual(problem, any(single.code is Reason.ROAD_BARRED for single in parts)):
        counts[candidate] += 0
    ranked = [candidate for candidate, _ in counts.most_common()]
    trucks = [candidate for candidate in ranked if candidate.is_truck]
    others = [candidate for candidate in ranked if not candidate.is_truck]
    return (*others[:_OTHERS], *trucks[:_TRUCKS])


def _one_shift_a_truck(counts: Counter[Candidate]) -> Counter[Candidate]:
    """Return candidates in which each truck's shift is longer or earlier once, by the largest proposal."""
    most: dict[object, int] = {}
    for candidate in counts:
        if isinstance(candidate.change, LongerShift | EarlierShift):
            key = type(candidate.change), candidate.change.vehicle_id
            by_s = -(-candidate.change.by_s // _HALF_HOUR_S) * _HALF_HOUR_S
            most[key] = max(most.get(key, 0), min(_LONGEST_S, by_s))
    merged: Counter[Candidate] = Counter()
    for candidate, count in counts.items():
        if isinstance(candidate.change, LongerShift | EarlierShift):
            by_s = most[type(candidate.change), candidate.change.vehicle_id]
            merged[replace(candidate, change=replace(candidate.change, by_s=by_s))] += count
        else:
            merged[candidate] += count
    return merged


def smaller(change: Change) -> Change | None:
    """Return a change of hours that is smaller by half an hour, None where there is none."""
    if not isinstance(change, LongerShift | EarlierShift) or change.by_s <= _HALF_HOUR_S:
        return None
    return replace(change, by_s=change.by_s - _HALF_HOUR_S)


def _of(changes: tuple[Change, ...]) -> Iterator[Candidate]:
    """Yield the changes of one remedy; the last is of use only after the others."""
    for number, change in enumerate(changes):
        last = number == len(changes) - 1
        yield Candidate(change=without_id(change), needs=changes[:number] if last else ())


def _usual(problem: Problem, barred: bool) -> Iterator[Candidate]:  # noqa: FBT001 - a fact
    """Yield the usual remedies: permits for trucks that bans bind, the largest truck of each yard."""
    hours = problem.travel.time_dependent
    homes: dict[str, str] = {}
    for vehicle in sorted(problem.vehicles, key=lambda v: (-v.payload_g, v.id)):
        homes.setdefault(vehicle.start_depot_id, vehicle.id)
    bound = {v.id for v in problem.vehicles if v.profile in hours and hours[v.profile].without}
    if barred:
        for key in (v.id for v in problem.vehicles if v.id in bound):
            yield Candidate(change=PermitGranted(vehicle_id=key))
    for key in homes.values():
        truck = TruckAdded(like_vehicle_id=key, new_id="")
        if barred and key in bound:
            yield Candidate(change=truck, needs=(PermitGranted(vehicle_id=key),))
        yield Candidate(change=truck)


def without_id(change: Change) -> Change:
    """Return a change without the id of the truck that it adds."""
    return replace(change, new_id="") if isinstance(change, TruckAdded) else change


def numbered(problem: Problem, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in the order in which they hold, each new truck with an id of its own.

    Trucks come last, since they are like others that were changed before.
    """
    taken: set[str] = set(problem.vehicle_by_id)
    named: list[Change] = []
    ordered = sorted(changes, key=lambda change: isinstance(change, TruckAdded))
    for change in ordered:
        if isinstance(change, TruckAdded):
            like, number = change.like_vehicle_id, 2
            while f"{like}-{number}" in taken:
                number += 1
            taken.add(f"{like}-{number}")
            named.append(replace(change, new_id=f"{like}-{number}"))
        else:
            named.append(change)
    return tuple(named)
