"""Plans and which of them is the published one of its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from routing.model import Text
from service.store import audit
from service.store.common import new_id, now, pack, unpack
from service.store.faults import ConflictError, not_found
from service.store.tables import plans


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """What is known of a stored plan without parsing it; `revision` is 0 until it is published."""

    id: str
    problem_sha256: str
    date: str
    status: str
    revision: int
    base_plan_id: str | None
    figures: dict[str, Any]
    created_at: str
    published_at: str | None


_COLUMNS = tuple(column for column in plans.c if column.name != "body")


def add(
    tx: Connection,
    body: bytes,
    *,
    problem_sha256: str,
    date: str,
    figures: Mapping[str, Any],
    status: str = "draft",
    base_plan_id: str | None = None,
) -> str:
    """Store a plan and return its new id."""
    plan_id = new_id("plan")
    tx.execute(
        insert(plans).values(
            id=plan_id,
            problem_sha256=problem_sha256,
            date=date,
            status=status,
            revision=0,
            base_plan_id=base_plan_id,
            figures=dict(figures),
            body=pack(body),
            created_at=now(),
        )
    )
    audit.add(tx, "plan.stored", plan_id, {"date": date, "status": status, "problem": problem_sha256})
    return plan_id


def row(tx: Connection, plan_id: str) -> PlanRow:
    """Return what is known of a plan; NotFoundError if it is not stored."""
    mapping = tx.execute(select(*_COLUMNS).where(plans.c.id == plan_id)).mappings().first()
    if not mapping:
        raise not_found("kế hoạch", "plan", plan_id)
    return PlanRow(**mapping)


def body(tx: Connection, plan_id: str) -> bytes:
    """Return a plan's JSON, byte for byte as it was stored; NotFoundError if it is not stored."""
    blob = tx.execute(select(plans.c.body).where(plans.c.id == plan_id)).scalar()
    if blob is None:
        raise not_found("kế hoạch", "plan", plan_id)
    return unpack(blob)


def listed(
    tx: Connection, *, date: str | None = None, status: str | None = None, limit: int = 100
) -> tuple[PlanRow, ...]:
    """Return plans, newest first."""
    query = select(*_COLUMNS).order_by(plans.c.created_at.desc()).limit(limit)
    if date:
        query = query.where(plans.c.date == date)
    if status:
        query = query.where(plans.c.status == status)
    return tuple(PlanRow(**mapping) for mapping in tx.execute(query).mappings())


def published(tx: Connection, date: str) -> PlanRow | None:
    """Return the published plan of a day, or None."""
    query = select(*_COLUMNS).where(plans.c.date == date, plans.c.status == "published")
    mapping = tx.execute(query).mappings().first()
    return PlanRow(**mapping) if mapping else None


def day_revision(tx: Connection, date: str) -> int:
    """Return how many plans have been published for a day so far."""
    return tx.execute(select(func.max(plans.c.revision)).where(plans.c.date == date)).scalar() or 0


def publish(tx: Connection, plan_id: str) -> PlanRow:
    """Make a draft the published plan of its day; the one before it becomes superseded.

    Publishing the published plan again changes nothing.

    Raises
    ------
    ConflictError
        If the plan is neither draft nor published.
    """
    plan = row(tx, plan_id)
    if plan.status == "published":
        return plan
    if plan.status != "draft":
        raise ConflictError(
            "not_a_draft",
            Text(
                f"Chỉ công bố được bản nháp; kế hoạch này ở trạng thái {plan.status!r}",
                f"Only a draft can be published; this plan is {plan.status!r}",
            ),
        )
    revision = day_revision(tx, plan.date) + 1
    of_day = (plans.c.date == plan.date, plans.c.status == "published")
    tx.execute(update(plans).where(*of_day).values(status="superseded"))
    tx.execute(
        update(plans)
        .where(plans.c.id == plan_id)
        .values(status="published", revision=revision, published_at=now())
    )
    audit.add(tx, "plan.published", plan_id, {"date": plan.date, "revision": revision})
    return row(tx, plan_id)
