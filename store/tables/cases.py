"""Cases with what lists need, the keys under which they are seen, matters, and the heads of the other streams."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from store.tables.metadata import metadata
from store.types import Day, Flag, Hex, Instant, Number, Words

LEVEL_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {level: f"anc_{level}" for level in ("central", "province", "prefecture", "county", "township")}
)
"""One ancestor column per level of the tree: a list of any organ's subtree is one range of one index."""
ANCESTORS: Final = tuple(LEVEL_COLUMNS.values())

cases: Final = Table(
    "cases",
    metadata,
    Column("id", Words, nullable=False),
    Column("matter", Words, nullable=False),
    Column("workflow", Words, nullable=False),
    Column("definition", Hex, nullable=False),
    Column("state", Words, nullable=False),
    Column("phase", Words, nullable=False),
    Column("closed", Flag, nullable=False),
    Column("version", Number, nullable=False),
    Column("number", Words, nullable=False),
    Column("organ", Words, nullable=False),
    Column("competent", Words, nullable=False),
    Column("office", Words),
    Column("received_on", Day, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("secrecy", Number, nullable=False),
    *(Column(name, Words) for name in ANCESTORS),
    # Where the vault has the subject's facts, and the proposal of a pending request: one join opens both.
    Column("facts_at", Number),
    Column("pending_at", Number),
    # The end of the case's stream: seq and leaf hash of its newest entry, and when it was recorded.
    Column("seq", Number, nullable=False),
    Column("head", Hex, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("state_hash", Hex, nullable=False),
    # The same keys as in case_readers, so that a locked row tells them without a second look.
    Column("readers", Words, nullable=False),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("id"),
    sqlite_strict=True,
)
for _column in ANCESTORS:
    Index(None, cases.c[_column], cases.c.opened_at, cases.c.id)
# Few cases lie elsewhere than with the organ that may sanction.
Index(
    "ix_cases_competent_elsewhere",
    cases.c.competent,
    cases.c.opened_at,
    cases.c.id,
    sqlite_where=cases.c.competent != cases.c.organ,
    postgresql_where=cases.c.competent != cases.c.organ,
)
Index(None, cases.c.matter)
Index(None, cases.c.number)

case_readers: Final = Table(
    "case_readers",
    metadata,
    Column("case_id", Words, nullable=False),
    # A key of `engine.visibility`; "?key": a request waits for its holders; "-officer:id": barred.
    Column("key", Words, nullable=False),
    # Repeated here so that the cases of a key are read newest first, without reading all of them.
    Column("opened_at", Instant, nullable=False, server_default=""),
    PrimaryKeyConstraint("case_id", "key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index(None, case_readers.c.key, case_readers.c.opened_at, case_readers.c.case_id)

matters: Final = Table(
    "matters",
    metadata,
    Column("id", Words, nullable=False),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("id"),
    sqlite_strict=True,
)

streams: Final = Table(
    "streams",
    metadata,
    Column("stream", Words, nullable=False),
    # The newest entry; -1 while a stream is only reserved. Streams of cases end in their case's row.
    Column("seq", Number, nullable=False),
    Column("head", Hex, nullable=False),
    PrimaryKeyConstraint("stream"),
    sqlite_strict=True,
)
