"""A small day that makes a search do all that it ever does, so that all of it is compiled."""

from typing import Final

import numpy as np

from routing.model import (
    Counts,
    CylinderType,
    Depot,
    Facility,
    Location,
    Order,
    Problem,
    Shift,
    TravelMatrix,
    Vehicle,
)

_TRUCKS: Final = 8
"""Enough for a search that splits the map in two, with several trucks on either side."""


def small_day() -> Problem:
    """Return a day of eight trucks around a depot that bring one cylinder each."""
    names = [f"place {i}" for i in range(_TRUCKS)]
    turns = 2 * np.pi * np.arange(_TRUCKS) / _TRUCKS
    at = np.vstack([np.zeros((1, 2)), np.column_stack([np.cos(turns), np.sin(turns)])])
    metres = np.round(10_000 * np.linalg.norm(at[:, None] - at[None, :], axis=2))
    spots = [Location(lat=16 + y / 10, lon=108 + x / 10) for x, y in at.tolist()]
    return Problem(
        date="2026-01-01",
        cylinder_types=(CylinderType(id="40L", name="40 L", full_g=56_300, tare_g=48_000),),
        facilities=tuple(
            Facility(id=name, name=name, location=spot) for name, spot in zip(names, spots[1:], strict=True)
        ),
        depots=(Depot(id="depot", name="depot", location=spots[0]),),
        vehicles=tuple(
            Vehicle(
                id=f"truck {i}",
                payload_g=60_000,
                slots=1,
                start_depot_id="depot",
                end_depot_id="depot",
                shift=Shift(start_s=0, end_s=86_400),
                max_trips=1,
            )
            for i in range(_TRUCKS)
        ),
        orders=tuple(Order(id=name, facility_id=name, deliver=Counts({"40L": 1})) for name in names),
        travel=TravelMatrix.from_float(
            ("depot", *names), seconds={"truck": metres / 10}, metres={"truck": metres}
        ),
    )
