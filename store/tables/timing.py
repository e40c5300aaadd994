"""Periods with their due dates, and what they are counted by: the entries of the calendar and of the policy."""

from typing import Final

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, and_, literal_column, or_

from engine.deadlines.clock import LAPSING
from store.tables.cases import ANCESTORS
from store.tables.metadata import metadata
from store.types import Instant, Number, Words

deadlines: Final = Table(
    "deadlines",
    metadata,
    Column("case_id", Words, nullable=False),
    Column("deadline", Words, nullable=False),
    Column("round", Number, nullable=False),
    # What a board shows is repeated here, so that a page of it reads nothing but this table.
    Column("workflow", Words, nullable=False),
    Column("definition", Words, nullable=False),
    Column("number", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("organ", Words, nullable=False),
    Column("office", Words),
    *(Column(name, Words) for name in ANCESTORS),
    # Only while it runs: what stands still, is met or has lapsed presses nobody, and is in none of the indexes.
    Column("due_at", Instant),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("case_id", "deadline", "round"),
    sqlite_strict=True,
)
_due = deadlines.c.due_at
for _column in ANCESTORS:
    _pressing = and_(_due.is_not(None), deadlines.c[_column].is_not(None))
    Index(
        f"ix_deadlines_{_column}",
        deadlines.c[_column],
        _due,
        deadlines.c.case_id,
        deadlines.c.deadline,
        sqlite_where=_pressing,
        postgresql_where=_pressing,
    )
_running = _due.is_not(None)
Index(
    "ix_deadlines_office",
    deadlines.c.office,
    _due,
    deadlines.c.case_id,
    deadlines.c.deadline,
    sqlite_where=_running,
    postgresql_where=_running,
)
Index("ix_deadlines_due_at", _due, deadlines.c.case_id, sqlite_where=_running, postgresql_where=_running)
# Every round where it ran, ended ones too: what an organ's history is counted from.
Index("ix_deadlines_organ", deadlines.c.organ, deadlines.c.case_id, deadlines.c.deadline, deadlines.c.round)
LAPSES: Final = and_(_running, or_(*(deadlines.c.kind == literal_column(f"'{kind}'") for kind in LAPSING)))
"""Running periods that end by themselves; written out, so that both databases see that their index covers it."""
Index("ix_deadlines_lapsing", _due, deadlines.c.case_id, sqlite_where=LAPSES, postgresql_where=LAPSES)


def _book(name: str) -> Table:
    return Table(
        name,
        metadata,
        # The entry of the stream: the version of the book after it.
        Column("seq", Number, nullable=False),
        Column("body", Words, nullable=False),
        PrimaryKeyConstraint("seq"),
        sqlite_strict=True,
    )


calendars: Final = _book("calendars")
policies: Final = _book("policies")
