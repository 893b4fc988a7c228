"""Values of the model as plain JSON values: dicts, lists, texts, whole numbers and coordinates."""

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from typing import Any, Final

from routing.documents.packed import tables_json
from routing.model import (
    FORMAT_VERSION,
    LAST_WITH_TEXTS,
    Counts,
    Problem,
    SourceTexts,
    TimeDependentTravel,
    TimeWindow,
    TravelMatrix,
    default_of,
    key_of,
    stored_fields,
)

Json = dict[str, Any]


def encode(value: object, version: int = FORMAT_VERSION) -> Any:  # noqa: ANN401 - any JSON value
    """Return `value` as JSON values, every field that the version has under its key.

    Derived fields are left out, defaults are written, sets are sorted, urgencies go by name,
    a window is `[start_s, end_s]`, and members of a union say their `kind`.

    Raises
    ------
    TypeError
        If the value is not one that the model uses.
    """
    for kind, encoder in _ENCODERS:
        if isinstance(value, kind):
            return encoder(value, version)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _record(value, version)
    raise TypeError(f"the model has no {type(value).__name__}")


def fits_version(value: object, version: int) -> bool:
    """Say whether a document of a version can say all of `value`: nothing newer differs from its default."""
    if isinstance(value, TravelMatrix | str):
        return True
    if isinstance(value, Mapping):
        return all(fits_version(item, version) for item in value.values())
    if isinstance(value, tuple | frozenset):
        return all(fits_version(item, version) for item in value)
    if not dataclasses.is_dataclass(value):
        return True
    if isinstance(value, Problem) and version <= LAST_WITH_TEXTS and not value.says_its_texts:
        return False
    old = {f.name for f in stored_fields(value, version)}
    return all(
        fits_version(getattr(value, f.name), version)
        if f.name in old
        else getattr(value, f.name) == default_of(f)
        for f in stored_fields(value)
        if "in_texts" not in f.metadata
    )


def _record(value: Any, version: int) -> Json:  # noqa: ANN401 - any dataclass
    known = {key_of(f): encode(getattr(value, f.name), version) for f in stored_fields(value, version)}
    tag = getattr(type(value), "kind", None)
    # `Facility.kind` is a field like others; the kind of a change is a constant of its class.
    return {"kind": tag, **known} if isinstance(tag, str) else known


def _mapping(value: Mapping[str, object], version: int) -> Json:
    return {key: encode(item, version) for key, item in value.items()}


def _travel(value: TravelMatrix) -> Json:
    profiles: dict[str, Json] = {
        key: {"duration_s": value.duration_s[key].tolist(), "length_m": value.length_m[key].tolist()}
        for key in value.profiles
        if key not in value.time_dependent
    }
    # What a leg takes at least follows from its tables by hour.
    profiles |= {key: {"by_hour": _by_hour(by_hour)} for key, by_hour in value.time_dependent.items()}
    return {"place_ids": list(value.place_ids), "profiles": profiles}


def _by_hour(value: TimeDependentTravel) -> Json:
    tables = {"duration_s": tables_json(value.duration_s), "length_m": tables_json(value.length_m)}
    slices = {name: list(getattr(value, name)) for name in ("start_s", "period", "free", "always", "bans")}
    return {**slices, **tables, "without": value.without}


# The first that matches counts: an enum of the model is a text or a number, too.
_ENCODERS: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any, int], Any]], ...]] = (
    (IntEnum, lambda value, _: value.name),
    (Enum, lambda value, _: value.value),
    ((str, int, float, type(None)), lambda value, _: value),
    (TimeWindow, lambda value, _: [value.start_s, value.end_s]),
    (TravelMatrix, lambda value, _: _travel(value)),
    (SourceTexts, lambda value, _: dict(value.texts)),
    ((Counts, Mapping), _mapping),
    (frozenset, lambda value, _: sorted(value)),
    (tuple, lambda value, version: [encode(item, version) for item in value]),
)
