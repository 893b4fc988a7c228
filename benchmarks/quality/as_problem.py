"""An instance as this project's `Problem`, whose cost in VND is the instance's cost; and plans back.

A unit of distance is a metre and a second, a unit of load a cylinder of one gram.
"""

from collections.abc import Iterable

import numpy as np

from benchmarks.quality.instance import Instance, Route, Routes, Trip, VehicleType
from routing.model import (
    Counts,
    CylinderType,
    Depot,
    Facility,
    Location,
    Order,
    Plan,
    Problem,
    Rates,
    Shift,
    TimeWindow,
    Tours,
    TravelMatrix,
    Vehicle,
)

_UNIT = CylinderType(id="unit", name="unit", full_g=1, tare_g=1, slots=0)
_VISIT = CylinderType(id="visit", name="visit", full_g=0, tare_g=0, slots=0)
"""What a client gets who wants nothing but a visit: an order must not be empty."""
_PROFILE = "truck"
_DEGREES = 0.5


def as_problem(instance: Instance) -> Problem:
    """Return the problem whose plans are the instance's solutions, at the same cost."""
    where = _locations(instance)
    metres = instance.distance.astype(np.int32)
    visited = ((instance.delivery + instance.pickup)[instance.depots :] == 0).any()
    return Problem(
        date="2026-01-01",
        name=instance.name,
        cylinder_types=(_UNIT, _VISIT) if visited else (_UNIT,),
        facilities=tuple(_facility(instance, node, where[node]) for node in instance.clients),
        depots=tuple(_depot(instance, node, where[node]) for node in range(instance.depots)),
        vehicles=tuple(
            _vehicle(instance, kind, f"{number}-{i}")
            for number, kind in enumerate(instance.vehicle_types)
            for i in range(instance.useful(kind))
        ),
        orders=tuple(_order(instance, node) for node in instance.clients),
        travel=TravelMatrix(
            place_ids=tuple(map(str, range(instance.size))),
            duration_s={_PROFILE: metres},
            length_m={_PROFILE: metres},
        ),
    )


def as_routes(tours: Tours) -> Routes:
    """Return tours of such a problem as routes for the judge."""
    return tuple(
        _route(tour.vehicle_id, ((trip.depot_id, trip.part_ids) for trip in tour.trips)) for tour in tours
    )


def plan_routes(plan: Plan) -> Routes:
    """Return a plan of such a problem as routes for the judge."""
    return tuple(
        _route(
            route.vehicle_id,
            ((trip.depot_id, [stop.part_id for stop in trip.stops]) for trip in route.trips),
        )
        for route in plan.routes
    )


def _route(vehicle_id: str, trips: Iterable[tuple[str, Iterable[str]]]) -> Route:
    return Route(
        vehicle_type=int(vehicle_id.split("-", maxsplit=1)[0]),
        trips=tuple(Trip(depot=int(depot), clients=tuple(map(int, parts))) for depot, parts in trips),
    )


def _locations(instance: Instance) -> list[Location]:
    """Place the nodes on a small piece of the Earth; nothing but a map looks there."""
    at = instance.coordinates - instance.coordinates.min(axis=0)
    scaled = at * (_DEGREES / max(1e-9, float(np.max(at))))
    return [Location(y, x) for x, y in scaled.tolist()]


def _facility(instance: Instance, node: int, where: Location) -> Facility:
    opens, closes = map(int, instance.window[node])
    return Facility(
        id=str(node),
        name=str(node),
        location=where,
        receiving=(TimeWindow(opens, closes),) if instance.timed else (),
        unload_fixed_s=int(instance.service[node]),
    )


def _depot(instance: Instance, node: int, where: Location) -> Depot:
    # A shift says the same of a start and an end: only reloads need the depot's own hours.
    opens, closes = map(int, instance.window[node])
    reloads = any(kind.reload_depots for kind in instance.vehicle_types)
    hours = (TimeWindow(opens, closes),) if instance.timed and reloads else ()
    return Depot(id=str(node), name=str(node), location=where, open=hours)


def _order(instance: Instance, node: int) -> Order:
    out, back = int(instance.delivery[node]), int(instance.pickup[node])
    return Order(
        id=str(node),
        facility_id=str(node),
        deliver=Counts({"unit": out}) if out or back else Counts({"visit": 1}),
        collect=Counts({"unit": back}),
        release_s=int(instance.release[node]) or None,
    )


def _vehicle(instance: Instance, kind: VehicleType, name: str) -> Vehicle:
    starts, ends = map(int, instance.window[kind.depot]) if instance.timed else (0, instance.horizon)
    return Vehicle(
        id=name,
        profile=_PROFILE,
        payload_g=kind.capacity,
        slots=1,
        start_depot_id=str(kind.depot),
        end_depot_id=str(kind.depot),
        shift=Shift(start_s=starts, end_s=ends, max_duration_s=kind.max_duration),
        rates=Rates(fixed_vnd=kind.fixed_cost, per_km_vnd=1000 * kind.unit_distance_cost),
        load_depot_ids=frozenset(map(str, {kind.depot, *kind.reload_depots})),
        max_trips=None if kind.reload_depots else 1,
    )
