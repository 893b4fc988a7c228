"""Facilities, depots and suppliers from people's files, refused as a whole if anything is wrong."""

from geo.places.facilities.columns import DEPOTS, FACILITIES
from geo.places.facilities.defaults import DEPOT_DEFAULTS, FACILITY_DEFAULTS, DepotDefaults, FacilityDefaults
from geo.places.facilities.read import (
    DepotFile,
    depot_sheets,
    depots_of,
    facilities_of,
    facility_sheets,
    read_depots,
    read_facilities,
)
from geo.places.facilities.unlocated import leave_out_unlocated

__all__ = [
    "DEPOTS",
    "DEPOT_DEFAULTS",
    "FACILITIES",
    "FACILITY_DEFAULTS",
    "DepotDefaults",
    "DepotFile",
    "FacilityDefaults",
    "depot_sheets",
    "depots_of",
    "facilities_of",
    "facility_sheets",
    "leave_out_unlocated",
    "read_depots",
    "read_facilities",
]
