"""Periods with their due dates, the levels that overdue ones have reached, and the books they are counted by."""

from typing import Final

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, and_, literal_column

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
    # When the clock has something to do with it: it begins to warn, climbs on, lapses.
    Column("next_at", Instant),
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
_waits = deadlines.c.next_at.is_not(None)
Index("ix_deadlines_next_at", deadlines.c.next_at, deadlines.c.case_id, sqlite_where=_waits, postgresql_where=_waits)

escalations: Final = Table(
    "escalations",
    metadata,
    Column("case_id", Words, nullable=False),
    Column("deadline", Words, nullable=False),
    Column("round", Number, nullable=False),
    Column("level", Number, nullable=False),
    # The entry that reached the level: a period that was extended, and is overdue again, climbs once more.
    Column("seq", Number, nullable=False),
    Column("definition", Words, nullable=False),
    Column("number", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("organ", Words, nullable=False),
    Column("office", Words),
    Column("key", Words, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("status", Words, nullable=False),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("case_id", "deadline", "round", "level", "seq"),
    sqlite_strict=True,
)
_open = escalations.c.status == literal_column("'open'")
# The database itself keeps the promise that a level is open once.
Index(
    "ux_escalations_open",
    escalations.c.case_id,
    escalations.c.deadline,
    escalations.c.level,
    unique=True,
    sqlite_where=_open,
    postgresql_where=_open,
)
Index(
    "ix_escalations_key",
    escalations.c.key,
    escalations.c.opened_at,
    escalations.c.case_id,
    escalations.c.deadline,
    escalations.c.level,
    sqlite_where=_open,
    postgresql_where=_open,
)


sweeps: Final = Table(
    "sweeps",
    metadata,
    Column("name", Words, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("name"),
    sqlite_strict=True,
)
"""When what is done again and again was last done to its end."""


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
