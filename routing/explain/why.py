"""Why an order goes where it goes: the cost of its place, the next best ones, other trucks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.explain.explain import explain
from routing.explain.options import Case, stock_left
from routing.model import (
    Explanation,
    InputError,
    Issue,
    IssueCode,
    Order,
    Plan,
    Problem,
    Subject,
    Text,
    Tour,
    Tours,
    Vehicle,
    clock_on_day,
    thousands,
)
from routing.replan.insertion import Insertion, rank_insertions
from routing.timetable import timetable

NEXT: Final = 3
"""Next best places that are told."""
_LOOKED_AT: Final = 40
"""Places that are ranked to find out which trucks could take an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place for a part, with all else of the plan as it is.

    `more_vnd` is the cost above that of the place which the part has. `cost_rise_vnd` is the cost above that
    without the part. `late_rise_s` is the lateness of all stops, by urgency, against the plan without the
    part. Trip and position count from 1.
    """

    vehicle_id: str
    depot_id: str
    trip: int
    position: int
    new_trip: bool
    begin_s: int
    late_s: int
    cost_rise_vnd: int
    late_rise_s: tuple[int, ...]
    more_vnd: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckCould:
    """Whether a truck could take a part beside its planned work: when it would begin there, or why not."""

    vehicle_id: str
    begins_s: tuple[int, ...]
    why_not: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one part is where it is.

    Attributes
    ----------
    vehicle_id : str
        Who serves it; "" if nobody does.
    text : Text
        The answer in one sentence.
    place : Place, optional
        The place that it has; None if it is unserved or pinned.
    next : tuple of Place
        The best other places.
    trucks : tuple of TruckCould
        Every truck, those that could take it first.
    explanation : Explanation, optional
        The reason and what was tried, where it is unserved.
    """

    order_id: str
    part_id: str
    vehicle_id: str
    text: Text
    place: Place | None = None
    next: tuple[Place, ...] = ()
    trucks: tuple[TruckCould, ...] = ()
    explanation: Explanation | None = None


def why(problem: Problem, plan: Plan, order_id: str) -> tuple[Why, ...]:
    """Return why each part of an order is where it is, or why it is left.

    A served part is taken out of the plan and all its places are ranked; nothing else moves.

    Parameters
    ----------
    order_id : str
        An order, or one part of it where it is split.

    Raises
    ------
    InputError
        If the problem does not have it, or the plan names what the problem does not have.
    """
    parts = [part for part in problem.parts if order_id in {part.id, part.order_id}]
    if not parts:
        raise InputError(
            [
                Issue(
                    code=IssueCode.UNKNOWN_REFERENCE,
                    subject=Subject(id=order_id, column="order_id"),
                    fault=Text("Dữ liệu ngày không có đơn này", "The day does not have this order"),
                    remedy=Text("Sửa mã đơn", "Correct the order's id"),
                )
            ]
        )
    exact = [part for part in parts if part.id == order_id]
    return tuple(_why(problem, plan, part) for part in exact or parts)


def _why(problem: Problem, plan: Plan, part: Order) -> Why:
    holder = next((tour.vehicle_id for tour in plan.tours if _holds(tour, part.id)), "")
    if holder and _is_pinned(problem, holder, part.id):
        name = problem.vehicle_by_id[holder].name or holder
        text = Text(f"Đã ghim cho xe {name}", f"It is pinned to truck {name}")
        return Why(order_id=part.order_id, part_id=part.id, vehicle_id=holder, text=text)
    without = tuple(tour for tour in (_without(tour, part.id) for tour in plan.tours) if tour.trips)
    base = timetable(problem, without)
    ranked = rank_insertions(problem, base, part.id, most=_LOOKED_AT)
    trucks = tuple(_trucks(problem, base, part, ranked))
    if holder:
        return _served(problem, plan, part, holder, base, ranked, trucks)
    row = next(row for row in plan.unserved if row.part_id == part.id)
    if row.explanation is None:
        (row,) = explain(problem, replace(plan, unserved=(row,))).unserved
    return Why(
        order_id=part.order_id,
        part_id=part.id,
        vehicle_id="",
        text=row.explanation.reason if row.explanation else Text("chưa rõ", "unknown"),
        next=tuple(_place(insertion, None) for insertion in ranked[:NEXT]),
        trucks=trucks,
        explanation=row.explanation,
    )


def _served(  # noqa: PLR0917 - what is known of the part, in that order
    problem: Problem,
    plan: Plan,
    part: Order,
    holder: str,
    base: Plan,
    ranked: Sequence[Insertion],
    trucks: tuple[TruckCould, ...],
) -> Why:
    paid_vnd = _cost_vnd(plan) - _cost_vnd(base)
    own = [insertion for insertion in ranked if _order_of(insertion.plan.tours) == _order_of(plan.tours)]
    others = [insertion for insertion in ranked if insertion not in own]
    return Why(
        order_id=part.order_id,
        part_id=part.id,
        vehicle_id=holder,
        text=_chosen(problem, holder, paid_vnd, others),
        place=_place(own[0], paid_vnd) if own else None,
        next=tuple(_place(insertion, paid_vnd) for insertion in others[:NEXT]),
        trucks=trucks,
    )


