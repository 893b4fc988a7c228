"""Loads as PyVRP counts them: only what can bind, in the largest unit that keeps every number whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final

from routing.model import Load, Order, Problem, Vehicle

Amounts = tuple[int, ...]

_KINDS: Final = 2
"""Grams and slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loads:
    """The kinds of amounts that count, and the unit of each.

    PyVRP looks at every kind for every position, and prices an overload by the unit. One kind of few
    units is searched faster and better than two, if one of them never binds.

    Attributes
    ----------
    kept : tuple of int
        Of grams (0) and slots (1) those that can bind.
    units : tuple of int
        What one of PyVRP's units of each kept kind is.
    """

    problem: Problem
    kept: tuple[int, ...]
    units: tuple[int, ...]

    def deliver(self, part: Order) -> Amounts:
        """Return what is brought."""
        return self._in_units(_fulls(self.problem, part))

    def collect(self, part: Order) -> Amounts:
        """Return what is taken back."""
        return self._in_units(_empties(self.problem, part))

    def room(self, vehicle: Vehicle) -> Amounts:
        """Return what a truck takes. Sums of whole units fit by units just where they fit by grams."""
        return self._in_units(_room(vehicle))

    def _in_units(self, amounts: Amounts) -> Amounts:
        return tuple(amounts[kind] // unit for kind, unit in zip(self.kept, self.units, strict=True))


def loads_of(problem: Problem, parts: Sequence[Order], vehicles: Sequence[Vehicle]) -> Loads:
    """Return how loads of `parts` on `vehicles` are counted."""
    amounts = {_fulls(problem, part) for part in parts} | {_empties(problem, part) for part in parts}
    rooms = {_room(vehicle) for vehicle in vehicles}
    kept = [kind for kind in range(_KINDS) if any(amount[kind] for amount in amounts)]
    for kind in reversed(tuple(kept)):
        if any(_implies(other, kind, amounts, rooms) for other in kept if other != kind):
            kept.remove(kind)
    units = tuple(gcd(*(amount[kind] for amount in amounts)) for kind in kept)
    return Loads(problem=problem, kept=tuple(kept), units=units)


def _implies(kind: int, other: int, amounts: set[Amounts], rooms: set[Amounts]) -> bool:
    """Say whether whatever fits by `kind` fits by `other`: no amount has more of it by share."""
    return all(
        amount[other] * room[kind] <= amount[kind] * room[other] for amount in amounts for room in rooms
    )


def _fulls(problem: Problem, part: Order) -> Amounts:
    load = Load(full=part.deliver)
    return load.mass_g(problem.type_by_id), load.slots(problem.type_by_id)


def _empties(problem: Problem, part: Order) -> Amounts:
    load = Load(empty=part.collect)
    return load.mass_g(problem.type_by_id), load.slots(problem.type_by_id)


def _room(vehicle: Vehicle) -> Amounts:
    return vehicle.payload_g, vehicle.slots
