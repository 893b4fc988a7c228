"""Rules of the road that a day is planned by: bans, speeds by the hour, closings; the problem keeps them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from geo.bans import Ban, ban_closure, bans_of, bans_text, parse_bans, read_bans
from geo.roads import RoadGraph
from geo.signs import signed_closures
from geo.speed_profile import SpeedFactor, parse_speed_profile, read_speed_profile, speed_profile_text
from geo.time_dependent import RoadDay, TimedProfile
from geo.timed_closures import TimedClosure
from geo.truck_profile import TruckProfile, read_speeds
from geo.truck_table import parse_trucks, read_trucks, trucks_text
from routing.model import Closing, Issue, IssueCode, Problem, Subject, Text, Vehicle, refuse_if
from service.dispatch.closing import closed_for_hours, timed_closures_of
from service.dispatch.gather import or_none

SHIPPED: Final = "shipped"
"""What people write for the tables that ship with OxyRoute."""
BANS: Final = "truck_bans"
ROAD_HOURS: Final = "road_hours"
TRUCKS: Final = "truck_profiles"
"""Keys of `Problem.sources`: JSON, so that a matrix can be computed again without any file."""
RACKS_SHARE: Final = 0.15
"""Estimate: part of the licensed payload that racks, lift and crew take."""
_NAMED: Final = 3
"""Streets named of those that signs with hours close."""
_AND: Final = " × "
_PLUS: Final = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRules:
    """What roads ask of whom and when.

    Attributes
    ----------
    bans : tuple of Ban
        Bans of trucks in cities.
    speed_profile : tuple of SpeedFactor
        How fast roads are at what hour.
    closings : tuple of Closing
        Roads closed for some hours.
    trucks : tuple of TruckProfile
        Kinds of trucks; a truck of a kind that is not among them is taken for the usual one, an estimate.
    """

    bans: tuple[Ban, ...] = ()
    speed_profile: tuple[SpeedFactor, ...] = ()
    closings: tuple[Closing, ...] = ()
    trucks: tuple[TruckProfile, ...] = ()

    @property
    def sources(self) -> dict[str, str]:
        """Return what a problem has to remember of them; `with_closed` keeps closings."""
        texts = {
            BANS: bans_text(self.bans) if self.bans else "",
            ROAD_HOURS: speed_profile_text(self.speed_profile) if self.speed_profile else "",
            TRUCKS: trucks_text(self.trucks) if self.trucks else "",
        }
        return {key: text for key, text in texts.items() if text}

    def truck(self, profile: str) -> TruckProfile:
        """Return a profile as the roads see it, under its own name, bans left out."""
        kinds = {truck.id: truck for truck in self.trucks}
        kind = kinds.get(base_of(profile))
        return replace(kind, id=profile) if kind else TruckProfile(id=profile, speeds_kmh=read_speeds())


def read_rules(bans: str, road_hours: str, trucks: Path | None = None) -> RoadRules:
    """Return the rules of some tables; "" for none of a kind, `SHIPPED` for those that ship.

    Raises
    ------
    InputError
        With every fault of all tables and of the areas beside the first.
    """
    issues: list[Issue] = []
    rules = RoadRules(
        bans=or_none(issues, lambda: read_bans(_path(bans)) if bans else ()) or (),
        speed_profile=or_none(issues, lambda: read_speed_profile(_path(road_hours)) if road_hours else ())
        or (),
        trucks=or_none(issues, lambda: read_trucks(trucks) if trucks else ()) or (),
    )
    refuse_if(issues)
    return rules


def _path(table: str) -> Path | None:
    return None if table == SHIPPED else Path(table)


def rules_of(problem: Problem) -> RoadRules:
    """Return the rules that a problem was made with; InputError if they cannot be read."""
    bans, road_hours, trucks = (problem.sources.get(key, "") for key in (BANS, ROAD_HOURS, TRUCKS))
    return RoadRules(
        bans=parse_bans(bans) if bans else (),
        speed_profile=parse_speed_profile(road_hours) if road_hours else (),
        closings=closed_for_hours(problem),
        trucks=parse_trucks(trucks) if trucks else (),
    )


def vehicle_issues(vehicles: Iterable[Vehicle], rules: RoadRules, path: Path) -> list[Issue]:
    """Return an issue for each permit that names no ban and each profile that is in no table of trucks.

    Misspelt, it would bar a truck in silence, or take it for another.
    """
    bans, kinds = {ban.id for ban in rules.bans}, {truck.id for truck in rules.trucks}
    issues = []
    for vehicle in vehicles:
        if bans:
            issues += [
                _not_listed(vehicle, "permits", key, bans, path) for key in sorted(vehicle.permits - bans)
            ]
        if kinds and vehicle.profile not in kinds:
            issues.append(_not_listed(vehicle, "profile", vehicle.profile, kinds, path))
    return issues


def _not_listed(vehicle: Vehicle, column: str, key: str, known: Iterable[str], path: Path) -> Issue:
    noun = {"permits": Text("lệnh cấm", "ban"), "profile": Text("loại xe", "kind of truck")}[column]
    listed = ", ".join(sorted(known))
    return Issue(
        code={"permits": IssueCode.UNKNOWN_BAN, "profile": IssueCode.UNKNOWN_PROFILE}[column],
        subject=Subject(file=path.name, id=vehicle.id, column=column),
        fault=Text(f"Không có {noun.vi} “{key}”", f"There is no {noun.en} “{key}”"),
        remedy=Text(f"Chọn trong: {listed}", f"Choose among: {listed}"),
    )


def rules_need_roads() -> Issue:
    """Return the issue of hours that are asked for where a server of others drives by its own."""
    return Issue(
        code=IssueCode.HOURS_OF_SERVER,
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


def timed_profiles(
    graph: RoadGraph, names: Iterable[str], rules: RoadRules, date: str
) -> tuple[TimedProfile, ...]:
    """Return each profile with its timed closures, and those alike without bans, sorted by name."""
    timed_closures = {ban.id: ban_closure(graph, ban, date) for ban in rules.bans}
    closed = timed_closures_of(graph, rules.closings)
    every = sorted({name for profile in names for name in (profile, base_of(profile))})
    return tuple(_with_closures(graph, rules.truck(name), timed_closures, closed, date) for name in every)


def road_days(problem: Problem, graph: RoadGraph, names: Iterable[str]) -> Iterator[RoadDay]:
    """Yield roads through the day of a problem, for each of `timed_profiles`."""
    rules = rules_of(problem)
    for truck in timed_profiles(graph, names, rules, problem.date):
        yield RoadDay(graph=graph, of=truck, speed_profile=rules.speed_profile)


def base_of(profile: str) -> str:
    """Return the profile that is alike but for bans."""
    return profile.partition(_AND)[0]


def _with_closures(
    graph: RoadGraph,
    truck: TruckProfile,
    timed_closures: Mapping[str, TimedClosure],
    closed: tuple[TimedClosure, ...],
    date: str,
) -> TimedProfile:
    base, _, bans = truck.id.partition(_AND)
    return TimedProfile(
        profile=truck,
        timed_closures=(
            *closed,
            *_by_hours(signed_closures(graph, truck, date)),
            *(timed_closures[key] for key in bans.split(_PLUS) if key in timed_closures),
        ),
        without=base if bans else "",
    )


def _by_hours(signs: Iterable[TimedClosure]) -> Iterator[TimedClosure]:
    """Yield signs with the same hours as one: a table for each street would be many tables of one kind."""
    alike: dict[tuple[tuple[int, int], ...], list[TimedClosure]] = {}
    for closure in signs:
        alike.setdefault(closure.windows, []).append(closure)
    for windows, timed_closures in alike.items():
        streets = sorted({closure.name.partition(" (")[0] for closure in timed_closures})
        named = ", ".join(streets[:_NAMED]) + ("…" if len(streets) > _NAMED else "")
        yield TimedClosure(
            name=f"Biển cấm theo giờ / signs with hours: {named}",
            edges=np.logical_or.reduce([closure.edges for closure in timed_closures]),
            windows=windows,
        )


def _bound(vehicle: Vehicle, bans: Sequence[Ban]) -> Vehicle:
    registered_g = vehicle.registered_g or vehicle.payload_g / (1 - RACKS_SHARE)
    binding = bans_of(bans, payload_kg=registered_g / 1000, permits=vehicle.permits)
    if not binding:
        return vehicle
    return replace(vehicle, profile=vehicle.profile + _AND + _PLUS.join(ban.id for ban in binding))


def _closes(graph: RoadGraph, ban: Ban, date: str) -> bool:
    closure = ban_closure(graph, ban, date)
    return bool(closure.windows) and bool(closure.edges.any())
