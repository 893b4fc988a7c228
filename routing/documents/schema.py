"""The published JSON Schemas, derived from the dataclasses of the model."""

import dataclasses
import inspect
import types
from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from typing import Any, Final, get_args, get_origin, get_type_hints

from routing.documents.writing import PLAN, PROBLEM
from routing.model import (
    FORMAT_VERSION,
    UNREACHABLE,
    Counts,
    Plan,
    Problem,
    TimeWindow,
    TravelMatrix,
    default_of,
    key_of,
    stored_fields,
)

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MATRIX: Final[Schema] = {
    "type": "array",
    "items": {"type": "array", "items": {"type": "integer", "minimum": UNREACHABLE}},
}

_NUMBERS: Final[Schema] = {"type": "array", "items": {"type": "integer"}, "minItems": 1}
_DIFFERENCES: Final[Schema] = {
    "description": "As an earlier table, but for cells [column, value, column, value, ...] of some rows.",
    "type": "object",
    "properties": {
        "like": {"type": "integer", "minimum": 0},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "integer", "minimum": UNREACHABLE}},
        },
    },
    "required": ["like", "rows"],
    "additionalProperties": False,
}
_TABLES: Final[Schema] = {"type": "array", "items": {"anyOf": [_MATRIX, _DIFFERENCES]}, "minItems": 1}


def problem_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a problem file."""
    return _document(PROBLEM, Problem)


def plan_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a plan file."""
    return _document(PLAN, Plan)


def _document(name: str, cls: type) -> Schema:
    definitions: dict[str, Schema] = {}
    body = _record(cls, definitions)
    mark = _object({"name": {"const": name}, "version": {"const": FORMAT_VERSION}})
    body["properties"] = {"format": mark, **body["properties"]}
    body["required"] = ["format", *body["required"]]
    head = {"$schema": _DIALECT, "$id": f"urn:oxyroute:{name}:{FORMAT_VERSION}", "title": name}
    return {**head, **body, "$defs": dict(sorted(definitions.items()))}


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type hint
    if hint in _PLAIN:
        return _PLAIN[hint]
    if compound := _COMPOUND.get(get_origin(hint)):
        return compound(hint, definitions)
    if issubclass(hint, Enum):
        return {"enum": [x.name if issubclass(hint, IntEnum) else x.value for x in hint]}
    if hint.__name__ not in definitions:
        definitions[hint.__name__] = {}  # holds the place while the fields are walked
        definitions[hint.__name__] = _record(hint, definitions)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _record(cls: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(cls)
    fields = stored_fields(cls)
    properties = {key_of(f): _schema(hints[f.name], definitions) for f in fields}
    required = [key_of(f) for f in fields if default_of(f) is dataclasses.MISSING]
    if "kind" not in properties and hasattr(cls, "kind"):
        properties = {"kind": {"const": cls.kind}, **properties}
        required = ["kind", *required]
    summary = (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " ")
    return {"description": summary, **_object(properties, required)}


def _object(properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def _table_pair() -> Schema:
    return _object({"duration_s": _MATRIX, "length_m": _MATRIX})


def _by_hour() -> Schema:
    slices = dict.fromkeys(("start_s", "period", "free", "always"), _NUMBERS)
    tables = {"duration_s": _TABLES, "length_m": _TABLES}
    return _object(
        {
            **slices,
            **tables,
            "bans": {"type": "array", "items": {"type": "string"}},
            "without": {"type": "string"},
        }
    )


def _union(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type hint
    return {"anyOf": [_schema(member, definitions) for member in get_args(hint)]}


def _sequence(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type hint
    items = {"type": "array", "items": _schema(get_args(hint)[0], definitions)}
    if get_origin(hint) is frozenset or Ellipsis in get_args(hint):
        return items
    return {**items, "minItems": len(get_args(hint)), "maxItems": len(get_args(hint))}


def _set(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type hint
    return {**_sequence(hint, definitions), "uniqueItems": True}


def _mapping(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - a type hint
    return {"type": "object", "additionalProperties": _schema(get_args(hint)[1], definitions)}


_PLAIN: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    Counts: {
        "description": "Cylinders by type id.",
        "type": "object",
        "additionalProperties": {"type": "integer"},
    },
    TimeWindow: {
        "description": "[start_s, end_s], seconds after local midnight; both ends are included.",
        "type": "array",
        "items": {"type": "integer"},
        "minItems": 2,
        "maxItems": 2,
    },
    TravelMatrix: {
        "description": "Whole seconds and metres from each place (row) to each (column); -1: no road.",
        **_object(
            {
                "place_ids": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                "profiles": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"anyOf": [_table_pair(), _object({"by_hour": _by_hour()})]},
                },
            }
        ),
    },
}
_COMPOUND: Final[dict[Any, Callable[[Any, dict[str, Schema]], Schema]]] = {
    types.UnionType: _union,
    tuple: _sequence,
    frozenset: _set,
    Mapping: _mapping,
}
