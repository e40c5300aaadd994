"""The levels that overdue periods have reached, leaves of officers, and when was swept last."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = ("case_id", "deadline", "round", "level", "seq")
_OPEN = "status = 'open'"


def upgrade() -> None:
    """Make the tables."""
    numbers = {"round", "level", "seq"}
    op.create_table(
        "escalations",
        *(sa.Column(name, _NUMBER if name in numbers else sa.Text(), nullable=False) for name in _KEY),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("definition", "number", "kind", "organ")),
        sa.Column("office", sa.Text()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "opened_at", "status", "body")),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_escalations"),
        sqlite_strict=True,
    )
    op.create_table(
        "leaves",
        sa.Column("position", _NUMBER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_leaves"),
        sqlite_strict=True,
    )
    op.create_table(
        "sweeps",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sweeps"),
        sqlite_strict=True,
    )
    _index("ux_escalations_open", ["case_id", "deadline", "level"], unique=True)
    _index("ix_escalations_key", ["key", "opened_at", "case_id", "deadline", "level"], unique=False)


def downgrade() -> None:
    """Drop what a rebuild makes again."""
    for name in ("sweeps", "leaves", "escalations"):
        op.drop_table(name)


def _index(name: str, columns: list[str], *, unique: bool) -> None:
    where = sa.text(_OPEN)
    op.create_index(name, "escalations", columns, unique=unique, sqlite_where=where, postgresql_where=where)
