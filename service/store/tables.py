"""The tables; migrations create them, and a test holds both against each other."""

from typing import Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PROBLEM_KINDS: Final = ("day", "scenario")
PLAN_STATES: Final = ("draft", "published", "superseded", "scenario")
OPERATION_STATES: Final = ("queued", "running", "done", "failed", "stopped", "interrupted")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


problems = Table(
    "problems",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("date", String(10), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", String(32), nullable=False),
    # Of a problem made for one plan (locks): the hash of the one that it was made of.
    Column("made_of", String(64)),
    _one_of("kind", PROBLEM_KINDS),
)

handed_in = Table(
    "handed_in",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("date", String(10), nullable=False, index=True),
    Column("problem_sha256", ForeignKey("problems.sha256"), nullable=False),
    sqlite_autoincrement=True,
)

plans = Table(
    "plans",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("problem_sha256", ForeignKey("problems.sha256"), nullable=False, index=True),
    Column("date", String(10), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("base_plan_id", ForeignKey("plans.id")),
    Column("figures", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("published_at", String(32)),
    _one_of("status", PLAN_STATES),
    # The database itself keeps a day from having two published plans.
    Index(
        "uq_plans_published_date",
        "date",
        unique=True,
        sqlite_where=text("status = 'published'"),
        postgresql_where=text("status = 'published'"),
    ),
)

scenarios = Table(
    "scenarios",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("base_plan_id", ForeignKey("plans.id"), nullable=False),
    Column("changes", JSON, nullable=False),
    Column("plan_id", ForeignKey("plans.id")),
    Column("delta", JSON),
    Column("created_at", String(32), nullable=False),
)

operations = Table(
    "operations",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("request", JSON, nullable=False),
    Column("progress", JSON, nullable=False),
    Column("plan_id", ForeignKey("plans.id")),
    Column("scenario_id", ForeignKey("scenarios.id")),
    Column("error", JSON),
    Column("attempts", Integer, nullable=False),
    # Servers that died at it, and the best tours known so far: what the next attempt begins with.
    Column("deaths", Integer, nullable=False, server_default=text("0")),
    Column("best", LargeBinary),
    Column("idempotency_key", String(255), unique=True),
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    _one_of("state", OPERATION_STATES),
)

audit = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
    sqlite_autoincrement=True,
)