def _holds(tour: Tour, part_id: str) -> bool:
    return any(part_id in trip.part_ids for trip in tour.trips)


def _is_pinned(problem: Problem, vehicle_id: str, part_id: str) -> bool:
    pin = problem.pin_by_vehicle.get(vehicle_id)
    return pin is not None and (
        part_id in pin.reserved_part_ids or any(part_id in trip.part_ids for trip in pin.trips)
    )


def _without(tour: Tour, part_id: str) -> Tour:
    trips = (
        replace(trip, part_ids=tuple(key for key in trip.part_ids if key != part_id)) for trip in tour.trips
    )
    return replace(tour, trips=tuple(trip for trip in trips if trip.part_ids))


def _order_of(tours: Tours) -> frozenset[tuple[object, ...]]:
    """Return who goes where in what order, without loading slots."""
    return frozenset(
        (tour.vehicle_id, *((trip.depot_id, trip.part_ids) for trip in tour.trips)) for tour in tours
    )


def _cost_vnd(plan: Plan) -> int:
    return sum(route.cost.total_vnd for route in plan.routes)


def _place(insertion: Insertion, paid_vnd: int | None) -> Place:
    return Place(
        vehicle_id=insertion.vehicle_id,
        depot_id=insertion.depot_id,
        trip=insertion.trip,
        position=insertion.position,
        new_trip=insertion.new_trip,
        begin_s=insertion.begin_s,
        late_s=insertion.late_s,
        cost_rise_vnd=insertion.cost_rise_vnd,
        late_rise_s=insertion.late_rise_s,
        more_vnd=None if paid_vnd is None else insertion.cost_rise_vnd - paid_vnd,
    )


def _chosen(problem: Problem, holder: str, paid_vnd: int, others: Sequence[Insertion]) -> Text:
    """Say what the place costs, and what the best other one would."""
    name = problem.vehicle_by_id[holder].name or holder
    vi = f"Xe {name} giao đơn này: tốn thêm {thousands(paid_vnd)} đ so với không giao"
    en = f"Truck {name} serves it for {thousands(paid_vnd)} VND more than without it"
    if not others:
        return Text(
            f"{vi}; không còn chỗ nào khác trong kế hoạch", f"{en}; the plan has no other place for it"
        )
    best = others[0]
    other = problem.vehicle_by_id[best.vehicle_id].name or best.vehicle_id
    more = best.cost_rise_vnd - paid_vnd
    compared = Text("đắt hơn", "more") if more >= 0 else Text("rẻ hơn nếu mọi thứ khác giữ nguyên", "less")
    at, amount = clock_on_day(best.begin_s, problem.date), thousands(abs(more))
    return Text(
        f"{vi}; chỗ tốt kế tiếp là xe {other} lúc {at}, {compared.vi} {amount} đ",
        f"{en}; the next best place is truck {other} at {at}, for {amount} VND {compared.en}",
    )


def _trucks(problem: Problem, base: Plan, part: Order, ranked: Sequence[Insertion]) -> Iterator[TruckCould]:
    """Yield every truck: those with a place by when they could be there, then the others with the reason."""
    begins: dict[str, list[int]] = {}
    for insertion in ranked:
        begins.setdefault(insertion.vehicle_id, []).append(insertion.begin_s)
    for vehicle_id, begins_s in begins.items():
        yield TruckCould(vehicle_id=vehicle_id, begins_s=tuple(sorted(set(begins_s))), why_not=None)
    busy = {route.vehicle_id for route in base.routes}
    idle = {
        problem.vehicle_by_id[key].type_key: begins_s for key, begins_s in begins.items() if key not in busy
    }
    case = Case(problem=problem, plan=base, part=part, stock_left=stock_left(problem, base))
    for vehicle in problem.vehicles:
        if vehicle.id in begins:
            continue
        # Idle trucks that are equal stand in for each other in the ranking.
        begins_s = idle.get(vehicle.type_key, []) if vehicle.id not in busy else []
        why_not = None if begins_s else _why_not(case, vehicle)
        yield TruckCould(vehicle_id=vehicle.id, begins_s=tuple(sorted(set(begins_s))), why_not=why_not)


def _why_not(case: Case, vehicle: Vehicle) -> Text:
    """Say what keeps a truck from taking the part, what cannot change first."""
    options = [option for option in case.options_of(vehicle) if case.may_load(option)]
    if not any(case.reaches(option) for option in options):
        return Text("không có đường hoặc không được nhận bình ở kho nào", "no road, or no depot to load at")
    if lacking := case.lacking_skills(options[0]):
        return Text(f"thiếu {', '.join(lacking)}", f"lacks {', '.join(lacking)}")
    if not case.carries(options[0]):
        return Text("không chở nổi", "cannot carry it")
    if not case.problem.may_serve(vehicle, case.part):
        return Text("đã ghim hoặc đã chốt", "pinned, or closed to more trips")
    if all(case.short_now(option).total for option in options if case.reaches(option)):
        return Text("kho hết hàng", "its depots are out of stock")
    return Text("không còn đủ thời gian hoặc chỗ", "no time or room left")
