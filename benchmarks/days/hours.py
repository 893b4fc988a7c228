"""When a site receives: its class's hours, less the hours at which its street is closed to trucks."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from benchmarks.days.place import Closed
from geo.metric import haversine_m
from routing.model import Facility, FacilityClass, TimeWindow, parse_windows

PERMIT: Final = "city_permit"
"""The skill of trucks that may enter the closed area: small ones, and those with a permit."""
_LEAVE_S: Final = 1800
"""Unloading inside the closed area begins this long before it closes, so that the truck can leave."""
_SHORTEST_S: Final = 900
_OFFICE: Final = parse_windows("07:00-11:30;13:30-17:00")
_CLINIC: Final = parse_windows("07:30-11:30;13:00-17:30")
_DISTRICT: Final = parse_windows("06:00-11:30;13:00-18:00")
_HOSPITAL: Final = parse_windows("05:00-11:30;12:30-21:00")
_HOURS: Final[Mapping[FacilityClass, Sequence[TimeWindow]]] = {
    FacilityClass.COMMUNE_STATION: _OFFICE,
    FacilityClass.OTHER: _OFFICE,
    FacilityClass.CLINIC: _CLINIC,
    FacilityClass.MATERNITY: _DISTRICT,
    FacilityClass.DISTRICT_CENTRE: _DISTRICT,
    FacilityClass.HOSPITAL: _HOSPITAL,
    FacilityClass.CENTRAL_OR_MILITARY: _HOSPITAL,
}
"""Invented, each with a lunch break."""


def is_closed_to_trucks(site: Facility, closed: Closed) -> bool:
    """Say whether a site lies in the closed area."""
    lon, lat = np.array([site.location.lon]), np.array([site.location.lat])
    far = haversine_m(lon, lat, np.array([closed.centre.lon]), np.array([closed.centre.lat]))
    return bool(far[0] <= closed.radius_m)


def receiving(site: Facility, closed: Closed) -> tuple[TimeWindow, ...]:
    """Return when unloading may begin at a site; in the closed area, outside of the rush hours."""
    windows = list(_HOURS[site.kind])
    if is_closed_to_trucks(site, closed):
        for rush in closed.rush:
            windows = [piece for window in windows for piece in _without(window, rush)]
    return tuple(windows)


def _without(window: TimeWindow, rush: TimeWindow) -> list[TimeWindow]:
    before = TimeWindow(window.start_s, min(window.end_s, rush.start_s - _LEAVE_S))
    after = TimeWindow(max(window.start_s, rush.end_s), window.end_s)
    if window.end_s <= before.end_s or window.start_s >= rush.end_s:
        return [window]
    return [piece for piece in (before, after) if piece.end_s - piece.start_s >= _SHORTEST_S]
