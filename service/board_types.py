"""The types of what the browser gets; `python -m service.board_types` writes them from the schemas."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import routing
from routing.documents import write_bytes
from service.app import make_app

TYPES: Final = Path(__file__).parent / "board/types/api.d.ts"
_INTRODUCTION: Final = """\
/**
 * What `/v1` takes and gives, made from `/openapi.json` and the schemas of problem and plan.
 * `python -m service.board_types` writes this file. Do not edit it.
 */
"""
_PLAIN: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}

Schema = Mapping[str, Any]


def board_types() -> str:
    """Return the TypeScript declarations of every schema, sorted by name."""
    declared = dict(sorted(_schemas().items()))
    return "\n".join([_INTRODUCTION, *(_declaration(name, schema) for name, schema in declared.items())])


def _schemas() -> dict[str, Schema]:
    """Return schemas by name: those of the API, of a problem and of a plan."""
    schemas: dict[str, Schema] = {}
    folder = Path(routing.__file__).parent
    documents = {
        name: json.loads((folder / f"{name.lower()}.schema.json").read_bytes())
        for name in ("Problem", "Plan")
    }
    parts = [make_app().openapi()["components"]["schemas"], documents]
    for part in (*parts, *(document["$defs"] for document in documents.values())):
        if differ := sorted(name for name in schemas.keys() & part.keys() if schemas[name] != part[name]):
            raise ValueError(f"schemas of one name differ: {differ}")
        schemas |= part
    return schemas


def _declaration(name: str, schema: Schema) -> str:
    head = f"export interface {name} " if "properties" in schema else f"export type {name} = "
    return f"{head}{_type(schema)}\n" if "properties" in schema else f"{head}{_type(schema)};\n"


def _type(schema: Schema, indent: str = "") -> str:
    """Return a schema as a type; what says nothing of itself is unknown."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
    if choices := schema.get("anyOf", schema.get("oneOf")):
        return " | ".join(dict.fromkeys(_type(choice, indent) for choice in choices))
    kinds = schema.get("type", [])
    named = [_of_kind(kind, schema, indent) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return " | ".join(named) or "unknown"


def _of_kind(kind: str, schema: Schema, indent: str) -> str:
    if kind == "array":
        return f"Array<{_type(schema.get('items', {}), indent)}>"
    return _object(schema, indent) if kind == "object" else _PLAIN[kind]


def _object(schema: Schema, indent: str) -> str:
    if "properties" not in schema:
        values = schema.get("additionalProperties")
        return f"Record<string, {_type(values, indent) if isinstance(values, Mapping) else 'unknown'}>"
    return "\n".join(["{", *_fields(schema, f"{indent}  "), f"{indent}}}"])


def _fields(schema: Schema, indent: str) -> Iterator[str]:
    required = schema.get("required", [])
    for name, field in schema["properties"].items():
        yield f"{indent}{name}{'' if name in required else '?'}: {_type(field, indent)};"


if __name__ == "__main__":
    write_bytes(board_types().encode(), TYPES)
