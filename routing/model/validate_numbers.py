"""The numbers of a `Problem` against their least and their most."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from routing.model.identity import MOST_ID
from routing.model.issue_code import IssueCode
from routing.model.issues import Issue, Subject
from routing.model.limits import MOST_S, most_of
from routing.model.text import Text

if TYPE_CHECKING:
    from routing.model.problem import Problem


def item_issue(code: IssueCode, owner_id: str, column: str, fault: Text, remedy: Text) -> Issue:
    """Return an issue of one item of a problem and one of its fields."""
    subject = Subject(id=owner_id[:MOST_ID], column=column)
    return Issue(code=code, subject=subject, fault=fault, remedy=remedy)


def _out_of_range(values: Iterable[tuple[str, str, int | None, int]]) -> Iterator[Issue]:
    for owner_id, column, value, least in values:
        if value is not None and value < least:
            yield item_issue(
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
    return item_issue(
        IssueCode.NUMBER_TOO_LARGE,
        owner_id,
        column,
        Text(f"{value} lớn hơn {most}", f"{value} is more than {most}"),
        Text(f"Nhập một số không quá {most}", f"Enter a number of {most} at the most"),
    )


def number_issues(problem: "Problem") -> Iterator[Issue]:
    """Yield every number of `problem` that is below its least or above its most."""
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
