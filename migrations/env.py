"""Alembic's environment: it is handed a connection, and compares with the tables of both rooms."""

from alembic import context

from audit_log.tables import metadata as register
from store.tables import metadata as filing_room

# No batch mode, which copies a table and drops its triggers: a change to the register is written out by hand.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[register, filing_room],
    render_as_batch=False,
)
with context.begin_transaction():
    context.run_migrations()
