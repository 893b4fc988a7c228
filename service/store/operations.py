"""Operations: long work that is stored before it begins, so that no crash loses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from routing.model import Text
from service.store import audit
from service.store.common import new_id, now, pack, unpack
from service.store.faults import ConflictError, not_found
from service.store.tables import operations

FINAL: Final = ("done", "failed", "stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """A stored operation.

    `attempts` counts how often a worker began it, `deaths` how many servers died meanwhile.
    """

    id: str
    kind: str
    state: str
    request: dict[str, Any]
    progress: dict[str, Any]
    plan_id: str | None
    scenario_id: str | None
    error: dict[str, Any] | None
    attempts: int
    deaths: int
    idempotency_key: str | None
    created_at: str
    updated_at: str

    @property
    def final(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in FINAL

    @property
    def stop_wished(self) -> bool:
        """Whether somebody has asked it to end early."""
        return bool(self.progress.get(_STOPPING))


_STOPPING: Final = "stopping"
_COLUMNS = tuple(column for column in operations.c if column.name != "best")


def begun_again(operation: OperationRow) -> dict[str, Any]:
    """Return the progress of an operation that begins anew: nothing but the wish to end early, if any."""
    return {_STOPPING: True} if operation.stop_wished else {}


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
    mapping = tx.execute(select(*_COLUMNS).where(operations.c.id == operation_id)).mappings().first()
    if not mapping:
        raise not_found("tác vụ", "operation", operation_id)
    return _row(mapping)


def _row(mapping: RowMapping) -> OperationRow:
    """Return a row; what is damaged and no object any more is shown as an empty one."""
    sound = {key: mapping[key] if isinstance(mapping[key], dict) else {} for key in ("request", "progress")}
    error = mapping["error"] if isinstance(mapping["error"], dict) else None
    return OperationRow(**{**mapping, **sound, "error": error})


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
    mapping = tx.execute(select(*_COLUMNS).where(operations.c.idempotency_key == key)).mappings().first()
    if not mapping:
        return None
    operation = _row(mapping)
    if operation.kind != kind or operation.request != dict(request):
        raise ConflictError(
            "idempotency_key_reused",
            Text(
                "Idempotency-Key này đã dùng cho một yêu cầu khác",
                "This Idempotency-Key was used for another request",
            ),
        )
    return operation


def in_states(tx: Connection, *states: str) -> tuple[str, ...]:
    """Return the ids of the operations in any of these states, oldest first."""
    query = select(operations.c.id).where(operations.c.state.in_(states)).order_by(operations.c.created_at)
    return tuple(tx.execute(query).scalars())


def running(tx: Connection) -> dict[str, bool]:
    """Return the operations said to be at work, and of each whether it is asked to end early."""
    query = select(operations.c.id, operations.c.progress).where(operations.c.state == "running")
    return {
        key: isinstance(progress, dict) and bool(progress.get(_STOPPING))
        for key, progress in tx.execute(query)
    }


def best(tx: Connection, operation_id: str) -> bytes:
    """Return the JSON of the best tours that were told so far; empty if none were."""
    blob = tx.execute(select(operations.c.best).where(operations.c.id == operation_id)).scalar()
    return unpack(blob) if blob else b""


def keep_best(tx: Connection, operation_id: str, tours: bytes) -> None:
    """Keep the best tours so far, for whoever goes on with the operation."""
    tx.execute(update(operations).where(operations.c.id == operation_id).values(best=pack(tours)))


def wish_stop(tx: Connection, operation: OperationRow) -> None:
    """Note that an operation is to end early; the wish stays with it, whoever works at it."""
    change(tx, operation.id, progress={**operation.progress, _STOPPING: True})


def change(tx: Connection, operation_id: str, **values: Any) -> None:  # noqa: ANN401 - any column
    """Set columns of an operation that is not final yet; a change of state goes to the audit log."""
    where = (operations.c.id == operation_id, operations.c.state.not_in(FINAL))
    result = tx.execute(update(operations).where(*where).values(updated_at=now(), **values))
    if "state" in values and result.rowcount:
        # Of a damaged row the kind alone may still be read.
        kind = tx.execute(select(operations.c.kind).where(operations.c.id == operation_id)).scalar()
        if values["state"] in FINAL:
            tx.execute(update(operations).where(operations.c.id == operation_id).values(best=None))
        audit.add(tx, f"operation.{kind}.{values['state']}", operation_id)
