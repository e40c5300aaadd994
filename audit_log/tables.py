"""The table of the register: one row an entry, only ever inserted.

`body` is the entry; the other columns repeat a part of it for look-ups, and verification checks that they agree.
On PostgreSQL the migration adds `xid`, the transaction that wrote the row, for sealing below the snapshot horizon.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

# SQLite numbers the rows of an INTEGER key itself, and STRICT knows no BIGINT.
_Number: Final = BigInteger().with_variant(Integer(), "sqlite")

metadata: Final = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"})

register_entry: Final = Table(
    "register_entry",
    metadata,
    Column("id", _Number, Identity(always=True), nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", _Number, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("tag", LargeBinary, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("command", Text),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("stream", "seq"),
    sqlite_strict=True,
)
# One primary entry per command: the promise that a repeated command can't be carried out twice.
Index(
    "uq_register_entry_command",
    register_entry.c.actor,
    register_entry.c.command,
    unique=True,
    sqlite_where=register_entry.c.command.is_not(None),
    postgresql_where=register_entry.c.command.is_not(None),
)

TABLE_CLASSES: Final = {"register_entry": "register"}
"""The class of every table of this room."""
