"""The audit log: rows are added and read, and the database refuses anything else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from service.store.common import now
from service.store.tables import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One thing that happened."""

    number: int
    at: str
    action: str
    subject: str
    detail: dict[str, Any]


def add(tx: Connection, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
    """Note that something happened, in the transaction in which it happens."""
    tx.execute(insert(audit).values(at=now(), action=action, subject=subject, detail=dict(detail or {})))


def entries(tx: Connection, *, subject: str = "", limit: int = 100) -> tuple[AuditRow, ...]:
    """Return the newest entries first, of one subject or of all."""
    query = select(audit).order_by(audit.c.number.desc()).limit(limit)
    if subject:
        query = query.where(audit.c.subject == subject)
    return tuple(AuditRow(**fields) for fields in tx.execute(query).mappings())
