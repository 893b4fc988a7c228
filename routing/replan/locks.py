"""What people settle in a plan before it is planned again: `Problem × Tours × Locks -> Problem`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from routing.model import InputError, Issue, IssueCode, Pin, Problem, Subject, Text, Tour, Tours


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """What of a plan is to stay, by ids of trucks and of whole orders.

    Attributes
    ----------
    routes : tuple of str
        Trucks whose tour stays exactly as it is; one that is idle stays idle.
    vehicles : tuple of str
        Trucks whose trips stay as they are; trips of their own may follow.
    orders : tuple of str
        Orders that stay on the truck (each part on its truck) that has them.
    departed : mapping of str to int
        How many of a truck's first trips have left already; they stay as they are.
    """

    routes: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    departed: Mapping[str, int] = field(default_factory=dict)

    @property
    def given(self) -> bool:
        """Whether anything is locked."""
        return bool(self.routes or self.vehicles or self.orders or self.departed)


def locked(problem: Problem, tours: Tours, locks: Locks) -> Problem:
    """Return `problem` with what is locked of `tours` pinned, beside the pins that it has.

    Raises
    ------
    InputError
        With every lock that names what the problem or the plan does not have, and every one that
        contradicts a pin of the problem.
    """
    own = {tour.vehicle_id: tour for tour in tours}
    truck_of = {key: t.vehicle_id for t in tours for trip in t.trips for key in trip.part_ids}
    issues = [*_truck_issues(problem, own, locks), *_order_issues(problem, truck_of, locks)]
    pins = tuple(_pins(problem, own, truck_of, locks))
    issues += _contradictions(problem, own, locks)
    try:
        made = problem.replace(pins=pins)
    except InputError as error:
        # A truck without a name in the problem has been told of already.
        reported = {issue.subject.id for issue in issues}
        issues += [issue for issue in error.issues if issue.subject.id not in reported]
        raise InputError(issues) from None
    if issues:
        raise InputError(issues)
    return made


def _pins(
    problem: Problem, own: Mapping[str, Tour], truck_of: Mapping[str, str], locks: Locks
) -> Iterator[Pin]:
    """Yield the pin of each truck that has one or gets one."""
    kept = {pin.vehicle_id: pin for pin in problem.pins}
    orders = set(locks.orders)
    stays: dict[str, set[str]] = {}
    for part in problem.parts:
        if part.order_id in orders and part.id in truck_of:
            stays.setdefault(truck_of[part.id], set()).add(part.id)
    for key in dict.fromkeys((*kept, *locks.routes, *locks.vehicles, *locks.departed, *stays)):
        pin = kept.get(key, Pin(vehicle_id=key))
        trips = own[key].trips[: _count(locks, key)] if key in own else ()
        yield replace(
            pin,
            trips=max(pin.trips, trips, key=len),
            reserved_part_ids=pin.reserved_part_ids | stays.get(key, set()),
            closed=pin.closed or key in locks.routes,
        )


def _count(locks: Locks, vehicle_id: str) -> int | None:
    """Return how many of a truck's first trips stay; None means all."""
    if vehicle_id in locks.routes or vehicle_id in locks.vehicles:
        return None
    return max(0, locks.departed.get(vehicle_id, 0))


def _truck_issues(problem: Problem, own: Mapping[str, Tour], locks: Locks) -> Iterator[Issue]:
    for column, ids in (("routes", locks.routes), ("vehicles", locks.vehicles), ("departed", locks.departed)):
        for key in dict.fromkeys(ids):
            if key not in problem.vehicle_by_id:
                yield _unknown(column, key)
            elif key not in own and column != "routes":
                fault = Text("Xe không chạy trong kế hoạch gốc", "The truck is idle in the start plan")
                remedy = Text(
                    "Bỏ khóa này, hoặc khóa tuyến để xe nghỉ",
                    "Drop the lock, or lock its route to keep it idle",
                )
                yield _issue(IssueCode.NOTHING_TO_LOCK, column, key, fault, remedy)
    for key, count in locks.departed.items():
        most = len(own[key].trips) if key in own else 0
        if key in own and not 1 <= count <= most:
            fault = Text(
                f"Xe có {most} chuyến, không thể có {count} chuyến đã đi",
                f"The truck makes {most} trip(s), so {count} cannot have departed",
            )
            remedy = Text(f"Nhập số từ 1 đến {most}", f"Give a number from 1 to {most}")
            yield _issue(IssueCode.BAD_TRIP_COUNT, "departed", key, fault, remedy)


def _order_issues(problem: Problem, truck_of: Mapping[str, str], locks: Locks) -> Iterator[Issue]:
    parts: dict[str, list[str]] = {}
    for part in problem.parts:
        parts.setdefault(part.order_id, []).append(part.id)
    for key in dict.fromkeys(locks.orders):
        if key not in parts:
            yield _unknown("orders", key)
        elif not any(part_id in truck_of for part_id in parts[key]):
            fault = Text("Kế hoạch gốc không giao đơn này", "The start plan does not serve the order")
            remedy = Text("Bỏ khóa này", "Drop the lock")
            yield _issue(IssueCode.NOTHING_TO_LOCK, "orders", key, fault, remedy)


def _contradictions(problem: Problem, own: Mapping[str, Tour], locks: Locks) -> Iterator[Issue]:
    """Yield the locked trucks whose tours do not begin as the pins of the problem want it."""
    for pin in problem.pins:
        trips = own[pin.vehicle_id].trips if pin.vehicle_id in own else ()
        first, rest = trips[: len(pin.trips)], trips[len(pin.trips) :]
        touched = pin.vehicle_id in {*locks.routes, *locks.vehicles, *locks.departed}
        if touched and (first != pin.trips or (pin.closed and rest)):
            fault = Text(
                "Kế hoạch gốc trái với điều đã ghim của xe",
                "The start plan is not what is pinned of the truck",
            )
            remedy = Text("Dùng kế hoạch lập với các ghim này", "Start from a plan made with these pins")
            yield _issue(IssueCode.START_BREAKS_PIN, "pins", pin.vehicle_id, fault, remedy)


def _unknown(column: str, key: str) -> Issue:
    fault = Text(f"Dữ liệu ngày không có mã {key!r}", f"The problem has no id {key!r}")
    return _issue(
        IssueCode.UNKNOWN_REFERENCE,
        column,
        key,
        fault,
        Text("Sửa mã hoặc bỏ khóa", "Correct the id or drop the lock"),
    )


def _issue(code: IssueCode, column: str, key: str, fault: Text, remedy: Text) -> Issue:
    return Issue(code=code, subject=Subject(id=key, column=f"locks.{column}"), fault=fault, remedy=remedy)
