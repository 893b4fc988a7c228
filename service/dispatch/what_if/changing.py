"""The changed day of a what-if, and the refusal of a change that changes nothing."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from routing.model import (
    Change,
    Closing,
    InputError,
    Issue,
    IssueCode,
    Problem,
    StillReachable,
    Subject,
    Text,
)
from routing.scenario import apply
from service.dispatch.gather import or_none
from service.dispatch.roads.closing import close_roads, with_closed
from service.dispatch.roads.geography import RoadGraph, travel_like
from service.dispatch.roads.road_source import need_own_roads


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The changed problem; where roads are closed, those before and after, and what is."""

    problem: Problem
    roads: RoadGraph | None = None
    closed: RoadGraph | None = None
    closings: tuple[Closing, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether a place may become reachable that a closing of before has cut off."""
        return bool(self.roads and self.roads.closures and self.roads.still_reachable)


def changed_day(problem: Problem, changes: Sequence[Change], *, roads: Callable[[], RoadGraph]) -> Changed:
    """Return the day with `changes`; raises as `changed_problem`."""
    closings = tuple(change for change in changes if isinstance(change, Closing))
    still = frozenset(
        key for change in changes if isinstance(change, StillReachable) for key in change.place_ids
    )
    if not (closings or still):
        return Changed(problem=apply(problem, changes))
    issues: list[Issue] = []
    or_none(issues, lambda: need_own_roads(problem))
    graph = or_none(issues, roads) if not issues else None
    if graph:
        graph = dataclasses.replace(graph, still_reachable=graph.still_reachable | still)
    # All are tried; those for some hours leave the graph as it is.
    tried = or_none(issues, lambda: close_roads(graph, closings)) if graph else None
    or_none(issues, lambda: apply(problem, [x for x in changes if not isinstance(x, Closing)]))
    if issues or graph is None or tried is None:
        raise InputError(issues)
    closed = close_roads(graph, [closing for closing in closings if not closing.hours])
    travel = travel_like(with_closed(problem, closings, still=still), closed)
    after = with_closed(apply(problem, changes, travel=travel), closings, still=still)
    return Changed(problem=after, roads=graph, closed=closed, closings=closings)


def changed_problem(
    problem: Problem, changes: Sequence[Change], *, roads: Callable[[], RoadGraph]
) -> Problem:
    """Return `problem` with `changes` applied; `roads` is called only where a road is closed.

    Raises
    ------
    InputError
        With every depot, truck and road named that is not there, or if roads are not found, or
        if a road is closed and travel times come from a server (ROADS_OF_SERVER).
    """
    return changed_day(problem, changes, roads=roads).problem


def refuse_no_change(problem: Problem, changed: Changed) -> None:
    """Refuse a change after which the day is the same.

    Raises
    ------
    InputError
        CHANGES_NOTHING. Roads that are closed and that no path between two places uses are no such case.
    """
    fields = (f.name for f in dataclasses.fields(problem) if f.init and f.name != "roads")
    if any(getattr(problem, name) != getattr(changed.problem, name) for name in fields):
        return
    if changed.roads and (close_roads(changed.roads, changed.closings).closed & ~changed.roads.closed).any():
        return
    raise InputError([_NOTHING])


_NOTHING = Issue(
    code=IssueCode.CHANGES_NOTHING,
    subject=Subject(column="changes"),
    fault=Text("Thay đổi này không làm ngày khác đi", "With this change the day is the same as without"),
    remedy=Text(
        "Nêu thay đổi khác: nhu cầu × 1, kho đã ngừng, giấy phép cho xe không bị cấm giờ "
        "hay vùng không có đường thì không đổi gì",
        "Ask for another: demand × 1, a depot that is out of service already, a permit where no ban binds "
        "and an area without roads change nothing",
    ),
)
