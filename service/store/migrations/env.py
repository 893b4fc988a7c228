"""Runs migrations on the connection it is handed; there is no other way in."""

from alembic import context

from service.store.tables import METADATA

# SQLite alters tables only by copying them, which "batch" does.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
