"""The ground of a day: which sites and depots take part, and the travel between them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import numpy as np

from benchmarks.days.place import Place
from benchmarks.days.sites import beside, sites
from geo.places.facilities import read_depots, read_facilities
from geo.roads import RoadGraph, read_roads
from geo.snapping.snap import snap_places
from geo.travel.matrix import fastest, reach
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from geo.trucks.truck_profile import TruckProfile, read_speeds, travel_seconds
from routing.day_tables import read_cylinder_types
from routing.model import Depot, Facility, Location, Standing, TravelMatrix
from service.dispatch.sample import reference_path

FARTHEST_S: Final = 11_700
"""There and back at this distance leaves time of a shift and of ten hours of driving for work."""
VAN: Final = "van"
"""The profile of trucks of 1.25 t: lighter and lower, and not barred where heavy trucks are."""
TRUCK: Final = "truck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Sites that order and depots, with raw facts only, and the travel between all of them."""

    place: str
    roads_sha256: str
    facilities: tuple[Facility, ...]
    depots: tuple[Depot, ...]
    travel: TravelMatrix


def ground_of(place: Place, *, orders: int, seed: int) -> Ground:
    """Return the ground of a day of `orders` sites; the same arguments and files give the same.

    Only sites within `FARTHEST_S` of a depot take part, which trucks of every profile can reach. Others would
    be unserved in every plan.
    """
    graph = read_roads(place.roads())
    seed_text = f"{place.name}:{seed}"
    depots = _depots(place, graph, count=-(-orders // place.orders_per_depot), seed_text=seed_text)
    known = read_facilities(place.facilities())
    endless = sites(known, graph, hospital_every=place.hospital_every, seed_text=seed_text)
    candidates = tuple(itertools.islice(endless, len(known) + 2 * orders))
    chosen = _served(graph, candidates, depots)[:orders]
    at = {x.id: x.location for x in (*chosen, *depots)}
    travel, _ = time_dependent_travel(graph, at, [TimedProfile(profile=profile) for profile in profiles()])
    return Ground(
        place=place.name,
        roads_sha256=graph.sha256,
        facilities=chosen,
        depots=depots,
        travel=travel,
    )


def profiles() -> tuple[TruckProfile, ...]:
    """Return how the roads see a truck and a van; mass, height and the van's right of way are estimates."""
    speeds = read_speeds()
    van = TruckProfile(id=VAN, speeds_kmh=speeds, gross_t=2.4, height_m=2.5, hgv=False)
    return TruckProfile(id=TRUCK, speeds_kmh=speeds), van


def _served(
    graph: RoadGraph, candidates: Sequence[Facility], depots: Sequence[Depot]
) -> tuple[Facility, ...]:
    good = np.ones(len(candidates), dtype=np.bool_)
    for profile in profiles():
        ready = reach(graph, {x.id: x.location for x in (*depots, *candidates)}, profile)
        origins, sites_ = np.split(ready.on_road, [np.searchsorted(ready.on_road, len(depots))])
        times, _ = fastest(ready, origins, sites_)
        near = np.zeros_like(good)
        near[sites_ - len(depots)] = times.min(axis=0) <= FARTHEST_S
        good &= near
    return tuple(x for x, taken in zip(candidates, good, strict=True) if taken)


def _lost(graph: RoadGraph, at: dict[str, Location]) -> set[str]:
    return {
        snap.place_id
        for profile in profiles()
        for snap in snap_places(
            graph, at, profile_id=profile.id, seconds=travel_seconds(graph, profile)
        ).left_out
    }


def _depots(place: Place, graph: RoadGraph, *, count: int, seed_text: str) -> tuple[Depot, ...]:
    types = read_cylinder_types(reference_path("cylinders.csv"))
    known: Sequence[Depot] = read_depots(place.depots(), types).depots
    draw = Random(f"{seed_text}:depots")
    spare = tuple(_invented(i, graph, draw) for i in range(1, 4 * count + 1))
    lost = _lost(graph, {x.id: x.location for x in spare})
    usable = (x for x in spare if x.id not in lost)
    more = itertools.islice(usable, max(0, count - len(known)))
    return tuple(replace(depot, stock=None, bays=None, supplier_id="") for depot in (*known, *more))


def _invented(number: int, graph: RoadGraph, draw: Random) -> Depot:
    return Depot(
        id=f"KHO-GD-{number}",
        name=f"Kho giả định {number} (SYNTHETIC)",
        name_en=f"Invented depot {number} (SYNTHETIC)",
        location=beside(graph, draw.randrange(graph.nodes), draw),
        standing=Standing.SYNTHETIC,
    )
