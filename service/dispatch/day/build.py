"""Building a day's problem from tables of places, trucks and orders and a road map."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from routing.model import Depot, Facility, InputError, Problem, RoadRecord, Text, TravelMatrix
from service.dispatch.day.assemble import assemble, whole_issues
from service.dispatch.day.located import located
from service.dispatch.day.tables import DayTables, Inputs, read_day
from service.dispatch.days import date_issues
from service.dispatch.gather import or_none
from service.dispatch.roads.geography import (
    MatrixSource,
    RoadGraph,
    SnapReport,
    TruckProfile,
    read_roads,
    roads_notice,
    snap_picture,
    snap_report,
    source_named,
    travel_between,
    travel_from,
)
from service.dispatch.roads.road_rules import (
    bound,
    on_roads,
    read_rules,
    rules_need_roads,
    truck_of,
    vehicle_issues,
)
from service.dispatch.roads.road_source import no_roads

Step = Literal["roads", "matrix"]
"""What takes long enough to be watched."""
Progress = Callable[[Step, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The problem, how every given place meets the road, and the seconds that each step took.

    `outside` are ids of orders left out because their facility is not in the province asked for, and
    `outside_provinces` the provinces of these.
    Where travel times come from a server, `snaps` is how places with orders meet its roads, and
    `map_snaps` how every given place meets the roads that were read beside, if any were. `picture` is
    an SVG of the snaps to our own roads, if one was asked for.
    """

    problem: Problem
    snaps: SnapReport
    road_lines: tuple[Text, ...]
    seconds: dict[str, float]
    outside: tuple[str, ...] = ()
    outside_provinces: tuple[str, ...] = ()
    map_snaps: SnapReport | None = None
    picture: str = ""

    @property
    def stranded(self) -> tuple[str, ...]:
        """Ids of orders whose facility no road reaches; they stay in the problem, unserved."""
        lost = {snap.place_id for snap in self.snaps.left_out}
        return tuple(order.id for order in self.problem.orders if order.facility_id in lost)


def build_problem(
    inputs: Inputs,
    *,
    progress: Progress | None = None,
    tell: Callable[[Text], None] | None = None,
    picture: bool = False,
) -> BuildReport:
    """Return the problem of a day; facilities without orders are left out of it, but snapped too.

    `progress` is called with the step at work and the share of it that is done. `tell` is called with what
    people should know while they wait. `picture` asks for one of the snaps.

    Raises
    ------
    InputError
        With the issues of the date, all tables and the roads together; then those of the server of
        travel times.
    """
    clock = _Clock()
    day = _read(inputs, clock, progress, tell)
    tables, limit_m = day.tables, inputs.snap_limit_m
    profiles = [truck_of(day.rules, name) for name in sorted({v.profile for v in tables.vehicles})]
    with clock.step("snap"):
        every: tuple[Facility | Depot, ...] = (*tables.facilities, *tables.depots)
        map_snaps = snap_report(day.graph, every, profiles, limit_m=limit_m) if day.graph else None
    if tell and day.graph and not day.source and (notice := roads_notice(day.graph.nodes)):
        tell(notice)
    with clock.step("matrix"):
        day = _bound(day, inputs.date)
        travel, server_snaps = _travel(day, profiles, inputs, progress=_of("matrix", progress))
    problem = assemble(
        inputs,
        day.tables,
        travel,
        roads=_record(day, inputs),
    )
    drawn = day.graph if picture and map_snaps else None
    return BuildReport(
        problem=problem,
        snaps=server_snaps or map_snaps or SnapReport(limit_m=limit_m, snaps=()),
        map_snaps=map_snaps if server_snaps else None,
        road_lines=day.graph.report.lines() if day.graph else (),
        seconds=clock.seconds,
        outside=tables.outside,
        outside_provinces=tables.outside_provinces,
        picture=snap_picture(drawn, every, profiles, map_snaps) if drawn and map_snaps else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """What was read, and where travel times come from: the server if there is one, else the roads."""

    tables: DayTables
    graph: RoadGraph | None
    source: MatrixSource | None
    rules: RoadRecord


def _bound(day: _Day, date: str) -> _Day:
    """Return the day with the bans of its roads alone, and each truck with the profile that keeps to them."""
    if day.graph is None:
        return day
    rules = on_roads(day.rules, day.graph, date)
    vehicles, rules = bound(day.tables.vehicles, rules)
    return replace(day, rules=rules, tables=replace(day.tables, vehicles=vehicles))


def _record(day: _Day, inputs: Inputs) -> RoadRecord:
    """Return the rules with the roads that were read and the server that was asked."""
    server = day.source.name if day.source else ""
    if day.graph is None or inputs.roads is None:
        return replace(day.rules, server=server)
    file = inputs.roads_name or inputs.roads.as_posix()
    return replace(day.rules, file=file, sha256=day.graph.sha256, server=server)


def _of(step: Step, progress: Progress | None) -> Callable[[float], None] | None:
    return (lambda share: progress(step, share)) if progress else None


def _read(
    inputs: Inputs, clock: "_Clock", progress: Progress | None, tell: Callable[[Text], None] | None
) -> _Day:
    """Return tables, roads and rules; the roads are read even when tables are refused, to judge all."""
    issues = date_issues(inputs.date)
    rules = or_none(issues, lambda: read_rules(inputs.bans, inputs.road_hours, inputs.truck_profiles))
    named, path = inputs.matrix_from, inputs.roads
    source = or_none(issues, lambda: source_named(named)) if named else None
    with clock.step("tables"):
        tables = or_none(issues, lambda: read_day(inputs, tell=tell))
        issues += whole_issues(inputs, tables) if tables else []
        issues += (
            located(vehicle_issues(tables.vehicles, rules, inputs.vehicles), tables.sheets)
            if tables and rules
            else []
        )
    with clock.step("roads"):
        roads_progress = _of("roads", progress)
        graph = or_none(issues, lambda: read_roads(path, progress=roads_progress)) if path else None
    issues += rules.issues if rules else ()
    if not (named or path):
        issues.append(no_roads())
    if named and (inputs.bans or inputs.road_hours):
        issues.append(rules_need_roads())
    if issues or tables is None or rules is None:
        raise InputError(issues)
    return _Day(tables=tables, graph=graph, source=source, rules=rules)


def _travel(
    day: _Day,
    profiles: Sequence[TruckProfile],
    inputs: Inputs,
    *,
    progress: Callable[[float], None] | None,
) -> tuple[TravelMatrix, SnapReport | None]:
    """Return the travel matrix, and how places meet the roads of the server that it is from."""
    places: tuple[Facility | Depot, ...] = (*day.tables.ordering, *day.tables.depots)
    limit_m = inputs.snap_limit_m
    if day.source:
        return travel_from(day.source, places, profiles, limit_m=limit_m, progress=progress)
    if day.graph is None:
        raise InputError([no_roads()])
    travel = travel_between(
        day.graph,
        places,
        day.tables.vehicles,
        day.rules,
        date=inputs.date,
        limit_m=limit_m,
        progress=progress,
    )
    return travel, None


class _Clock:
    """Wall time by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begin, 3)
