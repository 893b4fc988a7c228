"""What makes the pins of a `Problem` consistent with it and with each other."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from routing.model.issue_code import IssueCode
from routing.model.issues import Issue, Subject
from routing.model.pin import Pin
from routing.model.text import Text

if TYPE_CHECKING:
    from routing.model.problem import Problem


def pin_issues(problem: "Problem") -> Iterator[Issue]:
    """Yield every issue of the pins of `problem`, whose parts must have been derived."""
    for pin in problem.pins:
        yield from _known(problem, pin)
        for trip in pin.trips:
            if not trip.part_ids:
                fault = Text("Chuyến đã ghim không giao đơn nào", "A pinned trip serves no order")
                yield _issue(
                    IssueCode.EMPTY_TRIP,
                    pin.vehicle_id,
                    "trips",
                    fault,
                    Text("Bỏ chuyến này", "Drop the trip"),
                )
    yield from _once(problem)


def _issue(code: IssueCode, owner_id: str, column: str, fault: Text, remedy: Text) -> Issue:
    return Issue(code=code, subject=Subject(id=owner_id, column=f"pins.{column}"), fault=fault, remedy=remedy)


def _known(problem: "Problem", pin: Pin) -> Iterator[Issue]:
    wanted: list[tuple[str, str, Collection[str]]] = [("vehicle_id", pin.vehicle_id, problem.vehicle_by_id)]
    wanted += [("trips", trip.depot_id, problem.depot_by_id) for trip in pin.trips]
    wanted += [("trips", key, problem.part_by_id) for trip in pin.trips for key in trip.part_ids]
    wanted += [("order_ids", key, problem.part_by_id) for key in sorted(pin.reserved_part_ids)]
    for column, key, known in wanted:
        if key not in known:
            fault = Text(f"Không có mục nào mang mã {key!r}", f"There is nothing with the id {key!r}")
            remedy = Text(
                "Sửa mã hoặc bỏ ghim; đơn lớn được ghim theo từng phần",
                "Correct the id or drop the pin; large orders are pinned by their parts",
            )
            yield _issue(IssueCode.UNKNOWN_REFERENCE, pin.vehicle_id, column, fault, remedy)


def _once(problem: "Problem") -> Iterator[Issue]:
    for vehicle_id, count in Counter(pin.vehicle_id for pin in problem.pins).items():
        if count > 1:
            fault = Text("Xe được ghim hai lần", "The truck has two pins")
            remedy = Text("Gộp thành một ghim", "Make them one")
            yield _issue(IssueCode.PINNED_TWICE, vehicle_id, "vehicle_id", fault, remedy)
    places: Counter[str] = Counter()
    for pin in problem.pins:
        in_trips = [key for trip in pin.trips for key in trip.part_ids]
        # Named in a trip and again among the truck's own parts, a part is still pinned once.
        places.update([*in_trips, *(pin.reserved_part_ids - set(in_trips))])
    for part_id, count in places.items():
        if count > 1:
            fault = Text("Đơn được ghim hai lần", "The order is pinned twice")
            remedy = Text("Giữ lại một ghim", "Keep one of the pins")
            yield _issue(IssueCode.PINNED_TWICE, part_id, "order_ids", fault, remedy)
