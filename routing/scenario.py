"""What if: changes to a day, each a small function `Problem × Change -> Problem`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

import numpy as np

from routing.model import (
    UNREACHABLE,
    AreaClosed,
    Change,
    Closing,
    Counts,
    DemandTimes,
    DepotDown,
    EarlierShift,
    EdgesClosed,
    InputError,
    IntMatrix,
    Issue,
    IssueCode,
    LargerTruck,
    LaterClosing,
    LongerShift,
    MoreStock,
    Order,
    PermitGranted,
    Problem,
    RoadOpened,
    SecondDriver,
    SkillAdded,
    StillReachable,
    Subject,
    Text,
    TimeDependentTravel,
    TimeWindow,
    Together,
    TravelMatrix,
    TruckAdded,
    Vehicle,
    VehicleDown,
    WaysClosed,
    refuse_if,
    rounded_up,
)

_T = TypeVar("_T")


def apply(problem: Problem, changes: Sequence[Change], *, travel: TravelMatrix | None = None) -> Problem:
    """Return `problem` with all `changes`, in order, and nothing else different.

    Parameters
    ----------
    travel : TravelMatrix, optional
        The matrix with the roads of every `Closing` closed. If there is a closing, it is used before the
        first change, so a `RoadOpened` is not lost by a closing after it.

    Raises
    ------
    InputError
        With every id that does not exist, every number below zero, and whatever else makes the
        changed problem contradict itself.
    ValueError
        If roads are closed and `travel` is not given: routing knows no roads.
    """
    issues: list[Issue] = []
    if travel is None and any(isinstance(change, Closing) for change in changes):
        raise ValueError("closed roads need the travel matrix computed anew")
    if travel is not None and any(isinstance(change, Closing | StillReachable) for change in changes):
        problem = problem.replace(travel=travel)
    for change in changes:
        try:
            problem = RULES[type(change)](problem, change)
        except InputError as error:
            issues += error.issues
    refuse_if(issues)
    return problem


def _depot_down(problem: Problem, change: DepotDown) -> Problem:
    refuse_if(_unknown(change, "depot_id", problem.depot_by_id))
    return problem.replace(depots=_with(problem.depots, change.depot_id, in_service=False))


def _vehicle_down(problem: Problem, change: VehicleDown) -> Problem:
    refuse_if(_unknown(change, "vehicle_id", problem.vehicle_by_id))
    return problem.replace(
        vehicles=tuple(v for v in problem.vehicles if v.id != change.vehicle_id),
        pins=tuple(pin for pin in problem.pins if pin.vehicle_id != change.vehicle_id),
    )


def _demand_times(problem: Problem, change: DemandTimes) -> Problem:
    refuse_if([*_unknown(change, "facility_ids", problem.facility_by_id), *_below_zero(change, "percent")])
    affected = set(change.facility_ids or problem.facility_by_id)

    def times(counts: Counts) -> Counts:
        return Counts({key: -(-n * change.percent // 100) for key, n in counts.items()})

    def scaled(order: Order) -> Order:
        if order.facility_id not in affected:
            return order
        return replace(order, deliver=times(order.deliver), collect=times(order.collect))

    orders = map(scaled, problem.orders)
    return problem.replace(orders=tuple(o for o in orders if o.deliver or o.collect))


def _roads_closed(problem: Problem, change: Closing) -> Problem:
    del change  # `apply` has put the matrix for all closed roads in place
    return problem


def _still_reachable(problem: Problem, change: StillReachable) -> Problem:
    refuse_if(_unknown(change, "place_ids", {place.id for place in problem.places}))
    return problem  # as with a closing, the matrix knows


def _road_opened(problem: Problem, change: RoadOpened) -> Problem:
    places = problem.travel.index
    refuse_if(
        [
            *_unknown(change, "origin_id", places),
            *_unknown(change, "destination_id", places),
            *_below_zero(change, "duration_s", "length_m"),
        ]
    )
    return problem.replace(travel=_with_road(problem.travel, change))


def _with_road(travel: TravelMatrix, road: RoadOpened) -> TravelMatrix:
    """Let every pair of places use the road if that is faster, in either direction.

    A fastest path uses a road once, so one step from each pair over each direction suffices;
    the length is that of the faster path.
    """
    ends = travel.index[road.origin_id], travel.index[road.destination_id]
    tables = {key: _via(travel.duration_s[key], travel.length_m[key], ends, road) for key in travel.profiles}
    hours = {key: _hours_with_road(by_hour, ends, road) for key, by_hour in travel.time_dependent.items()}
    tables |= {key: (by_hour.least_s, by_hour.least_m) for key, by_hour in hours.items()}
    return TravelMatrix(
        place_ids=travel.place_ids,
        duration_s={key: table for key, (table, _) in tables.items()},
        length_m={key: table for key, (_, table) in tables.items()},
        time_dependent=hours,
    )


def _hours_with_road(
    by_hour: TimeDependentTravel, ends: tuple[int, int], road: RoadOpened
) -> TimeDependentTravel:
    pairs = zip(by_hour.duration_s, by_hour.length_m, strict=True)
    tables = [_via(seconds, metres, ends, road) for seconds, metres in pairs]
    seconds, metres = (np.array(kind) for kind in zip(*tables, strict=True))
    return replace(by_hour, duration_s=seconds, length_m=metres)


def _via(
    seconds: IntMatrix, metres: IntMatrix, ends: tuple[int, int], road: RoadOpened
) -> tuple[IntMatrix, IntMatrix]:
    time, length = (np.where(table == UNREACHABLE, np.inf, table) for table in (seconds, metres))
    for a, b in (ends, ends[::-1]):
        via_s = time[:, a, None] + road.duration_s + time[None, b, :]
        via_m = length[:, a, None] + road.length_m + length[None, b, :]
        faster = via_s < time
        time[faster], length[faster] = via_s[faster], via_m[faster]
    return rounded_up(time), rounded_up(length)


def _later_closing(problem: Problem, change: LaterClosing) -> Problem:
    refuse_if([*_unknown(change, "order_id", problem.order_by_id), *_below_zero(change, "by_s")])
    windows = problem.windows_of(problem.order_by_id[change.order_id])
    if not windows:
        return problem  # any time is late enough
    last = TimeWindow(windows[-1].start_s, windows[-1].end_s + change.by_s)
    return problem.replace(orders=_with(problem.orders, change.order_id, windows=(*windows[:-1], last)))


def _more_stock(problem: Problem, change: MoreStock) -> Problem:
    refuse_if(
        [
            *_unknown(change, "depot_id", problem.depot_by_id),
            *_unknown(change, "type_id", problem.type_by_id),
            *_below_zero(change, "count"),
        ]
    )
    stock = problem.depot_by_id[change.depot_id].stock
    if stock is None:
        return problem  # not limited as it is
    more = stock + Counts({change.type_id: change.count})
    return problem.replace(depots=_with(problem.depots, change.depot_id, stock=more))


def _larger_truck(problem: Problem, change: LargerTruck) -> Problem:
    truck = _truck(problem, change)
    payload_g, slots = max(truck.payload_g, change.payload_g), max(truck.slots, change.slots)
    return problem.replace(vehicles=_with(problem.vehicles, truck.id, payload_g=payload_g, slots=slots))


def _skill_added(problem: Problem, change: SkillAdded) -> Problem:
    truck = _truck(problem, change)
    return problem.replace(vehicles=_with(problem.vehicles, truck.id, skills=truck.skills | {change.skill}))


def _longer_shift(problem: Problem, change: LongerShift) -> Problem:
    truck = _truck(problem, change, "by_s")
    shift = replace(truck.shift, end_s=truck.shift.end_s + change.by_s)
    if shift.max_duration_s is not None:
        shift = replace(shift, max_duration_s=shift.max_duration_s + change.by_s)
    return problem.replace(vehicles=_with(problem.vehicles, truck.id, shift=shift))


def _earlier_shift(problem: Problem, change: EarlierShift) -> Problem:
    truck = _truck(problem, change, "by_s")
    shift = replace(truck.shift, start_s=truck.shift.start_s - change.by_s)
    return problem.replace(vehicles=_with(problem.vehicles, truck.id, shift=shift))


def _second_driver(problem: Problem, change: SecondDriver) -> Problem:
    truck = _truck(problem, change)
    rules = replace(truck.rules, max_driving_s=None, max_continuous_driving_s=None, meals=None)
    shift = replace(truck.shift, max_duration_s=None)
    return problem.replace(vehicles=_with(problem.vehicles, truck.id, rules=rules, shift=shift))


def _permit_granted(problem: Problem, change: PermitGranted) -> Problem:
    truck = _truck(problem, change)
    by_hour = problem.travel.time_dependent.get(truck.profile)
    if by_hour is None or not by_hour.without:
        return problem  # nothing is barred to it as it is
    return problem.replace(vehicles=_with(problem.vehicles, truck.id, profile=by_hour.without))


def _truck_added(problem: Problem, change: TruckAdded) -> Problem:
    refuse_if(_unknown(change, "like_vehicle_id", problem.vehicle_by_id))
    like = problem.vehicle_by_id[change.like_vehicle_id]
    # The name is a number plate, and no two trucks have the same.
    return problem.replace(vehicles=(*problem.vehicles, replace(like, id=change.new_id, name="")))


def _together(problem: Problem, change: Together) -> Problem:
    return apply(problem, change.changes)


RULES: Final[Mapping[type, Callable[[Problem, Any], Problem]]] = {
    DepotDown: _depot_down,
    VehicleDown: _vehicle_down,
    DemandTimes: _demand_times,
    WaysClosed: _roads_closed,
    AreaClosed: _roads_closed,
    EdgesClosed: _roads_closed,
    StillReachable: _still_reachable,
    RoadOpened: _road_opened,
    LaterClosing: _later_closing,
    MoreStock: _more_stock,
    LargerTruck: _larger_truck,
    SkillAdded: _skill_added,
    LongerShift: _longer_shift,
    EarlierShift: _earlier_shift,
    SecondDriver: _second_driver,
    PermitGranted: _permit_granted,
    TruckAdded: _truck_added,
    Together: _together,
}
"""The rule for each kind of change."""


def _with(items: Iterable[_T], item_id: str, **changes: object) -> tuple[_T, ...]:
    """Return `items` with some fields of the one called `item_id` changed."""
    return tuple(replace(item, **changes) if item.id == item_id else item for item in items)  # type: ignore[attr-defined, type-var]


def _truck(problem: Problem, change: Any, *numbers: str) -> Vehicle:  # noqa: ANN401 - a change of a truck
    refuse_if([*_unknown(change, "vehicle_id", problem.vehicle_by_id), *_below_zero(change, *numbers)])
    return problem.vehicle_by_id[change.vehicle_id]


def _unknown(change: Change, field: str, known: Collection[str]) -> Iterator[Issue]:
    value = getattr(change, field)
    for item_id in (value,) if isinstance(value, str) else value:
        if item_id not in known:
            yield Issue(
                code=IssueCode.UNKNOWN_REFERENCE,
                subject=Subject(id=item_id, column=f"{change.kind}.{field}"),
                fault=Text(
                    f"Không có mục nào mang mã {item_id!r}", f"There is nothing with the id {item_id!r}"
                ),
                remedy=Text("Chọn một mã có trong ngày này", "Choose an id of this day"),
            )


def _below_zero(change: Change, *fields: str) -> Iterator[Issue]:
    for field in fields:
        value = getattr(change, field)
        if value < 0:
            yield Issue(
                code=IssueCode.NUMBER_TOO_SMALL,
                subject=Subject(column=f"{change.kind}.{field}"),
                fault=Text(f"{value} nhỏ hơn 0", f"{value} is less than 0"),
                remedy=Text("Nhập một số từ 0 trở lên", "Enter a number of 0 or more"),
            )
