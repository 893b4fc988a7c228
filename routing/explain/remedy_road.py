"""A road that would reach a facility, of assumed length and speed."""

import math
from collections.abc import Iterator
from typing import Final

from routing.explain.options import Case, Option
from routing.explain.proposal import Proposal, once
from routing.model import Location, RoadOpened

ROAD_KM_PER_H: Final = 30
"""An opened road is assumed to be as long as the crow flies and driven at this speed."""
EARTH_M: Final = 6_371_009
"""Mean radius of the Earth, metres."""


def open_road(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    """Open a road from the nearest place that trucks reach, or else from the nearest depot."""
    problem, facility = case.problem, case.problem.facility_by_id[case.part.facility_id]
    linked = [
        place
        for place in problem.places
        if place.id != facility.id and any(_joined(case, option, place.id) for option in options)
    ]
    linked.sort(key=lambda p: (_crow_m(p.location, facility.location), p.id))
    depots = [place for place in linked if place.id in problem.depot_by_id]
    for place in {p.id: p for p in (*linked[:1], *depots[:1])}.values():
        length_m = math.ceil(_crow_m(place.location, facility.location))
        yield once(
            RoadOpened(
                origin_id=place.id,
                destination_id=facility.id,
                duration_s=math.ceil(length_m * 3.6 / ROAD_KM_PER_H),
                length_m=length_m,
            )
        )


def _joined(case: Case, option: Option, place_id: str) -> bool:
    time_s, vehicle = case.problem.travel.time_s, option.vehicle
    legs = (
        (vehicle.start_depot_id, option.depot.id),
        (option.depot.id, place_id),
        (place_id, vehicle.end_depot_id),
    )
    return all(time_s(vehicle.profile, a, b) is not None for a, b in legs)


def _crow_m(a: Location, b: Location) -> float:
    """Return the great-circle distance in metres (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))
