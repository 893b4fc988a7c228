"""Problems by the hash of their canonical JSON."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from service.store import audit
from service.store.common import now, pack, unpack
from service.store.faults import not_found
from service.store.tables import problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """What is known of a stored problem without parsing it."""

    sha256: str
    date: str
    name: str
    kind: str
    created_at: str


_COLUMNS = (problems.c.sha256, problems.c.date, problems.c.name, problems.c.kind, problems.c.created_at)


def put(tx: Connection, body: bytes, *, sha256: str, date: str, name: str, kind: str = "day") -> bool:
    """Store a problem's canonical JSON; return False where it was already there.

    A day's problem that was so far known as the outcome of a scenario becomes a day's problem.
    """
    known = tx.execute(select(problems.c.kind).where(problems.c.sha256 == sha256)).scalar()
    if known is not None:
        if known == "scenario" and kind == "day":
            tx.execute(problems.update().where(problems.c.sha256 == sha256).values(kind=kind))
        return False
    tx.execute(
        insert(problems).values(
            sha256=sha256, date=date, name=name, kind=kind, body=pack(body), created_at=now()
        )
    )
    audit.add(tx, "problem.stored", sha256, {"date": date, "kind": kind})
    return True


def row(tx: Connection, sha256: str) -> ProblemRow:
    """Return what is known of a problem; NotFoundError if it is not stored."""
    found = tx.execute(select(*_COLUMNS).where(problems.c.sha256 == sha256)).mappings().first()
    if not found:
        raise not_found("bài toán", "problem", sha256)
    return ProblemRow(**found)


def body(tx: Connection, sha256: str) -> bytes:
    """Return a problem's canonical JSON; NotFoundError if it is not stored."""
    blob = tx.execute(select(problems.c.body).where(problems.c.sha256 == sha256)).scalar()
    if blob is None:
        raise not_found("bài toán", "problem", sha256)
    return unpack(blob)


def newest(tx: Connection, date: str | None = None) -> ProblemRow:
    """Return the last stored problem of a day, or of any day; NotFoundError if there is none."""
    query = select(*_COLUMNS).where(problems.c.kind == "day")
    if date:
        query = query.where(problems.c.date == date)
    found = tx.execute(query.order_by(problems.c.created_at.desc()).limit(1)).mappings().first()
    if not found:
        raise not_found("bài toán của ngày", "problem of the day", date or "*")
    return ProblemRow(**found)
