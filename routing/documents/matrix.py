"""The travel matrix out of JSON."""

from collections.abc import Sequence
from typing import Any, Final

from routing.documents.faults import Faults, child, is_text
from routing.documents.grid import read_grid
from routing.documents.time_dependent import read_time_dependent
from routing.model import IntMatrix, Text, TextError, TimeDependentTravel, TravelMatrix

_TABLES: Final = ("duration_s", "length_m")
_BY_HOUR: Final = "by_hour"


def read_travel(faults: Faults, value: Any, path: str) -> TravelMatrix | None:  # noqa: ANN401
    """Return `{"place_ids": [...], "profiles": {name: {"duration_s": [[...]], "length_m": ...}}}`.

    A profile with time-dependent travel has `{"by_hour": {...}}` instead of the two tables.
    """
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return None
    before = faults.count
    faults.keys(value, path, known=("place_ids", "profiles"), needed=("place_ids", "profiles"))
    ids = _place_ids(faults, value.get("place_ids", []), child(path, "place_ids"))
    given, path_there = value.get("profiles", {}), child(path, "profiles")
    profiles = _profiles(faults, given, path_there, len(ids))
    hours = _hours(faults, given, path_there, len(ids))
    if faults.count > before:
        return None
    try:
        return TravelMatrix(
            place_ids=tuple(ids),
            duration_s={key: tables["duration_s"] for key, tables in profiles.items()}
            | {key: by_hour.least_s for key, by_hour in hours.items()},
            length_m={key: tables["length_m"] for key, tables in profiles.items()}
            | {key: by_hour.least_m for key, by_hour in hours.items()},
            time_dependent=hours,
        )
    except TextError as error:
        faults.bad_travel(path, error.text)
        return None


def _place_ids(faults: Faults, value: Any, path: str) -> Sequence[str]:  # noqa: ANN401
    if isinstance(value, list) and all(map(is_text, value)):
        return value
    faults.wrong_type(path, value, Text("một danh sách mã nơi", "a list of place ids"))
    return ()


def _profiles(faults: Faults, value: Any, path: str, size: int) -> dict[str, dict[str, IntMatrix]]:  # noqa: ANN401
    by_profile: dict[str, dict[str, IntMatrix]] = {}
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return by_profile
    for profile, tables in value.items():
        here = child(path, profile)
        if not isinstance(tables, dict):
            faults.not_object(here, tables)
            continue
        if _BY_HOUR in tables:
            continue
        faults.keys(tables, here, known=_TABLES, needed=_TABLES)
        given = [name for name in _TABLES if name in tables]
        by_profile[profile] = {
            name: read_grid(faults, tables[name], child(here, name), size) for name in given
        }
    return by_profile


def _hours(faults: Faults, value: Any, path: str, size: int) -> dict[str, TimeDependentTravel]:  # noqa: ANN401
    by_profile: dict[str, TimeDependentTravel] = {}
    for profile, tables in value.items() if isinstance(value, dict) else ():
        if not isinstance(tables, dict) or _BY_HOUR not in tables:
            continue
        here = child(path, profile)
        faults.keys(tables, here, known=(_BY_HOUR,), needed=())
        by_hour = read_time_dependent(faults, tables[_BY_HOUR], child(here, _BY_HOUR), size)
        if by_hour is not None:
            by_profile[profile] = by_hour
    return by_profile
