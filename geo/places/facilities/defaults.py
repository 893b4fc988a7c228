"""What is assumed where a file says nothing. Every figure here is an ESTIMATE, kept as configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from routing.model import FacilityClass, Standing, TimeWindow, parse_windows

STANDING: Final = Standing.ESTIMATE
"""Standing of every figure in this module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityDefaults:
    """Receiving hours and unloading times of a class of facility."""

    receiving: tuple[TimeWindow, ...]
    unload_fixed_s: int = 600
    unload_s_per_cylinder: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DepotDefaults:
    """Opening hours and loading times of a depot."""

    open: tuple[TimeWindow, ...]
    load_fixed_s: int = 900
    load_s_per_cylinder: int = 30


_HOSPITAL: Final = FacilityDefaults(receiving=parse_windows("05:00-22:00"))
_OTHER: Final = FacilityDefaults(receiving=parse_windows("07:00-17:00"))

FACILITY_DEFAULTS: Final[Mapping[FacilityClass, FacilityDefaults]] = MappingProxyType(
    {
        FacilityClass.HOSPITAL: _HOSPITAL,
        FacilityClass.CENTRAL_OR_MILITARY: _HOSPITAL,
        FacilityClass.DISTRICT_CENTRE: FacilityDefaults(receiving=parse_windows("06:00-20:00")),
        FacilityClass.COMMUNE_STATION: FacilityDefaults(receiving=parse_windows("07:00-11:30;13:30-17:00")),
        FacilityClass.CLINIC: _OTHER,
        FacilityClass.MATERNITY: _OTHER,
        FacilityClass.OTHER: _OTHER,
    }
)

DEPOT_DEFAULTS: Final = DepotDefaults(open=parse_windows("00:00-24:00"))
