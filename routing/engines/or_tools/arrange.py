"""The smallest set of things to arrange that serves the most: a covering problem by CP-SAT."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_TICKS: Final = 0.3
"""Deterministic time of CP-SAT: the same choice on any machine."""
_GAP: Final = 0.01
"""Efforts are estimates: a choice so near the best is as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that can be arranged.

    Attributes
    ----------
    effort : int
        What one of it counts for.
    most : int
        How many of it there can be.
    room : int
        How many orders one of it serves, about.
    serves : dict
        The orders that it can serve, by number, and what each counts for then besides.
    needs : tuple of int
        Kinds, by number, without which it is of no use.
    """

    effort: int
    most: int = 1
    room: int = 0
    serves: Mapping[int, int] = field(default_factory=dict)
    needs: tuple[int, ...] = ()


def least_effort(
    kinds: Sequence[Kind],
    worth: Sequence[int],
    asks: Sequence[tuple[int, ...]],
    limits: Sequence[tuple[Collection[int], int]] = (),
) -> tuple[int, ...]:
    """Return how many of each kind to arrange, so that effort plus the worth of what is left is least.

    Parameters
    ----------
    worth : sequence of int
        What each order counts for that is left.
    asks : sequence of tuple of int
        Kinds without which an order cannot be served at all, by order.
    limits : sequence of (kinds, int)
        Kinds that together serve no more orders than this, whatever each does alone.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - brings pandas along

    model = cp_model.CpModel()
    copies = [model.new_int_var(0, kind.most, "") for kind in kinds]
    chosen = [model.new_bool_var("") for _ in kinds]
    serving = {(p, k): model.new_bool_var("") for k, kind in enumerate(kinds) for p in kind.serves}
    terms: list[cp_model.LinearExprT] = [k.effort * n for k, n in zip(kinds, copies, strict=True)]
    for k, kind in enumerate(kinds):
        model.add(copies[k] >= 1).only_enforce_if(chosen[k])
        model.add(copies[k] == 0).only_enforce_if(~chosen[k])
        model.add_bool_and([chosen[need] for need in kind.needs]).only_enforce_if(chosen[k])
        model.add(sum(serving[p, k] for p in kind.serves) <= kind.room * copies[k])
        terms += [extra * serving[p, k] for p, extra in kind.serves.items()]
    for among, most in limits:
        model.add(sum(var for (_, k), var in serving.items() if k in among) <= most)
    for p, (value, needs) in enumerate(zip(worth, asks, strict=True)):
        options = [serving[p, k] for k, kind in enumerate(kinds) if p in kind.serves]
        model.add_at_most_one(options)
        for option in options:
            model.add_bool_and([chosen[need] for need in needs]).only_enforce_if(option)
        terms.append(value * (1 - sum(options)))
    model.minimize(sum(terms))
    return _solved(model, copies)


def _solved(model: "cp_model.CpModel", copies: Sequence["cp_model.IntVar"]) -> tuple[int, ...]:
    from ortools.sat.python import cp_model  # noqa: PLC0415 - brings pandas along

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = _TICKS
    solver.parameters.relative_gap_limit = _GAP
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return (0,) * len(copies)
    return tuple(solver.value(count) for count in copies)
