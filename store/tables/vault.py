"""The vault: values, files and keys. Erasing a person's data means deleting here; the register stays whole."""

from typing import Final

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from store.tables.metadata import metadata
from store.types import Hex, Instant, Number, Octets, Words

vault_keys: Final = Table(
    "vault_keys",
    metadata,
    Column("owner", Words, nullable=False),
    Column("class", Words, nullable=False),
    Column("wrapped", Octets, nullable=False),
    PrimaryKeyConstraint("owner", "class"),
    sqlite_strict=True,
)

vault_values: Final = Table(
    "vault_values",
    metadata,
    Column("stream", Words, nullable=False),
    Column("seq", Number, nullable=False),
    Column("field", Words, nullable=False),
    Column("owner", Words, nullable=False),
    Column("class", Words, nullable=False),
    Column("commit", Hex, nullable=False),
    Column("blob", Octets, nullable=False),
    PrimaryKeyConstraint("stream", "seq", "field"),
    sqlite_strict=True,
)

vault_files: Final = Table(
    "vault_files",
    metadata,
    Column("case", Words, nullable=False),
    Column("digest", Hex, nullable=False),
    Column("blob", Octets, nullable=False),
    Column("size", Number, nullable=False),
    Column("uploaded_by", Words, nullable=False),
    Column("uploaded_at", Instant, nullable=False),
    PrimaryKeyConstraint("case", "digest"),
    sqlite_strict=True,
)

vault_names: Final = Table(
    "vault_names",
    metadata,
    Column("owner", Words, nullable=False),
    Column("index", Hex, nullable=False),
    PrimaryKeyConstraint("owner", "index"),
    sqlite_strict=True,
)
Index(None, vault_names.c.index)
