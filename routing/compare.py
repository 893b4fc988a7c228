"""Two plans of the same day side by side: which orders changed, the largest loss first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from routing.model import OrderDelta, Plan, PlanDelta, Stop, Unserved


def compare(base: Plan, other: Plan, *, within_s: int = 0) -> PlanDelta:
    """Return how `other` differs from `base`.

    Parts count together as their order. Its trucks are those of all parts, and it begins with the first
    of them. Its lateness is their sum, as in the objective. Its unserved cylinders are those of all parts
    left behind.

    Parameters
    ----------
    within_s : int
        An order that only begins so many seconds earlier or later is counted as `shifted`, and no more.

    Returns
    -------
    PlanDelta
        `orders` holds only those whose trucks, beginning, lateness or unserved cylinders differ. First
        come those that get fewer cylinders, then those that are later past their stock-out time, then
        the others. Within each group the larger loss comes first, then the lower id.
    """
    before, after = _fates(base), _fates(other)
    deltas = [
        _delta(order_id, before.get(order_id, _ABSENT), after.get(order_id, _ABSENT))
        for order_id in before.keys() | after.keys()
        if before.get(order_id, _ABSENT) != after.get(order_id, _ABSENT)
    ]
    changed = [delta for delta in deltas if not _is_shifted(delta, within_s)]
    return PlanDelta(
        before=base.objective,
        after=other.objective,
        trucks_before=len(base.routes),
        trucks_after=len(other.routes),
        length_before_m=sum(route.length_m for route in base.routes),
        length_after_m=sum(route.length_m for route in other.routes),
        orders=tuple(sorted(changed, key=_worst_first)),
        shifted=len(deltas) - len(changed),
        delivered_before=_delivered(base),
        delivered_after=_delivered(other),
    )


def _delivered(plan: Plan) -> int:
    return sum(stop.delivered.total for stop in plan.stops)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fate:
    """How one order fares in one plan."""

    facility_id: str = ""
    vehicles: tuple[str, ...] = ()
    begin_s: int | None = None
    late_s: int = 0
    unserved: int = 0


_ABSENT: Final = _Fate()


def _fates(plan: Plan) -> dict[str, _Fate]:
    stops: dict[str, list[tuple[str, Stop]]] = {}
    left: dict[str, list[Unserved]] = {}
    for route in plan.routes:
        for stop in route.stops:
            stops.setdefault(stop.order_id, []).append((route.vehicle_id, stop))
    for item in plan.unserved:
        left.setdefault(item.order_id, []).append(item)
    return {
        order_id: _fate(stops.get(order_id, []), left.get(order_id, []))
        for order_id in stops.keys() | left.keys()
    }


def _fate(stops: list[tuple[str, Stop]], left: Iterable[Unserved]) -> _Fate:
    facilities = [stop.facility_id for _, stop in stops] + [item.facility_id for item in left]
    return _Fate(
        facility_id=facilities[0],
        vehicles=tuple(sorted({vehicle_id for vehicle_id, _ in stops})),
        begin_s=min((stop.begin_s for _, stop in stops), default=None),
        late_s=sum(stop.late_s for _, stop in stops),
        unserved=sum(0 if item.only_empties else item.deliver.total or item.collect.total for item in left),
    )


def _delta(order_id: str, before: _Fate, after: _Fate) -> OrderDelta:
    return OrderDelta(
        order_id=order_id,
        facility_id=before.facility_id or after.facility_id,
        vehicles_before=before.vehicles,
        vehicles_after=after.vehicles,
        begin_before_s=before.begin_s,
        begin_after_s=after.begin_s,
        late_before_s=before.late_s,
        late_after_s=after.late_s,
        unserved_before=before.unserved,
        unserved_after=after.unserved,
    )


def _is_shifted(delta: OrderDelta, within_s: int) -> bool:
    before_s, after_s = delta.begin_before_s, delta.begin_after_s
    return (
        before_s is not None
        and after_s is not None
        and abs(after_s - before_s) <= within_s
        and (delta.vehicles_before, delta.late_before_s, delta.unserved_before)
        == (delta.vehicles_after, delta.late_after_s, delta.unserved_after)
    )


def _worst_first(delta: OrderDelta) -> tuple[int, int, str]:
    lost = delta.unserved_after - delta.unserved_before
    later_s = delta.late_after_s - delta.late_before_s
    if lost > 0:
        return 0, -lost, delta.order_id
    if later_s > 0:
        return 1, -later_s, delta.order_id
    return 2, 0, delta.order_id
