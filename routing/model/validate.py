"""What makes a `Problem` self-consistent, checked all at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from routing.model.clock import DAY_S, window_fault
from routing.model.identity import FIRST_YEAR, LAST_YEAR, MOST_ID, id_fault, is_day
from routing.model.issue_code import IssueCode
from routing.model.issues import Issue, Subject
from routing.model.limits import FARTHEST_S, MOST_CYLINDERS, MOST_ITEMS, MOST_S, MOST_WINDOWS, most_of
from routing.model.split import PART_MARK
from routing.model.text import Text

if TYPE_CHECKING:
    from routing.model.problem import Problem

_RELEASE_DAYS: Final = FARTHEST_S // DAY_S


def _issue(code: IssueCode, owner_id: str, column: str, fault: Text, remedy: Text) -> Issue:
    subject = Subject(id=owner_id[:MOST_ID], column=column)
    return Issue(code=code, subject=subject, fault=fault, remedy=remedy)


def problem_issues(problem: "Problem") -> Iterator[Issue]:
    """Yield every issue of `problem`: date, ids, locations, references, numbers, windows, travel."""
    yield from _date(problem)
    yield from _lists(problem)
    yield from _unique_ids(problem)
    yield from _locations(problem)
    yield from _references(problem)
    yield from _numbers(problem)
    yield from _windows(problem)
    yield from _orders(problem)
    yield from _travel(problem)


def _date(problem: "Problem") -> Iterator[Issue]:
    if not is_day(problem.date):
        yield _issue(
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
                yield _issue(
                    IssueCode.DUPLICATE_ID if owner_id else IssueCode.BLANK_ID,
                    owner_id,
                    f"{group}.id",
                    Text("Mã bị trùng hoặc để trống", "The id is repeated or blank"),
                    Text("Đặt cho mỗi mục một mã riêng", "Give each item an id of its own"),
                )
            elif fault := id_fault(owner_id):
                remedy = Text("Đổi mã này ở mọi nơi dùng nó", "Rename it wherever it is used")
                yield _issue(IssueCode.BAD_ID, owner_id, f"{group}.id", fault, remedy)


def _locations(problem: "Problem") -> Iterator[Issue]:
    for place in problem.places:
        lat, lon = place.location.lat, place.location.lon
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - false for NaN, too
            yield _issue(
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
            yield _issue(
                IssueCode.UNKNOWN_REFERENCE,
                owner_id,
                column,
                Text(f"Không có mục nào mang mã {key!r}", f"There is nothing with the id {key!r}"),
                Text("Sửa mã hoặc thêm mục đó", "Correct the id or add the item"),
            )


def _out_of_range(values: Iterable[tuple[str, str, int | None, int]]) -> Iterator[Issue]:
    for owner_id, column, value, least in values:
        if value is not None and value < least:
            yield _issue(
                IssueCode.NUMBER_TOO_SMALL,
                owner_id,
                column,
                Text(f"{value} nhỏ hơn {least}", f"{value} is less than {least}"),
                Text(f"Nhập một số từ {least} trở lên", f"Enter a number of {least} or more"),
            )
        most = most_of(column)
        if value is not None and most is not None and value > most:
            yield _too_large(owner_id, column, value, most)


def _too_large(owner_id: str, column: str, value: int, most: int) -> Issue:
    return _issue(
        IssueCode.NUMBER_TOO_LARGE,
        owner_id,
        column,
        Text(f"{value} lớn hơn {most}", f"{value} is more than {most}"),
        Text(f"Nhập một số không quá {most}", f"Enter a number of {most} at the most"),
    )


def _numbers(problem: "Problem") -> Iterator[Issue]:
    values: list[tuple[str, str, int | None, int]] = []
    for kind in problem.cylinder_types:
        values += [(kind.id, "tare_g", kind.tare_g, 0), (kind.id, "full_g", kind.full_g, kind.tare_g)]
        values += [(kind.id, "slots", kind.slots, 0), (kind.id, "gas_l", kind.gas_l, 0)]
        values += [(kind.id, "empty_vnd", kind.empty_vnd, 0)]
    for facility in problem.facilities:
        values += [(facility.id, "unload_fixed_s", facility.unload_fixed_s, 0)]
        values += [(facility.id, "unload_s_per_cylinder", facility.unload_s_per_cylinder, 0)]
    for depot in problem.depots:
        values += [(depot.id, "load_fixed_s", depot.load_fixed_s, 0), (depot.id, "bays", depot.bays, 1)]
        values += [(depot.id, "load_s_per_cylinder", depot.load_s_per_cylinder, 0)]
        values += [(depot.id, f"stock.{key}", n, 0) for key, n in (depot.stock or {}).items()]
    for order in problem.orders:
        values += [(order.id, f"deliver.{key}", n, 0) for key, n in order.deliver.items()]
        values += [(order.id, f"collect.{key}", n, 0) for key, n in order.collect.items()]
        values += [(order.id, "prize_vnd", order.prize_vnd, 0)]
    if stay := problem.stay:
        values += [("stay", "truck_vnd", stay.truck_vnd, 0), ("stay", "time_vnd", stay.time_vnd, 0)]
        values += [("stay", "within_s", stay.within_s, 0)]
    values += [("", f"waiting_vnd_per_hour[{i}]", n, 0) for i, n in enumerate(problem.waiting_vnd_per_hour)]
    yield from _out_of_range(values)
    yield from _out_of_range(_vehicle_numbers(problem))


def _vehicle_numbers(problem: "Problem") -> Iterator[tuple[str, str, int | None, int]]:
    for vehicle in problem.vehicles:
        shift, rules, rates = vehicle.shift, vehicle.rules, vehicle.rates
        yield vehicle.id, "payload_g", vehicle.payload_g, 1
        yield vehicle.id, "slots", vehicle.slots, 1
        yield vehicle.id, "registered_g", vehicle.registered_g, 0
        yield vehicle.id, "max_trips", vehicle.max_trips, 1
        yield vehicle.id, "shift.start_s", shift.start_s, -MOST_S
        yield vehicle.id, "shift.end_s", shift.end_s, shift.start_s
        yield vehicle.id, "shift.max_overtime_s", shift.max_overtime_s, 0
        yield vehicle.id, "shift.max_duration_s", shift.max_duration_s, 1
        yield vehicle.id, "max_driving_s", rules.max_driving_s, 0
        yield vehicle.id, "max_continuous_driving_s", rules.max_continuous_driving_s, 1
        yield vehicle.id, "break_s", rules.break_s, 0
        if rules.meals:
            yield vehicle.id, "meals.length_s", rules.meals.length_s, 60
            yield vehicle.id, "meals.within_work_s", rules.meals.within_work_s, 3600
        yield vehicle.id, "fixed_vnd", rates.fixed_vnd, 0
        yield vehicle.id, "per_km_vnd", rates.per_km_vnd, 0
        yield vehicle.id, "per_hour_vnd", rates.per_hour_vnd, 0
        yield vehicle.id, "overtime_per_hour_vnd", rates.overtime_per_hour_vnd, 0


def _too_far(owner_id: str, column: str, at_s: int) -> Issue:
    return _issue(
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
            yield _issue(
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
            yield _issue(
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
            yield _issue(
                IssueCode.TOO_MANY_ITEMS,
                "",
                name,
                Text(f"Có {count} mục, nhiều hơn {most}", f"There are {count} items, more than {most}"),
                Text("Chia dữ liệu thành nhiều ngày hoặc vùng", "Split the data into several days or areas"),
            )


def _orders(problem: "Problem") -> Iterator[Issue]:
    for order in problem.orders:
        if not order.deliver and not order.collect:
            yield _issue(
                IssueCode.EMPTY_ORDER,
                order.id,
                "deliver",
                Text("Đơn không giao và không thu bình nào", "The order delivers and collects nothing"),
                Text("Nhập số bình hoặc bỏ đơn này", "Enter a count or drop the order"),
            )
        if max(order.deliver.total, order.collect.total) > MOST_CYLINDERS:
            yield _issue(
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
            yield _issue(
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
            yield _issue(
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
            yield _issue(
                IssueCode.NO_TRAVEL_DATA,
                place.id,
                "travel.place_ids",
                Text("Bảng thời gian đi không có nơi này", "The travel matrix lacks this place"),
                Text("Tính lại bảng từ bản đồ đường", "Compute the matrix again from the road map"),
            )
    for vehicle in problem.vehicles:
        if vehicle.profile not in problem.travel.profiles:
            yield _issue(
                IssueCode.NO_TRAVEL_PROFILE,
                vehicle.id,
                "profile",
                Text(
                    f"Không có bảng đi cho loại xe {vehicle.profile!r}",
                    f"No travel matrix for {vehicle.profile!r}",
                ),
                Text("Dùng loại xe có trong bảng", f"Use one of: {', '.join(problem.travel.profiles)}"),
            )
