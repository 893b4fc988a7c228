"""Operations: long work that is stored before it begins, so that no crash loses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from routing.model import Text
from service.store import audit
from service.store.common import new_id, now
from service.store.faults import ConflictError, not_found
from service.store.tables import operations

FINAL: Final = ("done", "failed", "stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """A stored operation; `attempts` counts how often a worker began it."""

    id: str
    kind: str
    state: str
    request: dict[str, Any]
    progress: dict[str, Any]
    plan_id: str | None
    scenario_id: str | None
    error: dict[str, Any] | None
    attempts: int
    idempotency_key: str | None
    created_at: str
    updated_at: str

    @property
    def final(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in FINAL


def add(
    tx: Connection,
    *,
    kind: str,
    request: Mapping[str, Any],
    idempotency_key: str | None = None,
    scenario_id: str | None = None,
) -> OperationRow:
    """Queue an operation and return it."""
    operation_id, at = new_id("op"), now()
    tx.execute(
        insert(operations).values(
            id=operation_id,
            kind=kind,
            state="queued",
            request=dict(request),
            progress={},
            scenario_id=scenario_id,
            attempts=0,
            idempotency_key=idempotency_key,
            created_at=at,
            updated_at=at,
        )
    )
    audit.add(tx, f"operation.{kind}.queued", operation_id)
    return row(tx, operation_id)


def row(tx: Connection, operation_id: str) -> OperationRow:
    """Return an operation; NotFoundError if it is not stored."""
    found = tx.execute(select(operations).where(operations.c.id == operation_id)).mappings().first()
    if not found:
        raise not_found("tác vụ", "operation", operation_id)
    return OperationRow(**found)


def with_key(
    tx: Connection, key: str | None, *, kind: str, request: Mapping[str, Any]
) -> OperationRow | None:
    """Return the operation that an idempotency key already stands for, or None.

    Raises
    ------
    ConflictError
        If the key was used for another request.
    """
    if key is None:
        return None
    found = tx.execute(select(operations).where(operations.c.idempotency_key == key)).mappings().first()
    if not found:
        return None
    operation = OperationRow(**found)
    if operation.kind != kind or operation.request != dict(request):
        raise ConflictError(
            "idempotency_key_reused",
            Text(
                "Idempotency-Key này đã dùng cho một yêu cầu khác",
                "This Idempotency-Key was used for another request",
            ),
        )
    return operation


def in_states(tx: Connection, *states: str) -> tuple[OperationRow, ...]:
    """Return the operations in any of these states, oldest first."""
    query = select(operations).where(operations.c.state.in_(states)).order_by(operations.c.created_at)
    return tuple(OperationRow(**found) for found in tx.execute(query).mappings())


def change(tx: Connection, operation_id: str, **values: Any) -> None:  # noqa: ANN401 - any column
    """Set columns of an operation that is not final yet; a change of state goes to the audit log."""
    where = (operations.c.id == operation_id, operations.c.state.not_in(FINAL))
    result = tx.execute(update(operations).where(*where).values(updated_at=now(), **values))
    if "state" in values and result.rowcount:
        kind = row(tx, operation_id).kind
        audit.add(tx, f"operation.{kind}.{values['state']}", operation_id)
