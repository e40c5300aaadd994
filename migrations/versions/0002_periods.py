"""Periods with their due dates, and the entries of the calendar and of the policy as rows."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LEVELS = ("central", "province", "prefecture", "county", "township")
_BOOKS = {"calendar": "calendars", "policy": "policies"}


def upgrade() -> None:
    """Make the tables, and fill in what the register tells of the calendar and the policy so far."""
    _deadlines()
    for stream, name in _BOOKS.items():
        book = op.create_table(
            name,
            sa.Column("seq", _NUMBER, nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
            sqlite_strict=True,
        )
        _fill(stream, book)


def downgrade() -> None:
    """Drop what a rebuild makes again."""
    for name in ("policies", "calendars", "deadlines"):
        op.drop_table(name)


def _deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Text(), nullable=False),
        sa.Column("round", _NUMBER, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("workflow", "definition", "number", "kind")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("status", "organ")),
        sa.Column("office", sa.Text()),
        *(sa.Column(f"anc_{level}", sa.Text()) for level in _LEVELS),
        sa.Column("due_at", sa.Text()),
        sa.Column("next_at", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "deadline", "round", name="pk_deadlines"),
        sqlite_strict=True,
    )
    for column in (*(f"anc_{level}" for level in _LEVELS), "office"):
        pressing = "due_at IS NOT NULL" + (f" AND {column} IS NOT NULL" if column != "office" else "")
        _index(f"ix_deadlines_{column}", [column, "due_at", "case_id", "deadline"], pressing)
    _index("ix_deadlines_due_at", ["due_at", "case_id"], "due_at IS NOT NULL")
    op.create_index("ix_deadlines_organ", "deadlines", ["organ", "case_id", "deadline", "round"])
    _index("ix_deadlines_next_at", ["next_at", "case_id"], "next_at IS NOT NULL")


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "deadlines", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _fill(stream: str, book: sa.Table) -> None:
    entries = sa.table("register_entry", sa.column("stream"), sa.column("seq"), sa.column("body", sa.LargeBinary))
    found = op.get_bind().execute(
        sa.select(entries.c.seq, entries.c.body).where(entries.c.stream == stream).order_by(entries.c.seq)
    )
    rows = [{"seq": row.seq, "body": _text(json.loads(bytes(row.body))["data"])} for row in found]
    if rows:
        op.bulk_insert(book, rows)


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
