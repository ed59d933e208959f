"""Alembic's entry: runs on the connection, and in the transaction, that `cairn.record.schema` hands over."""

from alembic import context

from cairn.record.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
