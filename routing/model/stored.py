"""Which fields of the model stand in a document of which version of the format."""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

FORMAT_VERSION: Final = 3
OLDEST_VERSION: Final = 1
LAST_WITH_TEXTS: Final = 2
"""The last version whose problems keep their roads as texts."""

SINCE_2: Final = MappingProxyType({"since": 2})
"""Metadata of a field that documents of version 1 do not have."""
AS_TEXTS: Final = MappingProxyType({"until": LAST_WITH_TEXTS, "key": "sources"})
"""Metadata of what documents of versions 1 and 2 have in place of the fields `IN_TEXTS`."""
SINCE_3: Final = MappingProxyType({"since": 3})
"""Metadata of a field that documents of versions 1 and 2 do not have."""
IN_TEXTS: Final = MappingProxyType({**SINCE_3, "in_texts": True})
"""Metadata of a field that is new in version 3, and that older documents hold as texts."""
DERIVED: Final = MappingProxyType({"derived": True})
"""Metadata of a field that no document has: it follows from others."""


def stored_fields(cls: Any, version: int = FORMAT_VERSION) -> list[dataclasses.Field[Any]]:  # noqa: ANN401
    """Return the fields of a dataclass that a document of a version holds, in their order."""
    return [
        f
        for f in dataclasses.fields(cls)
        if f.init
        and not f.metadata.get("derived")
        and f.metadata.get("since", OLDEST_VERSION) <= version <= f.metadata.get("until", FORMAT_VERSION)
    ]


def stored_as(key: str) -> Mapping[str, str]:
    """Return the metadata of a field that documents hold under another key."""
    return MappingProxyType({"key": key})


def key_of(one: dataclasses.Field[Any]) -> str:
    """Return the key under which documents hold a field: its name, but for those `stored_as` another."""
    return str(one.metadata.get("key", one.name))


def default_of(field: dataclasses.Field[Any]) -> Any:  # noqa: ANN401 - a default of any type
    """Return the default of a field, `MISSING` where it has none."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
