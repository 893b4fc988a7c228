"""Rules of the road that a day is planned by: bans, speeds by the hour, closings; the problem keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from geo.bans import Ban, ban_bar, bans_of, bans_text, parse_bans, read_bans
from geo.bars import Bar
from geo.by_hour import ProfileHours
from geo.road_hours import RoadHour, parse_road_hours, read_road_hours, road_hours_text
from geo.roads import RoadGraph
from geo.truck_profile import TruckProfile, read_speeds
from routing.model import Closing, InputError, Issue, Problem, Subject, Text, Vehicle, refuse_if
from service.dispatch.closing import closed_for_hours, closing_bars

SHIPPED: Final = "shipped"
"""What people write for the tables that ship with OxyRoute."""
BANS: Final = "truck_bans"
ROAD_HOURS: Final = "road_hours"
"""Keys of `Problem.sources`: JSON, so that a matrix can be computed again without any file."""
RACKS_SHARE: Final = 0.15
"""Estimate: part of the licensed payload that racks, lift and crew take."""
_AND: Final = " × "
_PLUS: Final = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRules:
    """Bans of trucks, speeds of roads by the hour, and roads closed for hours; none: hours do not matter."""

    bans: tuple[Ban, ...] = ()
    road_hours: tuple[RoadHour, ...] = ()
    closings: tuple[Closing, ...] = ()

    @property
    def sources(self) -> dict[str, str]:
        """Return what a problem has to remember of bans and speeds; `with_closed` keeps closings."""
        told = {BANS: bans_text(self.bans)} if self.bans else {}
        return told | ({ROAD_HOURS: road_hours_text(self.road_hours)} if self.road_hours else {})


def read_rules(bans: str, road_hours: str) -> RoadRules:
    """Return the rules of two tables; "" for none of a kind, `SHIPPED` for those that ship.

    Raises
    ------
    InputError
        With every fault of both tables and of the areas beside the first.
    """
    found: dict[str, tuple[Ban, ...] | tuple[RoadHour, ...]] = {}
    issues: list[Issue] = []
    for name, path, read in ((BANS, bans, read_bans), (ROAD_HOURS, road_hours, read_road_hours)):
        try:
            if path:
                found[name] = read(None if path == SHIPPED else Path(path))
        except InputError as error:
            issues += error.issues
    refuse_if(issues)
    return RoadRules(bans=found.get(BANS, ()), road_hours=found.get(ROAD_HOURS, ()))  # type: ignore[arg-type]


def rules_of(problem: Problem) -> RoadRules:
    """Return the rules that a problem was made with; InputError if they cannot be read."""
    bans, road_hours = (problem.sources.get(key, "") for key in (BANS, ROAD_HOURS))
    return RoadRules(
        bans=parse_bans(bans) if bans else (),
        road_hours=parse_road_hours(road_hours) if road_hours else (),
        closings=closed_for_hours(problem),
    )


def permit_issues(vehicles: Iterable[Vehicle], rules: RoadRules, path: Path) -> list[Issue]:
    """Return an issue for each permit that names no ban: misspelt, it would bar a truck in silence."""
    known = {ban.id for ban in rules.bans}
    listed = ", ".join(sorted(known))
    return [
        Issue(
            code="UNKNOWN_BAN",
            subject=Subject(file=path.name, id=vehicle.id, column="permits"),
            fault=Text(f"Không có lệnh cấm “{permit}”", f"There is no ban “{permit}”"),
            remedy=Text(f"Các lệnh cấm: {listed}", f"Bans: {listed}"),
        )
        for vehicle in vehicles
        for permit in sorted(vehicle.permits - known)
        if known
    ]


def rules_need_roads() -> Issue:
    """Return the issue of hours that are asked for where a server of others drives by its own."""
    return Issue(
        code="HOURS_OF_SERVER",
        subject=Subject(column="matrix_from"),
        fault=Text(
            "Máy chủ đường không nhận lệnh cấm và tốc độ theo giờ của ta",
            "A server of travel times takes no bans and speeds by the hour from here",
        ),
        remedy=Text(
            "Bỏ --matrix-from và chỉ tệp đường bằng --roads, hoặc bỏ --bans và --road-hours",
            "Leave out --matrix-from and give --roads, or leave out --bans and --road-hours",
        ),
    )


def on_roads(rules: RoadRules, graph: RoadGraph, date: str) -> RoadRules:
    """Return the rules without the bans that close no road of a map on a day: those of other cities."""
    return replace(rules, bans=tuple(ban for ban in rules.bans if _closes(graph, ban, date)))


def bound(vehicles: Sequence[Vehicle], rules: RoadRules) -> tuple[Vehicle, ...]:
    """Return the trucks, each with the profile that keeps to the bans that bind it."""
    return tuple(_bound(vehicle, rules.bans) for vehicle in vehicles)


def profiles_by_hour(
    graph: RoadGraph, names: Iterable[str], rules: RoadRules, date: str
) -> tuple[ProfileHours, ...]:
    """Return each profile with what bars it, and those that are alike without bans, sorted by name."""
    bars = {ban.id: ban_bar(graph, ban, date) for ban in rules.bans}
    closed, speeds = closing_bars(graph, rules.closings), read_speeds()
    every = sorted({name for profile in names for name in (profile, base_of(profile))})
    return tuple(_with_bars(name, speeds, bars, closed) for name in every)


def base_of(profile: str) -> str:
    """Return the profile that is alike but for bans."""
    return profile.partition(_AND)[0]


def _with_bars(
    name: str, speeds: Mapping[str, float], bars: Mapping[str, Bar], closed: tuple[Bar, ...]
) -> ProfileHours:
    base, _, bans = name.partition(_AND)
    return ProfileHours(
        profile=TruckProfile(id=name, speeds_kmh=speeds),
        bars=(*closed, *(bars[key] for key in bans.split(_PLUS) if key in bars)),
        without=base if bans else "",
    )


def _bound(vehicle: Vehicle, bans: Sequence[Ban]) -> Vehicle:
    registered_g = vehicle.registered_g or vehicle.payload_g / (1 - RACKS_SHARE)
    binding = bans_of(bans, payload_kg=registered_g / 1000, permits=vehicle.permits)
    if not binding:
        return vehicle
    return replace(vehicle, profile=vehicle.profile + _AND + _PLUS.join(ban.id for ban in binding))


def _closes(graph: RoadGraph, ban: Ban, date: str) -> bool:
    bar = ban_bar(graph, ban, date)
    return bool(bar.windows) and bool(bar.edges.any())
