"""Alembic environment: runs on the connection that `store.database` hands over, never on one of its own."""

from alembic import context

from pressloc.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters tables by copying them
)
with context.begin_transaction():
    context.run_migrations()
