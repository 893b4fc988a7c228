"""Which problem is current: a log of its own, one row each time that a problem is handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the log, begin it with what was stored so far, and let a problem say what it was made of."""
    op.create_table(
        "handed_in",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("problem_sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_handed_in"),
        sa.ForeignKeyConstraint(["problem_sha256"], ["problems.sha256"], name="fk_handed_in_problem_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handed_in_date", "handed_in", ["date"])
    # Until now the one stored last was the newest of its day.
    op.execute(
        "INSERT INTO handed_in (at, date, problem_sha256) "
        "SELECT created_at, date, sha256 FROM problems WHERE kind = 'day' ORDER BY created_at, sha256"
    )
    with op.batch_alter_table("problems") as problems:
        problems.add_column(sa.Column("made_of", sa.String(64), nullable=True))
