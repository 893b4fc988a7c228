"""Cylinders and loads: counts per cylinder type, full and empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from routing.model.stored import SINCE_2


class Counts(Mapping[str, int]):
    """Immutable cylinder counts by type id; types that count zero are left out.

    Looking up a type that is absent gives 0, so `counts["40L"]` never raises.
    Counts may be negative only as the result of a subtraction.
    """

    __slots__ = ("_items",)

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self._items = {key: int(n) for key, n in sorted((counts or {}).items()) if n}

    def __getitem__(self, type_id: str) -> int:
        return self._items.get(type_id, 0)

    def __contains__(self, type_id: object) -> bool:
        return type_id in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self._items == other._items

    def __repr__(self) -> str:
        return f"Counts({self._items})"

    def __add__(self, other: "Counts") -> "Counts":
        return Counts({key: self[key] + other[key] for key in {*self, *other}})

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts({key: self[key] - other[key] for key in {*self, *other}})

    @property
    def total(self) -> int:
        """Number of cylinders of all types."""
        return sum(self._items.values())


NOTHING: Final = Counts()


@dataclass(frozen=True, slots=True, kw_only=True)
class CylinderType:
    """A kind of cylinder: its masses full and empty (grams) and the deck slots it takes.

    `gas_l` is the oxygen content in litres of gas at 15 °C and 1 bar (6.1 m³ = 6100). `empty_vnd` is what
    one empty left standing costs; None: an order's empties go with it whatever that displaces, and an
    order of empties alone counts as one of fulls.
    """

    id: str
    name: str
    full_g: int
    tare_g: int
    gas_l: int = 0
    slots: int = 1
    empty_vnd: int | None = field(default=None, metadata=SINCE_2)


Capacity = tuple[int, int]
"""What a truck can carry at once: grams and deck slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is aboard: full cylinders and empty ones."""

    full: Counts = field(default_factory=Counts)
    empty: Counts = field(default_factory=Counts)

    def mass_g(self, types: Mapping[str, CylinderType]) -> int:
        """Mass in grams; raises KeyError on a type that `types` lacks."""
        full = sum(n * types[key].full_g for key, n in self.full.items())
        return full + sum(n * types[key].tare_g for key, n in self.empty.items())

    def slots(self, types: Mapping[str, CylinderType]) -> int:
        """Deck slots taken: an empty cylinder takes as many as a full one."""
        return sum(n * types[key].slots for part in (self.full, self.empty) for key, n in part.items())

    def fits(self, types: Mapping[str, CylinderType], capacity: Capacity) -> bool:
        """Say whether a truck of that capacity can carry it."""
        grams, slots = capacity
        return self.mass_g(types) <= grams and self.slots(types) <= slots
