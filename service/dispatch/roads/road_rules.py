"""Rules of the road that a day is planned by: bans, speeds by the hour, kinds of trucks, closings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from geo.restrictions.ban_table import read_bans
from geo.restrictions.bans import ban_closure, bans_of
from geo.restrictions.signs import signed_closures
from geo.roads import RoadGraph
from geo.timed_closures import TimedClosure
from geo.travel.time_dependent import RoadDay, TimedProfile
from geo.trucks.speed_profile import read_speed_profile
from geo.trucks.truck_profile import TruckProfile, profile_of, read_speeds
from geo.trucks.truck_table import read_trucks
from routing.model import (
    Issue,
    IssueCode,
    Problem,
    RoadProfile,
    RoadRecord,
    Subject,
    Text,
    TruckBan,
    TruckKind,
    Vehicle,
    refuse_if,
)
from service.dispatch.gather import or_none
from service.dispatch.roads.closing import timed_closures_of

SHIPPED: Final = "shipped"
"""What people write for the tables that ship with OxyRoute."""
RACKS_SHARE: Final = 0.15
"""Estimate: part of the licensed payload that racks, lift and crew take."""
_NAMED: Final = 3
"""Streets named of those that signs with hours close."""


def read_rules(bans: str, road_hours: str, trucks: Path | None = None) -> RoadRecord:
    """Return a record of the rules of some tables; "" for none of a kind, `SHIPPED` for those that ship.

    Raises
    ------
    InputError
        With every fault of all tables and of the areas beside the first.
    """
    issues: list[Issue] = []
    rules = RoadRecord(
        bans=or_none(issues, lambda: read_bans(_path(bans)) if bans else ()) or (),
        speed_profile=or_none(issues, lambda: read_speed_profile(_path(road_hours)) if road_hours else ())
        or (),
        truck_kinds=or_none(issues, lambda: read_trucks(trucks) if trucks else ()) or (),
    )
    refuse_if(issues)
    return rules


def _path(table: str) -> Path | None:
    return None if table == SHIPPED else Path(table)


def truck_of(rules: RoadRecord, name: str) -> TruckProfile:
    """Return a profile as the roads see it, under its own name, bans left out."""
    wanted = rules.profile(name).kind
    kind = next((x for x in rules.truck_kinds if x.id == wanted), TruckKind(id=name))
    return profile_of(replace(kind, id=name), read_speeds())


def vehicle_issues(vehicles: Iterable[Vehicle], rules: RoadRecord, path: Path) -> list[Issue]:
    """Return an issue for each permit that names no ban and each profile that is in no table of trucks.

    Misspelt, it would bar a truck in silence, or take it for another.
    """
    bans, kinds = {ban.id for ban in rules.bans}, {truck.id for truck in rules.truck_kinds}
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


def on_roads(rules: RoadRecord, graph: RoadGraph, date: str) -> RoadRecord:
    """Return the rules without the bans that close no road of a map on a day: those of other cities."""
    return replace(rules, bans=tuple(ban for ban in rules.bans if _closes(graph, ban, date)))


def bound(vehicles: Sequence[Vehicle], rules: RoadRecord) -> tuple[tuple[Vehicle, ...], RoadRecord]:
    """Return the trucks, each with the profile that keeps to the bans that bind it, and those profiles."""
    profiles: dict[str, RoadProfile] = {}
    trucks = []
    for vehicle in vehicles:
        profile = _profile(vehicle, rules.bans)
        if profile.bans:
            profiles[profile.id] = profile
        trucks.append(replace(vehicle, profile=profile.id))
    return tuple(trucks), replace(rules, profiles=tuple(profiles[key] for key in sorted(profiles)))


def timed_profiles(
    graph: RoadGraph, names: Iterable[str], rules: RoadRecord, date: str
) -> tuple[TimedProfile, ...]:
    """Return each profile with its timed closures, and those alike without bans, sorted by name."""
    timed_closures = {ban.id: ban_closure(graph, ban, date) for ban in rules.bans}
    closed = timed_closures_of(graph, rules.closures)
    every = sorted({key for name in names for key in (name, rules.profile(name).kind)})
    return tuple(
        TimedProfile(
            profile=(truck := truck_of(rules, name)),
            timed_closures=(
                *closed,
                *_by_hours(signed_closures(graph, truck, date)),
                *(timed_closures[key] for key in rules.profile(name).bans),
            ),
            without=rules.profile(name).kind if rules.profile(name).kind != name else "",
        )
        for name in every
    )


def road_days(problem: Problem, graph: RoadGraph, names: Iterable[str]) -> Iterator[RoadDay]:
    """Yield roads through the day of a problem, for each of `timed_profiles`."""
    for truck in timed_profiles(graph, names, problem.roads, problem.date):
        yield RoadDay(graph=graph, of=truck, speed_profile=problem.roads.speed_profile)


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


def _profile(vehicle: Vehicle, bans: Sequence[TruckBan]) -> RoadProfile:
    registered_g = vehicle.registered_g or vehicle.payload_g / (1 - RACKS_SHARE)
    binding = bans_of(bans, payload_kg=registered_g / 1000, permits=vehicle.permits)
    keys = tuple(ban.id for ban in binding)
    # The name is for people: what it stands for is said by the fields.
    name = f"{vehicle.profile} × {'+'.join(keys)}" if keys else vehicle.profile
    return RoadProfile(id=name, kind=vehicle.profile, bans=keys)


def _closes(graph: RoadGraph, ban: TruckBan, date: str) -> bool:
    closure = ban_closure(graph, ban, date)
    return bool(closure.windows) and bool(closure.edges.any())
