"""Problems by the hash of their canonical JSON, and which of them is current."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from service.store import audit
from service.store.common import now, pack, unpack
from service.store.faults import not_found
from service.store.tables import handed_in, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """What is known of a stored problem without parsing it."""

    sha256: str
    date: str
    name: str
    kind: str
    created_at: str


_COLUMNS = (problems.c.sha256, problems.c.date, problems.c.name, problems.c.kind, problems.c.created_at)


def put(
    tx: Connection,
    body: bytes,
    *,
    sha256: str,
    date: str,
    name: str,
    kind: str = "day",
    made_of: str | None = None,
) -> bool:
    """Store a problem's canonical JSON; return False where it was already there.

    A day's problem is the current one from now on, also where it was stored before. One that was so
    far known as the outcome of a scenario becomes a day's problem.

    Parameters
    ----------
    made_of : str, optional
        The hash of the problem that this one was made of for one plan alone: current as long as that is.
    """
    new = _insert(tx, body, sha256=sha256, date=date, name=name, kind=kind, made_of=made_of)
    if kind == "day":
        _make_current(tx, sha256, date)
    return new


def _insert(
    tx: Connection, body: bytes, *, sha256: str, date: str, name: str, kind: str, made_of: str | None
) -> bool:
    known = tx.execute(select(problems.c.kind).where(problems.c.sha256 == sha256)).scalar()
    if known is not None:
        if known == "scenario" and kind == "day":
            tx.execute(problems.update().where(problems.c.sha256 == sha256).values(kind=kind))
        return False
    tx.execute(
        insert(problems).values(
            sha256=sha256,
            date=date,
            name=name,
            kind=kind,
            body=pack(body),
            created_at=now(),
            made_of=made_of,
        )
    )
    audit.add(tx, "problem.stored", sha256, {"date": date, "kind": kind})
    return True


def _make_current(tx: Connection, sha256: str, date: str) -> None:
    if _last(tx, None) == sha256:
        return
    tx.execute(insert(handed_in).values(at=now(), date=date, problem_sha256=sha256))
    audit.add(tx, "problem.current", sha256, {"date": date})


def row(tx: Connection, sha256: str) -> ProblemRow:
    """Return what is known of a problem; NotFoundError if it is not stored."""
    mapping = tx.execute(select(*_COLUMNS).where(problems.c.sha256 == sha256)).mappings().first()
    if not mapping:
        raise not_found("dữ liệu ngày", "problem", sha256)
    return ProblemRow(**mapping)


def body(tx: Connection, sha256: str) -> bytes:
    """Return a problem's canonical JSON; NotFoundError if it is not stored."""
    blob = tx.execute(select(problems.c.body).where(problems.c.sha256 == sha256)).scalar()
    if blob is None:
        raise not_found("dữ liệu ngày", "problem", sha256)
    return unpack(blob)


def current(tx: Connection, date: str | None = None) -> ProblemRow:
    """Return the problem handed in last for a day, or for any day; NotFoundError if there is none.

    The order of handing in decides, not a clock: what is handed in again is current again.
    """
    sha256 = _last(tx, date)
    if sha256 is None:
        raise not_found("dữ liệu của ngày", "problem of the day", date or "*")
    return row(tx, sha256)


def is_current(tx: Connection, sha256: str) -> bool:
    """Answer whether a problem, or one that it was made of, is the current one of its day."""
    last = _last(tx, row(tx, sha256).date)
    step: str | None = sha256
    while step and step != last:
        step = tx.execute(select(problems.c.made_of).where(problems.c.sha256 == step)).scalar()
    return step is not None


def _last(tx: Connection, date: str | None) -> str | None:
    query = select(handed_in.c.problem_sha256).order_by(handed_in.c.number.desc()).limit(1)
    if date:
        query = query.where(handed_in.c.date == date)
    return tx.execute(query).scalar()
