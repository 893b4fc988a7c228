"""One more order in a stored plan: where it fits best, and what that brings about. Nothing is stored."""

from dataclasses import dataclass
from typing import Any

from routing.documents.encode import encode
from routing.explain import Why, why
from routing.replan.insertion import Insertion, rank_insertions
from service.dispatch.plans.planning import load_plan, load_problem
from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Insertions, and the problem that their tours are for."""

    problem_sha256: str
    insertions: tuple[Insertion, ...]


def insertions_of(
    store: Store, plan_id: str, order_id: str, *, most: int, problem_sha256: str = ""
) -> Ranked:
    """Return the best places for an order in a stored plan.

    Parameters
    ----------
    problem_sha256 : str
        The stored problem that has the order, where it came after the plan was made.

    Raises
    ------
    NotFoundError, InputError
        If plan or problem are not stored, or as `rank_insertions`.
    """
    stored = load_plan(store, plan_id)
    sha256 = problem_sha256 or stored.row.problem_sha256
    problem = load_problem(store, sha256) if problem_sha256 else stored.problem
    insertions = rank_insertions(problem, stored.plan, order_id, most=most, problem_sha256=sha256)
    return Ranked(problem_sha256=sha256, insertions=insertions)


def why_of(store: Store, plan_id: str, order_id: str) -> tuple[Why, ...]:
    """Return why each part of an order is where it is in a stored plan, or why it is left.

    Raises
    ------
    NotFoundError, InputError
        If the plan is not stored, or as `why`.
    """
    stored = load_plan(store, plan_id)
    return why(stored.problem, stored.plan, order_id)


def insertion_json(insertion: Insertion) -> dict[str, Any]:
    """Return an insertion as JSON values: with the tours that make it, without their clocks."""
    values: dict[str, Any] = encode(insertion)
    del values["plan"]
    for row, later in zip(values["later"], insertion.later, strict=True):
        row["by_s"] = later.by_s
    return {**values, "tours": encode(insertion.plan.tours)}
