"""Building a day's problem from tables of places, trucks and orders and a road map."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from routing.model import Depot, Facility, Problem, Text, TravelMatrix
from service.dispatch.geography import (
    SNAP_LIMIT_SOURCE,
    SnapReport,
    read_roads,
    snap_report,
    travel_between,
    truck_profiles,
)
from service.dispatch.road_source import ROADS, ROADS_SHA256
from service.dispatch.tables import DayTables, Inputs, read_day


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The problem, how every given place meets the road, and the seconds that each step took.

    `outside` are ids of orders left out because their facility is not in the province asked for.
    """

    problem: Problem
    snaps: SnapReport
    road_lines: tuple[Text, ...]
    seconds: dict[str, float]
    outside: tuple[str, ...] = ()

    @property
    def stranded(self) -> tuple[str, ...]:
        """Ids of orders whose facility no road reaches; they stay in the problem, unserved."""
        lost = {snap.place_id for snap in self.snaps.left_out}
        return tuple(order.id for order in self.problem.orders if order.facility_id in lost)


def build_problem(inputs: Inputs, *, progress: Callable[[float], None] | None = None) -> BuildReport:
    """Return the problem of a day; facilities without orders are left out of it, but snapped too.

    Raises
    ------
    InputError
        With the issues of all tables together, or else those of the roads or the whole.
    """
    clock = _Clock()
    with clock.step("tables"):
        tables = read_day(inputs)
    with clock.step("roads"):
        graph = read_roads(inputs.roads)
    profiles = truck_profiles(vehicle.profile for vehicle in tables.vehicles)
    limit_m = inputs.snap_limit_m
    with clock.step("snap"):
        snaps = snap_report(graph, (*tables.facilities, *tables.depots), profiles, limit_m=limit_m)
    places: tuple[Facility | Depot, ...] = (*tables.ordering, *tables.depots)
    with clock.step("matrix"):
        travel = travel_between(graph, places, profiles, limit_m=limit_m, progress=progress)
    return BuildReport(
        problem=_problem(inputs, tables, travel, roads_sha256=graph.sha256),
        snaps=snaps,
        road_lines=graph.report.lines(),
        seconds=clock.seconds,
        outside=tables.outside,
    )


def _problem(inputs: Inputs, tables: DayTables, travel: TravelMatrix, *, roads_sha256: str) -> Problem:
    return Problem(
        date=inputs.date,
        name=inputs.name,
        cylinder_types=tables.types,
        suppliers=tables.suppliers,
        facilities=tables.ordering,
        depots=tables.depots,
        vehicles=tables.vehicles,
        orders=tables.orders,
        travel=travel,
        sources={
            ROADS: inputs.roads_name or inputs.roads.as_posix(),
            ROADS_SHA256: roads_sha256,
            SNAP_LIMIT_SOURCE: f"{inputs.snap_limit_m:g}",
            "profiles": ";".join(travel.profiles),
        },
    )


class _Clock:
    """Wall time by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begin, 3)
