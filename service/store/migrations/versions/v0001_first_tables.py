"""The first tables: problems, plans, scenarios, operations, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything; the audit log refuses to be rewritten."""
    _problems()
    _plans()
    _scenarios()
    _operations()
    _audit()


def _key(name: str = "id", length: int = 32) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _problems() -> None:
    op.create_table(
        "problems",
        _key("sha256", 64),
        _text("date", 10),
        sa.Column("name", sa.Text, nullable=False),
        _text("kind", 16),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _text("created_at", 32),
        sa.PrimaryKeyConstraint("sha256", name="pk_problems"),
        sa.CheckConstraint("kind IN ('day', 'scenario')", name="kind"),
    )
    op.create_index("ix_problems_date", "problems", ["date"])


def _plans() -> None:
    op.create_table(
        "plans",
        _key(),
        _text("problem_sha256", 64),
        _text("date", 10),
        _text("status", 16),
        sa.Column("revision", sa.Integer, nullable=False),
        _text("base_plan_id", 32, nullable=True),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _text("created_at", 32),
        _text("published_at", 32, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.ForeignKeyConstraint(["problem_sha256"], ["problems.sha256"], name="fk_plans_problem_sha256"),
        sa.ForeignKeyConstraint(["base_plan_id"], ["plans.id"], name="fk_plans_base_plan_id"),
        sa.CheckConstraint("status IN ('draft', 'published', 'superseded', 'scenario')", name="status"),
    )
    op.create_index("ix_plans_problem_sha256", "plans", ["problem_sha256"])
    op.create_index("ix_plans_date", "plans", ["date"])
    published = sa.text("status = 'published'")
    op.create_index(
        "uq_plans_published_date",
        "plans",
        ["date"],
        unique=True,
        sqlite_where=published,
        postgresql_where=published,
    )


def _scenarios() -> None:
    op.create_table(
        "scenarios",
        _key(),
        _text("base_plan_id", 32),
        sa.Column("changes", sa.JSON, nullable=False),
        _text("plan_id", 32, nullable=True),
        sa.Column("delta", sa.JSON),
        _text("created_at", 32),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
        sa.ForeignKeyConstraint(["base_plan_id"], ["plans.id"], name="fk_scenarios_base_plan_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_scenarios_plan_id"),
    )


def _operations() -> None:
    states = "'queued', 'running', 'done', 'failed', 'stopped', 'interrupted'"
    op.create_table(
        "operations",
        _key(),
        _text("kind", 16),
        _text("state", 16),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("progress", sa.JSON, nullable=False),
        _text("plan_id", 32, nullable=True),
        _text("scenario_id", 32, nullable=True),
        sa.Column("error", sa.JSON),
        sa.Column("attempts", sa.Integer, nullable=False),
        _text("idempotency_key", 255, nullable=True),
        _text("created_at", 32),
        _text("updated_at", 32),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_operations_plan_id"),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenarios.id"], name="fk_operations_scenario_id"),
        sa.UniqueConstraint("idempotency_key", name="uq_operations_idempotency_key"),
        sa.CheckConstraint(f"state IN ({states})", name="state"),
    )
    op.create_index("ix_operations_state", "operations", ["state"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        _text("at", 32),
        _text("action", 64),
        _text("subject", 64),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
