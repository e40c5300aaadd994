"""What officers are still to be told outside the house: rows that are gone as soon as they are sent."""

from typing import Final

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from store.tables.metadata import metadata
from store.types import Instant, Number, Words

notices: Final = Table(
    "notices",
    metadata,
    Column("officer", Words, nullable=False),
    Column("case_id", Words, nullable=False),
    Column("deadline", Words, nullable=False),
    Column("level", Number, nullable=False),
    Column("organ", Words, nullable=False),
    Column("since", Instant, nullable=False),
    # When it is tried next; none while the officer has no address.
    Column("next_at", Instant),
    # How often it was tried in vain, the channels that have taken it all the same, and why the last one hasn't.
    Column("tries", Number, nullable=False),
    Column("sent", Words, nullable=False),
    Column("error", Words, nullable=False),
    PrimaryKeyConstraint("officer", "case_id", "deadline", "level"),
    sqlite_strict=True,
)
_waits = notices.c.next_at.is_not(None)
Index("ix_notices_next_at", notices.c.next_at, notices.c.officer, sqlite_where=_waits, postgresql_where=_waits)
