"""Changes that might serve an order, by cause, those most easily arranged first."""

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from routing.explain.reason import Cause, Reason
from routing.explain.ways import Case, Way, trucks_of
from routing.model import (
    Change,
    EarlierShift,
    LargerTruck,
    LaterClosing,
    Load,
    Location,
    LongerShift,
    MoreStock,
    RoadOpened,
    SecondDriver,
    SkillAdded,
    TruckAdded,
    Vehicle,
)

STEP_S: Final = 300
"""Minutes are searched in steps of five: nobody arranges less."""
MOST_STEPS: Final = 48
"""A remedy of more than four hours is none."""
ROAD_KM_PER_H: Final = 30
"""An opened road is assumed to be as long as the crow flies and driven at this speed."""
EARTH_M: Final = 6_371_009
"""Mean radius of the Earth, metres."""
NEAREST: Final = 2
"""How many trucks a kind of change is tried on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change by steps of `STEP_S`, from `guess` steps on; with `guess` 0 there are no steps."""

    make: Callable[[int], Change]
    guess: int = 0


def proposals(case: Case, cause: Cause) -> Iterator[Proposal]:
    """Yield what might serve the order, the most easily arranged first."""
    rule = _BY_REASON.get(cause.code)
    return rule(case, cause.ways) if rule else iter(())


def _once(change: Change) -> Proposal:
    return Proposal(make=lambda _: change)


