"""Facilities, depots and suppliers from people's files, refused as a whole if anything is wrong."""

from geo.facilities.defaults import DEPOT_DEFAULTS, FACILITY_DEFAULTS, DepotDefaults, FacilityDefaults
from geo.facilities.read import DepotFile, read_depots, read_facilities

__all__ = [
    "DEPOT_DEFAULTS",
    "FACILITY_DEFAULTS",
    "DepotDefaults",
    "DepotFile",
    "FacilityDefaults",
    "read_depots",
    "read_facilities",
]
