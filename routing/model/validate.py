"""What makes a `Problem` self-consistent, checked all at once."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from routing.model.clock import DAY_S, window_fault
from routing.model.identity import FIRST_YEAR, LAST_YEAR, id_fault, is_day
from routing.model.issue_code import IssueCode
from routing.model.issues import Issue
from routing.model.limits import FARTHEST_S, MOST_CYLINDERS, MOST_ITEMS, MOST_S, MOST_WINDOWS
from routing.model.split import PART_MARK
from routing.model.text import Text
from routing.model.validate_numbers import item_issue, number_issues

if TYPE_CHECKING:
    from routing.model.problem import Problem

_RELEASE_DAYS: Final = FARTHEST_S // DAY_S


def problem_issues(problem: "Problem") -> Iterator[Issue]:
    """Yield every issue of `problem`: date, ids, locations, references, numbers, windows, travel."""
    yield from _date(problem)
    yield from _lists(problem)
    yield from _unique_ids(problem)
    yield from _locations(problem)
    yield from _references(problem)
    yield from number_issues(problem)
    yield from _windows(problem)
    yield from _orders(problem)
    yield from _travel(problem)
    yield from problem.roads.issues


def _date(problem: "Problem") -> Iterator[Issue]:
    if not is_day(problem.date):
        yield item_issue(
            IssueCode.BAD_DATE,
            problem.date,
            "date",
            Text("Ngày không hợp lệ", "Not a date"),
            Text(
                f"Viết ngày dạng năm-tháng-ngày, từ năm {FIRST_YEAR} đến {LAST_YEAR}",
                f"Write the date as YYYY-MM-DD, of {FIRST_YEAR} to {LAST_YEAR}",
            ),
        )


def _unique_ids(problem: "Problem") -> Iterator[Issue]:
    groups: dict[str, list[str]] = {
        "cylinder_types": [x.id for x in problem.cylinder_types],
        "suppliers": [x.id for x in problem.suppliers],
        "places": [place.id for place in problem.places],
        "vehicles": [x.id for x in problem.vehicles],
        "orders": [x.id for x in problem.orders],
    }
    for group, ids in groups.items():
        for owner_id, count in Counter(ids).items():
            if count > 1 or not owner_id:
                yield item_issue(
                    IssueCode.DUPLICATE_ID if owner_id else IssueCode.BLANK_ID,
                    owner_id,
                    f"{group}.id",
                    Text("Mã bị trùng hoặc để trống", "The id is repeated or blank"),
                    Text("Đặt cho mỗi mục một mã riêng", "Give each item an id of its own"),
                )
            elif fault := id_fault(owner_id):
                remedy = Text("Đổi mã này ở mọi nơi dùng nó", "Rename it wherever it is used")
                yield item_issue(IssueCode.BAD_ID, owner_id, f"{group}.id", fault, remedy)


def _locations(problem: "Problem") -> Iterator[Issue]:
    for place in problem.places:
        lat, lon = place.location.lat, place.location.lon
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - false for NaN, too
            yield item_issue(
                IssueCode.BAD_LOCATION,
                place.id,
                "location",
                Text(f"Tọa độ {lat}, {lon} không có trên Trái Đất", f"{lat}, {lon} is not on Earth"),
                Text("Nhập vĩ độ, kinh độ theo độ (WGS 84)", "Give latitude, longitude in degrees (WGS 84)"),
            )


def _references(problem: "Problem") -> Iterator[Issue]:
    types = {x.id for x in problem.cylinder_types}
    depots = {x.id for x in problem.depots}
    facilities = {x.id for x in problem.facilities}
    suppliers = {x.id for x in problem.suppliers}
    wanted: list[tuple[str, str, str, set[str]]] = []
    for depot in problem.depots:
        wanted += [(depot.id, "stock", key, types) for key in depot.stock or ()]
        wanted += [(depot.id, "supplier_id", depot.supplier_id, suppliers)] if depot.supplier_id else []
    for vehicle in problem.vehicles:
        wanted += [(vehicle.id, "depot_id", vehicle.start_depot_id, depots)]
        wanted += [(vehicle.id, "end_depot_id", vehicle.end_depot_id, depots)]
        wanted += [(vehicle.id, "load_depot_ids", x, depots) for x in sorted(vehicle.load_depot_ids or ())]
    for order in problem.orders:
        wanted += [(order.id, "facility_id", order.facility_id, facilities)]
        wanted += [(order.id, "deliver/collect", key, types) for key in {*order.deliver, *order.collect}]
    for owner_id, column, key, known in wanted:
        if key not in known:
            yield item_issue(
                IssueCode.UNKNOWN_REFERENCE,
                owner_id,
                column,
                Text(f"Không có mục nào mang mã {key!r}", f"There is nothing with the id {key!r}"),
                Text("Sửa mã hoặc thêm mục đó", "Correct the id or add the item"),
            )


def _too_far(owner_id: str, column: str, at_s: int) -> Issue:
    return item_issue(
        IssueCode.TIME_TOO_FAR,
        owner_id,
        column,
        Text(f"Giờ {at_s} s quá xa ngày này", f"{at_s} s is too far from this day"),
        Text(f"Nhập giờ trong vòng {MOST_S} s", f"Enter a time within {MOST_S} s"),
    )


def _windows(problem: "Problem") -> Iterator[Issue]:
    owners = [(f.id, "receiving", f.receiving) for f in problem.facilities]
    owners += [(d.id, "open", d.open) for d in problem.depots]
    owners += [(o.id, "windows", o.windows) for o in problem.orders]
    owners += [(v.id, "meals.windows", v.rules.meals.windows) for v in problem.vehicles if v.rules.meals]
    for owner_id, column, windows in owners:
        if fault := window_fault(windows):
            yield item_issue(
                IssueCode.BAD_WINDOWS,
                owner_id,
                column,
                Text(f"Khung giờ sai: {fault.vi}", f"Bad windows: {fault.en}"),
                Text(
                    "Viết các khung giờ theo thứ tự, không chồng nhau",
                    "Give windows in order, without overlap",
                ),
            )

        if len(windows) > MOST_WINDOWS:
            yield item_issue(
                IssueCode.TOO_MANY_WINDOWS,
                owner_id,
                column,
                Text(f"Có hơn {MOST_WINDOWS} khung giờ", f"There are more than {MOST_WINDOWS} windows"),
                Text("Gộp các khung giờ", "Join windows"),
            )
        ends = [at_s for window in windows for at_s in (window.start_s, window.end_s)]
        if far := next((at_s for at_s in ends if abs(at_s) > MOST_S), None):
            yield _too_far(owner_id, column, far)


def _lists(problem: "Problem") -> Iterator[Issue]:
    for name, most in MOST_ITEMS.items():
        if (count := len(getattr(problem, name))) > most:
            yield item_issue(
                IssueCode.TOO_MANY_ITEMS,
                "",
                name,
                Text(f"Có {count} mục, nhiều hơn {most}", f"There are {count} items, more than {most}"),
                Text("Chia dữ liệu thành nhiều ngày hoặc vùng", "Split the data into several days or areas"),
            )


def _orders(problem: "Problem") -> Iterator[Issue]:
    for order in problem.orders:
        if not order.deliver and not order.collect:
            yield item_issue(
                IssueCode.EMPTY_ORDER,
                order.id,
                "deliver",
                Text("Đơn không giao và không thu bình nào", "The order delivers and collects nothing"),
                Text("Nhập số bình hoặc bỏ đơn này", "Enter a count or drop the order"),
            )
        if max(order.deliver.total, order.collect.total) > MOST_CYLINDERS:
            yield item_issue(
                IssueCode.TOO_MANY_CYLINDERS,
                order.id,
                "deliver/collect",
                Text(
                    f"Đơn có hơn {MOST_CYLINDERS} bình", f"The order has more than {MOST_CYLINDERS} cylinders"
                ),
                Text("Kiểm tra số bình", "Check the counts"),
            )
        if order.due_s is not None and abs(order.due_s) > MOST_S:
            yield _too_far(order.id, "due_s", order.due_s)
        if order.release_s is not None and abs(order.release_s) > FARTHEST_S:
            yield item_issue(
                IssueCode.BAD_RELEASE,
                order.id,
                "release_s",
                Text(
                    "Giờ bình sẵn sàng cách hôm nay quá xa",
                    "The cylinders are ready too many days from today",
                ),
                Text(
                    f"Nhập giờ trong vòng {_RELEASE_DAYS} ngày", f"Enter a time within {_RELEASE_DAYS} days"
                ),
            )
        if PART_MARK in order.id or order.part_of:
            yield item_issue(
                IssueCode.RESERVED_ID,
                order.id,
                "id",
                Text(f"Mã đơn không được chứa {PART_MARK!r}", f"An order id must not contain {PART_MARK!r}"),
                Text(
                    "Đổi mã; phần của đơn lớn được tự đặt tên",
                    "Rename it; parts of large orders are named for you",
                ),
            )


def _travel(problem: "Problem") -> Iterator[Issue]:
    for place in problem.places:
        if place.id not in problem.travel.index:
            yield item_issue(
                IssueCode.NO_TRAVEL_DATA,
                place.id,
                "travel.place_ids",
                Text("Bảng thời gian đi không có nơi này", "The travel matrix lacks this place"),
                Text("Tính lại bảng từ bản đồ đường", "Compute the matrix again from the road map"),
            )
    for vehicle in problem.vehicles:
        if vehicle.profile not in problem.travel.profiles:
            yield item_issue(
                IssueCode.NO_TRAVEL_PROFILE,
                vehicle.id,
                "profile",
                Text(
                    f"Không có bảng đi cho loại xe {vehicle.profile!r}",
                    f"No travel matrix for {vehicle.profile!r}",
                ),
                Text("Dùng loại xe có trong bảng", f"Use one of: {', '.join(problem.travel.profiles)}"),
            )
