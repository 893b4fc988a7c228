"""What a tour carries and which rules it breaks at any hour: judged once, however often it is timed."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.model import NOTHING, Counts, Load, Order, Problem, Tour, TourTrip, Vehicle
from routing.timetable.settled import settled_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class TripLoads:
    """A trip's parts in order, what it loads, and what is aboard after each stop."""

    parts: tuple[Order, ...]
    loaded: Counts
    aboard: tuple[Load, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TourLoads:
    """The loads of each trip of a tour, and the names of the rules that it breaks at any hour."""

    trips: tuple[TripLoads, ...]
    broken: frozenset[str]


def tour_loads(problem: Problem, tour: Tour) -> TourLoads:
    """Return what a tour carries: its ids are known."""
    trips = tuple(_trip_loads(problem, trip) for trip in tour.trips)
    faults = frozenset(_faults(problem, tour, trips))
    return TourLoads(trips=trips, broken=faults | settled_faults(problem, tour))


def _trip_loads(problem: Problem, trip: TourTrip) -> TripLoads:
    parts = tuple(problem.part_by_id[key] for key in trip.part_ids)
    loaded = sum((part.deliver for part in parts), NOTHING)
    return TripLoads(parts=parts, loaded=loaded, aboard=tuple(_after_each(loaded, parts)))


def _after_each(loaded: Counts, parts: tuple[Order, ...]) -> Iterator[Load]:
    aboard = Load(full=loaded)
    for part in parts:
        aboard = Load(full=aboard.full - part.deliver, empty=aboard.empty + part.collect)
        yield aboard


def _faults(problem: Problem, tour: Tour, trips: tuple[TripLoads, ...]) -> Iterator[str]:
    vehicle = problem.vehicle_by_id[tour.vehicle_id]
    if vehicle.max_trips is not None and len(trips) > vehicle.max_trips:
        yield "too_many_trips"
    for trip, loads in zip(tour.trips, trips, strict=True):
        yield from _faults_of_trip(problem, vehicle, trip, loads)


def _faults_of_trip(problem: Problem, vehicle: Vehicle, trip: TourTrip, loads: TripLoads) -> Iterator[str]:
    if not problem.may_load(vehicle, problem.depot_by_id[trip.depot_id]):
        yield "depot_not_allowed"
    if not loads.parts:
        yield "empty_trip"
    if not all(problem.fits(load, vehicle) for load in (Load(full=loads.loaded), *loads.aboard)):
        yield "capacity_exceeded"
    if not all(problem.skills_of(part) <= vehicle.skills for part in loads.parts):
        yield "skill_missing"
