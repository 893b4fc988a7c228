"""Parses `:conditional` tags: `value @ (condition AND condition); value @ ...`, whole or not at all."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.roads.access import truck_access
from geo.roads.opening_hours import OpeningHours, parse_opening_hours
from geo.roads.tags import height_m, mass_t

ACCESS_KEYS: Final = ("access", "vehicle", "motor_vehicle", "goods", "hgv")
"""From the widest to the narrowest; the narrowest that says something counts."""
LIMIT_KEYS: Final = ("maxweight", "maxweightrating", "maxaxleload", "maxheight", "maxwidth", "maxlength")
_ONEWAY: Final = frozenset({"yes", "no", "-1"})
_DIRECTIONS: Final = ("forward", "backward")
_SUFFIX: Final = ":conditional"
_COMPARED: Final = {
    "weight": "weight",
    "weightrating": "weight",
    "maxweight": "weight",
    "maxweightrating": "weight",
    "gvw": "weight",
    "axleload": "axleload",
    "maxaxleload": "axleload",
    "height": "height",
    "width": "width",
    "length": "length",
    "axles": "axles",
}
_OPERATORS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "==": operator.eq,
}
_COMPARISON: Final = re.compile(r"([a-z]+)\s*(>=|<=|==|>|<|=)\s*(.+)", re.IGNORECASE)
_AND: Final = re.compile(r"\s+AND\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A condition on the vehicle: `what` is weight, axleload, height, width, length or axles."""

    what: str
    sign: str
    number: float

    def holds(self, figure: float) -> bool:
        """Say whether a vehicle with this figure meets it."""
        return _OPERATORS[self.sign](figure, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A value and its conditions, which must all hold; none means always."""

    value: str
    conditions: tuple[OpeningHours | Comparison, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a conditional tag is about.

    `key` is one of `ACCESS_KEYS`, of `LIMIT_KEYS`, or `oneway`; `whom` is "", "hgv" or "goods"; `along` is 1
    for the way's direction, -1 against it, 0 for both.
    """

    key: str
    whom: str
    along: int


@lru_cache(maxsize=4096)
def rule_of(key: str) -> Rule | None:
    """Return what a key like `hgv:backward:conditional` is about, None where that is not read here."""
    base, *more = key.removesuffix(_SUFFIX).split(":")
    along = [name for name in more if name in _DIRECTIONS]
    whom = [name for name in more if name in {"hgv", "goods", "motor_vehicle"}]
    known = base in (*ACCESS_KEYS, *LIMIT_KEYS, "oneway")
    if not known or len(along) > 1 or len(whom) > 1 or len(along) + len(whom) < len(more):
        return None
    narrowed = whom[0] if whom and whom[0] != "motor_vehicle" else ""
    if base in ACCESS_KEYS and whom:
        base, narrowed = whom[0], ""
    if base == "oneway" and (along or narrowed):
        return None
    return Rule(key=base, whom=narrowed, along={"forward": 1, "backward": -1}[along[0]] if along else 0)


@lru_cache(maxsize=4096)
def parse_conditional(text: str) -> tuple[Clause, ...] | None:
    """Return the clauses of a conditional tag in their order, None where any of it is not understood."""
    clauses = []
    for piece in _pieces(text):
        value, at, when = piece.partition("@")
        conditions = _conditions(when) if at else None
        if conditions is None:
            return None
        clauses.append(Clause(value=value.strip(), conditions=conditions))
    return tuple(clauses) or None


def _pieces(text: str) -> list[str]:
    """Split at semicolons outside parentheses; hours that go on without a value belong to the one before."""
    pieces: list[str] = []
    depth, begin = 0, 0
    for at, letter in enumerate(text + ";"):
        depth += (letter == "(") - (letter == ")")
        if letter != ";" or depth > 0:
            continue
        piece, begin = text[begin:at], at + 1
        if "@" in piece or not pieces:
            pieces.append(piece)
        elif piece.strip():
            pieces[-1] += ";" + piece
    return pieces


def _conditions(text: str) -> tuple[OpeningHours | Comparison, ...] | None:
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    conditions = [_condition(part.strip().strip("()")) for part in _AND.split(text)]
    known = tuple(condition for condition in conditions if condition is not None)
    return known if len(known) == len(conditions) else None


def _condition(text: str) -> OpeningHours | Comparison | None:
    match = _COMPARISON.fullmatch(text)
    if not match:
        return parse_opening_hours(text)
    what = _COMPARED.get(match[1].lower())
    if what is None:
        return None
    number = _figure(what, match[3])
    return None if number is None else Comparison(what=what, sign=match[2], number=number)


def _figure(what: str, text: str) -> float | None:
    if what in {"weight", "axleload"}:
        figure = mass_t(text)
    elif what == "axles":
        figure = float(text) if text.strip().isdigit() else None
    else:
        figure = height_m(text)
    return figure if figure is not None and figure > 0 else None


def limit_of(key: str, text: str) -> float | None:
    """Return the tonnes or metres of a limit; NaN for none, None where it cannot be read."""
    return mass_t(text) if key in {"maxweight", "maxweightrating", "maxaxleload"} else height_m(text)


def understood(rule: Rule, clauses: tuple[Clause, ...]) -> bool:
    """Say whether every value is one that its key may have."""
    if rule.key in ACCESS_KEYS:
        return all(truck_access(clause.value) is not None and clause.value for clause in clauses)
    if rule.key == "oneway":
        return all(clause.value in _ONEWAY for clause in clauses)
    return all(limit_of(rule.key, clause.value) is not None for clause in clauses)


def opens(clauses: tuple[Clause, ...]) -> bool:
    """Say whether a tag lets somebody in at times."""
    return any(truck_access(clause.value) is True for clause in clauses)
