"""Operations remember the servers that died at them and the best tours so far."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; operations of before have lost no server and have no tours."""
    op.add_column("operations", sa.Column("deaths", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("operations", sa.Column("best", sa.LargeBinary))
