"""The transaction's own mechanics: statements, savepoints, and the moment when everything is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ClauseElement, Connection, CursorResult, Executable, NestedTransaction, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.errors import Conflict, Raced
from store import tables
from store.buffer import Buffer, Row
from store.parts import CHANGED
from store.prepared import Found
from store.shared import Shared

_RETRY: frozenset[str] = frozenset({"40P01", "40001"})
"""PostgreSQL's deadlock and serialisation failure: nothing was written, the same command may succeed now."""


class Session:
    """One database transaction: reads at once, writes at its end, in one statement where the database can.

    A savepoint is only a mark in memory until something must reach the database within it.
    """

    def __init__(self, connection: Connection, shared: Shared) -> None:
        self._connection = connection
        self._shared = shared
        self._buffers = [Buffer()]
        self._nested: list[NestedTransaction | None] = []

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens within is taken back when it raises, and nothing else is."""
        self._buffers.append(Buffer())
        self._nested.append(None)
        try:
            yield
            if self._nested[-1] is not None:
                self.settle()
        except BaseException:
            self._buffers.pop()
            nested = self._nested.pop()
            self._forget()
            if nested is not None:
                nested.rollback()
            raise
        nested = self._nested.pop()
        if nested is not None:
            nested.commit()
        later = self._buffers.pop()
        self._buffers[-1].absorb(later)

    def settle(self) -> None:
        """Write everything collected so far; the transaction stays open. Raises `Conflict` or `Raced`."""
        self._ground()
        self._write(self._buffers[-1])

    def finish(self) -> None:
        """Write the rest, just before the commit."""
        self.settle()

    def learn(self) -> None:
        """Keep the keys that this transaction made: it has been committed."""
        self._shared.vault.learn(self._buffers[0].ciphers)

    def _run(self, statement: ClauseElement, **params: Any) -> Found:
        return self._shared.prepared(statement).run(self._connection, params)

    def _execute(self, statement: Executable, **params: Any) -> CursorResult[Any]:
        """For statements with lists of values, whose text SQLAlchemy completes."""
        return self._connection.execute(statement, params)

    def _write_now(self, statement: ClauseElement, **params: Any) -> Found:
        self._ground()
        with told_apart():
            return self._run(statement, **params)

    def _put(self, part: str, row: Row) -> None:
        self._buffers[-1].rows[part].append(row)

    def _forget(self) -> None:
        """Drop what was read within a savepoint that is taken back."""

    def _ground(self) -> None:
        for level, nested in enumerate(self._nested):
            if nested is None:
                self._write(self._buffers[level])
                self._nested[level] = self._connection.begin_nested()

    def _write(self, buffer: Buffer) -> None:
        rows = buffer.take()
        with told_apart():
            well = self._shared.writer.write(self._connection, rows)
        if not well:
            raise Conflict(self._version_now([row["id"] for row in rows[CHANGED]]))

    def _version_now(self, changed: list[str]) -> int:
        cases = tables.cases.c
        found = self._connection.execute(select(cases.version).where(cases.id.in_(changed))).scalars()
        return max(found, default=0)


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn a lost race for a unique key, or a deadlock, into `Raced`; every other error stays what it is."""
    try:
        yield
    except IntegrityError as error:
        raise Raced from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _RETRY:
            raise Raced from error
        raise
