"""Values of the model as plain JSON values: dicts, lists, texts, whole numbers and coordinates."""

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from typing import Any, Final

from routing.model import Counts, TimeWindow, TravelByHour, TravelMatrix
from routing.write.tables import tables_json

Json = dict[str, Any]


def encode(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """Return `value` as JSON values, every field under the name it has in the model.

    Derived fields are left out, defaults are written, sets are sorted, urgencies go by name,
    a window is `[start_s, end_s]`, and members of a union say their `kind`.

    Raises
    ------
    TypeError
        If the value is not one that the model uses.
    """
    for kind, encoder in _ENCODERS:
        if isinstance(value, kind):
            return encoder(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    raise TypeError(f"the model has no {type(value).__name__}")


def _record(value: Any) -> Json:  # noqa: ANN401 - any dataclass
    known = {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
    tag = getattr(value, "kind", None)
    # `Facility.kind` is a field like others; the kind of a change is a constant of its class.
    return known if tag is None or "kind" in known else {"kind": tag, **known}


def _mapping(value: Mapping[str, object]) -> Json:
    return {key: encode(item) for key, item in value.items()}


def _travel(value: TravelMatrix) -> Json:
    profiles: dict[str, Json] = {
        key: {"duration_s": value.duration_s[key].tolist(), "length_m": value.length_m[key].tolist()}
        for key in value.profiles
        if key not in value.hours
    }
    # What a way takes at least follows from its tables by hour.
    profiles |= {key: {"by_hour": _by_hour(by_hour)} for key, by_hour in value.hours.items()}
    return {"place_ids": list(value.place_ids), "profiles": profiles}


def _by_hour(value: TravelByHour) -> Json:
    tables = {"duration_s": tables_json(value.duration_s), "length_m": tables_json(value.length_m)}
    slices = {name: list(getattr(value, name)) for name in ("start_s", "period", "free", "always", "bans")}
    return {**slices, **tables, "without": value.without}


# The first that matches counts: an enum of the model is a text or a number, too.
_ENCODERS: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...]] = (
    (IntEnum, lambda value: value.name),
    (Enum, lambda value: value.value),
    ((str, int, float, type(None)), lambda value: value),
    (TimeWindow, lambda value: [value.start_s, value.end_s]),
    (TravelMatrix, _travel),
    ((Counts, Mapping), _mapping),
    (frozenset, sorted),
    (tuple, lambda value: [encode(item) for item in value]),
)
