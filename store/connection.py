"""Engines for an installation: one that writes, one that only reads, on SQLite or PostgreSQL by URL.

SQLite: WAL with full synchronisation; every writing transaction takes the write lock at its start (BEGIN IMMEDIATE),
so that what it read can't have changed when it writes. PostgreSQL: READ COMMITTED with row locks; reading connections
plan each query with its own values, because a generic plan of a list query reads the whole table.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from engine.errors import Unusable

_WAIT_MS: Final = 10_000
_ALWAYS: Final = (
    f"PRAGMA busy_timeout = {_WAIT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Without it, INSERT OR REPLACE deletes a row and no trigger hears of it.
    "PRAGMA recursive_triggers = ON",
)
# The text of an error must not carry the values of a row.
_QUIET: Final[dict[str, Any]] = {"hide_parameters": True}
_READ_ONLY: Final = "PRAGMA query_only = ON"
_READING: Final = "-c plan_cache_mode=force_custom_plan -c default_transaction_read_only=on"


@dataclass(frozen=True)
class Engines:
    """The two ways into one database."""

    write: Engine
    read: Engine

    @property
    def embedded(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.write.dialect.name == "sqlite"

    def dispose(self) -> None:
        """Close every connection."""
        self.write.dispose()
        self.read.dispose()


def connect(url: str, *, pool_size: int = 5) -> Engines:
    """The engines of a database URL (`sqlite:///…` or `postgresql+psycopg://…`); nothing is opened yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(parsed.set(drivername="postgresql+psycopg"), pool_size)
    raise Unusable(f"不支持的数据库 {parsed.get_backend_name()}；请使用 sqlite:/// 或 postgresql:// 地址。")


def _sqlite(url: URL) -> Engines:
    write, read = create_engine(url, **_QUIET), create_engine(url, **_QUIET)
    _prepare(write, _ALWAYS, "BEGIN IMMEDIATE")
    _prepare(read, (*_ALWAYS, _READ_ONLY), "BEGIN")
    return Engines(write, read)


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: ConnectionPoolEntry) -> None:
        # The driver's own transactions begin too late and without the lock; ours begin below.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _postgresql(url: URL, pool_size: int) -> Engines:
    write = create_engine(url, pool_size=pool_size, isolation_level="READ COMMITTED", **_QUIET)
    read = create_engine(url, pool_size=pool_size, connect_args={"options": _READING}, **_QUIET)
    return Engines(write, read)
