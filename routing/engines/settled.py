"""Puts pinned trips and parts back into tours that lack them."""

from collections.abc import Iterable
from dataclasses import replace

from routing.model import Problem, Tour, Tours, TourTrip


def with_pins(problem: Problem, tours: Iterable[Tour]) -> Tours:
    """Return the tours with everything pinned: pinned trips first, pinned parts on no other truck."""
    if not problem.pins:
        return tuple(tours)
    kept = tuple(own for tour in tours if (own := _settled(problem, tour)).trips)
    return (*kept, *forgotten(problem, kept))


def forgotten(problem: Problem, tours: Iterable[Tour]) -> Tours:
    """Return the pinned tours of trucks that have none in `tours`."""
    busy = {tour.vehicle_id for tour in tours}
    idle = (pin for pin in problem.pins if pin.trips and pin.vehicle_id not in busy)
    return tuple(Tour(vehicle_id=pin.vehicle_id, trips=pin.trips) for pin in idle)


def pinned_trips(problem: Problem, vehicle_id: str) -> tuple[TourTrip, ...]:
    """Return the trips with which a truck's tour must begin."""
    pin = problem.pin_by_vehicle.get(vehicle_id)
    return pin.trips if pin else ()


def _settled(problem: Problem, tour: Tour) -> Tour:
    vehicle, first = problem.vehicle_by_id[tour.vehicle_id], pinned_trips(problem, tour.vehicle_id)
    placed = {key for trip in first for key in trip.part_ids}
    trips = list(first)
    for trip in tour.trips:
        free = (key for key in trip.part_ids if key not in placed)
        ids = tuple(key for key in free if problem.may_serve(vehicle, problem.part_by_id[key]))
        if ids:
            trips.append(replace(trip, part_ids=ids))
    return Tour(vehicle_id=vehicle.id, trips=tuple(trips))
