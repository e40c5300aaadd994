"""Statements compiled once and handed to the driver.

Constructs are made once, at import or when a storage is made; nothing here builds SQL per call. On the way through
SQLAlchemy's execution a statement costs more than in the database: its cache walks the construct again, its result
describes every column again. What remains SQLAlchemy's is the text, the pool, the transaction and the errors.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

Params = Mapping[str, Any]


class Found:
    """The rows that a statement found; columns are attributes under their names."""

    __slots__ = ("_cursor", "_row")

    def __init__(self, cursor: Any, row: Callable[[Any], Any] | None) -> None:
        self._cursor = cursor
        self._row = row

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return int(self._cursor.rowcount)

    def first(self) -> Any:
        """The first row, or None."""
        found = self._fetched()
        return self._row(found) if found is not None and self._row is not None else None

    def one(self) -> Any:
        """The row that is there. Raises `LookupError` when there is none."""
        found = self.first()
        if found is None:
            raise LookupError("the statement found no row")
        return found

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        found = self._fetched()
        return found[0] if found is not None else None

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._cursor.fetchall()]

    def all(self) -> list[Any]:
        """Every row."""
        return [] if self._row is None else [self._row(row) for row in self._cursor.fetchall()]

    def _fetched(self) -> Any:
        found = self._cursor.fetchone()
        # SQLite doesn't commit while a statement that could tell more rows is open.
        self._cursor.close()
        return found


class Ready:
    """One compiled statement. Its values must be of the database's own kinds: text, integers, bytes, lists of them."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._text = str(compiled)
        self._given = {name: value for name, value in compiled.params.items() if value is not None}
        # Set where the driver's parameters have an order instead of names.
        self._order: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._row: Callable[[Any], Any] | None = None

    def run(self, connection: Connection, params: Params) -> Found:
        """Send the statement with these values."""
        cursor = send(connection, "execute", self._text, self._bound(params))
        if self._row is None and cursor.description:
            self._row = _row_of(cursor.description)
        return Found(cursor, self._row)

    def run_many(self, connection: Connection, rows: Iterable[Params]) -> None:
        """Send the statement once for each row."""
        send(connection, "executemany", self._text, [self._bound(row) for row in rows])

    def _bound(self, params: Params) -> Any:
        merged = {**self._given, **params} if self._given else params
        return merged if self._order is None else [merged[name] for name in self._order]


class Prepared:
    """The statements of one dialect, compiled at their first use."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._ready: dict[ClauseElement, Ready] = {}

    def __call__(self, statement: ClauseElement) -> Ready:
        """The compiled form of a statement that lives as long as the storage."""
        ready = self._ready.get(statement)
        if ready is None:
            ready = self._ready[statement] = Ready(statement, self._dialect)
        return ready


def send(connection: Connection, how: str, text: str, values: Any) -> Any:
    """The driver's cursor after it has sent a text, by `execute` or `executemany`. Raises SQLAlchemy's errors."""
    cursor = connection.connection.cursor()
    try:
        getattr(cursor, how)(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, cursor, text, error) from error
    return cursor


def _row_of(description: Sequence[Sequence[Any]]) -> Callable[[Any], Any]:
    names = [str(column[0]) for column in description]
    # Its columns are known only now, so no class can be declared.
    kind: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
    make: Callable[[Any], Any] = kind._make
    return make


def _told(connection: Connection, cursor: Any, text: str, error: Any) -> BaseException:
    """The driver's error as SQLAlchemy's, without the values; a lost connection and its companions are given up."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
    if lost:
        connection.invalidate(error)
        connection.engine.dispose(close=False)
    told: BaseException = DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    return told
