"""A day's tables as one problem, and what the whole refuses, told before any road is driven."""

from dataclasses import replace

import numpy as np

from routing.model import Depot, Facility, InputError, Issue, Problem, RoadRecord, TravelMatrix
from service.dispatch.day.located import located
from service.dispatch.day.tables import DayTables, Inputs

_ANY_DAY = "2000-01-01"
_NO_ROADS = RoadRecord()


def assemble(
    inputs: Inputs,
    tables: DayTables,
    travel: TravelMatrix,
    *,
    roads: RoadRecord = _NO_ROADS,
) -> Problem:
    """Return the problem that tables and travel times make; InputError if they contradict each other.

    Parameters
    ----------
    roads
        What the travel times were made with; the snap limit is that of `inputs`.
    """
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
        waiting_vnd_per_hour=inputs.waiting_vnd_per_hour,
        roads=replace(roads, snap_limit_m=inputs.snap_limit_m),
    )


def whole_issues(inputs: Inputs, tables: DayTables) -> list[Issue]:
    """Return what the problem of these tables would refuse on any day and roads, by file and row."""
    try:
        assemble(replace(inputs, date=_ANY_DAY), tables, _no_travel(tables))
    except InputError as error:
        return located(error.issues, tables.sheets)
    return []


def _no_travel(tables: DayTables) -> TravelMatrix:
    # An id that is both a facility's and a depot's is for the problem to refuse, not for the matrix.
    places: tuple[Facility | Depot, ...] = (*tables.ordering, *tables.depots)
    ids = tuple(dict.fromkeys(place.id for place in places))
    zeros = np.zeros((len(ids), len(ids)), dtype=np.int32)
    profiles = {vehicle.profile: zeros for vehicle in tables.vehicles}
    return TravelMatrix(place_ids=ids, duration_s=profiles, length_m=profiles)
