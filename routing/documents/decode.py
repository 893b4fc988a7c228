"""JSON values as values of the model, by the type hints of its dataclasses."""

import dataclasses
import functools
import types
from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from typing import Any, Final, get_args, get_origin, get_type_hints

from routing.documents.faults import Faults, child
from routing.documents.plain import PLAIN, read_text
from routing.model import Text, default_of, key_of, stored_fields

_LIST: Final = Text("một danh sách […]", "a list […]")
_ONCE: Final = Text("một danh sách không lặp", "a list without repetition")


def decode(faults: Faults, hint: Any, value: Any, path: str) -> Any:  # noqa: ANN401
    """Return `value` as what the type hint says.

    Refused values are noted in `faults`, and the result is then meaningless: look at `faults` before you
    use it.
    """
    if plain := PLAIN.get(hint):
        return plain(faults, value, path)
    if compound := _COMPOUND.get(get_origin(hint)):
        return compound(faults, hint, value, path)
    if issubclass(hint, Enum):
        return _enum(faults, hint, value, path)
    return record(faults, hint, value, path)


def record(faults: Faults, cls: Any, value: Any, path: str, *, tag: str = "", **more: Any) -> Any:  # noqa: ANN401
    """Return the object `value` as a `cls`; `tag` is a key that is no field, but must be there.

    `more` are fields that the object does not hold.
    """
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return None
    before = faults.count
    hints, names, needed = _fields(cls, faults.version)
    tags = (tag,) if tag else ()
    faults.keys(value, path, known=(*tags, *hints), needed=(*tags, *needed))
    given = {
        names[key]: decode(faults, hint, value[key], child(path, key))
        for key, hint in hints.items()
        if key in value
    }
    return cls(**given, **more) if faults.count == before else None


@functools.cache
def _fields(cls: Any, version: int) -> tuple[dict[str, Any], dict[str, str], tuple[str, ...]]:  # noqa: ANN401
    """Return, of the keys that a document of a version has for `cls`, type hints, names and those needed."""
    hints, made_from = get_type_hints(cls), stored_fields(cls, version)
    needed = (key_of(f) for f in made_from if default_of(f) is dataclasses.MISSING)
    names = {key_of(f): f.name for f in made_from}
    return {key: hints[name] for key, name in names.items()}, names, tuple(needed)


def _enum(faults: Faults, hint: type[Enum], value: Any, path: str) -> Enum | None:  # noqa: ANN401
    named = {str(x.name if issubclass(hint, IntEnum) else x.value): x for x in hint}
    if isinstance(value, str) and value in named:
        return named[value]
    choices = ", ".join(named)
    faults.wrong_type(path, value, Text(f"một trong: {choices}", f"one of: {choices}"))
    return None


def _sequence(faults: Faults, hint: Any, value: Any, path: str) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(value, list):
        faults.wrong_type(path, value, _LIST)
        return ()
    item, *more = get_args(hint)
    if more and Ellipsis not in more and len(value) != 1 + len(more):
        count = 1 + len(more)
        faults.wrong_type(path, value, Text(f"danh sách {count} mục", f"a list of {count} items"))
        return ()
    return tuple(decode(faults, item, x, f"{path}[{i}]") for i, x in enumerate(value))


def _set(faults: Faults, hint: Any, value: Any, path: str) -> frozenset[Any]:  # noqa: ANN401
    items = _sequence(faults, hint, value, path)
    if len(set(items)) < len(items):
        faults.wrong_type(path, value, _ONCE)
    return frozenset(items)


def _mapping(faults: Faults, hint: Any, value: Any, path: str) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, dict):
        faults.not_object(path, value)
        return {}
    item = get_args(hint)[1]
    return {
        read_text(faults, key, path): decode(faults, item, x, child(path, key)) for key, x in value.items()
    }


def _union(faults: Faults, hint: Any, value: Any, path: str) -> Any:  # noqa: ANN401
    members = [x for x in get_args(hint) if x is not type(None)]
    if value is None and len(members) < len(get_args(hint)):
        return None
    if len(members) == 1:
        return decode(faults, members[0], value, path)
    by_kind = {member.kind: member for member in members}
    kind = value.get("kind") if isinstance(value, dict) else None
    if isinstance(kind, str) and kind in by_kind:
        return record(faults, by_kind[kind], value, path, tag="kind")
    choices = ", ".join(by_kind)
    faults.wrong_type(child(path, "kind"), kind, Text(f"một trong: {choices}", f"one of: {choices}"))
    return None


_COMPOUND: Final[dict[Any, Callable[[Faults, Any, Any, str], Any]]] = {
    types.UnionType: _union,
    tuple: _sequence,
    frozenset: _set,
    Mapping: _mapping,
}
