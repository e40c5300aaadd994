"""Engines for an installation: one that writes, one that only reads, on SQLite or PostgreSQL by URL.

SQLite: WAL with full synchronisation; every writing transaction takes the write lock at its start (BEGIN IMMEDIATE),
so that what it read can't have changed when it writes. PostgreSQL: READ COMMITTED with row locks; reading connections
plan each query with its own values, because a generic plan of a list query reads the whole table.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from engine.errors import Raced, Unusable
from store.prepared import send

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
# Random ids touch every part of every tree: the one writer keeps the inner pages of a million cases at hand.
_ROOMY: Final = "PRAGMA cache_size = -65536"
# Every statement of a writing transaction finds its rows by key. Planned once it is planned right, also while tables
# are still so small that reading them whole looks cheaper; planning it anew each time costs more than running it.
_WRITING: Final = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off"
_READING: Final = "-c plan_cache_mode=force_custom_plan -c default_transaction_read_only=on"


class Engines:
    """The ways into one database: `write` and `read` for anybody, `writing` for the storage's own transactions."""

    def __init__(self, write: Engine, read: Engine, alone: Engine | None = None) -> None:
        self.write = write
        self.read = read
        self._alone = alone
        self._turn = threading.Lock()
        self._standing: Connection | None = None

    @property
    def embedded(self) -> bool:
        """Whether the database is a SQLite file."""
        return self._alone is None

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection for one writing transaction; what isn't committed at the end is taken back.

        On PostgreSQL every statement commits by itself until `in_transaction`.
        """
        return self._in_turn() if self._alone is None else self._pooled(self._alone)

    def dispose(self) -> None:
        """Close every connection."""
        with self._turn:
            if self._standing is not None:
                self._standing.close()
                self._standing = None
        for engine in (self.write, self.read, self._alone):
            if engine is not None:
                engine.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[Connection]:
        # SQLite has one writer; waiting for a lock here is fair and wakes at once, its own waiting is a poll. And one
        # writer needs one connection, which stays open.
        if not self._turn.acquire(timeout=_WAIT_MS / 1000):
            raise Raced
        try:
            if self._standing is None:
                self._standing = self.write.connect()
            try:
                yield self._standing
            finally:
                self._standing.rollback()
        finally:
            self._turn.release()

    @contextmanager
    def _pooled(self, alone: Engine) -> Iterator[Connection]:
        with alone.connect() as connection:
            try:
                yield connection
            finally:
                if connection.in_transaction():
                    connection.rollback()
                if not connection.invalidated:
                    _commit_each(connection, each=True)


def begin(connection: Connection) -> None:
    """Begin a transaction on a connection of `writing` or of the `read` engine."""
    if connection.dialect.name == "postgresql":
        _commit_each(connection, each=False)
    connection.begin()


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
    _prepare(write, (*_ALWAYS, _ROOMY), "BEGIN IMMEDIATE")
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
        send(connection, "execute", begin, ())


def _postgresql(url: URL, pool_size: int) -> Engines:
    # Here, since who has a SQLite file needs no such driver.
    from psycopg.types.array import ListBinaryDumper  # noqa: PLC0415

    def engine(options: str, **more: Any) -> Engine:
        made = create_engine(url, pool_size=pool_size, connect_args={"options": options}, **_QUIET, **more)

        @event.listens_for(made, "connect")
        def _on_connect(connection: Any, _: ConnectionPoolEntry) -> None:
            # As text, every quotation mark of every JSON body in a list would be escaped, by an expression in Python.
            connection.adapters.register_dumper(list, ListBinaryDumper)

        return made

    # Nothing is ever open when such a connection goes back, so the pool needn't take anything back.
    alone = engine(_WRITING, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
    return Engines(engine(_WRITING, isolation_level="READ COMMITTED"), engine(_READING), alone)


def _commit_each(connection: Connection, *, each: bool) -> None:
    driver: Any = connection.connection.driver_connection
    if driver.autocommit != each:
        driver.autocommit = each
