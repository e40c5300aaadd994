"""Notices that wait to be sent; on PostgreSQL the queue that wakes whoever sends them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORDS = ("officer", "case_id", "deadline")
_KEY = (*_WORDS, "level")
_QUEUE = ("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs", "procrastinate_workers")


def upgrade() -> None:
    """Make the table, and on PostgreSQL lay the queue's schema."""
    op.create_table(
        "notices",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _WORDS),
        sa.Column("level", _NUMBER, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("organ", "since")),
        sa.Column("next_at", sa.Text()),
        sa.Column("tries", _NUMBER, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sent", "error")),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_notices"),
        sqlite_strict=True,
    )
    where = sa.text("next_at IS NOT NULL")
    op.create_index("ix_notices_next_at", "notices", ["next_at", "officer"], sqlite_where=where, postgresql_where=where)
    if op.get_bind().dialect.name == "postgresql":
        # Here, since every command loads every revision, and few ever run this one.
        from procrastinate.schema import SchemaManager  # noqa: PLC0415

        _in_one(SchemaManager.get_schema())


def downgrade() -> None:
    """Drop what is lost without harm."""
    op.drop_table("notices")
    if op.get_bind().dialect.name == "postgresql":
        _in_one(";".join(f"DROP TABLE IF EXISTS {name} CASCADE" for name in _QUEUE))
        _in_one(_DROP_REST)


_DROP_REST = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT oid::regprocedure AS name FROM pg_proc
    WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
  LOOP EXECUTE 'DROP FUNCTION ' || found.name || ' CASCADE'; END LOOP;
  FOR found IN SELECT oid::regtype AS name FROM pg_type
    WHERE typname LIKE 'procrastinate\\_%' AND typnamespace = current_schema()::regnamespace AND typtype IN ('e', 'c')
  LOOP EXECUTE 'DROP TYPE ' || found.name || ' CASCADE'; END LOOP;
END $$
"""


def _in_one(script: str) -> None:
    """Several statements at once, which the driver takes only where nothing is bound."""
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(script)
