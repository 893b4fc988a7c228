"""Scenarios: what was asked of a base plan, and what came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from service.store import audit
from service.store.common import new_id, now
from service.store.faults import not_found
from service.store.tables import scenarios

_HITS: Final = "hits"
_ANSWER: Final = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """A stored scenario; plan and delta are None until its operation is done.

    `hits` are the legs of the base plan that closed roads hit, None where none are closed; `answer` is
    what it says in a few sentences, None for scenarios of before.
    """

    id: str
    base_plan_id: str
    changes: dict[str, Any]
    plan_id: str | None
    delta: dict[str, Any] | None
    created_at: str
    hits: dict[str, Any] | None = None
    answer: dict[str, Any] | None = None


def add(tx: Connection, *, base_plan_id: str, changes: Mapping[str, Any]) -> str:
    """Store what is asked and return the new id."""
    scenario_id = new_id("scn")
    tx.execute(
        insert(scenarios).values(
            id=scenario_id, base_plan_id=base_plan_id, changes=dict(changes), created_at=now()
        )
    )
    audit.add(tx, "scenario.stored", scenario_id, {"base": base_plan_id})
    return scenario_id


def finish(
    tx: Connection,
    scenario_id: str,
    *,
    plan_id: str,
    delta: Mapping[str, Any],
    hits: Mapping[str, Any] | None = None,
    answer: Mapping[str, Any] | None = None,
) -> None:
    """Store what came out; hits and answer lie in the column of the delta, which is JSON as they are."""
    kept = {**delta, _HITS: dict(hits)} if hits is not None else dict(delta)
    kept |= {_ANSWER: dict(answer)} if answer is not None else {}
    values = {"plan_id": plan_id, "delta": kept}
    tx.execute(update(scenarios).where(scenarios.c.id == scenario_id).values(**values))


def row(tx: Connection, scenario_id: str) -> ScenarioRow:
    """Return a scenario; NotFoundError if it is not stored."""
    mapping = tx.execute(select(scenarios).where(scenarios.c.id == scenario_id)).mappings().first()
    if not mapping:
        raise not_found("kịch bản", "scenario", scenario_id)
    delta = dict(mapping["delta"]) if mapping["delta"] is not None else None
    hits = delta.pop(_HITS, None) if delta else None
    answer = delta.pop(_ANSWER, None) if delta else None
    return ScenarioRow(**{**mapping, "delta": delta, "hits": hits, "answer": answer})
