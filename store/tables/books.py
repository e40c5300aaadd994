"""The smaller books: meetings, definitions, tokens, number series, sheets of outside bodies, ledger rows, tallies."""

from typing import Final

from sqlalchemy import Column, PrimaryKeyConstraint, Table, UniqueConstraint

from store.tables.metadata import metadata
from store.types import Hex, Instant, Number, Octets, Words

meetings: Final = Table(
    "meetings",
    metadata,
    Column("id", Words, nullable=False),
    Column("organ", Words, nullable=False),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("id"),
    sqlite_strict=True,
)

definitions: Final = Table(
    "definitions",
    metadata,
    Column("position", Number, nullable=False),
    Column("digest", Hex, nullable=False),
    Column("workflow", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("body", Octets, nullable=False),
    PrimaryKeyConstraint("position"),
    UniqueConstraint("digest"),
    UniqueConstraint("workflow", "version"),
    sqlite_strict=True,
)

tokens: Final = Table(
    "tokens",
    metadata,
    Column("id", Words, nullable=False),
    Column("secret_hash", Hex, nullable=False),
    Column("body", Words, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("secret_hash"),
    sqlite_strict=True,
)

numbers: Final = Table(
    "numbers",
    metadata,
    Column("organ", Words, nullable=False),
    Column("series", Words, nullable=False),
    Column("year", Number, nullable=False),
    Column("last", Number, nullable=False),
    PrimaryKeyConstraint("organ", "series", "year"),
    sqlite_strict=True,
)

outside_sheets: Final = Table(
    "outside_sheets",
    metadata,
    Column("body", Words, nullable=False),
    Column("number", Words, nullable=False),
    Column("case", Words, nullable=False),
    # One number of one issuing body is one sheet, also when two registrars type it at the same moment.
    PrimaryKeyConstraint("body", "number"),
    sqlite_strict=True,
)

ledger_rows: Final = Table(
    "ledger_rows",
    metadata,
    Column("person", Hex, nullable=False),
    Column("content", Hex, nullable=False),
    Column("case", Words, nullable=False),
    PrimaryKeyConstraint("person"),
    sqlite_strict=True,
)

refusal_tally: Final = Table(
    "refusal_tally",
    metadata,
    Column("key", Words, nullable=False),
    Column("minute", Instant, nullable=False),
    Column("count", Number, nullable=False),
    PrimaryKeyConstraint("key", "minute"),
    sqlite_strict=True,
)