def _steps(seconds: int) -> int:
    return min(MOST_STEPS, max(1, -(-seconds // STEP_S)))


def _open_road(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    problem, facility = case.problem, case.problem.facility_by_id[case.part.facility_id]
    linked = [
        place
        for place in problem.places
        if place.id != facility.id and any(_joined(case, way, place.id) for way in ways)
    ]
    linked.sort(key=lambda p: (_crow_m(p.location, facility.location), p.id))
    depots = [place for place in linked if place.id in problem.depot_by_id]
    for place in {p.id: p for p in (*linked[:1], *depots[:1])}.values():
        length_m = math.ceil(_crow_m(place.location, facility.location))
        yield _once(
            RoadOpened(
                origin_id=place.id,
                destination_id=facility.id,
                duration_s=math.ceil(length_m * 3.6 / ROAD_KM_PER_H),
                length_m=length_m,
            )
        )


def _joined(case: Case, way: Way, place_id: str) -> bool:
    time_s, vehicle = case.problem.travel.time_s, way.vehicle
    legs = (
        (vehicle.start_depot_id, way.depot.id),
        (way.depot.id, place_id),
        (place_id, vehicle.end_depot_id),
    )
    return all(time_s(vehicle.profile, a, b) is not None for a, b in legs)


def _crow_m(a: Location, b: Location) -> float:
    """Return the great-circle distance in metres (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def _add_skill(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    lacking = {w.vehicle.id: case.lacking_skills(w) for w in ways if case.reaches(w) and case.carries(w)}
    one = [(vehicle_id, skills[0]) for vehicle_id, skills in lacking.items() if len(skills) == 1]
    for vehicle_id, skill in one[: NEAREST + 1]:
        yield _once(SkillAdded(vehicle_id=vehicle_id, skill=skill))


def _enlarge(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    """Enlarge a truck to the order, as it is, by the least payload."""
    payload_g, slots = _size(case)
    trucks = sorted(trucks_of(ways), key=lambda v: max(0, payload_g - v.payload_g))
    for truck in trucks[:NEAREST]:
        yield _larger(truck, payload_g=payload_g, slots=slots)


def _enlarge_for_more(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    """Enlarge a truck that is full already, by the order."""
    payload_g, slots = _size(case)
    for truck in itertools.islice(trucks_of(ways), NEAREST):
        yield _larger(truck, payload_g=truck.payload_g + payload_g, slots=truck.slots + slots)


def _larger(truck: Vehicle, *, payload_g: int, slots: int) -> Proposal:
    return _once(
        LargerTruck(
            vehicle_id=truck.id,
            payload_g=max(truck.payload_g, payload_g),
            slots=max(truck.slots, slots),
        )
    )


def _size(case: Case) -> tuple[int, int]:
    types = case.problem.type_by_id
    loads = (Load(full=case.part.deliver), Load(empty=case.part.collect))
    return max(load.mass_g(types) for load in loads), max(load.slots(types) for load in loads)


def _more_stock(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    depots = {way.depot.id: case.short_now(way) for way in ways}
    for depot_id, lacking in sorted(depots.items(), key=lambda item: item[1].total):
        # More than one type would be more than one change.
        if len(lacking) == 1:
            for type_id, count in lacking.items():
                yield _once(MoreStock(depot_id=depot_id, type_id=type_id, count=count))


def _close_later(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    windows, order_id = case.problem.windows_of(case.part), case.part.order_id
    if windows:
        arrivals = [times.arrive_s for way in ways if (times := case.earliest(way))]
        guess = _steps(min(arrivals) - windows[-1].end_s) if arrivals else 1
        yield Proposal(make=lambda n: LaterClosing(order_id=order_id, by_s=n * STEP_S), guess=guess)


def _start_earlier(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    windows = case.problem.windows_of(case.part)
    for truck in itertools.islice(trucks_of(ways), NEAREST):
        late_s = [
            max(times.arrive_s - windows[-1].end_s if windows else 0, times.end_s - truck.shift.latest_s)
            for way in ways
            if way.vehicle == truck and (times := case.earliest(way))
        ]
        guess, vehicle_id = _steps(min(late_s, default=0)), truck.id
        yield Proposal(make=_earlier(vehicle_id), guess=guess)


def _earlier(vehicle_id: str) -> Callable[[int], Change]:
    return lambda n: EarlierShift(vehicle_id=vehicle_id, by_s=n * STEP_S)


def _end_later(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    for truck in itertools.islice(trucks_of(ways), NEAREST):
        late_s = [
            times.end_s - truck.shift.latest_s
            for way in ways
            if way.vehicle == truck and (times := case.earliest(way))
        ]
        yield Proposal(make=_longer(truck.id), guess=_steps(min(late_s, default=0)))


def _longer(vehicle_id: str) -> Callable[[int], Change]:
    return lambda n: LongerShift(vehicle_id=vehicle_id, by_s=n * STEP_S)


def _wait_for_opening(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    """Work at other hours; nothing here helps where no depot is in service and allowed at all."""
    if any(case.may_load(way) for way in ways):
        yield from _end_later(case, ways)
        yield from _start_earlier(case, ways)


def _second_driver(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    del case
    limited = (
        truck
        for truck in trucks_of(ways)
        if truck.rules.max_driving_s is not None or truck.rules.max_continuous_driving_s is not None
    )
    for truck in itertools.islice(limited, NEAREST):
        yield _once(SecondDriver(vehicle_id=truck.id))


def _add_truck(case: Case, ways: tuple[Way, ...]) -> Iterator[Proposal]:
    """Add the truck that is back the soonest before the end of its shift, were it fresh."""
    spare_s = {
        way.vehicle.id: way.vehicle.shift.latest_s - times.end_s
        for way in ways
        if (times := case.earliest(way))
    }
    for truck_id in sorted(spare_s, key=lambda key: (-spare_s[key], key))[:1]:
        known = case.problem.vehicle_by_id
        number = next(n for n in itertools.count(2) if f"{truck_id}-{n}" not in known)
        yield _once(TruckAdded(like_vehicle_id=truck_id, new_id=f"{truck_id}-{number}"))


Kind = Callable[[Case, tuple[Way, ...]], Iterator[Proposal]]


def _in_turn(*kinds: Kind) -> Kind:
    return lambda case, ways: itertools.chain.from_iterable(kind(case, ways) for kind in kinds)


_BY_REASON: Final[dict[Reason, Kind]] = {
    Reason.UNREACHABLE: _open_road,
    Reason.SKILL_MISSING: _add_skill,
    Reason.CYLINDER_TOO_HEAVY: _enlarge,
    Reason.NO_DEPOT_OPEN: _wait_for_opening,
    Reason.NO_STOCK: _more_stock,
    Reason.WINDOW_TOO_EARLY: _in_turn(_close_later, _start_earlier),
    Reason.SHIFT_TOO_SHORT: _in_turn(_end_later, _start_earlier, _second_driver),
    Reason.DRIVING_TOO_LONG: _second_driver,
    Reason.SEVERAL_LIMITS: _in_turn(_start_earlier, _end_later, _second_driver),
    Reason.FLEET_BUSY: _in_turn(
        _close_later, _end_later, _start_earlier, _second_driver, _enlarge_for_more, _add_truck
    ),
}
