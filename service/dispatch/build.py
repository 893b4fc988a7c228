"""Building a day's problem from tables of places, trucks and orders and a road map."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from routing.model import Depot, Facility, InputError, Problem, Text
from service.dispatch.assemble import assemble, whole_issues
from service.dispatch.days import date_issues
from service.dispatch.gather import or_none
from service.dispatch.geography import (
    RoadGraph,
    SnapReport,
    read_roads,
    roads_notice,
    snap_picture,
    snap_report,
    travel_between,
    truck_profiles,
)
from service.dispatch.hours import Hours, bound, on_roads, permit_issues, read_hours
from service.dispatch.tables import DayTables, Inputs, read_day


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The problem, how every given place meets the road, and the seconds that each step took.

    `outside` are ids of orders left out because their facility is not in the province asked for;
    `picture` is an SVG of the snaps, if one was asked for.
    """

    problem: Problem
    snaps: SnapReport
    road_lines: tuple[Text, ...]
    seconds: dict[str, float]
    outside: tuple[str, ...] = ()
    picture: str = ""

    @property
    def stranded(self) -> tuple[str, ...]:
        """Ids of orders whose facility no road reaches; they stay in the problem, unserved."""
        lost = {snap.place_id for snap in self.snaps.left_out}
        return tuple(order.id for order in self.problem.orders if order.facility_id in lost)


def build_problem(
    inputs: Inputs,
    *,
    progress: Callable[[float], None] | None = None,
    tell: Callable[[Text], None] | None = None,
    picture: bool = False,
) -> BuildReport:
    """Return the problem of a day; facilities without orders are left out of it, but snapped too.

    `tell` is called with what people should know while they wait; `picture` asks for one of the snaps.

    Raises
    ------
    InputError
        With the issues of the date, all tables and the roads together.
    """
    clock = _Clock()
    tables, graph, hours = _read(inputs, clock)
    profiles = truck_profiles(vehicle.profile for vehicle in tables.vehicles)
    limit_m = inputs.snap_limit_m
    with clock.step("snap"):
        known: tuple[Facility | Depot, ...] = (*tables.facilities, *tables.depots)
        snaps = snap_report(graph, known, profiles, limit_m=limit_m)
    places: tuple[Facility | Depot, ...] = (*tables.ordering, *tables.depots)
    notice = roads_notice(graph.nodes)
    if notice and tell:
        tell(notice)
    with clock.step("matrix"):
        hours = on_roads(hours, graph, inputs.date)
        tables = replace(tables, vehicles=bound(tables.vehicles, hours))
        travel = travel_between(
            graph, places, tables.vehicles, hours, date=inputs.date, limit_m=limit_m, progress=progress
        )
    problem = assemble(inputs, tables, travel, roads_sha256=graph.sha256)
    return BuildReport(
        problem=problem.replace(sources={**problem.sources, **hours.sources}),
        snaps=snaps,
        road_lines=graph.report.lines(),
        seconds=clock.seconds,
        outside=tables.outside,
        picture=snap_picture(graph, known, profiles, snaps) if picture else "",
    )


def _read(inputs: Inputs, clock: "_Clock") -> tuple[DayTables, RoadGraph, Hours]:
    """Return tables, roads and hours; the roads are read even when tables are refused, to judge all."""
    issues = date_issues(inputs.date)
    hours = or_none(issues, lambda: read_hours(inputs.bans, inputs.road_hours))
    with clock.step("tables"):
        tables = or_none(issues, lambda: read_day(inputs))
        issues += whole_issues(inputs, tables) if tables else []
        issues += permit_issues(tables.vehicles, hours, inputs.vehicles) if tables and hours else []
    with clock.step("roads"):
        graph = or_none(issues, lambda: read_roads(inputs.roads))
    if issues or tables is None or graph is None or hours is None:
        raise InputError(issues)
    return tables, graph, hours


class _Clock:
    """Wall time by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begin, 3)
