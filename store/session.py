"""The transaction's own mechanics: statements, savepoints, and the moment when everything is written.

On PostgreSQL a transaction begins without one: reads stand alone, and the writes of the end are a single statement,
which is a transaction by itself and fails as a whole if a case isn't as it was read. Only what must hold a lock
meanwhile (a stream of several writers, a number series, a case that officers compete for) opens a real one. That
saves two of four round trips.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import ClauseElement, Connection, CursorResult, Executable, NestedTransaction
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.errors import Raced
from store.among import ByKind, listed
from store.buffer import Buffer, Row
from store.connection import begin
from store.parts import CHANGED
from store.prepared import Found
from store.shared import Shared

_RETRY: Final = frozenset({"40P01", "40001", "22012"})
"""PostgreSQL's deadlock and serialisation failure, and the division by which a statement notices a changed case."""


class Session:
    """One transaction of the store: reads at once, writes at its end.

    A savepoint is only a mark in memory until something must reach the database within it.
    """

    def __init__(self, connection: Connection, shared: Shared) -> None:
        self._connection = connection
        self._shared = shared
        self._buffers = [Buffer()]
        self._nested: list[NestedTransaction | None] = []
        self._held = False

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

    def hold(self) -> None:
        """Be in a transaction of the database from here on, if it isn't already."""
        if not self._held:
            self._held = True
            begin(self._connection)

    def settle(self) -> None:
        """Write everything collected so far; the transaction stays open. Raises `Raced`."""
        if self._nested or any(buffer.rows or buffer.heads or buffer.numbers for buffer in self._buffers):
            self.hold()
            self._ground()
            self._write(self._buffers[-1])

    def finish(self) -> None:
        """Write the rest and commit. Raises `Raced`."""
        self._write(self._buffers[0])
        if self._held:
            self._connection.commit()
        self._shared.vault.learn(self._buffers[0].ciphers)

    def _run(self, statement: ClauseElement, **params: Any) -> Found:
        return self._shared.prepared(statement).run(self._connection, params)

    def _run_among(self, statement: ByKind, values: Iterable[str], **params: Any) -> Found:
        embedded = self._shared.embedded
        return self._run(statement[embedded], among=listed(values, embedded=embedded), **params)

    def _execute(self, statement: Executable) -> CursorResult[Any]:
        """For statements that are made for one question, such as a list's."""
        self.hold()
        return self._connection.execute(statement)

    def _write_now(self, statement: ClauseElement, **params: Any) -> Found:
        self.hold()
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
        try:
            with told_apart():
                self._shared.writer.write(self._connection, rows)
        except Raced:
            self._shared.compete(str(row["id"]) for row in rows.get(CHANGED, ()))
            raise


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn a lost race for a key or a case, or a deadlock, into `Raced`; every other error stays what it is."""
    try:
        yield
    except IntegrityError as error:
        raise Raced from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _RETRY:
            raise Raced from error
        raise
