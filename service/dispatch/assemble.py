"""A day's tables as one problem, and what the whole refuses, told before any road is driven."""

from dataclasses import replace

import numpy as np

from routing.model import Depot, Facility, InputError, Issue, Problem, TravelMatrix
from service.dispatch.geography import MATRIX_FROM, SNAP_LIMIT_SOURCE
from service.dispatch.located import located
from service.dispatch.road_source import ROADS, ROADS_SHA256
from service.dispatch.tables import DayTables, Inputs

_ANY_DAY = "2000-01-01"


def assemble(
    inputs: Inputs,
    tables: DayTables,
    travel: TravelMatrix,
    *,
    roads_sha256: str | None = None,
    matrix_from: str = "",
) -> Problem:
    """Return the problem that tables and travel times make; InputError if they contradict each other.

    Parameters
    ----------
    roads_sha256
        Of the roads that were read, None if none were.
    matrix_from
        The server that the travel times are from, without credentials.
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
        sources={
            **_roads(inputs, roads_sha256),
            **({MATRIX_FROM: matrix_from} if matrix_from else {}),
            SNAP_LIMIT_SOURCE: f"{inputs.snap_limit_m:g}",
            "profiles": ";".join(travel.profiles),
        },
    )


def whole_issues(inputs: Inputs, tables: DayTables) -> list[Issue]:
    """Return what the problem of these tables would refuse on any day and roads, by file and row."""
    try:
        assemble(replace(inputs, date=_ANY_DAY), tables, _no_travel(tables))
    except InputError as error:
        return located(error.issues, inputs)
    return []


def _roads(inputs: Inputs, sha256: str | None) -> dict[str, str]:
    if sha256 is None or inputs.roads is None:
        return {}
    return {ROADS: inputs.roads_name or inputs.roads.as_posix(), ROADS_SHA256: sha256}


def _no_travel(tables: DayTables) -> TravelMatrix:
    # An id that is both a facility's and a depot's is for the problem to refuse, not for the matrix.
    places: tuple[Facility | Depot, ...] = (*tables.ordering, *tables.depots)
    ids = tuple(dict.fromkeys(place.id for place in places))
    zeros = np.zeros((len(ids), len(ids)), dtype=np.int32)
    profiles = {vehicle.profile: zeros for vehicle in tables.vehicles}
    return TravelMatrix(place_ids=ids, duration_s=profiles, length_m=profiles)
