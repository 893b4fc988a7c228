"""What a planner asks, in the few words of the command line and the API, as changes of the model."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from routing.model import (
    Change,
    DemandTimes,
    DepotDown,
    Issue,
    Subject,
    Text,
    VehicleDown,
    WaysClosed,
    refuse_if,
)
from service.dispatch.gather import or_none


def make_changes(
    *,
    depot_down: Sequence[str] = (),
    vehicle_down: Sequence[str] = (),
    close_way: Sequence[str] = (),
    demand: float | None = None,
    trial: Callable[[Sequence[Change]], object] | None = None,
) -> tuple[Change, ...]:
    """Return the changes asked for; roads come first, since they bring a new matrix.

    Parameters
    ----------
    trial
        Called with the other changes where demand is refused, to tell what is wrong with them, too.

    Raises
    ------
    InputError
        If nothing is asked, or demand is not between 0.01 and 100.
    """
    changes: list[Change] = [WaysClosed(way_ids=tuple(close_way))] if close_way else []
    changes += [DepotDown(depot_id=x) for x in depot_down]
    changes += [VehicleDown(vehicle_id=x) for x in vehicle_down]
    issues = _issues(asked=bool(changes or demand is not None), demand=demand)
    if issues and changes and trial:
        or_none(issues, lambda: trial(changes))
    refuse_if(issues)
    if demand is not None:
        # 1.15 × 100 is 114.99… in binary; Decimal keeps what was written.
        changes.append(DemandTimes(percent=round(Decimal(str(demand)) * 100)))
    return tuple(changes)


def changes_from(asked: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the changes of a stored request: the keywords of `make_changes`."""
    return make_changes(**{key: value for key, value in asked.items() if value not in (None, [], ())})


def _issues(*, asked: bool, demand: float | None) -> list[Issue]:
    if not asked:
        return [
            Issue(
                code="NO_CHANGE",
                subject=Subject(column="changes"),
                fault=Text("Chưa nêu thay đổi nào", "No change is asked for"),
                remedy=Text(
                    "Nêu depot_down, vehicle_down, close_way hoặc demand",
                    "Give depot_down, vehicle_down, close_way or demand",
                ),
            )
        ]
    least, most = 0.01, 100
    if demand is not None and not least <= demand <= most:
        return [
            Issue(
                code="BAD_DEMAND",
                subject=Subject(column="demand"),
                fault=Text(f"Hệ số nhu cầu {demand} ngoài khoảng", f"Demand factor {demand} is out of range"),
                remedy=Text("Nhập số từ 0.01 đến 100, ví dụ 1.5", "Give 0.01 to 100, such as 1.5"),
            )
        ]
    return []
