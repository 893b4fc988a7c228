"""What a planner asks, in the few words of the command line and the API, as changes of the model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from routing.model import (
    Change,
    Closing,
    DemandTimes,
    DepotDown,
    EdgesClosed,
    Issue,
    IssueCode,
    PermitGranted,
    StillReachable,
    Subject,
    Text,
    VehicleDown,
    WaysClosed,
    refuse_if,
)
from service.dispatch.gather import or_none
from service.dispatch.roads.closing import areas_closed, edge_named, for_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioChanges:
    """What happens at once in a scenario, in the words of the command line and the API.

    Attributes
    ----------
    close_area
        GeoJSON, as a file or as it came.
    close_edge
        Junctions (from, to), as a pair or written `FROM,TO`.
    close_hours
        The hours of all closures, `06:00-09:00;16:00-19:00`; "" for the whole day.
    still_reachable
        Places that what is closed cuts off and that can be served from the nearest open road all the same.
    permit
        Trucks that get a permit for the hours of bans.
    """

    depot_down: Sequence[str] = ()
    vehicle_down: Sequence[str] = ()
    close_way: Sequence[str] = ()
    close_area: Sequence[Path | Mapping[str, Any]] = ()
    close_edge: Sequence[str | Sequence[str]] = ()
    close_hours: str = ""
    still_reachable: Sequence[str] = ()
    permit: Sequence[str] = ()
    demand: float | None = None

    @classmethod
    def from_json(cls, request: Mapping[str, Any]) -> Self:
        """Return the changes of a stored request; what it leaves out is not changed."""
        return cls(**{key: value for key, value in request.items() if value is not None})

    def as_json(self) -> dict[str, Any]:
        """Return the changes of a request, for keeping; areas are those that came as GeoJSON."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def make_changes(
    wanted: ScenarioChanges, *, trial: Callable[[Sequence[Change]], object] | None = None
) -> tuple[Change, ...]:
    """Return the changes asked for; roads come first, since they bring a new matrix.

    Parameters
    ----------
    trial
        Called with the other changes where something is refused, to tell what is wrong with them, too.

    Raises
    ------
    InputError
        If nothing is asked, demand is not between 0.01 and 100, or an area or edge is none.
    """
    issues: list[Issue] = []
    closings = closings_from(
        issues,
        ways=wanted.close_way,
        areas=wanted.close_area,
        edges=wanted.close_edge,
        hours=wanted.close_hours,
    )
    changes: list[Change] = [*closings]
    changes += [StillReachable(place_ids=tuple(wanted.still_reachable))] if wanted.still_reachable else []
    changes += [DepotDown(depot_id=x) for x in wanted.depot_down]
    changes += [VehicleDown(vehicle_id=x) for x in wanted.vehicle_down]
    changes += [PermitGranted(vehicle_id=x) for x in wanted.permit]
    issues += _issues(any_change=bool(changes or issues or wanted.demand is not None), demand=wanted.demand)
    if issues and changes and trial:
        or_none(issues, lambda: trial(changes))
    refuse_if(issues)
    if wanted.demand is not None:
        # 1.15 × 100 is 114.99… in binary; Decimal keeps what was written.
        changes.append(DemandTimes(percent=round(Decimal(str(wanted.demand)) * 100)))
    return tuple(changes)


def closings_from(
    issues: list[Issue],
    *,
    ways: Sequence[str] = (),
    areas: Sequence[Path | Mapping[str, Any]] = (),
    edges: Sequence[str | Sequence[str]] = (),
    hours: str = "",
) -> list[Closing]:
    """Return what closes roads, and when, and add to `issues` what of it cannot be read."""
    closings: list[Closing] = [WaysClosed(way_ids=tuple(ways))] if ways else []
    for number, area in enumerate(areas, start=1):
        name = f"close_area {number}"
        closings += or_none(issues, lambda a=area, n=name: areas_closed(a, name=n)) or ()  # type: ignore[misc]
    named = [or_none(issues, lambda edge=edge: _ends(edge)) for edge in edges]  # type: ignore[misc]
    pairs = tuple(pair for pair in named if pair)
    closings += [EdgesClosed(pairs=pairs)] if pairs else []
    return (or_none(issues, lambda: for_hours(closings, hours)) or closings) if hours else closings


def _ends(edge: str | Sequence[str]) -> tuple[str, str]:
    return edge_named(edge) if isinstance(edge, str) else (edge[0], edge[1])


def _issues(*, any_change: bool, demand: float | None) -> list[Issue]:
    if not any_change:
        return [
            Issue(
                code=IssueCode.NO_CHANGE,
                subject=Subject(column="changes"),
                fault=Text("Chưa nêu thay đổi nào", "No change is asked for"),
                remedy=Text(
                    "Nêu depot_down, vehicle_down, close_way, close_area, close_edge, permit hoặc demand",
                    "Give depot_down, vehicle_down, close_way, close_area, close_edge, permit or demand",
                ),
            )
        ]
    least, most = 0.01, 100
    if demand is not None and not least <= demand <= most:
        return [
            Issue(
                code=IssueCode.BAD_DEMAND,
                subject=Subject(column="demand"),
                fault=Text(f"Hệ số nhu cầu {demand} ngoài khoảng", f"Demand factor {demand} is out of range"),
                remedy=Text("Nhập số từ 0.01 đến 100, ví dụ 1.5", "Give 0.01 to 100, such as 1.5"),
            )
        ]
    return []
